//! `handbill theme`: the files of a site's theme for whoever changes them: what there is, a copy of one, a theme of one's own.
//!
//! Nothing that is there is ever written over.
#![expect(
    clippy::disallowed_methods,
    reason = "it copies single files into a site, and makes a folder of its own there"
)]

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::diag::nearest;
use crate::ids::Slug;
use crate::load::{self, LoadError};
use crate::model::theme::{Folders, OF_SITE, names};
use crate::parse::config;
use crate::source::{SourceFile, Sources};

/// What a theme says of itself; it is added to, and never copied.
const MANIFEST: &str = "theme.toml";

/// Why a theme could not be changed.
#[derive(Debug, thiserror::Error)]
pub enum ThemingError {
    /// The site could not be read.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// There is no site.
    #[error("there is no `content/site.toml` here: go to the site's folder, or name it with `--root`")]
    NoSite,
    /// The theme that `site.toml` names is not there.
    #[error("there is no theme `{0}`, which `content/site.toml` names")]
    NoTheme(String),
    /// The theme has no such file.
    #[error("the theme has no file `{typed}`: {help}")]
    NoFile {
        /// What was asked for.
        typed: String,
        /// What was perhaps meant, or how to find out.
        help: String,
    },
    /// It would be written over.
    #[error("`{}` is there already", .0.display())]
    IsThere(PathBuf),
    /// No folder can have that name.
    #[error("`{0}` cannot be a theme's name: use small letters, digits and hyphens")]
    Name(String),
    /// There is a theme of that name.
    #[error("there is a theme `{0}` already: choose another name")]
    NameTaken(String),
    /// The disk said no.
    #[error("could not write `{}`", path.display())]
    Disk {
        /// What was to be written.
        path: PathBuf,
        /// Why it could not be.
        #[source]
        source: io::Error,
    },
}

/// A theme that was begun.
#[derive(Debug, PartialEq, Eq)]
pub struct Begun {
    /// Its `theme.toml`.
    pub manifest: PathBuf,
    /// The theme that it builds on.
    pub base: String,
    /// Whether it has what stood in the site's `theme/`.
    pub has_own_files: bool,
}

/// The files of a site's theme, by their paths below a theme's folder, each with the folder that it is taken from.
pub fn files(root: &Path) -> Result<BTreeMap<String, String>, ThemingError> {
    let (sources, folders) = read(root)?;
    Ok(effective(&sources, &folders).into_iter().map(|(below, (folder, _))| (below, folder.to_owned())).collect())
}

/// Copies files of the theme into the site's `theme/`, where they may be changed; answers with their paths.
///
/// # Errors
/// When the theme has one of them not, or the site has it already: then none is copied.
pub fn copy(root: &Path, names: &[String]) -> Result<Vec<PathBuf>, ThemingError> {
    let (sources, folders) = read(root)?;
    let files = effective(&sources, &folders);
    let mut copies = Vec::new();
    for name in names {
        let below = name.replace('\\', "/");
        let below = below.strip_prefix(OF_SITE).unwrap_or(&below);
        let Some((_, file)) = files.get(below) else { return Err(no_file(below, files.keys().map(String::as_str))) };
        let path = root.join(OF_SITE).join(below);
        if path.exists() {
            return Err(ThemingError::IsThere(path));
        }
        copies.push((path, *file));
    }
    for (path, file) in &copies {
        put(path, file.bytes())?;
    }
    Ok(copies.into_iter().map(|(path, _)| path).collect())
}

/// Begins a theme of the site's own in `themes/NAME/`, which builds on the one that the site has; what stands in the
/// site's `theme/` becomes part of it.
///
/// # Errors
/// When the name is none or is taken, or the disk says no.
pub fn begin(root: &Path, name: &str) -> Result<Begun, ThemingError> {
    if Slug::parse(name).is_none() {
        return Err(ThemingError::Name(name.to_owned()));
    }
    let (sources, _) = read(root)?;
    if names(&sources).contains(name) {
        return Err(ThemingError::NameTaken(name.to_owned()));
    }
    let base = theme_of(&sources)?;
    let own = root.join(OF_SITE);
    let folder = root.join("themes").join(name);
    let has_own_files = own.is_dir();
    if has_own_files {
        fs::create_dir_all(root.join("themes")).map_err(failed(&folder))?;
        fs::rename(&own, &folder).map_err(failed(&folder))?;
    }
    let more = sources.find(&format!("{OF_SITE}{MANIFEST}")).map(|(_, file)| file.text()).unwrap_or_default();
    let is_named = more.lines().any(|line| line.starts_with("name "));
    let named = if is_named { String::new() } else { format!("name = \"{name}\"\n") };
    let manifest = folder.join(MANIFEST);
    put(&manifest, format!("{named}base = \"{base}\"\n{more}").as_bytes())?;
    Ok(Begun { manifest, base, has_own_files })
}

fn read(root: &Path) -> Result<(Sources, Folders), ThemingError> {
    let (sources, _) = load::load(root)?;
    let theme = theme_of(&sources)?;
    let folders = Folders::of(&sources, &theme);
    Ok((sources, folders))
}

