//! Raster pictures: what is known of one before it is decoded, what is taken out of it, and what is made of it.
//!
//! A picture from a telephone says where it was taken, by whom, and with what; and it may hold a smaller picture of what
//! has been cut away. Nothing of that is published: [`Raster::published`] is the file without it.
//! All of this is a function of the file's bytes, which nobody trusts.

mod clean;
mod exif;
mod make;
mod profile;
mod read;
#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;

use std::sync::{Arc, OnceLock};

use xxhash_rust::xxh3::xxh3_128_with_seed;

pub use clean::{clean, is_telling, is_whole};
pub use make::{Decoded, Unreadable};

/// Changed with every change of what is made of a picture, so that the names change too.
const RECIPE: u64 = 1;

/// The widths that are made of a picture, in pixels, where it has more: a telephone's column, a column at twice the
/// pixels or a card, a text, a text at twice the pixels.
pub const WIDTHS: [u32; 4] = [480, 800, 1200, 1600];

/// Of a picture that is wider than this, the file itself is no choice of a page: it may weigh ten megabytes.
const WIDEST_CHOICE_PX: u32 = 2400;

/// The most pixels that are decoded: 64 million take 192 MB. A telephone takes pictures of 12 or 50 million.
pub const MAX_PIXELS: u64 = 64_000_000;

/// WebP holds no more on a side.
const WEBP_MAX_PX: u32 = 16_383;

/// How a picture is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    WebP,
}

impl Format {
    /// How a file's name ends.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
        }
    }
}

/// The file of a picture without what is no picture; one that has to be turned is made at once. For the few that a theme
/// brings along: those of the site's own content are made by and by, and kept.
pub fn plain(bytes: &[u8]) -> Vec<u8> {
    let turned = Raster::read(&bytes.into()).filter(|raster| raster.is_turned() && !raster.is_too_large());
    turned.and_then(|raster| raster.upright().ok()).unwrap_or_else(|| clean(bytes))
}

/// A picture as it is shown: upright, whatever its file says.
#[derive(Debug)]
pub struct Raster {
    bytes: Arc<[u8]>,
    /// How it is written.
    pub format: Format,
    /// In pixels, as it is shown.
    pub width: u32,
    /// In pixels, as it is shown.
    pub height: u32,
    /// Whether it moves: then its file is published, and nothing is made of it.
    pub is_animated: bool,
    /// How it has to be turned to be upright, as EXIF says it: 1 is not at all, up to 8.
    turn: u8,
    digest: OnceLock<u128>,
}

impl PartialEq for Raster {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for Raster {}

/// One of the files that are made of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// How it is written.
    pub format: Format,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

impl Raster {
    /// What a file is; `None` when it is no JPEG, PNG or WebP, or its head cannot be read.
    pub fn read(bytes: &Arc<[u8]>) -> Option<Self> {
        let facts = read::facts(bytes)?;
        let (width, height) = if facts.turn >= 5 { (facts.height, facts.width) } else { (facts.width, facts.height) };
        Some(Self {
            bytes: Arc::clone(bytes),
            format: facts.format,
            width,
            height,
            is_animated: facts.is_animated,
            turn: if facts.is_animated { 1 } else { facts.turn },
            digest: OnceLock::new(),
        })
    }

    /// Whether it has more pixels than we decode.
    pub fn is_too_large(&self) -> bool {
        u64::from(self.width) * u64::from(self.height) > MAX_PIXELS
    }

    /// Whether its file has to be written anew to be upright.
    pub fn is_turned(&self) -> bool {
        self.turn != 1
    }

    /// The file that is published in its place, without all that is no picture; `None` where that has to be made, since
    /// it has to be turned.
    pub fn published(&self) -> Option<Vec<u8>> {
        (!self.is_turned()).then(|| clean(&self.bytes))
    }

    /// The files to be made of it: WebP beside its own format, each from narrow to wide, never wider than it is.
    pub fn versions(&self) -> Vec<Version> {
        if self.is_animated {
            return Vec::new();
        }
        let own = WIDTHS.into_iter().filter(|width| *width < self.width);
        let whole = (self.format != Format::WebP && self.width <= WIDTHS[WIDTHS.len() - 1]).then_some(self.width);
        let webp = own.clone().chain(whole).map(|width| self.version(Format::WebP, width));
        let webp = webp.filter(|version| version.height <= WEBP_MAX_PX);
        let own = own.filter(|_| self.format != Format::WebP).map(|width| self.version(self.format, width));
        webp.chain(own).collect()
    }

    fn version(&self, format: Format, width: u32) -> Version {
        let height = u64::from(self.height) * u64::from(width);
        let height = (height + u64::from(self.width) / 2) / u64::from(self.width.max(1));
        Version { format, width, height: u32::try_from(height).unwrap_or(u32::MAX).max(1) }
    }

    /// Whether a page may offer the file itself to a browser that chooses.
    pub fn is_choice(&self) -> bool {
        self.width <= WIDEST_CHOICE_PX
    }

    /// Of its bytes and of what is made of them: so that an unchanged picture is known again.
    pub fn digest(&self) -> u128 {
        *self.digest.get_or_init(|| xxh3_128_with_seed(&self.bytes, RECIPE))
    }
}
