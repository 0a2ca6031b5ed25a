//! What a first visit costs: HTML and CSS together, compressed as a host does it.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::{built, none, pages};

/// The first round trip of a fresh connection holds ten segments: about 14 KB.
const FIRST_VIEW_BYTES: usize = 14 * 1024;

pub(crate) fn compressed(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory takes everything");
    encoder.finish().expect("memory takes everything").len()
}

#[test]
fn the_first_view_of_every_page_fits_one_round_trip() {
    let made = &built().made;
    let styles: usize =
        made.iter().filter(|(path, _)| path.ends_with(".css")).map(|(_, bytes)| compressed(bytes)).sum();
    none(&pages(), |_, text| {
        let bytes = compressed(text.as_bytes()) + styles;
        (bytes > FIRST_VIEW_BYTES).then(|| format!("{bytes} bytes, {styles} of them styles")).into_iter().collect()
    });
}
