//! `forms.json`: all forms of a site, and what they have in common.
//!
//! In the file each [`Shape`] stands once and forms point to it, so that thousands of them stay small and quick to read.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::answer::{Answers, MailText};
use crate::form::{Form, FormId, Shape};
use crate::kind::State;
use crate::statement::Statement;
use crate::words::Words;

/// The notation of the file: a function refuses one that it does not know.
pub const FORMAT: u32 = 1;

/// All forms of a site.
#[derive(Debug, Clone, PartialEq)]
pub struct Manifest {
    /// What is said once for all of them.
    pub site: Site,
    /// Statements of consent.
    pub consents: Vec<Statement>,
    /// What givers declare; empty when no form takes gifts.
    pub declarations: Vec<Statement>,
    /// By their ids.
    pub forms: BTreeMap<FormId, Arc<Form>>,
    /// What the functions say to visitors, by language.
    pub answers: BTreeMap<String, Answers>,
    /// What they write in mails, by language and by name: those of [`MAILS`](crate::answer::MAILS).
    pub mails: BTreeMap<String, BTreeMap<String, MailText>>,
}

impl Manifest {
    /// The form that is called `id`.
    pub fn form(&self, id: &str) -> Option<&Form> {
        self.forms.get(&FormId::parse(id)?).map(|form| &**form)
    }

    /// The statement of consent `id`.
    pub fn consent(&self, id: &str) -> Option<&Statement> {
        self.consents.iter().find(|statement| statement.id() == id)
    }

    /// The declaration `id`: `d0`, `d1` or `d2`.
    pub fn declaration(&self, id: &str) -> Option<&Statement> {
        self.declarations.iter().find(|statement| statement.id() == id)
    }

    /// As the text of `forms.json`.
    pub fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a manifest has text keys alone")
    }

    /// Reads `forms.json`; an `Err` when it is not JSON, of another format, or at odds with itself.
    pub fn from_json(bytes: &[u8]) -> Result<Self, ManifestError> {
        let format: Format = serde_json::from_slice(bytes).map_err(ManifestError::Unreadable)?;
        if format.format != FORMAT {
            return Err(ManifestError::Format(format.format));
        }
        serde_json::from_slice(bytes).map_err(ManifestError::Unreadable)
    }
}

/// Why a manifest cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// It is in another notation than [`FORMAT`].
    #[error("forms.json has format {0}, and format {FORMAT} is understood here")]
    Format(u32),
    /// It is not JSON, lacks something, or is at odds with itself.
    #[error("forms.json cannot be read")]
    Unreadable(#[source] serde_json::Error),
}

/// What is said once for all forms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// By language.
    pub name: Words,
    /// `https://example.org`, without a slash at the end.
    pub base_url: String,
    /// Tags; the first is the default.
    pub languages: Vec<String>,
    /// An IANA name.
    pub timezone: String,
    /// Who holds the data.
    pub organisation: Organisation,
    /// Who answers for the material, word for word, by language; each mail holds it.
    pub imprint: Words,
    /// The notice on personal data.
    pub privacy: Option<Privacy>,
}

/// Who stands behind the site.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Organisation {
    /// As the public knows it.
    pub name: String,
    /// In law.
    pub legal_name: String,
    /// Lines, the postcode last.
    pub address: Vec<String>,
    /// May be empty.
    #[serde(default)]
    pub email: String,
}

/// The notice on personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Privacy {
    /// Kept with each consent.
    pub version: String,
    /// The path of its page, by language.
    pub page: Words,
}

#[derive(Deserialize)]
struct Format {
    format: u32,
}

/// The manifest as it stands in the file, to be written.
#[derive(Serialize)]
struct Written<'a> {
    format: u32,
    site: &'a Site,
    consents: &'a [Statement],
    declarations: &'a [Statement],
    shapes: Vec<&'a Shape>,
    forms: BTreeMap<&'a str, WrittenForm<'a>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    answers: &'a BTreeMap<String, Answers>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    mails: &'a BTreeMap<String, BTreeMap<String, MailText>>,
}

