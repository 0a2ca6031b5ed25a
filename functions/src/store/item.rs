//! Nouns as items of the table: their keys beside what serde writes of them, and back.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;
use handbill_contract::FormId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Number, Value};

use super::StoreError;
use crate::domain::{
    Consent, ConsentChange, Entry, EntryState, Gift, GiftId, Grant, Id, LimitCell, Mail, Payment, PaymentKey, Person,
    PersonKey, TokenHash,
};

/// An item to be written.
pub(crate) type Item = BTreeMap<String, AttributeValue>;

/// Where an item stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) pk: String,
    pub(crate) sk: String,
}

impl Key {
    fn new(pk: String, sk: impl Into<String>) -> Self {
        Self { pk, sk: sk.into() }
    }

    pub(crate) fn person(person: &PersonKey) -> Self {
        Self::new(format!("P#{}", person.as_str()), "PERSON")
    }

    pub(crate) fn postage(person: &PersonKey) -> Self {
        Self::new(format!("P#{}", person.as_str()), "POSTAGE")
    }

    pub(crate) fn entry(entry: &Entry) -> Self {
        Self::new(format!("P#{}", entry.person.as_str()), format!("E#{}#{}", entry.form, entry.slot.0))
    }

    pub(crate) fn granted(grant: &Grant) -> Self {
        Self::new(format!("P#{}", grant.person.as_str()), format!("E#{}#{}", grant.form, grant.slot.0))
    }

    pub(crate) fn consent(consent: &Consent) -> Self {
        // Of two at one moment, what came first stands first.
        let rank = match consent.change {
            ConsentChange::Given => 0,
            ConsentChange::Confirmed => 1,
            ConsentChange::Withdrawn => 2,
        };
        let sk = format!("C#{}#{rank}#{}#{}", time(consent.at), consent.consent, consent.form);
        Self::new(format!("P#{}", consent.person.as_str()), sk)
    }

    pub(crate) fn suppression(person: &PersonKey) -> Self {
        Self::new(format!("X#{}", person.as_str()), "SUPPRESSION")
    }

    pub(crate) fn token(hash: &TokenHash) -> Self {
        Self::new(format!("T#{}", hash.as_str()), "TOKEN")
    }

    pub(crate) fn counter(form: &str, shard: u8) -> Self {
        Self::new(format!("N#{form}#{shard:02}"), "COUNT")
    }

    pub(crate) fn limit(cell: &LimitCell) -> Self {
        let LimitCell { scope, subject, from, window } = cell;
        Self::new(format!("L#{scope}#{subject}#{}#{from}", window.length_s), "LIMIT")
    }

    pub(crate) fn mail(id: &Id) -> Self {
        Self::new(format!("M#{id}"), "MAIL")
    }

    pub(crate) fn gift(id: &GiftId) -> Self {
        Self::new(format!("G#{id}"), "GIFT")
    }

    pub(crate) fn payment(payment: &PaymentKey) -> Self {
        Self::new(format!("Y#{}", payment.0), "PAYMENT")
    }

    #[expect(dead_code, reason = "gifts are not built yet")]
    pub(crate) fn due(payment: &PaymentKey) -> Self {
        Self::new(format!("Y#{}", payment.0), "DUE")
    }

    #[expect(dead_code, reason = "gifts are not built yet")]
    pub(crate) fn event(id: &str) -> Self {
        Self::new(format!("V#{id}"), "EVENT")
    }
}

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
}

impl Noun for Payment {
    fn key(&self) -> Key {
        Key::payment(&self.payment)
    }
    fn index(&self) -> Option<(String, String)> {
        let received = self.facts.received?;
        Some((format!("D#{}", self.person.as_ref()?.as_str()), time(received)))
    }
}

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
