//! Tera's errors as findings: at file, line and column, in our words.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{ErrorKind, ReportError, Tera};

use crate::diag::{Diagnostic, nearest};
use crate::render::theme::files::ThemeFiles;
use crate::source::{FileId, Span};

/// The filters there are, ours and Tera's: it does not list them.
const FILTERS: [&str; 39] = [
    "abs",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "group_by",
    "heading_level",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "markdown",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];
/// Tests that Tera has by itself.
const TESTS: [&str; 16] = [
    "array",
    "bool",
    "containing",
    "defined",
    "divisible_by",
    "ending_with",
    "even",
    "float",
    "integer",
    "iterable",
    "map",
    "none",
    "number",
    "odd",
    "string",
    "undefined",
];
const FUNCTIONS: [&str; 5] = ["asset", "number", "range", "t", "throw"];

/// The text of each template, and the file that it is in.
#[derive(Debug)]
pub(super) struct TemplateFiles {
    files: BTreeMap<String, (FileId, Arc<str>)>,
}

/// A mistake as Tera's report tells it: `error: …`, `--> file:line:column`, the line, and carets under it.
struct Told<'a> {
    message: &'a str,
    template: &'a str,
    line: usize,
    column: usize,
    width: usize,
}

impl TemplateFiles {
    pub(super) fn new(files: &ThemeFiles<'_>) -> Self {
        let text = |(&name, &(id, file)): (&&str, &(FileId, &crate::source::SourceFile))| {
            (name.to_owned(), (id, Arc::from(file.text())))
        };
        Self { files: files.templates.iter().map(text).collect() }
    }

    #[cfg(test)]
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        let file = |(name, text): &(&str, &str)| ((*name).to_owned(), (FileId(0), Arc::from(*text)));
        Self { files: files.iter().map(file).collect() }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    /// The name and the text of a template, as long as these live.
    pub(super) fn entry(&self, name: &str) -> Option<(&str, &str)> {
        self.files.get_key_value(name).map(|(name, (_, text))| (name.as_str(), &**text))
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    pub(super) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(name, (_, text))| (name.as_str(), &**text))
    }

    /// An error that knows its place.
    pub(super) fn finding(&self, report: &ReportError) -> Diagnostic {
        self.at(report.message(), report.filename(), report.span().range.clone())
    }

    /// The errors that Tera tells when all templates have been read.
    pub(super) fn findings(&self, error: &tera::Error, tera: &Tera) -> Vec<Diagnostic> {
        match error.kind() {
            ErrorKind::MissingParent { current, parent } => {
                vec![self.unknown("template", parent, current, self.names())]
            }
            ErrorKind::CircularExtend { tpl, .. } => vec![self.naming("the template extends itself", tpl, "extends")],
            ErrorKind::CircularInclude { tpl, .. } => vec![self.naming("the template includes itself", tpl, "include")],
            ErrorKind::Msg(message) => {
                let all: Vec<Diagnostic> = reports(message).iter().map(|told| self.of_report(told, tera)).collect();
                if all.is_empty() { vec![self.of_message(message)] } else { all }
            }
            other => vec![invalid(&other.to_string())],
        }
    }

    fn at(&self, message: &str, template: &str, range: std::ops::Range<usize>) -> Diagnostic {
        let (sentence, help) = match message.split_once("; did you mean ") {
            Some((sentence, near)) => (sentence, Some(format!("did you mean {near}"))),
            None => match message.split_once(". Available fields: ") {
                Some((sentence, fields)) => (sentence, Some(field_wanted(sentence, fields))),
                None => (message, None),
            },
        };
        let finding = invalid(sentence);
        let finding = match self.files.get(template) {
            Some((file, text)) => finding.at(*file, Span::within(text, range), ""),
            None => finding,
        };
        match help {
            Some(help) => finding.help(help),
            None if sentence.eq_ignore_ascii_case("unknown tag") => {
                finding.help("a tag such as `{% if … %}` before it is perhaps not closed, or it is misspelt")
            }
            None => finding,
        }
    }

    fn of_report(&self, told: &Told<'_>, tera: &Tera) -> Diagnostic {
        let range = self.files.get(told.template).map(|(_, text)| told.range(text)).unwrap_or_default();
        let finding = self.at(told.message, told.template, range);
        let Some(name) = told.message.split('`').nth(1) else { return finding };
        let near = match told.message.split(' ').nth(1) {
            Some("filter") => nearest(name, FILTERS),
            Some("test") => nearest(name, TESTS),
            Some("function") => nearest(name, FUNCTIONS),
            Some("template") => nearest(name, self.names()),
            Some("component") => nearest(name, self.component_names(tera)),
            _ => None,
        };
        match near {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding,
        }
    }

    /// The components that the templates define: where one mistake stops Tera, it knows of none itself.
    fn component_names<'a>(&'a self, tera: &'a Tera) -> Vec<&'a str> {
        let mut names: Vec<&str> = tera.get_component_names().collect();
        for (_, text) in self.texts() {
            let after = text
                .split("{%")
                .skip(1)
                .filter_map(|tag| tag.trim_start_matches('-').trim().strip_prefix("component "));
            names.extend(after.filter_map(|rest| rest.split('(').next()).map(str::trim));
        }
        names.sort_unstable();
        names.dedup();
        names
    }

    /// A sentence with no place: a component that two templates define.
    fn of_message(&self, message: &str) -> Diagnostic {
        let names: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
        let Some((component, templates)) = names.split_first() else { return invalid(message) };
        let place = |template: &str| {
            let (file, text) = self.files.get(template)?;
            let start = text.find(&format!("component {component}"))?;
            Some((*file, Span::new(start..start + "component ".len() + component.len())))
        };
        let mut places = templates.iter().filter_map(|template| place(template));
        let finding = invalid(message);
        match (places.next(), places.next()) {
            (Some((first, at)), Some((second, there))) => {
                finding.at(second, there, "the second one").also(first, at, "the first one")
            }
            _ => finding,
        }
    }

    fn unknown<'a>(
        &self,
        what: &str,
        name: &str,
        template: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Diagnostic {
        let message = format!("unknown {what} `{name}`");
        let start = self.files.get(template).and_then(|(_, text)| text.find(name));
        let range = start.map(|start| start..start + name.len()).unwrap_or_default();
        let finding = self.at(&message, template, range);
        match nearest(name, known) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding,
        }
    }

    fn naming(&self, message: &str, template: &str, word: &str) -> Diagnostic {
        let start = self.files.get(template).and_then(|(_, text)| text.find(word));
        self.at(message, template, start.map(|start| start..start + word.len()).unwrap_or_default())
    }
}

