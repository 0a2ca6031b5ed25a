//! The table at the head of a page, between two fences, and the text that follows it.

use std::ops::Range;

use crate::diag::Diagnostic;
use crate::model::node::Table;
use crate::parse::{toml, yaml};
use crate::source::{FileId, Span};

/// What the head of a page says.
#[derive(Debug, Default)]
pub struct FrontMatter {
    /// Keys and values.
    pub table: Table,
    /// The opening fence: where a missing key is told.
    pub fence: Span,
    /// What follows the closing fence.
    pub body: Range<usize>,
    /// Whether a part of it could not be read: what seems to be missing may have been written.
    pub is_broken: bool,
    /// Where the first line begins that could not be read: what follows may have been misread.
    pub sound_until: u32,
}

/// What the head of a page looks like when there is none.
const MINIMAL: &str = "begin the file with three lines: `+++`, `title = \"…\"` and `+++`";

/// Reads the head of a page.
pub fn read(file: FileId, text: &str) -> (FrontMatter, Vec<Diagnostic>) {
    if let Some(finding) = conflict(file, text) {
        return (broken(Span::default()), vec![finding]);
    }
    match fences(file, text) {
        Ok(fences) => inside(file, text, &fences),
        Err(finding) => {
            let fence = finding.place.map(|place| place.span).unwrap_or_default();
            (broken(fence), vec![*finding])
        }
    }
}

/// The finding about conflict markers that git left in a file.
pub fn conflict(file: FileId, text: &str) -> Option<Diagnostic> {
    let begins = |at: usize| at == 0 || text.as_bytes().get(at - 1) == Some(&b'\n');
    let start = memchr::memmem::find_iter(text.as_bytes(), "<<<<<<< ").find(|at| begins(*at))?;
    let finding = Diagnostic::error("conflict-markers", "git left two versions of these lines for you to choose from")
        .at(file, line_span(text, start), "the first version begins here")
        .help("keep the lines that are right, and take out those that begin with `<<<<<<<`, `=======` and `>>>>>>>`");
    let end = text.get(start..).and_then(|rest| rest.find("\n>>>>>>>")).map(|at| start + at + 1);
    Some(match end {
        Some(end) => finding.also(file, line_span(text, end), "the second version ends here"),
        None => finding,
    })
}

fn line_span(text: &str, start: usize) -> Span {
    let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("");
    Span::new(start..start + line.trim_end().len())
}

fn broken(fence: Span) -> FrontMatter {
    FrontMatter { fence, is_broken: true, ..FrontMatter::default() }
}

/// Which notation stands between the fences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Notation {
    Toml,
    Yaml,
}

impl Notation {
    fn of(line: &str) -> Option<Self> {
        match line.as_bytes() {
            [b'+', b'+', b'+', ..] => Some(Self::Toml),
            [b'-', b'-', b'-', ..] => Some(Self::Yaml),
            _ => None,
        }
        .filter(|notation| line.trim_end() == notation.fence())
    }

    fn fence(self) -> &'static str {
        match self {
            Self::Toml => "+++",
            Self::Yaml => "---",
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Toml => Self::Yaml,
            Self::Yaml => Self::Toml,
        }
    }
}

struct Fences {
    notation: Notation,
    opening: Span,
    inside: Range<usize>,
    after: usize,
}

/// Lines of `text` from byte `from` on, each with its first byte, line ends included.
fn lines(text: &str, from: usize) -> impl Iterator<Item = (usize, &str)> {
    let mut next = from;
    std::iter::from_fn(move || {
        let rest = text.get(next..).filter(|rest| !rest.is_empty())?;
        let end = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |newline| newline + 1);
        let start = next;
        next += end;
        Some((start, rest.get(..end)?))
    })
}

fn fences(file: FileId, text: &str) -> Result<Fences, Box<Diagnostic>> {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let Some((start, first)) = lines(text, mark).find(|(_, line)| !line.trim().is_empty()) else {
        return Err(Box::new(empty(file)));
    };
    let Some(notation) = Notation::of(first) else { return Err(Box::new(no_opening(file, text, start))) };
    let opening = line_span(text, start);
    let inside = start + first.len();
    let (mut closing, mut other) = (None, None);
    for (at, line) in lines(text, inside) {
        match Notation::of(line) {
            Some(found) if found == notation => {
                closing = Some((at, line));
                break;
            }
            Some(_) => other = other.or(Some((at, line))),
            None => {}
        }
    }
    match (closing, other) {
        (Some((closing, line)), None) => {
            Ok(Fences { notation, opening, inside: inside..closing, after: closing + line.len() })
        }
        (_, Some((other, _))) => Err(Box::new(differing(file, text, notation, opening, other))),
        (_, None) => Err(Box::new(unclosed(file, notation, opening))),
    }
}

fn empty(file: FileId) -> Diagnostic {
    Diagnostic::error("front-matter-missing", "the file is empty")
        .at(file, Span::default(), "a title belongs here")
        .help(MINIMAL)
}

fn unclosed(file: FileId, notation: Notation, opening: Span) -> Diagnostic {
    let fence = notation.fence();
    Diagnostic::error("front-matter-unclosed", "the front matter is never closed")
        .at(file, opening, format!("this `{fence}` has no second one"))
        .help(format!("write `{fence}` on a line of its own after the last key"))
}

