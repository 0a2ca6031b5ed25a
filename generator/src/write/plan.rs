//! What is to be done to a folder, decided without a disk.

use std::collections::BTreeMap;

use rayon::prelude::*;

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
    // With a folder's own name before all that is below it, whoever is in another's way stands right behind it.
    let in_order = |path: &UrlPath| path.to_file().replace('/', "\0");
    let mut files: Vec<(String, &UrlPath)> = paths.par_iter().map(|path| (in_order(path), path)).collect();
    files.par_sort_unstable();
    let mut told = Vec::new();
    let mut first: Option<&(String, &UrlPath)> = None;
    for file in &files {
        let before = first.filter(|(name, _)| file.0.strip_prefix(name.as_str()).is_some_and(is_it_or_below));
        match before {
            Some((name, taken)) => told.push(clash(taken, file.1, &name.replace('\0', "/"))),
            None => first = Some(file),
        }
    }
    told
}

/// Whether what follows a file's name makes it the same file, or one in a folder of that name.
fn is_it_or_below(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with('\0')
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

        #[test]
        fn whatever_is_in_the_way_of_another_is_told_once(
            paths in proptest::collection::vec("(/[ab!~]{1,2}){1,3}/?".prop_map(UrlPath::new), 0..6),
        ) {
            let files: Vec<String> = paths.iter().map(UrlPath::to_file).collect();
            let is_in_the_way = |file: &String, of: &String| of == file || of.starts_with(&format!("{file}/"));
            let free = |(at, file): &(usize, &String)| {
                let twice = files.iter().take(*at).any(|other| other == *file);
                !twice && !files.iter().any(|other| other != *file && is_in_the_way(other, file))
            };
            prop_assert_eq!(clashes(&paths).len(), files.len() - files.iter().enumerate().filter(free).count());
        }
    }

    #[test]
    fn a_file_in_the_way_of_a_folder_is_told() {
        let paths = ["/a", "/a/", "/b/", "/b/index.html", "/c/"].map(UrlPath::new);
        let told: Vec<String> = clashes(&paths).into_iter().map(|finding| finding.message).collect();
        assert_eq!(
            told,
            [
                "`/a` and `/a/` cannot both be written: each needs `a`",
                "`/b/` and `/b/index.html` cannot both be written: each needs `b/index.html`",
            ]
        );
    }
}
