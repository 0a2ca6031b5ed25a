//! The one writer: the output folder, the stage beside it, and the step in which they change places.
#![expect(clippy::disallowed_methods, reason = "this is the one writer")]

mod listing;

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rayon::prelude::*;

use self::listing::{facts, is_empty, list};
use super::WriteError;
use super::stamp::{Digest, Facts, Record, Stamp};

/// Folders below the site's root that are read, or that hold our notes.
const OWN_FOLDERS: [&str; 4] = ["content", "theme", "themes", ".handbill"];

/// What may be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takeover {
    /// An empty folder, or one that a build of this site has made.
    OwnOnly,
    /// Whatever is there.
    Anything,
}

/// The output folder, locked: no other build of this site runs while this lives.
#[derive(Debug)]
pub struct Folder {
    /// The folder itself, behind any symbolic link.
    path: PathBuf,
    /// Beside it: a build that is not yet done.
    stage: PathBuf,
    /// Beside it: the old site, for the moment between two renames.
    aside: PathBuf,
    /// Where this folder's stamp is.
    note: PathBuf,
    stamp: Option<Stamp>,
    found: BTreeMap<String, Option<Facts>>,
    _lock: File,
}

impl Folder {
    /// Locks the site at `root`, clears away what a killed build has left, and looks at the folder `out`.
    ///
    /// # Errors
    /// When another build runs, when the folder is not ours to replace, or when the disk says no.
    pub fn open(root: &Path, out: &Path, takeover: Takeover) -> Result<Self, WriteError> {
        let notes = root.join(".handbill");
        fs::create_dir_all(&notes).map_err(disk("make the folder", &notes))?;
        let lock = lock(&notes.join("build.lock"))?;
        let path = real_path(root, out)?;
        let beside = |ending: &str| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            path.with_file_name(format!(".{name}.{ending}"))
        };
        let (stage, aside) = (beside("staging"), beside("old"));
        recover(&path, &stage, &aside)?;
        let note = notes.join(format!("out-{}.json", Digest::of(path.as_os_str().as_encoded_bytes())));
        let kept = match fs::read(&note) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(disk("read", &note)(error)),
        };
        let found = list(&path)?;
        if kept.is_none() && takeover == Takeover::OwnOnly && !is_empty(&path)? {
            return Err(WriteError::NotOurs(out.to_owned()));
        }
        let stamp = kept.and_then(|text| Stamp::parse(&text));
        Ok(Self { path, stage, aside, note, stamp, found, _lock: lock })
    }

    /// How many files there are, when a build of the same inputs at `now` would leave every one of them as it is.
    pub fn is_current(&self, fingerprint: Digest, now: Timestamp) -> Option<usize> {
        let stamp = self.stamp.as_ref().filter(|stamp| stamp.covers(fingerprint, now))?;
        let same = stamp.files.len() == self.found.len()
            && stamp
                .files
                .iter()
                .zip(&self.found)
                .all(|((kept, record), (file, facts))| kept == file && Some(record.facts) == *facts);
        same.then_some(stamp.files.len())
    }

    /// What the folder holds. The stamp is believed where size and time agree with it, other files are read.
    pub(super) fn listing(&self) -> Result<BTreeMap<String, Record>, WriteError> {
        let known = self.stamp.as_ref().map(|stamp| &stamp.files);
        let read = |(file, facts): (&String, &Option<Facts>)| -> Result<(String, Record), WriteError> {
            let kept = known.and_then(|files| files.get(file)).filter(|record| Some(record.facts) == *facts);
            let record = match (kept, facts) {
                (Some(record), _) => *record,
                (None, Some(facts)) => {
                    let path = self.path.join(file);
                    Record { digest: Digest::of(&fs::read(&path).map_err(disk("read", &path))?), facts: *facts }
                }
                // A link or the like: its digest is no artifact's, so that it is replaced.
                (None, None) => {
                    Record { digest: Digest::of(b"\0no plain file"), facts: Facts { size: 0, modified_ns: 0 } }
                }
            };
            Ok((file.clone(), record))
        };
        self.found.par_iter().map(read).collect()
    }

    /// An empty stage; dropping it clears it away.
    pub(super) fn stage(&self) -> Result<Stage<'_>, WriteError> {
        fs::create_dir(&self.stage).map_err(disk("make the folder", &self.stage))?;
        Ok(Stage { folder: self })
    }

    /// Puts the stage in the place of the folder, in one step where the file system can.
    pub(super) fn swap(&self, stage: Stage<'_>) -> Result<(), WriteError> {
        if self.stamp.is_none() {
            self.remember(&Stamp::claim())?;
        }
        let there = self.path.try_exists().map_err(disk("look for", &self.path))?;
        if !there {
            fs::rename(&self.stage, &self.path).map_err(disk("put the new site at", &self.path))?;
        } else if exchange(&self.stage, &self.path).is_err() {
            fs::rename(&self.path, &self.aside).map_err(disk("move away", &self.path))?;
            if let Err(error) = fs::rename(&self.stage, &self.path) {
                fs::rename(&self.aside, &self.path).map_err(disk("put back", &self.path))?;
                return Err(disk("put the new site at", &self.path)(error));
            }
            clear(&self.aside)?;
        }
        drop(stage); // holds the old site now, or nothing
        Ok(())
    }

    /// Keeps `stamp` for the next build.
    pub(super) fn remember(&self, stamp: &Stamp) -> Result<(), WriteError> {
        let draft = self.note.with_extension("new");
        fs::write(&draft, stamp.to_text()).map_err(disk("write", &draft))?;
        fs::rename(&draft, &self.note).map_err(disk("write", &self.note))
    }
}

