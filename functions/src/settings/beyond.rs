//! Settings that no function reads: those of the organisers' commands, and how it stands with all of them.

use super::{Database, Need, Reader, Secret, Settings, SettingsError, address_of};

/// What is wrong with the settings of `needs`, each by its name, and what can be used of them: for `handbill doctor`.
#[derive(Debug)]
pub struct Diagnosis {
    /// What is missing or wrong.
    pub wrong: Vec<String>,
    /// Where records are kept, where all of it is set.
    pub database: Option<Database>,
    /// `Name <address>`
    pub mail_from: Option<String>,
    /// Of the sender's DKIM key.
    pub dkim_selector: Option<String>,
    /// Whether the payment provider's key is one for trying.
    pub is_test_key: bool,
    /// Whether there is somebody who hears of gifts to be checked.
    pub has_treasurer: bool,
}

impl Diagnosis {
    /// Looks at the settings of this process.
    #[expect(clippy::disallowed_methods, reason = "this is the one reader of the environment")]
    pub fn of_environment(needs: &[Need]) -> Self {
        Self::read(|name| std::env::var(name).ok(), needs)
    }

    /// Looks at what `lookup` finds.
    pub fn read(lookup: impl Fn(&str) -> Option<String>, needs: &[Need]) -> Self {
        let wrong = Settings::read(&lookup, needs).map_or_else(|error| error.0, |_| Vec::new());
        let mut reader = Reader { lookup, wrong: Vec::new() };
        let database = reader.database();
        let is_whole = reader.wrong.is_empty();
        let key = reader.optional(&["HANDBILL_STRIPE_SECRET_KEY"]).unwrap_or_default();
        Self {
            wrong,
            database: is_whole.then_some(database),
            mail_from: reader.optional(&["HANDBILL_MAIL_FROM"]),
            dkim_selector: reader.optional(&["HANDBILL_DKIM_SELECTOR"]),
            is_test_key: key.contains("_test_"),
            has_treasurer: reader.optional(&["HANDBILL_TREASURER"]).is_some(),
        }
    }
}

/// The domain of `Name <address>`.
pub fn domain_of(sender: &str) -> &str {
    address_of(sender).rsplit_once('@').map_or("", |(_, domain)| domain)
}

/// The key for Action Network, and another server of the same language where one is named. An `Err` when there is no key.
#[expect(clippy::disallowed_methods, reason = "this is the one reader of the environment")]
pub fn action_network() -> Result<(Secret, Option<String>), SettingsError> {
    let mut reader = Reader { lookup: |name: &str| std::env::var(name).ok(), wrong: Vec::new() };
    let key = Secret::new(reader.needed(&["HANDBILL_ACTION_NETWORK_KEY"]));
    let endpoint = reader.optional(&["HANDBILL_ACTION_NETWORK_ENDPOINT"]);
    if reader.wrong.is_empty() { Ok((key, endpoint)) } else { Err(SettingsError(reader.wrong)) }
}
