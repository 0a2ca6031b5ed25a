//! WebP: chunks, each with a name and a length, within one that counts them all.

/// The chunks that say how the picture looks, moving ones included.
const KEPT: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP", b"ANIM", b"ANMF"];

/// In the first byte of `VP8X`: that EXIF follows, and that XMP does.
const TELLS: u8 = 0b0000_1100;

/// In the same byte: that a colour profile follows.
const HAS_PROFILE: u8 = 0b0010_0000;

/// In the same byte: that something is transparent.
const HAS_ALPHA: u8 = 0b0001_0000;

/// Whether a file is one.
pub(in crate::picture) fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")
}

/// Each chunk's name and content.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let length = bytes.get(4..8).and_then(|length| length.try_into().ok()).map_or(0, u32::from_le_bytes);
    let end = usize::try_from(length).unwrap_or(usize::MAX).saturating_add(8).min(bytes.len());
    let mut rest = bytes.get(12..end).unwrap_or_default();
    std::iter::from_fn(move || {
        let name: [u8; 4] = rest.get(..4)?.try_into().ok()?;
        let length = usize::try_from(u32::from_le_bytes(rest.get(4..8)?.try_into().ok()?)).ok()?;
        let content = rest.get(8..length.checked_add(8)?)?;
        rest = rest.get(8 + length + length % 2..).unwrap_or_default();
        Some((name, content))
    })
}

/// The content of the first chunk of a name.
pub(in crate::picture) fn chunk(bytes: &[u8], name: [u8; 4]) -> Option<&[u8]> {
    chunks(bytes).find(|(found, _)| *found == name).map(|(_, content)| content)
}

/// Whether there is as much of it as it says.
pub(super) fn is_whole(bytes: &[u8]) -> bool {
    let length = bytes.get(4..8).and_then(|length| length.try_into().ok()).map_or(0, u32::from_le_bytes);
    usize::try_from(length).is_ok_and(|length| length <= bytes.len() - 8)
}

/// The file without what is no picture.
pub(super) fn clean(bytes: &[u8]) -> Vec<u8> {
    file(chunks(bytes).filter(|(name, _)| KEPT.iter().any(|known| **known == *name)).map(|(name, content)| {
        let mut content = content.to_vec();
        if let (b"VP8X", Some(flags)) = (&name, content.first_mut()) {
            *flags &= !TELLS;
        }
        (name, content)
    }))
}

/// A file that holds no profile yet, with one.
pub(in crate::picture) fn with_profile(bytes: &[u8], profile: &[u8], (width, height): (u32, u32)) -> Vec<u8> {
    let has_alpha = chunk(bytes, *b"ALPH").is_some() || chunk(bytes, *b"VP8L").is_some();
    let mut flags = HAS_PROFILE | if has_alpha { HAS_ALPHA } else { 0 };
    if let Some(before) = chunk(bytes, *b"VP8X").and_then(<[u8]>::first) {
        flags = before | HAS_PROFILE;
    }
    let mut head = vec![flags, 0, 0, 0];
    for side in [width, height] {
        head.extend(side.saturating_sub(1).to_le_bytes().into_iter().take(3));
    }
    let pictures = chunks(bytes).filter(|(name, _)| name != b"VP8X").map(|(name, content)| (name, content.to_vec()));
    file([(*b"VP8X", head), (*b"ICCP", profile.to_vec())].into_iter().chain(pictures))
}

fn file(chunks: impl Iterator<Item = ([u8; 4], Vec<u8>)>) -> Vec<u8> {
    let mut bytes = b"RIFF\0\0\0\0WEBP".to_vec();
    for (name, content) in chunks {
        bytes.extend(name);
        bytes.extend(u32::try_from(content.len()).unwrap_or(u32::MAX).to_le_bytes());
        bytes.extend(&content);
        if content.len() % 2 == 1 {
            bytes.push(0);
        }
    }
    let length = u32::try_from(bytes.len() - 8).unwrap_or(u32::MAX).to_le_bytes();
    for (at, byte) in (4..).zip(length) {
        bytes[at] = byte;
    }
    bytes
}
