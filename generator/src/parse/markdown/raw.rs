//! An author's HTML: what is in it is told, its links become holes like others'.

use std::ops::Range;

use super::inline::Place;
use super::link::Target;
use super::raw_tag::{self, RawAttribute, RawTag};
use super::writer::Writer;
use super::{link, sanitise};
use crate::diag::Diagnostic;
use crate::model::config::RawHtml;
use crate::model::draft::HoleKind;
use crate::source::{Span, Spanned};

/// Lines of HTML, and where each was written.
#[derive(Default)]
pub(super) struct RawText {
    text: String,
    /// Where in `text` a line begins, and where in the file.
    lines: Vec<(usize, usize)>,
}

impl RawText {
    fn push(&mut self, html: &str, at: usize) {
        self.lines.push((self.text.len(), at));
        self.text.push_str(html);
    }

    /// Where in the file the part `range` of the text stands.
    fn place(&self, range: &Range<usize>) -> Range<usize> {
        let of = |at: usize| {
            let index = self.lines.partition_point(|&(start, _)| start <= at).saturating_sub(1);
            self.lines.get(index).map_or(0, |&(start, source)| source + (at - start))
        };
        let start = of(range.start);
        if range.is_empty() { start..start } else { start..of(range.end - 1) + 1 }
    }
}

/// Attributes that hold an address, and the elements that have them.
const ADDRESSES: [(&str, &[&str]); 3] =
    [("href", &["a", "area"]), ("src", &["img", "source", "video", "audio", "track"]), ("poster", &["video"])];

impl Writer<'_, '_> {
    /// One line of a block of HTML, or the comment that covers a call.
    pub(super) fn html(&mut self, html: &str, range: Range<usize>) {
        let mut at = range.start;
        while html.len() == range.len()
            && let Some(index) = self.call_in(at..range.end)
        {
            let called = self.calls[index].0.clone();
            self.raw.push(html.get(at - range.start..called.start - range.start).unwrap_or(""), at);
            at = called.end.min(range.end);
            if raw_tag::tags(&self.raw.text).1 {
                // In a tag: it stays untaken, and is told as misplaced.
                break;
            }
            let place = if self.raw.text.trim().is_empty() { Place::Block } else { Place::Html };
            self.write_raw();
            self.write_call(index, place);
        }
        self.raw.push(html.get(at - range.start..).unwrap_or(""), at);
    }

    /// A tag in a line of text, or the comment that covers a call.
    pub(super) fn inline_html(&mut self, html: &str, range: Range<usize>) {
        match self.call_in(range.clone()) {
            Some(index) if self.calls[index].0 == range => self.write_call(index, Place::Line),
            _ => {
                self.link_shows_more();
                self.raw.push(html, range.start);
                self.write_tags();
            }
        }
    }

    /// Writes the block of HTML that was gathered.
    pub(super) fn write_raw(&mut self) {
        if self.raw.text.trim().is_empty() {
            self.raw = RawText::default();
            return;
        }
        self.out.fresh_line();
        self.write_tags();
    }

    fn write_tags(&mut self) {
        let raw = std::mem::take(&mut self.raw);
        let is_comment = raw.text.trim_start().starts_with("<!--")
            && raw.text.find("-->") == raw.text.trim_end().len().checked_sub(3);
        if is_comment && self.page.options.raw_html == RawHtml::Sanitise {
            return;
        }
        self.has_raw = true;
        let (tags, _) = raw_tag::tags(&raw.text);
        let mut written = 0;
        for tag in &tags {
            self.tell_tag(tag, &raw);
            for attribute in
                tag.attributes.iter().filter(|attribute| !tag.is_end && is_address(tag.name, attribute.name))
            {
                let place = Span::new(raw.place(&attribute.value_at));
                let address = attribute.meant();
                match Target::of(address.trim()) {
                    Target::File => {
                        let mark = if attribute.is_quoted { "" } else { "\"" };
                        self.out.push(raw.text.get(written..attribute.value_at.start).unwrap_or(""));
                        self.straight_mark(attribute);
                        self.out.push(mark);
                        self.out.hole(HoleKind::Link(Spanned::new(address.trim().to_owned(), place)));
                        self.out.push(if attribute.is_quoted { "\"" } else { mark });
                        written = attribute.value_at.end + usize::from(attribute.is_quoted);
                    }
                    Target::Fragment => self.page.fragments.push((address.trim_start_matches('#').to_owned(), place)),
                    _ => {}
                }
            }
        }
        self.out.push(raw.text.get(written..).unwrap_or(""));
    }

    /// Makes the mark that was just written a double one: what fills a hole is escaped for that.
    fn straight_mark(&mut self, attribute: &RawAttribute<'_>) {
        if attribute.is_quoted && self.out.html.ends_with('\'') {
            self.out.html.pop();
            self.out.push("\"");
        }
    }

    fn tell_tag(&mut self, tag: &RawTag<'_>, raw: &RawText) {
        if tag.opens("img") && tag.attribute("alt").is_none() {
            let finding = Diagnostic::error("picture-alt-missing", "a picture has no alt")
                .help("add `alt=\"…\"` and say what it shows; `alt=\"\"` where it only decorates");
            self.page.tell(finding, raw.place(&tag.range), "nothing to read to those who do not see it");
        }
        if let Some(id) = tag.attribute("id").filter(|id| !tag.is_end && !id.value.is_empty()) {
            self.page.ids.take(&id.meant());
        }
        if self.page.options.raw_html == RawHtml::Sanitise && !tag.is_end {
            self.tell_removed(tag, raw);
        }
    }

    fn tell_removed(&mut self, tag: &RawTag<'_>, raw: &RawText) {
        let name = tag.name.to_ascii_lowercase();
        if !sanitise::keeps_tag(&name) {
            self.removed(format!("the element `<{name}>` was taken out"), raw.place(&tag.range));
            return;
        }
        for attribute in &tag.attributes {
            let key = attribute.name.to_ascii_lowercase();
            if !sanitise::keeps_attribute(&name, &key) {
                self.removed(
                    format!("the attribute `{key}` of `<{name}>` was taken out"),
                    raw.place(&attribute.name_at),
                );
            } else if is_address(&name, &key) && link::is_unsafe(&attribute.meant()) {
                self.removed(format!("the address of `<{name}>` was taken out"), raw.place(&attribute.value_at));
            }
        }
    }

    fn removed(&mut self, message: String, place: Range<usize>) {
        let finding = Diagnostic::warning("html-removed", message)
            .help("write it in Markdown or as a shortcode")
            .help("to keep all HTML as it is, set `raw_html = \"allow\"` under `[markdown]` in `content/site.toml`");
        self.page.tell(finding, place, "not kept");
    }
}

fn is_address(tag: &str, attribute: &str) -> bool {
    ADDRESSES.iter().any(|(name, tags)| {
        attribute.eq_ignore_ascii_case(name) && tags.iter().any(|known| tag.eq_ignore_ascii_case(known))
    })
}
