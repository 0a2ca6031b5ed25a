//! Housekeeping: what has expired and is still there. DynamoDB removes it by itself, some time; the embedded database
//! does not.

use jiff::Timestamp;

use super::DynamoStore;
use super::write::{failed, is_refusal, number, text};
use crate::store::StoreError;
use crate::store::item::{Item, Key};

const DOING: &str = "remove what has expired";

impl DynamoStore {
    pub(super) async fn remove_expired(&self, now: Timestamp, max: usize) -> Result<usize, StoreError> {
        let mut expired = Vec::new();
        let mut pages = self
            .client
            .scan()
            .table_name(&self.table)
            .filter_expression("expires < :now")
            .projection_expression("pk, sk")
            .expression_attribute_values(":now", number(now.as_second()))
            .into_paginator()
            .items()
            .send();
        while let Some(item) = pages.next().await {
            let item: Item = item.map_err(|error| failed(DOING, error))?.into_iter().collect();
            expired.extend(Key::of(&item));
            if expired.len() >= max {
                break;
            }
        }
        let mut removed = 0;
        for key in expired {
            removed += usize::from(self.remove_if_expired(key, now).await?);
        }
        Ok(removed)
    }

    /// Removes what stands at `key`, unless it was confirmed or counted up meanwhile.
    async fn remove_if_expired(&self, key: Key, now: Timestamp) -> Result<bool, StoreError> {
        let asked = self
            .client
            .delete_item()
            .table_name(&self.table)
            .key("pk", text(key.pk))
            .key("sk", text(key.sk))
            .condition_expression("expires < :now")
            .expression_attribute_values(":now", number(now.as_second()));
        match asked.send().await {
            Ok(_) => Ok(true),
            Err(error) if is_refusal(&error) => Ok(false),
            Err(error) => Err(failed(DOING, error)),
        }
    }
}
