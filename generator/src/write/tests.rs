//! Writing to real folders.
#![expect(clippy::disallowed_methods, reason = "a test looks at what was written")]

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::*;

fn inputs(fingerprint: &str) -> Inputs {
    Inputs { fingerprint: Digest::of(fingerprint.as_bytes()), now: Timestamp::UNIX_EPOCH, valid_until: None }
}

fn open(root: &Path) -> Folder {
    Folder::open(root, Path::new("dist"), Takeover::OwnOnly).expect("the folder opens")
}

fn build(root: &Path, site: &[(&'static str, &str)]) -> Outcome {
    let paths: Vec<UrlPath> = site.iter().map(|(path, _)| UrlPath::new(*path)).collect();
    let render = |at: usize| {
        let artifact = Artifact { path: paths[at].clone(), bytes: site[at].1.as_bytes().to_vec() };
        let wrong = site[at].1.starts_with("wrong").then(|| Diagnostic::error("wrong", site[at].1));
        (Some(artifact), wrong.into_iter().collect())
    };
    write(&open(root), inputs(""), Strictness::Errors, Vec::new(), &paths, render).expect("the disk is fine").outcome
}

fn done(pages: usize, others: usize, changed: usize, removed: usize) -> Outcome {
    Outcome::Done(Counts { pages, others, changed, removed })
}

fn read(root: &Path, file: &str) -> String {
    fs::read_to_string(root.join("dist").join(file)).unwrap_or_default()
}

/// Makes a file old, so that a later write of it would show.
fn age(path: &Path) -> SystemTime {
    let then = SystemTime::UNIX_EPOCH + Duration::from_secs(1_444_300_000);
    fs::File::open(path).expect("it opens").set_modified(then).expect("its time is set");
    then
}

#[test]
fn an_unchanged_file_is_not_touched_and_an_unmade_one_is_gone() {
    let root = TempDir::new().expect("a folder");
    let root = root.path();
    assert_eq!(build(root, &[("/", "a"), ("/news/", "b"), ("/x.txt", "c")]), done(2, 1, 3, 0));
    let kept = root.join("dist/news/index.html");
    let then = age(&kept);
    assert_eq!(build(root, &[("/", "new"), ("/news/", "b")]), done(2, 0, 1, 1));
    assert_eq!(fs::metadata(&kept).expect("it is there").modified().expect("a time"), then);
    assert_eq!(read(root, "index.html"), "new");
    assert!(!root.join("dist/x.txt").exists());
    assert_eq!(build(root, &[("/", "new"), ("/news/", "b")]), done(2, 0, 0, 0));
}

#[test]
fn with_a_mistake_nothing_is_written() {
    let root = TempDir::new().expect("a folder");
    let root = root.path();
    build(root, &[("/", "old")]);
    assert_eq!(build(root, &[("/", "new"), ("/b/", "wrong")]), Outcome::Refused);
    assert_eq!(read(root, "index.html"), "old");
    let names: Vec<_> = fs::read_dir(root).expect("it reads").flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(names.len(), 2, "only the output and the notes: {names:?}");
}

#[test]
fn a_file_edited_by_hand_is_mended_and_a_strange_one_removed() {
    let root = TempDir::new().expect("a folder");
    let root = root.path();
    build(root, &[("/", "as made")]);
    fs::write(root.join("dist/index.html"), "as typed").expect("it writes");
    fs::write(root.join("dist/strange"), "").expect("it writes");
    assert_eq!(open(root).is_current(inputs("").fingerprint, Timestamp::UNIX_EPOCH), None);
    assert_eq!(build(root, &[("/", "as made")]), done(1, 0, 1, 1));
    assert_eq!(read(root, "index.html"), "as made");
    assert_eq!(open(root).is_current(inputs("").fingerprint, Timestamp::UNIX_EPOCH), Some(1));
}

#[test]
fn a_folder_that_is_not_ours_is_refused() {
    let root = TempDir::new().expect("a folder");
    let root = root.path();
    fs::create_dir(root.join("dist")).expect("made");
    build(root, &[]);
    fs::create_dir(root.join("photos")).expect("made");
    fs::write(root.join("photos/me.jpg"), "x").expect("it writes");
    fs::create_dir(root.join("content")).expect("made");
    let open = |out: &str, takeover| Folder::open(root, Path::new(out), takeover).map(|_| ());
    assert!(matches!(open("photos", Takeover::OwnOnly), Err(WriteError::NotOurs(_))));
    assert!(open("photos", Takeover::Anything).is_ok());
    for own in [".", "..", "content", "content/dist", ".handbill"] {
        assert!(matches!(open(own, Takeover::Anything), Err(WriteError::Inside(_))), "{own}");
    }
    assert!(matches!(open("photos/me.jpg", Takeover::Anything), Err(WriteError::NoFolder(_))));
}

#[test]
fn what_a_killed_build_left_is_cleared_away_and_a_site_moved_aside_comes_back() {
    let root = TempDir::new().expect("a folder");
    let root = root.path();
    build(root, &[("/", "old")]);
    fs::create_dir_all(root.join(".dist.staging/news")).expect("made");
    fs::rename(root.join("dist"), root.join(".dist.old")).expect("moved");
    drop(open(root));
    assert_eq!(read(root, "index.html"), "old");
    assert!(!root.join(".dist.staging").exists());
    assert!(!root.join(".dist.old").exists());
}

#[test]
fn a_second_build_at_the_same_time_is_told() {
    let root = TempDir::new().expect("a folder");
    let first = open(root.path());
    let second = Folder::open(root.path(), Path::new("dist"), Takeover::OwnOnly);
    assert!(matches!(second, Err(WriteError::Busy(_))));
    drop(first);
    drop(open(root.path()));
}

#[cfg(unix)]
#[test]
fn a_linked_output_is_followed() {
    let root = TempDir::new().expect("a folder");
    let root = root.path();
    fs::create_dir_all(root.join("srv/www")).expect("made");
    std::os::unix::fs::symlink("srv/www", root.join("dist")).expect("linked");
    build(root, &[("/", "one")]);
    build(root, &[("/", "two")]);
    assert!(fs::symlink_metadata(root.join("dist")).expect("there").is_symlink());
    assert_eq!(fs::read_to_string(root.join("srv/www/index.html")).expect("there"), "two");
}
