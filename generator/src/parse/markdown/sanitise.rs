//! Takes out of HTML what could do harm; holes and headings keep their places.
//!
//! Each place is marked with a character of private use that the HTML has not; after cleaning, the marks
//! are looked for and taken out again. A mark that has come to stand where it does not belong is dropped with its hole.

use std::sync::LazyLock;

use ammonia::Builder;

use super::out::{Out, short};
use crate::model::draft::{Heading, Hole, HoleKind};

/// Elements that stay: those that Markdown makes, and those that only carry text.
const TAGS: [&str; 66] = [
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "time",
    "tr",
];
const MORE_TAGS: [&str; 5] = ["tfoot", "u", "ul", "var", "wbr"];

/// Attributes that stay on each element.
const GENERIC: [&str; 12] = [
    "aria-describedby",
    "aria-hidden",
    "aria-label",
    "aria-labelledby",
    "class",
    "dir",
    "id",
    "lang",
    "role",
    "tabindex",
    "title",
    "translate",
];

/// Attributes that stay on some.
const OF_TAG: [(&str, &[&str]); 15] = [
    ("a", &["href", "hreflang"]),
    ("blockquote", &["cite"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("data", &["value"]),
    ("del", &["cite", "datetime"]),
    ("details", &["name", "open"]),
    ("img", &["alt", "height", "loading", "src", "width"]),
    ("input", &["checked", "disabled", "type"]),
    ("ins", &["cite", "datetime"]),
    ("li", &["value"]),
    ("ol", &["reversed", "start", "type"]),
    ("q", &["cite"]),
    ("td", &["colspan", "headers", "rowspan"]),
    ("time", &["datetime"]),
];
const TH: [&str; 5] = ["abbr", "colspan", "headers", "rowspan", "scope"];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .add_tags(TAGS)
        .add_tags(MORE_TAGS)
        .generic_attributes(GENERIC.into_iter().collect())
        .tag_attributes(OF_TAG.into_iter().map(|(tag, names)| (tag, names.iter().copied().collect())).collect())
        .add_tag_attributes("th", TH)
        // Of all fields only the box of a task list is left.
        .set_tag_attribute_value("input", "type", "checkbox")
        .set_tag_attribute_value("input", "disabled", "")
        .link_rel(None);
    builder
});

/// Whether an element stays.
pub(super) fn keeps_tag(tag: &str) -> bool {
    TAGS.contains(&tag) || MORE_TAGS.contains(&tag)
}

/// Whether an attribute of it stays.
pub(super) fn keeps_attribute(tag: &str, name: &str) -> bool {
    let own = OF_TAG.iter().find(|(known, _)| *known == tag).map_or(&[] as &[&str], |(_, names)| names);
    GENERIC.contains(&name) || own.contains(&name) || (tag == "th" && TH.contains(&name))
}

/// What a mark stands for: the number of a hole or of a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    End(usize),
    Hole(usize),
    Start(usize),
}

/// Cleans `out`.
pub(super) fn sanitise(out: Out) -> Out {
    let Some(mark) = ('\u{E000}'..='\u{F8FF}').find(|&mark| !out.html.contains(mark)) else {
        // A text that holds all of them is no text.
        return Out { html: CLEANER.clean(&out.html).to_string(), ..Out::default() };
    };
    let (marked, marks) = marked(&out, mark);
    let clean = CLEANER.clean(&marked).to_string();
    unmarked(&clean, mark, &marks, out)
}

fn marked(out: &Out, mark: char) -> (String, Vec<Mark>) {
    let mut places: Vec<(u32, Mark)> =
        out.holes.iter().enumerate().map(|(at, hole)| (hole.at, Mark::Hole(at))).collect();
    for (at, heading) in out.headings.iter().enumerate() {
        places.extend([(heading.html_start, Mark::Start(at)), (heading.html_end, Mark::End(at))]);
    }
    places.sort();
    let mut marked = String::with_capacity(out.html.len() + places.len() * 8);
    let mut written = 0;
    for (number, (at, _)) in places.iter().enumerate() {
        marked.push_str(out.html.get(written..*at as usize).unwrap_or(""));
        marked.push_str(&format!("{mark}{number}{mark}"));
        written = *at as usize;
    }
    marked.push_str(out.html.get(written..).unwrap_or(""));
    (marked, places.into_iter().map(|(_, mark)| mark).collect())
}

fn unmarked(clean: &str, mark: char, marks: &[Mark], old: Out) -> Out {
    let mut new = Out::default();
    let mut headings: Vec<(Heading, bool, bool)> =
        old.headings.into_iter().map(|heading| (heading, false, false)).collect();
    let mut used = vec![false; old.holes.len()];
    let mut position = Position::default();
    let mut pieces = clean.split(mark);
    let mut push = |new: &mut Out, piece: &str| {
        position.pass(piece);
        new.push(piece);
        position.in_tag
    };
    let mut in_tag = push(&mut new, pieces.next().unwrap_or(""));
    while let Some(piece) = pieces.next() {
        let Some(found) = piece.parse::<usize>().ok().and_then(|number| marks.get(number)) else {
            // The author's own character, written as a number.
            in_tag = push(&mut new, piece);
            continue;
        };
        let at = short(new.html.len());
        let after = pieces.next().unwrap_or("");
        match *found {
            Mark::Hole(hole) => {
                let what = &old.holes[hole].what;
                // A browser repeats a link that was not closed; nothing else may come twice.
                let is_link = matches!(what, HoleKind::Link(_));
                let fits = if is_link { in_tag && is_alone(&new.html, after) } else { !in_tag && !used[hole] };
                if fits {
                    used[hole] = true;
                    new.holes.push(Hole { at, what: what.clone() });
                }
            }
            Mark::Start(heading) if !in_tag => {
                headings[heading].0.html_start = at;
                headings[heading].1 = true;
            }
            Mark::End(heading) if !in_tag => {
                headings[heading].0.html_end = at;
                headings[heading].2 = true;
            }
            Mark::Start(_) | Mark::End(_) => {}
        }
        in_tag = push(&mut new, after);
    }
    let kept =
        headings.into_iter().filter(|(heading, start, end)| *start && *end && heading.html_start <= heading.html_end);
    new.headings = kept.map(|(heading, ..)| heading).collect();
    new
}

/// Whether a mark is the whole of an attribute that holds an address.
fn is_alone(before: &str, after: &str) -> bool {
    [" href=\"", " src=\""].iter().any(|opening| before.ends_with(opening)) && after.starts_with('"')
}

/// Where in HTML that has been cleaned, and so is well-formed, one stands.
#[derive(Default)]
struct Position {
    in_tag: bool,
    in_value: bool,
}

impl Position {
    fn pass(&mut self, html: &str) {
        for b in html.bytes() {
            match b {
                b'"' if self.in_tag => self.in_value = !self.in_value,
                b'<' if !self.in_value => self.in_tag = true,
                b'>' if !self.in_value => self.in_tag = false,
                _ => {}
            }
        }
    }
}
