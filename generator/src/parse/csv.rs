//! A CSV file becomes a page for each row: local groups, as a spreadsheet lists them.

pub(super) mod cell;
pub(super) mod columns;
mod moved;

use std::borrow::Cow;
use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::ids::Slug;
use crate::model::draft::DraftPage;
use crate::model::node::{Node, Table, Value};
use crate::parse::csv::cell::{Cell, Row};
use crate::parse::csv::columns::{GROUP_COLUMNS, columns, empty, has_title, letters};
use crate::parse::page::{Context, Location, PageFile, PageTable, stem};
use crate::parse::{front_matter, markdown};
use crate::source::Spanned;

/// Columns whose cells are profiles elsewhere, and the names of those.
const SOCIAL: [(&str, &str); 2] = [("facebook", "Facebook"), ("twitter", "Twitter")];

/// Reads a file of groups.
pub(crate) fn read(context: &Context<'_>, file: &PageFile<'_>) -> (Vec<DraftPage>, Vec<Diagnostic>) {
    if let Some(finding) = front_matter::conflict(file.id, file.text) {
        return (Vec::new(), vec![finding]);
    }
    let (mut rows, mut findings) = cell::rows(file.id, file.text);
    if !findings.is_empty() {
        // The quote that is never closed has swallowed the rest of its row.
        rows.truncate(rows.len().saturating_sub(1).max(1));
    }
    let mut rows = rows.into_iter();
    let Some(header) = rows.next() else {
        findings.push(empty(file.id, &GROUP_COLUMNS.join(",").replace("name,", "")));
        return (Vec::new(), findings);
    };
    let sheet = Sheet { file, columns: columns(file.id, &header, &mut findings) };
    let mut pages = Vec::new();
    for row in rows {
        sheet.page(context, &row, &mut pages, &mut findings);
    }
    (pages, findings)
}

struct Sheet<'a> {
    file: &'a PageFile<'a>,
    columns: Vec<Option<&'static str>>,
}

