//! The same input is the same site: built twice, with its files in another order, on one thread or on two.

use handbill::source::{SourceFile, Sources};
use handbill_tests::memory::{build, small_site};
use handbill_tests::{NOW, data, differ, handbill, house, tree};
use proptest::prelude::*;

use crate::{cases, has_errors, is_lawful, words};

/// A small site with a page of each kind, whose bodies are `texts`.
pub(crate) fn site_of(texts: &[String]) -> Vec<SourceFile> {
    let text = |at: usize| texts.get(at).map_or("", String::as_str);
    let files = [
        ("content/index.md", "title = \"Home\"", 0),
        (
            "content/campaigns/a.md",
            "title = \"A\"\ndate = 2015-10-08\ntags = [\"b\", \"a\"]\n[pledge]\nstatement = \"I\"",
            1,
        ),
        ("content/campaigns/a.cy.md", "title = \"A\"", 2),
        ("content/events/a.md", "title = \"E\"\nstart = 2015-10-25T01:30:00\ntimezone = \"Europe/Berlin\"", 1),
        ("content/events/b.md", "title = \"E\"\nstart = 2015-10-01T10:00:00\ngroup = \"groups/a\"", 2),
        ("content/groups/a.md", "title = \"G\"\nregion = \"wales\"\nlatitude = 52.0\nlongitude = -3.0", 0),
        ("content/news/2015-10-08-a.md", "title = \"N\"\ntags = [\"a\"]\ncampaign = \"campaigns/a\"", 1),
        ("content/news/b.md", "title = \"N\"\ndate = 2015-10-09\ntags = [\"B\"]", 2),
        ("content/pages/a.md", "title = \"P\"", 0),
        ("content/pages/b.md", "title = \"P\"\naliases = [\"/old/\"]", 1),
    ];
    let pages = files.map(|(path, head, at)| (path.to_owned(), format!("+++\n{head}\n+++\n{}", text(at))));
    let mut site = tree::text(&data().join("sites/site.toml"));
    site.push_str(
        "[[languages]]\ncode = \"en\"\n[[languages]]\ncode = \"cy\"\n[privacy]\npage = \"pages/a\"\nversion = \"1\"\n",
    );
    let csv = "title,region,body\nYork,wales,Hello\nLeeds,wales,\n".to_owned();
    let extra = [("content/groups/more.csv".to_owned(), csv), ("content/site.toml".to_owned(), site)];
    let folders = ["campaigns/", "events/", "groups/", "news/", ""].map(|folder| format!("content/{folder}a.svg"));
    let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"2\" height=\"1\"/>";
    let pictures = folders.into_iter().map(|path| (path, picture.to_owned()));
    small_site(pages.into_iter().chain(extra).chain(pictures))
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn two_builds_give_the_same_bytes_and_the_order_of_files_changes_nothing(
        texts in prop::collection::vec(words::markdown(), 3),
        turn in any::<prop::sample::Index>(),
    ) {
        let files = site_of(&texts);
        let first = build(Sources::new(files.clone()));
        is_lawful(&first)?;
        let mut turned = files.clone();
        turned.rotate_left(turn.index(files.len()));
        turned.reverse();
        for files in [files, turned] {
            let again = build(Sources::new(files));
            prop_assert_eq!(&first.findings, &again.findings);
            let told = differ::trees(&first.made, &again.made);
            prop_assert!(told.is_empty(), "{}", told.join("\n"));
        }
    }

    /// So that the laws about links are not kept by sites that are never built.
    #[test]
    fn plain_words_make_a_whole_site(texts in prop::collection::vec("[a-zA-Z ,.é]{0,80}", 3)) {
        let built = build(Sources::new(site_of(&texts)));
        prop_assert!(!has_errors(&built.findings), "{:?}", built.findings);
        prop_assert!(built.made.contains_key("cy/campaigns/a/index.html"));
        is_lawful(&built)?;
    }
}

#[test]
fn one_thread_and_two_give_the_same_bytes() {
    let trees = ["1", "2"].map(|threads| {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let root = house();
        tree::write(&folder.path().join("content"), &tree::read(&root.join("content")));
        let path = folder.path().to_str().expect("a temporary folder has a plain name");
        let answer = handbill(folder.path(), &["build", "--root", path, "--now", NOW, "--threads", threads]);
        assert_eq!(answer.code, 0, "the demonstration builds: {}", answer.both);
        tree::read(&folder.path().join("dist"))
    });
    let [one, two] = trees;
    assert!(one.len() > 100, "the demonstration is there");
    let told = differ::trees(&one, &two);
    assert!(told.is_empty(), "{}", told.join("\n"));
}
