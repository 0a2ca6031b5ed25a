//! What a larger gift is asked for besides, as templates see it: the controls of a piece of a form, and what is declared.

use handbill_contract::{Choice, Field, FieldKind, Kind, Standard, Words, donor, post};
use serde::Serialize;

use super::{FieldView, FormViews, Pair, Speech};
use crate::model::site::LangId;

/// Where a giver may live, in two letters. The law asks whether it is the United Kingdom; those are listed where most
/// voters abroad live, and `ZZ` is anywhere else.
const COUNTRIES: [&str; 22] = [
    "GB", "IE", "AU", "BE", "CA", "CH", "CY", "DE", "DK", "ES", "FR", "GG", "IM", "IT", "JE", "MT", "NL", "NZ", "PT",
    "US", "ZA", "ZZ",
];

/// A piece of a form that is asked for now and then: one of [`PARTS`](handbill_contract::answer::PARTS).
#[derive(Debug, Serialize)]
pub struct PartView {
    /// `donor` or `reportable`.
    pub name: String,
    /// The id of the form that it is put into; all ids in it begin with this.
    pub dom_id: String,
    /// In their order.
    pub fields: Vec<FieldView>,
    /// What is declared by going on.
    pub declaration: String,
    /// What is posted unseen: which text was shown.
    pub hidden: Vec<Pair>,
}

impl FormViews<'_> {
    /// The piece `name`; `None` when there is none, or when what it declares has no text in the language.
    pub fn part(&self, name: &str, lang: LangId) -> Option<PartView> {
        let (declared, fields) = match name {
            "donor" => (
                "d1",
                donor::FIELDS.iter().map(|(name, max_chars, required)| asked(name, *max_chars, *required)).collect(),
            ),
            "reportable" => ("d2", Field::standard("phone_number", true).into_iter().collect::<Vec<_>>()),
            _ => return None,
        };
        let tag = self.site.lang(lang).as_str();
        let declaration = self.declarations.iter().find(|statement| statement.id() == declared)?;
        let (text, ticket) = (declaration.text().get(tag)?, declaration.ticket(tag)?);
        let speech = Speech { translate: &self.translate, lang: tag, default: tag };
        let named = |field: Field| speech.field(&speech.with_answers(field), Kind::Donate.as_str());
        Some(PartView {
            name: name.to_owned(),
            dom_id: Kind::Donate.as_str().to_owned(),
            fields: fields.into_iter().map(named).collect(),
            declaration: text.to_owned(),
            hidden: vec![Pair { name: post::DECLARATION, value: ticket }],
        })
    }
}

/// The question of [`donor::FIELDS`] that is posted as `name`, still without its answers.
fn asked(name: &str, max_chars: u32, required: bool) -> Field {
    let kind = match name {
        donor::KIND | donor::COUNTRY | donor::MONEY => FieldKind::Choice,
        donor::OVERSEAS_ELECTOR => FieldKind::Checkbox,
        donor::POSTAL_CODE => FieldKind::Postcode,
        _ => FieldKind::Text,
    };
    let token = |name| Standard::find(name).map_or("", |standard| standard.autocomplete);
    let autocomplete = match name {
        donor::LEGAL_NAME => "name",
        donor::ADDRESS_LINE_1 => token("address_line_1"),
        donor::LOCALITY => token("locality"),
        donor::POSTAL_CODE => token("postal_code"),
        // Posted in two letters.
        donor::COUNTRY => "country",
        _ => "",
    };
    Field {
        name: name.to_owned(),
        kind,
        required,
        max_chars,
        autocomplete: autocomplete.to_owned(),
        label: Words::default(),
        hint: Words::default(),
        options: Vec::new(),
    }
}

impl Speech<'_> {
    /// `field` with the answers to choose from, in the theme's words.
    fn with_answers(&self, mut field: Field) -> Field {
        let values: Vec<&str> = match field.name.as_str() {
            donor::KIND => donor::DonorKind::ALL.iter().map(|(_, name)| *name).collect(),
            donor::MONEY => vec![donor::OWN, donor::ANOTHERS],
            donor::COUNTRY => COUNTRIES.to_vec(),
            _ => Vec::new(),
        };
        let question = field.name.replace('_', "-");
        let answer = |value: &str| Choice {
            value: value.to_owned(),
            label: Words::one(
                self.lang,
                &self.theme(&format!("{question}-{}", value.to_lowercase().replace('_', "-"))),
            ),
        };
        field.options = values.into_iter().map(answer).collect();
        field
    }
}
