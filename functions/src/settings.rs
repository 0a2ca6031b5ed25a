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
//! | `HANDBILL_PROXY_SECRET` | what our CloudFront says in the header `x-handbill-proxy`: then it is believed who asks | the platform alone is |
//! | `HANDBILL_MAILS_PER_MINUTE` | how many mails that strangers can cause leave at once | 800 |
//! | `HANDBILL_ACTION_NETWORK_KEY` | the key of the account that `handbill supporters sync` hands on to | needed by it alone |
//! | `HANDBILL_ACTION_NETWORK_ENDPOINT` | another server of the same language | Action Network's |
//! | `HANDBILL_DKIM_SELECTOR` | the selector of the sender's DKIM key, for `handbill doctor` | it is not looked at |
//! | `FORMS_URL` | a `forms.json` to follow | the one that was built in |
//!
//! A variable that is empty counts as missing.

mod beyond;

use std::fmt;

use crate::domain::{Email, Keys};

pub use beyond::{Diagnosis, action_network, domain_of};

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
    /// By which CloudFront is believed when it says who asks.
    pub proxy_secret: Option<Secret>,
    /// A `forms.json` to follow.
    pub forms_url: Option<String>,
    /// How many mails that strangers can cause leave in a minute.
    pub mails_per_minute: Option<u32>,
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
        let proxy_secret = reader.optional(&["HANDBILL_PROXY_SECRET"]).map(Secret::new);
        let forms_url = reader.optional(&["FORMS_URL"]);
        let mails_per_minute = reader.number("HANDBILL_MAILS_PER_MINUTE");
        match keys {
            Some(keys) if reader.wrong.is_empty() => {
                Ok(Self { keys, database, post, stripe, treasurer, origins, proxy_secret, forms_url, mails_per_minute })
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
        let smtp_url = self.needed(&["HANDBILL_SMTP_URL"]);
        if !smtp_url.is_empty() && !is_secure(&smtp_url) {
            self.wrong.push("`HANDBILL_SMTP_URL` is neither `smtps://…` nor `smtp://…?tls=required`".to_owned());
        }
        let from = self.needed(&["HANDBILL_MAIL_FROM"]);
        if !from.is_empty() && Email::parse(address_of(&from)).is_none() {
            self.wrong.push("`HANDBILL_MAIL_FROM` holds no address".to_owned());
        }
        let reply_to = self.optional(&["HANDBILL_MAIL_REPLY_TO"]);
        if reply_to.as_deref().is_some_and(|address| Email::parse(address).is_none()) {
            self.wrong.push("`HANDBILL_MAIL_REPLY_TO` is no address".to_owned());
        }
        Post { smtp_url: Secret::new(smtp_url), from, reply_to }
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

    fn number(&mut self, name: &str) -> Option<u32> {
        let number = self.optional(&[name])?.trim().parse().ok().filter(|number| *number > 0);
        if number.is_none() {
            self.wrong.push(format!("`{name}` is no number"));
        }
        number
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

/// Whether letters and the password travel unread: in TLS, or on this machine.
fn is_secure(smtp_url: &str) -> bool {
    let Some(rest) = smtp_url.strip_prefix("smtp://") else { return smtp_url.starts_with("smtps://") };
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let host = place.rsplit_once('@').map_or(place, |(_, host)| host);
    let is_here = ["localhost", "127.0.0.1", "[::1]"].iter().any(|here| {
        host.strip_prefix(here).is_some_and(|rest| rest.is_empty() || rest.starts_with(':') || rest.starts_with('/'))
    });
    is_here || query.split('&').any(|part| part == "tls=required")
}

/// `a@b.org` of `A <a@b.org>`
fn address_of(sender: &str) -> &str {
    let inner = sender.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inner.map_or(sender, |(address, _)| address)
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
    fn letters_travel_in_tls_unless_they_stay_here() {
        for (url, expected) in [
            ("smtps://u:p@mail.example.org:465", true),
            ("smtp://u:p@mail.example.org:587?tls=required", true),
            ("smtp://u:p@mail.example.org:587?tls=opportunistic", false),
            ("smtp://mail.example.org", false),
            ("smtp://127.0.0.1.example.org", false),
            ("smtp://127.0.0.1:2525", true),
            ("smtp://localhost", true),
            ("https://mail.example.org", false),
        ] {
            assert_eq!(is_secure(url), expected, "{url}");
        }
        assert_eq!(address_of("The Campaign <a@b.co>"), "a@b.co");
    }

    #[test]
    fn no_log_holds_a_secret() {
        let settings = Settings::read(|name| Some(format!("{name}-{}", "x".repeat(32))), &[Need::Mail]);
        // The treasurer's address is none.
        assert!(settings.is_err());
        let unread = ["HANDBILL_TREASURER", "HANDBILL_MAILS_PER_MINUTE"];
        let lookup = |name: &str| (!unread.contains(&name)).then(|| format!("hidden-{}", "x".repeat(32)));
        let settings = Settings::read(lookup, &[]).expect("all is set");
        let Settings { keys, stripe, .. } = &settings;
        assert!(!format!("{keys:?}{:?}", stripe.secret_key).contains("xxxx"));
        assert!(!format!("{:?}", settings.database.secret_access_key).contains("xxxx"));
    }
}
