//! A translation's texts laid over its original's.

use handbill_contract::Kind;

use crate::diag::{Diagnostic, nearest};
use crate::model::config::Words;
use crate::model::node::{Node, Table, Value};
use crate::resolve::form::raw::{ORIGINALS, Raw, RawCustom, Texts};
use crate::source::FileId;

/// Adds the texts to `raw`; tells questions that the original does not ask.
pub(super) fn lay(raw: &mut Raw, texts: Texts, customs: Vec<RawCustom>) -> Vec<Diagnostic> {
    add(&mut raw.texts.heading, texts.heading);
    add(&mut raw.texts.statement, texts.statement);
    add(&mut raw.texts.intro, texts.intro);
    add(&mut raw.texts.button, texts.button);
    customs.into_iter().filter_map(|custom| lay_custom(raw, custom)).collect()
}

fn add(words: &mut Words, more: Words) {
    words.0.extend(more.0);
}

fn lay_custom(raw: &mut Raw, over: RawCustom) -> Option<Diagnostic> {
    let name = over.name?;
    let known = || raw.custom.iter().filter_map(|custom| custom.name.as_ref()).map(|name| name.value.as_str());
    let is_known = known().any(|known| known == name.value);
    // A name that is misspelt still says its texts, so that these are not told as missing.
    let meant = if is_known { Some(&*name.value) } else { nearest(&name.value, known()) }.map(str::to_owned);
    let finding = (!is_known).then(|| {
        let message = format!("the original has no custom field `{}`", name.value);
        let finding = Diagnostic::error("field-unknown", message).at(over.at.file, name.span, "not in the original");
        finding.help(match &meant {
            Some(word) => format!("did you mean `{word}`?"),
            None => "declare the field in the original first".to_owned(),
        })
    });
    let Some(custom) = raw.custom.iter_mut().find(|custom| meant.as_ref().is_some_and(|meant| custom.is(meant))) else {
        return finding;
    };
    add(&mut custom.label, over.label);
    add(&mut custom.hint, over.hint);
    for option in over.options {
        if let Some(known) = custom.options.iter_mut().find(|known| known.value.value == option.value.value) {
            add(&mut known.label, option.label);
        }
    }
    finding
}

/// Keys of a translation's table that say something else than the original, which is what holds.
pub(super) fn ignored(kind: Kind, file: FileId, table: &Table, original: Option<&Table>) -> Vec<Diagnostic> {
    let own = table.entries.iter().filter(|(name, _)| ORIGINALS.contains(&name.value.as_str()));
    let other = own.filter(|(name, node)| {
        let said = original.and_then(|original| original.get(&name.value));
        !said.is_some_and(|said| same(said, node))
    });
    other
        .map(|(name, _)| {
            let message = format!("`{}` of `{kind}` is taken from the original", name.value);
            Diagnostic::warning("translation-key-ignored", message)
                .at(file, name.span, "a translation changes only texts")
                .help("change it in the original, and take it out here")
        })
        .collect()
}

/// Whether two values say the same, wherever they stand.
fn same(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (a, b) => a == b,
    }
}
