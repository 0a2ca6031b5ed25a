//! Limit cells: both of a cell's windows are counted up in one call.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};

use super::DynamoStore;
use super::write::{Written, failed, number, text};
use crate::domain::{LimitCell, Mail, Tally};
use crate::store::StoreError;
use crate::store::item::{Key, item};
use crate::store::table::EXPIRES;

impl DynamoStore {
    pub(super) async fn count_up(&self, cell: &LimitCell) -> Result<Tally, StoreError> {
        let Key { pk, sk } = Key::limit(cell);
        let short = format!("s{}", cell.short_number());
        let answer = self
            .client
            .update_item()
            .table_name(&self.table)
            .key("pk", text(pk))
            .key("sk", text(sk))
            .update_expression("SET expires = :expires ADD n :one, #short :one")
            .expression_attribute_names("#short", &short)
            .expression_attribute_values(":expires", number(cell.expires()))
            .expression_attribute_values(":one", number(1))
            .return_values(ReturnValue::UpdatedNew)
            .send()
            .await
            .map_err(|error| failed("count for a limit", error))?;
        let count = |name: &str| {
            let n = answer.attributes().and_then(|attributes| attributes.get(name));
            n.and_then(|n| n.as_n().ok()).and_then(|n| n.parse().ok()).unwrap_or(1)
        };
        Ok(Tally { short: count(&short), long: count("n") })
    }

    pub(super) async fn put_mails_once(&self, mark: &LimitCell, mails: &[Mail]) -> Result<bool, StoreError> {
        let Key { pk, sk } = Key::limit(mark);
        let cell = BTreeMap::<String, AttributeValue>::from([
            ("pk".to_owned(), text(pk)),
            ("sk".to_owned(), text(sk)),
            ("n".to_owned(), number(1)),
            (EXPIRES.to_owned(), number(mark.expires())),
        ]);
        let mut parts = vec![self.put_item_if(cell, Some("attribute_not_exists(pk)"))];
        parts.extend(mails.iter().map(|mail| self.put_item_if(item(mail), None)));
        Ok(self.transact("write mails once", parts).await? == Written::Done)
    }
}
