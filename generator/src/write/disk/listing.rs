//! What lies in a folder, and how it looks from outside: sizes and times, no bytes.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::time::UNIX_EPOCH;

use rayon::prelude::*;

use super::disk;
use crate::write::WriteError;
use crate::write::stamp::Facts;

pub(super) fn is_empty(path: &Path) -> Result<bool, WriteError> {
    match fs::read_dir(path) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(disk("read", path)(error)),
    }
}

/// All that lies below `path`, with `/` between the steps; what is no plain file has no facts.
pub(super) fn list(path: &Path) -> Result<BTreeMap<String, Option<Facts>>, WriteError> {
    let mut all = BTreeMap::new();
    let mut folders = vec![String::new()];
    while !folders.is_empty() {
        let listed: Result<Vec<_>, _> = folders.par_iter().map(|folder| list_one(path, folder)).collect();
        folders.clear();
        for (files, below) in listed? {
            all.extend(files);
            folders.extend(below);
        }
    }
    Ok(all)
}

type Listed = (Vec<(String, Option<Facts>)>, Vec<String>);

fn list_one(root: &Path, folder: &str) -> Result<Listed, WriteError> {
    let path = root.join(folder);
    let entries = match fs::read_dir(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound && folder.is_empty() => return Ok(Listed::default()),
        entries => entries.map_err(disk("read", &path))?,
    };
    let (mut files, mut folders) = Listed::default();
    for entry in entries {
        let entry = entry.map_err(disk("read", &path))?;
        let name = format!("{folder}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type().map_err(disk("look at", &entry.path()))?;
        if kind.is_dir() {
            folders.push(format!("{name}/"));
        } else {
            let seen = entry.metadata().map_err(disk("look at", &entry.path()))?;
            files.push((name, kind.is_file().then(|| facts(&seen))));
        }
    }
    Ok((files, folders))
}

pub(super) fn facts(seen: &fs::Metadata) -> Facts {
    let since = seen.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    Facts { size: seen.len(), modified_ns: i64::try_from(since.as_nanos()).unwrap_or(i64::MAX) }
}
