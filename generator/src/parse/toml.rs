//! TOML as a tree that knows its places. One file may have several mistakes: all are told.

use std::ops::Range;

use toml::de::{DeArray, DeTable, DeValue};

use crate::diag::Diagnostic;
use crate::model::node::{Node, Table, Value};
use crate::parse::when;
use crate::source::{FileId, Span, Spanned};

/// Deeper trees are cut: nobody writes them, and they would exhaust the stack.
const MAX_DEPTH: usize = 64;

/// Reads the part `range` of `text`; spans are offsets in `text`. What could be understood is in the table.
///
/// ```
/// use handbill::{parse::toml, source::FileId};
/// let text = "+++\ntitle = \"Rents\"\n+++\n";
/// let (table, findings) = toml::table(FileId(0), text, 4..20);
/// assert!(findings.is_empty());
/// assert_eq!(&text[table.entries[0].0.span.range()], "title");
/// ```
pub fn table(file: FileId, text: &str, range: Range<usize>) -> (Table, Vec<Diagnostic>) {
    let part = Part { file, text: text.get(range.clone()).unwrap_or(""), base: range.start };
    if let Some(finding) = too_deep(&part) {
        return (Table::default(), vec![finding]);
    }
    let (root, mut errors) = DeTable::parse_recoverable(part.text);
    errors.sort_by_key(|error| error.span().map_or(usize::MAX, |at| at.start));
    let table = part.table(root.into_inner());
    let mut findings = Vec::new();
    let mut told_line = None;
    for error in errors {
        let at = error.span().unwrap_or(part.text.len()..part.text.len());
        let line = part.line_start(at.start);
        // What follows a mistake on its line is most often its echo.
        if told_line != Some(line) {
            findings.push(part.finding(&table, error.message(), at));
        }
        told_line = Some(line);
    }
    (table, findings)
}

/// The part of a file that is read.
struct Part<'a> {
    file: FileId,
    text: &'a str,
    base: usize,
}

impl Part<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(range).shifted(self.base)
    }

    fn table(&self, from: DeTable<'_>) -> Table {
        let mut entries: Vec<(Spanned<String>, Node)> = from
            .into_iter()
            .map(|(key, value)| {
                let key_span = self.span(key.span());
                let name = Spanned::new(key.into_inner().into_owned(), key_span);
                (name, self.node(value))
            })
            .collect();
        entries.sort_by_key(|(name, _)| name.span);
        Table { entries }
    }

    fn node(&self, value: toml::Spanned<DeValue<'_>>) -> Node {
        let range = value.span();
        let span = self.span(range.clone());
        let value = match value.into_inner() {
            DeValue::String(text) => Value::String(text.into_owned()),
            DeValue::Integer(number) => integer(number.as_str(), number.radix()),
            DeValue::Float(number) => Value::Float(number.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Boolean(value) => Value::Bool(value),
            DeValue::Datetime(_) => Value::Date(self.text.get(range).unwrap_or("").to_owned()),
            DeValue::Array(items) => Value::Array(self.array(items)),
            DeValue::Table(table) => Value::Table(self.table(table)),
        };
        Node { span, value }
    }

    fn array(&self, items: DeArray<'_>) -> Vec<Node> {
        items.into_iter().map(|item| self.node(item)).collect()
    }

    fn line_start(&self, at: usize) -> usize {
        self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
    }

    fn line(&self, at: usize) -> &str {
        let start = self.line_start(at);
        self.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("")
    }

    fn finding(&self, table: &Table, message: &str, at: Range<usize>) -> Diagnostic {
        if message.starts_with("duplicate key") {
            return self.doubled(table, at);
        }
        let line = self.line(at.start);
        if let Some(finding) = self.date(line, at.start) {
            return finding;
        }
        let finding = Diagnostic::error("toml-invalid", "this line is not TOML").at(
            self.file,
            self.span(at.clone()),
            in_words(message),
        );
        if message.contains("array") {
            return finding.help("a list has a comma between its items and a `]` at its end");
        }
        match remedy(line) {
            Some(help) => finding.help(help),
            None => finding,
        }
    }

    /// A date without quotes in a notation that is not TOML's.
    fn date(&self, line: &str, at: usize) -> Option<Diagnostic> {
        let (key, value) = line.split_once('=')?;
        let value = value.split('#').next().unwrap_or(value).trim();
        if !when::is_meant(value) || !value.starts_with(|c: char| c.is_alphanumeric()) {
            return None;
        }
        let start = self.line_start(at) + line.find(value)?;
        let finding = when::invalid(value, &format!("`{}`", key.trim()));
        Some(finding.at(self.file, self.span(start..start + value.len()), "this is no date"))
    }

    fn doubled(&self, table: &Table, at: Range<usize>) -> Diagnostic {
        let span = self.span(at.clone());
        let name = self.text.get(at).unwrap_or("").trim_matches(['"', '\'']);
        let finding =
            Diagnostic::error("key-doubled", format!("`{name}` is set twice")).at(self.file, span, "the second time");
        let finding = match first_before(table, name, span.start) {
            Some(first) => finding.also(self.file, first, "the first time"),
            None => finding,
        };
        finding.help("take one of the two out")
    }
}

