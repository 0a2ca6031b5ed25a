//! What was built, to be read: its pages, its texts, and what is told of them. Which site it is, the suite says.

use rayon::prelude::*;

use crate::built;

/// The address of the site.
pub(crate) const BASE: &str = "https://momentum.example.org";

/// Every page, as the path of its file, with its text.
///
/// Of the thousands of pages of the finder, which are one page with other words in its holes, there are one in
/// [`PLACES_SKIPPED`]; `finder.rs` looks at all of them.
pub(crate) fn pages() -> Vec<(&'static str, &'static str)> {
    let mut number = 0;
    let mut all = texts(".html");
    all.retain(|(path, _)| {
        let below = path.trim_start_matches("cy/").strip_prefix("near/");
        let is_place = below.is_some_and(|below| below.contains('/'));
        number += usize::from(is_place);
        !is_place || number % PLACES_SKIPPED == 0
    });
    all
}

/// A prime, so that all kinds of codes are met.
const PLACES_SKIPPED: usize = 149;

/// Whether the file at `path` is a form for a frame.
pub(crate) fn is_embed(path: &str) -> bool {
    path.strip_prefix("cy/").unwrap_or(path).starts_with("embed/")
}

/// Every text whose path ends so.
pub(crate) fn texts(end: &str) -> Vec<(&'static str, &'static str)> {
    let all = built().made.iter().filter(|(path, _)| path.ends_with(end));
    all.map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).expect("it is text"))).collect()
}

/// Reads all of them in parallel; what `read` tells of each is put together.
pub(crate) fn none(of: &[(&'static str, &'static str)], read: impl Fn(&str, &str) -> Vec<String> + Sync) {
    assert!(!of.is_empty(), "there is something to read");
    let told: Vec<String> = of
        .par_iter()
        .flat_map(|(path, text)| read(path, text).into_iter().map(|line| format!("{path}: {line}")).collect::<Vec<_>>())
        .collect();
    let shown: Vec<&str> = told.iter().map(String::as_str).take(40).collect();
    assert!(told.is_empty(), "{} in all:\n{}", told.len(), shown.join("\n"));
}
