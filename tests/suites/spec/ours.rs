//! Our own examples: in `spec/NAME.md` a fence `markdown` holds a page's text, and the fence `html` after it
//! what stands in the page; a fence `told` holds what is found, a line each.
//!
//! Everything else in the file is for people. `UPDATE=1 cargo test` writes what is made now.

use handbill::diag::Severity;
use handbill::source::Sources;
use handbill_tests::memory::{build, small_site};
use handbill_tests::{data, differ, is_update, tree};

/// Longer than any fence in an example.
const FENCE: &str = "``````";

#[test]
fn our_markdown_is_what_was_reviewed() {
    let folder = data().join("spec");
    let mut told = Vec::new();
    for name in tree::files(&folder) {
        let reviewed = tree::text(&folder.join(&name));
        let made = made(&reviewed);
        if is_update() {
            tree::put(&folder.join(&name), &made);
        } else {
            told.extend(differ::texts(&name, &reviewed, &made));
        }
    }
    assert!(told.is_empty(), "\n\n{}\n\n`UPDATE=1 cargo test` takes what is made now.\n", told.join("\n\n"));
}

/// The file with what is made of its examples now.
fn made(reviewed: &str) -> String {
    let (mut made, mut lines) = (String::new(), reviewed.lines().peekable());
    while let Some(line) = lines.next() {
        let kind = line.strip_prefix(FENCE);
        if !matches!(kind, Some("html" | "told")) {
            made.push_str(&format!("{line}\n"));
        }
        if let Some(kind) = kind {
            let inside: String =
                lines.by_ref().take_while(|line| *line != FENCE).map(|line| format!("{line}\n")).collect();
            if kind == "markdown" {
                let (html, told) = page(&inside);
                made.push_str(&format!("{inside}{FENCE}\n{FENCE}html\n{html}{FENCE}\n"));
                if !told.is_empty() {
                    made.push_str(&format!("{FENCE}told\n{told}{FENCE}\n"));
                }
            }
        }
    }
    made
}

/// What stands in a page of this text, and what is found.
fn page(text: &str) -> (String, String) {
    let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"/>";
    let files = [
        ("content/pages/example.md", format!("+++\ntitle = \"Example\"\n+++\n{text}")),
        ("content/pages/join.md", "+++\ntitle = \"Join us\"\n+++\n## When we meet {#meet}\n".to_owned()),
        ("content/news/2015-10-08-launch.md", "+++\ntitle = \"Launch\"\n+++\nWe begin.\n".to_owned()),
        ("content/pages/map of Leeds.svg", picture.to_owned()),
        ("content/pages/map.svg", picture.to_owned()),
        // The page's text and nothing else.
        ("theme/templates/page.html", "{{ page.content | safe }}".to_owned()),
    ];
    let built = build(Sources::new(small_site(files.map(|(path, text)| (path.to_owned(), text)))));
    let html = built.made.get("example/index.html").map(|html| String::from_utf8_lossy(html).into_owned());
    let told = built.findings.iter().map(|finding| {
        let severity = if finding.severity == Severity::Error { "error" } else { "warning" };
        format!("{severity}[{}]: {}\n", finding.code, finding.message)
    });
    let mut html = html.unwrap_or_default();
    if !html.is_empty() && !html.ends_with('\n') {
        html.push('\n');
    }
    (html, told.collect())
}
