//! Bad YAML, told in a volunteer's words, with what to write instead.

use std::ops::Range;

use granit_parser::{ErrorKind, ScanError};

use crate::diag::Diagnostic;
use crate::source::{FileId, Span};

/// Where the scanner stopped, told in a volunteer's words.
pub(super) struct Mistake<'a> {
    pub(super) file: FileId,
    pub(super) text: &'a str,
    pub(super) base: usize,
}

impl Mistake<'_> {
    pub(super) fn finding(&self, error: &ScanError) -> Diagnostic {
        let at = error.marker().byte_offset().unwrap_or(self.text.len()).min(self.text.len());
        let line = self.line_at(at);
        self.tab(error, &line)
            .or_else(|| self.quote(error))
            .or_else(|| self.colon(&line))
            .or_else(|| self.sign(&line))
            .or_else(|| self.indentation(&line))
            .unwrap_or_else(|| {
                Diagnostic::error("yaml-invalid", "this is not YAML").at(
                    self.file,
                    self.span(at..at),
                    error.kind().to_string(),
                )
            })
    }

    /// A tab in the indentation of the line, or of the one after it.
    fn tab(&self, error: &ScanError, line: &Range<usize>) -> Option<Diagnostic> {
        let is_about_tabs = matches!(
            error.kind(),
            ErrorKind::TabNotAllowed
                | ErrorKind::TabInBlockIndentation
                | ErrorKind::TabInIndentation
                | ErrorKind::TabAtBlockScalarStart
        );
        let lines = [line.clone(), self.line_at(line.end + 1)];
        let tab = lines.into_iter().find_map(|line| {
            let text = self.text.get(line.clone())?;
            let indentation = text.len() - text.trim_start().len();
            text.get(..indentation)?.find('\t').map(|tab| line.start + tab)
        });
        let tab = tab.or_else(|| is_about_tabs.then(|| error.marker().byte_offset()).flatten())?;
        let finding = Diagnostic::error("yaml-tab", "a tab is used for indentation").at(
            self.file,
            self.span(tab..tab + 1),
            "a tab",
        );
        Some(finding.help("YAML is indented with spaces: write two for each step"))
    }

    /// A quote that opens and does not close.
    fn quote(&self, error: &ScanError) -> Option<Diagnostic> {
        let is_open = matches!(
            error.kind(),
            ErrorKind::UnclosedQuotedScalar
                | ErrorKind::UnexpectedEof
                | ErrorKind::InvalidQuotedScalarIndent
                | ErrorKind::DocumentIndicatorInQuotedScalar
                | ErrorKind::InvalidTrailingDoubleQuotedScalar
                | ErrorKind::InvalidTrailingSingleQuotedScalar
        );
        if !is_open {
            return None;
        }
        self.lines().find_map(|line| {
            let (key, value) = self.pair(&line)?;
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            let at = line.end - value.len();
            if value.len() > 1 && value.ends_with(quote) && value.matches(quote).count() == 2 {
                return None;
            }
            let inner = value.trim_matches(quote).replace('\'', "''");
            let finding = Diagnostic::error("yaml-invalid", format!("the quotes of `{key}` do not pair up")).at(
                self.file,
                self.span(at..at + 1),
                "this quote is not closed where the text ends",
            );
            Some(finding.help(format!("write `{key}: '{inner}'`")))
        })
    }

    /// A colon in a text without quotes.
    fn colon(&self, line: &Range<usize>) -> Option<Diagnostic> {
        let (key, value) = self.pair(line)?;
        if !value.contains(": ") && !value.ends_with(':') || value.starts_with(['"', '\'', '[', '{']) {
            return None;
        }
        let start = line.end - value.len();
        let finding = Diagnostic::error("yaml-invalid", format!("the text of `{key}` has a colon in it and no quotes"))
            .at(self.file, self.span(start..line.end), "a colon begins a value");
        Some(finding.help(format!("write `{key}: \"{}\"`", value.replace('\\', "\\\\").replace('"', "\\\""))))
    }

    /// A text that begins with a sign that means something in YAML.
    fn sign(&self, line: &Range<usize>) -> Option<Diagnostic> {
        let (key, value) = self.pair(line)?;
        let sign = value.chars().next().filter(|c| "@`%&*!|>{[#,]}\"'".contains(*c))?;
        let start = line.end - value.len();
        let finding =
            Diagnostic::error("yaml-invalid", format!("the text of `{key}` begins with `{sign}` and has no quotes"))
                .at(self.file, self.span(start..line.end), "this sign means something else in YAML");
        let inner = value.trim_matches(sign).replace('\\', "\\\\").replace('"', "\\\"");
        let inner = if matches!(sign, '"' | '\'') { inner } else { value.replace('\\', "\\\\").replace('"', "\\\"") };
        Some(finding.help(format!("write `{key}: \"{inner}\"`")))
    }

    /// A line that is indented below one that has a value.
    fn indentation(&self, line: &Range<usize>) -> Option<Diagnostic> {
        let deep = |line: &Range<usize>| {
            let text = self.text.get(line.clone())?;
            Some(text.len() - text.trim_start().len())
        };
        let before = self.lines().filter(|before| before.end < line.start && !before.is_empty()).last()?;
        let (key, _) = self.pair(&before)?;
        let depth = deep(line).filter(|depth| deep(&before).is_some_and(|before| *depth > before))?;
        let finding = Diagnostic::error("yaml-invalid", "this line is indented further than the one before").at(
            self.file,
            self.span(line.start..line.start + depth),
            "spaces that seem to belong to nothing",
        );
        Some(finding.help(format!("begin the line where `{key}` begins")))
    }

    /// Key and value of a line `key: value`; the value reaches to the line's end.
    fn pair(&self, line: &Range<usize>) -> Option<(&str, &str)> {
        let text = self.text.get(line.clone())?;
        let (key, value) = text.split_once(": ")?;
        let key = key.trim_start_matches([' ', '-']).trim();
        let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
        (is_key && !value.trim().is_empty()).then(|| (key, value.trim_start()))
    }

    /// The line around `at`, without the space at its end.
    fn line_at(&self, at: usize) -> Range<usize> {
        let at = at.min(self.text.len());
        let start = self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
        let line = self.text.get(start..).and_then(|rest| rest.split('\n').next()).unwrap_or("");
        start..start + line.trim_end().len()
    }

    fn lines(&self) -> impl Iterator<Item = Range<usize>> {
        let mut next = 0;
        self.text.split_inclusive('\n').map(move |line| {
            let start = next;
            next += line.len();
            start..start + line.trim_end().len()
        })
    }

    fn span(&self, range: Range<usize>) -> Span {
        let end = range.end.min(self.text.len());
        Span::new(range.start.min(end)..end).shifted(self.base)
    }
}
