//! A person: one for each mailbox.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::email::Email;

/// What a person is known by: 32 hexadecimal digits that do not lead back to the address without the secret.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonKey(String);

impl PersonKey {
    /// From [`Keys::person`](super::Keys::person), or from a record.
    pub(crate) fn new(hex: String) -> Self {
        Self(hex)
    }

    /// Reads a key; `None` unless it is 32 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let is_digit = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
        (text.len() == 32 && text.chars().all(is_digit)).then(|| Self(text.to_owned()))
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Which of `shards` this person's votes are counted in: always the same.
    pub fn shard(&self, shards: u8) -> u8 {
        let first = self.0.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).unwrap_or_default();
        first % shards.max(1)
    }
}

impl fmt::Debug for PersonKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonKey(…)")
    }
}

/// What is known of somebody who confirmed at least once: the newest answers of theirs. OSDI's names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The key.
    pub person: PersonKey,
    /// As it was typed last.
    pub email_address: Email,
    /// May be empty.
    #[serde(default)]
    pub given_name: String,
    /// May be empty.
    #[serde(default)]
    pub family_name: String,
    /// Digits with the country's code; may be empty.
    #[serde(default)]
    pub phone_number: String,
    /// May be empty.
    #[serde(default)]
    pub address_line_1: String,
    /// May be empty.
    #[serde(default)]
    pub locality: String,
    /// May be empty.
    #[serde(default)]
    pub region: String,
    /// May be empty.
    #[serde(default)]
    pub postal_code: String,
    /// Two letters.
    #[serde(default)]
    pub country: String,
    /// A tag.
    pub language: String,
    /// When the address was confirmed first.
    pub created_date: Timestamp,
    /// When any of this changed last.
    pub modified_date: Timestamp,
}
