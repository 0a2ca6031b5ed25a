//! Pictures and documents: where they are served, and how large pictures are.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::routes::{Routes, file_of_ours};
use crate::diag::Diagnostic;
use crate::ids::UrlPath;
use crate::model::site::{Asset, AssetRef};
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
        let size = if media_type.starts_with("image/") { size(&media_type, source.bytes()) } else { None };
        if media_type.starts_with("image/") && size.is_none() && source.content != Content::Unread {
            found.push(
                Diagnostic::error("picture-unreadable", "this file cannot be read as a picture")
                    .at(file, Span::default(), "")
                    .help("open it in a picture programme and save it again as JPEG, PNG, WebP or SVG"),
            );
        }
        by_path.insert(path.into(), AssetRef { url: url.clone(), size });
        if let Some(finding) = file_of_ours(&url, file) {
            found.push(finding);
        } else if routes.claim(&url, file, Span::default(), found) {
            list.push(Asset { file, url, media_type, size });
        }
    }
    (list, by_path)
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
