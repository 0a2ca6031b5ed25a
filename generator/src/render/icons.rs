//! Icons in every size, all made of the theme's one SVG.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder as _};
use rayon::prelude::*;
use resvg::tiny_skia::{Color, IntSize, Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use crate::diag::Diagnostic;
use crate::ids::UrlPath;
use crate::model::artifact::Artifact;
use crate::render::paths;

/// How an icon lies in its square.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// From edge to edge, clear where the icon is clear.
    Whole,
    /// On a ground, for phones that show clear parts as black.
    OnGround,
    /// On a ground, so small that it may be cut to a circle of four fifths: <https://www.w3.org/TR/appmanifest/>.
    Maskable,
}

/// What an icon is laid on.
#[derive(Debug, Clone, Copy)]
struct Ground {
    colour: Color,
    /// Whether the icon reaches its edges with this colour, so that it only goes on.
    is_its_own: bool,
}

impl Fit {
    /// How much of the square's side the icon fills.
    fn part(self, ground: Ground) -> f32 {
        match (self, ground.is_its_own) {
            (Self::Whole, _) | (Self::OnGround, true) => 1.0,
            (Self::OnGround, false) | (Self::Maskable, true) => 0.8,
            // The largest square within the circle.
            (Self::Maskable, false) => 0.8 * std::f32::consts::FRAC_1_SQRT_2,
        }
    }
}

/// The side of the picture in `favicon.ico`.
const FAVICON_PX: u8 = 32;

/// How far from the left edge, as a part of the side, an icon shows its ground.
const GROUND_AT_PART: f32 = 1.0 / 32.0;

/// The icons. `svg` is the theme's `assets/icon.svg`, in which `{accent}` and `{on_accent}` are replaced.
pub fn icons(svg: &str, accent: &str, on_accent: &str) -> (Vec<Artifact>, Vec<Diagnostic>) {
    let svg = svg.replace("{accent}", accent).replace("{on_accent}", on_accent);
    let drawn = match Tree::from_str(&svg, &Options::default()) {
        Ok(tree) => drawn(&tree),
        Err(error) => return (Vec::new(), vec![unreadable(&error.to_string())]),
    };
    let Some(pictures) = drawn else { return (Vec::new(), vec![unreadable("it has no size")]) };
    let mut artifacts = vec![Artifact { path: UrlPath::new(paths::ICON), bytes: svg.into_bytes() }];
    artifacts.extend(pictures.into_iter().map(|(path, bytes)| Artifact { path: UrlPath::new(path), bytes }));
    (artifacts, Vec::new())
}

fn unreadable(reason: &str) -> Diagnostic {
    let reason = reason.trim_start_matches("SVG data parsing failed cause ").replace('\'', "`");
    Diagnostic::error("icon-unreadable", format!("the icon cannot be drawn: {reason}"))
        .help("use a plain SVG of shapes and paths with a `viewBox`; text is not drawn")
}

/// What is drawn: where it lies, its side, and how the icon lies in it.
const PICTURES: [(&str, u32, Fit); 5] = [
    (paths::ICON_512, 512, Fit::Whole),
    (paths::ICON_MASKABLE, 512, Fit::Maskable),
    (paths::ICON_192, 192, Fit::Whole),
    (paths::TOUCH_ICON, 180, Fit::OnGround),
    (paths::FAVICON, FAVICON_PX as u32, Fit::Whole),
];

fn drawn(tree: &Tree) -> Option<Vec<(&'static str, Vec<u8>)>> {
    let ground = ground(tree)?;
    let drawn = PICTURES.par_iter().map(|&(path, side_px, fit)| {
        let colour = (fit != Fit::Whole).then_some(ground.colour);
        let png = png(raster(tree, side_px, fit.part(ground), colour)?)?;
        Some((path, if path == paths::FAVICON { ico(&png) } else { png }))
    });
    drawn.collect()
}

/// The colour at the middle of the left edge, so that the icon can be laid on more of the same; white where it is clear.
fn ground(tree: &Tree) -> Option<Ground> {
    let small = raster(tree, 64, 1.0, None)?;
    let from_left = (small.width() as f32 * GROUND_AT_PART) as u32;
    let found = small.pixel(from_left, small.height() / 2)?.demultiply();
    let is_its_own = found.alpha() == u8::MAX;
    let colour = Color::from_rgba8(found.red(), found.green(), found.blue(), u8::MAX);
    Some(Ground { colour: if is_its_own { colour } else { Color::WHITE }, is_its_own })
}

