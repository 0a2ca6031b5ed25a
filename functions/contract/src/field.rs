//! What a form asks. Names are OSDI's, or `custom_fields.KEY`.

use serde::{Deserialize, Serialize};

use crate::words::Words;

/// What the name of a custom field begins with, as in OSDI's flat person.
pub const CUSTOM: &str = "custom_fields.";

/// The longest answer to a custom field whose author set no limit, in characters.
pub const CUSTOM_MAX_CHARS: u32 = 200;

/// The longest answer that an author may ask for, in characters: a whole post is at most 16 KB.
pub const LONGEST_ANSWER_CHARS: u32 = 4_000;

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Field {
    /// `given_name`, or `custom_fields.ward`.
    pub name: String,
    /// What sort of answer.
    pub kind: FieldKind,
    /// Whether a post without it is refused.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// The longest answer, in characters (Unicode scalar values).
    pub max_chars: u32,
    /// WCAG 1.3.5: the token of `autocomplete`, or nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub autocomplete: String,
    /// The question; empty for a standard field, whose words are the theme's.
    #[serde(default, skip_serializing_if = "Words::is_empty")]
    pub label: Words,
    /// A line of help under it; may be empty.
    #[serde(default, skip_serializing_if = "Words::is_empty")]
    pub hint: Words,
    /// The answers to choose from, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
}

impl Field {
    /// The standard field `name`; `None` when there is none.
    ///
    /// ```
    /// use handbill_contract::{Field, FieldKind};
    /// let field = Field::standard("email_address", true).unwrap();
    /// assert_eq!((field.kind, field.autocomplete.as_str()), (FieldKind::Email, "email"));
    /// assert!(Field::standard("shoe_size", false).is_none());
    /// ```
    pub fn standard(name: &str, required: bool) -> Option<Self> {
        let known = Standard::find(name)?;
        Some(Self {
            name: known.name.to_owned(),
            kind: known.kind,
            required,
            max_chars: known.max_chars,
            autocomplete: known.autocomplete.to_owned(),
            label: Words::default(),
            hint: Words::default(),
            options: Vec::new(),
        })
    }

    /// The key of a custom field: `ward` of `custom_fields.ward`.
    pub fn custom_key(&self) -> Option<&str> {
        self.name.strip_prefix(CUSTOM)
    }
}

/// What sort of answer a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldKind {
    /// A line of text.
    Text,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Tel,
    /// A postcode.
    Postcode,
    /// Several lines.
    Textarea,
    /// One of the options.
    Choice,
    /// Yes, or nothing.
    Checkbox,
    /// A whole number.
    Number,
}

impl FieldKind {
    /// The kinds that an author may give to a custom field, with their names in front matter.
    pub const CUSTOM: [(Self, &'static str); 5] = [
        (Self::Text, "text"),
        (Self::Textarea, "textarea"),
        (Self::Choice, "choice"),
        (Self::Checkbox, "checkbox"),
        (Self::Number, "number"),
    ];

    /// Whether its answer is typed, so that its length has a limit to show.
    pub fn is_typed(self) -> bool {
        !matches!(self, Self::Choice | Self::Checkbox | Self::Number)
    }

    /// Its name in JSON and in templates.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Email => "email",
            Self::Tel => "tel",
            Self::Postcode => "postcode",
            Self::Textarea => "textarea",
            Self::Choice => "choice",
            Self::Checkbox => "checkbox",
            Self::Number => "number",
        }
    }
}

/// One answer to choose.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Choice {
    /// What is posted and kept.
    pub value: String,
    /// What is shown.
    pub label: Words,
}

/// What is fixed about a field of OSDI's flat person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standard {
    /// OSDI's name.
    pub name: &'static str,
    /// What sort of answer.
    pub kind: FieldKind,
    /// The longest answer, in characters.
    pub max_chars: u32,
    /// The token of `autocomplete`.
    pub autocomplete: &'static str,
}

impl Standard {
    /// All of them, in the order in which a form asks when its author sets none.
    pub const ALL: [Self; 10] = [
        Self::new("given_name", FieldKind::Text, 100, "given-name"),
        Self::new("family_name", FieldKind::Text, 100, "family-name"),
        // RFC 5321 has room for 254 octets between the angle brackets.
        Self::new("email_address", FieldKind::Email, 254, "email"),
        // E.164 has 15 digits; people write them with spaces, brackets and a plus.
        Self::new("phone_number", FieldKind::Tel, 30, "tel"),
        Self::new("address_line_1", FieldKind::Text, 200, "address-line1"),
        Self::new("locality", FieldKind::Text, 100, "address-level2"),
        Self::new("region", FieldKind::Text, 100, "address-level1"),
        // Eight characters in the UK, and room for the codes of voters abroad.
        Self::new("postal_code", FieldKind::Postcode, 12, "postal-code"),
        Self::new("country", FieldKind::Text, 60, "country-name"),
        Self::new("comments", FieldKind::Textarea, 1_000, ""),
    ];

    const fn new(name: &'static str, kind: FieldKind, max_chars: u32, autocomplete: &'static str) -> Self {
        Self { name, kind, max_chars, autocomplete }
    }

    /// The field `name`.
    pub fn find(name: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|field| field.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_the_same_name_in_json() {
        for (kind, name) in FieldKind::CUSTOM.into_iter().chain(Standard::ALL.map(|f| (f.kind, f.kind.as_str()))) {
            assert_eq!(serde_json::to_string(&kind).expect("a name"), format!("\"{name}\""));
            assert_eq!(kind.as_str(), name);
        }
    }

    #[test]
    fn no_name_stands_twice_in_the_table() {
        for (at, field) in Standard::ALL.iter().enumerate() {
            assert_eq!(Standard::ALL.iter().position(|other| other.name == field.name), Some(at));
        }
    }

    #[test]
    fn a_custom_field_knows_its_key() {
        let mut field = Field::standard("comments", false).expect("it stands in the table");
        assert_eq!(field.custom_key(), None);
        field.name = format!("{CUSTOM}ward");
        assert_eq!(field.custom_key(), Some("ward"));
    }
}
