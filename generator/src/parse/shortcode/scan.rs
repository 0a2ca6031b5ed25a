//! Finds the calls of shortcodes in a text: tags, pairs and what stands in them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::ShortcodeSet;
use super::tag::{self, Tag, Token};
use crate::diag::Diagnostic;
use crate::source::{FileId, Span};

/// Pairs in pairs beyond this are told: nobody writes them, and each would cost stack.
const MAX_DEPTH: usize = 8;

/// A call, or the text that stands for one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Call {
    /// From the first brace to the last, of the closing tag where there is one.
    pub(crate) range: Range<usize>,
    /// What it is.
    pub(crate) kind: CallKind,
}

/// What stands between `{{<` and `>}}`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum CallKind {
    /// `{{</* pledge */>}}`: prints `{{< pledge >}}`.
    Printed(String),
    /// A call.
    Called {
        /// The opening tag.
        tag: Tag,
        /// Where its text stands.
        inner: Option<Range<usize>>,
        /// The calls in its text.
        calls: Vec<Call>,
    },
}

/// Whether `text` can name a shortcode or an argument: `events`, `event-type`, `event_type`.
pub(crate) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'))
}

/// The calls in `range` of `text`, but for those in the ranges of `code`, which are in order.
pub(crate) fn calls(
    file: FileId,
    text: &str,
    range: Range<usize>,
    code: &[Range<usize>],
    set: &ShortcodeSet,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Call> {
    let tokens = tokens(file, text, range, code, findings);
    let mut closings = BTreeMap::new();
    for token in &tokens {
        if let Token::Close { name, .. } = token {
            *closings.entry(name.value.clone()).or_insert(0) += 1;
        }
    }
    let mut tree =
        Tree { file, set, closings, open_names: BTreeMap::new(), open: Vec::new(), top: Vec::new(), findings };
    for token in tokens {
        tree.take(token);
    }
    while tree.pop_unclosed() {}
    tree.top
}

fn tokens(
    file: FileId,
    text: &str,
    range: Range<usize>,
    code: &[Range<usize>],
    findings: &mut Vec<Diagnostic>,
) -> Vec<Token> {
    let mut tokens = Vec::new();
    let (mut at, mut tag_end, mut code) = (range.start, range.start, code.iter().peekable());
    while let Some(found) = text.get(at..range.end).and_then(|rest| memchr::memmem::find(rest.as_bytes(), b"{{<")) {
        let start = at + found;
        // A code span that began in the tag before is none: a lone backtick stood in its quotes.
        while code.next_if(|code| code.end <= start || code.start < tag_end).is_some() {}
        if let Some(code) = code.peek().filter(|code| code.start <= start) {
            at = code.end;
            continue;
        }
        match tag::read(text, start, range.end) {
            Ok(token) => {
                at = token.range().end;
                tag_end = at;
                tokens.push(token);
            }
            Err(mistake) => {
                findings.push(mistake.told(file));
                at = start + 3;
            }
        }
    }
    tokens
}

/// A pair whose end is still to come.
struct Open {
    tag: Tag,
    calls: Vec<Call>,
}

struct Tree<'a> {
    file: FileId,
    set: &'a ShortcodeSet,
    /// Closing tags still to come, by name.
    closings: BTreeMap<String, usize>,
    /// Pairs that are open, by name.
    open_names: BTreeMap<String, usize>,
    open: Vec<Open>,
    top: Vec<Call>,
    findings: &'a mut Vec<Diagnostic>,
}

impl Tree<'_> {
    fn take(&mut self, token: Token) {
        match token {
            Token::Printed { range, text } => self.push(Call { range, kind: CallKind::Printed(text) }),
            Token::Open(tag) if self.has_body(&tag) => {
                *self.open_names.entry(tag.name.value.clone()).or_insert(0) += 1;
                self.open.push(Open { tag, calls: Vec::new() });
            }
            Token::Open(tag) => self.push(leaf(tag)),
            Token::Close { range, name } => self.close(range, &name.value),
        }
    }

    fn has_body(&mut self, tag: &Tag) -> bool {
        let name = &tag.name.value;
        let has_body = match self.set.get(name) {
            Some(spec) => spec.has_body,
            // What is unknown may well be a pair: its end must not be told as well.
            None => self.closings.get(name).is_some_and(|&count| count > 0),
        };
        if has_body && self.open.len() >= MAX_DEPTH {
            let message = format!("`{name}` stands in {MAX_DEPTH} others");
            self.findings.push(
                Diagnostic::error("shortcode-syntax", message)
                    .at(self.file, Span::new(tag.range.clone()), "too deep")
                    .help("close the shortcodes before this one"),
            );
            return false;
        }
        has_body
    }

    fn close(&mut self, range: Range<usize>, name: &str) {
        if let Some(count) = self.closings.get_mut(name) {
            *count = count.saturating_sub(1);
        }
        if self.open_names.get(name).is_none_or(|&count| count == 0) {
            self.findings.push(self.stray(range, name));
            return;
        }
        while self.open.last().is_some_and(|open| open.tag.name.value != name) {
            self.pop_unclosed();
        }
        if let Some(Open { tag, calls }) = self.pop() {
            let inner = Some(tag.range.end..range.start);
            self.push(Call { range: tag.range.start..range.end, kind: CallKind::Called { tag, inner, calls } });
        }
    }

    fn stray(&self, range: Range<usize>, name: &str) -> Diagnostic {
        let finding = Diagnostic::error("shortcode-unclosed", format!("`{{{{< /{name} >}}}}` closes nothing"));
        let finding = finding.at(self.file, Span::new(range), "nothing is open here");
        match self.set.get(name) {
            Some(spec) if !spec.has_body => finding.help(format!("`{name}` has no text of its own: take this out")),
            _ => finding.help(format!("write `{{{{< {name} >}}}}` before it, or take this out")),
        }
    }

    fn pop(&mut self) -> Option<Open> {
        let open = self.open.pop()?;
        if let Some(count) = self.open_names.get_mut(&open.tag.name.value) {
            *count -= 1;
        }
        Some(open)
    }

    fn pop_unclosed(&mut self) -> bool {
        let Some(Open { tag, calls }) = self.pop() else { return false };
        let name = &tag.name.value;
        self.findings.push(
            Diagnostic::error("shortcode-unclosed", format!("`{name}` is never closed"))
                .at(self.file, Span::new(tag.range.clone()), "opened here")
                .help(format!("write `{{{{< /{name} >}}}}` where its text ends")),
        );
        self.push(leaf(tag));
        for call in calls {
            self.push(call);
        }
        true
    }

    fn push(&mut self, call: Call) {
        self.open.last_mut().map_or(&mut self.top, |open| &mut open.calls).push(call);
    }
}

fn leaf(tag: Tag) -> Call {
    Call { range: tag.range.clone(), kind: CallKind::Called { tag, inner: None, calls: Vec::new() } }
}
