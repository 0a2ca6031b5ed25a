//! What stands in a line: words, code, links, pictures and calls of shortcodes.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, LinkType, TagEnd};

use super::escape;
use super::link::{self, Target};
use super::writer::Writer;
use crate::diag::Diagnostic;
use crate::model::draft::{HoleKind, Picture, Shortcode};
use crate::parse::shortcode::call;
use crate::parse::shortcode::scan::{Call, CallKind};
use crate::source::{Span, Spanned};

/// A link whose text is still to come.
pub(super) struct OpenLink {
    range: Range<usize>,
    plain_start: usize,
    html_start: usize,
    /// Whether it shows a picture with an alt, a shortcode or HTML.
    shows_more: bool,
    is_dropped: bool,
}

/// A picture whose alt is still to come.
pub(super) struct OpenPicture {
    src: String,
    title: String,
    range: Range<usize>,
    place: Range<usize>,
    alt: String,
    depth: usize,
}

/// Where a call stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A block of its own.
    Block,
    /// In a line of text.
    Line,
    /// In an author's HTML, who knows what fits there.
    Html,
}

impl Writer<'_, '_> {
    pub(super) fn text(&mut self, text: &str, range: Range<usize>) {
        let mut at = range.start;
        // Of another length: something was put in its place, and no call is in it.
        while text.len() == range.len()
            && let Some(index) = self.call_in(at..range.end)
        {
            let called = self.calls[index].0.clone();
            self.words(text.get(at - range.start..called.start - range.start).unwrap_or(""));
            self.write_call(index, Place::Line);
            at = called.end.min(range.end);
        }
        self.words(text.get(at - range.start..).unwrap_or(""));
    }

    fn words(&mut self, text: &str) {
        self.plain.push_str(text);
        self.out.text(text);
    }

    pub(super) fn code(&mut self, text: &str) {
        self.out.push("<code>");
        self.words(text);
        self.out.push("</code>");
    }

    pub(super) fn line_break(&mut self, html: &str) {
        self.plain.push(' ');
        self.out.push(html);
    }

    pub(super) fn link_start(
        &mut self,
        kind: LinkType,
        address: &str,
        title: &str,
        range: Range<usize>,
        place: Range<usize>,
    ) {
        let target = if kind == LinkType::Email { Target::Elsewhere } else { Target::of(address) };
        let (plain_start, html_start) = (self.plain.len(), self.out.html.len());
        // A call in an address is told as misplaced; what covers it leads nowhere.
        let is_dropped = target == Target::Unsafe || self.call_in(place.clone()).is_some();
        self.link = Some(OpenLink { range: range.clone(), plain_start, html_start, shows_more: false, is_dropped });
        let span = Span::new(place);
        match target {
            Target::Unsafe => {
                self.page.findings.push(link::unsafe_scheme(self.page.file, span));
            }
            Target::Nothing => {
                let finding = Diagnostic::error("link-target-empty", "a link leads nowhere");
                self.page.tell(finding.help("write where it leads, or take it out"), range, "no address");
            }
            Target::Fragment => {
                let fragment = address.trim_start_matches('#').to_owned();
                self.page.fragments.push((fragment, span));
            }
            Target::File | Target::Elsewhere => {}
        }
        if is_dropped {
            return;
        }
        self.out.push("<a href=\"");
        if target == Target::File {
            self.out.hole(HoleKind::Link(Spanned::new(address.to_owned(), span)));
        } else {
            self.out.push(if kind == LinkType::Email { "mailto:" } else { "" });
            escape::url(&mut self.out.html, address);
        }
        self.out.push("\"");
        if !title.is_empty() {
            self.out.attribute("title", title);
        }
        self.out.push(">");
    }

    pub(super) fn link_end(&mut self) {
        let Some(link) = self.link.take() else { return };
        let is_empty = self.plain.get(link.plain_start..).unwrap_or("").trim().is_empty();
        if is_empty && !link.shows_more {
            let finding = Diagnostic::error("link-text-empty", "a link has no text")
                .help("write what it leads to between the square brackets; a picture there needs an alt");
            self.page.tell(finding, link.range, "nothing to read here");
        }
        debug_assert!(link.html_start <= self.out.html.len(), "a link does not take away what stood before it");
        if !link.is_dropped {
            self.out.push("</a>");
        }
    }

    /// Whatever stands in a link besides words.
    pub(super) fn link_shows_more(&mut self) {
        if let Some(link) = &mut self.link {
            link.shows_more = true;
        }
    }

