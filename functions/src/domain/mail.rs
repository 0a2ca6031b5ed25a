//! A mail that waits to be sent: which text, to whom, and what fills its holes.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::email::Email;
use super::id::Id;
use super::person::PersonKey;
use crate::clock::later;

/// Which text: a name of [`MAILS`](handbill_contract::answer::MAILS).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MailName(pub String);

impl MailName {
    /// Whether a stranger can have it sent to whom they like.
    pub fn is_confirmation(&self) -> bool {
        self.0.starts_with("confirm-")
    }
}

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

impl Mail {
    /// Whether the request that wrote it at `now` sends it, too.
    pub fn goes_at_once(&self, now: Timestamp) -> bool {
        self.due <= later(now, Duration::from_secs(GRACE_S))
    }

    /// When it leaves, where nothing fails.
    pub fn leaves(&self) -> Timestamp {
        if self.goes_at_once(self.created_date) { self.created_date } else { self.due }
    }
}

/// When a mail may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// At once.
    Now,
    /// From then on.
    At(Timestamp),
    /// The address has had enough of them.
    Never,
}

impl When {
    /// When an address may be written to in order to be confirmed, that was written to `letters` times and `last` at
    /// that moment, and has confirmed nothing since.
    pub fn to_confirm(letters: u32, last: Option<Timestamp>, now: Timestamp) -> Self {
        let Some(last) = last.filter(|last| later(*last, FORGOTTEN_AFTER) > now) else { return Self::Now };
        let next = later(last, BETWEEN_LETTERS);
        match letters {
            MAX_LETTERS.. => Self::Never,
            _ if next <= now => Self::Now,
            _ => Self::At(next),
        }
    }
}

/// The time between two letters that ask the same address to confirm.
pub const BETWEEN_LETTERS: Duration = Duration::from_secs(60 * 60);

/// The most of them that are sent while none is answered.
pub const MAX_LETTERS: u32 = 5;

/// After so long without one, they are counted anew: 30 days.
pub const FORGOTTEN_AFTER: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// How long the request that wrote a mail has it to itself, in seconds.
pub const GRACE_S: u64 = 120;

/// Tries after which a mail is given up.
pub const MAX_ATTEMPTS: u32 = 8;

/// `name`, where it may stand in a mail to somebody who perhaps never asked for it: a name, and nothing to click on or to
/// ring up. Empty otherwise.
pub fn greeting(name: &str) -> &str {
    let is_letter = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '.' | '\u{300}'..='\u{36f}');
    let has_host = name.split('.').skip(1).any(|rest| rest.starts_with(char::is_alphabetic));
    if name.chars().count() <= 40 && name.chars().all(is_letter) && !has_host { name } else { "" }
}

/// How long after the start of try number `attempt` the next one may begin: two minutes, then thrice as long each
/// time, so that eight tries outlast a weekend's night and day.
pub fn patience(attempt: u32) -> Duration {
    Duration::from_secs(GRACE_S.saturating_mul(3_u64.saturating_pow(attempt.saturating_sub(1))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + minute * 60).expect("a time")
    }

    #[test]
    fn an_address_is_written_to_once_an_hour_and_five_times_in_all() {
        assert_eq!(When::to_confirm(0, None, at(0)), When::Now);
        assert_eq!(When::to_confirm(1, Some(at(0)), at(59)), When::At(at(60)));
        assert_eq!(When::to_confirm(4, Some(at(0)), at(60)), When::Now);
        assert_eq!(When::to_confirm(5, Some(at(0)), at(60)), When::Never);
        assert_eq!(When::to_confirm(5, Some(at(0)), at(30 * 24 * 60 - 1)), When::Never);
        assert_eq!(When::to_confirm(5, Some(at(0)), at(30 * 24 * 60)), When::Now);
    }

    #[test]
    fn a_mail_greets_by_name_and_carries_no_message_of_a_stranger() {
        for name in ["Ann", "Anne-Marie", "O’Neill", "J. R.", "Siân", "Ŵyn", "王", "D'Arcy"] {
            assert_eq!(greeting(name), name);
        }
        let long = "a".repeat(41);
        for name in
            ["evil.example", "see http://evil.example", "ring 0900", "ann@example.org", "<b>", "50 % off", &long]
        {
            assert_eq!(greeting(name), "");
        }
    }

    #[test]
    fn tries_grow_apart() {
        let all: Duration = (1..MAX_ATTEMPTS).map(patience).sum();
        assert_eq!(patience(1), Duration::from_secs(120));
        assert!((24..72).contains(&(all.as_secs() / 3_600)), "{all:?}");
    }
}