/// The icon in the middle of a square, filling `part` of its side.
fn raster(tree: &Tree, side_px: u32, part: f32, ground: Option<Color>) -> Option<Pixmap> {
    let square = IntSize::from_wh(side_px, side_px)?;
    let mut pixmap = Pixmap::new(square.width(), square.height())?;
    if let Some(ground) = ground {
        pixmap.fill(ground);
    }
    let (side, size) = (side_px as f32, tree.size());
    let scale = side * part / size.width().max(size.height());
    let (left, top) = ((side - size.width() * scale) / 2.0, (side - size.height() * scale) / 2.0);
    resvg::render(tree, Transform::from_row(scale, 0.0, 0.0, scale, left, top), &mut pixmap.as_mut());
    Some(pixmap)
}

/// Written quickly: a few thousand bytes more, of what a telephone fetches once, for a tenth of the time that a small
/// site takes.
fn png(picture: Pixmap) -> Option<Vec<u8>> {
    let (width, height) = (picture.width(), picture.height());
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Adaptive)
        .write_image(&picture.take_demultiplied(), width, height, ExtendedColorType::Rgba8)
        .ok()?;
    Some(bytes)
}

/// An ICO file with one PNG in it: a header of 6 bytes, an entry of 16, the picture.
fn ico(png: &[u8]) -> Vec<u8> {
    let length = u32::try_from(png.len()).unwrap_or(u32::MAX);
    let mut bytes = Vec::with_capacity(22 + png.len());
    bytes.extend_from_slice(&[0, 0, 1, 0, 1, 0]);
    bytes.extend_from_slice(&[FAVICON_PX, FAVICON_PX, 0, 0, 1, 0, 32, 0]);
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes.extend_from_slice(&22_u32.to_le_bytes());
    bytes.extend_from_slice(png);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    const SVG: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" rx="2" fill="{accent}"/><path d="M2 2h4v4z" fill="{on_accent}"/></svg>"#;

    fn find<'a>(files: &'a [Artifact], path: &str) -> &'a [u8] {
        &files.iter().find(|file| file.path.as_str() == path).expect("a file").bytes
    }

    #[test]
    fn one_svg_becomes_pictures_of_every_size() {
        let (files, findings) = icons(SVG, "#e3001b", "#ffffff");
        assert!(findings.is_empty());
        for (path, side_px) in
            [(paths::TOUCH_ICON, 180), (paths::ICON_192, 192), (paths::ICON_512, 512), (paths::ICON_MASKABLE, 512)]
        {
            let pixmap = Pixmap::decode_png(find(&files, path)).expect("a PNG");
            assert_eq!((pixmap.width(), pixmap.height()), (side_px, side_px));
        }
        assert!(
            str::from_utf8(find(&files, paths::ICON)).is_ok_and(|svg| svg.contains("#e3001b") && !svg.contains('{'))
        );
        assert_eq!(icons(SVG, "#e3001b", "#ffffff").0, files);
    }

    #[test]
    fn an_icon_that_is_cut_has_no_clear_corner() {
        let (files, _) = icons(SVG, "#e3001b", "#ffffff");
        for (path, alpha) in [(paths::TOUCH_ICON, 255), (paths::ICON_MASKABLE, 255), (paths::ICON_192, 0)] {
            let pixmap = Pixmap::decode_png(find(&files, path)).expect("a PNG");
            assert_eq!(pixmap.pixel(0, 0).map(|pixel| pixel.alpha()), Some(alpha), "{path}");
        }
    }

    #[test]
    fn the_favicon_is_a_png_behind_its_header() {
        let (files, _) = icons(SVG, "#e3001b", "#ffffff");
        let ico = find(&files, paths::FAVICON);
        let (header, png) = ico.split_at(22);
        assert_eq!(header.get(14..18), Some(u32::try_from(png.len()).expect("small").to_le_bytes().as_slice()));
        assert!(Pixmap::decode_png(png).is_ok_and(|pixmap| pixmap.width() == 32));
    }

    #[test]
    fn what_is_no_svg_is_told() {
        let (files, findings) = icons("<p>", "#000", "#fff");
        assert!(files.is_empty());
        assert_eq!(findings[0].code, "icon-unreadable");
    }

    #[test]
    fn an_icon_with_clear_edges_stays_within_the_circle_that_is_always_seen() {
        let clear = SVG.replace(r#"rx="2""#, r#"transform="translate(.5 .5) scale(.875)""#);
        let (files, _) = icons(&clear, "#e3001b", "#ffffff");
        let pixmap = Pixmap::decode_png(find(&files, paths::ICON_MASKABLE)).expect("a PNG");
        let is_white = |x, y| pixmap.pixel(x, y).is_some_and(|pixel| pixel.green() == 255);
        assert!(is_white(105, 105) && !is_white(140, 140) && is_white(50, 256));
    }
}