    pub(super) fn picture_start(&mut self, src: &str, title: &str, range: Range<usize>, place: Range<usize>) {
        let (src, title) = (src.to_owned(), title.to_owned());
        self.picture = Some(OpenPicture { src, title, range, place, alt: String::new(), depth: 0 });
    }

    /// Gathers the alt of an open picture; gives back an event that belongs to no picture.
    pub(super) fn picture_part<'e>(&mut self, event: Event<'e>) -> Option<Event<'e>> {
        let Some(picture) = &mut self.picture else { return Some(event) };
        match event {
            Event::Start(_) => picture.depth += 1,
            Event::End(TagEnd::Image) if picture.depth == 0 => self.picture_end(),
            Event::End(_) => picture.depth = picture.depth.saturating_sub(1),
            Event::Text(text) | Event::Code(text) => picture.alt.push_str(&text),
            Event::SoftBreak | Event::HardBreak => picture.alt.push(' '),
            _ => {}
        }
        None
    }

    fn picture_end(&mut self) {
        let Some(OpenPicture { src, mut title, range, place, alt, .. }) = self.picture.take() else { return };
        if title.trim().eq_ignore_ascii_case("decorative") && alt.trim().is_empty() {
            title.clear();
        } else if alt.trim().is_empty() {
            let finding = Diagnostic::error("picture-alt-missing", "a picture has no alt")
                .help("say between the square brackets what it shows")
                .help("where it only decorates, write `![](picture.jpg \"decorative\")`");
            self.page.tell(finding, range, "nothing to read to those who do not see it");
        }
        if link::is_unsafe(&src) {
            self.page.findings.push(link::unsafe_scheme(self.page.file, Span::new(place)));
            return;
        }
        if self.call_in(place.clone()).is_some() {
            return;
        }
        if !alt.trim().is_empty() {
            self.link_shows_more();
        }
        if self.heading.is_some() {
            self.plain.push_str(&alt);
        }
        self.out.hole(HoleKind::Picture(Picture { src: Spanned::new(src, Span::new(place)), alt, title }));
    }

    /// The first call that begins in `range` and is not written yet.
    pub(super) fn call_in(&self, range: Range<usize>) -> Option<usize> {
        let index = self.calls.partition_point(|(called, _)| called.start < range.start);
        let (called, call) = self.calls.get(index)?;
        (called.start < range.end && call.is_some()).then_some(index)
    }

    pub(super) fn write_call(&mut self, index: usize, place: Place) {
        let Some(call) = self.calls.get_mut(index).and_then(|(_, call)| call.take()) else { return };
        self.link_shows_more();
        match call.kind {
            CallKind::Printed(text) => self.words(&text),
            CallKind::Called { tag, inner, calls } => {
                let (name, range) = (tag.name.clone(), tag.range.clone());
                let page = &mut *self.page;
                let checked = call::check(page.file, page.options.shortcodes, tag, &mut page.findings);
                if name.value == "faq" {
                    // Its questions are of the third level wherever it stands.
                    page.level = page.level.max(2);
                }
                let inner = inner.map(|range| Arc::new(page.body(range, calls)));
                let Some((spec, arguments)) = checked else { return };
                if place == Place::Line && !spec.may_be_inline {
                    let finding =
                        Diagnostic::error("shortcode-inline", format!("`{}` stands in a line of text", name.value))
                            .help("put it on a line of its own, at the line's beginning");
                    page.tell(finding, range, "it is a block");
                }
                self.inner_words += inner.as_ref().map_or(0, |inner| inner.words);
                let inline = place == Place::Line;
                let shortcode = Shortcode { name, arguments, inner, inline };
                self.hole_of(shortcode, place);
            }
        }
    }

    fn hole_of(&mut self, shortcode: Shortcode, place: Place) {
        if place == Place::Block {
            self.block("");
        }
        self.out.hole(HoleKind::Shortcode(Box::new(shortcode)));
        if place == Place::Block {
            self.out.push("\n");
        }
    }

    /// Tells of calls that stand where nothing could be written.
    pub(super) fn tell_misplaced(&mut self) {
        for (range, call) in std::mem::take(&mut self.calls) {
            let Some(Call { kind, .. }) = call else { continue };
            let name = match kind {
                CallKind::Called { tag, .. } => format!("`{}`", tag.name.value),
                CallKind::Printed(_) => "a shortcode to be printed".to_owned(),
            };
            let finding = Diagnostic::error("shortcode-misplaced", format!("{name} stands where no shortcode can"))
                .help("take it out of the link's address, the picture, the footnote's name or the HTML tag around it");
            self.page.tell(finding, range, "it cannot be shown here");
        }
    }
}
