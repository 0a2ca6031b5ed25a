//! JPEG: segments, each with a marker and most with a length; the picture's data follows its scans' heads.

/// Whether a file is one.
pub(in crate::picture) fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, SOI, 0xff])
}

const SOI: u8 = 0xd8;
const EOI: u8 = 0xd9;
const SOS: u8 = 0xda;
const APP0: u8 = 0xe0;
const APP1: u8 = 0xe1;
const APP2: u8 = 0xe2;
const APP14: u8 = 0xee;
const APP15: u8 = 0xef;
const COMMENT: u8 = 0xfe;

/// One piece of the file.
struct Piece<'a> {
    marker: u8,
    /// Behind the length.
    content: &'a [u8],
    /// All of it: marker, length, content, and behind the head of a scan its data.
    whole: &'a [u8],
}

/// The pieces from the start of the picture to its end, or as far as they can be read.
struct Pieces<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        // Any number of 0xff may stand before a marker. Other bytes may not, but some cameras leave some, and all that
        // show pictures pass over them.
        let start = self.rest.windows(2).position(|pair| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xff))?;
        self.rest = self.rest.get(start..)?;
        let marker = *self.rest.get(1)?;
        let has_length = !matches!(marker, 0x01 | 0xd0..=EOI);
        let length =
            if has_length { usize::from(u16::from_be_bytes(self.rest.get(2..4)?.try_into().ok()?)) } else { 0 };
        let content = if has_length { self.rest.get(4..2 + length)? } else { &[] };
        let mut end = 2 + length;
        if marker == SOS {
            end += data(self.rest.get(end..)?);
        }
        let (whole, rest) = self.rest.split_at_checked(end)?;
        self.rest = if marker == EOI { &[] } else { rest };
        Some(Piece { marker, content, whole })
    }
}

/// How long a scan's data is: up to the next marker that is no part of it.
fn data(bytes: &[u8]) -> usize {
    let is_end = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xff | 0xd0..=0xd7);
    bytes.windows(2).position(is_end).unwrap_or(bytes.len())
}

fn pieces(bytes: &[u8]) -> Pieces<'_> {
    Pieces { rest: bytes }
}

/// The block of EXIF, where it has one.
pub(in crate::picture) fn exif(bytes: &[u8]) -> Option<&[u8]> {
    let head = pieces(bytes).take_while(|piece| piece.marker != SOS);
    head.filter(|piece| piece.marker == APP1)
        .map(|piece| piece.content)
        .find(|content| content.starts_with(b"Exif\0\0"))
}

/// Whether the picture's data ends: looked for from behind, where it is found at once.
pub(super) fn is_whole(bytes: &[u8]) -> bool {
    let heads: usize = pieces(bytes).take_while(|piece| piece.marker != SOS).map(|piece| piece.whole.len()).sum();
    let data = bytes.get(heads..).unwrap_or_default();
    data.windows(2).rev().any(|pair| pair == [0xff, EOI])
}

/// The file without what is no picture.
pub(super) fn clean(bytes: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(bytes.len());
    for Piece { marker, content, whole } in pieces(bytes) {
        match marker {
            APP0 => kept.extend(without_thumbnail(content)),
            APP2 if !content.starts_with(b"ICC_PROFILE\0") => {}
            // Which colours the three channels are.
            APP14 if !content.starts_with(b"Adobe") => {}
            APP2 | APP14 => kept.extend_from_slice(whole),
            APP1..=APP15 | COMMENT => {}
            _ => kept.extend_from_slice(whole),
        }
    }
    kept
}

/// The head of JFIF, which says how large a pixel is; the small picture that may follow shows what has been cut away.
fn without_thumbnail(content: &[u8]) -> Vec<u8> {
    /// Name, version, unit and density, and no pixels of a thumbnail.
    const LENGTH: u8 = 16;
    match content.get(..12) {
        Some(head) if head.starts_with(b"JFIF\0") => [&[0xff, APP0, 0, LENGTH], head, &[0, 0]].concat(),
        _ => Vec::new(),
    }
}
