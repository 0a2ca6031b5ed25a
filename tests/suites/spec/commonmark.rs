//! CommonMark's own examples, from the package `commonmark-spec`, held against our Markdown as trees.

use std::collections::BTreeMap;

use handbill::model::config::RawHtml;
use handbill::model::draft::{Body, HoleKind};
use handbill::parse::markdown::{MarkdownOptions, body};
use handbill::parse::shortcode::ShortcodeSet;
use handbill::source::FileId;
use handbill_tests::{data, is_ci, tree};

use crate::known::KNOWN;
use crate::normal::normal;

/// As many as version 0.31.2 has.
const EXAMPLES: usize = 652;

/// One example.
struct Example {
    number: u32,
    section: String,
    markdown: String,
    html: String,
}

#[test]
fn commonmark_is_read_as_its_authors_read_it() {
    let spec = data().join("browser/node_modules/commonmark-spec/spec.txt");
    let text = tree::text(&spec);
    if text.is_empty() {
        assert!(!is_ci(), "CI has CommonMark's examples: run `npm ci` in `tests/browser` first");
        println!("CommonMark's examples are not looked at: run `npm ci` in `tests/browser` first");
        return;
    }
    let examples = examples(&text);
    assert_eq!(examples.len(), EXAMPLES, "all examples are found");
    let mut known: BTreeMap<u32, &str> = BTreeMap::new();
    for (reason, numbers) in KNOWN {
        for number in *numbers {
            assert!(known.insert(*number, reason).is_none(), "example {number} stands in two groups");
        }
    }
    let told: Vec<String> = examples.iter().filter_map(|example| judge(example, known.get(&example.number))).collect();
    assert!(told.is_empty(), "{} in all:\n\n{}", told.len(), told.join("\n\n"));
}

/// What is to be said of an example; nothing when it is as it should be.
fn judge(example: &Example, known: Option<&&str>) -> Option<String> {
    let Example { number, section, markdown, html } = example;
    let (wanted, made) = (normal(html), normal(&ours(markdown)));
    match (known, wanted == made) {
        (None, true) | (Some(_), false) => None,
        (Some(reason), true) => {
            Some(format!("{number} ({section}) passes now: take it off the list of what differs ({reason})"))
        }
        (None, false) => Some(format!("{number} ({section})\n{markdown}--- wanted\n{wanted}--- made\n{made}")),
    }
}

/// The examples as the package's own script finds them.
fn examples(spec: &str) -> Vec<Example> {
    let fence = "`".repeat(32);
    let (opening, mut section, mut all) = (format!("{fence} example"), String::new(), Vec::new());
    let mut lines = spec.lines().take_while(|line| *line != "<!-- END TESTS -->");
    while let Some(line) = lines.next() {
        if line == opening {
            let part = |lines: &mut dyn Iterator<Item = &str>, end: &str| -> String {
                lines
                    .take_while(|line| *line != end)
                    .map(|line| format!("{line}\n"))
                    .collect::<String>()
                    .replace('→', "\t")
            };
            let (markdown, html) = (part(&mut lines, "."), part(&mut lines, &fence));
            let number = u32::try_from(all.len() + 1).expect("there are few");
            all.push(Example { number, section: section.clone(), markdown, html });
        } else if line.starts_with('#') {
            section = line.trim_start_matches('#').trim().to_owned();
        }
    }
    all
}

/// Our HTML, with HTML of the author's let through, and links and pictures where they were written.
fn ours(markdown: &str) -> String {
    let (shortcodes, _) = ShortcodeSet::new(None);
    let options = MarkdownOptions { raw_html: RawHtml::Allow, shortcodes: &shortcodes };
    let (body, _) = body(FileId(0), markdown, 0..markdown.len(), &options);
    filled(&body)
}

fn filled(body: &Body) -> String {
    let (mut html, mut rest) = (String::new(), 0);
    for hole in &body.holes {
        let at = hole.at as usize;
        html.push_str(body.html.get(rest..at).expect("a hole is between characters"));
        rest = at;
        match &hole.what {
            HoleKind::Link(address) => html.push_str(&escaped(&address.value)),
            HoleKind::Picture(picture) => {
                let title =
                    if picture.title.is_empty() { "" } else { &format!(" title=\"{}\"", escaped(&picture.title)) };
                let (src, alt) = (escaped(&picture.src.value), escaped(&picture.alt));
                html.push_str(&format!("<img src=\"{src}\" alt=\"{alt}\"{title}>"));
            }
            HoleKind::Shortcode(call) => html.push_str(&format!("<shortcode name=\"{}\">", call.name.value)),
        }
    }
    html + body.html.get(rest..).expect("a hole is between characters")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
