//! What has changed on the disk, as the system tells it.

use std::path::Path;
use std::sync::mpsc::Sender;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::{Event, ServeError};
use crate::load::FOLDERS;

/// Tells `events` of every change in the folders that a site is read from; until the watcher is dropped.
pub(super) fn watch(root: &Path, events: Sender<Event>) -> Result<RecommendedWatcher, ServeError> {
    let tell = move |event: notify::Result<notify::Event>| {
        let Ok(event) = event else { return };
        if !matches!(event.kind, EventKind::Access(_)) {
            // When nobody listens any more the program is about to end.
            let _ = events.send(Event::Changed(event.paths));
        }
    };
    let mut watcher = notify::recommended_watcher(tell).map_err(ServeError::Watch)?;
    // The root itself, not what is below it: a folder that is made later is noticed, `target` is not walked.
    watcher.watch(root, RecursiveMode::NonRecursive).map_err(ServeError::Watch)?;
    for folder in FOLDERS.iter().map(|name| root.join(name)).filter(|folder| folder.is_dir()) {
        watcher.watch(&folder, RecursiveMode::Recursive).map_err(ServeError::Watch)?;
    }
    Ok(watcher)
}
