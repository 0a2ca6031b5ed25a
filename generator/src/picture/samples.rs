//! Pictures as telephones and programs write them, made where they are needed.

use std::io::Cursor;
use std::sync::Arc;

use image::{DynamicImage, ImageEncoder, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

/// Something like a photograph: light from above, a dark shape, grain. Its upper left corner is red, its lower right blue.
pub(crate) fn photo(width: u32, height: u32) -> RgbImage {
    let mut grain = 7_u32;
    RgbImage::from_fn(width, height, |x, y| {
        grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = (grain >> 27) as u8;
        let (right, down) = ((x * 200 / width) as u8, (y * 200 / height) as u8);
        if x < width / 8 && y < height / 8 {
            Rgb([220, 20, 20])
        } else if x >= width - width / 8 && y >= height - height / 8 {
            Rgb([20, 20, 220])
        } else if (x / 40 + y / 55) % 7 == 0 {
            Rgb([30 + noise, 30, 40])
        } else {
            Rgb([right.saturating_add(noise), 200 - down, 180])
        }
    })
}

/// The file of a picture, with nothing in it but the picture.
pub(crate) fn written(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).expect("memory takes everything");
    bytes.into_inner()
}

/// The file of a picture with a colour profile.
pub(crate) fn with_profile(picture: &RgbImage, profile: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 90);
    encoder.set_icc_profile(profile.to_vec()).expect("JPEG takes profiles");
    encoder
        .write_image(picture, picture.width(), picture.height(), image::ExtendedColorType::Rgb8)
        .expect("it is written");
    bytes
}

/// As much of a profile as says which colours it is of.
pub(crate) fn profile(space: &[u8; 4], name: &str) -> Vec<u8> {
    let mut profile = vec![0; 128];
    profile[16..20].copy_from_slice(space);
    profile[36..40].copy_from_slice(b"acsp");
    profile.extend(name.bytes());
    profile
}

/// Half of it cannot be seen, and is green there.
pub(crate) fn cut_out(width: u32, height: u32) -> RgbaImage {
    RgbaImage::from_fn(width, height, |x, _| if x < width / 2 { Rgba([0, 255, 0, 0]) } else { Rgba([255, 0, 0, 255]) })
}

/// What a telephone notes in EXIF: which way is up, its maker, and where it was: 53° 48′ north, 1° 32′ west.
pub(crate) fn exif(turn: u8) -> Vec<u8> {
    let mut block = b"II*\0\x08\0\0\0".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        let mut bytes = Vec::new();
        bytes.extend(tag.to_le_bytes());
        bytes.extend(kind.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(value.to_le_bytes());
        bytes
    };
    let (maker, places) = (64, 128);
    block.extend(3_u16.to_le_bytes());
    block.extend(entry(0x010f, 2, 12, maker));
    block.extend(entry(0x0112, 3, 1, u32::from(turn)));
    block.extend(entry(0x8825, 4, 1, 80));
    block.resize(maker as usize, 0);
    block.extend(b"TELEPHONE-7\0");
    block.resize(80, 0);
    block.extend(3_u16.to_le_bytes());
    block.extend(entry(1, 2, 2, u32::from(b'N')));
    block.extend(entry(2, 5, 3, places));
    block.extend(entry(3, 2, 2, u32::from(b'W')));
    block.resize(places as usize, 0);
    for (number, of) in [(53_u32, 1_u32), (48, 1), (1_234_567, 98_765)] {
        block.extend(number.to_le_bytes());
        block.extend(of.to_le_bytes());
    }
    block
}

/// A JPEG with all that a telephone puts into it, and a second picture and a film behind it.
pub(crate) fn from_telephone(picture: &RgbImage, turn: u8) -> Arc<[u8]> {
    let plain = written(picture.clone(), ImageFormat::Jpeg);
    let segment = |marker: u8, content: &[u8]| {
        let length = u16::try_from(content.len() + 2).expect("it is short").to_be_bytes();
        [&[0xff, marker][..], &length, content].concat()
    };
    let mut bytes = plain[..2].to_vec();
    // A small picture of what has been cut away: one pixel of it.
    bytes.extend(segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01CUT"));
    bytes.extend(segment(0xe1, &[b"Exif\0\0", &exif(turn)[..]].concat()));
    bytes.extend(segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>GPSLatitude 53,48N</x:xmpmeta>"));
    bytes.extend(segment(0xe2, b"MPF\0II*\0SECOND"));
    bytes.extend(segment(0xed, b"Photoshop 3.0\08BIM\x04\x04 Leeds, by Ann"));
    bytes.extend(segment(0xfe, b"A comment: GPS 53.8,-1.5"));
    bytes.extend(&plain[2..]);
    bytes.extend(segment(0xe1, &[b"Exif\0\0", &exif(1)[..]].concat()));
    bytes.extend(b"ftypmp42 \xa9xyz+53.8-001.5/");
    bytes.into()
}

/// What none of our files may hold.
pub(crate) const SECRETS: [&[u8]; 9] =
    [b"Exif", b"TELEPHONE", b"GPS", b"xmpmeta", b"ns.adobe.com", b"MPF", b"8BIM", b"CUT", b"\xa9xyz"];

/// Which of them a file holds; the place as numbers too.
pub(crate) fn secrets(bytes: &[u8]) -> Vec<String> {
    let place = [1_234_567_u32.to_le_bytes(), 98_765_u32.to_le_bytes()].concat();
    let has = |mark: &[u8]| bytes.windows(mark.len()).any(|window| window == mark);
    let known = SECRETS.into_iter().chain([&place[..]]);
    known.filter(|mark| has(mark)).map(|mark| String::from_utf8_lossy(mark).into_owned()).collect()
}
