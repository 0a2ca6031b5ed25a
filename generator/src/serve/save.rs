//! A save as the system tells it: an editor writes, renames and removes in a row, and all of that is one change.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// How long an editor may take over one save.
const SAVE: Duration = Duration::from_millis(8);

/// How long it may take over what is left to do when it has closed the one file that it wrote.
const CLOSED: Duration = Duration::from_millis(1);

/// How long saves may follow one another, as when a branch is checked out, before what is there is shown.
const SAVES: Duration = Duration::from_secs(1);

/// What has been told of it so far.
pub(super) struct Save {
    changed: BTreeSet<PathBuf>,
    /// Those of them that may still be written to; where the system tells of no closing, all of them.
    open: BTreeSet<PathBuf>,
    quiet: Instant,
    end: Instant,
}

impl Save {
    /// Begins with these paths.
    pub(super) fn new(paths: Vec<PathBuf>, now: Instant) -> Self {
        let mut save = Self { changed: BTreeSet::new(), open: BTreeSet::new(), quiet: now, end: now + SAVES };
        save.change(paths, now);
        save
    }

    /// More has changed.
    pub(super) fn change(&mut self, paths: Vec<PathBuf>, now: Instant) {
        self.open.extend(paths.iter().cloned());
        self.changed.extend(paths);
        self.quiet = now + SAVE;
    }

    /// Somebody who could write to these paths has closed them.
    pub(super) fn close(&mut self, paths: &[PathBuf], now: Instant) {
        for path in paths {
            self.open.remove(path);
        }
        // One who writes several files has others to come.
        if self.open.is_empty() && self.changed.len() == 1 {
            self.quiet = self.quiet.min(now + CLOSED);
        }
    }

    /// When it is whole, unless more is told until then.
    pub(super) fn whole_at(&self) -> Instant {
        self.quiet.min(self.end)
    }

    /// All that has changed.
    pub(super) fn into_changed(self) -> Vec<PathBuf> {
        self.changed.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(names: &[&str]) -> Vec<PathBuf> {
        names.iter().map(PathBuf::from).collect()
    }

    #[test]
    fn a_save_is_whole_when_nothing_has_come_for_a_moment() {
        let (now, ms) = (Instant::now(), Duration::from_millis);
        let mut save = Save::new(paths(&["a.md"]), now);
        assert_eq!(save.whole_at(), now + SAVE);
        save.change(paths(&["b.md", "a.md"]), now + ms(5));
        assert_eq!(save.whole_at(), now + ms(5) + SAVE);
        assert_eq!(save.into_changed(), paths(&["a.md", "b.md"]));
    }

    #[test]
    fn a_save_is_whole_soon_after_its_one_file_is_closed() {
        let (now, ms) = (Instant::now(), Duration::from_millis);
        let mut save = Save::new(paths(&["a.md"]), now);
        // An editor's copy beside it says nothing about it.
        save.close(&paths(&["b.md"]), now + ms(1));
        assert_eq!(save.whole_at(), now + SAVE);
        save.close(&paths(&["a.md"]), now + ms(2));
        assert_eq!(save.whole_at(), now + ms(2) + CLOSED);
        // It is opened again, and written to.
        save.change(paths(&["a.md"]), now + ms(3));
        assert_eq!(save.whole_at(), now + ms(3) + SAVE);
    }

    #[test]
    fn one_who_writes_many_files_is_waited_for_but_not_for_ever() {
        let (now, ms) = (Instant::now(), Duration::from_millis);
        let mut save = Save::new(paths(&["0.md"]), now);
        for at in 1..400 {
            let (name, then) = (format!("{at}.md"), now + ms(at * 5));
            save.change(paths(&[&name]), then);
            save.close(&paths(&[&name, "0.md"]), then);
            assert_eq!(save.whole_at(), (then + SAVE).min(now + SAVES), "{at}");
        }
    }
}
