//! Gifts and payments: written once, read by name, by giver and by year, and decided on.

use aws_sdk_dynamodb::types::{AttributeValue, Delete, KeysAndAttributes, Put, TransactWriteItem};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::DynamoStore;
use super::write::{Written, changing, failed, number, text};
use crate::domain::{Decision, Gift, GiftId, Payment, PaymentKey, Permissibility, PersonKey, judge};
use crate::store::item::{DUE_PARTITION, Item, Key, Ledger, Noun, item, noun, year_partition};
use crate::store::table::INDEX;
use crate::store::{Decided, Due, StoreError};

const DECIDE: &str = "write a decision";
const PAYMENTS: &str = "read payments";

/// The most items that one request reads.
const BATCH: usize = 100;
/// The most payments of one giver that are judged anew in one transaction, which holds a hundred items in all.
const MAX_REJUDGED: usize = 70;
/// How often is asked again when somebody else was quicker.
pub(super) const MAX_TRIES: u32 = 8;

/// What is written of a payment that is to be decided on.
#[derive(Serialize, Deserialize)]
struct DueRecord {
    payment: PaymentKey,
    gift: GiftId,
    deadline: String,
}

/// Another name of a payment.
#[derive(Serialize, Deserialize)]
pub(super) struct Alias {
    pub(super) payment: PaymentKey,
}

impl DynamoStore {
    pub(super) async fn put_gift(&self, gift: &Gift) -> Result<(), StoreError> {
        // Refused where it is there: asked a second time.
        self.transact("write a gift", vec![self.put_new(gift)]).await.map(|_| ())
    }

    pub(super) async fn read_gift(&self, id: &GiftId) -> Result<Option<Gift>, StoreError> {
        self.get("read a gift", Key::gift(id)).await
    }

    pub(super) async fn read_payment(&self, key: &PaymentKey) -> Result<Option<Payment>, StoreError> {
        let key = self.true_name(key).await?.unwrap_or_else(|| key.clone());
        self.get("read a payment", Key::payment(&key)).await
    }

    /// The name that `name` stands for, where it is another one's.
    pub(super) async fn true_name(&self, name: &PaymentKey) -> Result<Option<PaymentKey>, StoreError> {
        let alias: Option<Alias> = self.get("read a payment's name", Key::alias(name)).await?;
        Ok(alias.map(|alias| alias.payment))
    }

    pub(super) async fn read_payments(&self, person: &PersonKey, since: Timestamp) -> Result<Vec<Payment>, StoreError> {
        let (_, mut payments) = self.all_payments(person).await?;
        payments.retain(|payment| payment.facts.received.is_some_and(|received| received >= since));
        Ok(payments)
    }

    /// The ledger of `person` and all payments in it, in the order in which they were received.
    pub(super) async fn all_payments(&self, person: &PersonKey) -> Result<(Ledger, Vec<Payment>), StoreError> {
        let ledger: Ledger = self.get(PAYMENTS, Key::ledger(person)).await?.unwrap_or_default();
        let mut payments = Vec::with_capacity(ledger.payments.len());
        for names in ledger.payments.chunks(BATCH) {
            let mut wanted = Some(keys(names));
            while let Some(keys) = wanted.take() {
                let asked = self.client.batch_get_item().request_items(&self.table, keys);
                let answer = asked.send().await.map_err(|error| failed(PAYMENTS, error))?;
                let found = answer.responses().and_then(|responses| responses.get(&self.table));
                for item in found.into_iter().flatten() {
                    payments.push(noun::<Payment>(item)?);
                }
                wanted = answer.unprocessed_keys().and_then(|left| left.get(&self.table)).cloned();
            }
        }
        payments.sort_by(|a, b| (a.facts.received, &a.payment).cmp(&(b.facts.received, &b.payment)));
        Ok((ledger, payments))
    }

    pub(super) async fn read_due_payments(&self, day: &str) -> Result<Vec<Due>, StoreError> {
        // `$` stands behind `#`: what is due on that day is among them.
        let records: Vec<DueRecord> = self.indexed(DUE_PARTITION, &format!("{day}$")).await?;
        Ok(records.into_iter().map(|DueRecord { payment, gift, deadline }| Due { gift, deadline, payment }).collect())
    }

    pub(super) async fn read_payments_of_year(&self, year: i16) -> Result<Vec<Payment>, StoreError> {
        self.indexed(&year_partition(year), "~").await
    }

    /// All that stands in a partition of the index before `end`, in its order.
    async fn indexed<T: serde::de::DeserializeOwned>(&self, partition: &str, end: &str) -> Result<Vec<T>, StoreError> {
        let mut found = Vec::new();
        let mut pages = self
            .client
            .query()
            .table_name(&self.table)
            .index_name(INDEX)
            .key_condition_expression("g1pk = :partition AND g1sk < :end")
            .expression_attribute_values(":partition", text(partition))
            .expression_attribute_values(":end", text(end))
            .into_paginator()
            .items()
            .send();
        while let Some(item) = pages.next().await {
            found.push(noun(&item.map_err(|error| failed(PAYMENTS, error))?)?);
        }
        Ok(found)
    }

    pub(super) async fn put_decision(&self, key: &PaymentKey, decision: &Decision) -> Result<Decided, StoreError> {
        for tries in 1..=MAX_TRIES {
            let Some(payment) = self.read_payment(key).await? else { return Ok(Decided::Nothing) };
            let (Some(_), Some(person)) = (payment.permissibility_status, payment.person.clone()) else {
                return Ok(Decided::Nothing);
            };
            if payment.decision.is_some() {
                return Ok(Decided::Already(Box::new(payment)));
            }
            let (ledger, others) = self.all_payments(&person).await?;
            let now = payment.clone().decided(decision);
            let (now, parts) = self.rewriting(&person, &ledger, Some(&payment), now, &others);
            if self.transact(DECIDE, parts).await? == Written::Done {
                return Ok(Decided::Now(Box::new(now)));
            }
            self.pause(tries).await;
        }
        Err(StoreError::Busy { doing: DECIDE, cause: "the payment kept changing".into() })
    }