fn differing(file: FileId, text: &str, notation: Notation, opening: Span, other: usize) -> Diagnostic {
    let (open, close) = (notation.fence(), notation.other().fence());
    Diagnostic::error(
        "front-matter-fences-differ",
        format!("the front matter opens with `{open}` and closes with `{close}`"),
    )
    .at(file, line_span(text, other), format!("`{open}` belongs here"))
    .also(file, opening, "it opens here")
    .help("TOML (`key = \"value\"`) stands between two `+++`, YAML (`key: value`) between two `---`")
}

/// There is text where a fence should be: either before the fence, or there is none at all.
fn no_opening(file: FileId, text: &str, start: usize) -> Diagnostic {
    let fence = lines(text, start).find(|(at, line)| match Notation::of(line) {
        Some(Notation::Toml) => {
            lines(text, at + line.len()).any(|(_, line)| Notation::of(line) == Some(Notation::Toml))
        }
        Some(Notation::Yaml) => lines(text, at + line.len()).next().is_some_and(|(_, line)| looks_like_yaml(line)),
        None => false,
    });
    match fence {
        Some((at, line)) => Diagnostic::error("text-before-front-matter", "there is text before the front matter")
            .at(file, line_span(text, start), "this stands before the fence")
            .also(file, line_span(text, at), "the front matter begins here")
            .help(format!("move it below the second `{}`", line.trim())),
        None => {
            let line = lines(text, start).next().map_or("", |(_, line)| line);
            let finding = Diagnostic::error("front-matter-missing", "the page has no front matter");
            match unfenced(line) {
                Some(notation) => {
                    let fence = notation.fence();
                    finding
                        .at(file, line_span(text, start), format!("a line `{fence}` belongs before this"))
                        .help(format!("write `{fence}` on a line of its own before the first key and after the last"))
                }
                None => {
                    finding.at(file, line_span(text, start), "a line `+++` or `---` belongs before this").help(MINIMAL)
                }
            }
        }
    }
}

/// The notation of a line that has a key, and should stand between fences.
fn unfenced(line: &str) -> Option<Notation> {
    if looks_like_yaml(line) {
        return Some(Notation::Yaml);
    }
    let (key, _) = line.split_once('=')?;
    looks_like_yaml(&format!("{}:", key.trim())).then_some(Notation::Toml)
}

fn looks_like_yaml(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, _)| !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_'))
}

fn inside(file: FileId, text: &str, fences: &Fences) -> (FrontMatter, Vec<Diagnostic>) {
    let (table, findings) = match fences.notation {
        Notation::Toml => toml::table(file, text, fences.inside.clone()),
        Notation::Yaml => yaml::table(file, text, fences.inside.clone()),
    };
    let broken = findings.iter().filter(|finding| finding.code != "key-doubled").filter_map(|finding| finding.place);
    let first = broken.map(|place| place.span.range().start).min();
    let line = first.map(|at| text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1));
    let sound_until = line.and_then(|line| u32::try_from(line).ok()).unwrap_or(u32::MAX);
    let body = fences.after..text.len();
    (FrontMatter { table, fence: fences.opening, body, is_broken: first.is_some(), sound_until }, findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<&'static str> {
        read(FileId(0), text).1.iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn both_notations_are_read_with_any_line_ends() {
        for text in [
            "+++\ntitle = \"A\"\n+++\nBody\n",
            "+++  \r\ntitle = \"A\"\r\n+++ \r\nBody\n",
            "\u{feff}---\ntitle: A\n---\nBody\n",
            "\n\n---\ntitle: A\n---\nBody\n",
        ] {
            let (front, findings) = read(FileId(0), text);
            assert!(findings.is_empty(), "{text:?} {findings:?}");
            assert_eq!(front.table.entries[0].0.value, "title");
            assert_eq!(text.get(front.body), Some("Body\n"));
        }
    }

    #[test]
    fn a_break_in_the_text_is_no_fence() {
        assert!(codes("+++\ntitle = \"A\"\n+++\nOne\n\n---\n\nTwo\n").is_empty());
    }

    #[test]
    fn what_is_wrong_is_told_by_name() {
        assert_eq!(codes(""), ["front-matter-missing"]);
        assert_eq!(codes("  \n"), ["front-matter-missing"]);
        assert_eq!(codes("Hello\n"), ["front-matter-missing"]);
        assert_eq!(codes("Hello\n\n---\n\nthere\n"), ["front-matter-missing"]);
        assert_eq!(codes("Hello\n+++\ntitle = \"A\"\n+++\n"), ["text-before-front-matter"]);
        assert_eq!(codes("Hello\n---\ntitle: A\n---\n"), ["text-before-front-matter"]);
        assert_eq!(codes("+++\ntitle = \"A\"\n"), ["front-matter-unclosed"]);
        assert_eq!(codes("+++\ntitle = \"A\"\n---\nText\n"), ["front-matter-fences-differ"]);
        assert_eq!(codes("---\ntitle: A\n+++\nText\n\n---\n"), ["front-matter-fences-differ"]);
        assert_eq!(codes("+++\n<<<<<<< HEAD\ntitle = \"A\"\n=======\n"), ["conflict-markers"]);
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(\\+\\+\\+\n|---\r\n|title = \"A\"|title: A|<<<<<<< |>>>>>>> x|[ -~é]|\n){0,20}") {
            let (front, findings) = read(FileId(0), &text);
            proptest::prop_assert!(text.get(front.body).is_some());
            for finding in findings {
                proptest::prop_assert!(text.get(finding.place.expect("a place").span.range()).is_some());
            }
        }
    }
}