impl Told<'_> {
    /// Lines and columns count from 1; columns are characters.
    fn range(&self, text: &str) -> std::ops::Range<usize> {
        let before: usize = text.split_inclusive('\n').take(self.line.saturating_sub(1)).map(str::len).sum();
        let rest = text.get(before..).unwrap_or_default();
        let byte = |chars: usize| rest.char_indices().nth(chars).map_or(rest.len(), |(at, _)| at);
        let column = self.column.saturating_sub(1);
        before + byte(column)..before + byte(column + self.width)
    }
}

/// Takes Tera's reports apart.
fn reports(text: &str) -> Vec<Told<'_>> {
    let lines: Vec<&str> = text.lines().collect();
    lines
        .windows(5)
        .filter_map(|window| {
            let message = window[0].strip_prefix("error: ")?;
            let mut place = window[1].trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
            let column = place.next()?.parse().ok()?;
            let line = place.next()?.parse().ok()?;
            let width = window[4].matches('^').count().max(1);
            Some(Told { message, template: place.next()?, line, column, width })
        })
        .collect()
}

/// The field that is nearest to the one which is not there, or all that are.
fn field_wanted(sentence: &str, fields: &str) -> String {
    let known: Vec<&str> = fields.split(", ").map(str::trim).collect();
    match sentence.split('`').nth(1).and_then(|name| nearest(name, known.iter().copied())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    }
}

fn invalid(message: &str) -> Diagnostic {
    Diagnostic::error("template-invalid", plain_words(message))
}

/// Tera's sentence as ours: lower case, no full stop.
pub(super) fn plain_words(message: &str) -> String {
    let mut words = message.trim_end_matches('.').to_owned();
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    words
}
