//! The demonstration itself: every page, feed, calendar and list, read by parsers that are not ours.
//!
//! `themes` reads its pages in the other themes.

#[path = "demonstration/embeds.rs"]
mod embeds;
#[path = "demonstration/files.rs"]
mod files;
#[path = "demonstration/finder.rs"]
mod finder;
#[path = "demonstration/html.rs"]
mod html;
#[path = "demonstration/links.rs"]
mod links;
#[path = "demonstration/read.rs"]
mod read;
#[path = "demonstration/weight.rs"]
mod weight;

use handbill_tests::demonstration;
use handbill_tests::memory::Built;

use read::{BASE, none, pages, texts};

fn built() -> &'static Built {
    demonstration::built()
}

#[test]
fn it_has_no_finding() {
    let told: Vec<String> = built().findings.iter().map(|one| format!("{}: {}", one.code, one.message)).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}
