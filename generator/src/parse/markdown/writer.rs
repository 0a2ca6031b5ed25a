//! The parser's events become HTML: here blocks, in the modules beside it what stands in them.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::heading::OpenHeading;
use super::inline::{OpenLink, OpenPicture};
use super::note::Notes;
use super::out::Out;
use super::raw::RawText;
use super::table::OpenTable;
use super::{Page, sanitise, target};
use crate::model::config::RawHtml;
use crate::model::draft::Body;
use crate::parse::shortcode::scan::Call;
use crate::scan;

/// CommonMark, and what GitHub adds to it.
pub(super) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_SMART_PUNCTUATION)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM);

/// Writes one text of a page.
pub(super) struct Writer<'p, 'a> {
    pub(super) page: &'p mut Page<'a>,
    /// Where the text begins in its file.
    pub(super) base: usize,
    /// Calls in order; each is taken when it is written.
    pub(super) calls: Vec<(Range<usize>, Option<Call>)>,
    pub(super) out: Out,
    /// All words so far, without marks.
    pub(super) plain: String,
    pub(super) heading: Option<OpenHeading>,
    pub(super) link: Option<OpenLink>,
    pub(super) picture: Option<OpenPicture>,
    pub(super) table: Option<OpenTable>,
    pub(super) notes: Notes,
    /// HTML that is being gathered.
    pub(super) raw: RawText,
    /// Whether an author wrote HTML.
    pub(super) has_raw: bool,
    task: Option<Task>,
    paragraph_start: usize,
    opening: String,
    in_code: bool,
    first_id: usize,
    pub(super) inner_words: u32,
}

/// A box of a task list, whose label is still to come.
struct Task {
    label_at: usize,
    plain_start: usize,
}

impl<'p, 'a> Writer<'p, 'a> {
    pub(super) fn new(page: &'p mut Page<'a>, base: usize, calls: Vec<Call>) -> Self {
        let first_id = page.ids.all().len();
        Self {
            page,
            base,
            calls: calls.into_iter().map(|call| (call.range.clone(), Some(call))).collect(),
            out: Out::default(),
            plain: String::new(),
            heading: None,
            link: None,
            picture: None,
            table: None,
            notes: Notes::default(),
            raw: RawText::default(),
            has_raw: false,
            task: None,
            paragraph_start: 0,
            opening: String::new(),
            in_code: false,
            first_id,
            inner_words: 0,
        }
    }

    pub(super) fn write(mut self, source: &str) -> Body {
        self.out.html.reserve(source.len() + source.len() / 4);
        self.plain.reserve(source.len());
        let mut events = Parser::new_ext(source, OPTIONS).into_offset_iter();
        while let Some((event, range)) = events.next() {
            let place = target::address(&event).map(|(_, address, id)| {
                let definition = events.reference_definitions().get(id).map(|definition| definition.span.clone());
                target::place(source, definition.filter(|_| !id.is_empty()).unwrap_or(range.clone()), address)
            });
            let place = place.unwrap_or(range.clone());
            self.event(
                event,
                self.base + range.start..self.base + range.end,
                self.base + place.start..self.base + place.end,
            );
        }
        self.finish()
    }

