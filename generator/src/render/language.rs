//! The words of the interface in one language: messages, dates, numbers, lists.
//!
//! Messages come from `languages/LANG.ftl` of the theme and of the site (Project Fluent, with CLDR plurals).
//! What a language lacks is said in the site's first language, and what that lacks in English.

mod bundle;
mod dates;
mod load;
mod numbers;
mod pattern;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use fluent_bundle::types::FluentNumberOptions;
use fluent_bundle::{FluentArgs, FluentValue};
use tera::Value;

pub use bundle::Bundle;
pub use dates::{DateView, Precision};
pub(super) use load::{LanguageFiles, load};
pub use numbers::Grouping;

use crate::diag::nearest;
use crate::ids::Lang;
use dates::DateWords;

/// All languages of a site, and English.
#[derive(Debug, Clone)]
pub struct Languages {
    by_tag: BTreeMap<Lang, Arc<Language>>,
    default: Arc<Language>,
}

impl Languages {
    /// The language with this tag, else the site's first.
    pub fn get(&self, lang: &Lang) -> &Arc<Language> {
        self.by_tag.get(lang).unwrap_or(&self.default)
    }

    /// The language with this tag, as text.
    pub fn find(&self, tag: &str) -> Option<&Arc<Language>> {
        self.by_tag.iter().find(|(lang, _)| lang.as_str() == tag).map(|(_, language)| language)
    }

    /// All of them, in the order of their tags.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Language>> {
        self.by_tag.values()
    }
}

/// By key and number.
type Counted = BTreeMap<String, BTreeMap<i64, String>>;

/// What a message says is kept for so many numbers: distances and minutes of reading are few.
const MOST_NUMBERS: usize = 256;

/// The whole number `$n`, where a message is given nothing else.
fn number_alone(args: &FluentArgs<'_>) -> Option<i64> {
    let mut args = args.iter();
    match (args.next(), args.next()) {
        (Some(("n", FluentValue::Number(number))), None) if number.options == FluentNumberOptions::default() => {
            let whole = number.value as i64;
            (whole as f64 == number.value).then_some(whole)
        }
        _ => None,
    }
}

/// One language, with what it falls back on.
#[derive(Debug)]
pub struct Language {
    lang: Lang,
    /// Its own messages first, then the site's first language, then English.
    bundles: Vec<Arc<Bundle>>,
    /// Messages that ask for nothing, said once and shared by all pages.
    plain: BTreeMap<String, Value>,
    /// Messages that ask for a number alone, by their keys, for each number that they have been said with.
    counted: Mutex<Counted>,
    dates: DateWords,
    grouping: Grouping,
}

impl Language {
    fn new(lang: Lang, bundles: Vec<Arc<Bundle>>) -> Self {
        let mut plain = BTreeMap::new();
        for bundle in bundles.iter().rev() {
            for key in bundle.keys() {
                match bundle.plain(key) {
                    Some(text) => plain.insert(key.clone(), Value::normal_string(&text)),
                    // A nearer language asks for something where a further one did not.
                    None => plain.remove(key),
                };
            }
        }
        let grouping = Grouping::of(&bundles);
        let dates = DateWords::new(&bundles);
        Self { lang, bundles, plain, counted: Mutex::default(), dates, grouping }
    }

    /// Its tag.
    pub fn lang(&self) -> &Lang {
        &self.lang
    }

    /// A message that asks for nothing; its key where there is none, so that nothing vanishes.
    pub fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.plain.get(key).and_then(Value::as_str).unwrap_or(key)
    }

    /// A message that asks for nothing, as a value that is cheap to copy.
    pub fn value(&self, key: &str) -> Option<Value> {
        self.plain.get(key).cloned()
    }

    /// Whether the language itself, without those it falls back on, has a message.
    pub fn has_own(&self, key: &str) -> bool {
        self.bundles.first().is_some_and(|bundle| bundle.lang() == &self.lang && bundle.has(key))
    }

    /// Whether the message can be said at all.
    pub fn has(&self, key: &str) -> bool {
        self.bundles.iter().any(|bundle| bundle.has(key))
    }

    /// A message with its arguments; `None` where neither this language nor those it falls back on have it.
    ///
    /// `language.format("events-count", &[("n", 12.into())])` is `12 events`.
    pub fn format(&self, key: &str, arguments: &[(&str, FluentValue<'_>)]) -> Option<String> {
        let mut args = FluentArgs::with_capacity(arguments.len());
        for (name, value) in arguments {
            args.set(*name, value.clone());
        }
        self.format_args(key, &args)
    }

    pub(super) fn format_args(&self, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        let say = || self.bundles.iter().find_map(|bundle| bundle.format(key, args));
        let Some(number) = number_alone(args) else { return say() };
        if let Some(said) = self.counted().get(key).and_then(|said| said.get(&number)) {
            return Some(said.clone());
        }
        let said = say()?;
        let mut counted = self.counted();
        let numbers = counted.entry(key.to_owned()).or_default();
        if numbers.len() < MOST_NUMBERS {
            numbers.insert(number, said.clone());
        }
        Some(said)
    }

    fn counted(&self) -> MutexGuard<'_, Counted> {
        self.counted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The key that was perhaps meant.
    pub fn nearest_key(&self, typed: &str) -> Option<&str> {
        let keys: BTreeSet<&str> = self.bundles.iter().flat_map(|bundle| bundle.keys()).map(String::as_str).collect();
        nearest(typed, keys)
    }

    /// `a, b and c`.
    pub fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [most @ .., last] => {
                let first = most.join(", ");
                let args = [("first", first.as_str().into()), ("last", last.as_str().into())];
                self.format("list-and", &args).unwrap_or_else(|| format!("{first}, {last}"))
            }
        }
    }
}

#[cfg(test)]
mod tests;
