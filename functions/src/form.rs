//! What a visitor typed, nothing believed yet.

use handbill_contract::{Form, Manifest, parse, post};

use crate::problem::Problem;

/// Names and values as they were posted.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// In their order.
    pub pairs: Vec<(String, String)>,
}

impl std::fmt::Debug for Typed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Typed({} pairs)", self.pairs.len())
    }
}

impl Typed {
    /// What was posted under `name` first.
    pub fn value(&self, name: &str) -> Option<&str> {
        parse::value(&self.pairs, name)
    }

    /// The form that it names. An `Err` when there is none.
    pub fn form<'a>(&self, manifest: &'a Manifest) -> Result<&'a Form, Problem> {
        self.value(post::FORM).and_then(|id| manifest.form(id)).ok_or(Problem::FormUnknown)
    }

    /// The language in which `form` was shown.
    pub fn language<'a>(&'a self, form: &'a Form) -> &'a str {
        form.shape.language(self.value(post::LANGUAGE).unwrap_or_default())
    }

    /// Whether the field that people do not see was filled in.
    pub fn is_from_a_machine(&self) -> bool {
        parse::is_from_a_machine(&self.pairs)
    }
}
