//! A mail that waits to be sent: which text, to whom, and what fills its holes.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::email::Email;
use super::id::Id;
use super::person::PersonKey;

/// Which text: a name of [`MAILS`](handbill_contract::answer::MAILS).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MailName(pub String);

/// A mail in the outbox. It is removed once it has been sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// Also the name of the message: a mail that is sent twice is seen once.
    pub id: Id,
    /// Which text.
    pub mail: MailName,
    /// In which language.
    pub language: String,
    /// To whom.
    pub to: Email,
    /// Whose unsubscribing the mail offers; none for what people must get, and for our own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonKey>,
    /// What fills the holes, by their names.
    pub holes: BTreeMap<String, String>,
    /// When it was written.
    pub created_date: Timestamp,
    /// From when the sweep may take it.
    pub due: Timestamp,
    /// How often it was tried.
    pub attempts: u32,
}

/// How long the request that wrote a mail has it to itself, in seconds.
pub const GRACE_S: u64 = 120;

/// Tries after which a mail is given up.
pub const MAX_ATTEMPTS: u32 = 8;
