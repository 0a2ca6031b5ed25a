//! The tags in an author's HTML, with their places: for findings, links and ids. Safety is not built on it.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::escape::unescape;

/// A tag.
#[derive(Debug, PartialEq)]
pub(super) struct RawTag<'r> {
    pub(super) name: &'r str,
    pub(super) range: Range<usize>,
    pub(super) is_end: bool,
    pub(super) attributes: Vec<RawAttribute<'r>>,
}

/// A name and what stands in its quotation marks.
#[derive(Debug, PartialEq)]
pub(super) struct RawAttribute<'r> {
    pub(super) name: &'r str,
    pub(super) value: &'r str,
    /// Where the name stands.
    pub(super) name_at: Range<usize>,
    /// Where the value stands, without its marks.
    pub(super) value_at: Range<usize>,
    pub(super) is_quoted: bool,
}

impl<'r> RawTag<'r> {
    /// Whether it is an opening tag of this name.
    pub(super) fn opens(&self, name: &str) -> bool {
        !self.is_end && self.name.eq_ignore_ascii_case(name)
    }

    /// The attribute `name`.
    pub(super) fn attribute(&self, name: &str) -> Option<&RawAttribute<'r>> {
        self.attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name))
    }
}

impl<'r> RawAttribute<'r> {
    /// The value that is meant: `&ouml;` is `ö`. What is no character reference stays.
    pub(super) fn meant(&self) -> Cow<'r, str> {
        if !self.value.contains('&') {
            return Cow::Borrowed(self.value);
        }
        let meant = self.value.split_inclusive(';').map(|part| {
            let (before, reference) = part.rfind('&').map_or((part, ""), |at| part.split_at(at));
            before.to_owned() + &unescape(reference).unwrap_or(Cow::Borrowed(reference))
        });
        Cow::Owned(meant.collect())
    }
}

/// The tags of `raw` in order, and whether it ends inside of one.
pub(super) fn tags(raw: &str) -> (Vec<RawTag<'_>>, bool) {
    let mut tags = Vec::new();
    let mut reader = Reader { raw, at: 0 };
    while let Some(found) = reader.rest().find('<') {
        reader.at += found;
        if reader.rest().starts_with("<!--") {
            let Some(end) = reader.rest().find("-->") else { break };
            reader.at += end + "-->".len();
            continue;
        }
        match reader.tag() {
            Some(Ok(tag)) => {
                reader.skip_text_of(&tag);
                tags.push(tag);
            }
            Some(Err(Unended)) => return (tags, true),
            None => {}
        }
    }
    (tags, false)
}

struct Unended;

struct Reader<'r> {
    raw: &'r str,
    at: usize,
}

impl<'r> Reader<'r> {
    fn rest(&self) -> &'r str {
        self.raw.get(self.at..).unwrap_or("")
    }

    /// The longest beginning of which each character fits.
    fn take_while(&mut self, fits: impl Fn(char) -> bool) -> (&'r str, Range<usize>) {
        let rest = self.rest();
        let length = rest.len() - rest.trim_start_matches(fits).len();
        let start = self.at;
        self.at += length;
        (rest.get(..length).unwrap_or(""), start..self.at)
    }

    fn take(&mut self, word: &str) -> bool {
        let taken = self.rest().starts_with(word);
        self.at += if taken { word.len() } else { 0 };
        taken
    }

    fn tag(&mut self) -> Option<Result<RawTag<'r>, Unended>> {
        let start = self.at;
        self.at += 1;
        let is_end = self.take("/");
        if !self.rest().starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let (name, _) = self.take_while(|c| !(c.is_whitespace() || matches!(c, '/' | '>')));
        let mut attributes = Vec::new();
        loop {
            self.take_while(|c| c.is_whitespace() || c == '/');
            if self.take(">") {
                return Some(Ok(RawTag { name, range: start..self.at, is_end, attributes }));
            }
            match self.attribute() {
                Some(attribute) => attributes.push(attribute),
                None => return Some(Err(Unended)),
            }
        }
    }

    fn attribute(&mut self) -> Option<RawAttribute<'r>> {
        self.rest().chars().next()?;
        let start = self.at;
        self.take("=");
        self.take_while(|c| !(c.is_whitespace() || matches!(c, '/' | '>' | '=')));
        let name_at = start..self.at;
        let name = self.raw.get(name_at.clone())?;
        let after_name = self.at;
        self.take_while(char::is_whitespace);
        if !self.take("=") {
            self.at = after_name;
            return Some(RawAttribute { name, value: "", name_at, value_at: after_name..after_name, is_quoted: false });
        }
        self.take_while(char::is_whitespace);
        for mark in ['"', '\''] {
            if self.rest().starts_with(mark) {
                self.at += 1;
                let (value, value_at) = self.take_while(|c| c != mark);
                self.at += 1;
                let is_ended = self.at <= self.raw.len();
                return is_ended.then_some(RawAttribute { name, value, name_at, value_at, is_quoted: true });
            }
        }
        let (value, value_at) = self.take_while(|c| !(c.is_whitespace() || c == '>'));
        Some(RawAttribute { name, value, name_at, value_at, is_quoted: false })
    }

    /// In a script or a style there are no tags.
    fn skip_text_of(&mut self, tag: &RawTag<'_>) {
        for (name, end) in
            [("script", "</script"), ("style", "</style"), ("textarea", "</textarea"), ("title", "</title")]
        {
            if tag.opens(name) {
                let rest = self.rest();
                let ends =
                    |at: &usize| rest.get(*at..at + end.len()).is_some_and(|word| word.eq_ignore_ascii_case(end));
                self.at += rest.match_indices('<').map(|(at, _)| at).find(ends).unwrap_or(rest.len());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_with_their_places() {
        let raw = "a < b <img src='x y' alt=z hidden/><!-- <b> --></P >";
        let (tags, is_open) = tags(raw);
        assert!(!is_open);
        assert_eq!(
            tags.iter().map(|tag| raw.get(tag.range.clone())).collect::<Vec<_>>(),
            [Some("<img src='x y' alt=z hidden/>"), Some("</P >")]
        );
        let values: Vec<_> = tags[0].attributes.iter().map(|one| (one.name, raw.get(one.value_at.clone()))).collect();
        assert_eq!(values, [("src", Some("x y")), ("alt", Some("z")), ("hidden", Some(""))]);
    }

    #[test]
    fn a_reference_means_its_character() {
        let (tags, _) = tags("<a href='&ouml;&#x41;&amp;copy;?a=1&b=2;&amp'>");
        assert_eq!(tags[0].attributes[0].meant(), "öA&copy;?a=1&b=2;&amp");
    }

    #[test]
    fn a_tag_without_an_end_is_seen() {
        assert!(tags("<a href=\"").1);
        assert!(tags("x <a").1);
        assert!(!tags("<script>if (a < b) </script>").1);
    }
}