fn integer(digits: &str, radix: u32) -> Value {
    match i64::from_str_radix(digits, radix) {
        Ok(number) => Value::Integer(number),
        Err(_) => Value::Float(digits.parse().unwrap_or(f64::INFINITY)),
    }
}

/// The last key `name` that stands before `end`.
fn first_before(table: &Table, name: &str, end: u32) -> Option<Span> {
    let within = |node: &Node| match &node.value {
        Value::Table(inner) => first_before(inner, name, end),
        Value::Array(items) => items
            .iter()
            .filter_map(|item| match &item.value {
                Value::Table(inner) => first_before(inner, name, end),
                _ => None,
            })
            .max(),
        _ => None,
    };
    let own =
        table.entries.iter().filter(|(key, _)| key.value == name && key.span.start < end).map(|(key, _)| key.span);
    own.chain(table.entries.iter().filter_map(|(_, node)| within(node))).max()
}

/// What the parser says, in a volunteer's words where these are ours.
fn in_words(message: &str) -> String {
    let known = [
        ("invalid basic string", "the quotes are not closed"),
        ("invalid literal string", "the quotes are not closed"),
        ("string values must be quoted", "text stands in quotes"),
        ("invalid unquoted key", "a `=` belongs after the key"),
        ("unclosed table", "the `[` is not closed"),
        ("missing comma between array elements", "the list before this is not closed, or a comma is missing"),
        ("unclosed array", "the list is not closed"),
        ("unexpected key or value", "this follows a value that has ended"),
    ];
    let ours = known.iter().find(|(theirs, _)| message.starts_with(theirs)).map(|(_, ours)| (*ours).to_owned());
    ours.unwrap_or_else(|| message.trim_end_matches(", expected nothing").to_owned())
}

/// What to write instead of a line that is not TOML, where it shows what was meant.
fn remedy(line: &str) -> Option<String> {
    let line = line.trim();
    if let Some((key, value)) = line.split_once('=') {
        let (key, value) = (key.trim(), value.trim());
        if value.is_empty() {
            return Some(format!("write a value after the `=`, or take the line of `{key}` out"));
        }
        let starts_typed = value.starts_with(['"', '\'', '[', '{']) || value.starts_with(|c: char| c.is_ascii_digit());
        if starts_typed && value.starts_with(['"', '\'']) {
            let quote = value.chars().next().unwrap_or('"');
            let inner = value.trim_matches(quote).replace('\\', "\\\\").replace('"', "\\\"");
            return Some(format!("write `{key} = \"{inner}\"`"));
        }
        if matches!(value, "True" | "False" | "yes" | "no" | "Yes" | "No") {
            let meant = matches!(value, "True" | "yes" | "Yes");
            return Some(format!("write `{key} = {meant}`"));
        }
        let quoted = value.replace('\\', "\\\\").replace('"', "\\\"");
        return (!value.starts_with(['[', '{'])).then(|| format!("write `{key} = \"{quoted}\"`"));
    }
    let (key, value) = line.split_once(':')?;
    let value = value.trim().trim_matches(['"', '\'']);
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    is_key.then(|| format!("TOML has `=` after a key: `{key} = \"{value}\"`"))
}

