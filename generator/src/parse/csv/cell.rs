//! Rows and cells, and where they stand.

use std::borrow::Cow;
use std::ops::Range;

use csv_core::{ReadFieldResult, Reader};

use crate::diag::Diagnostic;
use crate::source::{FileId, Span};

/// One row.
#[derive(Debug)]
pub(in crate::parse) struct Row<'a> {
    /// As a spreadsheet counts: the header is 1.
    pub(in crate::parse) number: usize,
    /// All of it, without the line end.
    pub(in crate::parse) span: Span,
    /// In the order of columns.
    pub(in crate::parse) cells: Vec<Cell<'a>>,
}

/// One cell.
#[derive(Debug)]
pub(in crate::parse) struct Cell<'a> {
    /// What it says: borrowed when it stands so in the file, owned when it has doubled quotes.
    pub(in crate::parse) text: Cow<'a, str>,
    /// All of it, quotes included.
    pub(in crate::parse) span: Span,
    /// Between the quotes, or all of it.
    pub(in crate::parse) inside: Range<usize>,
}

/// Splits a file into rows; lines with nothing in them are no rows.
pub(in crate::parse) fn rows(file: FileId, text: &str) -> (Vec<Row<'_>>, Vec<Diagnostic>) {
    let mut reader = Reader::new();
    let mut buffer = vec![0; text.len() + 1];
    let mut findings = Vec::new();
    let mut rows = Vec::new();
    let mut cells: Vec<Cell<'_>> = Vec::new();
    let mut at = 0;
    loop {
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        let (result, read, written) = reader.read_field(rest, &mut buffer);
        let start = at;
        at += read;
        match result {
            ReadFieldResult::InputEmpty if read == 0 && rest.is_empty() => {}
            ReadFieldResult::Field { record_end } => {
                let value = buffer.get(..written).unwrap_or_default();
                let cell = cell(text, start..at, value);
                findings.extend(unclosed(file, text, &cell, rows.len() + 1));
                cells.push(cell);
                if record_end {
                    rows.push(row(rows.len() + 1, std::mem::take(&mut cells)));
                }
            }
            ReadFieldResult::End | ReadFieldResult::OutputFull => break,
            ReadFieldResult::InputEmpty => {
                // A last cell without a line end: the reader gives it when it is told that no more comes.
                let (result, _, more) = reader.read_field(&[], buffer.get_mut(written..).unwrap_or_default());
                if let ReadFieldResult::Field { .. } = result {
                    let value = buffer.get(..written + more).unwrap_or_default();
                    let cell = cell(text, start..at, value);
                    findings.extend(unclosed(file, text, &cell, rows.len() + 1));
                    cells.push(cell);
                    rows.push(row(rows.len() + 1, std::mem::take(&mut cells)));
                }
                break;
            }
        }
    }
    (rows, findings)
}

fn row(number: usize, cells: Vec<Cell<'_>>) -> Row<'_> {
    let start = cells.first().map_or(0, |cell| cell.span.start);
    let end = cells.last().map_or(start, |cell| cell.span.end);
    Row { number, span: Span { start, end }, cells }
}

/// The cell whose bytes, with what ends it, are `range`.
fn cell<'a>(text: &'a str, range: Range<usize>, value: &[u8]) -> Cell<'a> {
    let raw = text.get(range.clone()).unwrap_or("");
    let start = range.start + (raw.len() - raw.trim_start_matches(['\r', '\n']).len());
    let raw = text.get(start..range.end).unwrap_or("");
    let raw = raw.strip_suffix(',').or_else(|| raw.strip_suffix('\n')).unwrap_or(raw);
    let raw = raw.strip_suffix('\r').unwrap_or(raw);
    let span = Span::new(start..start + raw.len());
    let is_quoted = raw.len() > 1 && raw.starts_with('"') && raw.ends_with('"');
    let inside = if is_quoted { start + 1..start + raw.len() - 1 } else { start..start + raw.len() };
    let as_written = text.get(inside.clone()).unwrap_or("");
    let text = if as_written.as_bytes() == value {
        Cow::Borrowed(as_written)
    } else {
        Cow::Owned(String::from_utf8_lossy(value).into_owned())
    };
    Cell { text, span, inside }
}

/// A quote that opens a cell and never closes swallows the rest of the file.
fn unclosed(file: FileId, text: &str, cell: &Cell<'_>, row: usize) -> Option<Diagnostic> {
    let raw = text.get(cell.span.range())?;
    if !raw.starts_with('"') || raw.matches('"').count().is_multiple_of(2) {
        return None;
    }
    let quote = Span { start: cell.span.start, end: cell.span.start + 1 };
    let finding = Diagnostic::error("csv-quote-unclosed", format!("row {row} has a quote that is never closed"))
        .at(file, quote, "it opens here, and the cell goes on to the end of the file")
        .help("close it after the cell's text; a quote inside a cell is written twice: `\"\"`");
    Some(finding)
}