    /// `range` is where the event stands, `place` is where its address stands.
    fn event(&mut self, event: Event<'_>, range: Range<usize>, place: Range<usize>) {
        let Some(event) = self.picture_part(event) else { return };
        match event {
            Event::Start(tag) => self.start(tag, range, place),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_code => self.out.text(&text),
            Event::Text(text) => self.text(&text, range),
            Event::Code(text) => self.code(&text),
            Event::Html(html) => self.html(&html, range),
            Event::InlineHtml(html) => self.inline_html(&html, range),
            Event::SoftBreak => self.line_break("\n"),
            Event::HardBreak => self.line_break("<br>\n"),
            Event::Rule => self.block("<hr>\n"),
            Event::FootnoteReference(name) => self.note_reference(&name),
            Event::TaskListMarker(done) => self.task(done),
            Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    /// Begins a block with `html`.
    pub(super) fn block(&mut self, html: &str) {
        self.close_task();
        self.out.fresh_line();
        self.out.push(html);
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>, place: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                self.block("<p>");
                self.paragraph_start = self.plain.len();
            }
            Tag::Heading { level, id, classes, .. } => self.heading_start(level as u8, id.as_deref(), &classes, range),
            Tag::BlockQuote(kind) => self.block(quote_open(kind)),
            Tag::CodeBlock(kind) => self.code_block(&kind),
            Tag::List(None) => self.block("<ul>\n"),
            Tag::List(Some(1)) => self.block("<ol>\n"),
            Tag::List(Some(first)) => self.block(&format!("<ol start=\"{first}\">\n")),
            Tag::Item => self.block("<li>"),
            Tag::Table(alignments) => self.table_start(alignments),
            Tag::TableHead => self.out.push("<thead>\n<tr>"),
            Tag::TableRow => self.row_start(),
            Tag::TableCell => self.cell_start(),
            Tag::FootnoteDefinition(name) => self.note_start(&name, range),
            Tag::Emphasis => self.out.push("<em>"),
            Tag::Strong => self.out.push("<strong>"),
            Tag::Strikethrough => self.out.push("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => self.link_start(link_type, &dest_url, &title, range, place),
            Tag::Image { dest_url, title, .. } => self.picture_start(&dest_url, &title, range, place),
            Tag::HtmlBlock => self.close_task(),
            // Not switched on.
            Tag::DefinitionList | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {}
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.paragraph_end(),
            TagEnd::Heading(_) => self.heading_end(),
            TagEnd::BlockQuote(None) => self.end_block("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.end_block("</div>\n"),
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.end_block("</code></pre>\n");
            }
            TagEnd::List(true) => self.end_block("</ol>\n"),
            TagEnd::List(false) => self.end_block("</ul>\n"),
            TagEnd::Item => {
                self.close_task();
                self.end_block("</li>\n");
            }
            TagEnd::Table => self.table_end(),
            TagEnd::TableHead => self.head_end(),
            TagEnd::TableRow => self.out.push("</tr>\n"),
            TagEnd::TableCell => self.cell_end(),
            TagEnd::FootnoteDefinition => self.note_end(),
            TagEnd::Emphasis => self.out.push("</em>"),
            TagEnd::Strong => self.out.push("</strong>"),
            TagEnd::Strikethrough => self.out.push("</del>"),
            TagEnd::Link => self.link_end(),
            TagEnd::HtmlBlock => self.write_raw(),
            TagEnd::Image | TagEnd::MetadataBlock(_) | TagEnd::Superscript | TagEnd::Subscript => {}
            TagEnd::DefinitionList | TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition => {}
        }
    }

    fn end_block(&mut self, html: &str) {
        self.out.push(html);
        self.plain.push('\n');
    }

    fn paragraph_end(&mut self) {
        self.close_task();
        if self.opening.is_empty() {
            self.opening = self.plain.get(self.paragraph_start..).unwrap_or("").trim().to_owned();
        }
        self.end_block("</p>\n");
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>) {
        // A wide block scrolls: the keyboard must be able to reach it.
        self.block("<pre tabindex=\"0\"><code");
        if let CodeBlockKind::Fenced(info) = kind
            && let Some(language) = info.split([' ', '\t', ',']).next().filter(|language| !language.is_empty())
        {
            self.out.attribute("class", &format!("language-{language}"));
        }
        self.out.push(">");
        self.in_code = true;
    }

    fn task(&mut self, done: bool) {
        for opening in ["<li>", "<li>\n<p>"] {
            if self.out.html.ends_with(opening) {
                self.out.html.truncate(self.out.html.len() - opening.len());
                self.out.push("<li class=\"task\">");
                self.out.push(opening.trim_start_matches("<li>"));
                break;
            }
        }
        self.out.push("<input type=\"checkbox\" disabled");
        self.out.push(if done { " checked aria-label=\"" } else { " aria-label=\"" });
        self.task = Some(Task { label_at: self.out.html.len(), plain_start: self.plain.len() });
        self.out.push("\"> ");
    }

    fn close_task(&mut self) {
        if let Some(Task { label_at, plain_start }) = self.task.take() {
            let label = self.plain.get(plain_start..).unwrap_or("").trim();
            self.out.insert(label_at, if label.is_empty() { "☐" } else { label });
        }
    }

    fn finish(mut self) -> Body {
        self.close_task();
        self.write_notes();
        self.tell_misplaced();
        let mut out = self.out;
        if self.has_raw && self.page.options.raw_html == RawHtml::Sanitise {
            out = sanitise::sanitise(out);
        }
        // It was made with room to grow, and is kept as long as the site.
        out.html.shrink_to_fit();
        let words = scan::words(&self.plain);
        Body {
            html: out.html,
            holes: out.holes,
            headings: out.headings,
            ids: self.page.ids.all().iter().skip(self.first_id).cloned().collect(),
            words: u32::try_from(words).unwrap_or(u32::MAX).saturating_add(self.inner_words),
            opening: self.opening,
        }
    }
}

/// GitHub's alerts are notes: a screen reader says so.
fn quote_open(kind: Option<BlockQuoteKind>) -> &'static str {
    match kind {
        None => "<blockquote>\n",
        Some(BlockQuoteKind::Note) => "<div class=\"alert alert-note\" role=\"note\">\n",
        Some(BlockQuoteKind::Tip) => "<div class=\"alert alert-tip\" role=\"note\">\n",
        Some(BlockQuoteKind::Important) => "<div class=\"alert alert-important\" role=\"note\">\n",
        Some(BlockQuoteKind::Warning) => "<div class=\"alert alert-warning\" role=\"note\">\n",
        Some(BlockQuoteKind::Caution) => "<div class=\"alert alert-caution\" role=\"note\">\n",
    }
}
