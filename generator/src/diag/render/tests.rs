//! Findings look as the house style shows them, whatever the text.

use super::*;
use crate::source::{Content, FileId, SourceFile, Span};

fn sources(text: &str) -> Sources {
    Sources::new(vec![SourceFile { path: "content/a.md".into(), content: Content::Text(text.into()) }])
}

fn finding(span: std::ops::Range<usize>) -> Diagnostic {
    Diagnostic::error("link-target-missing", "no page at `content/volunteer.md`")
        .at(FileId(0), Span::new(span), "this file does not exist")
        .help("did you mean `../volunteers.md`?")
}

#[test]
fn a_finding_looks_like_the_house_style() {
    let sources = sources("One\nThen [sign up](../volunteer.md) with a friend.\n");
    let expected = "\
error[link-target-missing]: no page at `content/volunteer.md`
 --> content/a.md:2:16
  |
2 | Then [sign up](../volunteer.md) with a friend.
  |                ^^^^^^^^^^^^^^^ this file does not exist
  |
  = help: did you mean `../volunteers.md`?";
    assert_eq!(human(&finding(19..34), &sources, Color::Never), expected);
    assert!(human(&finding(19..34), &sources, Color::Always).contains("\u{1b}["));
}

#[test]
fn another_place_is_shown_too() {
    let sources = sources("title = 1\nb = 2\ntitle = 3\n");
    let finding = Diagnostic::error("key-doubled", "`title` is set twice")
        .at(FileId(0), Span::new(16..21), "the second time")
        .also(FileId(0), Span::new(0..5), "the first time");
    let expected = "\
error[key-doubled]: `title` is set twice
 --> content/a.md:3:1
  |
3 | title = 3
  | ^^^^^ the second time
  |
 ::: content/a.md:1:1
  |
1 | title = 1
  | ----- the first time";
    assert_eq!(human(&finding, &sources, Color::Never), expected);
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let sources = sources(&format!("{}HERE{}", "é ".repeat(5_000), "z".repeat(5_000)));
    let text = human(&finding(15_000..15_004), &sources, Color::Never);
    assert!(text.contains("content/a.md:1:10001"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() < 140), "{text}");
    assert!(text.contains("HERE") && text.contains("^^^^ this file"), "{text}");
}

#[test]
fn json_and_github_name_the_place() {
    let sources = sources("One\nThen [sign up](../volunteer.md) with 50%\n");
    let json: serde_json::Value = serde_json::from_str(&json(&finding(19..34), &sources)).expect("JSON");
    assert_eq!(
        (json["line"].as_u64(), json["column"].as_u64(), json["end_column"].as_u64()),
        (Some(2), Some(16), Some(31))
    );
    assert_eq!(
        github(&finding(19..34), &sources),
        "::error file=content/a.md,line=2,endLine=2,col=16,endColumn=31,title=link-target-missing\
         ::no page at `content/volunteer.md`%0Athis file does not exist%0Ahelp: did you mean `../volunteers.md`?"
    );
}

#[test]
fn odd_files_are_shown() {
    for (text, span) in
        [("", 0..0), ("a\n", 2..2), ("a", 1..1), ("\t\tx\r\n", 2..3), ("日本語", 3..6), ("a\r\n\r\nb", 1..7)]
    {
        let sources = sources(text);
        let shown = human(&finding(span.clone()), &sources, Color::Never);
        assert!(shown.contains("--> content/a.md:"), "{text:?} {shown}");
    }
}

proptest::proptest! {
    #[test]
    fn no_text_and_no_span_make_it_panic(text in "([ -~é日\t]|\r\n|\n|👩‍👩‍👧){0,200}", start in 0usize..600, length in 0usize..600) {
        let sources = sources(&text);
        let finding = finding(start..start + length).also(FileId(0), Span::new(length..start.max(length)), "there");
        let _ = (human(&finding, &sources, Color::Never), json(&finding, &sources), github(&finding, &sources));
    }
}
