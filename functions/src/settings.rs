//! The environment, read once; all that is missing or wrong is told at once.
//!
//! | name | what | without it |
//! |---|---|---|
//! | `HANDBILL_SECRET` | 32 characters or more that nobody can guess: people's keys and tokens are made of it | needed |
//! | `HANDBILL_TABLE` | the table | `handbill` |
//! | `HANDBILL_AWS_REGION`, else `AWS_REGION` | where the table is | needed |
//! | `HANDBILL_AWS_ACCESS_KEY_ID`, else `AWS_ACCESS_KEY_ID` | who asks | needed |
//! | `HANDBILL_AWS_SECRET_ACCESS_KEY`, else `AWS_SECRET_ACCESS_KEY` | and its secret | needed |
//! | `HANDBILL_AWS_SESSION_TOKEN`, else `AWS_SESSION_TOKEN` | of temporary credentials | none |
//! | `HANDBILL_DYNAMODB_ENDPOINT` | another server of the same language | AWS's |
//! | `HANDBILL_SMTP_URL` | `smtps://user:password@host:465`, `smtp://host:587?tls=required` | needed by those that write mails |
//! | `HANDBILL_MAIL_FROM` | `Name <address>` | needed by those that write mails |
//! | `HANDBILL_MAIL_REPLY_TO` | an address | the sender |
//! | `HANDBILL_TREASURER` | addresses, with commas between them, that hear of gifts to be checked | nobody |
//! | `HANDBILL_STRIPE_SECRET_KEY` | `sk_…` or `rk_…` | needed by donate |
//! | `HANDBILL_STRIPE_WEBHOOK_SECRET` | `whsec_…` | needed by stripe |
//! | `HANDBILL_STRIPE_ENDPOINT` | another server of the same language | Stripe's |
//! | `HANDBILL_ORIGINS` | further origins whose pages may post, with commas between them | the site's own alone |
//! | `FORMS_URL` | a `forms.json` to follow | the one that was built in |
//!
//! A variable that is empty counts as missing.

use std::fmt;

use crate::domain::{Email, Keys};

/// Text that no log may hold: its `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes a secret.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, for whom it is meant.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Where records are kept.
#[derive(Debug, Clone)]
pub struct Database {
    /// The table.
    pub table: String,
    /// Of AWS.
    pub region: String,
    /// Who asks.
    pub access_key_id: String,
    /// And its secret.
    pub secret_access_key: Secret,
    /// Of temporary credentials.
    pub session_token: Option<Secret>,
    /// Another server of the same language.
    pub endpoint: Option<String>,
}

/// How mails leave.
#[derive(Debug, Clone)]
pub struct Post {
    /// The server, with its user and password.
    pub smtp_url: Secret,
    /// `Name <address>`
    pub from: String,
    /// An address, where answers do not go to the sender.
    pub reply_to: Option<String>,
}

/// How money comes.
#[derive(Debug, Clone, Default)]
pub struct Stripe {
    /// For opening a checkout.
    pub secret_key: Option<Secret>,
    /// For believing an event.
    pub webhook_secret: Option<Secret>,
    /// Another server of the same language.
    pub endpoint: Option<String>,
}

/// All settings of one function.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What people's keys and tokens are made of.
    pub keys: Keys,
    /// Where records are kept.
    pub database: Database,
    /// How mails leave; none for a function that writes none.
    pub post: Option<Post>,
    /// How money comes.
    pub stripe: Stripe,
    /// Who hears of gifts to be checked.
    pub treasurer: Vec<Email>,
    /// Further origins whose pages may post.
    pub origins: Vec<String>,
    /// A `forms.json` to follow.
    pub forms_url: Option<String>,
}

/// What a function cannot do without, beyond the table and the secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// To write mails.
    Mail,
    /// To open a checkout.
    Checkout,
    /// To believe an event.
    Webhook,
}

/// Everything that is missing or wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("settings are missing or wrong: {}", .0.join(", "))]
pub struct SettingsError(pub Vec<String>);

impl Settings {
    /// The settings of this process. An `Err` names all that are missing or wrong.
    #[expect(clippy::disallowed_methods, reason = "this is the one reader of the environment")]
    pub fn from_environment(needs: &[Need]) -> Result<Self, SettingsError> {
        Self::read(|name| std::env::var(name).ok(), needs)
    }

    /// Reads settings by `lookup`. An `Err` names all that are missing or wrong.
    pub fn read(lookup: impl Fn(&str) -> Option<String>, needs: &[Need]) -> Result<Self, SettingsError> {
        let mut reader = Reader { lookup, wrong: Vec::new() };
        let keys = reader.keys();
        let database = reader.database();
        let post = needs.contains(&Need::Mail).then(|| reader.post());
        let stripe = reader.stripe(needs);
        let treasurer = reader.addresses("HANDBILL_TREASURER");
        let origins = reader.list("HANDBILL_ORIGINS");
        let forms_url = reader.optional(&["FORMS_URL"]);
        match keys {
            Some(keys) if reader.wrong.is_empty() => {
                Ok(Self { keys, database, post, stripe, treasurer, origins, forms_url })
            }
            _ => Err(SettingsError(reader.wrong)),
        }
    }
}

