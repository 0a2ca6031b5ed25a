//! HTML as it grows, and the places in it.

use crate::model::draft::{Heading, Hole, HoleKind};

use super::escape;

/// HTML, its holes and its headings, both in order.
#[derive(Debug, Default)]
pub(super) struct Out {
    pub(super) html: String,
    pub(super) holes: Vec<Hole>,
    pub(super) headings: Vec<Heading>,
}

/// A length as the model holds it; no file that we load has 4 GiB.
pub(super) fn short(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

impl Out {
    /// Adds HTML.
    pub(super) fn push(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// Adds text, escaped.
    pub(super) fn text(&mut self, text: &str) {
        escape::text(&mut self.html, text);
    }

    /// Adds ` name="value"`, escaped.
    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.html.push(' ');
        self.html.push_str(name);
        self.html.push_str("=\"");
        escape::attribute(&mut self.html, value);
        self.html.push('"');
    }

    /// Adds a hole.
    pub(super) fn hole(&mut self, what: HoleKind) {
        self.holes.push(Hole { at: short(self.html.len()), what });
    }

    /// Begins a line, unless one has just begun.
    pub(super) fn fresh_line(&mut self) {
        let after_hole = self.holes.last().is_some_and(|hole| hole.at as usize == self.html.len());
        if after_hole || !(self.html.is_empty() || self.html.ends_with('\n')) {
            self.html.push('\n');
        }
    }

    /// Puts text, escaped for an attribute, at a place near the end.
    pub(super) fn insert(&mut self, at: usize, text: &str) {
        let mut escaped = String::new();
        escape::attribute(&mut escaped, text);
        self.html.insert_str(at, &escaped);
        for hole in self.holes.iter_mut().rev().take_while(|hole| hole.at as usize >= at) {
            hole.at += short(escaped.len());
        }
    }

    /// Adds what was written elsewhere.
    pub(super) fn append(&mut self, other: Self) {
        let by = short(self.html.len());
        self.html.push_str(&other.html);
        self.holes.extend(other.holes.into_iter().map(|hole| Hole { at: hole.at + by, ..hole }));
        self.headings.extend(other.headings.into_iter().map(|heading| Heading {
            html_start: heading.html_start + by,
            html_end: heading.html_end + by,
            ..heading
        }));
    }
}
