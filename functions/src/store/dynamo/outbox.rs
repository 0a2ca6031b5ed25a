//! The outbox: mails that wait, taken by one sender at a time.

use aws_sdk_dynamodb::error::ProvideErrorMetadata;
use jiff::Timestamp;

use super::DynamoStore;
use super::write::{failed, number, text};
use crate::domain::{Id, Mail};
use crate::store::StoreError;
use crate::store::item::{Key, MAIL_PARTITIONS, item, mail_order, noun, time};
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
                mails.push(noun(&item.map_err(|error| failed("read the outbox", error))?)?);
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
            Err(error)
                if error.as_service_error().and_then(ProvideErrorMetadata::code)
                    == Some("ConditionalCheckFailedException") =>
            {
                Ok(false)
            }
            Err(error) => Err(failed("take a mail", error)),
        }
    }

    pub(super) async fn remove_mail(&self, mail: &Id) -> Result<(), StoreError> {
        let Key { pk, sk } = Key::mail(mail);
        let asked = self.client.delete_item().table_name(&self.table).key("pk", text(pk)).key("sk", text(sk));
        asked.send().await.map_err(|error| failed("remove a mail", error)).map(|_| ())
    }
}
