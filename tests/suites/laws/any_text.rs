//! No text makes anything panic, and all that is found lies where it is said to lie.

use handbill::source::Sources;
use handbill_tests::memory::{Built, build, small_site};
use handbill_tests::{data, tree};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestCaseError;

use crate::{can_be_told, cases, is_lawful, words};

/// Builds a small site of these files, and looks at all that it becomes.
fn check(files: &[(&str, &str)]) -> Result<(), TestCaseError> {
    is_lawful(&built(files))
}

/// Builds a small site of these files, and looks at what was found alone.
fn told(files: &[(&str, &str)]) -> Result<(), TestCaseError> {
    let built = built(files);
    built.findings.iter().try_for_each(|finding| can_be_told(finding, &built.sources))
}

fn built(files: &[(&str, &str)]) -> Built {
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    build(Sources::new(small_site(files)))
}

/// Pages of every kind, and names that say something.
const PAGES: [&str; 12] = [
    "content/index.md",
    "content/index.cy.md",
    "content/campaigns/a.md",
    "content/campaigns/a.cy.md",
    "content/events/2015-10/a.md",
    "content/groups/a.md",
    "content/news/2015-10-08-a.md",
    "content/news/2015-13-99-a.md",
    "content/news/index.md",
    "content/pages/a.md",
    "content/pages/ä 😀.markdown",
    "content/a/b/c.fr.md",
];

const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"2\" height=\"1\"/>";

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn no_page_makes_it_panic(path in select(&PAGES[..]), text in words::page(), other in words::page()) {
        let folder = path.rsplit_once('/').map_or("content", |(folder, _)| folder);
        let picture = format!("{folder}/a.svg");
        check(&[(path, &text), ("content/news/b.md", &other), (&picture, PICTURE), ("content/pages/a.md", &text)])?;
    }

    #[test]
    fn no_body_makes_it_panic(text in words::markdown()) {
        let page = format!("+++\ntitle = \"A\"\n+++\n{text}");
        check(&[("content/pages/a.md", &page), ("content/news/b.md", &page), ("content/pages/a.svg", PICTURE)])?;
    }

    #[test]
    fn no_table_of_groups_makes_it_panic(text in words::csv()) {
        check(&[("content/groups/groups.csv", &text), ("content/groups/a.cy.csv", &text)])?;
    }

    #[test]
    fn no_configuration_makes_it_panic(site in words::site(), page in words::page()) {
        check(&[("content/site.toml", &site), ("content/campaigns/a.md", &page)])?;
    }

    #[test]
    fn no_theme_makes_it_panic(
        toml in words::theme(),
        template in words::template(),
        name in select(&["base", "page", "home", "404", "partials/items", "shortcodes/note", "once/foot"][..]),
        fluent in words::fluent(),
        css in words::css(),
    ) {
        let page = ("content/pages/a.md", "+++\ntitle = \"A\"\n+++\n{{< note kind=\"x\" >}}\nText\n{{< /note >}}\n");
        let template_path = format!("theme/templates/{name}.html");
        // Where a theme's own links lead is the theme's business.
        told(&[page, ("theme/theme.toml", &toml)])?;
        told(&[page, (&template_path, &template)])?;
        told(&[page, ("theme/languages/en.ftl", &fluent), ("theme/assets/site.css", &css)])?;
    }
}

proptest! {
    #![proptest_config(cases(30))]

    #[test]
    fn no_bytes_make_it_panic(
        bytes in prop_oneof![vec(any::<u8>(), 0..60), damaged_bytes()],
        path in select(&[
            "content/pages/a.md", "content/site.toml", "content/groups/a.csv", "theme/theme.toml", "content/pages/a.svg",
            "content/pages/a.png", "content/pages/a.jpg", "theme/templates/page.html", "theme/assets/icon.svg",
            "theme/languages/en.ftl", "content/pages/a.unknown",
        ][..]),
    ) {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        tree::write(&folder.path().join("themes/bare"), &tree::read(&data().join("themes/bare")));
        let site = tree::text(&data().join("sites/site.toml")).into_bytes();
        let page = b"+++\ntitle = \"A\"\n+++\n![x](a.svg) ![y](a.png)".to_vec();
        tree::write(folder.path(), &[("content/site.toml".into(), site), ("content/pages/a.md".into(), page)].into());
        tree::write(folder.path(), &[(path.to_owned(), bytes)].into());
        is_lawful(&handbill_tests::memory::build_folder(folder.path()))?;
    }
}

/// A good text or picture in which a byte became another one.
fn damaged_bytes() -> impl Strategy<Value = Vec<u8>> {
    let png =
        [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1];
    let good = vec![
        PICTURE.as_bytes().to_vec(),
        png.to_vec(),
        b"\xff\xfe+\0+\0+\0".to_vec(),
        "\u{feff}+++\ntitle = \"Größe\"\n+++\nÄ 😀".as_bytes().to_vec(),
        b"name,town\nLeeds,Leeds\n".to_vec(),
    ];
    (select(good), any::<prop::sample::Index>(), any::<u8>()).prop_map(|(mut bytes, at, byte)| {
        let at = at.index(bytes.len());
        bytes[at] = byte;
        bytes
    })
}
