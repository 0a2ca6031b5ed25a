//! Shortcodes are found in the text, and covered by as many bytes of something harmless, so that places stay true.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use super::{Page, writer};
use crate::parse::shortcode::scan::{self, Call, CallKind};

/// The calls in `range`, those in code left out; what is wrong with them is told.
pub(super) fn calls(page: &mut Page<'_>, range: &Range<usize>) -> Vec<Call> {
    let source = page.slice(range.clone());
    if !source.contains("{{<") {
        return Vec::new();
    }
    let code = code(source, range.start);
    scan::calls(page.file, page.text, range.clone(), &code, page.options.shortcodes, &mut page.findings)
}

/// Where code and HTML comments stand.
fn code(source: &str, base: usize) -> Vec<Range<usize>> {
    let is_comment =
        |range: &Range<usize>| source.get(range.clone()).is_some_and(|html| html.trim_start().starts_with("<!--"));
    Parser::new_ext(source, writer::OPTIONS)
        .into_offset_iter()
        .filter(|(event, range)| match event {
            Event::Code(_) | Event::Start(Tag::CodeBlock(_)) => true,
            Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) => is_comment(range),
            _ => false,
        })
        .map(|(_, range)| base + range.start..base + range.end)
        .collect()
}

/// The part `range` of `text`, with a comment in place of a call that stands alone on its line
/// (so that it is a block of its own), and letters in place of another.
pub(super) fn masked<'a>(text: &'a str, range: &Range<usize>, calls: &[Call]) -> Cow<'a, str> {
    if calls.is_empty() {
        return text.get(range.clone()).unwrap_or("").into();
    }
    let mut masked = String::with_capacity(range.len());
    let mut at = range.start;
    for call in calls {
        masked.push_str(text.get(at..call.range.start).unwrap_or(""));
        let letters = |count| std::iter::repeat_n('x', count);
        if is_block(text, range, call) {
            masked.push_str("<!--");
            masked.extend(letters(call.range.len().saturating_sub("<!---->".len())));
            masked.push_str("-->");
        } else {
            masked.extend(letters(call.range.len()));
        }
        at = call.range.end;
    }
    masked.push_str(text.get(at..range.end).unwrap_or(""));
    masked.into()
}

/// Whether a call stands alone on its line, or behind nothing but the marks of quotes and lists.
fn is_block(text: &str, range: &Range<usize>, call: &Call) -> bool {
    if matches!(call.kind, CallKind::Printed(_)) {
        return false;
    }
    let after = text.get(call.range.end..range.end).unwrap_or("").trim_start_matches([' ', '\t']);
    if !after.is_empty() && !after.starts_with(['\n', '\r']) {
        return false;
    }
    let before = text.get(range.start..call.range.start).unwrap_or("");
    let marks = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '\t' | '>' | '-' | '*' | '+' | '.' | ')');
    let outside = before.trim_end_matches(marks);
    (outside.is_empty() || outside.ends_with(['\n', '\r'])) && is_marks(before.get(outside.len()..).unwrap_or(""))
}

/// Whether `prefix` is of quotes' and lists' marks only: `> `, `- `, `10. `.
fn is_marks(prefix: &str) -> bool {
    let mut rest = prefix.trim_start_matches([' ', '\t']);
    while !rest.is_empty() {
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let after = match rest.strip_prefix('>') {
            Some(after) => Some(after),
            None if digits.len() < rest.len() => {
                digits.strip_prefix(['.', ')']).filter(|after| after.starts_with([' ', '\t']))
            }
            None => rest.strip_prefix(['-', '*', '+']).filter(|after| after.starts_with([' ', '\t'])),
        };
        match after {
            Some(after) => rest = after.trim_start_matches([' ', '\t']),
            None => return false,
        }
    }
    true
}
