//! Entries: written once, confirmed once.

use aws_sdk_dynamodb::types::TransactWriteItem;
use jiff::Timestamp;
use serde_json::Value;

use super::DynamoStore;
use super::write::{Written, changing, failed, number, text};
use crate::domain::{Consent, ConsentChange, Entry, EntryState, Grant, Mail, Person, PersonKey, TokenHash};
use crate::store::item::{Key, entry_order, form_partition, noun, time};
use crate::store::{Confirmed, Entered, NewEntry, Postage, StoreError};

const ENTER: &str = "write an entry";
const CONFIRM: &str = "confirm an entry";

impl DynamoStore {
    pub(super) async fn put_entry(&self, new: &NewEntry) -> Result<Entered, StoreError> {
        let mut parts = vec![self.put_new(&new.entry), self.put(&new.grant)];
        parts.extend(new.consents.iter().map(|consent| self.put(consent)));
        if let Some(mail) = &new.mail {
            parts.push(self.put(mail));
            parts.push(self.stamp(&new.entry.person, mail.created_date));
        }
        match self.transact(ENTER, parts).await? {
            Written::Done => Ok(Entered::New),
            Written::Refused(_) => match self.get::<Entry>(ENTER, Key::entry(&new.entry)).await? {
                Some(entry) => Ok(Entered::Known(Box::new(entry))),
                // Forgotten between the two: the visitor is asked to try again.
                None => Err(StoreError::Busy { doing: ENTER, cause: "the entry came and went".into() }),
            },
        }
    }

    pub(super) async fn put_reminder(&self, grant: &Grant, mail: &Mail) -> Result<(), StoreError> {
        let parts = vec![self.put(grant), self.put(mail), self.stamp(&grant.person, mail.created_date)];
        self.transact("write a reminder", parts).await.map(|_| ())
    }

    /// Notes one more letter to `person`.
    fn stamp(&self, person: &PersonKey, now: Timestamp) -> TransactWriteItem {
        let update = self
            .change(Key::postage(person), "SET #last = :now, expires = :expires ADD letters :one")
            .expression_attribute_names("#last", "last")
            .expression_attribute_values(":now", text(now.to_string()))
            .expression_attribute_values(":expires", number(now.as_second() + crate::domain::entry::UNCONFIRMED_S))
            .expression_attribute_values(":one", number(1));
        changing(update)
    }

    pub(super) async fn read_postage(&self, person: &PersonKey) -> Result<Postage, StoreError> {
        #[derive(serde::Deserialize)]
        struct Stamped {
            letters: u32,
            last: Timestamp,
        }
        let stamped: Option<Stamped> = self.get("read the postage", Key::postage(person)).await?;
        Ok(stamped.map_or_else(Postage::default, |Stamped { letters, last }| Postage { letters, last: Some(last) }))
    }

    pub(super) async fn read_grant(&self, token: &TokenHash) -> Result<Option<Grant>, StoreError> {
        self.get("read a token", Key::token(token)).await
    }

    pub(super) async fn read_entry(&self, grant: &Grant) -> Result<Option<Entry>, StoreError> {
        self.get("read an entry", Key::granted(grant)).await
    }

    pub(super) async fn confirm_entry(&self, grant: &Grant, now: Timestamp) -> Result<Confirmed, StoreError> {
        let Some(entry) = self.read_entry(grant).await? else { return Ok(Confirmed::Gone) };
        if entry.state == EntryState::Confirmed {
            return Ok(Confirmed::Already);
        }
        let mut parts =
            vec![self.confirming(&entry, now), self.counting(&entry, now), self.introducing(&entry.as_person(now))];
        let confirmed = self.consents_of(&entry).await?;
        parts.extend(confirmed.iter().map(|given| self.put(&given.changed(ConsentChange::Confirmed, "", now))));
        if !confirmed.is_empty() {
            parts.push(self.readmitting(&entry.person));
        }
        match self.transact(CONFIRM, parts).await? {
            Written::Done => Ok(Confirmed::Now),
            // Only the entry has a condition: another request was quicker, or the entry was forgotten.
            Written::Refused(_) => match self.read_entry(grant).await? {
                Some(_) => Ok(Confirmed::Already),
                None => Ok(Confirmed::Gone),
            },
        }
    }

