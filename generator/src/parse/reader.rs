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
mod values;

pub use self::remedy::{listed, suggestion};

use crate::diag::{Diagnostic, nearest};
use crate::model::node::{Node, Table, Value};
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
        self.asked.push(key);
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

    fn unknown(&self, name: &Spanned<String>, file: FileId) -> Diagnostic {
        let within = if self.name.is_empty() { String::new() } else { format!(" in `{}`", self.name) };
        let finding = Diagnostic::error("key-unknown", format!("there is no key `{}`{within}", name.value)).at(
            file,
            name.span,
            "unknown key",
        );
        let mut known = Vec::with_capacity(self.asked.len());
        for key in &self.asked {
            if !known.contains(key) {
                known.push(*key);
            }
        }
        let finding = finding.help(suggestion(&name.value, &known));
        if self.asked.contains(&"extra") && nearest(&name.value, self.asked.iter().copied()).is_none() {
            finding.help("keys of your own live under `extra`")
        } else {
            finding
        }
    }
}
