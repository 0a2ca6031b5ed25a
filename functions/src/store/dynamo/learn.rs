//! Events of the payment provider, joined to payments and plans: in any order, as often as they come, each in one
//! transaction with all that follows from it.

use aws_sdk_dynamodb::types::{ConditionCheck, TransactWriteItem};

use super::DynamoStore;
use super::gifts::MAX_TRIES;
use super::write::{Written, number, text};
use crate::domain::{Gift, News, Payment, PaymentFacts, PaymentKey, Plan, PlanFacts, ProviderEvent, judge};
use crate::store::item::{Item, Key, item};
use crate::store::table::EXPIRES;
use crate::store::{Change, Learned, Settle, StoreError};

const LEARN: &str = "join an event to what is known";

impl DynamoStore {
    pub(super) async fn join_event(&self, event: &ProviderEvent, write: &Settle<'_>) -> Result<Learned, StoreError> {
        for tries in 1..=MAX_TRIES {
            let noted: Option<serde_json::Value> = self.get(LEARN, Key::event(&event.id)).await?;
            if noted.is_some() {
                return Ok(Learned::Repeated);
            }
            let (parts, learned) = match &event.news {
                News::Payment { payment, alias, facts } => {
                    self.payment_parts(event, payment, alias.as_ref(), facts, write).await?
                }
                News::Plan { subscription, facts } => self.plan_parts(event, subscription, facts, write).await?,
            };
            if self.transact(LEARN, parts).await? == Written::Done {
                return Ok(learned);
            }
            // Another event was quicker: what it brought is read, and joined.
            self.pause(tries).await;
        }
        Err(StoreError::Busy { doing: LEARN, cause: "what is known kept changing".into() })
    }

    async fn payment_parts(
        &self,
        event: &ProviderEvent,
        named: &PaymentKey,
        alias: Option<&PaymentKey>,
        facts: &PaymentFacts,
        write: &Settle<'_>,
    ) -> Result<(Vec<TransactWriteItem>, Learned), StoreError> {
        let other_name = self.true_name(named).await?;
        let key = other_name.clone().unwrap_or_else(|| named.clone());
        let before: Option<Payment> = self.get(LEARN, Key::payment(&key)).await?;
        let (orphan, mut parts) = self.naming(&key, alias).await?;
        if other_name.is_none() {
            // The name may become another one's while we look.
            parts.push(self.absent(Key::alias(named)));
        }
        let mut now = before.clone().unwrap_or_else(|| Payment::new(key));
        now.facts = now.facts.join(facts);
        if let Some(orphan) = &orphan {
            now.facts = now.facts.join(&orphan.facts);
            now.revision += orphan.revision;
        }
        let Some(gift) = self.gift_of(&mut now.facts).await? else {
            parts.push(self.noting(event, false));
            // Money for which there is no promise is not ours to count. What else is said may be about a gift whose
            // own event is still on its way.
            if facts.received.is_none() {
                let revision = before.as_ref().map(|before| before.revision);
                now.revision += 1;
                parts.push(self.put_revised(item(&now), revision));
            } else {
                parts.truncate(0);
                parts.push(self.noting(event, false));
            }
            return Ok((parts, Learned::Stranger));
        };
        now.person = Some(gift.person.clone());
        let (ledger, mut others) = self.all_payments(&gift.person).await?;
        // What stood under the other name is a part of this payment now.
        others.retain(|other| orphan.as_ref().is_none_or(|orphan| orphan.payment != other.payment));
        let (now, rewritten) = self.rewriting(&gift.person, &ledger, before.as_ref(), now, &others);
        let mails = write(&Change::Payment { gift: &gift, before: before.as_ref(), now: &now });
        parts.extend(rewritten);
        parts.push(self.noting(event, true));
        parts.extend(mails.iter().map(|mail| self.put(mail)));
        Ok((parts, Learned::Changed(mails)))
    }

