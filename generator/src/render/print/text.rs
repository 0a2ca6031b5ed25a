//! A page's text for paper: paragraphs, headings, lists, quotations and tables, as templates for print see them.
//!
//! Pictures, forms and lists of pages have no place on paper and are left out; links are whole URLs.

use scraper::{ElementRef, Html, Node};
use serde_json::{Map, Value, json};

use crate::model::node;
use crate::model::site::{Body, Hole, LangId, Link, Shortcode, Site};
use crate::render::view::body::escape;

/// The text's blocks; see `themes/README.md` for their shape.
pub(super) fn blocks(site: &Site, body: &Body, lang: LangId) -> Value {
    let mut html = String::with_capacity(body.text.html.len());
    fill(site, body, lang, &mut html);
    let parsed = Html::parse_fragment(&html);
    Value::from(without_bare_headings(blocks_in(parsed.root_element())))
}

/// A heading that stood over a form or a list of pages has nothing under it on paper, and goes, too.
fn without_bare_headings(blocks: Vec<Value>) -> Vec<Value> {
    let level = |block: &Value| (block["t"] == "h").then(|| block["level"].as_u64().unwrap_or(2));
    let mut kept: Vec<Value> = Vec::with_capacity(blocks.len());
    let mut next: Option<Option<u64>> = None;
    for block in blocks.into_iter().rev() {
        let mine = level(&block);
        let is_bare = match (mine, next) {
            (Some(_), None) => true,
            (Some(mine), Some(Some(next))) => next <= mine,
            _ => false,
        };
        if !is_bare {
            next = Some(mine);
            kept.push(block);
        }
    }
    kept.reverse();
    kept
}

/// How many words there are in blocks.
pub(super) fn words(blocks: &Value) -> usize {
    match blocks {
        Value::String(text) => text.split_whitespace().count(),
        Value::Array(items) => items.iter().map(words).sum(),
        Value::Object(map) => {
            map.iter().filter(|(key, _)| !matches!(key.as_str(), "t" | "href")).map(|(_, v)| words(v)).sum()
        }
        _ => 0,
    }
}

/// The HTML of a text, its holes filled with what can be printed.
fn fill(site: &Site, body: &Body, lang: LangId, out: &mut String) {
    let html = &body.text.html;
    let mut from = 0;
    for (place, hole) in body.text.holes.iter().zip(&body.holes) {
        let at = place.at as usize;
        out.push_str(html.get(from..at).unwrap_or_default());
        from = at;
        match hole {
            Hole::Page(entry, fragment) => {
                escape(&site.absolute(&site.page_in(*entry, lang).url), out);
                escape(fragment, out);
            }
            Hole::Url(url) if url.starts_with('/') => escape(&format!("{}{url}", site.config.base_url), out),
            Hole::Url(url) => escape(url, out),
            Hole::Picture { .. } => {}
            Hole::Shortcode(shortcode) => printable(site, shortcode, lang, out),
        }
    }
    out.push_str(html.get(from..).unwrap_or_default());
}

/// Of the shortcodes, quotations and questions are words; a button is a link.
fn printable(site: &Site, shortcode: &Shortcode, lang: LangId, out: &mut String) {
    let text = |key: &str| match shortcode.arguments.get(key).map(|node| &node.value) {
        Some(node::Value::String(text)) => text.as_str(),
        _ => "",
    };
    match (shortcode.name.as_str(), &shortcode.inner) {
        ("quote", Some(inner)) => {
            out.push_str("<blockquote data-by=\"");
            escape(text("by"), out);
            if !text("by").is_empty() && !text("role").is_empty() {
                out.push_str(", ");
            }
            escape(text("role"), out);
            out.push_str("\">");
            fill(site, inner, lang, out);
            out.push_str("</blockquote>");
        }
        ("faq", Some(inner)) => fill(site, inner, lang, out),
        ("button", _) => {
            let url = match &shortcode.link {
                Some(Link::Page(entry, _)) => site.absolute(&site.page_in(*entry, lang).url),
                Some(Link::Url(url)) => url.clone(),
                None => return,
            };
            let shown = url.trim_start_matches("https://").trim_end_matches('/');
            out.push_str("<p><strong>");
            escape(text("label"), out);
            out.push_str(": ");
            escape(shown, out);
            out.push_str("</strong></p>");
        }
        _ => {}
    }
}

