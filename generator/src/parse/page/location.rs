//! What a file's path says about its page: its kind, key, language and date.

use jiff::civil::Date;

use crate::ids::Lang;
use crate::model::draft::{Kind, Section};
use crate::parse::when;

/// What the path of a file below `content/` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Location {
    /// What it is.
    pub(crate) kind: Kind,
    /// Its name for other pages, without its language.
    pub(crate) key: String,
    /// The language that the file's name ends in.
    pub(crate) lang: Option<Lang>,
    /// The date that the file's name begins with.
    pub(crate) date: Option<Date>,
}

/// Reads the path of a Markdown or CSV file; `None` when no page lives there.
pub(crate) fn locate(path: &str) -> Option<Location> {
    let below = path.strip_prefix("content/")?;
    let (stem, lang) = stem(below);
    let (folder, rest) = stem.split_once('/').map_or(("", stem), |(folder, rest)| (folder, rest));
    let kind = match (folder, rest) {
        ("", "index") => Kind::Home,
        ("", _) | ("pages", "index") => return None,
        (_, "index") => Kind::Section(Section::ALL.into_iter().find(|section| section.folder() == folder)?),
        ("campaigns", _) => Kind::Campaign,
        ("groups", _) => Kind::Group,
        ("events", _) => Kind::Event,
        ("news", _) => Kind::Article,
        ("pages", _) => Kind::Page,
        _ => return None,
    };
    let key = match kind {
        Kind::Home | Kind::Section(_) => stem,
        _ => stem.strip_suffix("/index").unwrap_or(stem),
    };
    Some(Location { kind, key: key.to_owned(), lang, date: date(key) })
}

/// The path of the original beside which a translation stands: `a.md` of `a.cy.md`.
pub(crate) fn original(path: &str) -> Option<String> {
    let (stem, extension) = path.rsplit_once('.')?;
    let (stem, tag) = stem.rsplit_once('.')?;
    Lang::parse(tag).map(|_| format!("{stem}.{extension}"))
}

/// A path without its extension and its language, and that language.
pub(crate) fn stem(path: &str) -> (&str, Option<Lang>) {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    match stem.rsplit_once('.').and_then(|(name, tag)| Some((name, Lang::parse(tag)?))) {
        Some((name, lang)) if !name.is_empty() && !name.ends_with('/') => (name, Some(lang)),
        _ => (stem, None),
    }
}

/// The date that the last step of a key begins with.
fn date(key: &str) -> Option<Date> {
    let name = key.rsplit('/').next()?;
    let (day, rest) = name.split_at_checked(10)?;
    rest.starts_with('-').then(|| when::day_of(day)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_say_kind_key_language_and_date() {
        let told = |path: &str| {
            locate(path).map(|at| (at.kind, at.key, at.lang.map(|lang| lang.to_string()), at.date.is_some()))
        };
        let cy = || Some("cy".to_owned());
        assert_eq!(told("content/index.cy.md"), Some((Kind::Home, "index".into(), cy(), false)));
        assert_eq!(
            told("content/news/index.md"),
            Some((Kind::Section(Section::News), "news/index".into(), None, false))
        );
        assert_eq!(told("content/news/x/index.cy.md"), Some((Kind::Article, "news/x".into(), cy(), false)));
        assert_eq!(
            told("content/news/y/2015-10-08-a.md"),
            Some((Kind::Article, "news/y/2015-10-08-a".into(), None, true))
        );
        assert_eq!(told("content/pages/a/b.md"), Some((Kind::Page, "pages/a/b".into(), None, false)));
        assert_eq!(told("content/about.md"), None);
        assert_eq!(told("content/other/about.md"), None);
        assert_eq!(original("content/a.cy.md").as_deref(), Some("content/a.md"));
        assert_eq!(original("content/a.md"), None);
    }
}
