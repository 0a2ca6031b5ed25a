//! What holds of folders: a plan carried out is followed by an empty one, and a reload is as good as a fresh start.
#![expect(clippy::disallowed_methods, reason = "a volunteer edits, renames and removes")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use handbill::diag::{Diagnostic, Strictness, in_order};
use handbill::ids::UrlPath;
use handbill::load::{load, reload};
use handbill::model::artifact::Artifact;
use handbill::project::Project;
use handbill::resolve::Options;
use handbill::source::Sources;
use handbill::write::stamp::Digest;
use handbill::write::{Folder, Inputs, Outcome, Takeover, write};
use handbill_tests::memory::made_of;
use handbill_tests::tree::{self, Tree};
use handbill_tests::{data, differ};
use jiff::Timestamp;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;

use crate::{cases, words};

type Site = BTreeMap<&'static str, String>;

/// A site whose paths are no files where another needs a folder.
fn site() -> impl Strategy<Value = Site> {
    let path = select(&["/", "/a/", "/a/b/", "/a/b/c.txt", "/d/", "/e.xml", "/f/g/h/", "/é/"][..]);
    btree_map(path, "[xyz]{0,2}", 0..8)
}

/// Puts `site` in the place of what is there.
fn put(root: &Path, site: &Site) -> (usize, usize) {
    let folder = Folder::open(root, Path::new("dist"), Takeover::OwnOnly).expect("the folder opens");
    let paths: Vec<UrlPath> = site.keys().map(|path| UrlPath::new(*path)).collect();
    let inputs = Inputs { fingerprint: Digest::of(b""), now: Timestamp::UNIX_EPOCH, valid_until: None };
    let render = |at: usize| {
        let path: &UrlPath = &paths[at];
        (Some(Artifact { path: path.clone(), bytes: site[path.as_str()].clone().into_bytes() }), Vec::new())
    };
    let written = write(&folder, inputs, Strictness::Errors, Vec::new(), &paths, render).expect("the disk is fine");
    match written.outcome {
        Outcome::Done(counts) => (counts.changed, counts.removed),
        Outcome::Refused => (usize::MAX, usize::MAX),
    }
}

proptest! {
    #![proptest_config(cases(16))]

    #[test]
    fn a_plan_carried_out_is_followed_by_an_empty_one(sites in vec(site(), 1..5)) {
        let root = tempfile::tempdir().expect("a temporary folder can be made");
        for site in sites {
            put(root.path(), &site);
            let wanted: Tree =
                site.iter().map(|(path, text)| (UrlPath::new(*path).to_file(), text.clone().into_bytes())).collect();
            prop_assert_eq!(&tree::read(&root.path().join("dist")), &wanted);
            prop_assert_eq!(put(root.path(), &site), (0, 0));
            prop_assert_eq!(&tree::read(&root.path().join("dist")), &wanted);
        }
    }
}

/// What somebody does to a site between two looks at it.
#[derive(Debug, Clone)]
enum Edit {
    Write(&'static str, String),
    Remove(&'static str),
    Rename(&'static str, &'static str),
}

const FILES: [&str; 14] = [
    "content/site.toml",
    "content/index.md",
    "content/index.cy.md",
    "content/campaigns/a.md",
    "content/campaigns/a.cy.md",
    "content/events/a.md",
    "content/groups/a.md",
    "content/groups/all.csv",
    "content/news/2015-10-08-a.md",
    "content/pages/a.md",
    "content/pages/a.svg",
    "theme/theme.toml",
    "theme/templates/page.html",
    "themes/bare/templates/page.html",
];

const FOLDERS: [&str; 6] =
    ["content/news", "content/groups", "content/pages", "content/press", "theme", "content/campaigns"];

fn edit() -> impl Strategy<Value = Edit> {
    let text = |path: &'static str| -> BoxedStrategy<String> {
        match path {
            "content/site.toml" => words::site().boxed(),
            "theme/theme.toml" => words::theme().boxed(),
            path if path.ends_with(".csv") => words::csv().boxed(),
            path if path.ends_with(".html") => words::template().boxed(),
            _ => words::page().boxed(),
        }
    };
    let write = select(&FILES[..]).prop_flat_map(move |path| text(path).prop_map(move |text| Edit::Write(path, text)));
    let page =
        select(&FILES[1..10]).prop_flat_map(move |path| text(path).prop_map(move |text| Edit::Write(path, text)));
    let all: Vec<&'static str> = FILES.into_iter().chain(FOLDERS).collect();
    let rename = (select(&FILES[1..]), select(&FILES[1..])).prop_map(|(from, to)| Edit::Rename(from, to));
    let folders = (select(&FOLDERS[..]), select(&FOLDERS[..])).prop_map(|(from, to)| Edit::Rename(from, to));
    prop_oneof![2 => write, 4 => page, 1 => select(all).prop_map(Edit::Remove), 1 => rename, 1 => folders]
}

/// Does it, and answers with the paths that the system would name.
fn carry_out(root: &Path, edit: &Edit) -> Vec<PathBuf> {
    match edit {
        Edit::Write(path, text) => {
            tree::write(root, &[((*path).to_owned(), text.clone().into_bytes())].into());
            vec![root.join(path)]
        }
        Edit::Remove(path) => {
            let path = root.join(path);
            // It may not be there.
            let _ = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            vec![path]
        }
        Edit::Rename(from, to) => {
            let (from, to) = (root.join(from), root.join(to));
            fs::create_dir_all(to.parent().expect("it has a folder")).expect("the folder can be made");
            // It may not be there, or a folder may be in the way.
            let _ = fs::rename(&from, &to);
            vec![from, to]
        }
    }
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn a_reload_is_as_good_as_a_fresh_start(edits in vec(edit(), 1..6)) {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let root = folder.path();
        tree::write(&root.join("themes/bare"), &tree::read(&data().join("themes/bare")));
        for file in crate::whole_sites::site_of(&["[a](../pages/a.md)".to_owned()]) {
            tree::write(root, &[(file.path.to_string(), file.bytes().to_vec())].into());
        }
        let (sources, mut loading) = load(root).expect("the folder can be read");
        let mut project = Project::open(sources, Options::default());
        for edit in edits {
            let changed = carry_out(root, &edit);
            let (sources, found) = reload(&project.sources, &loading, root, &changed).expect("it can be read again");
            let (fresh, fresh_found) = load(root).expect("the folder can be read");
            is_same(&sources, &fresh, &found, &fresh_found)?;
            loading = found;
            project = project.reopened(sources, Options::default());
            let again = Project::open(fresh, Options::default());
            let ((made, found), (fresh, fresh_found)) = (made_of(&project), made_of(&again));
            prop_assert_eq!(in_order(found), in_order(fresh_found));
            let told = differ::trees(&fresh, &made);
            prop_assert!(told.is_empty(), "after {edit:?}:\n{}", told.join("\n"));
        }
    }
}

fn is_same(
    sources: &Sources,
    fresh: &Sources,
    found: &[Diagnostic],
    fresh_found: &[Diagnostic],
) -> Result<(), proptest::test_runner::TestCaseError> {
    let files = |sources: &Sources| sources.iter().map(|(_, file)| file.clone()).collect::<Vec<_>>();
    prop_assert_eq!(files(sources), files(fresh));
    prop_assert_eq!(in_order(found.iter().cloned()), in_order(fresh_found.iter().cloned()));
    Ok(())
}
