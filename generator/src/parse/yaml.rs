//! YAML as a tree that knows its places. Aliases are refused, so that no small file unfolds into a large one.

mod mistake;

use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, ScanError};

use crate::diag::Diagnostic;
use crate::model::node::{Node, Table, Value};
use crate::parse::yaml::mistake::Mistake;
use crate::source::{FileId, Span, Spanned};

/// Deeper trees are refused: nobody writes them, and they would exhaust the stack.
const MAX_DEPTH: usize = 64;

/// Reads the part `range` of `text`; spans are offsets in `text`.
///
/// ```
/// use handbill::{parse::yaml, source::FileId};
/// let (table, findings) = yaml::table(FileId(0), "title: Rents\ntags: [housing]\n", 0..29);
/// assert!(findings.is_empty());
/// assert_eq!(table.entries.len(), 2);
/// ```
pub fn table(file: FileId, text: &str, range: Range<usize>) -> (Table, Vec<Diagnostic>) {
    let part = text.get(range.clone()).unwrap_or("");
    let options = granit_parser::options! {
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
        emit_unresolved_aliases: true,
        emit_comments: false,
        disallow_directives: true,
    };
    let mut builder = Builder {
        file,
        text: part,
        base: range.start,
        events: Parser::new_from_str_with_options(part, options),
        findings: Vec::new(),
    };
    let table = builder.document();
    (table, builder.findings)
}

/// Takes events and makes a tree.
struct Builder<'a, I> {
    file: FileId,
    text: &'a str,
    base: usize,
    events: I,
    findings: Vec<Diagnostic>,
}

type Step<'a> = Result<(Event<'a>, granit_parser::Span), ScanError>;

impl<'a, I: Iterator<Item = Step<'a>>> Builder<'a, I> {
    fn document(&mut self) -> Table {
        while let Some((event, at)) = self.next() {
            match event {
                Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd => {}
                Event::StreamEnd => break,
                Event::MappingStart(..) => return self.mapping().0,
                Event::Scalar(text, ..) if text.is_empty() => {}
                _ => {
                    let finding = Diagnostic::error("yaml-invalid", "these are no keys and values")
                        .at(self.file, self.span(&at), "a key is expected here")
                        .help("write each key with a colon and a space after it: `title: \"Rents down\"`");
                    self.findings.push(finding);
                    break;
                }
            }
        }
        Table::default()
    }

    fn next(&mut self) -> Option<(Event<'a>, granit_parser::Span)> {
        match self.events.next()? {
            Ok(step) => Some(step),
            Err(error) => {
                let finding = Mistake { file: self.file, text: self.text, base: self.base }.finding(&error);
                self.findings.push(finding);
                None
            }
        }
    }

    /// The entries until the mapping's end, and where that is.
    fn mapping(&mut self) -> (Table, Option<granit_parser::Span>) {
        let mut table = Table::default();
        loop {
            let Some((event, at)) = self.next() else { return (table, None) };
            let name = match event {
                Event::MappingEnd => return (table, Some(at)),
                Event::Scalar(name, ..) => Spanned::new(name.into_owned(), self.span(&at)),
                other => {
                    let finding = Diagnostic::error("yaml-invalid", "a key must be a word");
                    self.findings.push(finding.at(self.file, self.span(&at), "this is no word"));
                    if self.node(other, &at).is_none() {
                        return (table, None);
                    }
                    Spanned::new(String::new(), self.span(&at))
                }
            };
            let Some((event, at)) = self.next() else { return (table, None) };
            let Some(node) = self.node(event, &at) else { return (table, None) };
            self.enter(&mut table, name, node);
        }
    }

    fn enter(&mut self, table: &mut Table, name: Spanned<String>, node: Node) {
        let first = table.entries.iter().find(|(known, _)| known.value == name.value).map(|(known, _)| known.span);
        match first {
            _ if name.value.is_empty() => {}
            None => table.entries.push((name, node)),
            Some(first) => self.findings.push(
                Diagnostic::error("key-doubled", format!("`{}` is set twice", name.value))
                    .at(self.file, name.span, "the second time")
                    .also(self.file, first, "the first time")
                    .help("take one of the two out"),
            ),
        }
    }

    fn sequence(&mut self) -> (Vec<Node>, Option<granit_parser::Span>) {
        let mut items = Vec::new();
        loop {
            match self.next() {
                None => return (items, None),
                Some((Event::SequenceEnd, at)) => return (items, Some(at)),
                Some((event, at)) => match self.node(event, &at) {
                    Some(node) => items.push(node),
                    None => return (items, None),
                },
            }
        }
    }

    /// The node that `event` begins; `None` when the text ends in it.
    fn node(&mut self, event: Event<'a>, at: &granit_parser::Span) -> Option<Node> {
        let start = self.span(at);
        match event {
            Event::Scalar(text, style, _, tag) => {
                let is_text = style != ScalarStyle::Plain || tag.is_some_and(|tag| tag.is_yaml_core_schema_tag("str"));
                let value = if is_text { Value::String(text.into_owned()) } else { plain(&text) };
                Some(Node { span: start, value })
            }
            Event::MappingStart(..) => {
                let (table, end) = self.mapping();
                Some(Node { span: self.between(start, &end?), value: Value::Table(table) })
            }
            Event::SequenceStart(..) => {
                let (items, end) = self.sequence();
                Some(Node { span: self.between(start, &end?), value: Value::Array(items) })
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                let finding = Diagnostic::error("yaml-alias", "aliases are not read here")
                    .at(self.file, start, "an alias")
                    .help("write the value out, or put it in quotes if it is meant as text");
                self.findings.push(finding);
                Some(Node { span: start, value: Value::Null })
            }
            _ => None,
        }
    }

    /// A block's end is where the next thing begins: the space before that is not part of it.
    fn between(&self, start: Span, end: &granit_parser::Span) -> Span {
        let end = self.span(end).end.max(start.start) as usize - self.base;
        let from = start.start as usize - self.base;
        let length = self.text.get(from..end).map_or(0, |inside| inside.trim_end().len());
        Span::new(from..from + length).shifted(self.base)
    }

    fn span(&self, at: &granit_parser::Span) -> Span {
        let range = at.byte_range().unwrap_or(0..0);
        let end = range.end.min(self.text.len());
        let start = range.start.min(end);
        let length = self.text.get(start..end).map_or(0, |inside| inside.trim_end().len());
        Span::new(start..start + length).shifted(self.base)
    }
}

