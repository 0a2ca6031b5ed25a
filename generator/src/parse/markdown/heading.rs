//! Headings: their ids, and whether their levels make an outline.

use std::ops::Range;

use pulldown_cmark::CowStr;

use super::out::short;
use super::writer::Writer;
use crate::diag::Diagnostic;
use crate::ids::Slug;
use crate::model::draft::Heading;
use crate::source::Span;

/// A heading whose text is still to come.
pub(super) struct OpenHeading {
    level: u8,
    chosen_id: Option<String>,
    html_start: usize,
    id_at: usize,
    plain_start: usize,
    range: Range<usize>,
}

fn opening(level: u8) -> &'static str {
    match level {
        1 => "<h1 id=\"",
        2 => "<h2 id=\"",
        3 => "<h3 id=\"",
        4 => "<h4 id=\"",
        5 => "<h5 id=\"",
        _ => "<h6 id=\"",
    }
}

fn closing(level: u8) -> &'static str {
    match level {
        1 => "</h1>\n",
        2 => "</h2>\n",
        3 => "</h3>\n",
        4 => "</h4>\n",
        5 => "</h5>\n",
        _ => "</h6>\n",
    }
}

impl Writer<'_, '_> {
    pub(super) fn heading_start(&mut self, level: u8, id: Option<&str>, classes: &[CowStr<'_>], range: Range<usize>) {
        self.block("");
        let html_start = self.out.html.len();
        self.out.push(opening(level));
        let id_at = self.out.html.len();
        self.out.push("\"");
        if !classes.is_empty() {
            self.out.attribute("class", &classes.join(" "));
        }
        self.out.push(">");
        let written = self.page.slice(range.clone()).trim_end().len();
        let range = range.start..range.start + written;
        let (chosen_id, plain_start) = (id.map(str::to_owned), self.plain.len());
        self.heading = Some(OpenHeading { level, chosen_id, html_start, id_at, plain_start, range });
    }

    pub(super) fn heading_end(&mut self) {
        let Some(open) = self.heading.take() else { return };
        let text = self.plain.get(open.plain_start..).unwrap_or("").trim().replace('\n', " ");
        let id = self.heading_id(&open, &text);
        self.out.insert(open.id_at, &id);
        self.out.push(closing(open.level));
        self.plain.push('\n');
        self.tell_level(&open);
        if text.is_empty() {
            let finding =
                Diagnostic::warning("heading-empty", "a heading has no text").help("write its text, or take it out");
            self.page.tell(finding, open.range.clone(), "nothing to read here");
        }
        self.out.headings.push(Heading {
            level: open.level,
            id,
            text,
            span: Span::new(open.range),
            html_start: short(open.html_start),
            html_end: short(self.out.html.len()),
        });
    }

    fn heading_id(&mut self, open: &OpenHeading, text: &str) -> String {
        let Some(chosen) = &open.chosen_id else {
            let slug = Slug::of(text);
            return self.page.ids.take_free(slug.as_ref().map_or("section", Slug::as_str));
        };
        if !self.page.ids.take(chosen) {
            let id = self.page.ids.take_free(chosen);
            let finding =
                Diagnostic::warning("heading-id-taken", format!("the id `{chosen}` stands twice on this page"))
                    .help(format!("choose another: a link to `#{chosen}` leads to the first"));
            self.page.tell(finding, open.range.clone(), &format!("this one becomes `{id}`"));
            return id;
        }
        chosen.clone()
    }

    fn tell_level(&mut self, open: &OpenHeading) {
        let (level, before) = (open.level, self.page.level);
        self.page.level = level;
        if level == 1 {
            let finding = Diagnostic::warning("heading-level-one", "a heading of the first level stands in the text")
                .help("the page's title is its heading of the first level: begin this one with `##`");
            self.page.tell(finding, open.range.clone(), "first level");
        } else if level > before + 1 {
            let above = if before == 1 { "the title".to_owned() } else { format!("a heading of level {before}") };
            let finding =
                Diagnostic::warning("heading-level-jumps", format!("a heading of level {level} follows {above}")).help(
                    format!("begin it with `{}`, so that no level is left out", "#".repeat(usize::from(before) + 1)),
                );
            self.page.tell(finding, open.range.clone(), &format!("level {level}"));
        }
    }
}