    fn confirming(&self, entry: &Entry, now: Timestamp) -> TransactWriteItem {
        let expression =
            "SET #state = :confirmed, confirmed_date = :now, g1pk = :partition, g1sk = :order REMOVE expires";
        let partition = entry_partition(entry);
        let update = self
            .change(Key::entry(entry), expression)
            .condition_expression("#state = :pending")
            .expression_attribute_names("#state", "state")
            .expression_attribute_values(":pending", text("pending"))
            .expression_attribute_values(":confirmed", text("confirmed"))
            .expression_attribute_values(":now", text(now.to_string()))
            .expression_attribute_values(":partition", text(partition))
            .expression_attribute_values(":order", text(entry_order(entry, now)));
        changing(update)
    }

    fn counting(&self, entry: &Entry, now: Timestamp) -> TransactWriteItem {
        let update = self
            .change(Key::counter(&entry.form, entry.shard()), "SET updated = :now ADD confirmed :one")
            .expression_attribute_values(":now", text(time(now)))
            .expression_attribute_values(":one", number(1));
        changing(update)
    }

    /// Writes the newest answers over the older ones; what was left empty stays as it was.
    fn introducing(&self, person: &Person) -> TransactWriteItem {
        let written = serde_json::to_value(person).expect("a person has text keys alone");
        let fields = written.as_object().cloned().unwrap_or_default();
        let told: Vec<_> = fields
            .into_iter()
            .filter_map(|(name, value)| match value {
                Value::String(value) if !value.is_empty() => Some((name, value)),
                _ => None,
            })
            .collect();
        let set = |(name, _): &(String, String)| match name.as_str() {
            "created_date" => "#created_date = if_not_exists(#created_date, :created_date)".to_owned(),
            name => format!("#{name} = :{name}"),
        };
        let expression = format!("SET {}", told.iter().map(set).collect::<Vec<_>>().join(", "));
        let mut update = self.change(Key::person(&person.person), &expression);
        for (name, value) in told {
            update = update
                .expression_attribute_names(format!("#{name}"), name.clone())
                .expression_attribute_values(format!(":{name}"), text(value));
        }
        changing(update)
    }

    /// The consents that were given with `entry`, the newest of each.
    async fn consents_of(&self, entry: &Entry) -> Result<Vec<Consent>, StoreError> {
        if entry.consents.is_empty() {
            return Ok(Vec::new());
        }
        let all = self.read_consents(&entry.person).await?;
        let newest = |id: &String| {
            let given = |consent: &&Consent| {
                consent.consent == *id && consent.form == entry.form && consent.change == ConsentChange::Given
            };
            all.iter().rev().find(given).cloned()
        };
        Ok(entry.consents.iter().filter_map(newest).collect())
    }

    /// All records of consent of `person`, the oldest first.
    pub(super) async fn read_consents(&self, person: &PersonKey) -> Result<Vec<Consent>, StoreError> {
        let mut consents = Vec::new();
        let mut pages = self
            .client
            .query()
            .table_name(&self.table)
            .consistent_read(true)
            .key_condition_expression("pk = :pk AND begins_with(sk, :sk)")
            .expression_attribute_values(":pk", text(Key::person(person).pk))
            .expression_attribute_values(":sk", text("C#"))
            .into_paginator()
            .items()
            .send();
        while let Some(item) = pages.next().await {
            consents.push(noun(&item.map_err(|error| failed("read consents", error))?)?);
        }
        Ok(consents)
    }
}

fn entry_partition(entry: &Entry) -> String {
    let form = handbill_contract::FormId::parse(&entry.form);
    form.map_or_else(String::new, |form| form_partition(&form, entry.shard()))
}

#[cfg(test)]
impl DynamoStore {
    /// For tests: all records of consent of `person`.
    pub(crate) async fn consents(&self, person: &PersonKey) -> Vec<Consent> {
        self.read_consents(person).await.expect("the store answers")
    }
}
