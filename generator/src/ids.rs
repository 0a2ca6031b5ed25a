//! Text that has been checked: language tags, slugs and URL paths.

use std::fmt;
use std::sync::Arc;

/// A language tag as it stands in `lang=`: `en`, `cy`, `pt-BR`.
///
/// BCP 47, of which we take a primary language of two or three letters and an optional region.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(Arc<str>);

impl Lang {
    /// Reads a tag; `None` when it has not the shape `xx`, `xxx` or `xx-YY`.
    ///
    /// ```
    /// assert_eq!(handbill::ids::Lang::parse("cy").unwrap().as_str(), "cy");
    /// assert!(handbill::ids::Lang::parse("Welsh").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let (primary, region) = text.split_once('-').map_or((text, None), |(p, r)| (p, Some(r)));
        let primary_fits = matches!(primary.len(), 2 | 3) && primary.bytes().all(|b| b.is_ascii_lowercase());
        let region_fits = region.is_none_or(|r| r.len() == 2 && r.bytes().all(|b| b.is_ascii_uppercase()));
        (primary_fits && region_fits).then(|| Self(text.into()))
    }

    /// The tag as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One step of a URL: lower-case ASCII letters, digits and single hyphens between them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Arc<str>);

impl Slug {
    /// Takes text that already is a slug; `None` when it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = !text.is_empty()
            && !text.starts_with('-')
            && !text.ends_with('-')
            && !text.contains("--")
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        fits.then(|| Self(text.into()))
    }

    /// Makes a slug of any text, writing other scripts in Latin letters; `None` when nothing is left.
    ///
    /// ```
    /// assert_eq!(handbill::ids::Slug::of("Tŷ Gwyn: café & bar").unwrap().as_str(), "ty-gwyn-cafe-bar");
    /// assert!(handbill::ids::Slug::of("—").is_none());
    /// ```
    pub fn of(text: &str) -> Option<Self> {
        // Most names of files and tags are one already.
        if let Some(slug) = Self::parse(text) {
            return Some(slug);
        }
        let latin = deunicode::deunicode_with_tofu(text, " ");
        let mut slug = String::with_capacity(latin.len());
        for c in latin.chars().filter(|&c| c != '\'') {
            if c.is_ascii_alphanumeric() {
                slug.push(c.to_ascii_lowercase());
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        let slug = slug.trim_end_matches('-');
        (!slug.is_empty()).then(|| Self(slug.into()))
    }

    /// The slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The path of a URL on this site: it starts with `/`; a page's ends with `/`, a file's does not.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UrlPath(Arc<str>);

impl UrlPath {
    /// A path that we made ourselves, such as `/news/page/2/`.
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        let path = path.into();
        debug_assert!(path.starts_with('/'), "a URL path starts with a slash");
        Self(path)
    }

    /// Reads a path that an author typed; `None` unless it starts with one `/` and has no space,
    /// backslash, `?`, `#`, control character or `.`/`..` step in it.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = text
            .chars()
            .all(|c| !c.is_control() && !c.is_whitespace() && !matches!(c, '\\' | '?' | '#' | '"' | '<' | '>'));
        let fits = text.starts_with('/')
            && !text.contains("//")
            && plain
            && !text.split('/').any(|step| step == "." || step == "..");
        fits.then(|| Self(text.into()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file that holds it, below the output folder: `news/index.html` for `/news/`.
    ///
    /// ```
    /// use handbill::ids::UrlPath;
    /// assert_eq!(UrlPath::new("/news/").to_file(), "news/index.html");
    /// assert_eq!(UrlPath::new("/robots.txt").to_file(), "robots.txt");
    /// ```
    pub fn to_file(&self) -> String {
        let below = self.0.strip_prefix('/').unwrap_or(&self.0);
        if below.is_empty() || below.ends_with('/') { [below, "index.html"].concat() } else { below.to_owned() }
    }
}

macro_rules! shown_as_text {
    ($($name:ident),*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&*self.0, f)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
    )*};
}
shown_as_text!(Lang, Slug, UrlPath);
