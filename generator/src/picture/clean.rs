//! Takes out of a picture's file all that is no picture, without decoding it: pixels and colours stay as they are.
//!
//! What is kept is named; all else goes: EXIF, XMP, IPTC, comments, thumbnails, what cameras and programs add, and what
//! stands behind the picture's end, where telephones put more pictures and films.

mod gif;
pub(super) mod jpeg;
pub(super) mod png;
pub(super) mod webp;

/// The file without what is no picture; a file that is no JPEG, PNG, WebP or GIF as it is.
pub fn clean(bytes: &[u8]) -> Vec<u8> {
    if jpeg::is_one(bytes) {
        jpeg::clean(bytes)
    } else if png::is_one(bytes) {
        png::clean(bytes)
    } else if webp::is_one(bytes) {
        webp::clean(bytes)
    } else if gif::is_one(bytes) {
        gif::clean(bytes)
    } else {
        bytes.to_vec()
    }
}

/// Whether a picture's file has its end: one that was not copied to its end has none.
pub fn is_whole(bytes: &[u8]) -> bool {
    if jpeg::is_one(bytes) {
        jpeg::is_whole(bytes)
    } else if png::is_one(bytes) {
        png::chunk(bytes, *b"IEND").is_some()
    } else {
        !webp::is_one(bytes) || webp::is_whole(bytes)
    }
}

/// Whether the file is a picture that may tell more than it shows, of a kind that we cannot clean: HEIC of a telephone,
/// TIFF, or anything else with EXIF or XMP in it.
pub fn is_telling(bytes: &[u8]) -> bool {
    if jpeg::is_one(bytes) || png::is_one(bytes) || webp::is_one(bytes) || gif::is_one(bytes) {
        return false;
    }
    let has = |mark: &[u8]| bytes.windows(mark.len()).any(|window| window == mark);
    let is_tiff = bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*");
    let is_heic = matches!(bytes.get(4..12), Some(b"ftypheic" | b"ftypheix" | b"ftypmif1" | b"ftyphevc" | b"ftypmsf1"));
    is_tiff || is_heic || has(b"Exif\0") || has(b"ns.adobe.com/xap") || has(b"application/rdf+xml")
}
