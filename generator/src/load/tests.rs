//! A folder becomes sources, whatever is in it.

use std::fs;

use super::*;
use crate::source::FileId;

fn site(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, bytes).expect("written");
    }
    folder
}

fn paths(sources: &Sources) -> Vec<String> {
    sources.iter().map(|(_, file)| file.path.to_string()).filter(|path| !path.starts_with("themes/")).collect()
}

#[test]
fn files_come_in_the_order_of_paths_without_hidden_ones() {
    let folder = site(&[
        ("content/b.md", b"b"),
        ("content/a/x y.md", b"a"),
        ("content/.DS_Store", b""),
        ("content/.git/x.md", b""),
        ("content/b.md~", b""),
        ("content/#b.md#", b""),
        ("content/-hä.md", b"\xef\xbb\xbfh"),
        ("theme/assets/a.css", b"a{}"),
        ("other/x.md", b""),
    ]);
    let (sources, findings) = load(folder.path()).expect("loaded");
    assert_eq!(findings, []);
    assert_eq!(paths(&sources), ["content/-hä.md", "content/a/x y.md", "content/b.md", "theme/assets/a.css"]);
    assert_eq!(sources.find("content/-hä.md").expect("there").1.text(), "h");
}

#[test]
fn bytes_that_are_no_text_are_told_at_their_place() {
    let folder = site(&[("content/a.md", b"one\ncaf\xe9 open")]);
    let (sources, findings) = load(folder.path()).expect("loaded");
    assert_eq!(findings[0].code, "text-not-utf8");
    assert_eq!(findings[0].message, "the file is not UTF-8: byte 7 is 0xE9 (line 2, column 4)");
    assert!(findings[0].help[0].ends_with("meant as `é`"));
    assert_eq!(sources.find("content/a.md").expect("there").1.text(), "one\ncaf\u{fffd} open");
}

#[test]
fn large_files_are_told_and_not_read() {
    let folder = site(&[
        ("content/site.toml", b"[limits]\nfile_max_bytes = 1000\nasset_max_bytes = 3"),
        ("content/a.md", &[b'a'; 1001]),
        ("content/a.png", b"1234"),
    ]);
    let (sources, findings) = load(folder.path()).expect("loaded");
    let told: Vec<_> = findings.iter().map(|finding| (finding.code, finding.message.as_str())).collect();
    assert_eq!(
        told,
        [
            ("file-too-large", "the file has 1,001 bytes, and 1,000 are allowed"),
            ("file-too-large", "the file has 4 bytes, and 3 are allowed"),
        ]
    );
    assert_eq!(sources.find("content/a.md").expect("there").1.content, Content::Unread);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_whose_name_is_no_text_is_told() {
    use std::os::unix::ffi::OsStrExt;
    let folder = site(&[]);
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.md");
    fs::create_dir(folder.path().join("content")).expect("made");
    fs::write(folder.path().join("content").join(name), "a").expect("written");
    let (sources, findings) = load(folder.path()).expect("loaded");
    assert_eq!((paths(&sources).len(), findings.len()), (0, 1));
    assert_eq!((findings[0].code, &*findings[0].help[0]), ("file-name-not-utf8", "rename the file with plain letters"));
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_the_folder_alone() {
    let outside = site(&[("secret.md", b"no")]);
    let folder = site(&[("content/a.md", b"a")]);
    let link = |to: &Path, name: &str| std::os::unix::fs::symlink(to, folder.path().join("content").join(name));
    link(&folder.path().join("content/a.md"), "b.md").expect("linked");
    link(outside.path(), "out").expect("linked");
    link(Path::new("user@host.1234"), ".#a.md").expect("linked");
    let (sources, findings) = load(folder.path()).expect("loaded");
    assert_eq!(paths(&sources), ["content/a.md", "content/b.md"]);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].code, "link-outside-site");
}