impl Sheet<'_> {
    fn page(&self, context: &Context<'_>, row: &Row<'_>, pages: &mut Vec<DraftPage>, findings: &mut Vec<Diagnostic>) {
        if row.cells.len() != self.columns.len() {
            findings.push(columns::of_another_length(self.file.id, row, self.columns.len()));
            return;
        }
        let start = findings.len();
        let mut told = Vec::new();
        let table = self.table(row);
        let Some(location) = self.location(&table, row, &mut told) else {
            findings.extend(told);
            self.name_cells(row, findings.get_mut(start..).unwrap_or_default());
            return;
        };
        let page = PageTable { file: self.file, location: &location, table: &table, whole: row.span };
        let (mut draft, of_keys) = page.read(context);
        told.extend(of_keys);
        if draft.meta.title.is_none() {
            told.extend(has_title(&self.columns).then(|| self.key_missing(row, "title")));
            draft.meta.title = Some(Spanned::new(draft.key.clone(), row.span));
        }
        if let Some(cell) = self.cell(row, "body").filter(|cell| !cell.text.trim().is_empty()) {
            let (body, of_body) = self.body(context, cell);
            draft.body = Arc::new(body);
            told.extend(of_body);
        }
        findings.extend(told);
        self.name_cells(row, findings.get_mut(start..).unwrap_or_default());
        pages.push(draft);
    }

    fn cell<'r, 't>(&self, row: &'r Row<'t>, column: &str) -> Option<&'r Cell<'t>> {
        let at = self.columns.iter().position(|known| *known == Some(column))?;
        row.cells.get(at)
    }

    /// The row as front matter would say it.
    fn table(&self, row: &Row<'_>) -> Table {
        let mut table = Table::default();
        let mut social = Vec::new();
        for (column, cell) in self.columns.iter().zip(&row.cells) {
            let text = cell.text.trim();
            let Some(column) = column.filter(|_| !text.is_empty()) else { continue };
            let of = |value| Node { span: cell.span, value };
            let (key, node) = match column {
                "body" => continue,
                "facebook" | "twitter" => {
                    social.push(profile(column, cell));
                    continue;
                }
                "name" => ("title", of(Value::String(text.to_owned()))),
                "latitude" | "longitude" => (column, of(number(text))),
                "draft" => (column, of(yes_or_no(text))),
                "tags" => (column, of(Value::Array(tags(cell)))),
                _ => (column, of(Value::String(text.to_owned()))),
            };
            table.entries.push((Spanned::new(key.to_owned(), cell.span), node));
        }
        if !social.is_empty() {
            let node = Node { span: row.span, value: Value::Array(social) };
            table.entries.push((Spanned::new("social".to_owned(), row.span), node));
        }
        table
    }

    /// The row's key: the file's folder, and the slug or what the title makes of one.
    fn location(&self, table: &Table, row: &Row<'_>, findings: &mut Vec<Diagnostic>) -> Option<Location> {
        let (stem, lang) = stem(self.file.path);
        let folder = stem.strip_prefix("content/")?.rsplit_once('/').map_or("groups", |(folder, _)| folder);
        let text = |key| match table.get(key).map(|node| &node.value) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        };
        let slug = text("slug").map(|slug| Slug::of(slug)).or_else(|| text("title").map(|title| Slug::of(title)));
        let Some(slug) = slug.flatten() else {
            if text("title").is_some() {
                findings.push(self.key_missing(row, "slug"));
            } else if has_title(&self.columns) {
                findings.push(self.key_missing(row, "title"));
            }
            return None;
        };
        if lang.is_some() && text("slug").is_none() {
            let finding = Diagnostic::error("key-missing", format!("row {} has no `slug`", row.number))
                .at(self.file.id, row.span, "the `slug` says which group this translates")
                .help("write the same slug as in the row of the original");
            findings.push(finding);
        }
        let kind = crate::model::draft::Kind::Group;
        Some(Location { kind, key: format!("{folder}/{slug}"), lang, date: None })
    }

    fn key_missing(&self, row: &Row<'_>, key: &str) -> Diagnostic {
        Diagnostic::error("key-missing", format!("row {} has no `{key}`", row.number))
            .at(self.file.id, row.span, "this row has no name for its page")
            .help(format!("write one in the column `{key}`, or take the row out"))
    }

    fn body(&self, context: &Context<'_>, cell: &Cell<'_>) -> (crate::model::draft::Body, Vec<Diagnostic>) {
        let (file, options) = (self.file, &context.options);
        if matches!(cell.text, Cow::Borrowed(_)) {
            return markdown::body(file.id, file.text, cell.inside.clone(), options);
        }
        let (body, findings) = markdown::body(file.id, &cell.text, 0..cell.text.len(), options);
        let doubled = moved::Doubled::new(file.text, cell.inside.clone());
        (doubled.body(body), findings.into_iter().map(|finding| doubled.finding(finding)).collect())
    }

    /// Says row and column in words, as a spreadsheet shows them.
    fn name_cells(&self, row: &Row<'_>, findings: &mut [Diagnostic]) {
        for finding in findings {
            let Some(place) = finding.place else { continue };
            if finding.message.starts_with("row ") {
                continue;
            }
            let is_in = |cell: &Cell<'_>| cell.span.start <= place.span.start && place.span.end <= cell.span.end;
            let cell = (place.span != row.span).then(|| row.cells.iter().position(is_in)).flatten();
            let words = match cell {
                Some(at) => format!(" (row {}, column {})", row.number, letters(at)),
                None => format!(" (row {})", row.number),
            };
            finding.message.push_str(&words);
        }
    }
}

fn number(text: &str) -> Value {
    text.parse::<f64>().map_or_else(|_| Value::String(text.to_owned()), Value::Float)
}

fn yes_or_no(text: &str) -> Value {
    match text.to_lowercase().as_str() {
        "true" | "yes" | "1" => Value::Bool(true),
        "false" | "no" | "0" => Value::Bool(false),
        _ => Value::String(text.to_owned()),
    }
}

fn tags(cell: &Cell<'_>) -> Vec<Node> {
    let words = cell.text.split(';').map(str::trim).filter(|tag| !tag.is_empty());
    words.map(|tag| Node { span: cell.span, value: Value::String(tag.to_owned()) }).collect()
}

fn profile(column: &str, cell: &Cell<'_>) -> Node {
    let name = SOCIAL.iter().find(|(known, _)| *known == column).map_or(column, |(_, name)| name);
    let entry = |key: &str, text: &str| {
        (Spanned::new(key.to_owned(), cell.span), Node { span: cell.span, value: Value::String(text.to_owned()) })
    };
    let table = Table { entries: vec![entry("name", name), entry("url", cell.text.trim())] };
    Node { span: cell.span, value: Value::Table(table) }
}

#[cfg(test)]
mod tests;
