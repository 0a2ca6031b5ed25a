//! The one line that is shown of a file, cut to what can be read.

use std::borrow::Cow;
use std::ops::Range;

use crate::diag::render::Position;
use crate::source::Span;

/// Longer lines are cut around the place, so that a terminal need not wrap them.
pub(super) const WIDTH: usize = 110;

/// How much of the line stands before the place when it is cut.
const BEFORE: usize = 40;

/// A line with a place in it.
pub(super) struct Excerpt<'a> {
    /// The file.
    pub(super) path: &'a str,
    /// Where the place begins in the file.
    pub(super) position: Position,
    /// The line, or a part of it.
    pub(super) line: Cow<'a, str>,
    /// The place in `line`: at most to its end.
    pub(super) span: Range<usize>,
}

impl<'a> Excerpt<'a> {
    /// The line of `text` in which `span` begins; spans that are none are brought into the text.
    pub(super) fn new(path: &'a str, text: &'a str, span: Span) -> Self {
        let start = text.floor_char_boundary(span.range().start);
        let end = text.ceil_char_boundary(span.range().end.max(start));
        let (start, end) = onto_a_line(text, start, end);
        let line_start = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
        let line = text.get(line_start..).and_then(|rest| rest.split('\n').next()).unwrap_or("").trim_end();
        let from = (start - line_start).min(line.len());
        let to = (end - line_start).clamp(from, line.len());
        let (line, span) = cut(line, from..to);
        Self { path, position: Position::of(text, start), line, span }
    }

    /// Whether a part of the line is left out.
    pub(super) fn is_cut(&self) -> bool {
        matches!(self.line, Cow::Owned(_))
    }
}

/// At the end of a file that ends in a newline nothing is to be seen: the end of its last line is shown.
fn onto_a_line(text: &str, start: usize, end: usize) -> (usize, usize) {
    if start < text.len() || !text.ends_with('\n') {
        return (start, end);
    }
    let at = text.trim_end_matches(['\n', '\r']).len();
    (at, at)
}

/// The part of a long line around `span`, with an ellipsis where something is left out.
fn cut(line: &str, span: Range<usize>) -> (Cow<'_, str>, Range<usize>) {
    if line.chars().count() <= WIDTH {
        return (Cow::Borrowed(line), span);
    }
    let before: Vec<usize> = line.get(..span.start).unwrap_or("").char_indices().map(|(at, _)| at).collect();
    let from = if before.len() > BEFORE { before[before.len() - BEFORE] } else { 0 };
    let rest = line.get(from..).unwrap_or("");
    let to = rest.char_indices().nth(WIDTH).map_or(line.len(), |(at, _)| from + at);
    let (left, right) = (if from > 0 { "…" } else { "" }, if to < line.len() { "…" } else { "" });
    let part = format!("{left}{}{right}", line.get(from..to).unwrap_or(""));
    let shift = |at: usize| at.min(to) - from + left.len();
    (Cow::Owned(part), shift(span.start)..shift(span.end))
}
