//! Step 1: a folder becomes [`Sources`]; the only reader.

#![allow(clippy::disallowed_methods, reason = "this is the one reader")]

mod bytes;
pub mod embedded;
mod problem;
mod reload;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

pub use self::reload::reload;

use crate::diag::Diagnostic;
use crate::load::bytes::{Bytes, Limits, read_up_to, text};
use crate::load::problem::Problem;
use crate::source::{Content, SourceFile, Sources};

/// The folders that are read, in the order of their names.
pub(crate) const FOLDERS: [&str; 3] = ["content", "theme", "themes"];

/// The file that sets the limits.
const SITE: &str = "content/site.toml";

/// What the disk would not do.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A folder could not be listed.
    #[error("could not list the folder `{}`", path.display())]
    List {
        /// Which folder, or what in it.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A file could not be read.
    #[error("could not read `{}`", path.display())]
    Read {
        /// Which file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
}

/// Reads a site's folder: `content/`, `theme/` and `themes/`, and those embedded themes that it does not have itself.
///
/// An `Err` when the disk would not give a folder or a file; what is wrong with the files themselves is a finding.
pub fn load(root: &Path) -> Result<(Sources, Vec<Diagnostic>), LoadError> {
    let limits = Limits::read(root)?;
    let mut findings = Vec::new();
    let mut paths = Vec::new();
    for folder in FOLDERS {
        list(root, &root.join(folder), &mut paths, &mut findings)?;
    }
    let mut files = paths
        .into_par_iter()
        .filter_map(|path| Loaded::read(root, path, limits).transpose())
        .collect::<Result<Vec<_>, _>>()?;
    files.extend(embedded_files(&files));
    Ok(finish(files, findings))
}

/// Whether a name is one that no site means: hidden files, editors' swap and backup files.
pub(crate) fn is_hidden(name: &str) -> bool {
    name.starts_with('.') || name.ends_with('~') || (name.starts_with('#') && name.ends_with('#'))
}

/// A file with what is wrong with it, before it has a number.
struct Loaded {
    file: SourceFile,
    problem: Option<Problem>,
    findings: Vec<Diagnostic>,
}

impl Loaded {
    /// `None` when it has gone since it was listed: editors' files come and go.
    fn read(root: &Path, path: String, limits: Limits) -> Result<Option<Self>, LoadError> {
        let on_disk = root.join(&path);
        let is_text = is_text(&path);
        let max_bytes = if is_text { limits.file_max_bytes } else { limits.asset_max_bytes };
        let bytes = match read_up_to(&on_disk, max_bytes) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(LoadError::Read { path: on_disk, source }),
        };
        let (content, problem) = match bytes {
            Bytes::All(bytes) if is_text => text(bytes),
            Bytes::All(bytes) => (Content::Bytes(bytes.into()), None),
            Bytes::TooMany(size) => (Content::Unread, Some(Problem::TooLarge { bytes: size, max_bytes })),
        };
        Ok(Some(Self { file: SourceFile { path: path.into(), content }, problem, findings: Vec::new() }))
    }

    fn kept(file: &SourceFile, findings: Vec<Diagnostic>) -> Self {
        Self { file: file.clone(), problem: None, findings }
    }
}

/// Numbers the files, and tells what is wrong with them.
fn finish(files: Vec<Loaded>, mut findings: Vec<Diagnostic>) -> (Sources, Vec<Diagnostic>) {
    let mut problems = BTreeMap::new();
    let mut kept = BTreeMap::new();
    let mut sources = Vec::with_capacity(files.len());
    for Loaded { file, problem, findings } in files {
        if let Some(problem) = problem {
            problems.insert(Arc::clone(&file.path), problem);
        }
        if !findings.is_empty() {
            kept.insert(Arc::clone(&file.path), findings);
        }
        sources.push(file);
    }
    let sources = Sources::new(sources);
    for (path, problem) in problems {
        if let Some((id, file)) = sources.find(&path) {
            findings.push(problem.finding(id, file));
        }
    }
    for (path, old) in kept {
        let Some((id, _)) = sources.find(&path) else { continue };
        findings.extend(old.into_iter().map(|mut finding| {
            finding.place = finding.place.map(|place| crate::source::Place { file: id, ..place });
            finding
        }));
    }
    (sources, findings)
}

