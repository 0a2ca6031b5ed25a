//! Which folders a theme is made of: those of the themes that it builds on, its own, and the site's `theme/`.
//!
//! A later folder stands in for an earlier one, file by file, message by message, option by option.

use std::collections::BTreeSet;

use serde::Deserialize;
use toml::Spanned as At;

use crate::source::{FileId, SourceFile, Sources, Span};

/// Where a site keeps what it changes of its theme.
pub const OF_SITE: &str = "theme/";

/// The folders of a theme, each with a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// From the theme that all others build on to the site's own `theme/`.
    pub all: Vec<String>,
    /// Why the first of them is not where the theme begins.
    pub problem: Option<BaseProblem>,
}

/// A `base` that leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseProblem {
    /// The `theme.toml` that names it.
    pub file: FileId,
    /// Where.
    pub span: Span,
    /// The name that is written there.
    pub base: String,
    /// What is wrong with it.
    pub kind: BaseProblemKind,
}

/// What is wrong with a `base`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BaseProblemKind {
    /// There is no such theme.
    Unknown,
    /// It builds, sooner or later, on the theme that names it.
    Circle,
}

/// The one key of `theme.toml` that says what a theme builds on; all others are read by those who need them.
#[derive(Deserialize)]
struct Base {
    base: Option<At<String>>,
}

impl Folders {
    /// The folders of the theme `name`; what it builds on is followed as far as it leads.
    pub fn of(sources: &Sources, name: &str) -> Self {
        let mut folders = vec![OF_SITE.to_owned(), folder(name)];
        let mut problem = None;
        while let Some((file, base)) = folders.last().and_then(|folder| base(sources, folder)) {
            let below = folder(base.get_ref());
            let kind = if folders.contains(&below) {
                BaseProblemKind::Circle
            } else if !names(sources).contains(base.get_ref().as_str()) {
                BaseProblemKind::Unknown
            } else {
                folders.push(below);
                continue;
            };
            problem = Some(BaseProblem { file, span: Span::new(base.span()), base: base.into_inner(), kind });
            break;
        }
        folders.reverse();
        Self { all: folders, problem }
    }

    /// Every `theme.toml` of the theme with its folder, in the order of the folders.
    pub fn manifests<'a>(&'a self, sources: &'a Sources) -> impl Iterator<Item = (&'a str, FileId, &'a SourceFile)> {
        self.all.iter().filter_map(|folder| {
            let (id, file) = sources.find(&manifest(folder))?;
            Some((folder.as_str(), id, file))
        })
    }
}

/// The themes that there are.
pub fn names(sources: &Sources) -> BTreeSet<&str> {
    sources
        .iter()
        .filter_map(|(_, file)| file.path.strip_prefix("themes/")?.split_once('/').map(|(name, _)| name))
        .collect()
}

fn folder(name: &str) -> String {
    format!("themes/{name}/")
}

fn manifest(folder: &str) -> String {
    format!("{folder}theme.toml")
}

fn base(sources: &Sources, folder: &str) -> Option<(FileId, At<String>)> {
    let (id, file) = sources.find(&manifest(folder))?;
    let Base { base } = toml::from_str(file.text()).ok()?;
    Some((id, base?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Content;

    fn folders(themes: &[(&str, &str)]) -> Folders {
        let file = |(name, toml): &(&str, &str)| SourceFile {
            path: format!("themes/{name}/theme.toml").into(),
            content: Content::Text((*toml).into()),
        };
        Folders::of(&Sources::new(themes.iter().map(file).collect()), "mine")
    }

    #[test]
    fn a_theme_that_builds_on_none_is_its_folder_and_the_site_s() {
        let folders = folders(&[("mine", "name = \"Mine\"")]);
        assert_eq!(folders.all, ["themes/mine/", "theme/"]);
        assert_eq!(folders.problem, None);
    }

    #[test]
    fn what_a_theme_builds_on_comes_before_it() {
        let folders = folders(&[("mine", "base = \"middle\""), ("middle", "base = \"first\""), ("first", "")]);
        assert_eq!(folders.all, ["themes/first/", "themes/middle/", "themes/mine/", "theme/"]);
        assert_eq!(folders.problem, None);
    }

    #[test]
    fn a_base_that_is_not_there_is_told_at_its_place() {
        let problem = folders(&[("mine", "base = \"frist\""), ("first", "")]).problem.expect("there is no such theme");
        assert_eq!((problem.kind, problem.base.as_str()), (BaseProblemKind::Unknown, "frist"));
        assert_eq!(problem.span.range(), 7..14);
    }

    #[test]
    fn a_circle_ends() {
        for themes in [
            &[("mine", "base = \"mine\"")][..],
            &[("mine", "base = \"other\""), ("other", "base = \"mine\"")],
            &[("mine", "base = \"a\""), ("a", "base = \"b\""), ("b", "base = \"a\"")],
        ] {
            let problem = folders(themes).problem.expect("it goes in a circle");
            assert_eq!(problem.kind, BaseProblemKind::Circle, "{themes:?}");
        }
    }
}
