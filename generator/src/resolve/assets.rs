//! Pictures and documents: where they are served, and how large pictures are.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::routes::{Routes, file_of_ours};
use crate::diag::Diagnostic;
use crate::ids::UrlPath;
use crate::model::site::{Asset, AssetRef};
use crate::picture::{self, Raster, is_telling, is_whole};
use crate::source::{Content, FileId, Sources, Span};

/// Copied files by their path below `content/`.
pub(super) type Assets = BTreeMap<Arc<str>, AssetRef>;

/// Finds a place for each file and measures the pictures.
pub(super) fn place(
    files: &[FileId],
    sources: &Sources,
    routes: &mut Routes,
    found: &mut Vec<Diagnostic>,
) -> (Vec<Asset>, Assets) {
    let (mut list, mut by_path) = (Vec::new(), Assets::new());
    for &file in files {
        let source = sources.get(file);
        let path = source.path.strip_prefix("content/").unwrap_or(&source.path);
        let url = UrlPath::new(format!("/{}", escaped(path.strip_prefix("pages/").unwrap_or(path))));
        let media_type = mime_guess::from_path(path).first_or_octet_stream().essence_str().to_owned();
        let is_picture = media_type.starts_with("image/");
        let raster = raster(&source.content).map(Arc::new).filter(|_| is_picture);
        let size = match &raster {
            Some(raster) => Some((raster.width, raster.height)),
            None if is_picture => size(&media_type, source.bytes()),
            None => None,
        };
        if is_picture && source.content != Content::Unread {
            let unfit = unfit(raster.as_deref(), size, &media_type, source.bytes());
            found.extend(unfit.map(|finding| finding.at(file, Span::default(), "")));
        }
        by_path.insert(path.into(), AssetRef { url: url.clone(), file, size, raster: raster.clone() });
        if let Some(finding) = file_of_ours(&url, file) {
            found.push(finding);
        } else if routes.claim(&url, file, Span::default(), found) {
            list.push(Asset { file, url, media_type, size, raster });
        }
    }
    (list, by_path)
}

fn raster(content: &Content) -> Option<Raster> {
    match content {
        Content::Bytes(bytes) => Raster::read(bytes),
        Content::Text(_) | Content::Unread => None,
    }
}

/// What keeps a picture from being published.
fn unfit(raster: Option<&Raster>, size: Option<(u32, u32)>, media_type: &str, bytes: &[u8]) -> Option<Diagnostic> {
    let all = picture::MAX_PIXELS / 1_000_000;
    match raster {
        Some(Raster { width, height, .. }) if raster.is_some_and(Raster::is_too_large) => Some(
            Diagnostic::error(
                "picture-too-large",
                format!("this picture has {width} × {height} pixels, which is too many"),
            )
            .help(format!(
                "save it smaller: 2,000 pixels wide is plenty, and no more than {all} million in all are read"
            )),
        ),
        Some(_) if !is_whole(bytes) => Some(
            Diagnostic::error("picture-unreadable", "this picture stops in its midst")
                .help("it was not copied to its end: copy it once more"),
        ),
        None if media_type != "image/svg+xml" && is_telling(bytes) => Some(
            Diagnostic::error("picture-format", "a picture of this kind may say where it was taken")
                .help("save it as JPEG, PNG or WebP: of these all that is not the picture itself is left out"),
        ),
        None if size.is_none() => Some(
            Diagnostic::error("picture-unreadable", "this file cannot be read as a picture")
                .help("open it in a picture programme and save it again as JPEG, PNG, WebP or SVG"),
        ),
        _ => None,
    }
}

/// Percent-encoded where a URL needs it: a file may be called `Our café.jpg`.
fn escaped(path: &str) -> String {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const UNSAFE: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'<')
        .add(b'>')
        .add(b'?')
        .add(b'`')
        .add(b'{')
        .add(b'}')
        .add(b'%')
        .add(b'\\');
    utf8_percent_encode(path, UNSAFE).to_string()
}

/// Width and height in CSS pixels, without decoding the picture.
fn size(media_type: &str, bytes: &[u8]) -> Option<(u32, u32)> {
    if media_type == "image/svg+xml" {
        let tree = resvg::usvg::Tree::from_data(bytes, &resvg::usvg::Options::default()).ok()?;
        let size = tree.size().to_int_size();
        return Some((size.width(), size.height()));
    }
    let size = imagesize::blob_size(bytes).ok()?;
    Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))
}
