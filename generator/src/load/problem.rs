//! What can be wrong with a file before anyone reads its text.

use crate::diag::Diagnostic;
use crate::diag::render::Position;
use crate::load::is_text;
use crate::source::{FileId, SourceFile, Span};

/// What is wrong with one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Problem {
    /// A byte that is no UTF-8, and how many bytes stand before it.
    NotUtf8 {
        /// The byte.
        byte: u8,
        /// Where it stands.
        at: usize,
        /// Whether the file begins as UTF-16 does.
        is_utf16: bool,
    },
    /// More bytes than the site allows.
    TooLarge {
        /// How many there are.
        bytes: u64,
        /// How many there may be.
        max_bytes: u64,
    },
}

impl Problem {
    pub(super) fn not_utf8(bytes: &[u8], at: usize) -> Self {
        let is_utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
        Self::NotUtf8 { byte: bytes.get(at).copied().unwrap_or_default(), at, is_utf16 }
    }

    /// The finding; the file's text is what could be read of it.
    pub(super) fn finding(&self, id: FileId, file: &SourceFile) -> Diagnostic {
        match *self {
            Self::NotUtf8 { byte, at, is_utf16 } => not_utf8(id, file.text(), byte, at, is_utf16),
            Self::TooLarge { bytes, max_bytes } => too_large(id, file, bytes, max_bytes),
        }
    }
}

fn not_utf8(id: FileId, text: &str, byte: u8, at: usize, is_utf16: bool) -> Diagnostic {
    let Position { line, column } = Position::of(text, at);
    let message = format!("the file is not UTF-8: byte {at} is 0x{byte:02X} (line {line}, column {column})");
    let length = text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let finding =
        Diagnostic::error("text-not-utf8", message).at(id, Span::new(at..at + length), "the text is good up to here");
    let help = if is_utf16 {
        "the file is UTF-16: save it again with the encoding UTF-8".to_owned()
    } else if byte >= 0xa0 {
        format!("save the file again with the encoding UTF-8; this byte may be meant as `{}`", char::from(byte))
    } else {
        "save the file again with the encoding UTF-8".to_owned()
    };
    finding.help(help)
}

fn too_large(id: FileId, file: &SourceFile, bytes: u64, max_bytes: u64) -> Diagnostic {
    let (key, way_out) = if is_text(&file.path) {
        ("file_max_bytes", "split the file")
    } else {
        ("asset_max_bytes", "make the picture or document smaller")
    };
    Diagnostic::error(
        "file-too-large",
        format!("the file has {} bytes, and {} are allowed", grouped(bytes), grouped(max_bytes)),
    )
    .at(id, Span::default(), "")
    .help(format!("{way_out}, or raise `{key}` under `[limits]` in `content/site.toml`"))
}

/// `12,345,678`: nobody counts seven digits.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

pub(super) fn leads_outside(path: &str) -> Diagnostic {
    Diagnostic::warning("link-outside-site", format!("`{path}` is a link that leads out of the site's folder"))
        .help("copy what it leads to into the folder")
}

pub(super) fn name_not_utf8(path: &str) -> Diagnostic {
    Diagnostic::error("file-name-not-utf8", format!("the name of `{path}` is not UTF-8"))
        .help("rename the file with plain letters")
}
