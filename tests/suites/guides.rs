//! The guides are true: every command in them is run, every example is built, and every key that the code knows is named.
//!
//! - `book`: `docs/content/`, read: sections, fences, tables
//! - `commands`: lines that begin with `handbill` in a fence `sh`
//! - `examples`: fences with a path, and the examples of tables, in the small site `guides/`
//! - `keys`: what the code knows of front matter and of `site.toml`, by what it tells of a key that it does not know
//! - `lists`: everything else of which the guides name all there are
//!
//! `UPDATE=1 cargo test` writes what is told now into the fences `told`.

#[path = "guides/book.rs"]
mod book;
#[path = "guides/commands.rs"]
mod commands;
#[path = "guides/examples.rs"]
mod examples;
#[path = "guides/keys.rs"]
mod keys;
#[path = "guides/lists.rs"]
mod lists;

use std::collections::BTreeSet;

use handbill_tests::{NOW, handbill, house, tree};

/// A picture of the guides has at most so many bytes.
const PICTURE_MAX_BYTES: usize = 25_000;
/// All of them together have at most so many.
const PICTURES_MAX_BYTES: usize = 700_000;

#[test]
fn the_guides_have_no_finding() {
    let docs = house().join("docs");
    let path = docs.to_str().expect("the house has a plain name");
    let answer = handbill(&docs, &["check", "--root", path, "--strict", "--now", NOW]);
    assert_eq!((answer.code, answer.both.trim()), (0, "no findings"));
}

#[test]
fn no_picture_is_large() {
    let files = tree::read(&house().join("docs/content"));
    let pictures = || files.iter().filter(|(path, _)| path.ends_with(".webp") || path.ends_with(".png"));
    let large = pictures().filter(|(_, bytes)| bytes.len() > PICTURE_MAX_BYTES).map(|(path, _)| path.clone());
    none(large, "is too large");
    let all: usize = pictures().map(|(_, bytes)| bytes.len()).sum();
    assert!((1..=PICTURES_MAX_BYTES).contains(&all), "the pictures have {all} bytes");
}

/// Holds what the guides name against what there is.
#[track_caller]
fn same(what: &str, named: &BTreeSet<String>, known: &BTreeSet<String>) {
    assert!(!known.is_empty(), "{what}: the code knows some");
    let missing = known.difference(named).map(|name| format!("not in the guides: {name}"));
    let extra = named.difference(known).map(|name| format!("in the guides alone: {name}"));
    none(missing.chain(extra), what);
}

#[track_caller]
fn none(found: impl IntoIterator<Item = String>, what: &str) {
    let found: Vec<String> = found.into_iter().collect();
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}
