//! Decodes a picture, turns it upright, makes it smaller, and writes it anew: on every machine the same bytes.

use std::borrow::Cow;
use std::io::Cursor;

use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::{CompressionType, FilterType as PngFilter, PngDecoder, PngEncoder};
use image::codecs::webp::WebPDecoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageBuffer, ImageDecoder, ImageEncoder, ImageResult, Limits, Rgba, RgbaImage};

use ::webp::Encoder;

use super::clean::webp;
use super::{Format, MAX_PIXELS, Raster, Version, profile};

/// Out of 100: where a photograph still looks like itself beside the original.
const JPEG_QUALITY: u8 = 82;
const WEBP_QUALITY: f32 = 80.0;

/// Of the file itself, where it had to be turned: nothing else is left of it.
const UPRIGHT_QUALITY: u8 = 92;

/// What decoding may take: what so many pixels need twice over, with some for the decoder's own tables.
const MAX_ALLOC_BYTES: u64 = MAX_PIXELS * 3 * 3;

/// Why nothing could be made of a picture.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this picture cannot be read to its end: {0}")]
pub struct Unreadable(String);

/// A decoded picture, upright, and no wider than the widest file that is made of it.
#[derive(Debug)]
pub struct Decoded {
    picture: DynamicImage,
    format: Format,
    profile: Option<Vec<u8>>,
}

impl Raster {
    /// Decodes the picture, to make its versions of it.
    ///
    /// # Errors
    /// When its file is broken, or would take more memory than a picture may.
    pub fn decoded(&self) -> Result<Decoded, Unreadable> {
        let whole = self.whole()?;
        let widest = self.versions().into_iter().max_by_key(|version| version.width);
        Ok(widest.map(|version| whole.resized(version)).unwrap_or(whole))
    }

    /// The file that is published in its place where it has to be turned: the picture in its own size and format.
    ///
    /// # Errors
    /// As [`decoded`](Self::decoded).
    pub fn upright(&self) -> Result<Vec<u8>, Unreadable> {
        self.whole()?.written(self.format, UPRIGHT_QUALITY)
    }

    fn whole(&self) -> Result<Decoded, Unreadable> {
        let bytes = Cursor::new(&*self.bytes);
        let decoded = match self.format {
            Format::Jpeg => JpegDecoder::new(bytes).and_then(|decoder| decoded(decoder, self.turn)),
            Format::Png => PngDecoder::new(bytes).and_then(|decoder| decoded(decoder, self.turn)),
            Format::WebP => WebPDecoder::new(bytes).and_then(|decoder| decoded(decoder, self.turn)),
        };
        let (picture, found) = decoded.map_err(|error| Unreadable(error.to_string()))?;
        Ok(Decoded { picture, format: self.format, profile: profile::kept(found) })
    }
}

fn decoded(mut decoder: impl ImageDecoder, turn: u8) -> ImageResult<(DynamicImage, Option<Vec<u8>>)> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_ALLOC_BYTES);
    decoder.set_limits(limits)?;
    let profile = decoder.icc_profile().unwrap_or_default();
    let mut picture = plain(DynamicImage::from_decoder(decoder)?);
    picture.apply_orientation(Orientation::from_exif(turn).unwrap_or(Orientation::NoTransforms));
    Ok((picture, profile))
}

/// A byte for each colour of a pixel: grey, or red, green and blue, with or without transparency.
fn plain(picture: DynamicImage) -> DynamicImage {
    match (picture.color().has_color(), picture.color().has_alpha()) {
        (_, true) => DynamicImage::ImageRgba8(picture.into_rgba8()),
        (true, false) => DynamicImage::ImageRgb8(picture.into_rgb8()),
        (false, false) => DynamicImage::ImageLuma8(picture.into_luma8()),
    }
}

impl Decoded {
    /// The picture in the size and format of `version`.
    ///
    /// # Errors
    /// When it cannot be written: a format may not hold so many pixels.
    pub fn version(&self, version: Version) -> Result<Vec<u8>, Unreadable> {
        self.resized(version).written(version.format, JPEG_QUALITY)
    }