/// Brackets are counted before the tree is built, which would nest as deeply as they do.
fn too_deep(part: &Part<'_>) -> Option<Diagnostic> {
    let mut depth = 0_usize;
    for (at, byte) in part.text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'\n' if depth == 0 => {}
            _ => {}
        }
        if depth > MAX_DEPTH {
            let finding = Diagnostic::error("toml-invalid", "lists and tables are nested too deeply");
            return Some(finding.at(part.file, part.span(at..at + 1), format!("more than {MAX_DEPTH} deep")));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let (_, findings) = table(FileId(0), text, 0..text.len());
        findings
            .into_iter()
            .map(|finding| {
                let span = finding.place.expect("a place").span.range();
                format!(
                    "{} `{}`: {} | {}",
                    finding.code,
                    text.get(span).expect("a span in the text"),
                    finding.message,
                    finding.help.join("; ")
                )
            })
            .collect()
    }

    #[test]
    fn a_doubled_key_is_told_with_both_places() {
        let text = "title = \"a\"\nsummary = \"b\"\ntitle = \"c\"\n";
        let (_, findings) = table(FileId(0), text, 0..text.len());
        assert_eq!(findings[0].code, "key-doubled");
        assert_eq!(findings[0].place.expect("place").span, Span::new(26..31));
        assert_eq!(findings[0].related[0].0.span, Span::new(0..5));
    }

    #[test]
    fn a_bare_text_gets_its_quotes() {
        let told = told("title = Rents down\nsummary = \"fine\"\n");
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].ends_with("write `title = \"Rents down\"`"), "{told:?}");
    }

    #[test]
    fn two_mistakes_are_both_told() {
        let told = told("title = Rents\nsummary: no\n");
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[1].contains("TOML has `=` after a key: `summary = \"no\"`"), "{told:?}");
    }

    #[test]
    fn values_keep_their_types_and_places() {
        let text = "a = 1\nb = 1.5\nc = 2015-10-08T09:00:00\nd = [\"x\"]\n[e]\nf = { g = true }\n";
        let (table, findings) = table(FileId(0), text, 0..text.len());
        assert!(findings.is_empty());
        assert_eq!(table.get("a").expect("a").value, Value::Integer(1));
        assert_eq!(table.get("c").expect("c").value, Value::Date("2015-10-08T09:00:00".to_owned()));
        let names: Vec<&str> = table.entries.iter().map(|(name, _)| name.value.as_str()).collect();
        assert_eq!(names, ["a", "b", "c", "d", "e"]);
    }

    #[test]
    fn a_date_without_quotes_is_told_as_a_date() {
        for (written, help) in [
            ("8/13/2015", "write the year first: `2015-08-13`"),
            ("8 October 2015", "write it as `2015-10-08`"),
            ("2015-02-30", "February 2015 has 28 days"),
            ("2015-13-01", "months go from 01 to 12, and this would be 13"),
        ] {
            let text = format!("date = {written}\ndraft = true\n");
            assert_eq!(told(&text), [format!("date-invalid `{written}`: `date` is no date: `{written}` | {help}")]);
        }
    }

    #[test]
    fn a_deep_tree_is_refused() {
        assert!(told(&format!("a = {}", "[".repeat(100_000)))[0].contains("nested too deeply"));
    }
}
