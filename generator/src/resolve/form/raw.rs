//! The table of a form in one file, read key by key: texts still in the languages of that file, nothing filled in.

use handbill_contract::{FieldKind, Kind, Purpose, State};

use crate::diag::Diagnostic;
use crate::ids::Lang;
use crate::model::config::Words;
use crate::model::node::{Node, Value};
use crate::parse::reader::Reader;
use crate::source::{FileId, Span, Spanned};

/// Where a table stands in which file.
#[derive(Debug, Clone, Copy)]
pub(super) struct At {
    pub(super) file: FileId,
    pub(super) whole: Span,
}

/// A form as one table declares it.
#[derive(Debug)]
pub(super) struct Raw {
    pub(super) at: At,
    pub(super) texts: Texts,
    pub(super) goal: Option<Spanned<u64>>,
    pub(super) fields: Option<Vec<Spanned<String>>>,
    pub(super) required: Option<Vec<Spanned<String>>>,
    pub(super) consents: Option<Vec<Spanned<String>>>,
    pub(super) state: Option<State>,
    pub(super) thanks: Option<Spanned<String>>,
    pub(super) purpose: Option<Purpose>,
    pub(super) public_names: bool,
    pub(super) second_signer: bool,
    pub(super) custom: Vec<RawCustom>,
    pub(super) amounts: Option<RawAmounts>,
}

/// The texts of a form itself.
#[derive(Debug, Default)]
pub(super) struct Texts {
    pub(super) heading: Words,
    pub(super) statement: Words,
    pub(super) intro: Words,
    pub(super) button: Words,
}

/// A question of the author's own.
#[derive(Debug)]
pub(super) struct RawCustom {
    pub(super) at: At,
    pub(super) name: Option<Spanned<String>>,
    pub(super) label: Words,
    pub(super) hint: Words,
    pub(super) kind: Option<FieldKind>,
    pub(super) required: bool,
    pub(super) max_chars: Option<Spanned<u64>>,
    pub(super) options: Vec<RawOption>,
}

impl RawCustom {
    /// Whether this is its name.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.as_ref().is_some_and(|known| known.value == name)
    }
}

/// An answer to choose.
#[derive(Debug)]
pub(super) struct RawOption {
    pub(super) value: Spanned<String>,
    pub(super) label: Words,
}

/// What may be given, in pence.
#[derive(Debug)]
pub(super) struct RawAmounts {
    pub(super) suggested: Option<Vec<Spanned<u64>>>,
    pub(super) default: Option<Spanned<u64>>,
    pub(super) min: Option<Spanned<u64>>,
    pub(super) max: Option<Spanned<u64>>,
    pub(super) monthly: bool,
}

/// The original's table: every key.
pub(super) fn original(mut reader: Reader, kind: Kind, lang: &Lang) -> (Raw, Vec<Diagnostic>) {
    let at = At { file: reader.file(), whole: reader.whole() };
    let raw = Raw {
        at,
        texts: texts(&mut reader, lang),
        goal: reader.unsigned("goal"),
        fields: list(&mut reader, "fields"),
        required: list(&mut reader, "required"),
        consents: list(&mut reader, "consents"),
        state: reader.choice("state", &State::ALL).map(|state| state.value),
        thanks: reader.string("thanks"),
        purpose: (kind == Kind::Signup)
            .then(|| reader.choice("purpose", &Purpose::SIGNUP))
            .flatten()
            .map(|purpose| purpose.value),
        public_names: matches!(kind, Kind::Pledge | Kind::Consultation) && flag(&mut reader, "public_names"),
        second_signer: kind == Kind::Pledge && flag(&mut reader, "second_signer"),
        custom: customs(&mut reader, lang, Role::Original),
        amounts: (kind == Kind::Donate).then(|| amounts(&mut reader)),
    };
    (raw, reader.finish())
}

/// A translation's table: its texts, and the keys that are the original's business.
pub(super) fn translation(mut reader: Reader, lang: &Lang) -> (Texts, Vec<RawCustom>, Vec<Diagnostic>) {
    reader.leave(ORIGINALS);
    let texts = texts(&mut reader, lang);
    let custom = customs(&mut reader, lang, Role::Translation);
    (texts, custom, reader.finish())
}

/// Keys that a translation does not change.
pub(super) const ORIGINALS: [&str; 15] = [
    "goal",
    "fields",
    "required",
    "consents",
    "state",
    "thanks",
    "purpose",
    "public_names",
    "second_signer",
    "amounts",
    "default_amount",
    "min_amount",
    "max_amount",
    "monthly",
    "currency",
];

/// Whether a table says everything or texts alone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Original,
    Translation,
}