fn blocks_in(element: ElementRef<'_>) -> Vec<Value> {
    let (mut blocks, mut loose) = (Vec::new(), Vec::new());
    for child in element.children() {
        match child.value() {
            Node::Text(text) => push_text(text, &mut loose),
            Node::Element(_) => {
                let Some(child) = ElementRef::wrap(child) else { continue };
                if is_inline(child) {
                    loose.extend(inline_of(child));
                } else {
                    gather(&mut loose, &mut blocks);
                    blocks.extend(block(child));
                }
            }
            _ => {}
        }
    }
    gather(&mut loose, &mut blocks);
    blocks
}

/// Words that stand in no paragraph are one.
fn gather(loose: &mut Vec<Value>, blocks: &mut Vec<Value>) {
    let words = std::mem::take(loose);
    if words.iter().any(|word| word.as_str().is_none_or(|text| !text.trim().is_empty())) {
        blocks.push(json!({ "t": "p", "c": words }));
    }
}

fn is_inline(element: ElementRef<'_>) -> bool {
    const INLINE: [&str; 20] = [
        "a", "abbr", "b", "bdi", "br", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small",
        "span", "strong", "sub", "sup",
    ];
    INLINE.contains(&element.value().name())
}

fn block(element: ElementRef<'_>) -> Vec<Value> {
    match element.value().name() {
        "p" => one_paragraph(element),
        name @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6") => {
            let level = name.trim_start_matches('h').parse().unwrap_or(2_u8);
            vec![json!({ "t": "h", "level": level, "c": inlines(element) })]
        }
        "ul" => vec![json!({ "t": "ul", "items": items(element) })],
        "ol" => {
            let start = element.attr("start").and_then(|start| start.parse().ok()).unwrap_or(1_u32);
            vec![json!({ "t": "ol", "start": start, "items": items(element) })]
        }
        "blockquote" => {
            let by = element.attr("data-by").unwrap_or_default();
            vec![json!({ "t": "quote", "by": by, "c": blocks_in(element) })]
        }
        "table" => table(element),
        "pre" => one_paragraph(element),
        // Of a footnote the mark is left out, and so its text; the rest is for screens.
        "section" if element.attr("class") == Some("notes") => Vec::new(),
        "div" | "section" | "article" | "dl" | "dd" | "dt" | "details" | "summary" | "html" => blocks_in(element),
        _ => Vec::new(),
    }
}

fn one_paragraph(element: ElementRef<'_>) -> Vec<Value> {
    let mut blocks = Vec::new();
    gather(&mut inlines(element), &mut blocks);
    blocks
}

fn items(list: ElementRef<'_>) -> Vec<Value> {
    let items = list.children().filter_map(ElementRef::wrap).filter(|item| item.value().name() == "li");
    items.map(|item| Value::from(blocks_in(item))).collect()
}

fn table(table: ElementRef<'_>) -> Vec<Value> {
    let rows = || table.descendants().filter_map(ElementRef::wrap).filter(|element| element.value().name() == "tr");
    let cells = |row: ElementRef<'_>| -> Vec<Value> {
        let cells = row.children().filter_map(ElementRef::wrap);
        let cells = cells.filter(|cell| matches!(cell.value().name(), "td" | "th"));
        cells.map(|cell| Value::from(inlines(cell))).collect()
    };
    let mut all = rows().map(cells);
    let Some(head) = all.next() else { return Vec::new() };
    let columns = head.len();
    // A row that is short would push the next one up.
    let fitted = |mut row: Vec<Value>| {
        row.resize(columns, json!([]));
        row
    };
    let cells: Vec<Value> = all.flat_map(fitted).collect();
    vec![json!({ "t": "table", "columns": columns, "head": head, "cells": cells })]
}

