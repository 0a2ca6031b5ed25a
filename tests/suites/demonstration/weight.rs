//! What a first visit costs: HTML and CSS together, compressed as a host does it.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::read::is_embed;
use crate::{built, none, pages};

/// The first round trip of a fresh connection holds ten segments: about 14 KB.
const FIRST_VIEW_BYTES: usize = 14 * 1024;

/// What a frame on a partner's page may cost, as it is: HTML and CSS together.
const EMBED_BYTES: usize = 10 * 1024;

/// The stylesheets that a page asks for.
fn styles(text: &str) -> Vec<&'static [u8]> {
    let made = &built().made;
    let named = made.iter().filter(|(path, _)| path.ends_with(".css") && text.contains(&format!("href=\"/{path}\"")));
    let found: Vec<&[u8]> = named.map(|(_, bytes)| bytes.as_slice()).collect();
    assert!(!found.is_empty(), "every page has a stylesheet");
    found
}

pub(crate) fn compressed(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory takes everything");
    encoder.finish().expect("memory takes everything").len()
}

#[test]
fn the_first_view_of_every_page_fits_one_round_trip() {
    none(&pages(), |_, text| {
        let styles: usize = styles(text).into_iter().map(compressed).sum();
        let bytes = compressed(text.as_bytes()) + styles;
        (bytes > FIRST_VIEW_BYTES).then(|| format!("{bytes} bytes, {styles} of them styles")).into_iter().collect()
    });
}

#[test]
fn a_form_for_a_frame_weighs_less_than_ten_kilobytes() {
    let embeds: Vec<_> = pages().into_iter().filter(|(path, _)| is_embed(path)).collect();
    none(&embeds, |_, text| {
        let bytes = text.len() + styles(text).into_iter().map(<[u8]>::len).sum::<usize>();
        (bytes > EMBED_BYTES).then(|| format!("{bytes} bytes")).into_iter().collect()
    });
}
