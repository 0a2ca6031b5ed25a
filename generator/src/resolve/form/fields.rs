//! What a form asks: standard fields by their names, and the author's own.

use std::collections::BTreeMap;

use handbill_contract::field::{CUSTOM, CUSTOM_MAX_CHARS, LONGEST_ANSWER_CHARS};
use handbill_contract::{Choice, Field, FieldKind, Kind, Standard};

use crate::diag::{Diagnostic, nearest};
use crate::model::statements::contract_words;
use crate::resolve::form::raw::RawCustom;
use crate::resolve::form::shape::Making;
use crate::source::{Span, Spanned};

/// What a form of the kind asks when its author does not say.
fn usual(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Pledge | Kind::Donate => &["given_name", "family_name", "email_address", "postal_code"],
        Kind::Rsvp => &["given_name", "family_name", "email_address"],
        Kind::Signup | Kind::Consultation => &["given_name", "email_address", "postal_code"],
    }
}

/// What must be answered when the author does not say.
const USUALLY_REQUIRED: [&str; 2] = ["given_name", "email_address"];

/// What is always asked and must be answered: a person is known by an address, and a giver must be known by name.
fn always(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Donate => &["given_name", "family_name", "email_address", "postal_code"],
        _ => &["email_address"],
    }
}

/// The form's fields in their order; custom ones stand last unless `fields` names them.
pub(super) fn make(making: &mut Making) -> Vec<Field> {
    let mut own = customs(making);
    let mut fields: Vec<Field> = Vec::new();
    match &making.raw.fields {
        None => fields.extend(usual(making.kind()).iter().filter_map(|name| Field::standard(name, false))),
        Some(names) => {
            for name in names {
                field(making, name, &mut own, &mut fields);
            }
        }
    }
    fields.extend(own.into_values().map(|(_, field)| field));
    missing(making, &fields);
    require(making, &mut fields);
    fields
}

/// Custom fields by name, in the order written: the number is what they are sorted by.
type Customs = BTreeMap<usize, (String, Field)>;

fn field(making: &mut Making, name: &Spanned<String>, own: &mut Customs, fields: &mut Vec<Field>) {
    let at = own.iter().find(|(_, (key, _))| *key == name.value).map(|(at, _)| *at);
    let found =
        at.and_then(|at| own.remove(&at)).map(|(_, field)| field).or_else(|| Field::standard(&name.value, false));
    match found {
        Some(field) if fields.iter().any(|known| known.name == field.name) => doubled(making, name),
        Some(field) => fields.push(field),
        None if fields.iter().any(|known| known.custom_key() == Some(&*name.value)) => doubled(making, name),
        None => unknown(making, name),
    }
}

fn doubled(making: &mut Making, name: &Spanned<String>) {
    let finding = Diagnostic::error("field-doubled", format!("`{}` is asked twice", name.value));
    making.tell(finding.help("name each field once"), name.span, "asked before");
}

fn unknown(making: &mut Making, name: &Spanned<String>) {
    let kind = making.kind();
    let help = match nearest(&name.value, names(making)) {
        Some(word) => format!("did you mean `{word}`?"),
        None => format!("ask for something of your own with `[[{kind}.custom]]`"),
    };
    let finding = Diagnostic::error("field-unknown", format!("there is no field `{}`", name.value)).help(help);
    making.tell(finding, name.span, "no standard field and no custom one");
}

/// Whether a field that the form lacks is told anyway: as missing, or as one that is misspelt.
pub(super) fn is_told(making: &Making, name: &str) -> bool {
    always(making.kind()).contains(&name) || is_misspelt(making, name)
}

/// Whether `fields` has a name that is none, and is nearest to this one.
fn is_misspelt(making: &Making, name: &str) -> bool {
    let is_field = |typed: &str| Standard::find(typed).is_some() || making.raw.custom.iter().any(|own| own.is(typed));
    let unknown = making.raw.fields.iter().flatten().filter(|typed| !is_field(&typed.value));
    unknown.into_iter().any(|typed| nearest(&typed.value, names(making)) == Some(name))
}

/// All fields that a form can ask for.
fn names<'a>(making: &Making<'a>) -> impl Iterator<Item = &'a str> {
    let own = making.raw.custom.iter().filter_map(|custom| custom.name.as_ref()).map(|name| name.value.as_str());
    Standard::ALL.iter().map(|field| field.name).chain(own)
}

fn missing(making: &mut Making, fields: &[Field]) {
    let kind = making.kind();
    let asked = |name: &str| fields.iter().any(|field| field.name == name);
    for name in always(kind).iter().filter(|name| !asked(name)) {
        if is_misspelt(making, name) {
            continue;
        }
        let finding = Diagnostic::error("field-missing", format!("`{kind}` does not ask for `{name}`"));
        let why = if kind == Kind::Donate {
            "the law asks who gives"
        } else {
            "a person is known, and confirms, by an e-mail address"
        };
        let span =
            making.raw.fields.as_ref().and_then(|names| names.first()).map_or(making.raw.at.whole, |name| name.span);
        making.tell(finding.help(format!("add `{name}` to `fields`: {why}")), span, "among these fields");
    }
}

fn require(making: &mut Making, fields: &mut [Field]) {
    let kind = making.kind();
    let mut wanted: Vec<&str> = always(kind).to_vec();
    match &making.raw.required {
        None => wanted.extend(USUALLY_REQUIRED),
        Some(names) => {
            for name in names {
                if fields.iter().any(|field| is_called(field, &name.value)) {
                    wanted.push(&name.value);
                } else if !is_misspelt(making, &name.value) {
                    let finding = Diagnostic::error("field-unknown", format!("`{}` is not asked for", name.value))
                        .help(format!("add `{}` to `fields`, or take it out of `required`", name.value));
                    making.findings.push(finding.at(making.raw.at.file, name.span, "none of the fields of this form"));
                }
            }
        }
    }
    for field in fields {
        field.required |= wanted.iter().any(|name| is_called(field, name));
    }
}

