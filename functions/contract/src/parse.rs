//! A post by its form: what was typed becomes a [`Submission`], or a list of all that is wrong with it.
//! Nothing is believed that the form does not ask for.

mod answers;
mod gift;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::donor;
use crate::form::Form;
use crate::kind::Kind;
use crate::manifest::Manifest;
use crate::post;
use crate::statement::{Channel, Statement};

pub use answers::answer;
pub use gift::{GiftWish, Recurrence};

/// Names and values as they were posted, in their order.
pub type Pairs = [(String, String)];

/// What was typed into a form, once all of it has been checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// The language in which the form was shown: one of its shape's.
    pub language: String,
    /// Answers by the name of their field, cleaned; those left empty are not here.
    pub answers: BTreeMap<String, String>,
    /// The statements of consent that were ticked, in the order in which the form offers them.
    pub consents: Vec<Agreed>,
    /// The declaration that was shown beside a gift.
    pub declaration: Option<Agreed>,
    /// Whether the name may be shown.
    pub public_name: bool,
    /// What is to be given; always there when the form takes gifts.
    pub gift: Option<GiftWish>,
    /// What was typed into the fields of [`donor::FIELDS`], uncleaned beyond their length; empty for a small gift.
    pub donor: BTreeMap<String, String>,
}

/// A statement that a visitor agreed to, and the language of the text that they saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed {
    /// [`Statement::id`]
    pub id: String,
    /// The language of the exact text.
    pub language: String,
}

/// One thing to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The name under which the control posts.
    pub name: String,
    /// What is wrong.
    pub code: ErrorCode,
    /// The one argument of the sentence, for its hole `min` or `max`; empty where it has none.
    pub limit: String,
}

/// What is wrong with one answer. Its sentence is the word `error-CODE` of [`answer::WORDS`](crate::answer::WORDS).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ErrorCode {
    /// Nothing was typed.
    Required,
    /// More than `max` characters.
    TooLong,
    /// No address of e-mail.
    Email,
    /// No postcode.
    Postcode,
    /// No telephone number.
    Phone,
    /// No whole number.
    Number,
    /// None of the options.
    Choice,
    /// Control characters, which no keyboard makes.
    Characters,
    /// Posted twice, where one answer is meant.
    Doubled,
    /// Not ticked: younger than `min`, or overlooked.
    Age,
    /// The text has changed since the page was loaded.
    ConsentChanged,
    /// The declaration has changed since the page was loaded.
    DeclarationChanged,
    /// No amount of money.
    Amount,
    /// Less than `min`.
    AmountMin,
    /// More than `max`.
    AmountMax,
}

impl ErrorCode {
    /// Its name in JSON and in the keys of words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::TooLong => "too-long",
            Self::Email => "email",
            Self::Postcode => "postcode",
            Self::Phone => "phone",
            Self::Number => "number",
            Self::Choice => "choice",
            Self::Characters => "characters",
            Self::Doubled => "doubled",
            Self::Age => "age",
            Self::ConsentChanged => "consent-changed",
            Self::DeclarationChanged => "declaration-changed",
            Self::Amount => "amount",
            Self::AmountMin => "amount-min",
            Self::AmountMax => "amount-max",
        }
    }
}

impl FieldError {
    /// An error without an argument.
    pub fn new(name: impl Into<String>, code: ErrorCode) -> Self {
        Self { name: name.into(), code, limit: String::new() }
    }

    /// An error that names a limit.
    pub fn with_limit(name: impl Into<String>, code: ErrorCode, limit: impl ToString) -> Self {
        Self { name: name.into(), code, limit: limit.to_string() }
    }
}

/// Why a post is no submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It posts under a name that the form does not have: no page of ours made it.
    UnknownField,
    /// Some answers need another look: all of them, in the order of the form.
    Invalid(Vec<FieldError>),
}

/// The first value that was posted under `name`, trimmed.
pub fn value<'a>(pairs: &'a Pairs, name: &str) -> Option<&'a str> {
    pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
}

/// Whether the field that people do not see was filled in.
pub fn is_from_a_machine(pairs: &Pairs) -> bool {
    value(pairs, post::HONEYPOT).is_some()
}

/// Reads a post by `form`; an `Err` says everything that is to be mended.
///
/// Whether the form is open is asked elsewhere, with a clock at hand, and so is [`is_from_a_machine`].
pub fn submission(manifest: &Manifest, form: &Form, pairs: &Pairs) -> Result<Submission, Refusal> {
    if pairs.iter().any(|(name, _)| !is_known(form, name)) {
        return Err(Refusal::UnknownField);
    }
    let shape = &form.shape;
    let mut errors = doubled(pairs);
    let gift = gift::wish(shape, pairs, &mut errors);
    let answers = answers::all(shape, pairs, &mut errors);
    let donor = donors(form, pairs, &mut errors);
    let consents = consents(manifest, form, pairs, &mut errors);
    let declaration = declaration(manifest, form, pairs, &mut errors);
    if shape.min_age_years > 0 && value(pairs, post::OLD_ENOUGH) != Some(post::YES) {
        errors.push(FieldError::with_limit(post::OLD_ENOUGH, ErrorCode::Age, shape.min_age_years));
    }
    let mut seen = BTreeSet::new();
    errors.retain(|error| seen.insert(error.name.clone()));
    if !errors.is_empty() {
        return Err(Refusal::Invalid(errors));
    }
    let language = shape.language(value(pairs, post::LANGUAGE).unwrap_or_default()).to_owned();
    let public_name = shape.public_names && value(pairs, post::PUBLIC_NAME) == Some(post::YES);
    Ok(Submission { language, answers, consents, declaration, public_name, gift, donor })
}