fn texts(reader: &mut Reader, lang: &Lang) -> Texts {
    let mut words = |key| reader.words(key, lang).map(|words| words.value).unwrap_or_default();
    Texts { heading: words("heading"), statement: words("statement"), intro: words("intro"), button: words("button") }
}

fn flag(reader: &mut Reader, key: &'static str) -> bool {
    reader.bool(key).is_some_and(|flag| flag.value)
}

/// A list that is set, be it empty.
fn list(reader: &mut Reader, key: &'static str) -> Option<Vec<Spanned<String>>> {
    reader.take(key)?;
    Some(reader.strings(key))
}

fn customs(reader: &mut Reader, lang: &Lang, role: Role) -> Vec<RawCustom> {
    let tables = reader.tables("custom");
    tables
        .into_iter()
        .map(|mut inner| {
            let custom = custom(&mut inner, lang, role);
            reader.absorb(inner);
            custom
        })
        .collect()
}

fn custom(reader: &mut Reader, lang: &Lang, role: Role) -> RawCustom {
    reader.require("name");
    if role == Role::Original {
        reader.require("label");
    }
    RawCustom {
        at: At { file: reader.file(), whole: reader.whole() },
        name: reader.filled("name"),
        label: reader.words("label", lang).map(|label| label.value).unwrap_or_default(),
        hint: reader.words("hint", lang).map(|hint| hint.value).unwrap_or_default(),
        kind: reader.choice("type", &FieldKind::CUSTOM).map(|kind| kind.value),
        required: flag(reader, "required"),
        max_chars: reader.unsigned("max_chars"),
        options: options(reader, lang),
    }
}

fn options(reader: &mut Reader, lang: &Lang) -> Vec<RawOption> {
    let tables = reader.tables("options");
    let mut options = Vec::with_capacity(tables.len());
    for mut inner in tables {
        inner.require("value");
        let value = inner.filled("value");
        let label = inner.words("label", lang).map(|label| label.value).unwrap_or_default();
        reader.absorb(inner);
        options.extend(value.map(|value| RawOption { value, label }));
    }
    options
}

fn amounts(reader: &mut Reader) -> RawAmounts {
    // The law's table is in pounds, and so are the gifts that it judges.
    reader.one_of("currency", &["GBP"]);
    RawAmounts {
        suggested: suggested(reader),
        default: sum(reader, "default_amount"),
        min: sum(reader, "min_amount"),
        max: sum(reader, "max_amount"),
        monthly: flag(reader, "monthly"),
    }
}

fn suggested(reader: &mut Reader) -> Option<Vec<Spanned<u64>>> {
    let found = reader.take("amounts")?;
    let name = reader.named_key("amounts");
    let Value::Array(items) = &found.node.value else {
        reader.tell(not_a_sum(&name, found.file, found.node));
        return None;
    };
    let mut sums = Vec::with_capacity(items.len());
    for node in items {
        match pence(node) {
            // A default stands in another file, and is told at the page's table.
            Some(pence) if found.span == found.node.span => sums.push(Spanned::new(pence, node.span)),
            Some(pence) => sums.push(Spanned::new(pence, found.span)),
            None => reader.tell(not_a_sum(&name, found.file, node)),
        }
    }
    Some(sums)
}

fn sum(reader: &mut Reader, key: &'static str) -> Option<Spanned<u64>> {
    let found = reader.take(key)?;
    if let Some(pence) = pence(found.node) {
        return Some(Spanned::new(pence, found.span));
    }
    let name = reader.named_key(key);
    reader.tell(not_a_sum(&name, found.file, found.node));
    None
}

/// Pounds as pence: a number above nothing, with whole pence.
fn pence(node: &Node) -> Option<u64> {
    match node.value {
        Value::Integer(pounds) => u64::try_from(pounds).ok()?.checked_mul(100).filter(|pence| *pence > 0),
        Value::Float(pounds) if (0.01..1e9).contains(&pounds) => {
            let pence = (pounds * 100.0).round();
            // A sum such as 2.55 has no exact binary form, and 2.555 is no sum.
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is whole, and in bounds")]
            ((pounds * 100.0 - pence).abs() < 1e-6).then_some(pence as u64)
        }
        _ => None,
    }
}

fn not_a_sum(name: &str, file: FileId, node: &Node) -> Diagnostic {
    let label = match &node.value {
        Value::Integer(_) | Value::Float(_) => "no sum of pounds and pence",
        other => other.kind(),
    };
    Diagnostic::error("amount-invalid", format!("{name} must be in pounds, more than nothing"))
        .at(file, node.span, label)
        .help("write numbers without a sign, such as `10` or `2.50`")
}
