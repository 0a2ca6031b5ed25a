//! What organisers ask for: all that is kept, page by page; people who agreed before there was this table; entries that
//! are struck out; and the traces that an erased person leaves elsewhere.

use std::collections::BTreeSet;
use std::time::Duration;

use aws_sdk_dynamodb::types::{AttributeValue, ConditionCheck, TransactWriteItem};
use jiff::Timestamp;

use super::DynamoStore;
use super::write::{Written, failed, text};
use crate::clock::later;
use crate::domain::{Consent, ConsentChange, Entry, Gift, Person, PersonKey};
use crate::store::item::{Item, Key, noun};
use crate::store::{Imported, Kept, Place, StoreError, Traces};

const EVERYTHING: &str = "read all records";
const TRACES: &str = "remove the traces of a person";

/// The most items on one page of all.
const PAGE: i32 = if cfg!(test) { 7 } else { 1_000 };

/// A checkout stays open for a day, and money may still come of it.
const CHECKOUT: Duration = Duration::from_secs(25 * 60 * 60);

/// What stands under these keys is kept for the law or leads to nobody: payments and what belongs to them, counters, and
/// the suppression itself. Of gifts those stay that money followed.
const STAYS: [&str; 7] = ["Y#", "A#", "U#", "D#", "V#", "N#", "X#"];

impl DynamoStore {
    pub(super) async fn page_of_everything(
        &self,
        after: Option<Place>,
    ) -> Result<(Vec<Kept>, Option<Place>), StoreError> {
        let mut asked = self.client.scan().table_name(&self.table).limit(PAGE);
        if let Some(Place { pk, sk }) = after {
            asked = asked.exclusive_start_key("pk", text(pk)).exclusive_start_key("sk", text(sk));
        }
        let answer = asked.send().await.map_err(|error| failed(EVERYTHING, error))?;
        let item = |found: &_| Item::from_iter(Clone::clone(found));
        let next = answer.last_evaluated_key().map(item).and_then(|key| Key::of(&key));
        let next = next.map(|Key { pk, sk }| Place { pk, sk });
        let kept: Result<Vec<_>, _> = answer.items().iter().map(|found| kept(&item(found))).collect();
        Ok((kept?, next))
    }

    /// The suppression is a condition of the transaction: who leaves at the same moment has left.
    pub(super) async fn put_import(&self, person: &Person, consents: &[Consent]) -> Result<Imported, StoreError> {
        const DOING: &str = "import a person";
        if self.read_suppression(&person.person).await? {
            return Ok(Imported::Left);
        }
        let known = self.read_dossier(&person.person).await?;
        // An old list does not undo what was taken back since.
        let undoes = |new: &Consent| {
            let taken_back = |old: &Consent| old.consent == new.consent && old.change == ConsentChange::Withdrawn;
            known.consents.iter().any(|old| taken_back(old) && old.at >= new.at)
        };
        if consents.iter().any(undoes) {
            return Ok(Imported::Left);
        }
        let news: Vec<&Consent> = consents
            .iter()
            .filter(|new| {
                let same = |old: &Consent| old.consent == new.consent && old.change == ConsentChange::Confirmed;
                !crate::domain::consent::standing(known.consents.iter().cloned()).iter().any(same)
            })
            .collect();
        if known.person.is_some() && news.is_empty() {
            return Ok(Imported::Known);
        }
        let mut parts = vec![self.unless_left(&person.person)];
        if known.person.is_none() {
            parts.push(self.put_new(person));
        }
        parts.extend(news.into_iter().map(|consent| self.put(consent)));
        match self.transact(DOING, parts).await? {
            Written::Done => Ok(Imported::New),
            Written::Refused(which) if which.contains(&0) => Ok(Imported::Left),
            Written::Refused(_) => Ok(Imported::Known),
        }
    }

    fn unless_left(&self, person: &PersonKey) -> TransactWriteItem {
        let Key { pk, sk } = Key::suppression(person);
        let check = ConditionCheck::builder()
            .table_name(&self.table)
            .key("pk", text(pk))
            .key("sk", text(sk))
            .condition_expression("attribute_not_exists(pk)")
            .build()
            .expect("a table, a key and a condition are all it needs");
        TransactWriteItem::builder().condition_check(check).build()
    }

    pub(super) async fn strike_entry(&self, entry: &Entry, now: Timestamp) -> Result<bool, StoreError> {
        Ok(self.erase_entry(entry, now).await? == Written::Done)
    }

    /// Tokens and limits name a person in their own partitions: the whole table is looked through. A promise that no
    /// money followed is none of what the law keeps, once its checkout has closed.
    pub(super) async fn remove_traces_of(&self, person: &PersonKey, now: Timestamp) -> Result<Traces, StoreError> {
        let (mut found, mut promises, mut followed) = (Vec::new(), Vec::new(), BTreeSet::new());
        let mut pages = self.client.scan().table_name(&self.table).into_paginator().items().send();
        while let Some(item) = pages.next().await {
            let item: Item = item.map_err(|error| failed(TRACES, error))?.into_iter().collect();
            let Some(key) = Key::of(&item) else { continue };
            if key.pk.starts_with("Y#") || key.pk.starts_with("U#") {
                let facts = item.get("facts").and_then(|facts| facts.as_m().ok());
                followed.extend(facts.and_then(|facts| facts.get("gift")).and_then(|gift| gift.as_s().ok()).cloned());
            }
            let names = key.pk.contains(person.as_str()) || item.values().any(|value| names(value, person.as_str()));
            if names && key.pk.starts_with("G#") {
                promises.push((key, noun::<Gift>(&item)?));
            } else if names && !STAYS.iter().any(|prefix| key.pk.starts_with(prefix)) {
                found.push(key);
            }
        }
        promises.retain(|(_, gift)| !followed.contains(gift.gift.as_str()));
        let is_open = |gift: &Gift| later(gift.created_date, CHECKOUT) > now;
        let open = promises.iter().filter(|(_, gift)| is_open(gift)).count();
        found.extend(promises.into_iter().filter(|(_, gift)| !is_open(gift)).map(|(key, _)| key));
        let removed = found.len();
        for key in found {
            self.transact(TRACES, vec![self.removing(key)]).await?;
        }
        Ok(Traces { removed, open })
    }
}

fn names(value: &AttributeValue, person: &str) -> bool {
    match value {
        AttributeValue::S(text) => text.contains(person),
        AttributeValue::L(values) => values.iter().any(|value| names(value, person)),
        AttributeValue::M(values) => values.values().any(|value| names(value, person)),
        _ => false,
    }
}

fn kept(item: &Item) -> Result<Kept, StoreError> {
    let part = |name: &str| item.get(name).and_then(|value| value.as_s().ok()).map_or("", String::as_str);
    let (pk, sk) = (part("pk"), part("sk"));
    Ok(match (pk.split_once('#'), sk) {
        (Some(("P", _)), "PERSON") => Kept::Person(Box::new(noun(item)?)),
        (Some(("P", _)), sk) if sk.starts_with("E#") => Kept::Entry(Box::new(noun(item)?)),
        (Some(("P", _)), sk) if sk.starts_with("C#") => Kept::Consent(Box::new(noun(item)?)),
        (Some(("Y", _)), "PAYMENT") => Kept::Payment(Box::new(noun(item)?)),
        _ => Kept::Other,
    })
}