fn inlines(element: ElementRef<'_>) -> Vec<Value> {
    let mut all = Vec::new();
    for child in element.children() {
        match child.value() {
            Node::Text(text) => push_text(text, &mut all),
            Node::Element(_) => all.extend(ElementRef::wrap(child).into_iter().flat_map(inline_of)),
            _ => {}
        }
    }
    all
}

fn inline_of(element: ElementRef<'_>) -> Vec<Value> {
    let marked = |kind: &str| {
        let mut map = Map::new();
        map.insert("t".into(), kind.into());
        map.insert("c".into(), inlines(element).into());
        vec![Value::from(map)]
    };
    match element.value().name() {
        "strong" | "b" => marked("strong"),
        "em" | "i" | "cite" => marked("em"),
        "del" | "s" => marked("strike"),
        "code" | "kbd" => marked("code"),
        "br" => vec![json!({ "t": "br" })],
        "a" if element.attr("href").is_some_and(|href| href.contains(':')) => {
            vec![json!({ "t": "a", "href": element.attr("href"), "c": inlines(element) })]
        }
        // The mark of a footnote, whose text is not printed; a box of a list of tasks.
        "sup" if element.attr("class") == Some("note-ref") => Vec::new(),
        "input" | "img" | "svg" | "script" | "style" => Vec::new(),
        _ => inlines(element),
    }
}

/// White space is one space, as browsers see it.
fn push_text(text: &str, all: &mut Vec<Value>) {
    let mut plain = String::with_capacity(text.len());
    for character in text.chars() {
        let is_space = matches!(character, ' ' | '\n' | '\t' | '\r');
        if !(is_space && plain.ends_with(' ')) {
            plain.push(if is_space { ' ' } else { character });
        }
    }
    if !plain.is_empty() {
        all.push(plain.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> Value {
        Value::from(blocks_in(Html::parse_fragment(html).root_element()))
    }

    #[test]
    fn paragraphs_headings_and_lists_keep_what_they_say() {
        let html = "<h2 id=\"why\">Why <em>now</em></h2>\n<p>Rents\nrise &amp; rise.</p><ul>\n<li>one</li>\n<li><p>two</p></li></ul>";
        let expected = json!([
            { "t": "h", "level": 2, "c": ["Why ", { "t": "em", "c": ["now"] }] },
            { "t": "p", "c": ["Rents rise & rise."] },
            { "t": "ul", "items": [[{ "t": "p", "c": ["one"] }], [{ "t": "p", "c": ["two"] }]] },
        ]);
        assert_eq!(read(html), expected);
        assert_eq!(words(&expected), 8);
    }

    #[test]
    fn what_is_for_screens_is_left_out() {
        let html = "<p>a<sup class=\"note-ref\"><a href=\"#fn\">1</a></sup></p><form><p>b</p></form><figure><p>c</p></figure>\
            <section class=\"notes\"><p>d</p></section><nav><a href=\"/\">e</a></nav>";
        assert_eq!(read(html), json!([{ "t": "p", "c": ["a"] }]));
    }

    #[test]
    fn a_heading_with_nothing_under_it_is_left_out() {
        let read = |html: &str| {
            let blocks = blocks_in(Html::parse_fragment(html).root_element());
            without_bare_headings(blocks).iter().map(|block| block["c"].to_string()).collect::<String>()
        };
        assert_eq!(read("<h2>a</h2><h2>b</h2><h3>c</h3><p>d</p><h2>e</h2><h3>f</h3>"), r#"["b"]["c"]["d"]"#);
    }

    #[test]
    fn a_table_has_as_many_cells_in_each_row_as_in_its_head() {
        let html = "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>";
        let expected = json!([{ "t": "table", "columns": 2, "head": [["a"], ["b"]], "cells": [["1"], []] }]);
        assert_eq!(read(html), expected);
    }

    #[test]
    fn a_link_to_a_part_of_the_page_is_only_its_words() {
        let html = "<p><a href=\"#x\">x</a> <a href=\"https://example.org/\">y</a></p>";
        let link = json!({ "t": "a", "href": "https://example.org/", "c": ["y"] });
        assert_eq!(read(html), json!([{ "t": "p", "c": ["x", " ", link] }]));
    }
}
