//! What the site asks people to agree to, as the contract has it: made of `site.toml` and of the law's table.

use handbill_contract::donation::{self, Day};
use handbill_contract::{Channel, Statement};
use jiff::civil::Date;

use crate::model::config::{Config, Words};

/// The statements of consent, in the order of `site.toml`.
pub fn consents(config: &Config) -> Vec<Statement> {
    let made = |consent: &crate::model::config::Consent| {
        let channel = Channel::parse(&consent.channel).unwrap_or(Channel::Email);
        Statement::new(&*consent.id.value, channel, &*consent.version, contract_words(&consent.text))
    };
    config.consents.iter().map(made).collect()
}

/// What givers declare, by the law of that day.
pub fn declarations(config: &Config, on: Date) -> Vec<Statement> {
    let organisation = &config.organisation;
    let name = organisation.legal_name.as_deref().unwrap_or(&organisation.name);
    donation::declarations(name, Day::new(on.year(), on.month(), on.day()))
}

/// Texts by language, as the contract has them.
pub fn contract_words(words: &Words) -> handbill_contract::Words {
    words.0.iter().map(|(lang, text)| (lang.as_str(), text.as_str())).collect()
}