struct Reader<L> {
    lookup: L,
    wrong: Vec<String>,
}

impl<L: Fn(&str) -> Option<String>> Reader<L> {
    /// The first of `names` that is set.
    fn optional(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| (self.lookup)(name).filter(|value| !value.trim().is_empty()))
    }

    /// The same; its absence is noted, and what stands in for it is never used.
    fn needed(&mut self, names: &[&str]) -> String {
        self.optional(names).unwrap_or_else(|| {
            self.wrong.push(format!("`{}` is not set", names.first().unwrap_or(&"")));
            String::new()
        })
    }

    fn keys(&mut self) -> Option<Keys> {
        const NAME: &str = "HANDBILL_SECRET";
        let secret = self.optional(&[NAME]);
        let keys = secret.as_deref().and_then(Keys::parse);
        match (&secret, &keys) {
            (None, _) => self.wrong.push(format!("`{NAME}` is not set")),
            (Some(_), None) => {
                self.wrong.push(format!("`{NAME}` is shorter than {} characters", Keys::MIN_BYTES));
            }
            _ => {}
        }
        keys
    }

    fn database(&mut self) -> Database {
        Database {
            table: self.optional(&["HANDBILL_TABLE"]).unwrap_or_else(|| "handbill".to_owned()),
            region: self.needed(&["HANDBILL_AWS_REGION", "AWS_REGION"]),
            access_key_id: self.needed(&["HANDBILL_AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY_ID"]),
            secret_access_key: Secret::new(self.needed(&["HANDBILL_AWS_SECRET_ACCESS_KEY", "AWS_SECRET_ACCESS_KEY"])),
            session_token: self.optional(&["HANDBILL_AWS_SESSION_TOKEN", "AWS_SESSION_TOKEN"]).map(Secret::new),
            endpoint: self.optional(&["HANDBILL_DYNAMODB_ENDPOINT"]),
        }
    }

    fn post(&mut self) -> Post {
        Post {
            smtp_url: Secret::new(self.needed(&["HANDBILL_SMTP_URL"])),
            from: self.needed(&["HANDBILL_MAIL_FROM"]),
            reply_to: self.optional(&["HANDBILL_MAIL_REPLY_TO"]),
        }
    }

    fn stripe(&mut self, needs: &[Need]) -> Stripe {
        let mut secret = |name, need| {
            let value = if needs.contains(&need) { Some(self.needed(&[name])) } else { self.optional(&[name]) };
            value.map(Secret::new)
        };
        Stripe {
            secret_key: secret("HANDBILL_STRIPE_SECRET_KEY", Need::Checkout),
            webhook_secret: secret("HANDBILL_STRIPE_WEBHOOK_SECRET", Need::Webhook),
            endpoint: self.optional(&["HANDBILL_STRIPE_ENDPOINT"]),
        }
    }

    fn list(&self, name: &str) -> Vec<String> {
        let text = self.optional(&[name]).unwrap_or_default();
        text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    fn addresses(&mut self, name: &str) -> Vec<Email> {
        let mut addresses = Vec::new();
        for text in self.list(name) {
            match Email::parse(&text) {
                Some(email) => addresses.push(email),
                None => self.wrong.push(format!("`{name}` holds what is no address")),
            }
        }
        addresses
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_missing_is_told_at_once() {
        let error = Settings::read(|_| None, &[Need::Mail, Need::Checkout]).expect_err("nothing is set");
        let told: Vec<_> = error.0.iter().filter_map(|text| text.split('`').nth(1)).collect();
        let expected = [
            "HANDBILL_SECRET",
            "HANDBILL_AWS_REGION",
            "HANDBILL_AWS_ACCESS_KEY_ID",
            "HANDBILL_AWS_SECRET_ACCESS_KEY",
            "HANDBILL_SMTP_URL",
            "HANDBILL_MAIL_FROM",
            "HANDBILL_STRIPE_SECRET_KEY",
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn no_log_holds_a_secret() {
        let settings = Settings::read(|name| Some(format!("{name}-{}", "x".repeat(32))), &[Need::Mail]);
        // The treasurer's address is none.
        assert!(settings.is_err());
        let lookup = |name: &str| (name != "HANDBILL_TREASURER").then(|| format!("hidden-{}", "x".repeat(32)));
        let settings = Settings::read(lookup, &[]).expect("all is set");
        let Settings { keys, stripe, .. } = &settings;
        assert!(!format!("{keys:?}{:?}", stripe.secret_key).contains("xxxx"));
        assert!(!format!("{:?}", settings.database.secret_access_key).contains("xxxx"));
    }
}
