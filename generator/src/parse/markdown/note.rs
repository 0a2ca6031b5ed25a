//! Footnotes: gathered at the end of their text, with a way back to each place that names them.
//!
//! Their words are numbers and an arrow, so that they speak every language.

use std::collections::BTreeMap;
use std::ops::Range;

use super::out::Out;
use super::writer::Writer;
use crate::diag::Diagnostic;

/// The footnotes of one text.
#[derive(Default)]
pub(super) struct Notes {
    by_name: BTreeMap<String, Note>,
    /// The one that is being written, and the text around it.
    open: Option<(String, Out)>,
}

#[derive(Default)]
struct Note {
    /// Nothing as long as no text names it.
    number: u32,
    references: u32,
    text: Option<Out>,
    place: Range<usize>,
}

impl Writer<'_, '_> {
    pub(super) fn note_reference(&mut self, name: &str) {
        let note = self.notes.by_name.entry(name.to_owned()).or_default();
        if note.number == 0 {
            self.page.notes += 1;
            note.number = self.page.notes;
        }
        note.references += 1;
        let (number, back) = (note.number, back(note.number, note.references));
        self.out.push(&format!(
            "<sup class=\"note-ref\"><a href=\"#fn:{number}\" id=\"{back}\" role=\"doc-noteref\">{number}</a></sup>"
        ));
    }

    pub(super) fn note_start(&mut self, name: &str, range: Range<usize>) {
        self.block("");
        let note = self.notes.by_name.entry(name.to_owned()).or_default();
        let written = self.page.slice(range.clone()).trim_end().len();
        note.place = range.start..range.start + written;
        self.notes.open = Some((name.to_owned(), std::mem::take(&mut self.out)));
    }

    pub(super) fn note_end(&mut self) {
        self.block("");
        let Some((name, around)) = self.notes.open.take() else { return };
        let text = std::mem::replace(&mut self.out, around);
        if let Some(note) = self.notes.by_name.get_mut(&name) {
            note.text.get_or_insert(text);
        }
        self.plain.push('\n');
    }

    /// Writes all notes that are named, in the order of their numbers.
    pub(super) fn write_notes(&mut self) {
        let (mut notes, unused): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.notes.by_name).into_iter().partition(|(_, note)| note.number > 0);
        for (name, note) in unused {
            let finding = Diagnostic::warning("footnote-unused", format!("nothing refers to the footnote `{name}`"))
                .help(format!("write `[^{name}]` where it belongs, or take it out"));
            self.page.tell(finding, note.place, "it is not shown");
        }
        if notes.is_empty() {
            return;
        }
        notes.sort_by_key(|(_, note)| note.number);
        self.out.fresh_line();
        self.out.push("<section class=\"notes\" role=\"doc-endnotes\">\n<ol>\n");
        for (_, note) in notes {
            self.write_note(note);
        }
        self.out.push("</ol>\n</section>\n");
    }

    fn write_note(&mut self, note: Note) {
        let number = note.number;
        self.out.push(&format!("<li id=\"fn:{number}\" value=\"{number}\">\n"));
        let mut text = note.text.unwrap_or_default();
        let links: Vec<String> = (1..=note.references)
            .map(|at| format!("<a href=\"#{}\" role=\"doc-backlink\" aria-label=\"{number}\">↩</a>", back(number, at)))
            .collect();
        let links = links.join(" ");
        // In the last line of the note where that is a paragraph.
        if text.html.ends_with("</p>\n") {
            text.html.truncate(text.html.len() - "</p>\n".len());
            text.push(&format!(" {links}</p>\n"));
        } else {
            text.push(&format!("<p>{links}</p>\n"));
        }
        self.out.append(text);
        self.out.push("</li>\n");
    }
}

fn back(number: u32, reference: u32) -> String {
    if reference == 1 { format!("fnref:{number}") } else { format!("fnref:{number}:{reference}") }
}