#[derive(Serialize)]
struct WrittenForm<'a> {
    shape: usize,
    state: State,
    #[serde(skip_serializing_if = "Option::is_none")]
    goal: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    closes_at_s: Option<i64>,
    title: &'a Words,
    page: &'a Words,
}

impl Serialize for Manifest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut shapes = Shapes::default();
        let forms = self.forms.iter().map(|(id, form)| (id.as_str(), shapes.written(form))).collect();
        Written {
            format: FORMAT,
            site: &self.site,
            consents: &self.consents,
            declarations: &self.declarations,
            shapes: shapes.all,
            forms,
            answers: &self.answers,
            mails: &self.mails,
        }
        .serialize(serializer)
    }
}

/// Shapes in the order in which forms name them first, equal ones once.
#[derive(Default)]
struct Shapes<'a> {
    all: Vec<&'a Shape>,
    numbers: BTreeMap<&'a Shape, usize>,
    /// Shared shapes are known by their address, which is quicker than comparing them.
    by_address: BTreeMap<*const Shape, usize>,
}

impl<'a> Shapes<'a> {
    fn written(&mut self, form: &'a Form) -> WrittenForm<'a> {
        WrittenForm {
            shape: self.number(&form.shape),
            state: form.state,
            goal: form.goal,
            closes_at_s: form.closes_at_s,
            title: &form.title,
            page: &form.page,
        }
    }

    fn number(&mut self, shape: &'a Arc<Shape>) -> usize {
        let Self { all, numbers, by_address } = self;
        *by_address.entry(Arc::as_ptr(shape)).or_insert_with(|| {
            *numbers.entry(shape).or_insert_with(|| {
                all.push(shape);
                all.len() - 1
            })
        })
    }
}

/// The manifest as it stands in the file, read.
#[derive(Deserialize)]
struct Read {
    site: Site,
    consents: Vec<Statement>,
    declarations: Vec<Statement>,
    shapes: Vec<Arc<Shape>>,
    forms: BTreeMap<String, ReadForm>,
    #[serde(default)]
    answers: BTreeMap<String, Answers>,
    #[serde(default)]
    mails: BTreeMap<String, BTreeMap<String, MailText>>,
}

#[derive(Deserialize)]
struct ReadForm {
    shape: usize,
    state: State,
    goal: Option<u64>,
    closes_at_s: Option<i64>,
    title: Words,
    page: Words,
}

impl<'de> Deserialize<'de> for Manifest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Read { site, consents, declarations, shapes, forms, answers, mails } = Read::deserialize(deserializer)?;
        let forms = forms.into_iter().map(|(id, form)| form.named(&id, &shapes)).collect::<Result<_, _>>();
        let forms = forms.map_err(serde::de::Error::custom)?;
        let manifest = Self { site, consents, declarations, forms, answers, mails };
        manifest.consistent().map_err(serde::de::Error::custom)
    }
}

impl ReadForm {
    fn named(self, id: &str, shapes: &[Arc<Shape>]) -> Result<(FormId, Arc<Form>), String> {
        let shape = shapes.get(self.shape).ok_or_else(|| format!("form `{id}` has a shape that is not there"))?.clone();
        let id = FormId::parse(id)
            .filter(|parsed| parsed.kind() == shape.kind)
            .ok_or_else(|| format!("`{id}` is no name of a form of its kind"))?;
        let Self { state, goal, closes_at_s, title, page, .. } = self;
        Ok((id.clone(), Arc::new(Form { id, shape, state, goal, closes_at_s, title, page })))
    }
}

impl Manifest {
    /// Itself, unless a form offers a statement that is not there.
    fn consistent(self) -> Result<Self, String> {
        for form in self.forms.values() {
            if let Some(id) = form.shape.consents.iter().find(|id| self.consent(id).is_none()) {
                return Err(format!("form `{}` offers a consent `{id}` that is not there", form.id));
            }
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests;
