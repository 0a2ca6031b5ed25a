//! Findings as text: for people, as JSON lines, and as the commands of a GitHub workflow.

mod snippet;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::json;

use crate::diag::render::snippet::Excerpt;
use crate::diag::{Diagnostic, Severity};
use crate::source::{Place, Sources};

/// Whether text is coloured for a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Color {
    /// Plain text.
    Never,
    /// ANSI escape codes.
    Always,
}

/// A place as editors count it: from 1, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// 1 is the first.
    pub line: usize,
    /// 1 is the first character of the line.
    pub column: usize,
}

impl Position {
    /// The position of byte `offset` of `text`; of its end when it is shorter.
    ///
    /// ```
    /// use handbill::diag::render::Position;
    /// assert_eq!(Position::of("é\nab", 4), Position { line: 2, column: 2 });
    /// ```
    pub fn of(text: &str, offset: usize) -> Self {
        let before = text.get(..text.floor_char_boundary(offset)).unwrap_or(text);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let last = before.rsplit('\n').next().unwrap_or("");
        Self { line, column: last.chars().count() + 1 }
    }
}

/// A finding with the line that it is about, and a caret under the place.
pub fn human(finding: &Diagnostic, sources: &Sources, color: Color) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let main = finding.place.map(|place| shown(place, sources));
    let related: Vec<_> = finding.related.iter().map(|(place, _)| shown(*place, sources)).collect();
    let mut group = Group::with_title(level.primary_title(&finding.message).id(finding.code));
    if let Some(excerpt) = &main {
        group = with_excerpt(group, excerpt, AnnotationKind::Primary, &finding.label);
    }
    for (excerpt, (_, label)) in related.iter().zip(&finding.related) {
        group = with_excerpt(group, excerpt, AnnotationKind::Context, label);
    }
    for help in &finding.help {
        group = group.element(Level::HELP.message(help));
    }
    let renderer = match color {
        Color::Never => Renderer::plain(),
        Color::Always => Renderer::styled(),
    };
    let text = renderer.term_width(snippet::WIDTH * 4).render(&[group]);
    with_columns(text, &main.iter().chain(&related).collect::<Vec<_>>())
}

/// A finding as one line of JSON.
pub fn json(finding: &Diagnostic, sources: &Sources) -> String {
    let place = |place: Place| {
        let file = sources.get(place.file);
        let start = Position::of(file.text(), place.span.range().start);
        let end = Position::of(file.text(), place.span.range().end);
        (file.path.to_string(), start, end)
    };
    let related: Vec<_> = finding
        .related
        .iter()
        .map(|(at, label)| {
            let (file, start, end) = place(*at);
            json!({ "file": file, "line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column, "label": label })
        })
        .collect();
    let at = finding.place.map(place);
    json!({
        "severity": severity(finding.severity),
        "code": finding.code,
        "message": finding.message,
        "file": at.as_ref().map(|(file, ..)| file),
        "line": at.as_ref().map(|(_, start, _)| start.line),
        "column": at.as_ref().map(|(_, start, _)| start.column),
        "end_line": at.as_ref().map(|(.., end)| end.line),
        "end_column": at.as_ref().map(|(.., end)| end.column),
        "label": finding.label,
        "help": finding.help,
        "related": related,
    })
    .to_string()
}

/// A finding as a command of a GitHub workflow, which shows it beside the changed line.
pub fn github(finding: &Diagnostic, sources: &Sources) -> String {
    let mut properties = Vec::new();
    if let Some(place) = finding.place {
        let file = sources.get(place.file);
        let start = Position::of(file.text(), place.span.range().start);
        let end = Position::of(file.text(), place.span.range().end);
        properties.push(format!("file={}", property(&file.path)));
        properties.push(format!("line={}", start.line));
        properties.push(format!("endLine={}", end.line));
        properties.push(format!("col={}", start.column));
        if end.line == start.line {
            properties.push(format!("endColumn={}", end.column));
        }
    }
    properties.push(format!("title={}", property(finding.code)));
    let lines = [&finding.message, &finding.label].into_iter().filter(|line| !line.is_empty()).cloned();
    let help = finding.help.iter().map(|help| format!("help: {help}"));
    let message: Vec<String> = lines.chain(help).collect();
    format!("::{} {}::{}", severity(finding.severity), properties.join(","), escaped(&message.join("\n")))
}

/// How many errors and warnings there are, in how many files: `2 errors and 1 warning in 3 files`.
///
/// ```
/// use handbill::diag::{Diagnostic, render};
/// assert_eq!(render::summary(&[Diagnostic::error("a", "b")]), "1 error");
/// assert_eq!(render::summary(&[]), "no findings");
/// ```
pub fn summary(findings: &[Diagnostic]) -> String {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let mut files: Vec<_> = findings.iter().filter_map(|finding| finding.place).map(|place| place.file).collect();
    files.sort();
    files.dedup();
    let counted = |count: usize, noun: &str| match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    };
    let parts: Vec<String> = [(count(Severity::Error), "error"), (count(Severity::Warning), "warning")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| counted(count, noun))
        .collect();
    match (parts.is_empty(), files.len()) {
        (true, _) => "no findings".to_owned(),
        (false, 0) => parts.join(" and "),
        (false, files) => format!("{} in {}", parts.join(" and "), counted(files, "file")),
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn shown(place: Place, sources: &Sources) -> Excerpt<'_> {
    let file = sources.get(place.file);
    Excerpt::new(&file.path, file.text(), place.span)
}

fn with_excerpt<'a>(group: Group<'a>, excerpt: &'a Excerpt<'_>, kind: AnnotationKind, label: &'a str) -> Group<'a> {
    if excerpt.line.is_empty() && label.is_empty() {
        let Position { line, column } = excerpt.position;
        return group.element(Origin::path(excerpt.path).line(line).char_column(column));
    }
    let label = if label.is_empty() { None } else { Some(label) };
    let annotation = kind.span(excerpt.span.clone()).label(label);
    let snippet = Snippet::source(&*excerpt.line).path(excerpt.path).line_start(excerpt.position.line);
    group.element(snippet.annotation(annotation))
}

/// The renderer counts columns in the part of the line that it is given: the file's own are put in their place.
fn with_columns(text: String, excerpts: &[&Excerpt<'_>]) -> String {
    excerpts.iter().filter(|excerpt| excerpt.is_cut()).fold(text, |text, excerpt| {
        let Position { line, column } = excerpt.position;
        let of_part = excerpt.line.get(..excerpt.span.start).unwrap_or("").chars().count() + 1;
        let path = excerpt.path;
        text.replacen(&format!("{path}:{line}:{of_part}"), &format!("{path}:{line}:{column}"), 1)
    })
}

fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests;
