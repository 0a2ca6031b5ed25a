//! PNG: chunks, each with a length, a name and a sum.

const HEAD: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The chunks that say how the picture looks, moving ones included.
const KEPT: [&[u8; 4]; 15] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"pHYs",
    b"acTL", b"fcTL", b"fdAT",
];

/// Whether a file is one.
pub(in crate::picture) fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(HEAD)
}

/// Each chunk's name, content, and all of it, up to the picture's end.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8], &[u8])> {
    let mut rest = bytes.get(HEAD.len()..).unwrap_or_default();
    std::iter::from_fn(move || {
        let length = usize::try_from(u32::from_be_bytes(rest.get(..4)?.try_into().ok()?)).ok()?;
        let name: [u8; 4] = rest.get(4..8)?.try_into().ok()?;
        let (whole, after) = rest.split_at_checked(length.checked_add(12)?)?;
        rest = if name == *b"IEND" { &[] } else { after };
        Some((name, whole.get(8..8 + length)?, whole))
    })
}

/// The content of the first chunk of a name.
pub(in crate::picture) fn chunk(bytes: &[u8], name: [u8; 4]) -> Option<&[u8]> {
    chunks(bytes).find(|(found, ..)| *found == name).map(|(_, content, _)| content)
}

/// The file without what is no picture.
pub(super) fn clean(bytes: &[u8]) -> Vec<u8> {
    let mut kept = HEAD.to_vec();
    kept.reserve(bytes.len());
    for (name, _, whole) in chunks(bytes) {
        if KEPT.iter().any(|known| **known == name) {
            kept.extend_from_slice(whole);
        }
    }
    kept
}
