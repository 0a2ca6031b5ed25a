//! A table read key by key: each value in its type, and everything that is wrong with it told.
//!
//! ```
//! # use handbill::parse::{reader::Reader, toml};
//! # use handbill::source::{FileId, Span};
//! let text = "goal = 5000\nheadng = \"Sign\"";
//! let (table, _) = toml::table(FileId(0), text, 0..text.len());
//! let mut reader = Reader::new(FileId(0), &table, Span::new(0..0));
//! assert_eq!(reader.unsigned("goal").map(|goal| goal.value), Some(5000));
//! assert!(reader.string("heading").is_none());
//! let findings = reader.finish();
//! assert_eq!(findings[0].message, "there is no key `headng`");
//! assert_eq!(findings[0].help, ["did you mean `heading`?"]);
//! ```

mod remedy;

pub use self::remedy::{listed, suggestion};

use crate::diag::{Diagnostic, nearest};
use crate::ids::Lang;
use crate::model::config::Words;
use crate::model::draft::When;
use crate::model::node::{Node, Table, Value};
use crate::parse::reader::remedy::type_finding;
use crate::parse::when;
use crate::source::{FileId, Span, Spanned};

/// Reads a table, and a table of defaults under it; collects what is wrong.
///
/// A key that no method asked for is unknown: [`Reader::finish`] tells it.
#[derive(Debug)]
pub struct Reader<'a> {
    layers: [Option<Layer<'a>>; 2],
    /// How the table is called in sentences: empty for a whole file.
    name: String,
    whole: Span,
    asked: Vec<&'static str>,
    required: Vec<&'static str>,
    findings: Vec<Diagnostic>,
}

/// A table and the file that it stands in.
#[derive(Debug, Clone, Copy)]
struct Layer<'a> {
    file: FileId,
    table: &'a Table,
}

/// A value, and where it was found.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// The file that it stands in: the page's own, or that of the defaults.
    pub file: FileId,
    /// Where its key stands in that file.
    pub key_span: Span,
    /// The value; its span lies in that file.
    pub node: &'a Node,
    /// A span of the page's own file: the value's, or the whole table's when the value is a default.
    pub span: Span,
}

