//! What a link in a mail holds, and what it lets its reader do.

use std::fmt;

use handbill_contract::{FormId, Manifest};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::entry::Slot;
use super::keys::{Keys, hex};
use super::person::PersonKey;
use crate::clock::Chance;

/// 128 bits of chance, in 32 hexadecimal digits. `Debug` hides them.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// By which a token is found: the store never learns the token.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TokenHash(String);

/// What the reader of a mail may do, by its token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// Of the token.
    pub token_hash: TokenHash,
    /// Whose entry is confirmed.
    pub person: PersonKey,
    /// On which form.
    pub form: String,
    /// Which of the entries from this address.
    pub slot: Slot,
    /// Until when, in seconds of Unix time: compared in code, since the store forgets late.
    pub expires: i64,
}

impl Token {
    /// A new one.
    pub fn new(chance: &dyn Chance) -> Self {
        let mut bytes = [0; 16];
        chance.fill(&mut bytes);
        Self(hex(&bytes))
    }

    /// Reads one from a path; `None` unless it has the form of one.
    pub fn parse(text: &str) -> Option<Self> {
        PersonKey::parse(text).map(|_| Self(text.to_owned()))
    }

    /// For the link in a mail.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its hash.
    pub fn hash(&self) -> TokenHash {
        TokenHash(hex(Sha256::digest(self.0.as_bytes()).get(..16).unwrap_or_default()))
    }
}

impl TokenHash {
    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash(…)")
    }
}

impl Grant {
    /// Whether it still holds.
    pub fn holds_at(&self, now: Timestamp) -> bool {
        now.as_second() < self.expires
    }

    /// The form's id, where it is one.
    pub fn form_id(&self) -> Option<FormId> {
        FormId::parse(&self.form)
    }
}

/// The URL that confirms.
pub fn confirm_url(manifest: &Manifest, token: &Token) -> String {
    format!("{}/api/confirm/{}", manifest.site.base_url, token.as_str())
}

/// The token by which `person` leaves: it follows from the key and needs no record, so that it never expires.
pub fn leaving(keys: &Keys, person: &PersonKey) -> String {
    format!("{}{}", person.as_str(), keys.mark("unsubscribe", person.as_str()))
}

/// Who leaves by `token`; `None` when we did not make it.
pub fn leaver(keys: &Keys, token: &str) -> Option<PersonKey> {
    let (person, mark) = token.split_at_checked(32)?;
    keys.is_mark("unsubscribe", person, mark).then(|| PersonKey::parse(person)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Email;

    #[test]
    fn only_our_own_tokens_let_people_leave() {
        let keys = Keys::parse(&"s".repeat(32)).expect("long enough");
        let person = keys.person(&Email::parse("a@b.co").expect("an address"));
        let token = leaving(&keys, &person);
        assert_eq!(leaver(&keys, &token), Some(person));
        let others = Keys::parse(&"t".repeat(32)).expect("long enough");
        assert_eq!(leaver(&others, &token), None);
        assert_eq!(leaver(&keys, "é"), None);
    }
}