/// A folder beside the output that becomes the output, or vanishes.
#[derive(Debug)]
pub(super) struct Stage<'a> {
    folder: &'a Folder,
}

impl Stage<'_> {
    /// Writes a new file.
    pub(super) fn write(&self, file: &str, bytes: &[u8]) -> Result<Facts, WriteError> {
        let path = self.folder.stage.join(file);
        let write = || -> io::Result<Facts> {
            let mut made = in_its_folder(&path, |path| OpenOptions::new().write(true).create_new(true).open(path))?;
            made.write_all(bytes)?;
            Ok(facts(&made.metadata()?))
        };
        write().map_err(disk("write", &path))
    }

    /// Takes files over from the old folder as they are: the same file under a second name, for a moment.
    pub(super) fn keep(&self, files: &[&str]) -> Result<(), WriteError> {
        files.par_iter().try_for_each(|file| {
            let (from, to) = (self.folder.path.join(file), self.folder.stage.join(file));
            let linked = in_its_folder(&to, |to| fs::hard_link(&from, to));
            linked.or_else(|_| copy(&from, &to)).map_err(disk("keep", &from))
        })
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        // What cannot be cleared away now is cleared away by the next build, which says so if it cannot.
        let _ = clear(&self.folder.stage);
    }
}

/// Writes one file that is not part of the output, and makes its folder.
///
/// # Errors
/// When the disk says no.
pub fn put_file(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(disk("make the folder", parent))?;
    }
    fs::write(path, bytes).map_err(disk("write", path))
}

/// Names what was being done, and to which path.
fn disk(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> WriteError {
    let path = path.to_owned();
    move |source| WriteError::Disk { doing, path, source }
}

fn lock(path: &Path) -> Result<File, WriteError> {
    let open = OpenOptions::new().create(true).truncate(false).write(true).open(path);
    let file = open.map_err(disk("open", path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(WriteError::Busy(path.to_owned())),
        Err(TryLockError::Error(error)) => Err(disk("lock", path)(error)),
    }
}

/// Where the output really is; its parents are made. What we read, or what holds it, is refused.
fn real_path(root: &Path, out: &Path) -> Result<PathBuf, WriteError> {
    let wanted = root.join(out);
    let path = if fs::symlink_metadata(&wanted).is_ok() {
        fs::canonicalize(&wanted).map_err(disk("follow", &wanted))?
    } else {
        let name = wanted.file_name().ok_or_else(|| WriteError::Inside(out.to_owned()))?;
        let parent = wanted.parent().unwrap_or(root);
        fs::create_dir_all(parent).map_err(disk("make the folder", parent))?;
        fs::canonicalize(parent).map_err(disk("follow", parent))?.join(name)
    };
    let root = fs::canonicalize(root).map_err(disk("follow", root))?;
    let own = OWN_FOLDERS.iter().any(|folder| path.starts_with(root.join(folder)));
    if own || root.starts_with(&path) {
        return Err(WriteError::Inside(out.to_owned()));
    }
    if path.exists() && !path.is_dir() {
        return Err(WriteError::NoFolder(out.to_owned()));
    }
    Ok(path)
}

/// Puts back a site that a killed build had moved aside, and clears away what it left.
fn recover(path: &Path, stage: &Path, aside: &Path) -> Result<(), WriteError> {
    if fs::symlink_metadata(aside).is_ok() && fs::symlink_metadata(path).is_err() {
        fs::rename(aside, path).map_err(disk("put back", path))?;
    }
    clear(aside)?;
    clear(stage)
}

/// Removes a folder with all that is in it, in parallel; none there is as good.
fn clear(path: &Path) -> Result<(), WriteError> {
    let Ok(entries) = fs::read_dir(path) else { return Ok(()) };
    let inner: Vec<PathBuf> = entries
        .flatten()
        .flat_map(|entry| match fs::read_dir(entry.path()) {
            Ok(below) if entry.file_type().is_ok_and(|kind| kind.is_dir()) => {
                below.flatten().map(|e| e.path()).collect()
            }
            _ => vec![entry.path()],
        })
        .collect();
    inner.par_iter().for_each(|entry| {
        // A failure shows again, with its reason, when the folder itself is removed.
        let _ = fs::remove_dir_all(entry).or_else(|_| fs::remove_file(entry));
    });
    fs::remove_dir_all(path).map_err(disk("clear away", path))
}

/// Does `act` at `path`, and if its folder is missing makes that first. A page has a folder of its own, which as good as
/// always is missing.
fn in_its_folder<T>(path: &Path, act: impl Fn(&Path) -> io::Result<T>) -> io::Result<T> {
    if let Some(parent) = path.parent().filter(|_| path.ends_with("index.html")) {
        // Whatever is wrong with it is told by what comes next.
        let _ = fs::create_dir(parent);
    }
    match (act(path), path.parent()) {
        (Err(error), Some(parent)) if error.kind() == ErrorKind::NotFound => {
            fs::create_dir_all(parent)?;
            act(path)
        }
        (done, _) => done,
    }
}

/// Where a file cannot have two names.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to)?;
    OpenOptions::new().write(true).open(to)?.set_modified(fs::metadata(from)?.modified()?)
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}
