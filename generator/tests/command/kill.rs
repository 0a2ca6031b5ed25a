//! A build that is killed leaves a whole site.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use walkdir::WalkDir;

use super::{edit, handbill, starter, text};

/// All files of a folder, by their path below it.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = WalkDir::new(folder).into_iter().map(|entry| entry.expect("the folder can be read"));
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let below = entry.path().strip_prefix(folder).expect("it stands below the folder");
            (text(below).to_owned(), fs::read(entry.path()).expect("the file can be read"))
        })
        .collect()
}

/// When a build is killed.
#[derive(Debug, Clone, Copy)]
enum Moment {
    /// So many looks after it was started.
    Looks(usize),
    /// When so many files are on the stage.
    Staged(usize),
    /// As soon as the new site is there.
    Swapped,
}

/// Starts a build and kills it at `moment`, unless it has ended before.
fn killed(root: &Path, moment: Moment, old_home: &[u8]) {
    let mut command = build(root);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it can be started");
    let (stage, home) = (root.join(".dist.staging"), root.join("dist/index.html"));
    let mut looks = 0;
    while child.try_wait().expect("it can be asked").is_none() {
        let has_come = match moment {
            Moment::Looks(wanted) => looks >= wanted,
            Moment::Staged(wanted) => stage.is_dir() && staged(&stage) >= wanted,
            Moment::Swapped => fs::read(&home).is_ok_and(|home| home != old_home),
        };
        if has_come {
            child.kill().expect("it can be killed");
            break;
        }
        looks += 1;
        thread::yield_now();
    }
    child.wait().expect("it has ended");
}

/// How many files are there; the folder changes while we look.
fn staged(stage: &Path) -> usize {
    WalkDir::new(stage).into_iter().flatten().filter(|entry| entry.file_type().is_file()).count()
}

fn build(root: &Path) -> Command {
    handbill(&["build", "--root", text(root), "--now", "2026-05-01T09:00"])
}

#[test]
fn a_build_that_is_killed_leaves_the_old_site_whole_or_the_new_one() {
    let folder = starter();
    let root = folder.path();
    let site = root.join("content/site.toml");
    let names = ["Our Campaign", "Another Campaign"];
    let rename = |from: &str, to: &str| edit(&site, |old| old.replace(from, to));
    let whole = |wanted: Option<&BTreeMap<String, Vec<u8>>>| {
        let built = build(root).output().expect("the command can be started");
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        assert!(!root.join(".dist.staging").exists(), "nothing is left beside the site");
        let made = tree(&root.join("dist"));
        assert!(wanted.is_none_or(|wanted| *wanted == made), "the next build makes the whole site");
        made
    };
    let first = whole(None);
    rename(names[0], names[1]);
    let second = whole(None);
    assert!(first != second && first.len() > 20, "two sites to be told apart");

    let looks = [0, 1, 10, 100, 1000].map(Moment::Looks);
    let stages = [0, 1, 2, 5, 10, first.len() / 2, first.len() - 1, first.len()].map(Moment::Staged);
    let mut turn = 1;
    for moment in looks.into_iter().chain(stages).chain([Moment::Swapped; 3]) {
        let (old, new) = if turn == 0 { (&first, &second) } else { (&second, &first) };
        rename(names[turn], names[1 - turn]);
        turn = 1 - turn;
        killed(root, moment, &old["index.html"]);
        let left = tree(&root.join("dist"));
        assert!(left == *old || left == *new, "{moment:?}: a mixture of two sites is left");
        whole(Some(new));
    }
}
