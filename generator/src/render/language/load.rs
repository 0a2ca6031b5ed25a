//! Language files become languages; mistakes in them become findings.

use std::collections::BTreeMap;
use std::sync::Arc;

use fluent_bundle::FluentResource;

use super::bundle::message_keys;
use super::dates::PATTERNS;
use super::pattern::Slot;
use super::{Bundle, Language, Languages};
use crate::diag::Diagnostic;
use crate::ids::Lang;
use crate::model::config::Config;
use crate::source::{FileId, Span};

/// How many missing messages are named: who has to write more reads the theme's own file anyway.
const MAX_NAMED: usize = 12;

/// The files of each language, the theme's before the site's.
pub(in crate::render) type LanguageFiles<'a> = BTreeMap<Lang, Vec<(FileId, &'a str)>>;

/// All languages of the site, and English.
pub(in crate::render) fn load(files: &LanguageFiles<'_>, config: &Config) -> (Languages, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let mut bundles: BTreeMap<Lang, Arc<Bundle>> = BTreeMap::new();
    for (lang, files) in files {
        let bundle = read(lang, files, &mut findings);
        bundles.insert(lang.clone(), Arc::new(bundle));
    }
    let english = Lang::parse("en");
    let mut by_tag = BTreeMap::new();
    for lang in config.languages.iter().map(|language| &language.code).chain(&english) {
        let order: Vec<&Lang> =
            [Some(lang), Some(config.default_lang()), english.as_ref()].into_iter().flatten().collect();
        by_tag.entry(lang.clone()).or_insert_with(|| Arc::new(Language::new(lang.clone(), chain(&order, &bundles))));
    }
    if let Some(english) = english.as_ref().and_then(|english| bundles.get(english)) {
        findings.extend(config.languages.iter().filter_map(|language| missing(&language.code, &bundles, english)));
    }
    let default = by_tag.get(config.default_lang()).cloned();
    let default = default.unwrap_or_else(|| Arc::new(Language::new(config.default_lang().clone(), Vec::new())));
    (Languages { by_tag, default }, findings)
}

/// The bundles of these languages, each once.
fn chain(order: &[&Lang], bundles: &BTreeMap<Lang, Arc<Bundle>>) -> Vec<Arc<Bundle>> {
    let mut chain: Vec<Arc<Bundle>> = Vec::new();
    for bundle in order.iter().filter_map(|lang| bundles.get(lang)) {
        if !chain.iter().any(|one| one.lang() == bundle.lang()) {
            chain.push(Arc::clone(bundle));
        }
    }
    chain
}

fn read(lang: &Lang, files: &[(FileId, &str)], findings: &mut Vec<Diagnostic>) -> Bundle {
    let mut resources = Vec::new();
    let mut defined: Vec<(FileId, &str, Vec<String>)> = Vec::new();
    for &(file, text) in files {
        let resource = match FluentResource::try_new(text.to_owned()) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                findings.extend(errors.iter().map(|error| {
                    let what = plain_words(&error.kind.to_string());
                    invalid(format!("a message cannot be read: {what}"))
                        .at(file, Span::within(text, error.pos.clone()), "")
                        .help("a message stands on a line of its own: `hello = Good morning`")
                }));
                resource
            }
        };
        let keys = message_keys(&resource);
        findings.extend(doubled(file, text, &keys));
        defined.push((file, text, keys));
        resources.push(resource);
    }
    let bundle = Bundle::new(lang.clone(), resources);
    // A message of a later file stands in for that of an earlier one, which is then no matter.
    let mut lasting = BTreeMap::new();
    for (file, text, keys) in &defined {
        lasting.extend(keys.iter().map(|key| (key, (*file, *text))));
    }
    findings.extend(lasting.into_iter().flat_map(|(key, (file, text))| unknown(&bundle, key, file, text)));
    bundle
}

fn invalid(message: String) -> Diagnostic {
    Diagnostic::error("language-file-invalid", message)
}

/// Fluent's sentence as ours: lower case, backticks.
fn plain_words(fluent: &str) -> String {
    let mut words = fluent.replace('"', "`");
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    words
}

fn doubled(file: FileId, text: &str, keys: &[String]) -> Vec<Diagnostic> {
    let twice = |at: &usize| keys.iter().take(*at).any(|before| *before == keys[*at]);
    let all: Vec<usize> = (0..keys.len()).filter(twice).collect();
    all.into_iter()
        .map(|at| {
            let key = &keys[at];
            let spans = spans_of(key, text);
            let last = spans.last().copied().unwrap_or_default();
            let first = spans.first().copied().unwrap_or_default();
            invalid(format!("the message `{key}` stands twice"))
                .at(file, last, "the second one")
                .also(file, first, "the first one")
                .help("keep one of them")
        })
        .collect()
}

/// Names in a message that nothing answers to.
fn unknown(bundle: &Bundle, key: &str, file: FileId, text: &str) -> Vec<Diagnostic> {
    let mut names = bundle.unknown_names(key);
    if PATTERNS.iter().any(|(name, _)| *name == key) {
        names.extend(bundle.unknown_arguments(key, &Slot::marks()));
    }
    if names.is_empty() {
        return Vec::new();
    }
    let span = spans_of(key, text).last().copied().unwrap_or_default();
    names
        .into_iter()
        .map(|name| {
            invalid(format!("the message `{key}` names `{name}`, which is not known there")).at(
                file,
                span,
                "this message",
            )
        })
        .collect()
}

/// Where a message is defined: its key at the beginning of a line, before an equals sign.
fn spans_of(key: &str, text: &str) -> Vec<Span> {
    let mut at = 0;
    let mut spans = Vec::new();
    for line in text.split_inclusive('\n') {
        if line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('=')) {
            spans.push(Span::new(at..at + key.len()));
        }
        at += line.len();
    }
    spans
}

/// What English has and a language of the site has not.
fn missing(lang: &Lang, bundles: &BTreeMap<Lang, Arc<Bundle>>, english: &Bundle) -> Option<Diagnostic> {
    let own = bundles.get(lang);
    // Where words of the imprint are wanted and missing, that is an error of its own.
    let is_lacking = |key: &&str| !key.starts_with("imprint") && !own.is_some_and(|own| own.has(key));
    let keys: Vec<&str> = english.keys().map(String::as_str).filter(is_lacking).collect();
    if keys.is_empty() {
        return None;
    }
    let mut named = keys.iter().take(MAX_NAMED).map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
    if keys.len() > MAX_NAMED {
        named.push_str(&format!(" and {} more", keys.len() - MAX_NAMED));
    }
    let message = match own {
        None => format!("the theme has no words in `{lang}`"),
        Some(_) => format!("messages are missing in `{lang}`: {named}"),
    };
    Some(
        Diagnostic::warning("message-missing", message)
            .help(format!("write them in `theme/languages/{lang}.ftl`; until then they are shown in another language")),
    )
}