impl<'a> Reader<'a> {
    /// Reads `table`; a missing key is told at `whole`.
    pub fn new(file: FileId, table: &'a Table, whole: Span) -> Self {
        Self {
            layers: [Some(Layer { file, table }), None],
            name: String::new(),
            whole,
            asked: Vec::with_capacity(32),
            required: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// The same with defaults: what `table` does not say is taken from there, key by key.
    #[must_use]
    pub fn over(mut self, file: FileId, table: &'a Table) -> Self {
        self.layers[1] = Some(Layer { file, table });
        self
    }

    /// The same with a name for the table in sentences: `pledge`.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// The file of the table itself.
    pub fn file(&self) -> FileId {
        self.layers[0].map_or(FileId(0), |layer| layer.file)
    }

    /// Where the table stands.
    pub fn whole(&self) -> Span {
        self.whole
    }

    /// The value of `key` as it was written; `None` when it is not set, or set to nothing.
    pub fn take(&mut self, key: &'static str) -> Option<Found<'a>> {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        self.layers.iter().flatten().enumerate().find_map(|(depth, layer)| {
            let (name, node) = layer.table.entries.iter().find(|(name, _)| name.value == key)?;
            let span = if depth == 0 { node.span } else { self.whole };
            (node.value != Value::Null).then_some(Found { file: layer.file, key_span: name.span, node, span })
        })
    }

    /// Keys that someone else reads: they are known here, and left alone.
    pub fn leave(&mut self, keys: impl IntoIterator<Item = &'static str>) {
        self.asked.extend(keys);
    }

    /// `key` must be set: [`Reader::finish`] tells it when it is not.
    pub fn require(&mut self, key: &'static str) {
        self.required.push(key);
    }

    /// Whether `key` may be there after all: with a wrong value, or misspelt. Ask when all keys have been read.
    pub fn is_doubtful(&mut self, key: &'static str) -> bool {
        self.take(key).is_some() || self.is_misspelt(key)
    }

    /// Whether an unknown key is nearest to this one.
    fn is_misspelt(&self, key: &str) -> bool {
        let names = self.layers.iter().flatten().flat_map(|layer| &layer.table.entries).map(|(name, _)| &*name.value);
        names
            .filter(|name| !self.asked.contains(name))
            .any(|name| nearest(name, self.asked.iter().copied()) == Some(key))
    }

    /// Adds a finding of the caller's.
    pub fn tell(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// Adds the findings of another reader, of a table inside this one.
    pub fn absorb(&mut self, inner: Reader<'_>) {
        self.findings.extend(inner.finish());
    }

    /// Text.
    pub fn string(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let found = self.take(key)?;
        match &found.node.value {
            Value::String(text) => Some(Spanned::new(text.clone(), found.span)),
            _ => self.mistyped(key, found, "text"),
        }
    }

    /// Text with something in it: spaces alone are told.
    pub fn filled(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let found = self.take(key)?;
        match &found.node.value {
            Value::String(text) if text.trim().is_empty() => {
                self.findings.push(
                    Diagnostic::error("value-empty", format!("{} is empty", self.named_key(key)))
                        .at(found.file, found.node.span, "nothing between the quotes")
                        .help(format!("write something, or take the line of `{key}` out")),
                );
                None
            }
            Value::String(text) => Some(Spanned::new(text.clone(), found.span)),
            _ => self.mistyped(key, found, "text"),
        }
    }

    /// Text, or a table of texts by language: plain text is the default language's.
    pub fn words(&mut self, key: &'static str, default: &Lang) -> Option<Spanned<Words>> {
        let found = self.take(key)?;
        let words = match &found.node.value {
            Value::String(text) => Words([(default.clone(), text.clone())].into()),
            Value::Table(table) => self.words_of(found.file, key, table),
            _ => return self.mistyped(key, found, "text, or a table of texts by language"),
        };
        Some(Spanned::new(words, found.span))
    }

    /// `true` or `false`.
    pub fn bool(&mut self, key: &'static str) -> Option<Spanned<bool>> {
        let found = self.take(key)?;
        match found.node.value {
            Value::Bool(value) => Some(Spanned::new(value, found.span)),
            _ => self.mistyped(key, found, "`true` or `false`"),
        }
    }

    /// A whole number.
    pub fn integer(&mut self, key: &'static str) -> Option<Spanned<i64>> {
        let found = self.take(key)?;
        match found.node.value {
            Value::Integer(value) => Some(Spanned::new(value, found.span)),
            _ => self.mistyped(key, found, "a whole number"),
        }
    }

    /// A whole number that is not negative.
    pub fn unsigned(&mut self, key: &'static str) -> Option<Spanned<u64>> {
        let found = self.take(key)?;
        match found.node.value {
            Value::Integer(value) => match u64::try_from(value) {
                Ok(value) => Some(Spanned::new(value, found.span)),
                Err(_) => {
                    self.findings.push(
                        Diagnostic::error("number-negative", format!("{} is negative", self.named_key(key)))
                            .at(found.file, found.node.span, "less than 0")
                            .help("write 0 or more, or take the line out"),
                    );
                    None
                }
            },
            _ => self.mistyped(key, found, "a whole number"),
        }
    }

    /// A number, with a fraction or without.
    pub fn float(&mut self, key: &'static str) -> Option<Spanned<f64>> {
        let found = self.take(key)?;
        match found.node.value {
            Value::Float(value) => Some(Spanned::new(value, found.span)),
            #[expect(clippy::cast_precision_loss, reason = "an author's whole numbers are far below 2^53")]
            Value::Integer(value) => Some(Spanned::new(value as f64, found.span)),
            _ => self.mistyped(key, found, "a number"),
        }
    }

    /// A day or a moment.
    pub fn when(&mut self, key: &'static str) -> Option<Spanned<When>> {
        let found = self.take(key)?;
        let (Value::Date(text) | Value::String(text)) = &found.node.value else {
            return self.mistyped(key, found, "a date");
        };
        if let Some(when) = when::parse(text) {
            return Some(Spanned::new(when, found.span));
        }
        let finding = when::invalid(text, &self.named_key(key)).at(found.file, found.node.span, "this is no date");
        self.findings.push(finding);
        None
    }

    /// A list of texts; empty when it is not set.
    pub fn strings(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        let Some(found) = self.take(key) else { return Vec::new() };
        let Value::Array(items) = &found.node.value else {
            self.mistyped::<()>(key, found, "a list of texts");
            return Vec::new();
        };
        let mut texts = Vec::with_capacity(items.len());
        for node in items {
            match &node.value {
                Value::String(text) => {
                    let span = if found.span == found.node.span { node.span } else { found.span };
                    texts.push(Spanned::new(text.clone(), span));
                }
                _ => {
                    let item = Found { node, ..found };
                    self.mistyped::<()>(key, item, "a list of texts");
                }
            }
        }
        texts
    }

    /// One of a fixed set of words.
    pub fn one_of(&mut self, key: &'static str, known: &[&'static str]) -> Option<Spanned<&'static str>> {
        let found = self.take(key)?;
        let Value::String(text) = &found.node.value else {
            return self.mistyped(key, found, "text");
        };
        if let Some(word) = known.iter().find(|word| **word == text.as_str()) {
            return Some(Spanned::new(word, found.span));
        }
        let finding = Diagnostic::error("value-unknown", format!("{} cannot be `{text}`", self.named_key(key)))
            .at(found.file, found.node.span, "not one of the words that it can be")
            .help(suggestion(text, known));
        self.findings.push(finding);
        None
    }

    /// The one of `known` whose name is the text at `key`.
    pub fn choice<T: Copy>(&mut self, key: &'static str, known: &[(T, &'static str)]) -> Option<Spanned<T>> {
        let names: Vec<&'static str> = known.iter().map(|(_, name)| *name).collect();
        let chosen = self.one_of(key, &names)?;
        known.iter().find(|(_, name)| *name == chosen.value).map(|(value, _)| Spanned::new(*value, chosen.span))
    }