#[test]
fn reloading_reads_what_changed_and_keeps_the_rest() {
    let folder = site(&[("content/a.md", b"a"), ("content/b.md", b"caf\xe9"), ("content/d/x.md", b"x")]);
    let (old, findings) = load(folder.path()).expect("loaded");
    fs::write(folder.path().join("content/a.md"), "new").expect("written");
    fs::write(folder.path().join("content/A.md"), "added").expect("written");
    fs::remove_dir_all(folder.path().join("content/d")).expect("removed");
    let changed = ["content/a.md", "content/A.md", "content/d", "content/.a.md.swp"].map(|p| folder.path().join(p));
    let (new, told) = reload(&old, &findings, folder.path(), &changed).expect("loaded");
    assert_eq!(paths(&new), ["content/A.md", "content/a.md", "content/b.md"]);
    assert_eq!(new.find("content/a.md").expect("there").1.text(), "new");
    let (id, _) = new.find("content/b.md").expect("there");
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].place.expect("a place").file, id);
    let (again, _) = load(folder.path()).expect("loaded");
    assert_eq!(paths(&again), paths(&new));
}

#[test]
fn what_is_wrong_with_a_file_comes_and_goes_with_its_text() {
    let folder = site(&[("content/a.md", b"a"), ("content/b.md", b"caf\xe9"), ("content/d/x.md", b"x")]);
    let (old, findings) = load(folder.path()).expect("loaded");
    fs::write(folder.path().join("content/a.md"), b"caf\xe9").expect("written");
    fs::write(folder.path().join("content/b.md"), "b").expect("written");
    // What an editor saves to first has gone again.
    let changed = ["content/b.md", "content/a.md", "content/4913", "content/a.md"].map(|p| folder.path().join(p));
    let (new, told) = reload(&old, &findings, folder.path(), &changed).expect("loaded");
    assert_eq!(told.iter().map(|told| told.place.expect("a place").file).collect::<Vec<_>>(), [FileId(0)]);
    assert_eq!(old.beside(&new).filter(|(_, old, new)| old != new).count(), 2);
    let (again, found) = load(folder.path()).expect("loaded");
    assert!(new.iter().eq(again.iter()), "it is what a new look finds");
    assert_eq!(told, found);
    // A file in the place of a folder, and a folder in that of a file, are no edits.
    fs::remove_dir_all(folder.path().join("content/d")).expect("removed");
    fs::remove_file(folder.path().join("content/a.md")).expect("removed");
    fs::create_dir(folder.path().join("content/a.md")).expect("made");
    fs::write(folder.path().join("content/a.md/y.md"), "y").expect("written");
    fs::write(folder.path().join("content/d"), "d").expect("written");
    let changed = ["content/d", "content/a.md"].map(|p| folder.path().join(p));
    let (new, told) = reload(&new, &told, folder.path(), &changed).expect("loaded");
    assert_eq!((paths(&new), told), (paths(&load(folder.path()).expect("loaded").0), Vec::new()));
}

#[test]
fn a_folder_with_nothing_in_it_is_read() {
    let folder = site(&[]);
    let (sources, findings) = load(folder.path()).expect("loaded");
    assert_eq!((paths(&sources), findings), (Vec::new(), Vec::new()));
}

#[cfg(unix)]
#[test]
fn what_is_wrong_with_a_name_is_no_longer_told_once_it_is_gone() {
    let outside = site(&[("secret.md", b"no")]);
    let folder = site(&[("content/a.md", b"a")]);
    let link = folder.path().join("content/out");
    std::os::unix::fs::symlink(outside.path(), &link).expect("linked");
    let (old, findings) = load(folder.path()).expect("loaded");
    assert_eq!(findings.len(), 1);
    fs::remove_file(&link).expect("removed");
    let (_, told) = reload(&old, &findings, folder.path(), &[link]).expect("loaded");
    assert_eq!(told, []);
}

#[test]
fn what_can_be_part_of_a_site_is_told_from_what_cannot() {
    let root = Path::new("a/b");
    for (path, is) in [
        ("a/b/content/x.md", true),
        ("a/b/content", true),
        ("a/b/theme", true),
        ("a/b", false),
        ("a/b/dist/x", false),
        ("a/b/content/.git/x", false),
        ("a/b/contents", false),
        ("a/content/x", false),
    ] {
        assert_eq!(is_of_site(root, Path::new(path)), is, "{path}");
    }
}
