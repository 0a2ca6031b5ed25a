//! One form: where it stands, how it stands, and its shape.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::field::Field;
use crate::kind::{Kind, Purpose, State};
use crate::statement::sha256_hex;
use crate::words::Words;

/// One form of the site.
///
/// It is written to JSON as a part of a [`Manifest`](crate::Manifest), where shapes stand once.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// `campaigns/rent-controls:pledge`
    pub id: FormId,
    /// What it asks and says: shared by forms that do the same.
    pub shape: Arc<Shape>,
    /// Whether it takes posts.
    pub state: State,
    /// How many are wanted.
    pub goal: Option<u64>,
    /// From this moment, in seconds of Unix time, it is closed: a deadline, an event's end.
    pub closes_at_s: Option<i64>,
    /// The title of its page, by language.
    pub title: Words,
    /// The path of its page, by language: `/campaigns/rent-controls/`.
    pub page: Words,
}

impl Form {
    /// Whether it takes posts at `now_s`, in seconds of Unix time.
    pub fn state_at(&self, now_s: i64) -> State {
        match self.closes_at_s {
            Some(closes_at_s) if now_s >= closes_at_s => State::Closed,
            _ => self.state,
        }
    }

    /// Which sort of form.
    pub fn kind(&self) -> Kind {
        self.shape.kind
    }
}

/// What a form asks and says, without its page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Shape {
    /// Which sort of form.
    pub kind: Kind,
    /// What the answers are for.
    pub purpose: Purpose,
    /// The languages in which it may be shown: all that it says to be agreed to has a text in each.
    pub languages: Vec<String>,
    /// Its heading; the theme's words where it has none.
    #[serde(default, skip_serializing_if = "Words::is_empty")]
    pub heading: Words,
    /// What a visitor puts a name to.
    #[serde(default, skip_serializing_if = "Words::is_empty")]
    pub statement: Words,
    /// A sentence before the fields.
    #[serde(default, skip_serializing_if = "Words::is_empty")]
    pub intro: Words,
    /// What stands on the button; the theme's words where it has none.
    #[serde(default, skip_serializing_if = "Words::is_empty")]
    pub button: Words,
    /// In their order.
    pub fields: Vec<Field>,
    /// Ids of the statements of consent that it offers, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consents: Vec<String>,
    /// What may be given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amounts: Option<Amounts>,
    /// Whether it offers to show the name in public.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub public_names: bool,
    /// Whether two people of different names may sign from one address.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub second_signer: bool,
    /// How old one must be, asked without a date of birth.
    pub min_age_years: u8,
    /// The path of the page that says thank you, by language.
    pub thanks: Words,
}

impl Shape {
    /// The field `name`.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// `lang` where the form may be shown in it, else the first of its languages.
    pub fn language<'a>(&'a self, lang: &'a str) -> &'a str {
        if self.languages.iter().any(|known| known == lang) {
            return lang;
        }
        self.languages.first().map_or(lang, String::as_str)
    }

    /// The version of what is asked and said, kept with each consent: it changes when any of it does.
    pub fn version(&self) -> String {
        let json = serde_json::to_string(self).expect("a shape has text keys alone");
        let mut version = sha256_hex(&json);
        version.truncate(16);
        version
    }
}

/// A form's name: its page's key, a colon, its kind.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FormId(Arc<str>);

impl FormId {
    /// The form of `kind` on the page `key`.
    pub fn new(key: &str, kind: Kind) -> Self {
        Self(format!("{key}:{kind}").into())
    }

    /// Reads an id; `None` unless it is a key, a colon and a kind.
    ///
    /// ```
    /// use handbill_contract::{FormId, Kind};
    /// let id = FormId::parse("campaigns/rent-controls:pledge").unwrap();
    /// assert_eq!((id.key(), id.kind()), ("campaigns/rent-controls", Kind::Pledge));
    /// assert!(FormId::parse("campaigns/rent-controls").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let (key, kind) = text.rsplit_once(':')?;
        (!key.is_empty() && Kind::parse(kind).is_some()).then(|| Self(text.into()))
    }

    /// The key of its page.
    pub fn key(&self) -> &str {
        self.0.rsplit_once(':').map_or(&*self.0, |(key, _)| key)
    }

    /// Which sort of form.
    pub fn kind(&self) -> Kind {
        self.0.rsplit_once(':').and_then(|(_, kind)| Kind::parse(kind)).expect("both makers put a kind there")
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FormId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for FormId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

/// What may be given.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Amounts {
    /// ISO 4217: `GBP`.
    pub currency: String,
    /// Offered as buttons, in their order.
    pub suggested_pence: Vec<u64>,
    /// The one that is chosen at first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_pence: Option<u64>,
    /// The least.
    pub min_pence: u64,
    /// The most.
    pub max_pence: u64,
    /// Whether a gift each month is offered.
    pub monthly: bool,
}

impl Amounts {
    /// Whether this much may be given.
    pub fn allows(&self, pence: u64) -> bool {
        (self.min_pence..=self.max_pence).contains(&pence)
    }
}
