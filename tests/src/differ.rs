//! How what was made differs from what was reviewed: a missing, a different and an extra file are told.

use crate::tree::Tree;

/// What differs, a line for each file and the first line that does; nothing when all is the same.
pub fn trees(reviewed: &Tree, made: &Tree) -> Vec<String> {
    let mut told = Vec::new();
    for (path, bytes) in reviewed {
        match made.get(path) {
            None => told.push(format!("missing: {path}")),
            Some(now) if now != bytes => told.push(format!("different: {path}\n{}", line(bytes, now))),
            Some(_) => {}
        }
    }
    told.extend(made.keys().filter(|path| !reviewed.contains_key(*path)).map(|path| format!("extra: {path}")));
    told
}

/// How two texts differ; nothing when they are the same.
pub fn texts(name: &str, reviewed: &str, made: &str) -> Option<String> {
    (reviewed != made).then(|| format!("different: {name}\n{}", line(reviewed.as_bytes(), made.as_bytes())))
}

fn line(reviewed: &[u8], made: &[u8]) -> String {
    let (reviewed, made) = (String::from_utf8_lossy(reviewed), String::from_utf8_lossy(made));
    let mut pairs = reviewed.lines().zip(made.lines()).enumerate();
    match pairs.find(|(_, (before, now))| before != now) {
        Some((at, (before, now))) => format!("  line {}\n  - {before}\n  + {now}", at + 1),
        None => format!("  {} lines became {}", reviewed.lines().count(), made.lines().count()),
    }
}
