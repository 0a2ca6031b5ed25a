//! Consents: a record is appended for each change, and none is ever changed.

use handbill_contract::parse::Agreed;
use handbill_contract::{Channel, Form, Manifest, Purpose};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::person::PersonKey;

/// What happened to a consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ConsentChange {
    /// A box was ticked; nothing may be sent yet.
    Given,
    /// The address was shown to be the giver's.
    Confirmed,
    /// Taken back.
    Withdrawn,
}

/// One change of one consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// Whose.
    pub person: PersonKey,
    /// Of the statement.
    pub consent: String,
    /// What for.
    pub purpose: Purpose,
    /// What it lets us do.
    pub channel: Channel,
    /// What happened.
    pub change: ConsentChange,
    /// The exact text that was shown.
    pub text: String,
    /// Of the statement.
    pub version: String,
    /// Of the text.
    pub sha256: String,
    /// Of the text.
    pub language: String,
    /// Of the notice on personal data.
    pub privacy_version: String,
    /// The path of the page.
    pub page: String,
    /// The form's id.
    pub form: String,
    /// Of the form's shape.
    pub form_version: String,
    /// When.
    pub at: Timestamp,
    /// How it was taken back: `one-click`, `page`, `treasurer`; empty otherwise.
    #[serde(default)]
    pub how: String,
}

impl Consent {
    /// What `agreed` says, given at `now`; `None` when the statement is not there.
    pub fn given(
        manifest: &Manifest,
        form: &Form,
        agreed: &Agreed,
        person: &PersonKey,
        now: Timestamp,
    ) -> Option<Self> {
        let statement = manifest.consent(&agreed.id)?;
        let lang = agreed.language.as_str();
        Some(Self {
            person: person.clone(),
            consent: agreed.id.clone(),
            purpose: form.shape.purpose,
            channel: statement.channel(),
            change: ConsentChange::Given,
            text: statement.text().get(lang)?.to_owned(),
            version: statement.version().to_owned(),
            sha256: statement.sha256().get(lang)?.to_owned(),
            language: lang.to_owned(),
            privacy_version: manifest.site.privacy.as_ref().map_or_else(String::new, |privacy| privacy.version.clone()),
            page: form.page.get(lang).unwrap_or_default().to_owned(),
            form: form.id.to_string(),
            form_version: form.shape.version(),
            at: now,
            how: String::new(),
        })
    }

    /// The record of a `change` of this consent at `now`.
    pub fn changed(&self, change: ConsentChange, how: &str, now: Timestamp) -> Self {
        Self { change, how: how.to_owned(), at: now, ..self.clone() }
    }
}
