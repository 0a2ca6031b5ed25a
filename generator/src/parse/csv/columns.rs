//! The first row of a CSV: which column is which.

use crate::diag::{Diagnostic, nearest};
use crate::parse::csv::cell::{Cell, Row};
use crate::parse::reader::suggestion;
use crate::source::{FileId, Span};

/// The columns that are read, in the order of the documentation.
const COLUMNS: [&str; 18] = [
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

pub(super) fn empty(file: FileId) -> Diagnostic {
    Diagnostic::error("csv-header-missing", "the file is empty")
        .at(file, Span::default(), "the names of the columns belong here")
        .help(format!("begin with the line `{}`", COLUMNS.join(",").replace("name,", "")))
}

/// The name of each column, or nothing for one that cannot be used.
pub(super) fn columns(file: FileId, header: &Row<'_>, findings: &mut Vec<Diagnostic>) -> Vec<Option<&'static str>> {
    let mut columns: Vec<Option<&'static str>> = Vec::with_capacity(header.cells.len());
    for (at, cell) in header.cells.iter().enumerate() {
        let typed = cell.text.trim().to_lowercase();
        let known = COLUMNS.into_iter().find(|column| *column == typed);
        let is_other = |other: &str| columns.contains(&Some(other));
        let is_renamed = (known == Some("name") && is_other("title")) || (known == Some("title") && is_other("name"));
        let is_doubled = known.is_some() && columns.contains(&known);
        if is_renamed {
            let finding = Diagnostic::error("csv-column-doubled", "the columns `title` and `name` say the same").at(
                file,
                cell.span,
                format!("the second one, column {}", letters(at)),
            );
            findings.push(finding.help("a group has one name: take one of the columns out"));
        } else if is_doubled {
            let finding = Diagnostic::error("csv-column-doubled", format!("there are two columns `{typed}`")).at(
                file,
                cell.span,
                format!("the second one, column {}", letters(at)),
            );
            findings.push(finding.help("take one of them out, or give it the name of another column"));
        } else if known.is_none() {
            let finding = Diagnostic::error("csv-column-unknown", format!("there is no column `{}`", cell.text.trim()))
                .at(file, cell.span, format!("column {}", letters(at)));
            findings.push(match nearest(&typed, COLUMNS) {
                Some(_) => finding.help(suggestion(&typed, &COLUMNS)),
                None => finding.help(suggestion("", &COLUMNS).replace("it can be", "columns can be")),
            });
        }
        columns.push(known.filter(|_| !is_doubled && !is_renamed));
    }
    let is_misspelt = |cell: &Cell<'_>| matches!(nearest(&cell.text.to_lowercase(), COLUMNS), Some("title" | "name"));
    if !has_title(&columns) && !header.cells.iter().any(is_misspelt) {
        let finding = Diagnostic::error("csv-column-missing", "there is no column `title`")
            .at(file, header.span, "`title` belongs among these")
            .help("add a column `title`, and write the name of each group in it");
        findings.push(finding);
    }
    columns
}

pub(super) fn has_title(columns: &[Option<&'static str>]) -> bool {
    columns.contains(&Some("title")) || columns.contains(&Some("name"))
}

/// The letters that a spreadsheet shows above a column.
pub(super) fn letters(at: usize) -> String {
    let last = u8::try_from(at % 26).map_or('?', |letter| char::from(b'A' + letter));
    if at < 26 { last.to_string() } else { format!("{}{last}", letters(at / 26 - 1)) }
}
