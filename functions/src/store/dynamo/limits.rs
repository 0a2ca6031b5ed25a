//! Limit cells: counted up in one call.

use aws_sdk_dynamodb::types::ReturnValue;

use super::DynamoStore;
use super::write::{failed, number, text};
use crate::domain::LimitCell;
use crate::store::StoreError;
use crate::store::item::Key;

impl DynamoStore {
    pub(super) async fn count_up(&self, cell: &LimitCell) -> Result<u32, StoreError> {
        let Key { pk, sk } = Key::limit(cell);
        let answer = self
            .client
            .update_item()
            .table_name(&self.table)
            .key("pk", text(pk))
            .key("sk", text(sk))
            .update_expression("SET expires = :expires ADD n :one")
            .expression_attribute_values(":expires", number(cell.expires()))
            .expression_attribute_values(":one", number(1))
            .return_values(ReturnValue::UpdatedNew)
            .send()
            .await
            .map_err(|error| failed("count for a limit", error))?;
        let n = answer.attributes().and_then(|attributes| attributes.get("n"));
        Ok(n.and_then(|n| n.as_n().ok()).and_then(|n| n.parse().ok()).unwrap_or(1))
    }
}
