//! Sharded counters: read together, held against the entries that they count, and mended.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes, Select};
use handbill_contract::FormId;
use jiff::Timestamp;
use serde::Deserialize;

use super::DynamoStore;
use super::write::{Written, changing, failed, number, text};
use crate::domain::entry::SHARDS;
use crate::domain::{Entry, EntryState, PersonKey};
use crate::store::item::{Key, form_partition, noun, time};
use crate::store::table::INDEX;
use crate::store::{Count, Recount, StoreError};

/// The most entries on one page.
const PAGE: usize = if cfg!(test) { 7 } else { 500 };

/// How often a count is tried again while people confirm.
const MAX_TRIES: usize = 4;

const RECOUNT: &str = "recount a form";

#[derive(Deserialize)]
struct Shard {
    /// Never less than none, unless somebody else wrote it.
    #[serde(default)]
    confirmed: i64,
    updated: Timestamp,
}

impl DynamoStore {
    pub(super) async fn read_count(&self, form: &FormId) -> Result<Count, StoreError> {
        let mut count = Count::default();
        for shard in self.read_shards("read a count", form).await?.into_values() {
            count.confirmed = count.confirmed.saturating_add(u64::try_from(shard.confirmed).unwrap_or_default());
            count.updated = count.updated.max(Some(shard.updated));
        }
        Ok(count)
    }