/// What a word without quotes is, by YAML 1.2's core schema; numbers with a leading zero are text, as telephone
/// numbers are.
fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let is_numeric = digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'-' | b'+'));
    let has_leading_zero = digits.starts_with('0') && digits.len() > 1 && !digits.starts_with("0.");
    if !is_numeric || has_leading_zero {
        return Value::String(text.to_owned());
    }
    if let Ok(number) = text.parse::<i64>() {
        return Value::Integer(number);
    }
    text.parse::<f64>()
        .ok()
        .filter(|number| number.is_finite())
        .map_or_else(|| Value::String(text.to_owned()), Value::Float)
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
                    "{} `{}` {}",
                    finding.code,
                    text.get(span).expect("a span in the text"),
                    finding.help.join("; ")
                )
            })
            .collect()
    }

    #[test]
    fn a_colon_in_a_title_is_told_with_its_remedy() {
        assert_eq!(
            told("summary: fine\ntitle: Rents: down\n"),
            ["yaml-invalid `Rents: down` write `title: \"Rents: down\"`"]
        );
        assert_eq!(told("title: Rents: down\n"), ["yaml-invalid `Rents: down` write `title: \"Rents: down\"`"]);
    }

    #[test]
    fn a_tab_is_told_at_its_place() {
        assert_eq!(
            told("image:\n\tsrc: a.jpg\n"),
            ["yaml-tab `\t` YAML is indented with spaces: write two for each step"]
        );
    }

    #[test]
    fn an_unclosed_quote_is_told_where_it_opens() {
        assert_eq!(told("title: \"Rents\nsummary: x\n"), ["yaml-invalid `\"` write `title: 'Rents'`"]);
        assert_eq!(told("title: 'It's time'\nsummary: x\n"), ["yaml-invalid `'` write `title: 'It''s time'`"]);
    }

    #[test]
    fn a_doubled_key_is_told() {
        assert_eq!(told("title: a\ntitle: b\n"), ["key-doubled `title` take one of the two out"]);
    }

    #[test]
    fn aliases_are_refused() {
        assert!(told("a: &x [1]\nb: *x\n")[0].starts_with("yaml-alias `*x`"));
        assert!(told("a: *nothing\n")[0].starts_with("yaml-alias"));
    }

    #[test]
    fn signs_are_told() {
        assert!(told("title: @momentum\n")[0].ends_with("write `title: \"@momentum\"`"));
        assert!(told("- a\n- b\n")[0].contains("yaml-invalid"));
    }

    #[test]
    fn values_have_their_types_and_places() {
        let text = "a: 1\nb: 2015-10-08\nc: 0113\nd:\n  - x\n  - y\ne: ~\nf: {g: 1.5, h: yes}\ni: >\n  words\n  more\n";
        let (table, findings) = table(FileId(0), text, 0..text.len());
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(table.get("a").expect("a").value, Value::Integer(1));
        assert_eq!(table.get("b").expect("b").value, Value::String("2015-10-08".into()));
        assert_eq!(table.get("c").expect("c").value, Value::String("0113".into()));
        assert_eq!(table.get("e").expect("e").value, Value::Null);
        assert_eq!(text.get(table.get("d").expect("d").span.range()), Some("- x\n  - y"));
        assert_eq!(text.get(table.get("f").expect("f").span.range()), Some("{g: 1.5, h: yes}"));
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "([a-c:\\- \t\n\"'\\[\\]{}|>&*!?#%@é=0-9.]|title: ){0,60}") {
            let (_, findings) = table(FileId(0), &text, 0..text.len());
            for finding in findings {
                let span = finding.place.expect("a place").span.range();
                proptest::prop_assert!(text.get(span).is_some());
            }
        }
    }
}
