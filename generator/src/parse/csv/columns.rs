//! The first row of a CSV: which column is which.

use crate::diag::{Diagnostic, nearest};
use crate::parse::csv::cell::{Cell, Row};
use crate::parse::reader::suggestion;
use crate::source::{FileId, Span};

/// The columns that are read of groups, in the order of the documentation.
pub(super) const GROUP_COLUMNS: [&str; 18] = [
    "title",
    "name",
    "summary",
    "slug",
    "town",
    "region",
    "postcode",
    "latitude",
    "longitude",
    "email",
    "website",
    "facebook",
    "twitter",
    "meets",
    "status",
    "tags",
    "draft",
    "body",
];

/// The finding about a file with nothing in it, whose first line ought to be `header`.
pub(in crate::parse) fn empty(file: FileId, header: &str) -> Diagnostic {
    Diagnostic::error("csv-header-missing", "the file is empty")
        .at(file, Span::default(), "the names of the columns belong here")
        .help(format!("begin with the line `{header}`"))
}

/// The finding about a row that has not as many cells as the header.
pub(in crate::parse) fn of_another_length(file: FileId, row: &Row<'_>, wants: usize) -> Diagnostic {
    let has = row.cells.len();
    let cells = if has == 1 { "cell" } else { "cells" };
    let message = format!("row {} has {has} {cells}, and the header has {wants}", row.number);
    let finding = Diagnostic::error("csv-row-length", message).at(file, row.span, "this row");
    if has > wants {
        finding.help("put quotes around a cell that has a comma in it: `\"Leeds, West Yorkshire\"`")
    } else {
        finding.help("write a comma for each cell that is empty")
    }
}

/// The name of each column of groups, or nothing for one that cannot be used.
pub(super) fn columns(file: FileId, header: &Row<'_>, findings: &mut Vec<Diagnostic>) -> Vec<Option<&'static str>> {
    let columns = named(file, header, &GROUP_COLUMNS, findings);
    let is_misspelt =
        |cell: &Cell<'_>| matches!(nearest(&cell.text.to_lowercase(), GROUP_COLUMNS), Some("title" | "name"));
    if !has_title(&columns) && !header.cells.iter().any(is_misspelt) {
        let finding = Diagnostic::error("csv-column-missing", "there is no column `title`")
            .at(file, header.span, "`title` belongs among these")
            .help("add a column `title`, and write the name of each group in it");
        findings.push(finding);
    }
    columns
}

/// The one of `all` that each column is, or nothing for one that cannot be used.
pub(in crate::parse) fn named(
    file: FileId,
    header: &Row<'_>,
    all: &[&'static str],
    findings: &mut Vec<Diagnostic>,
) -> Vec<Option<&'static str>> {
    let mut columns: Vec<Option<&'static str>> = Vec::with_capacity(header.cells.len());
    for (at, cell) in header.cells.iter().enumerate() {
        let typed = cell.text.trim().to_lowercase();
        let known = all.iter().copied().find(|column| *column == typed);
        let twin = known.and_then(|known| columns.iter().flatten().copied().find(|other| is_same(other, known)));
        match (known, twin) {
            (None, _) => findings.push(unknown(file, cell, at, all)),
            (Some(known), Some(first)) => findings.push(doubled(file, cell, at, [first, known])),
            (Some(_), None) => {}
        }
        columns.push(known.filter(|_| twin.is_none()));
    }
    columns
}

pub(super) fn has_title(columns: &[Option<&'static str>]) -> bool {
    columns.contains(&Some("title")) || columns.contains(&Some("name"))
}

/// A group has one name, whichever of the two its column is called.
fn is_same(a: &str, b: &str) -> bool {
    let is_name = |column: &str| matches!(column, "title" | "name");
    a == b || (is_name(a) && is_name(b))
}

fn doubled(file: FileId, cell: &Cell<'_>, at: usize, [first, second]: [&str; 2]) -> Diagnostic {
    let (message, help) = if first == second {
        (format!("there are two columns `{first}`"), "take one of them out, or give it the name of another column")
    } else {
        (format!("the columns `{first}` and `{second}` say the same"), "a group has one name: take one of them out")
    };
    let finding = Diagnostic::error("csv-column-doubled", message);
    finding.at(file, cell.span, format!("the second one, column {}", letters(at))).help(help)
}

fn unknown(file: FileId, cell: &Cell<'_>, at: usize, all: &[&'static str]) -> Diagnostic {
    let typed = cell.text.trim();
    let finding = Diagnostic::error("csv-column-unknown", format!("there is no column `{typed}`"));
    let finding = finding.at(file, cell.span, format!("column {}", letters(at)));
    match nearest(typed, all.iter().copied()) {
        Some(_) => finding.help(suggestion(typed, all)),
        None => finding.help(suggestion("", all).replace("it can be", "columns can be")),
    }
}

/// The letters that a spreadsheet shows above a column.
pub(in crate::parse) fn letters(at: usize) -> String {
    let last = u8::try_from(at % 26).map_or('?', |letter| char::from(b'A' + letter));
    if at < 26 { last.to_string() } else { format!("{}{last}", letters(at / 26 - 1)) }
}