    /// A table: read it with its own reader, and give that back by [`Reader::absorb`].
    pub fn table(&mut self, key: &'static str) -> Option<Reader<'a>> {
        let found = self.take(key)?;
        match &found.node.value {
            Value::Table(table) => Some(self.inner(key, found, table)),
            _ => self.mistyped(key, found, "a table"),
        }
    }

    /// A list of tables, each with a reader of its own.
    pub fn tables(&mut self, key: &'static str) -> Vec<Reader<'a>> {
        let Some(found) = self.take(key) else { return Vec::new() };
        let Value::Array(items) = &found.node.value else {
            self.mistyped::<()>(key, found, "a list of tables");
            return Vec::new();
        };
        let mut readers = Vec::with_capacity(items.len());
        for node in items {
            let item = Found { node, ..found };
            match &node.value {
                Value::Table(table) => readers.push(self.inner(key, item, table)),
                _ => {
                    self.mistyped::<()>(key, item, "a list of tables");
                }
            }
        }
        readers
    }

    /// Tells unknown and missing keys, and hands over all findings.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        for layer in self.layers.into_iter().flatten() {
            for (name, _) in &layer.table.entries {
                if !self.asked.contains(&name.value.as_str()) {
                    let finding = self.unknown(name, layer.file);
                    self.findings.push(finding);
                }
            }
        }
        for key in std::mem::take(&mut self.required) {
            let is_set = |layer: &Layer<'_>| layer.table.get(key).is_some_and(|node| node.value != Value::Null);
            if !self.layers.iter().flatten().any(is_set) && !self.is_misspelt(key) {
                let finding = Diagnostic::error("key-missing", format!("{} is missing", self.named_key(key)))
                    .at(self.file(), self.whole, format!("`{key}` belongs here"))
                    .help(format!("add a line such as `{key} = \"…\"`"));
                self.findings.push(finding);
            }
        }
        self.findings
    }

    /// `` `postcode` `` or `` `postcode` of `venue` ``.
    pub fn named_key(&self, key: &str) -> String {
        if self.name.is_empty() { format!("`{key}`") } else { format!("`{key}` of `{}`", self.name) }
    }

    fn inner(&self, key: &str, found: Found<'a>, table: &'a Table) -> Reader<'a> {
        let name = if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) };
        Reader::new(found.file, table, found.node.span).named(name)
    }

    fn words_of(&mut self, file: FileId, key: &str, table: &Table) -> Words {
        let mut words = Words::default();
        for (name, node) in &table.entries {
            match (Lang::parse(&name.value), &node.value) {
                (Some(lang), Value::String(text)) => {
                    words.0.insert(lang, text.clone());
                }
                (None, _) => self.findings.push(
                    Diagnostic::error("language-unknown", format!("`{}` is no language tag", name.value))
                        .at(file, name.span, format!("texts of `{key}` are listed by language"))
                        .help("write tags of languages before the texts: `{ en = \"Yes\", cy = \"Ie\" }`"),
                ),
                (Some(_), other) => self.findings.push(type_finding(&self.named_key(key), "text", other, file, node)),
            }
        }
        words
    }

    fn mistyped<T>(&mut self, key: &str, found: Found<'_>, wanted: &str) -> Option<T> {
        let finding = type_finding(&self.named_key(key), wanted, &found.node.value, found.file, found.node);
        self.findings.push(finding);
        None
    }

    fn unknown(&self, name: &Spanned<String>, file: FileId) -> Diagnostic {
        let within = if self.name.is_empty() { String::new() } else { format!(" in `{}`", self.name) };
        let finding = Diagnostic::error("key-unknown", format!("there is no key `{}`{within}", name.value)).at(
            file,
            name.span,
            "unknown key",
        );
        let finding = finding.help(suggestion(&name.value, &self.asked));
        if self.asked.contains(&"extra") && nearest(&name.value, self.asked.iter().copied()).is_none() {
            finding.help("keys of your own live under `extra`")
        } else {
            finding
        }
    }
}
