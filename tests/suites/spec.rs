//! Our Markdown by example: CommonMark's own examples, and ours.

#[path = "spec/commonmark.rs"]
mod commonmark;
#[path = "spec/known.rs"]
mod known;
#[path = "spec/normal.rs"]
mod normal;
#[path = "spec/ours.rs"]
mod ours;
