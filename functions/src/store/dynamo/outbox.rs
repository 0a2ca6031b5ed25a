//! The outbox: mails that wait, taken by one sender at a time.

use jiff::Timestamp;

use super::DynamoStore;
use super::write::{failed, is_refusal, number, text};
use crate::domain::entry::UNCONFIRMED_S;
use crate::domain::{Id, Mail, PersonKey};
use crate::store::StoreError;
use crate::store::item::{FAILED_MAILS, Key, MAIL_PARTITIONS, item, mail_order, noun, time};
use crate::store::table::INDEX;

impl DynamoStore {
    pub(super) async fn put_mail(&self, mail: &Mail) -> Result<(), StoreError> {
        let put = self.client.put_item().table_name(&self.table);
        let asked = put.set_item(Some(item(mail).into_iter().collect()));
        asked.send().await.map_err(|error| failed("write a mail", error)).map(|_| ())
    }

    pub(super) async fn read_due_mails(&self, now: Timestamp, max: usize) -> Result<Vec<Mail>, StoreError> {
        let mut mails: Vec<Mail> = Vec::new();
        for partition in 0..MAIL_PARTITIONS {
            let mut pages = self
                .client
                .query()
                .table_name(&self.table)
                .index_name(INDEX)
                .key_condition_expression("g1pk = :partition AND g1sk < :now")
                .expression_attribute_values(":partition", text(format!("M#{partition}")))
                // `$` stands behind `#`: what is due at this very moment is among them.
                .expression_attribute_values(":now", text(format!("{}$", time(now))))
                .into_paginator()
                .items()
                .send();
            let mut here = 0;
            while let Some(item) = pages.next().await {
                match noun(&item.map_err(|error| failed("read the outbox", error))?) {
                    Ok(mail) => mails.push(mail),
                    // One that cannot be read must not keep the others.
                    Err(error) => tracing::error!(%error, "a mail in the outbox is left where it is"),
                }
                here += 1;
                if here == max {
                    break;
                }
            }
        }
        mails.sort_by(|a, b| (a.due, &a.id).cmp(&(b.due, &b.id)));
        mails.truncate(max);
        Ok(mails)
    }

    pub(super) async fn claim_mail(&self, mail: &Mail, until: Timestamp) -> Result<bool, StoreError> {
        let Key { pk, sk } = Key::mail(&mail.id);
        let claimed = Mail { due: until, attempts: mail.attempts + 1, ..mail.clone() };
        let answer = self
            .client
            .update_item()
            .table_name(&self.table)
            .key("pk", text(pk))
            .key("sk", text(sk))
            .update_expression("SET due = :until, attempts = :attempts, g1sk = :order")
            .condition_expression("attempts = :before")
            .expression_attribute_values(":until", text(until.to_string()))
            .expression_attribute_values(":attempts", number(claimed.attempts))
            .expression_attribute_values(":before", number(mail.attempts))
            .expression_attribute_values(":order", text(mail_order(&claimed)))
            .send()
            .await;
        match answer {
            Ok(_) => Ok(true),
            Err(error) if is_refusal(&error) => Ok(false),
            Err(error) => Err(failed("take a mail", error)),
        }
    }

    pub(super) async fn set_mail_aside(&self, mail: &Id, failure: &str, now: Timestamp) -> Result<(), StoreError> {
        let Key { pk, sk } = Key::mail(mail);
        let answer = self
            .client
            .update_item()
            .table_name(&self.table)
            .key("pk", text(pk))
            .key("sk", text(sk))
            .update_expression("SET failure = :failure, g1pk = :failed, g1sk = :order, expires = :expires")
            .condition_expression("attribute_exists(pk)")
            .expression_attribute_values(":failure", text(failure))
            .expression_attribute_values(":failed", text(FAILED_MAILS))
            .expression_attribute_values(":order", text(format!("{}#{mail}", time(now))))
            .expression_attribute_values(":expires", number(now.as_second() + UNCONFIRMED_S))
            .send()
            .await;
        match answer {
            Ok(_) => Ok(()),
            Err(error) if is_refusal(&error) => Ok(()),
            Err(error) => Err(failed("give up a mail", error)),
        }
    }

    /// Removes all mails to `person`, those that wait and those that were given up.
    pub(super) async fn remove_mails_of(&self, person: &PersonKey) -> Result<(), StoreError> {
        let partitions = (0..MAIL_PARTITIONS).map(|partition| format!("M#{partition}"));
        for partition in partitions.chain([FAILED_MAILS.to_owned()]) {
            let mut pages = self
                .client
                .query()
                .table_name(&self.table)
                .index_name(INDEX)
                .key_condition_expression("g1pk = :partition")
                .filter_expression("person = :person")
                .expression_attribute_values(":partition", text(partition))
                .expression_attribute_values(":person", text(person.as_str()))
                .into_paginator()
                .items()
                .send();
            while let Some(found) = pages.next().await {
                let mail: Mail = noun(&found.map_err(|error| failed("read the outbox", error))?)?;
                self.remove_mail(&mail.id).await?;
            }
        }
        Ok(())
    }

    pub(super) async fn remove_mail(&self, mail: &Id) -> Result<(), StoreError> {
        let Key { pk, sk } = Key::mail(mail);
        let asked = self.client.delete_item().table_name(&self.table).key("pk", text(pk)).key("sk", text(sk));
        asked.send().await.map_err(|error| failed("remove a mail", error)).map(|_| ())
    }
}

#[cfg(test)]
impl DynamoStore {
    /// For tests: takes from a mail what it cannot be read without.
    pub(crate) async fn spoil_mail(&self, mail: &Id) {
        let Key { pk, sk } = Key::mail(mail);
        let asked = self.client.update_item().table_name(&self.table).key("pk", text(pk)).key("sk", text(sk));
        asked.update_expression("REMOVE holes").send().await.expect("the store answers");
    }

    /// For tests: the mails that were given up, and why.
    pub(crate) async fn failed_mails(&self) -> Vec<(Mail, String)> {
        let asked = self.client.query().table_name(&self.table).index_name(INDEX);
        let asked =
            asked.key_condition_expression("g1pk = :failed").expression_attribute_values(":failed", text(FAILED_MAILS));
        let answer = asked.send().await.expect("the store answers");
        let failure = |item: &std::collections::BTreeMap<_, _>| match item.get("failure") {
            Some(aws_sdk_dynamodb::types::AttributeValue::S(failure)) => failure.clone(),
            _ => String::new(),
        };
        let items = answer.items().iter().map(|item| item.clone().into_iter().collect());
        items.map(|item| (noun(&item).expect("a mail"), failure(&item))).collect()
    }
}
