//! HTML as a tree in which only what matters is left, a line for each node.
//!
//! Left out is what we add on purpose everywhere: ids of headings, code that the keyboard
//! can scroll, quotes and dashes that are curled and joined.

use ego_tree::NodeRef;
use percent_encoding::percent_decode_str;
use scraper::{Html, Node};

/// Elements between whose tags white space is nothing.
const BLOCKS: [&str; 24] = [
    "html",
    "body",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "div",
    "section",
    "br",
];

/// The tree of `html`.
pub(crate) fn normal(html: &str) -> String {
    let page = Html::parse_fragment(html);
    let mut lines = Vec::new();
    children(page.tree.root(), 0, false, &mut lines);
    lines.into_iter().map(|line| format!("{line}\n")).collect()
}

fn children(node: NodeRef<'_, Node>, depth: usize, in_pre: bool, lines: &mut Vec<String>) {
    let inside: Vec<NodeRef<'_, Node>> = node.children().collect();
    for (at, child) in inside.iter().enumerate() {
        let indent = "  ".repeat(depth);
        match child.value() {
            Node::Text(text) => {
                let is_edge =
                    |at: Option<usize>| at.and_then(|at| inside.get(at)).map_or(is_block(node), |next| is_block(*next));
                let text = if in_pre {
                    text.to_string()
                } else {
                    spaced(text, is_edge(at.checked_sub(1)), is_edge(Some(at + 1)))
                };
                if !text.is_empty() {
                    lines.push(format!("{indent}{:?}", plain(&text)));
                }
            }
            Node::Element(element) => {
                let is_heading = matches!(element.name(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
                let attributes = element.attrs().filter(|(name, _)| {
                    let is_ours = (is_heading && *name == "id") || (element.name() == "pre" && *name == "tabindex");
                    !is_ours
                });
                let attributes = attributes.map(|(name, value)| match name {
                    "href" | "src" => format!(" {name}={:?}", percent_decode_str(value).decode_utf8_lossy()),
                    _ => format!(" {name}={:?}", plain(value)),
                });
                let mut attributes: Vec<String> = attributes.collect();
                attributes.sort();
                lines.push(format!("{indent}<{}{}>", element.name(), attributes.concat()));
                children(*child, depth + 1, in_pre || element.name() == "pre", lines);
            }
            Node::Comment(comment) => lines.push(format!("{indent}<!--{}-->", &**comment)),
            _ => children(*child, depth, in_pre, lines),
        }
    }
}

fn is_block(node: NodeRef<'_, Node>) -> bool {
    node.value().as_element().is_none_or(|element| BLOCKS.contains(&element.name())) && !node.value().is_text()
}

/// White space as a browser shows it.
fn spaced(text: &str, after_block: bool, before_block: bool) -> String {
    let mut words = text.split([' ', '\n', '\t', '\r']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let is_space = |c: Option<char>| c.is_some_and(|c| matches!(c, ' ' | '\n' | '\t' | '\r'));
    if words.is_empty() {
        return if after_block || before_block { String::new() } else { " ".to_owned() };
    }
    if is_space(text.chars().next()) && !after_block {
        words.insert(0, ' ');
    }
    if is_space(text.chars().next_back()) && !before_block {
        words.push(' ');
    }
    words
}

/// Quotes, dashes and dots as they are typed.
fn plain(text: &str) -> String {
    text.replace(['“', '”'], "\"").replace(['‘', '’'], "'").replace('—', "---").replace('–', "--").replace('…', "...")
}
