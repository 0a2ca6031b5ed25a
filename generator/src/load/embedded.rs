//! The themes inside the binary, so that a site needs no network and no folder of themes.

use std::collections::{BTreeMap, BTreeSet};

use include_dir::{Dir, DirEntry, include_dir};

static THEMES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../themes");

/// The names of the embedded themes.
pub fn names() -> BTreeSet<&'static str> {
    THEMES.dirs().filter_map(|theme| theme.path().to_str()).collect()
}

/// The embedded themes by name; for each its files, with paths below the theme's folder, in the order of paths.
pub fn themes() -> BTreeMap<String, BTreeMap<String, &'static [u8]>> {
    let mut themes: BTreeMap<String, BTreeMap<String, &'static [u8]>> = BTreeMap::new();
    let mut open: Vec<&DirEntry<'static>> = THEMES.entries().iter().collect();
    while let Some(entry) = open.pop() {
        match entry {
            DirEntry::Dir(dir) => open.extend(dir.entries()),
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                if let Some((name, below)) = path.split_once('/')
                    && !path.split('/').any(super::is_hidden)
                {
                    themes.entry(name.to_owned()).or_default().insert(below.to_owned(), file.contents());
                }
            }
        }
    }
    themes
}
