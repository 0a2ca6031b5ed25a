//! A small site with photographs as telephones write them: large, lying on their side, telling where they were taken.

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use tempfile::TempDir;

use crate::{data, handbill, tree};

/// What nobody may find in what is published.
const PLACE: &str = "Leeds, behind the station";

const PAGE: &str = r#"+++
title = "A day in pictures"
summary = "What the march looked like from the front, from the pavement and from a window."
image = { src = "march.jpg", alt = "A street full of people.", credit = "Momentum Leeds" }
+++

They came from every part of the town, and they stayed until it was dark.

{{ words }}

![People wait on a pavement.](pavement.jpg)

{{ words }}

![A fist on a banner.](banner.png)
"#;

/// The folder of the finished site, which is there until the process ends.
pub fn on_disk() -> PathBuf {
    static SITE: OnceLock<TempDir> = OnceLock::new();
    let site = SITE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        write(folder.path());
        let path = folder.path().to_str().expect("a temporary folder has a plain name");
        let answer = handbill(folder.path(), &["build", "--root", path]);
        assert_eq!(answer.code, 0, "the site builds: {}", answer.both);
        for (path, bytes) in tree::read(&folder.path().join("dist")) {
            let tells = bytes.windows(PLACE.len()).any(|part| part == PLACE.as_bytes());
            assert!(!tells, "{path} tells where it was taken");
        }
        folder
    });
    site.path().join("dist")
}

fn write(root: &Path) {
    tree::write(&root.join("content"), &tree::read(&data().join("guides").join("content")));
    let words = "There were banners of unions, of tenants, of the library, and one that a child had made. ".repeat(60);
    let page = PAGE.replace("{{ words }}", &words);
    let files = [
        ("content/news/2015-10-10-a-day-in-pictures.md".to_owned(), page.into_bytes()),
        ("content/news/march.jpg".to_owned(), telephone(&street(3000, 1800), 1)),
        ("content/news/pavement.jpg".to_owned(), telephone(&street(2000, 1500), 6)),
        ("content/news/banner.png".to_owned(), file(banner(1400, 900), ImageFormat::Png)),
    ];
    tree::write(root, &files.into_iter().collect());
}

/// Soft colours with grain, so that it weighs what a photograph weighs.
fn street(width: u32, height: u32) -> RgbImage {
    let mut grain = 7_u32;
    RgbImage::from_fn(width, height, |x, y| {
        grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = (grain >> 28) as u8;
        let wave = |by: f32| (((x as f32 / by).sin() + (y as f32 / by).cos()) * 40.0 + 120.0) as u8;
        Rgb([wave(210.0).saturating_add(noise), wave(160.0), wave(90.0).saturating_add(noise)])
    })
}

/// A disc with nothing around it.
fn banner(width: u32, height: u32) -> RgbaImage {
    RgbaImage::from_fn(width, height, |x, y| {
        let (right, down) = (i64::from(x) - i64::from(width / 2), i64::from(y) - i64::from(height / 2));
        let is_inside = right * right + down * down < i64::from(height / 3).pow(2);
        if is_inside { Rgba([200, 20, 40, 255]) } else { Rgba([0, 0, 0, 0]) }
    })
}

fn file(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).expect("memory takes everything");
    bytes.into_inner()
}

/// A JPEG that says in its EXIF which way is up (1 is as it is, 6 a quarter to the right) and where it was taken.
fn telephone(picture: &RgbImage, turn: u8) -> Vec<u8> {
    let plain = file(picture.clone(), ImageFormat::Jpeg);
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0".to_vec();
    exif.extend(1_u16.to_le_bytes());
    exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, turn, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(PLACE.bytes());
    let length = u16::try_from(exif.len() + 2).expect("it is short");
    let (start, rest) = plain.split_at(2);
    [start, &[0xff, 0xe1], &length.to_be_bytes(), &exif, rest].concat()
}
