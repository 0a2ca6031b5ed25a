//! An e-mail address, and the form of it by which a person is known.

use std::fmt;

use handbill_contract::email::normalised;
use serde::{Deserialize, Serialize};

/// An address. [`Email::parse`] is the only way to make one, and `Debug` keeps it out of logs.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

/// How the mailboxes of a provider are told apart.
struct Folding {
    hosts: &'static [&'static str],
    /// The host that all of them stand for.
    host: &'static str,
    dots_matter: bool,
    tag: char,
}

/// What providers say of their own addresses: dots that do not matter, and tags behind a sign.
const FOLDINGS: [Folding; 6] = [
    Folding { hosts: &["gmail.com", "googlemail.com"], host: "gmail.com", dots_matter: false, tag: '+' },
    Folding { hosts: &["icloud.com", "me.com", "mac.com"], host: "icloud.com", dots_matter: true, tag: '+' },
    Folding { hosts: &["protonmail.com", "proton.me", "pm.me"], host: "proton.me", dots_matter: false, tag: '+' },
    Folding { hosts: &["fastmail.com", "fastmail.fm"], host: "", dots_matter: true, tag: '+' },
    Folding {
        hosts: &["outlook.com", "hotmail.com", "hotmail.co.uk", "live.com", "live.co.uk", "msn.com"],
        host: "",
        dots_matter: true,
        tag: '+',
    },
    Folding { hosts: &["yahoo.com", "yahoo.co.uk", "ymail.com"], host: "", dots_matter: true, tag: '-' },
];

impl Email {
    /// Reads an address; `None` when it is none.
    pub fn parse(typed: &str) -> Option<Self> {
        normalised(typed).map(Self)
    }

    /// As it is written to.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands behind the last `@`.
    pub fn host(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, host)| host)
    }

    /// The one spelling of a mailbox: in lower case, without the dots and tags that its provider does not look at.
    /// It is never written to.
    ///
    /// ```
    /// use handbill_functions::domain::Email;
    /// let email = Email::parse("Ann.Lee+rent@GoogleMail.com").unwrap();
    /// assert_eq!(email.canonical(), "annlee@gmail.com");
    /// ```
    pub fn canonical(&self) -> String {
        let lower = self.0.to_lowercase();
        let Some((local, host)) = lower.rsplit_once('@') else { return lower };
        let Some(folding) = FOLDINGS.iter().find(|folding| folding.hosts.contains(&host)) else { return lower };
        let name = local.split_once(folding.tag).map_or(local, |(name, _)| name);
        let name = if folding.dots_matter { name.to_owned() } else { name.replace('.', "") };
        let host = if folding.host.is_empty() { host } else { folding.host };
        if name.is_empty() { lower } else { format!("{name}@{host}") }
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(…)")
    }
}

impl TryFrom<String> for Email {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("no e-mail address")
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mailbox_has_one_spelling() {
        for (typed, expected) in [
            ("a.b+c@gmail.com", "ab@gmail.com"),
            ("a.b+c@example.org", "a.b+c@example.org"),
            ("A.B+c@outlook.com", "a.b@outlook.com"),
            ("ann-rent@yahoo.co.uk", "ann@yahoo.co.uk"),
            ("+x@gmail.com", "+x@gmail.com"),
        ] {
            assert_eq!(Email::parse(typed).expect("an address").canonical(), expected);
        }
    }

    #[test]
    fn no_log_holds_it() {
        assert_eq!(format!("{:?}", Email::parse("a@b.co")), "Some(Email(…))");
    }
}