    fn resized(&self, version: Version) -> Self {
        let (width, height) = (version.width, version.height);
        let picture = match &self.picture {
            same if (same.width(), same.height()) == (width, height) => same.clone(),
            DynamicImage::ImageRgba8(picture) => DynamicImage::ImageRgba8(see_through(picture, width, height)),
            other => halved(other, width).resize_exact(width, height, FilterType::Lanczos3),
        };
        Self { picture, format: self.format, profile: self.profile.clone() }
    }

    fn written(&self, format: Format, quality: u8) -> Result<Vec<u8>, Unreadable> {
        let mut bytes = Vec::new();
        let written = match format {
            Format::Jpeg => self.encoded(JpegEncoder::new_with_quality(&mut bytes, quality)),
            Format::Png => {
                self.encoded(PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, PngFilter::Adaptive))
            }
            Format::WebP => return self.webp(if quality == JPEG_QUALITY { WEBP_QUALITY } else { f32::from(quality) }),
        };
        written.map_err(|error| Unreadable(error.to_string()))?;
        Ok(bytes)
    }

    fn encoded(&self, mut encoder: impl ImageEncoder) -> ImageResult<()> {
        if let Some(profile) = &self.profile {
            // Both of ours take one; what does not would only show the colours a little paler.
            let _ = encoder.set_icc_profile(profile.clone());
        }
        self.picture.write_with_encoder(encoder)
    }

    /// Of a drawing without loss where that is smaller, as it is with few colours.
    fn webp(&self, quality: f32) -> Result<Vec<u8>, Unreadable> {
        let (width, height) = (self.picture.width(), self.picture.height());
        let (rgb, encoder);
        encoder = match &self.picture {
            DynamicImage::ImageRgba8(picture) => Encoder::from_rgba(picture, width, height),
            DynamicImage::ImageRgb8(picture) => Encoder::from_rgb(picture, width, height),
            other => {
                rgb = other.to_rgb8();
                Encoder::from_rgb(&rgb, width, height)
            }
        };
        let encode = |is_lossless| {
            let encoded = encoder.encode_simple(is_lossless, quality);
            encoded.map(|bytes| bytes.to_vec()).map_err(|error| Unreadable(format!("{error:?}")))
        };
        let mut bytes = encode(false)?;
        if self.format == Format::Png {
            let exact = encode(true)?;
            if exact.len() <= bytes.len() {
                bytes = exact;
            }
        }
        Ok(match &self.profile {
            Some(profile) => webp::with_profile(&bytes, profile, (width, height)),
            None => bytes,
        })
    }
}

/// The picture made smaller by the largest whole number that leaves it wider than `width`: each new pixel is the mean of
/// so many by so many, which is quick, and leaves less to the filter that is not.
fn halved(picture: &DynamicImage, width: u32) -> Cow<'_, DynamicImage> {
    match picture.width() / width.max(1) {
        0 | 1 => Cow::Borrowed(picture),
        by => Cow::Owned(picture.thumbnail_exact(picture.width() / by, (picture.height() / by).max(1))),
    }
}

/// A picture with transparency, resized: the colour of what cannot be seen must not be mixed into what can.
fn see_through(picture: &RgbaImage, width: u32, height: u32) -> RgbaImage {
    let weigh = |x, y| {
        let Rgba([r, g, b, a]) = *picture.get_pixel(x, y);
        let weighed = |colour: u8| u16::from(colour) * u16::from(a);
        Rgba([weighed(r), weighed(g), weighed(b), u16::from(a) * 255])
    };
    let weighed: ImageBuffer<Rgba<u16>, Vec<u16>> = ImageBuffer::from_fn(picture.width(), picture.height(), weigh);
    let weighed = image::imageops::resize(&weighed, width, height, FilterType::Lanczos3);
    ImageBuffer::from_fn(width, height, |x, y| {
        let Rgba([r, g, b, a]) = *weighed.get_pixel(x, y);
        let alpha = (u32::from(a) + 127) / 255;
        let colour = |weighed: u16| {
            let colour = (u32::from(weighed) + alpha / 2).checked_div(alpha).unwrap_or_default();
            u8::try_from(colour).unwrap_or(u8::MAX)
        };
        Rgba([colour(r), colour(g), colour(b), u8::try_from(alpha).unwrap_or(u8::MAX)])
    })
}
