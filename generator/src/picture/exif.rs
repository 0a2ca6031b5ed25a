//! The one thing that we want to know of EXIF: which way is up.

/// The tag of the orientation: a number from 1 to 8.
const ORIENTATION: u16 = 0x0112;
/// Its type: one short number.
const SHORT: u16 = 3;
/// More entries than any camera writes.
const MAX_ENTRIES: u16 = 512;

/// How a picture with this block of EXIF has to be turned: 1 is not at all, also where the block does not say.
pub(super) fn turn(block: &[u8]) -> u8 {
    let block = block.strip_prefix(b"Exif\0\0").unwrap_or(block);
    orientation(block).and_then(|turn| u8::try_from(turn).ok()).filter(|turn| (1..=8).contains(turn)).unwrap_or(1)
}

fn orientation(block: &[u8]) -> Option<u16> {
    let is_little = match block.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes = block.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if is_little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let bytes = block.get(4..8)?.try_into().ok()?;
    let first = usize::try_from(if is_little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) }).ok()?;
    let entries = short(first)?.min(MAX_ENTRIES);
    for entry in 0..usize::from(entries) {
        let at = first.checked_add(2 + entry * 12)?;
        if short(at)? == ORIENTATION && short(at + 2)? == SHORT {
            return short(at + 8);
        }
    }
    None
}
