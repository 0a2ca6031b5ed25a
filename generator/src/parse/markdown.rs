//! A text in Markdown becomes HTML with holes: a [`Body`].
//!
//! 1. `mask`: shortcodes are found, and covered so that Markdown does not see into them
//! 2. `writer`: the events of the parser become HTML, holes and headings
//! 3. `sanitise`: only where an author wrote HTML, what is harmful goes
//!
//! It never looks at another file: what a link or a picture leads to is resolve's business.

mod escape;
mod heading;
mod ids;
mod inline;
pub(crate) mod link;
mod mask;
mod note;
mod out;
mod raw;
mod raw_tag;
mod sanitise;
mod table;
mod target;
mod writer;

use std::ops::Range;

use crate::diag::Diagnostic;
use crate::model::config::RawHtml;
use crate::model::draft::Body;
use crate::parse::shortcode::ShortcodeSet;
use crate::parse::shortcode::scan::Call;
use crate::source::{FileId, Span};

/// What a site says about its Markdown.
#[derive(Debug, Clone, Copy)]
pub struct MarkdownOptions<'a> {
    /// What happens to HTML in it.
    pub raw_html: RawHtml,
    /// The shortcodes that it may call.
    pub shortcodes: &'a ShortcodeSet,
}

/// Reads the bytes `range` of `text` as Markdown. All places are those of the whole `text`.
///
/// ```
/// use handbill::model::config::RawHtml;
/// use handbill::parse::markdown::{MarkdownOptions, body};
/// use handbill::parse::shortcode::ShortcodeSet;
///
/// let (shortcodes, _) = ShortcodeSet::new(None);
/// let options = MarkdownOptions { raw_html: RawHtml::Sanitise, shortcodes: &shortcodes };
/// let text = "## Why *now*\n";
/// let (body, findings) = body(handbill::source::FileId(0), text, 0..text.len(), &options);
/// assert_eq!(body.html, "<h2 id=\"why-now\">Why <em>now</em></h2>\n");
/// assert!(findings.is_empty());
/// ```
pub fn body(file: FileId, text: &str, range: Range<usize>, options: &MarkdownOptions<'_>) -> (Body, Vec<Diagnostic>) {
    let end = range.end.min(text.len());
    let range = if text.get(range.start..end).is_some() { range.start..end } else { 0..0 };
    let mut page = Page::new(file, text, *options);
    let calls = mask::calls(&mut page, &range);
    let body = page.body(range, calls);
    link::check_fragments(&mut page);
    (body, page.findings)
}

/// What the texts of one page have in common: its own, and those in its shortcodes.
struct Page<'a> {
    file: FileId,
    text: &'a str,
    options: MarkdownOptions<'a>,
    findings: Vec<Diagnostic>,
    ids: ids::Ids,
    /// Links to `#fragment`s, without the `#`, to be checked when all ids are known.
    fragments: Vec<(String, Span)>,
    /// The level of the heading before; the title's is 1.
    level: u8,
    /// How many footnotes there were.
    notes: u32,
}

impl<'a> Page<'a> {
    fn new(file: FileId, text: &'a str, options: MarkdownOptions<'a>) -> Self {
        let (findings, ids, fragments) = (Vec::new(), ids::Ids::default(), Vec::new());
        Self { file, text, options, findings, ids, fragments, level: 1, notes: 0 }
    }

    fn body(&mut self, range: Range<usize>, calls: Vec<Call>) -> Body {
        let source = mask::masked(self.text, &range, &calls);
        writer::Writer::new(self, range.start, calls).write(&source)
    }

    /// What stands at `range` of the text.
    fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or("")
    }

    fn tell(&mut self, finding: Diagnostic, range: Range<usize>, label: &str) {
        let finding = finding.at(self.file, Span::new(range), label);
        self.findings.push(finding);
    }
}
