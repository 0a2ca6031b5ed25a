//! Pictures as telephones write them, and what is published of them.

use std::sync::Arc;

use image::{DynamicImage, GenericImageView, ImageFormat, Pixel};

use super::samples::{cut_out, exif, from_telephone, photo, profile, secrets, with_profile, written};
use super::*;

fn raster(bytes: impl Into<Arc<[u8]>>) -> Raster {
    Raster::read(&bytes.into()).expect("a picture")
}

fn made(picture: &Raster) -> Vec<(Version, Vec<u8>)> {
    let decoded = picture.decoded().expect("it can be read");
    let versions = picture.versions().into_iter();
    versions.map(|version| (version, decoded.version(version).expect("it can be written"))).collect()
}

fn shown(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory(bytes).expect("a picture that can be read")
}

/// Which of red and blue there is more of at a point.
fn colour(picture: &DynamicImage, x: u32, y: u32) -> &'static str {
    let [red, _, blue] = picture.get_pixel(x, y).to_rgb().0.map(i16::from);
    if red > blue + 60 {
        "red"
    } else if blue > red + 60 {
        "blue"
    } else {
        "other"
    }
}

fn png_with(chunks: &[(&[u8; 4], &[u8])], picture: &[u8]) -> Vec<u8> {
    // Behind the signature and IHDR, and behind the end.
    let (head, rest) = picture.split_at(33);
    let chunk = |(name, content): &(&[u8; 4], &[u8])| {
        let length = u32::try_from(content.len()).expect("it is short").to_be_bytes();
        [&length[..], &name[..], content, &[0; 4]].concat()
    };
    [head.to_vec(), chunks.iter().flat_map(chunk).collect(), rest.to_vec(), b"GPS behind the end".to_vec()].concat()
}

#[test]
fn a_picture_from_a_telephone_does_not_tell_where_it_was_taken() {
    let picture = raster(from_telephone(&photo(640, 400), 1));
    assert_eq!(secrets(&picture.bytes).len(), 10, "the sample tells all: {:?}", secrets(&picture.bytes));
    let published = picture.published().expect("it is upright");
    assert_eq!(secrets(&published), [""; 0]);
    assert_eq!(shown(&published), shown(&picture.bytes), "the picture itself is as it was");
    let made = made(&picture);
    assert_eq!(made.len(), 3);
    for (version, bytes) in made {
        assert_eq!(secrets(&bytes), [""; 0], "{version:?}");
        assert_eq!(shown(&bytes).dimensions(), (version.width, version.height));
    }
}

#[test]
fn bytes_that_a_camera_left_between_two_segments_cost_nothing_of_the_picture() {
    let picture = written(photo(640, 400), ImageFormat::Jpeg);
    let scan = picture.windows(2).position(|pair| pair == [0xff, 0xda]).expect("it has a scan");
    let (heads, rest) = picture.split_at(scan);
    let stray = raster([heads, b"GPS".as_slice(), rest].concat());
    assert_eq!(stray.published().expect("it is upright"), picture);
}

#[test]
fn a_picture_is_turned_before_what_says_so_is_taken_out() {
    // Each corner of the upright picture, as it lies in the file for each way of holding the telephone.
    for turn in 1..=8 {
        let upright = DynamicImage::from(photo(640, 400));
        let mut lying = upright.clone();
        // What undoes the turn: a quarter to the left undoes one to the right, and all others undo themselves.
        let undo = match turn {
            6 => 8,
            8 => 6,
            turn => turn,
        };
        lying.apply_orientation(image::metadata::Orientation::from_exif(undo).expect("one of eight"));
        let picture = raster(from_telephone(&lying.to_rgb8(), turn));
        assert_eq!((picture.width, picture.height), (640, 400), "turn {turn}");
        let published = picture.published().unwrap_or_else(|| picture.upright().expect("it can be written"));
        assert_eq!(secrets(&published), [""; 0]);
        for bytes in made(&picture).iter().map(|(_, bytes)| bytes).chain([&published]) {
            let seen = shown(bytes);
            let (width, height) = seen.dimensions();
            assert!(width > height, "turn {turn}: {width} × {height}");
            assert_eq!(colour(&seen, width / 16, height / 16), "red", "turn {turn}");
            assert_eq!(colour(&seen, width - width / 16 - 1, height - height / 16 - 1), "blue", "turn {turn}");
        }
    }
}

