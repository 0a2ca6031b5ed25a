//! Reading again what has changed.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::{Limits, LoadError, Loaded, SITE, below, finish, is_wanted, list, load};
use crate::diag::Diagnostic;
use crate::source::{FileId, Sources};

/// Reads the files at `changed` again, be they changed, new or gone, and takes all others from `old` as they are.
///
/// `findings` are those that came with `old`. Paths may be absolute or below `root`; those of no folder that is read
/// are left alone. An `Err` when the disk would not give a file.
pub fn reload(
    old: &Sources,
    findings: &[Diagnostic],
    root: &Path,
    changed: &[PathBuf],
) -> Result<(Sources, Vec<Diagnostic>), LoadError> {
    // A finding about a name has no file that could be read again, and a name that is no text is one.
    let is_about_names = findings.iter().any(|finding| finding.place.is_none());
    if is_about_names || changed.iter().any(|path| path.to_str().is_none()) {
        return load(root);
    }
    let changed: Vec<String> = changed.iter().filter_map(|path| below(root, path)).collect();
    if changed.iter().any(|path| SITE.starts_with(path.as_str()) || path.starts_with("themes")) {
        return load(root);
    }
    let limits = Limits::read(root)?;
    if let Some(reloaded) = reload_in_place(old, findings, root, &changed, limits)? {
        return Ok(reloaded);
    }
    let is_changed = |path: &str| {
        changed
            .iter()
            .any(|changed| path.strip_prefix(&**changed).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
    };
    let mut told_of: BTreeMap<FileId, Vec<Diagnostic>> = BTreeMap::new();
    for finding in findings {
        if let Some(place) = finding.place {
            told_of.entry(place.file).or_default().push(finding.clone());
        }
    }
    let kept = old.iter().filter(|(_, file)| !is_changed(&file.path));
    let mut files: Vec<Loaded> =
        kept.map(|(id, file)| Loaded::kept(file, told_of.remove(&id).unwrap_or_default())).collect();
    let mut paths = Vec::new();
    let mut told = Vec::new();
    for path in changed.iter().filter(|path| is_wanted(path)) {
        list(root, &root.join(path), &mut paths, &mut told)?;
    }
    paths.sort();
    paths.dedup();
    for path in paths {
        files.extend(Loaded::read(root, path, limits)?);
    }
    Ok(finish(files, told))
}

/// As [`reload`], where no file has come or gone; `None` where one has, or may have.
fn reload_in_place(
    old: &Sources,
    findings: &[Diagnostic],
    root: &Path,
    changed: &[String],
    limits: Limits,
) -> Result<Option<(Sources, Vec<Diagnostic>)>, LoadError> {
    let mut files = BTreeMap::new();
    for path in changed.iter().filter(|path| is_wanted(path)) {
        match (old.find(path), root.join(path).symlink_metadata()) {
            (Some((id, _)), Ok(found)) if found.is_file() => {
                let Some(loaded) = Loaded::read(root, path.clone(), limits)? else { return Ok(None) };
                files.insert(id, loaded);
            }
            // It came and went again, as what editors save to first does.
            (None, Err(error)) if error.kind() == io::ErrorKind::NotFound && !old.has_below(path) => {}
            _ => return Ok(None),
        }
    }
    let is_kept = |finding: &&Diagnostic| finding.place.is_none_or(|place| !files.contains_key(&place.file));
    let mut told: Vec<Diagnostic> = findings.iter().filter(is_kept).cloned().collect();
    for (id, loaded) in &files {
        told.extend(loaded.problem.as_ref().map(|problem| problem.finding(*id, &loaded.file)));
    }
    Ok(Some((old.with(files.into_iter().map(|(id, loaded)| (id, loaded.file))), told)))
}
