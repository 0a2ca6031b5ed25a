//! An entry: what one person filled into one form.

use std::collections::BTreeMap;

use handbill_contract::parse::Submission;
use handbill_contract::{Form, Kind, Purpose};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::email::Email;
use super::person::{Person, PersonKey};

/// Counters of one form: each entry is counted in the shard of its person.
pub const SHARDS: u8 = 64;

/// How long an entry waits to be confirmed, in seconds: 30 days.
pub const UNCONFIRMED_S: i64 = 30 * 24 * 60 * 60;

/// Which of the people behind one address: a couple may share one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Slot(pub u8);

impl Slot {
    /// The first to sign.
    pub const FIRST: Self = Self(0);
    /// The other one, where the form allows it.
    pub const SECOND: Self = Self(1);
}

/// How far an entry has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntryState {
    /// Nobody has shown yet that the address is theirs.
    Pending,
    /// Counted.
    Confirmed,
}

/// What one person filled into one form. OSDI's names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Who.
    pub person: PersonKey,
    /// Where it was posted.
    pub form: String,
    /// Which of the people behind the address.
    pub slot: Slot,
    /// Of the form.
    pub kind: Kind,
    /// Of the form.
    pub purpose: Purpose,
    /// Of the form's shape: what was asked and said.
    pub form_version: String,
    /// How far it has come.
    pub state: EntryState,
    /// Where its confirmation goes.
    pub email_address: Email,
    /// Answers by the name of their field, `email_address` and `comments` among them.
    pub answers: BTreeMap<String, String>,
    /// Whether the name may be shown.
    pub public_name: bool,
    /// Ids of the consents given with it.
    pub consents: Vec<String>,
    /// The language in which the form was shown.
    pub language: String,
    /// The path of the page that it was posted from.
    pub url: String,
    /// A mark of the network it was posted from, by which entries of one network are found and struck out; it leads back
    /// to no address without the secret. Empty where the network is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub network: String,
    /// When it was posted.
    pub action_date: Timestamp,
    /// When it was confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_date: Option<Timestamp>,
}

impl Entry {
    /// A new one, still to be confirmed.
    pub fn new(form: &Form, read: &Submission, person: PersonKey, email: Email, now: Timestamp) -> Self {
        let default = read.language.as_str();
        Self {
            person,
            form: form.id.to_string(),
            slot: Slot::FIRST,
            kind: form.kind(),
            purpose: form.shape.purpose,
            form_version: form.shape.version(),
            state: EntryState::Pending,
            email_address: email,
            answers: read.answers.clone(),
            public_name: read.public_name,
            consents: read.consents.iter().map(|agreed| agreed.id.clone()).collect(),
            language: read.language.clone(),
            url: form.page.of(&read.language, default).unwrap_or_default().to_owned(),
            network: String::new(),
            action_date: now,
            confirmed_date: None,
        }
    }

    /// When it is forgotten unless it is confirmed, in seconds of Unix time.
    pub fn expires(&self) -> i64 {
        self.action_date.as_second().saturating_add(UNCONFIRMED_S)
    }

    /// Which counter of its form it is counted in.
    pub fn shard(&self) -> u8 {
        self.person.shard(SHARDS)
    }

    /// The answer to the question `name`; empty where there is none.
    pub fn answer(&self, name: &str) -> &str {
        self.answers.get(name).map_or("", String::as_str)
    }

    /// Whether `other` gave another name: in letters alone, whatever their case.
    pub fn is_by_another(&self, other: &Self) -> bool {
        self.folded_name() != other.folded_name()
    }

    fn folded_name(&self) -> String {
        let name = format!("{}{}", self.answer("given_name"), self.answer("family_name"));
        name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
    }

    /// Who this entry is by, once it is confirmed at `now`.
    pub fn as_person(&self, now: Timestamp) -> Person {
        let answer = |name| self.answer(name).to_owned();
        Person {
            person: self.person.clone(),
            email_address: self.email_address.clone(),
            given_name: answer("given_name"),
            family_name: answer("family_name"),
            phone_number: answer("phone_number"),
            address_line_1: answer("address_line_1"),
            locality: answer("locality"),
            region: answer("region"),
            postal_code: answer("postal_code"),
            country: answer("country"),
            language: self.language.clone(),
            created_date: now,
            modified_date: now,
        }
    }
}