#[test]
fn no_version_is_wider_than_the_picture() {
    let widths = |width, height, format: ImageFormat| {
        let picture = raster(written(DynamicImage::new_rgb8(width, height), format));
        let of = |format| picture.versions().iter().filter(|one| one.format == format).map(|one| one.width).collect();
        (of(Format::WebP), of(picture.format))
    };
    let both = |webp: &[u32], own: &[u32]| (webp.to_vec(), own.to_vec());
    assert_eq!(widths(100, 50, ImageFormat::Jpeg), both(&[100], &[]));
    assert_eq!(widths(480, 50, ImageFormat::Png), both(&[480], &[]));
    assert_eq!(widths(900, 50, ImageFormat::Jpeg), both(&[480, 800, 900], &[480, 800]));
    assert_eq!(widths(1600, 50, ImageFormat::Png), both(&[480, 800, 1200, 1600], &[480, 800, 1200]));
    assert_eq!(widths(3000, 50, ImageFormat::Jpeg), both(&[480, 800, 1200, 1600], &[480, 800, 1200, 1600]));
    assert_eq!(widths(900, 50, ImageFormat::WebP), both(&[480, 800], &[480, 800]));
}

#[test]
fn a_narrow_strip_keeps_a_pixel_of_height_and_a_tower_is_no_webp() {
    let strip = raster(written(DynamicImage::new_rgb8(2000, 1), ImageFormat::Png));
    assert!(strip.versions().iter().all(|version| version.height == 1));
    let tower = raster(written(DynamicImage::new_luma8(600, 20_000), ImageFormat::Png));
    let versions = tower.versions();
    assert!(versions.iter().all(|version| version.format == Format::Png || version.height <= 16_383), "{versions:?}");
    assert_eq!(made(&tower).len(), versions.len());
}

