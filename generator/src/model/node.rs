//! Front matter and configuration as a tree that knows its places, whichever notation it was written in.

use crate::source::{Span, Spanned};

/// A value and its span.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where the value stands.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What TOML and YAML have in common.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// YAML's `null`, `~` or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Float(f64),
    /// Text.
    String(String),
    /// A TOML date or time, as it was written; YAML's are strings.
    Date(String),
    /// A list.
    Array(Vec<Node>),
    /// Keys and values, in the order of the file.
    Table(Table),
}

impl Value {
    /// What it is, in a volunteer's words: `a list`, `text`, `a whole number`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "`true` or `false`",
            Self::Integer(_) => "a whole number",
            Self::Float(_) => "a number",
            Self::String(_) => "text",
            Self::Date(_) => "a date",
            Self::Array(_) => "a list",
            Self::Table(_) => "a table",
        }
    }
}

/// Keys and values, in the order of the file; a key stands once.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Each key with its span, and its value.
    pub entries: Vec<(Spanned<String>, Node)>,
}

impl Table {
    /// The value of `key`.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries.iter().find(|(name, _)| name.value == key).map(|(_, node)| node)
    }
}