fn theme_of(sources: &Sources) -> Result<String, ThemingError> {
    let (id, site) = sources.find(config::PATH).ok_or(ThemingError::NoSite)?;
    let theme = config::read(id, site.text()).0.theme.value;
    if names(sources).contains(theme.as_str()) { Ok(theme) } else { Err(ThemingError::NoTheme(theme)) }
}

/// Each file by its path below a theme's folder, from the last folder that has it.
fn effective<'a>(sources: &'a Sources, folders: &'a Folders) -> BTreeMap<String, (&'a str, &'a SourceFile)> {
    let mut files = BTreeMap::new();
    for folder in &folders.all {
        for (_, file) in sources.iter() {
            if let Some(below) = file.path.strip_prefix(folder.as_str()).filter(|below| *below != MANIFEST) {
                files.insert(below.to_owned(), (folder.trim_end_matches('/'), file));
            }
        }
    }
    files
}

fn no_file<'a>(typed: &str, known: impl Iterator<Item = &'a str> + Clone) -> ThemingError {
    let by_name = || known.clone().find(|path| path.rsplit('/').next() == typed.rsplit('/').next());
    let help = match nearest(typed, known.clone()).or_else(by_name) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`handbill theme files` lists all".to_owned(),
    };
    ThemingError::NoFile { typed: typed.to_owned(), help }
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), ThemingError> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(failed(folder))?;
    fs::write(path, bytes).map_err(failed(path))
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> ThemingError {
    let path = path.to_owned();
    move |source| ThemingError::Disk { path, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (path, text) in [&[("content/site.toml", "theme = \"pamphlet\"\n")], files].concat() {
            put(&folder.path().join(path), text.as_bytes()).expect("written");
        }
        folder
    }

    fn text(root: &Path, path: &str) -> String {
        fs::read_to_string(root.join(path)).expect("it is there")
    }

    #[test]
    fn each_file_is_told_with_the_folder_that_it_is_taken_from() {
        let site = site(&[("theme/templates/partials/tags.html", "mine")]);
        let files = files(site.path()).expect("a theme");
        assert_eq!(files["templates/partials/tags.html"], "theme");
        assert_eq!(files["assets/site.css"], "themes/pamphlet");
        assert_eq!(files["templates/partials/form.html"], "themes/placard");
        assert!(!files.contains_key("theme.toml"));
    }

    #[test]
    fn a_copy_is_that_of_the_nearest_folder_and_writes_over_nothing() {
        let site = site(&[]);
        let names = ["assets/site.css".to_owned(), "theme/templates/base.html".to_owned()];
        assert_eq!(copy(site.path(), &names).expect("copied").len(), 2);
        assert!(text(site.path(), "theme/assets/site.css").starts_with("/* Pamphlet"));
        assert!(text(site.path(), "theme/templates/base.html").starts_with("<!DOCTYPE html>"));
        fs::write(site.path().join("theme/assets/site.css"), "a{}").expect("written");
        let again = ["templates/home.html".to_owned(), "assets/site.css".to_owned()];
        assert!(matches!(copy(site.path(), &again), Err(ThemingError::IsThere(_))));
        assert_eq!(text(site.path(), "theme/assets/site.css"), "a{}");
        assert!(!site.path().join("theme/templates/home.html").exists(), "all or none");
    }

    #[test]
    fn a_file_that_the_theme_does_not_have_is_told_with_the_nearest() {
        let site = site(&[]);
        for (typed, near) in
            [("assets/sit.css", "assets/site.css"), ("tags.html", "templates/"), ("../secret", "handbill theme files")]
        {
            let told = copy(site.path(), &[typed.to_owned()]).expect_err("there is none").to_string();
            assert!(told.contains(near), "{told}");
        }
    }

    #[test]
    fn a_theme_of_one_s_own_builds_on_the_one_before_and_takes_what_the_site_had_changed() {
        let site = site(&[
            ("theme/templates/partials/tags.html", "mine"),
            ("theme/theme.toml", "[shortcodes.chant]\narguments = [\"words\"]\n"),
        ]);
        let begun = begin(site.path(), "our-look").expect("begun");
        assert_eq!((begun.base.as_str(), begun.has_own_files), ("pamphlet", true));
        assert_eq!(text(site.path(), "themes/our-look/templates/partials/tags.html"), "mine");
        let toml = text(site.path(), "themes/our-look/theme.toml");
        assert!(toml.starts_with("name = \"our-look\"\nbase = \"pamphlet\"\n[shortcodes.chant]"), "{toml}");
        assert!(!site.path().join("theme").exists());
        assert!(matches!(begin(site.path(), "our-look"), Err(ThemingError::NameTaken(_))));
        assert!(matches!(begin(site.path(), "placard"), Err(ThemingError::NameTaken(_))));
        assert!(matches!(begin(site.path(), "../up"), Err(ThemingError::Name(_))));
    }

    #[test]
    fn without_a_site_or_its_theme_nothing_is_made() {
        let empty = tempfile::tempdir().expect("a temporary folder");
        assert!(matches!(begin(empty.path(), "mine"), Err(ThemingError::NoSite)));
        let lost = site(&[("content/site.toml", "theme = \"lost\"\n")]);
        assert!(matches!(files(lost.path()), Err(ThemingError::NoTheme(_))));
        assert!(!lost.path().join("themes").exists());
    }
}
