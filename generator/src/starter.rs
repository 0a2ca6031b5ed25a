//! `handbill new`: a small site to start from, out of the binary, with no network.
#![expect(clippy::disallowed_methods, reason = "it makes a folder of its own, before there is a site to read or write")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::load::embedded;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/starter");

/// Files that have another name in a site; under their own they would be about this project.
const RENAMED: [(&str, &str); 1] = [("gitignore", ".gitignore")];

/// Why a site could not be made.
#[derive(Debug, thiserror::Error)]
pub enum StarterError {
    /// Something is there, and nothing of it is to be lost.
    #[error("`{}` is there already and is not empty: name another folder", .0.display())]
    NotEmpty(PathBuf),
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

/// The colour of a theme that has none of its own to choose.
const ACCENT: &str = "#d6001c";

/// Makes a site in the folder `dir`, in the embedded theme `theme` and with its events in the weeks after `now`; answers
/// with the number of files.
///
/// # Errors
/// When the folder is there and not empty, or the disk says no.
pub fn write(dir: &Path, theme: &str, now: &Timestamp) -> Result<usize, StarterError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| StarterError::Disk { path, source }
    };
    if dir.try_exists().map_err(failed(dir))? {
        let is_empty = dir.is_dir() && fs::read_dir(dir).map_err(failed(dir))?.next().is_none();
        if !is_empty {
            return Err(StarterError::NotEmpty(dir.to_owned()));
        }
    }
    let files = files(theme, now);
    for (name, text) in &files {
        let path = dir.join(name);
        let folder = path.parent().unwrap_or(dir);
        fs::create_dir_all(folder).map_err(failed(folder))?;
        fs::write(&path, text).map_err(failed(&path))?;
    }
    Ok(files.len())
}

/// The files of the site in the embedded theme `theme`, with paths below its folder.
pub fn files(theme: &str, now: &Timestamp) -> Vec<(String, String)> {
    let today = now.to_zoned(TimeZone::UTC).date();
    let on = |days: i32| today.checked_add(days.days()).unwrap_or(today).to_string();
    let marks = [
        ("@TODAY@", on(0)),
        ("@EVENT@", on(21)),
        ("@DEADLINE@", on(120)),
        ("@THEME@", theme.to_owned()),
        ("@ACCENT@", accent(theme)),
    ];
    let mut files = Vec::new();
    let mut open = vec![&FILES];
    while let Some(folder) = open.pop() {
        open.extend(folder.dirs());
        files.extend(folder.files().map(|file| {
            let path = file.path().to_string_lossy().replace('\\', "/");
            let name =
                RENAMED.iter().find(|(ours, _)| *ours == path).map_or(path.clone(), |(_, theirs)| (*theirs).to_owned());
            let text = file.contents_utf8().unwrap_or_default().to_owned();
            (name, marks.iter().fold(text, |text, (mark, value)| text.replace(mark, value)))
        }));
    }
    files.sort();
    files
}

/// The colour that an embedded theme has when nobody chooses another.
fn accent(theme: &str) -> String {
    let default = || {
        let files = embedded::themes();
        let text = std::str::from_utf8(files.get(theme)?.get("theme.toml")?).ok()?;
        let options = text.parse::<toml::Table>().ok()?;
        Some(options.get("options")?.get("accent")?.get("default")?.as_str()?.to_owned())
    };
    default().unwrap_or_else(|| ACCENT.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_never_written_over() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join("notes.txt"), "mine").expect("written");
        assert!(matches!(write(folder.path(), "placard", &Timestamp::UNIX_EPOCH), Err(StarterError::NotEmpty(_))));
    }

    #[test]
    fn every_date_is_filled_in() {
        let now: Timestamp = "2026-05-01T09:00:00Z".parse().expect("a moment");
        let files = files("pamphlet", &now);
        let marks = ["@TODAY@", "@EVENT@", "@DEADLINE@", "@THEME@", "@ACCENT@"];
        assert!(files.iter().all(|(_, text)| !marks.iter().any(|mark| text.contains(mark))));
        assert!(
            files
                .iter()
                .any(|(name, text)| name == "content/events/first-meeting.md" && text.contains("2026-05-22T19:00:00"))
        );
    }

    #[test]
    fn a_site_begins_with_the_colour_of_its_theme() {
        let site = |theme| {
            let files = files(theme, &Timestamp::UNIX_EPOCH);
            files.into_iter().find(|(name, _)| name == "content/site.toml").expect("it has a site.toml").1
        };
        assert!(site("placard").contains("theme = \"placard\"") && site("placard").contains("accent = \"#d6001c\""));
        assert!(site("pamphlet").contains("theme = \"pamphlet\"") && !site("pamphlet").contains("#d6001c"));
        assert!(site("none").contains("theme = \"none\""));
    }
}
