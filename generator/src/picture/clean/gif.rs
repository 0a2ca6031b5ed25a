//! GIF: a head, then blocks; a block of extensions has a name, and its content in parts of up to 255 bytes.

const EXTENSION: u8 = 0x21;
const PICTURE: u8 = 0x2c;
const END: u8 = 0x3b;
/// What may be said of how the next picture is shown.
const CONTROL: u8 = 0xf9;
const APPLICATION: u8 = 0xff;

/// Whether a file is one.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a")
}

/// The file without what is no picture: comments, and what programs note, but for how often it moves.
pub(super) fn clean(bytes: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(bytes.len());
    let Some(mut at) = bytes.get(10).map(|flags| 13 + table(*flags)) else { return kept };
    kept.extend_from_slice(bytes.get(..at).unwrap_or(bytes));
    while let Some(block) = bytes.get(at) {
        let (head, is_kept) = match *block {
            EXTENSION => {
                let loops =
                    bytes.get(at + 3..at + 14).is_some_and(|name| name == b"NETSCAPE2.0" || name == b"ANIMEXTS1.0");
                let label = bytes.get(at + 1).copied().unwrap_or_default();
                (2, label == CONTROL || (label == APPLICATION && loops))
            }
            // A picture's own colours, and a byte that says how its pixels are packed.
            PICTURE => (11 + bytes.get(at + 9).map_or(0, |flags| table(*flags)), true),
            _ => break,
        };
        let end = at + head + parts(bytes.get(at + head..).unwrap_or_default());
        if is_kept {
            kept.extend_from_slice(bytes.get(at..end).unwrap_or_default());
        }
        at = end;
    }
    kept.push(END);
    kept
}

/// How long a table of colours is, by the byte that says so.
fn table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// How long the parts are, each behind its length, up to the empty one and with it.
fn parts(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(length) = bytes.get(at) {
        at += 1 + usize::from(*length);
        if *length == 0 {
            break;
        }
    }
    at.min(bytes.len())
}
