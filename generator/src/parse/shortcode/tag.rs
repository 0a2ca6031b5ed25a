//! One tag of a shortcode: `{{< name key="value" >}}`, `{{< /name >}}`, `{{</* name */>}}`.

use std::ops::Range;

use super::scan::is_name;
use crate::diag::Diagnostic;
use crate::model::draft::Argument;
use crate::source::{FileId, Span, Spanned};

/// An opening tag.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tag {
    /// From the first brace to the last.
    pub(crate) range: Range<usize>,
    /// The shortcode's name.
    pub(crate) name: Spanned<String>,
    /// Names and values, in the order written.
    pub(crate) arguments: Vec<(Spanned<String>, Spanned<Argument>)>,
}

/// What stands between `{{<` and `>}}`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token {
    /// `{{< name >}}`
    Open(Tag),
    /// `{{< /name >}}`
    Close { range: Range<usize>, name: Spanned<String> },
    /// `{{</* name */>}}`, and what it prints.
    Printed { range: Range<usize>, text: String },
}

impl Token {
    /// From the first brace to the last.
    pub(crate) fn range(&self) -> Range<usize> {
        match self {
            Self::Open(tag) => tag.range.clone(),
            Self::Close { range, .. } | Self::Printed { range, .. } => range.clone(),
        }
    }
}

/// What is wrong with a tag.
pub(crate) struct Mistake {
    range: Range<usize>,
    message: String,
    label: &'static str,
    help: String,
}

impl Mistake {
    fn new(range: Range<usize>, message: impl Into<String>, label: &'static str, help: impl Into<String>) -> Self {
        Self { range, message: message.into(), label, help: help.into() }
    }

    /// As a finding.
    pub(crate) fn told(self, file: FileId) -> Diagnostic {
        Diagnostic::error("shortcode-syntax", self.message)
            .at(file, Span::new(self.range), self.label)
            .help(self.help)
            .help("to print it as it stands, write `{{</* … */>}}`")
    }
}

/// Reads the tag whose `{{<` stands at `start`; it ends before `end`.
pub(crate) fn read(text: &str, start: usize, end: usize) -> Result<Token, Mistake> {
    let mut cursor = Cursor { text, start, at: start + 3, end };
    if cursor.take("/*") {
        return cursor.printed();
    }
    cursor.skip_space();
    let closes = cursor.take("/");
    cursor.skip_space();
    let name = cursor.name().ok_or_else(|| cursor.nameless())?;
    if closes {
        cursor.skip_space();
        cursor.finish("nothing else stands in a closing tag")?;
        return Ok(Token::Close { range: start..cursor.at, name });
    }
    let mut arguments = Vec::new();
    loop {
        let spaced = cursor.skip_space();
        if cursor.rest().starts_with(">}}") {
            cursor.finish("")?;
            return Ok(Token::Open(Tag { range: start..cursor.at, name, arguments }));
        }
        arguments.push(cursor.argument(spaced)?);
    }
}

