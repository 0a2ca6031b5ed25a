//! What is typed comes out as it was typed: escaped, and never run.

use std::collections::BTreeMap;

use handbill::load::embedded;
use handbill::source::Sources;
use handbill_tests::memory::{self, Built, build, small_site};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use scraper::Html;

use crate::{cases, has_errors, is_lawful, select as css};

/// What would be a tag, an attribute, an entity or an expression if it were not escaped.
const SHARP: &[&str] = &[
    "<zq>",
    "</title>",
    "</script>",
    "<!--",
    "-->",
    "]]>",
    "<zq zq=1",
    "\" zq=\"",
    "' zq='",
    "\"",
    "'",
    "&",
    "&amp;",
    "&zq;",
    "&#60;",
    "<",
    ">",
    "{{ zq }}",
    "{{",
    "}}",
    "{% zq %}",
    "{%",
    "%}",
    "{#",
    "#}",
    "{{< pledge >}}",
    "\\",
    "`",
    "*",
    "_",
    "[zq](zq)",
    "$",
    "#{zq}",
    "a",
    "é",
    " ",
    ",",
    ";",
    ":",
    "😀",
    "|",
    "\u{a0}",
    "%0A",
    "javascript:",
    "=",
    "/",
];

fn typed() -> impl Strategy<Value = String> {
    // With letters at both ends, so that there is a slug and nothing to trim.
    vec(select(SHARP), 1..8).prop_map(|pieces| format!("a{}z", pieces.concat()))
}

/// A TOML string.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A site in which every name is `text`, in the theme `theme`.
fn site(text: &str, theme: &str) -> Built {
    let it = quoted(text);
    let head = format!("title = {it}\nsummary = {it}\n");
    let picture = format!("image = {{ src = \"a.svg\", alt = {it}, credit = {it} }}\n");
    let venue = format!("venue = {{ name = {it}, address = {it}, postcode = \"LS1 3AA\" }}\n");
    let pages = [
        ("content/index.md", head.clone()),
        (
            "content/campaigns/a.md",
            format!(
                "{head}{picture}asks = [{it}]\nsignatories = [{{ name = {it}, role = {it} }}]\n\
            goal = 5\n[pledge]\nheading = {it}\nstatement = {it}\nbutton = {it}\nfields = [\"email_address\"]\n"
            ),
        ),
        (
            "content/events/a.md",
            format!(
                "{head}start = 2030-10-25T10:00:00\n{venue}\
            accessibility = {{ status = \"partial\", notes = {it} }}\n"
            ),
        ),
        (
            "content/groups/a.md",
            format!(
                "{head}town = {it}\nregion = \"wales\"\nmeets = {it}\n\
            social = [{{ name = {it}, url = \"https://example.org/?a=1&b=2\" }}]\n"
            ),
        ),
        (
            "content/news/a.md",
            format!(
                "{head}{picture}date = 2015-10-08\nauthors = [{it}]\ntags = [{it}]\ncampaign = \"campaigns/a\"\n\
            syndicated = {{ name = {it}, url = \"https://example.org/\" }}\n"
            ),
        ),
        ("content/pages/a.md", head.clone()),
    ];
    let body = "{{< signatories campaign=\"campaigns/a\" >}}\n\n{{< counter campaign=\"campaigns/a\" >}}\n\n{{< events limit=3 >}}\n\n\
        {{< groups limit=3 >}}\n\n{{< news limit=3 >}}\n\n{{< share >}}\n";
    let mut files: BTreeMap<String, String> =
        pages.map(|(path, head)| (path.to_owned(), format!("+++\n{head}+++\n{body}"))).into();
    for folder in ["campaigns", "news"] {
        let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"2\" height=\"1\"/>";
        files.insert(format!("content/{folder}/a.svg"), picture.to_owned());
    }
    files.insert("content/site.toml".to_owned(), config(&it, theme));
    let mut sources = small_site(files);
    for (name, files) in embedded::themes() {
        let file = |(below, bytes): (String, &[u8])| memory::file(&format!("themes/{name}/{below}"), bytes.to_vec());
        sources.extend(files.into_iter().map(file));
    }
    build(Sources::new(sources))
}

