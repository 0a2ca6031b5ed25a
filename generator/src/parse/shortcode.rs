//! Shortcodes: which there are, what they may be given, and where a text calls them.

mod builtin;
pub(crate) mod call;
pub(crate) mod scan;
pub(crate) mod tag;
mod theme;

use std::collections::BTreeMap;

use crate::diag::Diagnostic;
use crate::source::FileId;

/// What an argument names, and so what resolve looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ArgumentKind {
    /// Text in quotes.
    Text,
    /// A whole number, not below nought.
    Integer,
    /// `true` or `false`.
    Bool,
    /// A page's key: `campaigns/rent-controls`.
    Page,
    /// A picture's file, relative to the page's.
    Picture,
    /// A link, as in Markdown: a file of the site or a URL. Its scheme is known to be harmless.
    Url,
    /// A region's id.
    Region,
    /// Whatever the theme makes of it: text, a number or a bool.
    Any,
}

impl ArgumentKind {
    /// What to write, in a volunteer's words.
    pub fn wanted(self) -> &'static str {
        match self {
            Self::Text => "text in quotes",
            Self::Integer => "a whole number",
            Self::Bool => "`true` or `false`",
            Self::Page => "a page's key in quotes",
            Self::Picture => "a picture's file in quotes",
            Self::Url => "a link in quotes",
            Self::Region => "a region's id in quotes",
            Self::Any => "text in quotes, a whole number, `true` or `false`",
        }
    }
}

/// One argument that a shortcode takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArgumentSpec {
    /// Its name.
    pub name: String,
    /// What it names.
    pub kind: ArgumentKind,
    /// Whether each call must have it.
    pub is_required: bool,
}

/// One shortcode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortcodeSpec {
    /// `pledge`, `groups`, …
    pub name: String,
    /// What it takes, in the order in which it is documented.
    pub arguments: Vec<ArgumentSpec>,
    /// Whether it is closed by `{{< /name >}}`, with Markdown between.
    pub has_body: bool,
    /// Whether it may stand in a line of text.
    pub may_be_inline: bool,
}

impl ShortcodeSpec {
    /// The argument `name`.
    pub fn argument(&self, name: &str) -> Option<&ArgumentSpec> {
        self.arguments.iter().find(|argument| argument.name == name)
    }
}

/// All shortcodes of a site, by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ShortcodeSet {
    specs: BTreeMap<String, ShortcodeSpec>,
}

impl ShortcodeSet {
    /// The engine's own, and those that each `theme.toml` of the theme declares under `[shortcodes.NAME]`, the later
    /// in the place of the earlier.
    ///
    /// Everything else in `theme.toml`, its syntax too, is told by those who read the whole of it.
    pub fn new<'a>(theme_toml: impl IntoIterator<Item = (FileId, &'a str)>) -> (Self, Vec<Diagnostic>) {
        let mut specs: BTreeMap<_, _> = builtin::all().map(|spec| (spec.name.clone(), spec)).collect();
        let mut findings = Vec::new();
        for (file, text) in theme_toml {
            let (added, told) = theme::read(file, text);
            findings.extend(told);
            specs.extend(added.into_iter().map(|spec| (spec.name.clone(), spec)));
        }
        (Self { specs }, findings)
    }

    /// The shortcode `name`.
    pub fn get(&self, name: &str) -> Option<&ShortcodeSpec> {
        self.specs.get(name)
    }

    /// All of them, by name.
    pub fn iter(&self) -> impl Iterator<Item = &ShortcodeSpec> {
        self.specs.values()
    }
}
