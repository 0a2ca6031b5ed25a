//! A page's text as HTML, with holes where only the whole site knows what belongs there.

use std::sync::Arc;

use crate::source::{Span, Spanned};

/// A page's text as HTML with holes.
///
/// `html` is complete but for what only the whole site knows; `holes` say what belongs at which byte of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Body {
    /// HTML, sanitised or ours.
    pub html: String,
    /// In the order of `at`.
    pub holes: Vec<Hole>,
    /// In the order of the text.
    pub headings: Vec<Heading>,
    /// Ids that a link may name: headings' and those in raw HTML or shortcodes.
    pub ids: Vec<String>,
    /// Words of the text, for the reading time.
    pub words: u32,
    /// The first paragraph that says anything, as plain text.
    pub opening: String,
}

/// An excerpt is cut before this.
const EXCERPT_MAX_CHARS: usize = 300;

impl Body {
    /// Its opening on one line, at most 300 characters, for a page with no summary.
    pub fn excerpt(&self) -> String {
        excerpt(&self.opening)
    }
}

/// `text` on one line, cut at a word's end.
fn excerpt(text: &str) -> String {
    let mut excerpt = String::new();
    let mut chars = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if chars + 1 + length >= EXCERPT_MAX_CHARS {
            let rest: String =
                if excerpt.is_empty() { word.chars().take(EXCERPT_MAX_CHARS - 1).collect() } else { String::new() };
            return excerpt + &rest + "…";
        }
        if !excerpt.is_empty() {
            excerpt.push(' ');
            chars += 1;
        }
        excerpt.push_str(word);
        chars += length;
    }
    excerpt
}

/// A gap in the HTML at byte `at`.
#[derive(Debug, Clone, PartialEq)]
pub struct Hole {
    /// Bytes of [`Body::html`] before it.
    pub at: u32,
    /// What belongs there.
    pub what: HoleKind,
}

/// What belongs in a hole.
#[derive(Debug, Clone, PartialEq)]
pub enum HoleKind {
    /// The URL of a link that leads to a file of the site: stands inside `href="…"`, escaped when filled.
    /// Links to other sites, `mailto:` and `#fragment`s of the same page are in the HTML already.
    Link(Spanned<String>),
    /// A whole `<img>` element.
    Picture(Picture),
    /// A shortcode's output.
    Shortcode(Box<Shortcode>),
}

/// A picture in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Relative to the page's file, or a URL.
    pub src: Spanned<String>,
    /// What it shows; empty when decorative.
    pub alt: String,
    /// The title.
    pub title: String,
}

/// A shortcode as it was called: its name and arguments are known to exist.
#[derive(Debug, Clone, PartialEq)]
pub struct Shortcode {
    /// `pledge`, `groups`, …
    pub name: Spanned<String>,
    /// Arguments by name, in the order written.
    pub arguments: Vec<(String, Spanned<Argument>)>,
    /// What stands between the opening and the closing one.
    pub inner: Option<Arc<Body>>,
    /// Whether it stands in a line of text.
    pub inline: bool,
}

impl Shortcode {
    /// The argument `name`.
    pub fn get(&self, name: &str) -> Option<&Spanned<Argument>> {
        self.arguments.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The argument `name` as text.
    pub fn text(&self, name: &str) -> Option<&str> {
        match &self.get(name)?.value {
            Argument::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// A shortcode's argument.
#[derive(Debug, Clone, PartialEq)]
pub enum Argument {
    /// `name="text"`
    Text(String),
    /// `limit=5`
    Integer(i64),
    /// `past=true`
    Bool(bool),
}

/// A heading of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// Its anchor.
    pub id: String,
    /// Plain text.
    pub text: String,
    /// Where it was written.
    pub span: Span,
    /// The bytes of [`Body::html`] before its element.
    pub html_start: u32,
    /// The bytes of [`Body::html`] up to the end of its element: a part of the text goes from here to the next heading.
    pub html_end: u32,
}

/// A heading and what follows it: a question of an `faq` and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<'a> {
    /// The question.
    pub heading: &'a Heading,
    /// The bytes of [`Body::html`] that are its answer.
    pub html: std::ops::Range<usize>,
}

/// The parts of a text of `html_bytes`, cut before each of its highest headings; what stands before the first is in none.
pub fn parts(headings: &[Heading], html_bytes: usize) -> Vec<Part<'_>> {
    let top = headings.iter().map(|heading| heading.level).min().unwrap_or(u8::MAX);
    let cuts: Vec<&Heading> = headings.iter().filter(|heading| heading.level == top).collect();
    let ends = cuts.iter().skip(1).map(|next| next.html_start as usize).chain([html_bytes]);
    cuts.iter().zip(ends).map(|(heading, end)| Part { heading, html: heading.html_end as usize..end }).collect()
}