/// A `site.toml` in which every name is the quoted text `it`.
fn config(it: &str, theme: &str) -> String {
    format!(
        "name = {it}\ntagline = {it}\ndescription = {it}\nbase_url = \"https://tenants.example.org\"\ntheme = \"{theme}\"\n\
             [organisation]\nname = {it}\naddress = [{it}]\npostcode = \"LS1 3AA\"\nemail = \"hello@tenants.example.org\"\n\
             [promoter]\nname = {it}\naddress = [{it}]\npostcode = \"LS1 3AA\"\n\
             [[navigation]]\npage = \"pages/a\"\nlabel = {it}\n[[footer]]\npage = \"pages/a\"\nlabel = {it}\n\
             [privacy]\npage = \"pages/a\"\nversion = \"1\"\n"
    )
}

/// What is shown of a text: the apostrophes of a title are set, and white space is one space.
fn plain(text: &str) -> String {
    text.replace('’', "'").split_whitespace().collect::<Vec<_>>().join(" ")
}

proptest! {
    #![proptest_config(cases(6))]

    #[test]
    fn a_name_is_shown_as_it_was_typed(text in typed(), theme in select(&["bare", "placard", "pamphlet"][..])) {
        let built = site(&text, theme);
        prop_assert!(!has_errors(&built.findings), "{:?}", built.findings);
        is_lawful(&built)?;
        let mut titles = 0;
        for (path, bytes) in built.made.iter().filter(|(path, _)| path.ends_with(".html")) {
            let html = String::from_utf8_lossy(bytes);
            let page = Html::parse_document(&html);
            for node in page.tree.values().filter_map(|node| node.as_element()) {
                prop_assert!(!node.name().starts_with("zq"), "{path}: what was typed became a tag");
                let attributes = node.attrs().map(|(name, _)| name).collect::<Vec<_>>();
                prop_assert!(!attributes.iter().any(|name| name.starts_with("zq")), "{path}: … an attribute");
            }
            prop_assert!(!page.tree.values().any(|node| node.is_comment()), "{path}: … a comment");
            for script in page.select(&css("script[type='application/ld+json']")) {
                let data = serde_json::from_str::<serde_json::Value>(&script.text().collect::<String>());
                prop_assert!(data.is_ok(), "{path}: {data:?}");
            }
            let shown = page.select(&css("h1")).any(|one| plain(&one.text().collect::<String>()) == plain(&text));
            titles += usize::from(shown);
        }
        prop_assert!(titles >= 6, "{titles} pages are called `{text}`");
        let feed = String::from_utf8_lossy(&built.made["feed.xml"]).into_owned();
        let feed = feed_rs::parser::parse(feed.as_bytes());
        prop_assert!(feed.is_ok(), "{feed:?}");
        for json in ["feed.json", "groups.json", "events.json", "forms.json", "manifest.webmanifest"] {
            let data: Result<serde_json::Value, _> = serde_json::from_slice(&built.made[json]);
            prop_assert!(data.is_ok_and(|data| data.to_string().contains(&serde_json::to_string(&text).expect("JSON"))), "{json}");
        }
    }

    #[test]
    fn braces_of_other_template_languages_are_plain_text(
        inside in "[a-z0-9 .()|_-]{0,20}",
        braces in select(&[["{{", "}}"], ["{%", "%}"], ["{{-", "-}}"], ["{#", "#}"], ["{{{", "}}}"], ["${", "}"], ["<%=", "%>"]][..]),
    ) {
        let [open, close] = braces;
        let text = format!("{open} {inside} {close}");
        let page = format!("+++\ntitle = \"A\"\n+++\nBefore `{text}` after.\n\n{}\n", text.replace('<', "\\<").replace('_', "\\_"));
        let built = build(Sources::new(small_site([("content/pages/a.md".to_owned(), page)])));
        prop_assert!(!has_errors(&built.findings), "{:?}", built.findings);
        let html = Html::parse_document(&String::from_utf8_lossy(&built.made["a/index.html"]));
        let shown = plain(&html.root_element().text().collect::<String>());
        let code = html.select(&css("main code")).next().map(|code| code.text().collect::<String>());
        prop_assert_eq!(code, Some(text.clone()));
        prop_assert!(shown.contains(open) && shown.ends_with(close) || shown.contains(close), "{shown}");
    }
}
