//! The demonstration itself: every page, feed, calendar and list, read by parsers that are not ours.

#[path = "demonstration/files.rs"]
mod files;
#[path = "demonstration/html.rs"]
mod html;
#[path = "demonstration/links.rs"]
mod links;
#[path = "demonstration/weight.rs"]
mod weight;

use handbill_tests::demonstration;
use rayon::prelude::*;

/// The address of the site.
const BASE: &str = "https://momentum.example.org";

#[test]
fn it_has_no_finding() {
    let built = demonstration::built();
    let told: Vec<String> = built.findings.iter().map(|one| format!("{}: {}", one.code, one.message)).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

/// Every page, as the path of its file, with its text.
fn pages() -> Vec<(&'static str, &'static str)> {
    texts(".html")
}

/// Every text whose path ends so.
fn texts(end: &str) -> Vec<(&'static str, &'static str)> {
    let all = demonstration::built().made.iter().filter(|(path, _)| path.ends_with(end));
    all.map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).expect("it is text"))).collect()
}

/// Reads all of them in parallel; what `read` tells of each is put together.
fn none(of: &[(&'static str, &'static str)], read: impl Fn(&str, &str) -> Vec<String> + Sync) {
    assert!(!of.is_empty(), "there is something to read");
    let told: Vec<String> = of
        .par_iter()
        .flat_map(|(path, text)| read(path, text).into_iter().map(|line| format!("{path}: {line}")).collect::<Vec<_>>())
        .collect();
    let shown: Vec<&str> = told.iter().map(String::as_str).take(40).collect();
    assert!(told.is_empty(), "{} in all:\n{}", told.len(), shown.join("\n"));
}
