//! Sharded counters: read together, and counted again from the entries.

use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes};
use handbill_contract::FormId;
use jiff::Timestamp;
use serde::Deserialize;

use super::DynamoStore;
use super::write::{failed, text, unbuilt};
use crate::domain::Entry;
use crate::domain::entry::SHARDS;
use crate::store::item::{Key, noun};
use crate::store::{Count, Recount, StoreError};

#[derive(Deserialize)]
struct Shard {
    confirmed: u64,
    updated: Timestamp,
}

impl DynamoStore {
    pub(super) async fn read_count(&self, form: &FormId) -> Result<Count, StoreError> {
        const DOING: &str = "read a count";
        let mut count = Count::default();
        let mut wanted = Some(self.shards(form));
        while let Some(keys) = wanted.take() {
            let asked = self.client.batch_get_item().request_items(&self.table, keys);
            let answer = asked.send().await.map_err(|error| failed(DOING, error))?;
            let found = answer.responses().and_then(|responses| responses.get(&self.table));
            for item in found.into_iter().flatten() {
                let shard: Shard = noun(item)?;
                count.confirmed = count.confirmed.saturating_add(shard.confirmed);
                count.updated = count.updated.max(Some(shard.updated));
            }
            // What was not read, for lack of throughput, is asked for again.
            wanted = answer.unprocessed_keys().and_then(|left| left.get(&self.table)).cloned();
        }
        Ok(count)
    }

    fn shards(&self, form: &FormId) -> KeysAndAttributes {
        let mut keys = KeysAndAttributes::builder();
        for shard in 0..SHARDS {
            let Key { pk, sk } = Key::counter(form.as_str(), shard);
            let key: [(String, AttributeValue); 2] = [("pk".to_owned(), text(pk)), ("sk".to_owned(), text(sk))];
            keys = keys.keys(key.into_iter().collect());
        }
        keys.build().expect("keys are all it needs")
    }

    pub(super) async fn count_again(&self, _form: &FormId, _now: Timestamp) -> Result<Recount, StoreError> {
        unbuilt("recount a form")
    }

    pub(super) async fn page_of_entries(
        &self,
        _form: &FormId,
        _after: Option<String>,
    ) -> Result<(Vec<Entry>, Option<String>), StoreError> {
        unbuilt("list entries")
    }
}
