//! What a form is: the generator renders it and lists it in `forms.json`; a function parses a post by it.
//! Small and pure: no disk, no network, no AWS.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Text by language tag: `{"en": "Add my name", "cy": "…"}`.
pub type Words = BTreeMap<String, String>;

/// One form of the site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Form {
    /// `campaigns/rent-controls:pledge`
    pub id: String,
}