struct Cursor<'a> {
    text: &'a str,
    start: usize,
    at: usize,
    end: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..self.end).unwrap_or("")
    }

    fn take(&mut self, word: &str) -> bool {
        let taken = self.rest().starts_with(word);
        self.at += if taken { word.len() } else { 0 };
        taken
    }

    fn skip_space(&mut self) -> bool {
        let rest = self.rest();
        let space = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
        self.at += space;
        space > 0
    }

    fn name(&mut self) -> Option<Spanned<String>> {
        let rest = self.rest();
        let stop = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(rest.len());
        let name = rest.get(..stop).filter(|name| is_name(name))?;
        self.at += stop;
        Some(Spanned::new(name.to_owned(), Span::new(self.at - stop..self.at)))
    }

    /// The character here, for a caret: nothing where the text ends.
    fn here(&self) -> Range<usize> {
        self.at..self.at + self.rest().chars().next().map_or(0, char::len_utf8)
    }

    fn printed(&mut self) -> Result<Token, Mistake> {
        let rest = self.rest();
        let stop = rest.find("{{<").unwrap_or(rest.len());
        let Some(inner) = rest.get(..stop).and_then(|rest| rest.split_once("*/>}}")).map(|(inner, _)| inner) else {
            return Err(self.endless());
        };
        self.at += inner.len() + "*/>}}".len();
        let text = format!("{{{{<{inner}>}}}}");
        Ok(Token::Printed { range: self.start..self.at, text })
    }

    fn endless(&self) -> Mistake {
        Mistake::new(self.start..self.start + 3, "a shortcode has no end", "opened here", "end it with `>}}`")
    }

    fn nameless(&self) -> Mistake {
        if self.rest().is_empty() {
            return self.endless();
        }
        Mistake::new(
            self.here(),
            "a shortcode has no name",
            "a name belongs here",
            "a name is of small letters, digits and hyphens, as in `{{< pledge >}}`",
        )
    }

    fn finish(&mut self, help: &str) -> Result<(), Mistake> {
        if self.take(">}}") {
            return Ok(());
        }
        if self.rest().is_empty() {
            return Err(self.endless());
        }
        Err(Mistake::new(self.here(), "a shortcode does not end here", "`>}}` belongs here", help))
    }

    fn argument(&mut self, spaced: bool) -> Result<(Spanned<String>, Spanned<Argument>), Mistake> {
        if self.rest().is_empty() || self.rest().starts_with("{{<") {
            return Err(self.endless());
        }
        if self.take("/") {
            let help = "end it with `>}}`, without a slash";
            return Err(Mistake::new(self.at - 1..self.at, "a slash stands in a shortcode", "this slash", help));
        }
        let name = self.name().filter(|_| spaced).ok_or_else(|| self.argument_nameless())?;
        self.skip_space();
        if !self.take("=") {
            let help = format!("write `{}=\"…\"`", name.value);
            let message = format!("`{}` has no value", name.value);
            return Err(Mistake::new(name.span.range(), message, "a value is missing", help));
        }
        self.skip_space();
        let value = self.value(&name.value)?;
        Ok((name, value))
    }

    fn argument_nameless(&self) -> Mistake {
        let help = "an argument has a name and a value, as in `limit=5` or `by=\"Name\"`, with a space before it";
        Mistake::new(self.here(), "a shortcode cannot be read here", "an argument or `>}}` belongs here", help)
    }

    fn value(&mut self, name: &str) -> Result<Spanned<Argument>, Mistake> {
        let start = self.at;
        if self.take("\"") {
            let text = self.quoted(start, name)?;
            return Ok(Spanned::new(Argument::Text(text), Span::new(start + 1..self.at - 1)));
        }
        let rest = self.rest();
        let stop = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '{')).unwrap_or(rest.len());
        let word = rest.get(..stop).unwrap_or("");
        self.at += stop;
        let value = match word {
            "true" => Argument::Bool(true),
            "false" => Argument::Bool(false),
            _ => word.parse().map(Argument::Integer).map_err(|_| unquoted(start..self.at, name, word))?,
        };
        Ok(Spanned::new(value, Span::new(start..self.at)))
    }

    /// What stands up to the next straight quotation mark; `\"` and `\\` are characters of it.
    fn quoted(&mut self, start: usize, name: &str) -> Result<String, Mistake> {
        let mut text = String::new();
        let mut chars = self.rest().char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    self.at += at + 1;
                    return Ok(text);
                }
                '\\' if chars.peek().is_some_and(|&(_, next)| matches!(next, '"' | '\\')) => {
                    text.extend(chars.next().map(|(_, next)| next));
                }
                // A next shortcode, or a next paragraph: the mark was forgotten.
                '{' if self.rest().get(at..).is_some_and(|rest| rest.starts_with("{{<")) => break,
                '\n' if text.trim_end_matches([' ', '\t', '\r']).ends_with('\n') => break,
                _ => text.push(c),
            }
        }
        let message = format!("the text of `{name}` has no end");
        Err(Mistake::new(start..start + 1, message, "opened here", "end it with a quotation mark: `\"`"))
    }
}

fn unquoted(range: Range<usize>, name: &str, word: &str) -> Mistake {
    if word.is_empty() {
        let help = format!("write `{name}=\"…\"`, or take `{name}=` out");
        return Mistake::new(range, format!("`{name}` has no value"), "a value is missing", help);
    }
    let curly = |c: char| matches!(c, '“' | '”' | '„' | '‘' | '’' | '\'');
    if word.starts_with(curly) {
        let help = format!("write `{name}=\"…\"`, with the straight marks `\"`");
        return Mistake::new(range, format!("`{name}` has quotation marks of another kind"), "these marks", help);
    }
    let help = format!("write `{name}=\"{word}\"`");
    Mistake::new(range, format!("the value of `{name}` has no quotation marks"), "text stands in quotation marks", help)
}
