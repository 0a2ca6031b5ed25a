//! Places in a cell's text become places in its file, where each quote inside the cell stands twice.

use std::ops::Range;
use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::model::draft::{Body, HoleKind};
use crate::source::{Place, Span};

/// Where a cell begins, and the bytes of its text before which a quote was left out.
pub(super) struct Doubled {
    start: usize,
    quotes: Vec<usize>,
}

impl Doubled {
    /// Of the cell whose inside stands at `inside` of `text`.
    pub(super) fn new(text: &str, inside: Range<usize>) -> Self {
        let raw = text.get(inside.clone()).unwrap_or("");
        let quotes = raw.match_indices("\"\"").enumerate().map(|(before, (at, _))| at - before).collect();
        Self { start: inside.start, quotes }
    }

    /// A finding about the cell's text, told of the file.
    pub(super) fn finding(&self, mut finding: Diagnostic) -> Diagnostic {
        let moved = |place: Place| Place { span: self.span(place.span), ..place };
        finding.place = finding.place.map(moved);
        for (place, _) in &mut finding.related {
            *place = moved(*place);
        }
        finding
    }

    /// A text with its places in the file.
    pub(super) fn body(&self, mut body: Body) -> Body {
        for heading in &mut body.headings {
            heading.span = self.span(heading.span);
        }
        for hole in &mut body.holes {
            match &mut hole.what {
                HoleKind::Link(link) => link.span = self.span(link.span),
                HoleKind::Picture(picture) => picture.src.span = self.span(picture.src.span),
                HoleKind::Shortcode(code) => {
                    code.name.span = self.span(code.name.span);
                    for (_, argument) in &mut code.arguments {
                        argument.span = self.span(argument.span);
                    }
                    code.inner = code.inner.take().map(|inner| Arc::new(self.body(Arc::unwrap_or_clone(inner))));
                }
            }
        }
        body
    }

    fn span(&self, span: Span) -> Span {
        let range = span.range();
        Span::new(self.at(range.start)..self.at(range.end))
    }

    fn at(&self, offset: usize) -> usize {
        self.start + offset + self.quotes.partition_point(|quote| *quote < offset)
    }
}