    /// The counters of all shards; a shard that has none is left out.
    async fn read_shards(&self, doing: &'static str, form: &FormId) -> Result<BTreeMap<u8, Shard>, StoreError> {
        let mut shards = BTreeMap::new();
        let mut wanted = Some(self.shards(form));
        while let Some(keys) = wanted.take() {
            let asked = self.client.batch_get_item().request_items(&self.table, keys);
            let answer = asked.send().await.map_err(|error| failed(doing, error))?;
            let found = answer.responses().and_then(|responses| responses.get(&self.table));
            for item in found.into_iter().flatten() {
                let pk = item.get("pk").and_then(|pk| pk.as_s().ok());
                if let Some(number) = pk.and_then(|pk| pk.rsplit_once('#')).and_then(|(_, number)| number.parse().ok())
                {
                    shards.insert(number, noun(item)?);
                }
            }
            // What was not read, for lack of throughput, is asked for again.
            wanted = answer.unprocessed_keys().and_then(|left| left.get(&self.table)).cloned();
        }
        Ok(shards)
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

    /// The index is asked first, which is cheap and may be a moment late. Only where it differs, the entries themselves
    /// are read, and a counter is set right unless somebody confirmed meanwhile: entry and counter move together, so
    /// that a counter that stands still while its entries are read can be held against them.
    pub(super) async fn count_again(&self, form: &FormId, now: Timestamp) -> Result<Recount, StoreError> {
        let mut recount = Recount { counted: 0, found: 0 };
        let mut doubtful = Vec::new();
        let counters = self.counters(form).await?;
        for (shard, found) in self.indexed_by_shard(form).await? {
            let counted = counters.get(&shard).copied().unwrap_or_default();
            recount.counted += u64::try_from(counted).unwrap_or_default();
            if counted == found {
                recount.found += u64::try_from(found).unwrap_or_default();
            } else {
                doubtful.push(shard);
            }
        }
        for _ in 0..MAX_TRIES {
            if doubtful.is_empty() {
                return Ok(recount);
            }
            doubtful = self.mend(form, doubtful, &mut recount, now).await?;
        }
        if doubtful.is_empty() {
            return Ok(recount);
        }
        Err(StoreError::Busy { doing: RECOUNT, cause: "people confirm all the time".into() })
    }

    /// Sets the counters of `doubtful` shards right; those that moved meanwhile come back.
    async fn mend(
        &self,
        form: &FormId,
        doubtful: Vec<u8>,
        recount: &mut Recount,
        now: Timestamp,
    ) -> Result<Vec<u8>, StoreError> {
        let counters = self.counters(form).await?;
        let entries = self.entries_by_shard(form).await?;
        let mut moved = Vec::new();
        for shard in doubtful {
            let counted = counters.get(&shard).copied();
            let found = entries.get(&shard).copied().unwrap_or_default();
            if self.set_counter(form, shard, counted, found, now).await? == Written::Done {
                recount.found += u64::try_from(found).unwrap_or_default();
            } else {
                moved.push(shard);
            }
        }
        Ok(moved)
    }

    async fn set_counter(
        &self,
        form: &FormId,
        shard: u8,
        counted: Option<i64>,
        found: i64,
        now: Timestamp,
    ) -> Result<Written, StoreError> {
        let key = Key::counter(form.as_str(), shard);
        let update = self
            .change(key, "SET confirmed = :found, updated = if_not_exists(updated, :now)")
            .expression_attribute_values(":found", number(found))
            .expression_attribute_values(":now", text(time(now)));
        let update = match counted {
            Some(counted) => update
                .condition_expression("confirmed = :counted")
                .expression_attribute_values(":counted", number(counted)),
            None => update.condition_expression("attribute_not_exists(confirmed)"),
        };
        self.transact(RECOUNT, vec![changing(update)]).await
    }

    /// What the counters of all shards say.
    async fn counters(&self, form: &FormId) -> Result<BTreeMap<u8, i64>, StoreError> {
        let shards = self.read_shards(RECOUNT, form).await?;
        Ok(shards.into_iter().map(|(number, shard)| (number, shard.confirmed)).collect())
    }

    /// How many confirmed entries of each shard the index knows. Several are asked for at once: a site has hundreds of
    /// forms, and a sweep has seconds.
    async fn indexed_by_shard(&self, form: &FormId) -> Result<BTreeMap<u8, i64>, StoreError> {
        let left = Mutex::new((0..SHARDS).collect::<Vec<_>>());
        let found = Mutex::new(BTreeMap::new());
        let work = async || {
            loop {
                let next = left.lock().unwrap_or_else(PoisonError::into_inner).pop();
                let Some(shard) = next else { return Ok::<_, StoreError>(()) };
                let entries = self.indexed_entries(form, shard).await?;
                found.lock().unwrap_or_else(PoisonError::into_inner).insert(shard, entries);
            }
        };
        tokio::try_join!(work(), work(), work(), work(), work(), work(), work(), work())?;
        Ok(found.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    /// How many confirmed entries of one shard the index knows.
    async fn indexed_entries(&self, form: &FormId, shard: u8) -> Result<i64, StoreError> {
        let mut found = 0;
        let mut pages = self
            .client
            .query()
            .table_name(&self.table)
            .index_name(INDEX)
            .select(Select::Count)
            .key_condition_expression("g1pk = :partition")
            .expression_attribute_values(":partition", text(form_partition(form, shard)))
            .into_paginator()
            .send();
        while let Some(page) = pages.next().await {
            found += i64::from(page.map_err(|error| failed(RECOUNT, error))?.count());
        }
        Ok(found)
    }

    /// How many confirmed entries each shard of `form` has, by the entries themselves: all of the table is read.
    async fn entries_by_shard(&self, form: &FormId) -> Result<BTreeMap<u8, i64>, StoreError> {
        let mut found = BTreeMap::new();
        let mut pages = self
            .client
            .scan()
            .table_name(&self.table)
            .consistent_read(true)
            .filter_expression("begins_with(sk, :form) AND #state = :confirmed")
            .projection_expression("pk, sk")
            .expression_attribute_names("#state", "state")
            .expression_attribute_values(":form", text(format!("E#{form}#")))
            .expression_attribute_values(":confirmed", text("confirmed"))
            .into_paginator()
            .items()
            .send();
        while let Some(item) = pages.next().await {
            let item = item.map_err(|error| failed(RECOUNT, error))?;
            let pk = item.get("pk").and_then(|pk| pk.as_s().ok());
            let person = pk.and_then(|pk| pk.strip_prefix("P#")).and_then(PersonKey::parse);
            if let Some(person) = person {
                *found.entry(person.shard(SHARDS)).or_default() += 1;
            }
        }
        Ok(found)
    }

    /// Where a page begins is `shard#place`: the place in the index behind which it does.
    pub(super) async fn page_of_entries(
        &self,
        form: &FormId,
        after: Option<String>,
    ) -> Result<(Vec<Entry>, Option<String>), StoreError> {
        let (first, mut place) = match after.as_deref() {
            None => (0, String::new()),
            Some(after) => begin(after).ok_or_else(|| StoreError::Record("where a page begins".to_owned()))?,
        };
        let mut entries: Vec<Entry> = Vec::new();
        for shard in first..SHARDS {
            let mut pages = self
                .client
                .query()
                .table_name(&self.table)
                .index_name(INDEX)
                .key_condition_expression("g1pk = :partition AND g1sk > :place")
                .expression_attribute_values(":partition", text(form_partition(form, shard)))
                // No place is empty, and `!` stands before them all.
                .expression_attribute_values(":place", text(if place.is_empty() { "!" } else { &place }))
                .into_paginator()
                .items()
                .send();
            while let Some(item) = pages.next().await {
                let item = item.map_err(|error| failed("list entries", error))?;
                let entry: Entry = noun(&item)?;
                if entry.state == EntryState::Confirmed {
                    entries.push(entry);
                }
                if entries.len() == PAGE {
                    let place = item.get("g1sk").and_then(|place| place.as_s().ok());
                    return Ok((entries, place.map(|place| format!("{shard}#{place}"))));
                }
            }
            place.clear();
        }
        Ok((entries, None))
    }
}

/// The shard and the place in it behind which a page begins.
fn begin(after: &str) -> Option<(u8, String)> {
    let (shard, place) = after.split_once('#')?;
    Some((shard.parse().ok()?, place.to_owned()))
}

#[cfg(test)]
impl DynamoStore {
    /// For tests: makes a counter wrong.
    pub(crate) async fn upset_counter(&self, form: &FormId, shard: u8, confirmed: i64) {
        let counters = self.counters(form).await.expect("the store answers");
        let counted = counters.get(&shard).copied();
        let done = self.set_counter(form, shard, counted, confirmed, Timestamp::UNIX_EPOCH).await;
        assert_eq!(done.expect("the store answers"), Written::Done);
    }
}
