//! The values of a table, each in its type.

use super::{Found, Reader, remedy, suggestion};
use crate::diag::Diagnostic;
use crate::ids::Lang;
use crate::model::config::Words;
use crate::model::draft::When;
use crate::model::node::{Table, Value};
use crate::parse::when;
use crate::source::{FileId, Spanned};

impl<'a> Reader<'a> {
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

    /// A table, or `true` or `false` in its place.
    pub fn table_or_bool(&mut self, key: &'static str) -> Option<Result<Reader<'a>, Spanned<bool>>> {
        let found = self.take(key)?;
        match &found.node.value {
            Value::Table(table) => Some(Ok(self.inner(key, found, table))),
            Value::Bool(value) => Some(Err(Spanned::new(*value, found.span))),
            _ => self.mistyped(key, found, "a table, or `true` or `false`"),
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
                (Some(_), other) => {
                    self.findings.push(remedy::type_finding(&self.named_key(key), "text", other, file, node))
                }
            }
        }
        words
    }

    fn mistyped<T>(&mut self, key: &str, found: Found<'_>, wanted: &str) -> Option<T> {
        let finding = remedy::type_finding(&self.named_key(key), wanted, &found.node.value, found.file, found.node);
        self.findings.push(finding);
        None
    }
}
