//! What a visitor agrees to, word for word. A statement cannot be at odds with its SHA-256: both are made together.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::words::Words;

/// A statement with a version, in one or more languages, and the SHA-256 of each exact text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written")]
pub struct Statement {
    id: String,
    channel: Channel,
    version: String,
    text: Words,
    sha256: Words,
}

impl Statement {
    /// Makes a statement; its hashes follow from its texts.
    pub fn new(id: impl Into<String>, channel: Channel, version: impl Into<String>, text: Words) -> Self {
        let sha256 = text.iter().map(|(lang, text)| (lang, sha256_hex(text))).collect();
        Self { id: id.into(), channel, version: version.into(), text, sha256 }
    }

    /// `email`, `d1`
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What it lets the organisation do.
    pub fn channel(&self) -> Channel {
        self.channel
    }

    /// As its author numbers it, a day mostly: `2015-10-08`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The exact text, by language.
    pub fn text(&self) -> &Words {
        &self.text
    }

    /// The SHA-256 of the exact text in UTF-8, in lower-case hexadecimal digits, by language.
    pub fn sha256(&self) -> &Words {
        &self.sha256
    }

    /// What a page posts for it: the id, and the beginning of the hash of the text that was shown.
    /// A page from before a change of text is known by it, and nobody agrees to words they have not read.
    ///
    /// ```
    /// use handbill_contract::{Channel, Statement, Words};
    /// let statement = Statement::new("email", Channel::Email, "2015-10-08", Words::one("en", "abc"));
    /// assert_eq!(statement.ticket("en").unwrap(), "email@ba7816bf8f01cfea");
    /// assert!(statement.ticket("cy").is_none());
    /// ```
    pub fn ticket(&self, lang: &str) -> Option<String> {
        let hash = self.sha256.get(lang)?;
        Some(format!("{}@{}", self.id, hash.get(..16)?))
    }
}

/// What a statement lets the organisation do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// Write e-mails.
    Email,
    /// Write text messages.
    Sms,
    /// Ring.
    Phone,
    /// Write letters.
    Post,
    /// Pass the data to a named other.
    Share,
    /// Take a gift: a declaration by the giver.
    Gift,
}

impl Channel {
    /// Those of `[[consent]]`, with their names in `site.toml`.
    pub const CONSENT: [(Self, &'static str); 5] = [
        (Self::Email, "email"),
        (Self::Sms, "sms"),
        (Self::Phone, "phone"),
        (Self::Post, "post"),
        (Self::Share, "share"),
    ];

    /// The channel that `site.toml` calls `name`.
    pub fn parse(name: &str) -> Option<Self> {
        Self::CONSENT.iter().find(|(_, known)| *known == name).map(|(channel, _)| *channel)
    }

    /// Its name in JSON and in templates.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
            Self::Phone => "phone",
            Self::Post => "post",
            Self::Share => "share",
            Self::Gift => "gift",
        }
    }
}

/// The SHA-256 of `text` in UTF-8, in lower-case hexadecimal digits.
pub fn sha256_hex(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[derive(Deserialize)]
struct Written {
    id: String,
    channel: Channel,
    version: String,
    text: Words,
    sha256: Words,
}

impl TryFrom<Written> for Statement {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let statement = Self::new(written.id, written.channel, written.version, written.text);
        if statement.sha256 == written.sha256 {
            Ok(statement)
        } else {
            Err(format!("the text of statement `{}` is not the one that its SHA-256 was made of", statement.id))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement() -> Statement {
        Statement::new("sms", Channel::Sms, "2", Words::from_iter([("en", "Text me."), ("cy", "Tecstiwch fi.")]))
    }

    #[test]
    fn a_statement_survives_json() {
        let json = serde_json::to_string(&statement()).expect("texts");
        assert_eq!(serde_json::from_str::<Statement>(&json).expect("our own text"), statement());
    }

    #[test]
    fn a_text_that_was_tampered_with_is_refused() {
        let json = serde_json::to_string(&statement()).expect("texts").replace("Text me.", "Sell me.");
        let error = serde_json::from_str::<Statement>(&json).expect_err("another text");
        assert!(error.to_string().contains("`sms`"), "{error}");
    }

    #[test]
    fn the_hash_is_that_of_the_bytes() {
        // FIPS 180-2, appendix B.1.
        assert_eq!(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
