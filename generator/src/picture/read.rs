//! What the head of a file says: its format and size, which way is up, whether it moves.

use super::Format;
use super::clean::{jpeg, png, webp};
use super::exif;

/// What the head says, before the picture is turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) format: Format,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) turn: u8,
    pub(super) is_animated: bool,
}

/// `None` when it is none of our formats, or has no size.
pub(super) fn facts(bytes: &[u8]) -> Option<Facts> {
    let (format, turn, is_animated) = if jpeg::is_one(bytes) {
        (Format::Jpeg, jpeg::exif(bytes).map_or(1, exif::turn), false)
    } else if png::is_one(bytes) {
        (Format::Png, png::chunk(bytes, *b"eXIf").map_or(1, exif::turn), png::chunk(bytes, *b"acTL").is_some())
    } else if webp::is_one(bytes) {
        (Format::WebP, webp::chunk(bytes, *b"EXIF").map_or(1, exif::turn), webp::chunk(bytes, *b"ANIM").is_some())
    } else {
        return None;
    };
    let size = imagesize::blob_size(bytes).ok()?;
    let (width, height) = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
    (width > 0 && height > 0).then_some(Facts { format, width, height, turn, is_animated })
}
