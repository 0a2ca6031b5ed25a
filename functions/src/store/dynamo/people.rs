//! People: all that is kept about one, leaving, and being forgotten.

use aws_sdk_dynamodb::types::TransactWriteItem;
use jiff::Timestamp;
use serde::Deserialize;

use super::DynamoStore;
use super::write::{Written, changing, failed, number, text};
use crate::domain::{Consent, Entry, EntryState, PersonKey};
use crate::store::item::{Item, Key, noun, time};
use crate::store::{Dossier, Letters, StoreError};

/// How often what was written meanwhile is looked for, when somebody is erased.
const MAX_ROUNDS: usize = 5;

/// The most consents in one transaction, of the hundred parts that it may have.
const MAX_PARTS: usize = 90;

#[derive(Deserialize)]
struct Suppressed {
    at: Timestamp,
}

impl DynamoStore {
    pub(super) async fn read_suppression(&self, person: &PersonKey) -> Result<bool, StoreError> {
        let found: Option<serde_json::Value> = self.get("read a suppression", Key::suppression(person)).await?;
        Ok(found.is_some())
    }

    pub(super) async fn read_dossier(&self, person: &PersonKey) -> Result<Dossier, StoreError> {
        let suppressed: Option<Suppressed> = self.get("read a suppression", Key::suppression(person)).await?;
        let mut dossier = Dossier { suppressed: suppressed.map(|record| record.at), ..Dossier::default() };
        for item in self.items_of(person).await? {
            match order(&item) {
                "PERSON" => dossier.person = Some(noun(&item)?),
                sk if sk.starts_with("E#") => dossier.entries.push(noun(&item)?),
                sk if sk.starts_with("C#") => dossier.consents.push(noun(&item)?),
                _ => {}
            }
        }
        Ok(dossier)
    }

    pub(super) async fn put_withdrawal(
        &self,
        person: &PersonKey,
        withdrawn: &[Consent],
        letters: Letters,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        const DOING: &str = "write a withdrawal";
        // First, so that a withdrawal that is cut off half-way has done what matters most.
        if letters == Letters::Stopped {
            self.transact(DOING, vec![self.suppressing(person, now)]).await?;
        }
        for some in withdrawn.chunks(MAX_PARTS) {
            self.transact(DOING, some.iter().map(|consent| self.put(consent)).collect()).await?;
        }
        Ok(())
    }

    /// Keeps `person` from being written to, since now or since when it was so already.
    fn suppressing(&self, person: &PersonKey, now: Timestamp) -> TransactWriteItem {
        let update = self
            .change(Key::suppression(person), "SET #at = if_not_exists(#at, :now)")
            .expression_attribute_names("#at", "at")
            .expression_attribute_values(":now", text(now.to_string()));
        changing(update)
    }

    /// The suppression comes first: who is erased half-way is not written to, and can be erased again.
    pub(super) async fn erase_person(&self, person: &PersonKey, now: Timestamp) -> Result<(), StoreError> {
        const DOING: &str = "erase a person";
        self.transact(DOING, vec![self.suppressing(person, now)]).await?;
        self.remove_mails_of(person).await?;
        for _ in 0..MAX_ROUNDS {
            let items = self.items_of(person).await?;
            if items.is_empty() {
                return Ok(());
            }
            for item in items {
                if order(&item).starts_with("E#") {
                    self.erase_entry(&noun(&item)?, now).await?;
                } else if let Some(key) = Key::of(&item) {
                    self.transact(DOING, vec![self.removing(key)]).await?;
                }
            }
        }
        Err(StoreError::Busy { doing: DOING, cause: "more is written all the time".into() })
    }

    /// Removes `entry`, and takes it from its counter where it is counted. Where it has changed meanwhile, nothing is
    /// done: the next round sees it as it is then.
    pub(super) async fn erase_entry(&self, entry: &Entry, now: Timestamp) -> Result<Written, StoreError> {
        let is_counted = entry.state == EntryState::Confirmed;
        let removal = aws_sdk_dynamodb::types::Delete::builder()
            .table_name(&self.table)
            .key("pk", text(Key::entry(entry).pk))
            .key("sk", text(Key::entry(entry).sk))
            .condition_expression("#state = :state")
            .expression_attribute_names("#state", "state")
            .expression_attribute_values(":state", text(if is_counted { "confirmed" } else { "pending" }))
            .build()
            .expect("a table and a key are all it needs");
        let mut parts = vec![TransactWriteItem::builder().delete(removal).build()];
        if is_counted {
            let update = self
                .change(Key::counter(&entry.form, entry.shard()), "SET updated = :now ADD confirmed :less")
                .expression_attribute_values(":now", text(time(now)))
                .expression_attribute_values(":less", number(-1));
            parts.push(changing(update));
        }
        self.transact("erase an entry", parts).await
    }

    /// All items of `person`, in their order.
    async fn items_of(&self, person: &PersonKey) -> Result<Vec<Item>, StoreError> {
        let mut items = Vec::new();
        let mut pages = self
            .client
            .query()
            .table_name(&self.table)
            .consistent_read(true)
            .key_condition_expression("pk = :pk")
            .expression_attribute_values(":pk", text(Key::person(person).pk))
            .into_paginator()
            .items()
            .send();
        while let Some(item) = pages.next().await {
            items.push(item.map_err(|error| failed("read all about a person", error))?.into_iter().collect());
        }
        Ok(items)
    }
}

fn order(item: &Item) -> &str {
    item.get("sk").and_then(|sk| sk.as_s().ok()).map_or("", String::as_str)
}
