//! What a command says of findings and of files.

use std::io::{self, Write};

use clap::ValueEnum;

use crate::diag::Diagnostic;
use crate::diag::render::{self, Color};
use crate::source::Sources;
use crate::write::Counts;

pub(super) use crate::diag::render::summary;

/// How findings are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// To people, with the line and a caret
    Human,
    /// As one JSON object on each line
    Json,
    /// As remarks on the lines of a GitHub change
    Github,
}

/// Every finding, in the order given.
pub(super) fn findings(
    findings: &[Diagnostic],
    sources: &Sources,
    format: Format,
    color: Color,
    stream: &mut dyn Write,
) -> io::Result<()> {
    for finding in findings {
        match format {
            Format::Human => writeln!(stream, "{}\n", render::human(finding, sources, color))?,
            Format::Json => writeln!(stream, "{}", render::json(finding, sources))?,
            Format::Github => writeln!(stream, "{}", render::github(finding, sources))?,
        }
    }
    Ok(())
}

/// What was written: `12 pages and 30 other files (3 new or changed, 1 removed)`.
pub(super) fn counts(counts: Counts) -> String {
    let Counts { pages, others, changed, removed } = counts;
    let plural = |count: usize, one: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") };
    let removed = if removed == 0 { String::new() } else { format!(", {removed} removed") };
    format!("{} and {} ({changed} new or changed{removed})", plural(pages, "page"), plural(others, "other file"))
}
