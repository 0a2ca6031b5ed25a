//! One finding about the content or the theme: what is wrong, where, and the way out.

pub mod render;

use crate::source::{FileId, Place, Span};

/// Whether a finding stops the build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// The site is written all the same, unless `--strict`.
    Warning,
}

/// How much a build lets through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Strictness {
    /// Errors stop it.
    #[default]
    Errors,
    /// `--strict`: warnings too.
    Warnings,
}

/// One finding. Made by [`Diagnostic::error`] or [`Diagnostic::warning`] and the `with_` methods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Does it stop the build?
    pub severity: Severity,
    /// Its name, a sentence in kebab-case: `link-target-missing`.
    pub code: &'static str,
    /// Lower case, no full stop, names in backticks.
    pub message: String,
    /// Where; a finding about the whole site has none.
    pub place: Option<Place>,
    /// What stands under the caret.
    pub label: String,
    /// Other places that have to do with it: the first claim on a route, say.
    pub related: Vec<(Place, String)>,
    /// Ways out, each a sentence.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A mistake that stops the build.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code,
            message: message.into(),
            place: None,
            label: String::new(),
            related: Vec::new(),
            help: Vec::new(),
        }
    }

    /// Something to look at, that does not stop the build.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// Whether it stops a build.
    pub fn stops(&self, strictness: Strictness) -> bool {
        self.severity == Severity::Error || strictness == Strictness::Warnings
    }

    /// At this place, with these words under the caret.
    #[must_use]
    pub fn at(mut self, file: FileId, span: Span, label: impl Into<String>) -> Self {
        self.place = Some(Place { file, span });
        self.label = label.into();
        self
    }

    /// Another place that has to do with it.
    #[must_use]
    pub fn also(mut self, file: FileId, span: Span, label: impl Into<String>) -> Self {
        self.related.push((Place { file, span }, label.into()));
        self
    }

    /// A way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}

/// All findings once each, in the order of files and places; those of no place first.
pub fn in_order(findings: impl IntoIterator<Item = Diagnostic>) -> Vec<Diagnostic> {
    let mut all: Vec<Diagnostic> = findings.into_iter().collect();
    let key = |one: &Diagnostic| (one.place, one.severity, one.code);
    all.sort_by(|a, b| (key(a), &a.message, &a.help).cmp(&(key(b), &b.message, &b.help)));
    // What is wrong with a template shows on every page that it makes, and each may know another way out.
    let is_told = |a: &Diagnostic, b: &Diagnostic| a.place.is_some() && key(a) == key(b) && a.message == b.message;
    all.dedup_by(|again, first| again == first || is_told(again, first));
    all
}

/// The nearest of `known` to what was typed, when it is near enough to be meant.
///
/// ```
/// assert_eq!(handbill::diag::nearest("sumary", ["title", "summary"]), Some("summary"));
/// assert_eq!(handbill::diag::nearest("colour", ["title", "summary"]), None);
/// ```
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    known
        .into_iter()
        .map(|word| (strsim::damerau_levenshtein(&typed, &word.to_lowercase()), word))
        .filter(|&(steps, word)| steps <= 1 + word.chars().count() / 4)
        .min_by_key(|&(steps, _)| steps)
        .map(|(_, word)| word)
}