#[test]
fn png_and_webp_and_gif_are_published_without_what_is_no_picture() {
    let png = png_with(
        &[(b"tEXt", b"Comment\0GPS 53.8"), (b"eXIf", &exif(1)), (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0xmpmeta")],
        &written(photo(300, 200), ImageFormat::Png),
    );
    let webp = {
        let plain = written(photo(300, 200), ImageFormat::WebP);
        let mut bytes = clean::webp::with_profile(&plain, &profile(b"RGB ", "Display P3"), (300, 200));
        bytes[20] |= 0b1100;
        for (name, content) in [(b"EXIF", exif(1)), (b"XMP ", b"<x:xmpmeta GPS".to_vec())] {
            bytes.extend(name);
            bytes.extend(u32::try_from(content.len()).expect("it is short").to_le_bytes());
            bytes.extend(&content);
            bytes.extend(std::iter::repeat_n(0, content.len() % 2));
        }
        let length = u32::try_from(bytes.len() - 8).expect("it is short").to_le_bytes();
        bytes[4..8].copy_from_slice(&length);
        bytes
    };
    for bytes in [png, webp] {
        let picture = raster(bytes);
        assert!(secrets(&picture.bytes).len() >= 3);
        let published = picture.published().expect("it is upright");
        assert_eq!(secrets(&published), [""; 0], "{:?}", picture.format);
        assert_eq!(shown(&published).to_rgb8(), photo(300, 200), "{:?}", picture.format);
        assert_eq!(raster(published.clone()).published(), Some(published), "nothing more is taken out");
    }
    // One pixel, twice over, with a comment and what a program notes.
    let head = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff";
    let control = b"\x21\xf9\x04\0\x0a\0\0\0";
    let pixel = b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0";
    let (loops, comment) = (b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0", b"\x21\xfe\x08GPS 53.8\0");
    let xmp = b"\x21\xff\x0bXMP DataXMP\x07xmpmeta\0";
    let telling = [&head[..], loops, comment, control, pixel, xmp, control, pixel, b"\x3bGPS"].concat();
    assert_eq!(clean(&telling), [&head[..], loops, control, pixel, control, pixel, b"\x3b"].concat());
}

#[test]
fn what_moves_is_published_and_nothing_is_made_of_it() {
    let moving = png_with(&[(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0])], &written(photo(900, 200), ImageFormat::Png));
    let picture = raster(moving);
    assert!(picture.is_animated && picture.versions().is_empty());
    assert!(picture.published().expect("it is not turned").windows(4).any(|name| name == b"acTL"));
}

#[test]
fn colours_stay_what_they_are() {
    let telephone = profile(b"RGB ", "Display P3");
    for (version, bytes) in made(&raster(with_profile(&photo(600, 400), &telephone))) {
        assert!(bytes.windows(10).any(|name| name == b"Display P3"), "{version:?} is pale");
        assert_eq!(shown(&bytes).dimensions(), (version.width, version.height), "and can be read");
    }
    for quiet in [profile(b"RGB ", "sRGB IEC61966-2.1"), profile(b"CMYK", "Coated"), b"no profile".to_vec()] {
        for (version, bytes) in made(&raster(with_profile(&photo(600, 400), &quiet))) {
            assert!(!bytes.windows(4).any(|name| name == b"acsp" || name == b"ICCP"), "{version:?}");
        }
    }
    let published = raster(with_profile(&photo(600, 400), &telephone)).published().expect("it is upright");
    assert!(published.windows(10).any(|name| name == b"Display P3"), "the file itself keeps any profile");
}

#[test]
fn what_cannot_be_seen_does_not_colour_what_can() {
    let picture = raster(written(cut_out(1000, 300), ImageFormat::Png));
    for (version, bytes) in made(&picture) {
        let seen = shown(&bytes).to_rgba8();
        let green = seen.pixels().filter(|pixel| pixel[3] > 30 && pixel[1] > 60).count();
        assert_eq!(green, 0, "{version:?}");
        assert_eq!(seen.get_pixel(0, 10)[3], 0);
        assert_eq!(seen.get_pixel(version.width - 1, 10).0[3], 255);
    }
}

#[test]
fn the_same_picture_makes_the_same_bytes_and_another_has_another_name() {
    let (one, two) = (raster(from_telephone(&photo(900, 600), 6)), raster(from_telephone(&photo(900, 600), 6)));
    assert_eq!(one.digest(), two.digest());
    assert_ne!(one.digest(), raster(from_telephone(&photo(900, 600), 8)).digest());
    assert_eq!(made(&one), made(&two));
    assert_eq!(one.upright(), two.upright());
}

#[test]
fn webp_is_smaller_than_the_picture_s_own_format() {
    let picture = raster(written(photo(1300, 900), ImageFormat::Jpeg));
    let made = made(&picture);
    for width in [480, 800, 1200] {
        let bytes = |format| {
            let of = made.iter().find(|(version, _)| version.width == width && version.format == format);
            of.expect("it is made").1.len()
        };
        assert!(bytes(Format::WebP) < bytes(Format::Jpeg), "{width}");
    }
}

#[test]
fn a_bomb_is_known_by_its_head_and_a_broken_file_is_told() {
    // A head that promises ten thousand million pixels.
    let mut bomb = written(DynamicImage::new_luma8(8, 8), ImageFormat::Png);
    bomb[16..24].copy_from_slice(&[0, 1, 0x86, 0xa0, 0, 1, 0x86, 0xa0]);
    let bomb = raster(bomb);
    assert!(bomb.is_too_large());
    assert!(bomb.decoded().is_err(), "and is not decoded, even if it is asked for");
    assert!(!raster(written(DynamicImage::new_luma8(8, 8), ImageFormat::Png)).is_too_large());
    let whole = written(photo(300, 200), ImageFormat::Png);
    let broken = raster(whole[..whole.len() / 2].to_vec());
    assert!(broken.decoded().is_err());
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
        let whole = written(photo(300, 200), format);
        assert!(is_whole(&whole) && !is_whole(&whole[..whole.len() - 20]), "{format:?}");
    }
    assert!(is_whole(&from_telephone(&photo(300, 200), 1)), "whatever stands behind its end");
}

#[test]
fn no_bytes_make_any_of_it_panic() {
    let samples = [
        from_telephone(&photo(60, 40), 6).to_vec(),
        png_with(&[(b"eXIf", &exif(6))], &written(photo(60, 40), ImageFormat::Png)),
        written(photo(60, 40), ImageFormat::WebP),
        b"GIF89a\x01\0\x01\0\xff\0\0\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0\x2c\0\0\0\0\x01\0\x01\0\x87\x02".to_vec(),
    ];
    let mut chance = 1_u32;
    let mut next = |below: usize| {
        chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        chance as usize % below.max(1)
    };
    for sample in samples {
        for _ in 0..400 {
            let mut bytes = sample.clone();
            bytes.truncate(next(bytes.len() + 1));
            for _ in 0..next(6) {
                if let Some(at) = bytes.len().checked_sub(1).map(|_| next(bytes.len().min(200))) {
                    bytes[at] = next(256) as u8;
                }
            }
            let _ = (clean(&bytes), is_telling(&bytes));
            let picture = Raster::read(&bytes.into());
            if let Some(picture) =
                picture.filter(|picture| u64::from(picture.width) * u64::from(picture.height) < 1 << 16)
            {
                let _ = (picture.published(), picture.decoded());
            }
        }
    }
}

#[test]
fn a_theme_s_pictures_are_published_without_it_too() {
    for turn in [1, 6] {
        let plain = plain(&from_telephone(&photo(300, 200), turn));
        assert_eq!(secrets(&plain), [""; 0]);
        let seen = shown(&plain).dimensions();
        assert_eq!(seen, if turn == 1 { (300, 200) } else { (200, 300) });
    }
    assert_eq!(plain(b"a { color: red }"), b"a { color: red }");
}

#[test]
fn kinds_that_we_cannot_clean_are_known() {
    assert!(is_telling(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"));
    assert!(is_telling(b"II*\0\x08\0\0\0"));
    assert!(is_telling(b"\0\0\0\x1cftypavif\0\0\0\0 infe Exif\0\0"));
    assert!(!is_telling(b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf"));
    assert!(!is_telling(&from_telephone(&photo(60, 40), 1)));
    assert!(!is_telling(b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>"));
}
