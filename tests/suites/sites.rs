//! Whole small sites: `sites/NAME/in` becomes `sites/NAME/out`, and the command says `sites/NAME/told.txt`.
//!
//! A missing, a different and an extra file all fail. A site with mistakes has no `out`.
//! A site that brings no `content/site.toml` gets `sites/site.toml`, and each gets the theme `themes/bare`.
//! `UPDATE=1 cargo test` puts what is made in the place of what was reviewed; review its diff like code.

use std::path::Path;

use handbill_tests::tree::{self, Tree};
use handbill_tests::{NOW, data, differ, handbill, is_update};
use rayon::prelude::*;

#[test]
fn every_small_site_becomes_what_was_reviewed() {
    let sites = data().join("sites");
    let given = given(&sites);
    let told: Vec<String> = tree::folders(&sites)
        .par_iter()
        .filter_map(|name| check(&sites.join(name), &given).map(|told| format!("{name}\n{told}")))
        .collect();
    assert!(told.is_empty(), "\n\n{}\n\n`UPDATE=1 cargo test` takes what was made.\n", told.join("\n\n"));
}

#[test]
fn no_picture_tells_where_it_was_taken() {
    let site = data().join("sites/pictures");
    let marks: [&[u8]; 4] = [b"Exif", b"TELEPHONE", b"GPS", &1_234_567_u32.to_le_bytes()];
    let tells = |bytes: &[u8]| marks.iter().any(|mark| bytes.windows(mark.len()).any(|window| window == *mark));
    let (given, made) = (tree::read(&site.join("in")), tree::read(&site.join("out")));
    assert_eq!(given.values().filter(|bytes| tells(bytes)).count(), 2, "the photograph and the drawing tell it");
    let told: Vec<_> = made.iter().filter(|(_, bytes)| tells(bytes)).map(|(path, _)| path).collect();
    assert!(told.is_empty(), "{told:?}");
    assert!(made.keys().filter(|path| path.starts_with("assets/pictures/")).count() > 3, "smaller ones are made");
}

/// What a site need not bring itself.
fn given(sites: &Path) -> Tree {
    let theme = tree::read(&data().join("themes/bare"));
    let mut given: Tree = theme.into_iter().map(|(path, bytes)| (format!("themes/bare/{path}"), bytes)).collect();
    given.insert("content/site.toml".to_owned(), tree::text(&sites.join("site.toml")).into_bytes());
    given
}

fn check(site: &Path, given: &Tree) -> Option<String> {
    let (made, told) = build(site, given);
    if is_update() {
        tree::replace(&site.join("out"), &made);
        tree::put(&site.join("told.txt"), &told);
        return None;
    }
    let mut differences = differ::trees(&tree::read(&site.join("out")), &made);
    differences.extend(differ::texts("told.txt", &tree::text(&site.join("told.txt")), &told));
    (!differences.is_empty()).then(|| differences.join("\n"))
}

/// What the command makes of a site, and what it says.
fn build(site: &Path, given: &Tree) -> (Tree, String) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let root = folder.path();
    tree::write(root, given);
    tree::write(root, &tree::read(&site.join("in")));
    let path = root.to_str().expect("a temporary folder has a plain name");
    let answer = handbill(root, &["build", "--root", path, "--now", NOW]);
    let made = tree::read(&root.join("dist"));
    assert_eq!(answer.code == 0, !made.is_empty(), "{site:?} is made, or told to be wrong: {}", answer.both);
    (made, answer.err)
}