/// Names that every form may post.
const COMMON: [&str; 6] =
    [post::FORM, post::LANGUAGE, post::CONSENT, post::OLD_ENOUGH, post::PUBLIC_NAME, post::HONEYPOT];
/// Names that a form for gifts may post besides; `phone_number` is asked for where a year's gifts are reported.
const GIFT: [&str; 5] = [post::AMOUNT, post::AMOUNT_OTHER, post::RECURRENCE, post::DECLARATION, "phone_number"];
/// Names that stand once for each thing ticked or shown.
const REPEATED: [&str; 2] = [post::CONSENT, post::DECLARATION];
/// What the "one more step" page adds to a post; judged by the functions.
pub const STEP: &str = "step";

fn is_known(form: &Form, name: &str) -> bool {
    let is_donors = || donor::FIELDS.iter().any(|(known, ..)| *known == name);
    name == STEP
        || COMMON.contains(&name)
        || form.shape.field(name).is_some()
        || (form.kind() == Kind::Donate && (GIFT.contains(&name) || is_donors()))
}

fn doubled(pairs: &Pairs) -> Vec<FieldError> {
    let mut seen = BTreeSet::new();
    let once = pairs.iter().filter(|(name, _)| !REPEATED.contains(&name.as_str()));
    once.filter(|(name, _)| !seen.insert(name)).map(|(name, _)| FieldError::new(name, ErrorCode::Doubled)).collect()
}

fn donors(form: &Form, pairs: &Pairs, errors: &mut Vec<FieldError>) -> BTreeMap<String, String> {
    let mut typed = BTreeMap::new();
    if form.kind() != Kind::Donate {
        return typed;
    }
    for (name, max_chars, _) in donor::FIELDS {
        let Some(text) = value(pairs, name) else { continue };
        match answers::line(text, max_chars) {
            Ok(text) => {
                typed.insert(name.to_owned(), text);
            }
            Err((code, limit)) => errors.push(FieldError { name: name.to_owned(), code, limit }),
        }
    }
    typed
}

fn consents(manifest: &Manifest, form: &Form, pairs: &Pairs, errors: &mut Vec<FieldError>) -> Vec<Agreed> {
    let offered: Vec<_> = form.shape.consents.iter().filter_map(|id| manifest.consent(id)).collect();
    let tickets: Vec<_> =
        pairs.iter().filter(|(name, _)| name == post::CONSENT).map(|(_, ticket)| ticket.trim()).collect();
    let agreed: Vec<_> = offered.iter().filter_map(|statement| agreed(statement, &tickets)).collect();
    let is_shown = |ticket: &&str| offered.iter().any(|statement| shown(statement, ticket).is_some());
    if tickets.iter().filter(|ticket| !ticket.is_empty()).any(|ticket| !is_shown(ticket)) {
        errors.push(FieldError::new(post::CONSENT, ErrorCode::ConsentChanged));
    }
    agreed
}

/// The declaration that stands highest among those that were shown.
fn declaration(manifest: &Manifest, form: &Form, pairs: &Pairs, errors: &mut Vec<FieldError>) -> Option<Agreed> {
    if form.kind() != Kind::Donate {
        return None;
    }
    let tickets: Vec<_> =
        pairs.iter().filter(|(name, _)| name == post::DECLARATION).map(|(_, ticket)| ticket.trim()).collect();
    let gifts = manifest.declarations.iter().filter(|statement| statement.channel() == Channel::Gift);
    let agreed = gifts.rev().find_map(|statement| agreed(statement, &tickets));
    if agreed.is_none() {
        errors.push(FieldError::new(post::DECLARATION, ErrorCode::DeclarationChanged));
    }
    agreed
}

fn agreed(statement: &Statement, tickets: &[&str]) -> Option<Agreed> {
    let language = tickets.iter().find_map(|ticket| shown(statement, ticket))?;
    Some(Agreed { id: statement.id().to_owned(), language })
}

/// The language of the text of `statement` that `ticket` stands for.
fn shown(statement: &Statement, ticket: &str) -> Option<String> {
    let mut langs = statement.text().iter().map(|(lang, _)| lang);
    langs.find(|lang| statement.ticket(lang).as_deref() == Some(ticket)).map(str::to_owned)
}
