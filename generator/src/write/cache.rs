//! Files that take long to make, kept below `.handbill/cache/` by what they are made from.
//!
//! It makes nothing possible that would not be possible without it: what cannot be read is made again, and what cannot
//! be kept is made again the next time.
#![expect(clippy::disallowed_methods, reason = "what is kept between two builds is ours to write, and to read back")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::digest::Digest;
use crate::model::artifact::{Bytes, Costly};

/// What is kept for the site of one folder.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    mode: Mode,
    used: Mutex<BTreeSet<Digest>>,
}

/// Whether what is made is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// It is.
    Keep,
    /// What is there is read, and nothing is written.
    Look,
}

impl Cache {
    /// What is kept for the site at `root`.
    pub fn of(root: &Path, mode: Mode) -> Self {
        Self { folder: root.join(".handbill").join("cache"), mode, used: Mutex::default() }
    }

    /// The bytes of a file: those that are kept, or else what making it gives, which is kept if there is nothing to tell.
    pub fn bytes(&self, costly: &Costly<'_>) -> Bytes {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(costly.key);
        let file = self.file(costly.key);
        if let Ok(bytes) = fs::read(&file) {
            return (Some(bytes), Vec::new());
        }
        let (bytes, found) = (costly.make)();
        if let (Some(bytes), true, Mode::Keep) = (&bytes, found.is_empty(), self.mode) {
            self.keep(costly.key, &file, bytes);
        }
        (bytes, found)
    }

    /// Removes what has not been asked for since this was opened: after a whole build nothing else is of use.
    pub fn prune(&self) {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let names: BTreeSet<String> = used.iter().map(ToString::to_string).collect();
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        for entry in entries.flatten() {
            if !entry.file_name().to_str().is_some_and(|name| names.contains(name)) {
                // What stays is in nobody's way.
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    fn file(&self, key: Digest) -> PathBuf {
        self.folder.join(key.to_string())
    }

    /// Under another name first: a build that is killed leaves no half of a file under the right one.
    fn keep(&self, key: Digest, file: &Path, bytes: &[u8]) {
        let thread = rayon::current_thread_index().unwrap_or(usize::MAX);
        let draft = self.folder.join(format!("{key}.{}.{thread}.new", std::process::id()));
        let kept = fs::create_dir_all(&self.folder)
            .and_then(|()| fs::write(&draft, bytes))
            .and_then(|()| fs::rename(&draft, file));
        if kept.is_err() {
            let _ = fs::remove_file(&draft);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::diag::Diagnostic;
    use crate::ids::UrlPath;

    fn costly<'a>(key: &str, makes: &'a AtomicUsize, found: &'a [Diagnostic]) -> Costly<'a> {
        let make = move || {
            makes.fetch_add(1, Ordering::Relaxed);
            (Some(b"made".to_vec()), found.to_vec())
        };
        let path = UrlPath::new("/a.png");
        Costly { path, key: Digest::of(key.as_bytes()), tells: true, make: Box::new(make) }
    }

    #[test]
    fn what_is_made_from_the_same_is_made_once() {
        let (folder, makes) = (tempfile::tempdir().expect("a folder"), AtomicUsize::new(0));
        for _ in 0..2 {
            let cache = Cache::of(folder.path(), Mode::Keep);
            assert_eq!(cache.bytes(&costly("a", &makes, &[])).0.as_deref(), Some(&b"made"[..]));
        }
        assert_eq!(makes.load(Ordering::Relaxed), 1);
        Cache::of(folder.path(), Mode::Keep).bytes(&costly("b", &makes, &[]));
        assert_eq!(makes.load(Ordering::Relaxed), 2);
    }

    #[test]
    fn what_there_is_to_tell_is_told_each_time() {
        let (folder, makes) = (tempfile::tempdir().expect("a folder"), AtomicUsize::new(0));
        let found = [Diagnostic::warning("too-long", "too long")];
        let cache = Cache::of(folder.path(), Mode::Keep);
        for _ in 0..2 {
            assert_eq!(cache.bytes(&costly("a", &makes, &found)).1.len(), 1);
        }
        assert_eq!(makes.load(Ordering::Relaxed), 2);
    }

    #[test]
    fn one_that_only_looks_leaves_nothing() {
        let (folder, makes) = (tempfile::tempdir().expect("a folder"), AtomicUsize::new(0));
        Cache::of(folder.path(), Mode::Look).bytes(&costly("a", &makes, &[]));
        assert!(!folder.path().join(".handbill").exists());
    }

    #[test]
    fn what_is_no_longer_asked_for_is_removed() {
        let (folder, makes) = (tempfile::tempdir().expect("a folder"), AtomicUsize::new(0));
        Cache::of(folder.path(), Mode::Keep).bytes(&costly("old", &makes, &[]));
        let cache = Cache::of(folder.path(), Mode::Keep);
        cache.bytes(&costly("new", &makes, &[]));
        cache.prune();
        let left: Vec<_> = fs::read_dir(folder.path().join(".handbill/cache")).expect("a folder").flatten().collect();
        assert_eq!(left.len(), 1);
        Cache::of(folder.path(), Mode::Keep).bytes(&costly("new", &makes, &[]));
        assert_eq!(makes.load(Ordering::Relaxed), 2);
    }
}
