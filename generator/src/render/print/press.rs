//! What sets type: Typst, with a theme's templates and typefaces, and one page's data.

use std::collections::BTreeMap;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Label, Selector, Value};
use typst::introspection::{Introspector as _, MetadataElem};
use typst::syntax::{FileId as TypstId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::{LazyHash, PicoStr};
use typst::{Library, LibraryExt as _, World, WorldExt as _};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use typst_render::RenderOptions;

use crate::diag::Diagnostic;
use crate::digest::Digest;
use crate::render::theme::PrintFiles;
use crate::source::{Content, FileId, Span};

/// Where a template finds its data.
const DATA: &str = "data.json";

/// The label of what a template tells of itself: which part does not fit.
const FIT: &str = "fit";

/// How old what Typst remembers of earlier documents may grow, in documents: a leaflet and the next share templates,
/// and a site of thousands of pages must not fill the memory.
const MEMORY_DOCUMENTS: usize = 8;

/// A theme's templates and typefaces, made ready.
pub(in crate::render) struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    /// By the path below `print/`.
    templates: BTreeMap<String, (FileId, Source)>,
    /// Of all of them.
    digest: Digest,
}

/// A part of a print that is larger than its place.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::render) struct Overflow {
    /// The template's name for it: `text`.
    pub(in crate::render) part: String,
    /// How high it is, in mm.
    pub(in crate::render) needs_mm: f64,
    /// How much of that has no room, in mm.
    pub(in crate::render) over_mm: f64,
}

/// A document, set.
pub(in crate::render) struct Set {
    document: PagedDocument,
}

impl Press {
    /// Makes a theme's files ready.
    pub(in crate::render) fn new(files: &PrintFiles) -> Self {
        let (mut fonts, mut templates) = (Vec::new(), BTreeMap::new());
        for (path, (id, content)) in files {
            match content {
                Content::Text(text) if path.ends_with(".typ") => {
                    if let Some(name) = named(path) {
                        templates.insert(path.clone(), (*id, Source::new(name, text.to_string())));
                    }
                }
                Content::Bytes(bytes) if path.starts_with("fonts/") => {
                    fonts.extend(Font::iter(Bytes::new(std::sync::Arc::clone(bytes))));
                }
                _ => {}
            }
        }
        let parts = files.iter().flat_map(|(path, (_, content))| {
            let bytes = match content {
                Content::Text(text) => text.as_bytes(),
                Content::Bytes(bytes) => bytes,
                Content::Unread => &[],
            };
            [path.as_bytes(), bytes]
        });
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            digest: Digest::of_parts(parts),
            fonts,
            templates,
        }
    }

    /// Whether the theme has this template.
    pub(in crate::render) fn has(&self, template: &str) -> bool {
        self.templates.contains_key(template)
    }

    /// The data without the characters that no typeface of the theme has, which would be empty boxes, and those characters
    /// in their order.
    pub(in crate::render) fn printable(&self, mut data: serde_json::Value) -> (serde_json::Value, String) {
        let mut unknown = String::new();
        self.strip(&mut data, &mut unknown);
        (data, unknown)
    }

    fn strip(&self, data: &mut serde_json::Value, unknown: &mut String) {
        match data {
            serde_json::Value::String(text) => {
                let is_known = |c: char| {
                    let known =
                        c.is_whitespace() || self.fonts.iter().any(|font| font.info().coverage.contains(u32::from(c)));
                    if !known && !unknown.contains(c) {
                        unknown.push(c);
                    }
                    known
                };
                text.retain(is_known);
            }
            serde_json::Value::Array(items) => items.iter_mut().for_each(|item| self.strip(item, unknown)),
            serde_json::Value::Object(map) => {
                // A link is not set, and leads where it leads.
                let is_set = |key: &str| !matches!(key, "href" | "link" | "svg");
                map.iter_mut().filter(|(key, _)| is_set(key)).for_each(|(_, value)| self.strip(value, unknown));
            }
            _ => {}
        }
    }

    /// What a document depends on: the program, the theme's files, the template's name, the data.
    pub(in crate::render) fn key(&self, template: &str, data: &serde_json::Value) -> Digest {
        let parts = [env!("CARGO_PKG_VERSION"), &self.digest.to_string(), template, &data.to_string()];
        Digest::of_parts(parts.iter().map(|part| part.as_bytes()))
    }

    /// Sets `data` by `template`.
    ///
    /// # Errors
    /// What is wrong with the template, at its place.
    pub(in crate::render) fn set(&self, template: &str, data: &serde_json::Value) -> Result<Set, Vec<Diagnostic>> {
        let Some(main) = named(template) else { return Err(vec![unset(template, "its name is none")]) };
        let job = Job { press: self, main, data: Bytes::from_string(data.to_string()) };
        let done = typst::compile::<PagedDocument>(&job).output;
        typst::comemo::evict(MEMORY_DOCUMENTS);
        match done {
            Ok(document) => Ok(Set { document }),
            Err(errors) => Err(errors.iter().map(|error| job.told(template, error)).collect()),
        }
    }
}

