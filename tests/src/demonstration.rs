//! The demonstration, built once for all tests of a suite: in memory, and on a disk for a browser.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};

use tempfile::TempDir;

use crate::memory::{self, Built};
use crate::tree::{self, Tree};
use crate::{handbill, house};

/// The theme that the demonstration names.
const THEME: &str = "placard";

/// The site that comes with the project.
pub fn built() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| memory::build_folder(&house()))
}

/// The same site in another theme.
pub fn built_in(theme: &str) -> Built {
    memory::build_folder(&laid_out(theme))
}

/// A folder with the site in it, as the command writes it.
pub fn on_disk() -> &'static Path {
    static DIST: OnceLock<PathBuf> = OnceLock::new();
    DIST.get_or_init(|| written(THEME))
}

/// The same in another theme.
pub fn on_disk_in(theme: &str) -> PathBuf {
    written(theme)
}

/// The files below `content/`, with a `site.toml` that names this theme.
pub fn content_in(theme: &str) -> Tree {
    let files = tree::read(&house().join("content"));
    let mut content: Tree = files.into_iter().map(|(path, bytes)| (format!("content/{path}"), bytes)).collect();
    let site = content.get_mut("content/site.toml").expect("it has a site.toml");
    let text = String::from_utf8(std::mem::take(site)).expect("it is text");
    let named = format!("theme = \"{THEME}\"");
    assert!(text.contains(&named), "it names its theme");
    *site = text.replace(&named, &format!("theme = \"{theme}\"")).into_bytes();
    content
}

/// A folder with the content alone, which is there until the process ends: its theme is that of the program.
fn laid_out(theme: &str) -> PathBuf {
    static FOLDERS: Mutex<Vec<TempDir>> = Mutex::new(Vec::new());
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = folder.path().to_owned();
    tree::write(&path, &content_in(theme));
    FOLDERS.lock().expect("no test has failed while it held this").push(folder);
    path
}

fn written(theme: &str) -> PathBuf {
    let folder = laid_out(theme);
    let path = folder.to_str().expect("a temporary folder has a plain name");
    let answer = handbill(&folder, &["build", "--root", path]);
    assert_eq!(answer.code, 0, "the demonstration builds: {}", answer.both);
    folder.join("dist")
}
