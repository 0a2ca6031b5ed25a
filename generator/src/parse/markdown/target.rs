//! Where in the text the address of a link or a picture stands.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag};

/// The address of a link's or a picture's start, as its event tells it.
pub(super) fn address<'e>(event: &'e Event<'_>) -> Option<(LinkType, &'e CowStr<'e>, &'e str)> {
    match event {
        Event::Start(Tag::Link { link_type, dest_url, id, .. } | Tag::Image { link_type, dest_url, id, .. }) => {
            Some((*link_type, dest_url, id))
        }
        _ => None,
    }
}

/// The bytes of `source` that hold `address`, somewhere in `range` and rather at its end; else all of `range`.
pub(super) fn place(source: &str, range: Range<usize>, address: &str) -> Range<usize> {
    let written = source.get(range.clone()).unwrap_or("");
    let found = match written.rfind("](") {
        _ if address.is_empty() => None,
        Some(opened) => written.get(opened..).and_then(|rest| rest.find(address)).map(|at| opened + at),
        None => written.rfind(address),
    };
    match found.or_else(|| written.rfind(address).filter(|_| !address.is_empty())) {
        Some(at) => range.start + at..range.start + at + address.len(),
        None => range.start..range.start + written.trim_end().len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_the_addresss_not_the_texts() {
        let source = "See [a.md](a.md \"a.md\"), <x:y>";
        assert_eq!(place(source, 4..23, "a.md"), 11..15);
        assert_eq!(place(source, 25..30, "x:y"), 26..29);
    }
}