    /// What has been said so far under `alias`, another name of `key`, and the parts that make it one payment with it.
    async fn naming(
        &self,
        key: &PaymentKey,
        alias: Option<&PaymentKey>,
    ) -> Result<(Option<Payment>, Vec<TransactWriteItem>), StoreError> {
        let Some(alias) = alias.filter(|alias| *alias != key) else { return Ok((None, Vec::new())) };
        if self.true_name(alias).await?.is_some() {
            return Ok((None, Vec::new()));
        }
        let Key { pk, sk } = Key::alias(alias);
        let written = Item::from([
            ("pk".to_owned(), text(pk)),
            ("sk".to_owned(), text(sk)),
            ("payment".to_owned(), text(&key.0)),
        ]);
        let mut parts = vec![self.put_item_if(written, Some("attribute_not_exists(pk)"))];
        let orphan: Option<Payment> = self.get(LEARN, Key::payment(alias)).await?;
        parts.push(match &orphan {
            Some(orphan) => self.deleting_revised(Key::payment(alias), orphan.revision),
            None => self.absent(Key::payment(alias)),
        });
        Ok((orphan, parts))
    }

    /// The gift that `facts` name, or the one that their monthly gift is known by.
    async fn gift_of(&self, facts: &mut PaymentFacts) -> Result<Option<Gift>, StoreError> {
        if let (None, Some(subscription)) = (&facts.gift, &facts.subscription) {
            let plan: Option<Plan> = self.get(LEARN, Key::plan(subscription)).await?;
            facts.gift = plan.and_then(|plan| plan.facts.gift);
        }
        match &facts.gift {
            Some(gift) => self.read_gift(gift).await,
            None => Ok(None),
        }
    }

    async fn plan_parts(
        &self,
        event: &ProviderEvent,
        subscription: &str,
        facts: &PlanFacts,
        write: &Settle<'_>,
    ) -> Result<(Vec<TransactWriteItem>, Learned), StoreError> {
        let before: Option<Plan> = self.get(LEARN, Key::plan(subscription)).await?;
        let known = before.as_ref().map(|before| before.facts.clone()).unwrap_or_default();
        let revision = before.as_ref().map(|before| before.revision);
        let now = Plan {
            subscription: subscription.to_owned(),
            facts: known.join(facts),
            revision: revision.unwrap_or_default() + 1,
        };
        let gift = match &now.facts.gift {
            Some(gift) => self.read_gift(gift).await?,
            None => None,
        };
        let Some(gift) = gift else { return Ok((vec![self.noting(event, false)], Learned::Stranger)) };
        let mails = write(&Change::Plan { gift: &gift, before: before.as_ref(), now: &now });
        let mut written = item(&now);
        let last = now.facts.ended.max(now.facts.began).unwrap_or(event.at);
        written.insert(EXPIRES.to_owned(), number(judge::kept_until_s(last)));
        let mut parts = vec![self.put_revised(written, revision), self.noting(event, true)];
        parts.extend(mails.iter().map(|mail| self.put(mail)));
        Ok((parts, Learned::Changed(mails)))
    }

    /// Notes the event, once.
    fn noting(&self, event: &ProviderEvent, is_known: bool) -> TransactWriteItem {
        let Key { pk, sk } = Key::event(&event.id);
        let about = match &event.news {
            News::Payment { payment, .. } => payment.0.as_str(),
            News::Plan { subscription, .. } => subscription,
        };
        let noted = Item::from([
            ("pk".to_owned(), text(pk)),
            ("sk".to_owned(), text(sk)),
            ("event".to_owned(), text(&event.id)),
            ("kind".to_owned(), text(&event.kind)),
            ("at".to_owned(), text(event.at.to_string())),
            ("about".to_owned(), text(about)),
            ("known".to_owned(), aws_sdk_dynamodb::types::AttributeValue::Bool(is_known)),
            (EXPIRES.to_owned(), number(judge::kept_until_s(event.at))),
        ]);
        self.put_item_if(noted, Some("attribute_not_exists(pk)"))
    }

    /// Refuses the transaction when anything stands at `key`.
    fn absent(&self, key: Key) -> TransactWriteItem {
        let check = ConditionCheck::builder()
            .table_name(&self.table)
            .key("pk", text(key.pk))
            .key("sk", text(key.sk))
            .condition_expression("attribute_not_exists(pk)")
            .build();
        let check = check.expect("a table, a key and a condition are all it needs");
        TransactWriteItem::builder().condition_check(check).build()
    }
}
