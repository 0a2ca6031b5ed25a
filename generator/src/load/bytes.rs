//! The bytes of one file, and how many there may be.

#![allow(clippy::disallowed_methods, reason = "load is the one reader")]

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::load::problem::Problem;
use crate::load::{LoadError, SITE};
use crate::source::Content;

/// The largest text when `site.toml` does not say: a book of 300 pages.
const FILE_MAX_BYTES: u64 = 1_000_000;

/// The largest picture or document when `site.toml` does not say.
const ASSET_MAX_BYTES: u64 = 10_000_000;

/// What a file holds, if that is not too much.
pub(super) enum Bytes {
    /// All of it.
    All(Vec<u8>),
    /// Not read, since it has this many bytes.
    TooMany(u64),
}

/// Reads a file that has at most `max_bytes`.
pub(super) fn read_up_to(path: &Path, max_bytes: u64) -> io::Result<Bytes> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    if size > max_bytes {
        return Ok(Bytes::TooMany(size));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0).saturating_add(1));
    // A `File` would ask once more how long it is, and where it stands.
    file.take(u64::MAX).read_to_end(&mut bytes)?;
    Ok(Bytes::All(bytes))
}

/// Bytes as text without a byte order mark; where they are not UTF-8, as much of it as can be read.
pub(super) fn text(mut bytes: Vec<u8>) -> (Content, Option<Problem>) {
    if bytes.starts_with(b"\xef\xbb\xbf") {
        bytes.drain(..3);
    }
    match String::from_utf8(bytes) {
        Ok(text) => (Content::Text(text.into()), None),
        Err(error) => {
            let problem = Problem::not_utf8(error.as_bytes(), error.utf8_error().valid_up_to());
            (Content::Text(String::from_utf8_lossy(error.as_bytes()).into()), Some(problem))
        }
    }
}

/// How large files may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Of a text.
    pub(super) file_max_bytes: u64,
    /// Of a picture or document.
    pub(super) asset_max_bytes: u64,
}

impl Limits {
    /// From `site.toml`, as far as it can be read: what is wrong with it is told by parse.
    pub(super) fn read(root: &Path) -> Result<Self, LoadError> {
        let path = root.join(SITE);
        let text = match read_up_to(&path, FILE_MAX_BYTES) {
            Ok(Bytes::All(bytes)) => String::from_utf8(bytes).unwrap_or_default(),
            Ok(Bytes::TooMany(_)) => String::new(),
            Err(source) if source.kind() == io::ErrorKind::NotFound => String::new(),
            Err(source) => return Err(LoadError::Read { path, source }),
        };
        let table = if text.contains("[limits]") {
            text.parse::<toml::Table>().unwrap_or_default()
        } else {
            toml::Table::new()
        };
        let limit = |key: &str, default| {
            let value = table.get("limits").and_then(|limits| limits.get(key)).and_then(toml::Value::as_integer);
            value.and_then(|value| u64::try_from(value).ok()).unwrap_or(default)
        };
        Ok(Self {
            file_max_bytes: limit("file_max_bytes", FILE_MAX_BYTES),
            asset_max_bytes: limit("asset_max_bytes", ASSET_MAX_BYTES),
        })
    }
}
