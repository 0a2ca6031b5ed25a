//! The demonstration, built once for all tests of a suite: in memory, and on a disk for a browser.

use std::path::Path;
use std::sync::OnceLock;

use tempfile::TempDir;

use crate::memory::{self, Built};
use crate::{handbill, house, tree};

/// The site that comes with the project.
pub fn built() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| memory::build_folder(&house()))
}

/// A folder with the site in it, as the command writes it.
pub fn on_disk() -> &'static Path {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let root = house();
        tree::write(&folder.path().join("content"), &tree::read(&root.join("content")));
        let path = folder.path().to_str().expect("a temporary folder has a plain name");
        let answer = handbill(folder.path(), &["build", "--root", path]);
        assert_eq!(answer.code, 0, "the demonstration builds: {}", answer.both);
        folder
    });
    static DIST: OnceLock<std::path::PathBuf> = OnceLock::new();
    DIST.get_or_init(|| folder.path().join("dist"))
}
