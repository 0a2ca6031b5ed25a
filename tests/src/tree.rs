//! A folder of files as a map from path to bytes, there and back.
#![expect(clippy::disallowed_methods, reason = "suites lay out folders and read what was made of them")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use walkdir::WalkDir;

/// Paths below a folder, with `/` between the steps, and what stands in the files.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// Reads a folder; one that is not there is empty.
pub fn read(folder: &Path) -> Tree {
    if !folder.exists() {
        return Tree::new();
    }
    WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("the folder can be read"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let below = entry.path().strip_prefix(folder).expect("it stands below the folder");
            let path = below.to_str().expect("our own names are text").replace('\\', "/");
            (path, fs::read(entry.path()).expect("the file can be read"))
        })
        .collect()
}

/// Writes a folder, beside what may be there.
pub fn write(folder: &Path, tree: &Tree) {
    for (path, bytes) in tree {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
        fs::write(path, bytes).expect("the file can be written");
    }
}

/// Puts `tree` in the place of a folder; an empty one leaves none.
pub fn replace(folder: &Path, tree: &Tree) {
    if folder.exists() {
        fs::remove_dir_all(folder).expect("the folder can be removed");
    }
    write(folder, tree);
}

/// One file as text; nothing where there is none.
pub fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

/// Writes one file, or removes it when nothing is to stand in it.
pub fn put(path: &Path, text: &str) {
    if !text.is_empty() {
        fs::write(path, text).expect("the file can be written");
    } else if path.exists() {
        fs::remove_file(path).expect("the file can be removed");
    }
}

/// The names of the folders in a folder, in order.
pub fn folders(folder: &Path) -> Vec<String> {
    names(folder, Path::is_dir)
}

/// The names of the files in a folder, in order.
pub fn files(folder: &Path) -> Vec<String> {
    names(folder, Path::is_file)
}

fn names(folder: &Path, fits: impl Fn(&Path) -> bool) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("the folder can be read")
        .map(|entry| entry.expect("the folder can be read"))
        .filter(|entry| fits(&entry.path()))
        .map(|entry| entry.file_name().into_string().expect("our own names are text"))
        .collect();
    names.sort();
    names
}
