//! Nouns as items of the table: their keys beside what serde writes of them, and back.

mod key;

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;
use handbill_contract::FormId;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Number, Value};

use super::StoreError;
use crate::domain::{
    Consent, ConsentChange, Entry, EntryState, Gift, Grant, Id, Mail, Payment, PaymentKey, Person, Plan, judge,
};

pub(crate) use key::Key;

/// An item to be written.
pub(crate) type Item = BTreeMap<String, AttributeValue>;

/// The partition of the index in which the confirmed entries of one shard of `form` stand.
pub(crate) fn form_partition(form: &FormId, shard: u8) -> String {
    format!("F#{form}#{shard:02}")
}

/// How many partitions of the index mails are spread over.
pub(crate) const MAIL_PARTITIONS: u8 = 8;

/// The partition of the index in which `mail` waits.
pub(crate) fn mail_partition(mail: &Id) -> String {
    let last = mail.as_str().bytes().last().unwrap_or_default();
    format!("M#{}", last % MAIL_PARTITIONS)
}

/// The partition of the index in which mails stand that were given up.
pub(crate) const FAILED_MAILS: &str = "M#failed";

/// The place of `mail` in its partition.
pub(crate) fn mail_order(mail: &Mail) -> String {
    format!("{}#{}", time(mail.due), mail.id)
}

/// The place of a confirmed entry in its partition of the index.
pub(crate) fn entry_order(entry: &Entry, confirmed: jiff::Timestamp) -> String {
    format!("confirmed#{}#{}#{}", time(confirmed), entry.person.as_str(), entry.slot.0)
}

/// A moment as text that sorts as moments do.
pub(crate) fn time(moment: jiff::Timestamp) -> String {
    format!("{moment:.3}")
}

/// How long a promise is kept that no money follows, in seconds: 90 days, since a debit may take weeks.
const PROMISED_S: i64 = 90 * 24 * 60 * 60;

/// What can be written as an item: it knows its keys.
pub(crate) trait Noun: Serialize {
    fn key(&self) -> Key;
    /// Its place in the index.
    fn index(&self) -> Option<(String, String)> {
        None
    }
    /// When the table may forget it.
    fn expires(&self) -> Option<i64> {
        None
    }
}

impl Noun for Entry {
    fn key(&self) -> Key {
        Key::entry(self)
    }
    fn expires(&self) -> Option<i64> {
        (self.state == EntryState::Pending).then(|| Self::expires(self))
    }
}

impl Noun for Consent {
    fn key(&self) -> Key {
        Key::consent(self)
    }
    /// What was given with an entry that nobody confirms goes with it.
    fn expires(&self) -> Option<i64> {
        let given = self.change == ConsentChange::Given;
        given.then(|| self.at.as_second().saturating_add(crate::domain::entry::UNCONFIRMED_S))
    }
}

impl Noun for Grant {
    fn key(&self) -> Key {
        Key::token(&self.token_hash)
    }
    fn expires(&self) -> Option<i64> {
        Some(self.expires)
    }
}

impl Noun for Mail {
    fn key(&self) -> Key {
        Key::mail(&self.id)
    }
    fn index(&self) -> Option<(String, String)> {
        Some((mail_partition(&self.id), mail_order(self)))
    }
}

impl Noun for Person {
    fn key(&self) -> Key {
        Key::person(&self.person)
    }
}

impl Noun for Gift {
    fn key(&self) -> Key {
        Key::gift(&self.gift)
    }
    /// A promise that brings no money is forgotten; each payment puts this off.
    fn expires(&self) -> Option<i64> {
        Some(self.created_date.as_second().saturating_add(PROMISED_S))
    }
}

impl Noun for Payment {
    fn key(&self) -> Key {
        Key::payment(&self.payment)
    }
    fn index(&self) -> Option<(String, String)> {
        let received = self.facts.received?;
        self.person.as_ref()?;
        Some((year_partition(judge::day(received).year()), format!("{}#{}", time(received), self.payment.0)))
    }
    fn expires(&self) -> Option<i64> {
        let decided = self.decision.as_ref().map(|decision| decision.at);
        self.facts.last.max(decided).map(judge::kept_until_s)
    }
}

impl Noun for Plan {
    fn key(&self) -> Key {
        Key::plan(&self.subscription)
    }
}

/// The payments of one giver, by their names: it changes with each of them, so that no two are judged at once.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Ledger {
    pub(crate) payments: Vec<PaymentKey>,
    pub(crate) revision: u64,
}

/// The partition of the index in which the payments of a year stand.
pub(crate) fn year_partition(year: i16) -> String {
    format!("Y#{year:04}")
}

/// The partition of the index in which payments wait that are to be decided on.
pub(crate) const DUE_PARTITION: &str = "DUE";

/// `noun` with its keys.
pub(crate) fn item(noun: &impl Noun) -> Item {
    let written = serde_json::to_value(noun).expect("a noun has text keys alone");
    let mut item = match written {
        Value::Object(fields) => fields.into_iter().map(|(name, value)| (name, attribute(value))).collect(),
        _ => Item::new(),
    };
    let key = noun.key();
    item.insert("pk".to_owned(), AttributeValue::S(key.pk));
    item.insert("sk".to_owned(), AttributeValue::S(key.sk));
    if let Some((partition, order)) = noun.index() {
        item.insert("g1pk".to_owned(), AttributeValue::S(partition));
        item.insert("g1sk".to_owned(), AttributeValue::S(order));
    }
    if let Some(expires) = noun.expires() {
        item.insert(super::table::EXPIRES.to_owned(), AttributeValue::N(expires.to_string()));
    }
    item
}

/// The noun that stands in `item`; an `Err` when it is another.
pub(crate) fn noun<'a, T: DeserializeOwned>(
    item: impl IntoIterator<Item = (&'a String, &'a AttributeValue)>,
) -> Result<T, StoreError> {
    let fields: Map<String, Value> = item.into_iter().map(|(name, value)| (name.clone(), value_of(value))).collect();
    // The message names a field at most: serde's own words for wrong values hold the value.
    serde_json::from_value(Value::Object(fields)).map_err(|error| StoreError::Record(kind_of(&error)))
}

fn kind_of(error: &serde_json::Error) -> String {
    let text = error.to_string();
    if text.starts_with("missing field") { text } else { std::any::type_name::<serde_json::Error>().to_owned() }
}

fn attribute(value: Value) -> AttributeValue {
    match value {
        Value::Null => AttributeValue::Null(true),
        Value::Bool(is_set) => AttributeValue::Bool(is_set),
        Value::Number(number) => AttributeValue::N(number.to_string()),
        Value::String(text) => AttributeValue::S(text),
        Value::Array(values) => AttributeValue::L(values.into_iter().map(attribute).collect()),
        Value::Object(fields) => {
            AttributeValue::M(fields.into_iter().map(|(name, value)| (name, attribute(value))).collect())
        }
    }
}

fn value_of(attribute: &AttributeValue) -> Value {
    match attribute {
        AttributeValue::Bool(is_set) => Value::Bool(*is_set),
        AttributeValue::N(digits) => digits.parse::<Number>().map_or(Value::Null, Value::Number),
        AttributeValue::S(text) => Value::String(text.clone()),
        AttributeValue::L(values) => Value::Array(values.iter().map(value_of).collect()),
        AttributeValue::M(fields) => {
            let mut sorted: Vec<_> = fields.iter().map(|(name, value)| (name.clone(), value_of(value))).collect();
            sorted.sort_by(|(a, _), (b, _)| a.cmp(b));
            Value::Object(sorted.into_iter().collect())
        }
        _ => Value::Null,
    }
}