impl Set {
    /// The first page as a PNG, one pixel for each point.
    pub(in crate::render) fn png(&self) -> Option<Vec<u8>> {
        let page = self.document.pages().first()?;
        let options = RenderOptions { pixel_per_pt: 1.0.into(), render_bleed: false };
        typst_render::render(page, &options).encode_png().ok()
    }

    /// All pages as a PDF that says to screen readers what is what: PDF/UA-1, ISO 14289-1.
    ///
    /// # Errors
    /// What the standard asks for and the template lacks.
    pub(in crate::render) fn pdf(&self, template: &str) -> Result<Vec<u8>, Diagnostic> {
        let standards = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| unset(template, error.message()))?;
        let options = PdfOptions { standards, ..PdfOptions::default() };
        typst_pdf::pdf(&self.document, &options).map_err(|errors| {
            let said: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
            unset(template, &said.join("; "))
        })
    }

    /// The parts that are larger than their places, as the template has told them.
    pub(in crate::render) fn overflows(&self) -> Vec<Overflow> {
        let Some(label) = Label::new(PicoStr::intern(FIT)) else { return Vec::new() };
        let told = self.document.introspector().query(&Selector::Label(label));
        told.iter().filter_map(|content| overflow(&content.to_packed::<MetadataElem>()?.value)).collect()
    }
}

fn overflow(value: &Value) -> Option<Overflow> {
    let Value::Dict(told) = value else { return None };
    let number = |key: &str| match told.get(key) {
        Ok(Value::Float(number)) => Some(*number),
        Ok(Value::Int(number)) => i32::try_from(*number).ok().map(f64::from),
        _ => None,
    };
    let part = match told.get("part") {
        Ok(Value::Str(part)) => part.to_string(),
        _ => return None,
    };
    let over_mm = number("over_mm")?;
    (over_mm > 0.0).then_some(Overflow { part, needs_mm: number("needs_mm")?, over_mm })
}

/// One document on its way.
struct Job<'a> {
    press: &'a Press,
    main: TypstId,
    data: Bytes,
}

impl Job<'_> {
    /// An error of Typst's at its place in the theme.
    fn told(&self, template: &str, error: &SourceDiagnostic) -> Diagnostic {
        let finding = unset(template, &error.message);
        let finding = error.hints.iter().fold(finding, |finding, hint| finding.help(hint.v.as_str()));
        let place = error.span.id().and_then(|id| {
            let (file, source) = self.press.templates.get(id.vpath().get_without_slash())?;
            Some((*file, Span::within(source.text(), self.range(error.span)?)))
        });
        match place {
            Some((file, span)) => finding.at(file, span, ""),
            None => finding,
        }
    }
}

fn unset(template: &str, message: &str) -> Diagnostic {
    Diagnostic::error("print-template-failed", format!("the theme's `print/{template}` cannot be set: {message}"))
}

/// Typst's number for a file below `print/`.
fn named(path: &str) -> Option<TypstId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?).intern())
}

impl World for Job<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.press.book
    }

    fn main(&self) -> TypstId {
        self.main
    }

    fn source(&self, id: TypstId) -> FileResult<Source> {
        match self.press.templates.get(id.vpath().get_without_slash()) {
            Some((_, source)) => Ok(source.clone()),
            None => Err(FileError::NotFound(id.vpath().get_without_slash().into())),
        }
    }

    fn file(&self, id: TypstId) -> FileResult<Bytes> {
        if id.vpath().get_without_slash() == DATA {
            return Ok(self.data.clone());
        }
        Err(FileError::NotFound(id.vpath().get_without_slash().into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