    /// `now` in place of `before`, and all that follows: the ledger, the tiers of the giver's other payments, the list
    /// of what is to be decided on, and how long the gift is kept. Refused when anything changed in between.
    pub(super) fn rewriting(
        &self,
        person: &PersonKey,
        ledger: &Ledger,
        before: Option<&Payment>,
        now: Payment,
        others: &[Payment],
    ) -> (Payment, Vec<TransactWriteItem>) {
        let mut now = judge::settled(now, others);
        now.revision += 1;
        let mut parts = vec![
            self.put_revised(item(&now), before.map(|before| before.revision)),
            self.put_ledger(person, ledger, &now.payment),
        ];
        let others: Vec<_> = others.iter().filter(|other| other.payment != now.payment).cloned().collect();
        for other in judge::rejudged(&others, &now).into_iter().take(MAX_REJUDGED) {
            let revision = other.revision;
            parts.push(self.put_revised(item(&Payment { revision: revision + 1, ..other }), Some(revision)));
        }
        parts.extend(self.due(before, &now));
        parts.extend(self.keeping_gift(&now, &others));
        (now, parts)
    }

    /// Puts `payment` on the list of what is to be decided on, or takes it off.
    fn due(&self, before: Option<&Payment>, payment: &Payment) -> Option<TransactWriteItem> {
        let is_open = |payment: &Payment| payment.permissibility_status == Some(Permissibility::ReceivedUnchecked);
        let key = Key::due(&payment.payment);
        if let (true, Some(deadline), Some(gift)) = (is_open(payment), &payment.deadline, &payment.facts.gift) {
            let mut due = Item::new();
            let order = format!("{deadline}#{}", payment.payment.0);
            for (name, value) in [
                ("pk", key.pk.as_str()),
                ("sk", key.sk.as_str()),
                ("g1pk", DUE_PARTITION),
                ("g1sk", &order),
                ("payment", &payment.payment.0),
                ("gift", gift.as_str()),
                ("deadline", deadline),
            ] {
                due.insert(name.to_owned(), text(value));
            }
            return Some(self.put_item_if(due, None));
        }
        before.is_some_and(is_open).then(|| self.deleting(key))
    }

    /// Keeps the gift for as long as the payments that came of it.
    fn keeping_gift(&self, payment: &Payment, others: &[Payment]) -> Option<TransactWriteItem> {
        let gift = payment.facts.gift.as_ref()?;
        payment.facts.received?;
        let same = others.iter().filter(|other| other.facts.gift.as_ref() == Some(gift));
        let until = same.chain([payment]).filter_map(Noun::expires).max()?;
        let update = self
            .change(Key::gift(gift), "SET expires = :until")
            .condition_expression("attribute_exists(pk)")
            .expression_attribute_values(":until", number(until));
        Some(changing(update))
    }

    fn put_ledger(&self, person: &PersonKey, ledger: &Ledger, payment: &PaymentKey) -> TransactWriteItem {
        let mut names: Vec<_> = ledger.payments.iter().map(|name| text(&name.0)).collect();
        if !ledger.payments.contains(payment) {
            names.push(text(&payment.0));
        }
        let Key { pk, sk } = Key::ledger(person);
        let written = Item::from([
            ("pk".to_owned(), text(pk)),
            ("sk".to_owned(), text(sk)),
            ("payments".to_owned(), AttributeValue::L(names)),
            ("revision".to_owned(), number(ledger.revision + 1)),
        ]);
        self.put_revised(written, (ledger.revision > 0).then_some(ledger.revision))
    }

    /// `item`, refused unless what stands there has the revision `before`, or nothing stands there.
    pub(super) fn put_revised(&self, item: Item, before: Option<u64>) -> TransactWriteItem {
        let Some(before) = before else { return self.put_item_if(item, Some("attribute_not_exists(pk)")) };
        let put = Put::builder()
            .table_name(&self.table)
            .set_item(Some(item.into_iter().collect()))
            .condition_expression("revision = :before")
            .expression_attribute_values(":before", number(before))
            .build();
        TransactWriteItem::builder().put(put.expect("a table and an item are all it needs")).build()
    }

    fn deleting(&self, key: Key) -> TransactWriteItem {
        let delete = Delete::builder().table_name(&self.table).key("pk", text(key.pk)).key("sk", text(key.sk)).build();
        TransactWriteItem::builder().delete(delete.expect("a table and a key are all it needs")).build()
    }

    /// Removes the payment at `key`, refused unless it has the revision `before`.
    pub(super) fn deleting_revised(&self, key: Key, before: u64) -> TransactWriteItem {
        let delete = Delete::builder()
            .table_name(&self.table)
            .key("pk", text(key.pk))
            .key("sk", text(key.sk))
            .condition_expression("revision = :before")
            .expression_attribute_values(":before", number(before))
            .build();
        TransactWriteItem::builder().delete(delete.expect("a table and a key are all it needs")).build()
    }
}

fn keys(names: &[PaymentKey]) -> KeysAndAttributes {
    let mut keys = KeysAndAttributes::builder().consistent_read(true);
    for name in names {
        let Key { pk, sk } = Key::payment(name);
        keys = keys.keys([("pk".to_owned(), text(pk)), ("sk".to_owned(), text(sk))].into_iter().collect());
    }
    keys.build().expect("keys are all it needs")
}
