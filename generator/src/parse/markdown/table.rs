//! Tables, in a frame that scrolls on small screens and can be reached by keyboard.

use pulldown_cmark::Alignment;

use super::writer::Writer;

/// A table that is being written.
pub(super) struct OpenTable {
    alignments: Vec<Alignment>,
    part: Part,
    column: usize,
    /// Where the frame's name belongs: the words of the head.
    label_at: usize,
    label: String,
    /// Where the tag of the present cell stands, and its text begins.
    cell_at: usize,
    plain_start: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Head,
    Rows,
    NoRows,
}

impl Writer<'_, '_> {
    pub(super) fn table_start(&mut self, alignments: Vec<Alignment>) {
        // What scrolls needs focus, and what has focus needs a role and a name.
        self.block("<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"");
        let label_at = self.out.html.len();
        self.out.push("\">\n<table>\n");
        let (label, part) = (String::new(), Part::Head);
        self.table = Some(OpenTable { alignments, part, column: 0, label_at, label, cell_at: 0, plain_start: 0 });
    }

    pub(super) fn row_start(&mut self) {
        if let Some(table) = &mut self.table {
            table.column = 0;
            if table.part == Part::NoRows {
                table.part = Part::Rows;
                self.out.push("<tbody>\n");
            }
        }
        self.out.push("<tr>");
    }

    pub(super) fn cell_start(&mut self) {
        let Some(table) = &mut self.table else { return };
        table.cell_at = self.out.html.len();
        table.plain_start = self.plain.len();
        self.out.push(if table.part == Part::Head { "<th scope=\"col\"" } else { "<td" });
        // A style attribute would need an unsafe policy.
        self.out.push(match table.alignments.get(table.column) {
            Some(Alignment::Left) => " class=\"left\"",
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Right) => " class=\"right\"",
            _ => "",
        });
        self.out.push(">");
    }

    pub(super) fn cell_end(&mut self) {
        let Some(table) = &mut self.table else { return };
        table.column += 1;
        if table.part != Part::Head {
            self.out.push("</td>");
            self.plain.push('\n');
            return;
        }
        let text = self.plain.get(table.plain_start..).unwrap_or("").trim();
        if self.out.html.get(table.cell_at..).is_some_and(|cell| cell.ends_with('>') && cell.matches('<').count() == 1)
            && self.out.holes.last().is_none_or(|hole| (hole.at as usize) < table.cell_at)
        {
            // A head of nothing is none.
            self.out.html.truncate(table.cell_at);
            self.out.push("<td></td>");
        } else {
            if !text.is_empty() && !table.label.is_empty() {
                table.label.push_str(", ");
            }
            table.label.push_str(text);
            self.out.push("</th>");
        }
        self.plain.push('\n');
    }

    pub(super) fn head_end(&mut self) {
        self.out.push("</tr>\n</thead>\n");
        if let Some(table) = &mut self.table {
            table.part = Part::NoRows;
            self.out.insert(table.label_at, if table.label.is_empty() { "…" } else { &table.label });
        }
    }

    pub(super) fn table_end(&mut self) {
        let has_rows = self.table.take().is_some_and(|table| table.part == Part::Rows);
        self.out.push(if has_rows { "</tbody>\n</table>\n</div>\n" } else { "</table>\n</div>\n" });
    }
}