/// The files of embedded themes that the site's own folder does not have.
fn embedded_files(files: &[Loaded]) -> Vec<Loaded> {
    let mut added = Vec::new();
    for (name, theme) in embedded::themes() {
        let prefix = format!("themes/{name}/");
        if files.iter().any(|loaded| loaded.file.path.starts_with(&prefix)) {
            continue;
        }
        for (below, bytes) in theme {
            let path = format!("{prefix}{below}");
            let (content, problem) =
                if is_text(&path) { text(bytes.to_vec()) } else { (Content::Bytes(bytes.into()), None) };
            added.push(Loaded { file: SourceFile { path: path.into(), content }, problem, findings: Vec::new() });
        }
    }
    added
}

/// Adds all files at or below `start`, with paths below the root, in the order of names.
fn list(root: &Path, start: &Path, paths: &mut Vec<String>, findings: &mut Vec<Diagnostic>) -> Result<(), LoadError> {
    let mut found = Vec::new();
    let mut walk = WalkDir::new(start).follow_links(true).sort_by_file_name().into_iter();
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => match unlisted(start, error) {
                Some(error) => return Err(error),
                None => continue,
            },
        };
        let skips = entry.depth() > 0 && is_hidden(&entry.file_name().to_string_lossy());
        if skips || leads_outside(root, &entry) {
            if !skips {
                findings.push(problem::leads_outside(&shown(root, entry.path())));
            }
            if entry.file_type().is_dir() {
                walk.skip_current_dir();
            }
            continue;
        }
        if entry.file_type().is_file() {
            found.push(entry.into_path());
        }
    }
    for (path, found) in found.par_iter().map(|found| (below(root, found), found)).collect::<Vec<_>>() {
        match path {
            Some(path) => paths.push(path),
            None => findings.push(problem::name_not_utf8(&shown(root, found))),
        }
    }
    Ok(())
}

/// The failure to list something; `None` when nothing is there, or only an editor's dangling lock.
fn unlisted(start: &Path, error: walkdir::Error) -> Option<LoadError> {
    let path = error.path().unwrap_or(start).to_path_buf();
    let is_missing = error.io_error().is_some_and(|error| error.kind() == io::ErrorKind::NotFound);
    // A link that leads nowhere is there; what was removed while we looked is not.
    let is_gone = is_missing && path.symlink_metadata().is_err();
    let is_lock = path.file_name().is_some_and(|name| is_hidden(&name.to_string_lossy()));
    if is_lock || is_gone {
        return None;
    }
    Some(LoadError::List { path, source: error.into() })
}

fn leads_outside(root: &Path, entry: &DirEntry) -> bool {
    entry.path_is_symlink()
        && !matches!((entry.path().canonicalize(), root.canonicalize()), (Ok(to), Ok(root)) if to.starts_with(&root))
}

/// The path below the root with `/` between its steps; `None` when it is not below, or not UTF-8.
fn below(root: &Path, path: &Path) -> Option<String> {
    let relative = match path.strip_prefix(root) {
        Ok(relative) => relative.to_path_buf(),
        Err(_) if path.is_relative() => path.to_path_buf(),
        Err(_) => path.strip_prefix(root.canonicalize().ok()?).ok()?.to_path_buf(),
    };
    let steps: Option<Vec<&str>> = relative.iter().map(|step| step.to_str()).collect();
    steps.map(|steps| steps.join("/"))
}

fn shown(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// Whether what lies at `path` can be a part of the site at `root`.
pub(crate) fn is_of_site(root: &Path, path: &Path) -> bool {
    let wanted = |path: &Path| is_wanted(&shown(Path::new(""), path));
    match path.strip_prefix(root) {
        Ok(below) => wanted(below),
        Err(_) => root.canonicalize().is_ok_and(|root| path.strip_prefix(root).is_ok_and(wanted)),
    }
}

fn is_wanted(path: &str) -> bool {
    let mut steps = path.split('/');
    steps.next().is_some_and(|first| FOLDERS.contains(&first)) && !steps.any(is_hidden)
}

/// What is read as text: all that parse and the theme read; the rest is only copied.
fn is_text(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    match extension.as_deref() {
        Some("md" | "markdown" | "csv" | "toml") => true,
        Some("html" | "css" | "js" | "mjs" | "json" | "svg" | "ftl" | "txt" | "typ") => !path.starts_with("content/"),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
