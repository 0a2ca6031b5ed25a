//! What has changed on the disk, as the system tells it.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use notify::event::{AccessKind, AccessMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::{Event, ServeError};
use crate::load::{FOLDERS, is_of_site};

/// Tells of every change in the folders that a site is read from; until it is dropped.
pub(super) struct Watch {
    root: PathBuf,
    watcher: RecommendedWatcher,
}

impl Watch {
    /// Tells `events` from now on. `root` is absolute, as are the paths that the system tells.
    pub(super) fn new(root: &Path, events: Sender<Event>) -> Result<Self, ServeError> {
        let below = root.to_owned();
        let tell = move |event: notify::Result<notify::Event>| {
            if let Some(event) = meant(&below, event) {
                // When nobody listens any more the program is about to end.
                let _ = events.send(event);
            }
        };
        let mut watcher = notify::recommended_watcher(tell).map_err(ServeError::Watch)?;
        // The root itself, not what is below it: a folder that is made later is noticed, `target` is not walked.
        watcher.watch(root, RecursiveMode::NonRecursive).map_err(ServeError::Watch)?;
        let mut watch = Self { root: root.to_owned(), watcher };
        let all: Vec<PathBuf> = FOLDERS.iter().map(|name| root.join(name)).collect();
        watch.follow(&all)?;
        Ok(watch)
    }

    /// Watches those folders among `changed` that have come, or have come again; to be called before they are read.
    pub(super) fn follow(&mut self, changed: &[PathBuf]) -> Result<(), ServeError> {
        for folder in FOLDERS.iter().map(|name| self.root.join(name)) {
            if changed.contains(&folder) && folder.is_dir() {
                self.watcher.watch(&folder, RecursiveMode::Recursive).map_err(ServeError::Watch)?;
            }
        }
        Ok(())
    }
}

/// What an event of the system means for the site below `root`; `None` when nothing.
fn meant(root: &Path, event: notify::Result<notify::Event>) -> Option<Event> {
    match event {
        Err(error) => Some(Event::Unwatched(error)),
        // The system had more to tell than it could keep: anything may have changed.
        Ok(event) if event.need_rescan() => Some(Event::Changed(FOLDERS.iter().map(|name| root.join(name)).collect())),
        Ok(event) => {
            let mean = match event.kind {
                EventKind::Access(AccessKind::Close(AccessMode::Write)) => Event::Closed,
                EventKind::Access(_) => return None,
                _ => Event::Changed,
            };
            let paths: Vec<PathBuf> = event.paths.into_iter().filter(|path| is_of_site(root, path)).collect();
            (!paths.is_empty()).then(|| mean(paths))
        }
    }
}

#[cfg(test)]
mod tests {
    use notify::event::{CreateKind, Flag};

    use super::*;

    fn told(event: notify::Event) -> Option<Vec<PathBuf>> {
        match meant(Path::new("site"), Ok(event)) {
            Some(Event::Changed(paths)) => Some(paths),
            _ => None,
        }
    }

    #[test]
    fn only_what_a_site_is_read_from_is_told() {
        let made = |path: &str| notify::Event::new(EventKind::Create(CreateKind::File)).add_path(path.into());
        assert_eq!(told(made("site/content/a.md")), Some(vec!["site/content/a.md".into()]));
        assert_eq!(told(made("site/theme")), Some(vec!["site/theme".into()]));
        for other in ["site/dist", "site/.dist.staging", "site/README.md", "site/content/.a.md.swp", "site/content/a~"]
        {
            assert_eq!(told(made(other)), None, "{other}");
        }
    }

    #[test]
    fn a_file_that_is_closed_after_writing_is_told_and_one_that_was_read_is_not() {
        let closed = |mode| {
            let event = notify::Event::new(EventKind::Access(AccessKind::Close(mode)));
            meant(Path::new("site"), Ok(event.add_path("site/content/a.md".into())))
        };
        assert!(
            matches!(closed(AccessMode::Write), Some(Event::Closed(paths)) if paths == [Path::new("site/content/a.md")])
        );
        assert!(closed(AccessMode::Read).is_none());
    }

    #[test]
    fn when_the_system_has_lost_count_everything_is_read_again() {
        let lost = notify::Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert_eq!(told(lost).map(|paths| paths.len()), Some(FOLDERS.len()));
    }
}
