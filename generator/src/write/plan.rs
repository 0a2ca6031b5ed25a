//! What is to be done to a folder, decided without a disk.

use std::collections::BTreeMap;

use super::stamp::Digest;
use crate::diag::Diagnostic;
use crate::ids::UrlPath;

/// What is to be done: each list in the order of paths, which are relative to the folder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan<'a> {
    /// New or different.
    pub write: Vec<&'a str>,
    /// The same bytes as before: not touched.
    pub keep: Vec<&'a str>,
    /// No longer made.
    pub remove: Vec<&'a str>,
}

impl Plan<'_> {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.write.is_empty() && self.remove.is_empty()
    }
}

/// What is to be done about one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nothing.
    Keep,
    /// Write it.
    Write,
}

/// What turns a folder that holds `old` into one that holds `new`, of whose records `digest` tells the digest.
///
/// ```
/// use std::collections::BTreeMap;
/// use handbill::write::{plan::plan, stamp::Digest};
/// let old = BTreeMap::from([("gone.html".to_owned(), Digest::of(b"a"))]);
/// let new = BTreeMap::from([("here.html".to_owned(), Digest::of(b"a"))]);
/// assert_eq!(plan(&old, &new, |digest| *digest).remove, ["gone.html"]);
/// assert!(plan(&new, &new, |digest| *digest).is_empty());
/// ```
pub fn plan<'a, T>(
    old: &'a BTreeMap<String, T>,
    new: &'a BTreeMap<String, T>,
    digest: impl Fn(&T) -> Digest,
) -> Plan<'a> {
    let mut plan = Plan::default();
    for (file, record) in new {
        match step(old.get(file).map(&digest), digest(record)) {
            Step::Keep => plan.keep.push(file.as_str()),
            Step::Write => plan.write.push(file.as_str()),
        }
    }
    plan.remove = old.keys().filter(|file| !new.contains_key(*file)).map(String::as_str).collect();
    plan
}

/// What is to be done about a file that was `old` and becomes `new`.
pub fn step(old: Option<Digest>, new: Digest) -> Step {
    if old == Some(new) { Step::Keep } else { Step::Write }
}

/// Tells paths that cannot both be files of one folder: the same file twice, or a file where another needs a folder.
pub fn clashes(paths: &[UrlPath]) -> Vec<Diagnostic> {
    let mut files: Vec<(String, &UrlPath)> = paths.iter().map(|path| (path.to_file(), path)).collect();
    files.sort();
    let twice = files.windows(2).filter_map(|pair| match pair {
        [(a, first), (b, second)] if a == b => Some(clash(first, second, a)),
        _ => None,
    });
    let by_name = |file: &str| files.binary_search_by(|(name, _)| name.as_str().cmp(file)).ok().map(|at| &files[at]);
    let under = files.iter().filter_map(|(file, path)| {
        let folders = file.match_indices('/').filter_map(|(at, _)| file.get(..at));
        folders.filter_map(by_name).next().map(|(name, first)| clash(first, path, name))
    });
    twice.chain(under).collect()
}

fn clash(first: &UrlPath, second: &UrlPath, file: &str) -> Diagnostic {
    if first == second {
        return Diagnostic::error("file-taken", format!("`{first}` would be written twice"))
            .help("the site makes one by itself: give the file in `content/` another name");
    }
    Diagnostic::error("file-taken", format!("`{first}` and `{second}` cannot both be written: each needs `{file}`"))
        .help("give one of the two another slug or file name")
}

#[cfg(test)]
mod tests {
    use proptest::collection::btree_map;
    use proptest::prelude::*;

    use super::*;

    fn listing() -> impl Strategy<Value = BTreeMap<String, Digest>> {
        btree_map("[a-c]{1,2}", "[x-z]".prop_map(|text| Digest::of(text.as_bytes())), 0..8)
    }

    proptest! {
        #[test]
        fn a_plan_carried_out_is_followed_by_an_empty_one(old in listing(), new in listing()) {
            let plan = plan(&old, &new, |digest| *digest);
            let mut folder = old.clone();
            folder.retain(|file, _| !plan.remove.contains(&file.as_str()));
            for file in plan.write {
                folder.insert(file.to_owned(), new[file]);
            }
            prop_assert_eq!(&folder, &new);
            prop_assert!(super::plan(&folder, &new, |digest| *digest).is_empty());
        }
    }

    #[test]
    fn a_file_in_the_way_of_a_folder_is_told() {
        let paths = ["/a", "/a/", "/b/", "/b/index.html", "/c/"].map(UrlPath::new);
        let told: Vec<String> = clashes(&paths).into_iter().map(|finding| finding.message).collect();
        assert_eq!(
            told,
            [
                "`/b/` and `/b/index.html` cannot both be written: each needs `b/index.html`",
                "`/a` and `/a/` cannot both be written: each needs `a`",
            ]
        );
    }
}