fn is_called(field: &Field, name: &str) -> bool {
    field.name == name || field.custom_key() == Some(name)
}

fn customs(making: &mut Making) -> Customs {
    let raw = making.raw;
    let mut own = Customs::new();
    for (at, custom) in raw.custom.iter().enumerate() {
        let Some(name) = &custom.name else { continue };
        if !is_key(&name.value) {
            name_invalid(making, custom, name);
        } else if Standard::find(&name.value).is_some() {
            name_standard(making, custom, name);
        } else if let Some(first) = raw.custom.iter().take(at).find_map(|other| same_name(other, name)) {
            let finding =
                Diagnostic::error("custom-name-taken", format!("two custom fields are called `{}`", name.value));
            let finding =
                finding.at(custom.at.file, name.span, "called the same").also(custom.at.file, first, "as this one");
            making.findings.push(finding.help("give each field a name of its own"));
        } else {
            own.insert(at, (name.value.clone(), custom_field(making, custom, &name.value)));
        }
    }
    own
}

fn same_name(other: &RawCustom, name: &Spanned<String>) -> Option<Span> {
    other.name.as_ref().filter(|known| known.value == name.value).map(|known| known.span)
}

/// Letters, digits and `_`, so that the name can be the head of a CSV column and a part of an id.
fn is_key(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    name.len() <= 40 && name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(fits)
}

fn name_invalid(making: &mut Making, custom: &RawCustom, name: &Spanned<String>) {
    let made: String =
        name.value.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let made = made.trim_matches(|c: char| c == '_' || c.is_ascii_digit());
    let finding = Diagnostic::error("custom-name-invalid", format!("`{}` cannot be the name of a field", name.value));
    let finding = finding.at(custom.at.file, name.span, "a name has small letters, digits and `_`, at most 40");
    let help =
        if is_key(made) { format!("write `{made}`; what is shown is the `label`") } else { "write `ward`".to_owned() };
    making.findings.push(finding.help(help));
}

fn name_standard(making: &mut Making, custom: &RawCustom, name: &Spanned<String>) {
    let message = format!("`{}` is a standard field, and cannot be a custom one", name.value);
    let finding = Diagnostic::error("custom-name-taken", message).at(custom.at.file, name.span, "a standard field");
    making.findings.push(finding.help(format!("add `{}` to `fields` instead", name.value)));
}

fn custom_field(making: &mut Making, custom: &RawCustom, key: &str) -> Field {
    let kind = custom.kind.unwrap_or(FieldKind::Text);
    Field {
        name: format!("{CUSTOM}{key}"),
        kind,
        required: custom.required,
        max_chars: max_chars(making, custom, kind),
        autocomplete: String::new(),
        label: contract_words(&custom.label),
        hint: contract_words(&custom.hint),
        options: options(making, custom, kind, key),
    }
}

fn max_chars(making: &mut Making, custom: &RawCustom, kind: FieldKind) -> u32 {
    let longest_option =
        custom.options.iter().map(|option| option.value.value.chars().count()).max().unwrap_or_default();
    let usual = match kind {
        FieldKind::Textarea => 1_000,
        FieldKind::Number => 18,
        FieldKind::Checkbox => 3,
        FieldKind::Choice => u32::try_from(longest_option).unwrap_or(u32::MAX),
        _ => CUSTOM_MAX_CHARS,
    };
    let Some(set) = &custom.max_chars else { return usual };
    match u32::try_from(set.value) {
        Ok(chars) if (1..=LONGEST_ANSWER_CHARS).contains(&chars) => chars,
        _ => {
            let message = format!("an answer cannot have {} characters at most", set.value);
            let finding = Diagnostic::error("number-out-of-range", message)
                .help(format!("write a number from 1 to {LONGEST_ANSWER_CHARS}"));
            making.findings.push(finding.at(custom.at.file, set.span, "out of range"));
            usual
        }
    }
}

fn options(making: &mut Making, custom: &RawCustom, kind: FieldKind, key: &str) -> Vec<Choice> {
    if kind == FieldKind::Choice && custom.options.is_empty() {
        let finding = Diagnostic::error("options-missing", format!("`{key}` is a choice with nothing to choose"));
        let finding = finding.at(custom.at.file, custom.at.whole, "no `options`");
        making.findings.push(finding.help("add `options = [{ value = \"yes\", label = \"Yes\" }]`"));
    }
    if kind != FieldKind::Choice && !custom.options.is_empty() {
        let message = format!("`{key}` has options, and is no choice");
        let finding =
            Diagnostic::error("options-unused", message).at(custom.at.file, custom.at.whole, "nothing is chosen");
        making.findings.push(finding.help("write `type = \"choice\"`, or take the options out"));
        return Vec::new();
    }
    for (at, option) in custom.options.iter().enumerate() {
        let value = &option.value;
        if let Some(first) = custom.options.iter().take(at).find(|other| other.value.value == value.value) {
            let finding = Diagnostic::error("option-doubled", format!("two options of `{key}` are `{}`", value.value))
                .at(custom.at.file, value.span, "the same value")
                .also(custom.at.file, first.value.span, "as here")
                .help("give each option a `value` of its own");
            making.findings.push(finding);
        }
    }
    let choice = |value: &str, label| Choice { value: value.to_owned(), label };
    custom.options.iter().map(|option| choice(&option.value.value, contract_words(&option.label))).collect()
}
