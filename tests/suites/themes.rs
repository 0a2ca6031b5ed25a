//! That a theme is only a theme: the demonstration in another one, read as `demonstration` reads it, and a new site in each.

#[path = "demonstration/html.rs"]
mod html;
#[path = "demonstration/links.rs"]
mod links;
#[path = "demonstration/read.rs"]
mod read;
#[path = "demonstration/weight.rs"]
mod weight;

use std::sync::OnceLock;

use handbill::load::embedded;
use handbill::parse::shortcode::ShortcodeSet;
use handbill::source::Sources;
use handbill::theming;
use handbill_tests::memory::{self, Built};
use handbill_tests::{demonstration, handbill, tree};
use rayon::prelude::*;
use scraper::{Html, Selector};

use read::{BASE, none, pages, texts};

/// The demonstration itself is in `placard`.
const THEME: &str = "pamphlet";

/// What the stylesheet of a plain theme may weigh, compressed: half of what a first view has.
const STYLES_MAX_BYTES: usize = 5_000;

fn built() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| demonstration::built_in(THEME))
}

#[test]
fn the_demonstration_has_no_finding_in_another_theme() {
    let told: Vec<String> = built().findings.iter().map(|one| format!("{}: {}", one.code, one.message)).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn another_theme_is_another_theme() {
    let other = &demonstration::built().made;
    let same: Vec<&str> =
        pages().into_iter().filter(|(path, text)| other[*path] == text.as_bytes()).map(|(p, _)| p).collect();
    assert!(same.is_empty(), "these pages are those of the other theme: {same:?}");
    assert!(
        other.keys().filter(|path| path.ends_with(".html")).all(|path| built().made.contains_key(path)),
        "all pages"
    );
}

#[test]
fn the_stylesheet_of_a_plain_theme_is_small() {
    let made = built().made.iter();
    let styles: usize =
        made.filter(|(path, _)| path.starts_with("assets/site.")).map(|(_, css)| weight::compressed(css)).sum();
    assert!((500..STYLES_MAX_BYTES).contains(&styles), "{styles} bytes");
}

#[test]
fn a_new_site_has_no_finding_in_any_theme() {
    let themes: Vec<String> = embedded::themes().into_keys().collect();
    assert!(themes.len() > 1, "{themes:?}");
    let told: Vec<String> = themes.par_iter().filter_map(|theme| wrong(theme)).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

/// What is wrong with a new site in a theme.
fn wrong(theme: &str) -> Option<String> {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let site = folder.path().join("site");
    let path = site.to_str().expect("a temporary folder has a plain name");
    let made = handbill(folder.path(), &["new", path, "--theme", theme]);
    assert_eq!(made.code, 0, "{}", made.both);
    let answer = handbill(&site, &["check", "--root", path, "--strict"]);
    if (answer.code, answer.both.trim()) != (0, "no findings") {
        return Some(format!("{theme}: {}", answer.both));
    }
    let files = theming::files(&site).expect("the theme is there");
    let (shortcodes, _) = ShortcodeSet::new(None);
    let is_missing = |name: &&str| !files.contains_key(&format!("templates/shortcodes/{name}.html"));
    let missing: Vec<&str> = shortcodes.iter().map(|spec| spec.name.as_str()).filter(is_missing).collect();
    (!missing.is_empty()).then(|| format!("{theme} has no {}", missing.join(", ")))
}

#[test]
fn a_site_of_a_theme_that_builds_on_another_needs_nothing_of_its_own() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    tree::write(folder.path(), &demonstration::content_in("own"));
    let toml = "name = \"Own\"\nbase = \"pamphlet\"\n".to_owned().into_bytes();
    tree::write(folder.path(), &tree::Tree::from([("themes/own/theme.toml".to_owned(), toml)]));
    let own = memory::build_folder(folder.path());
    assert!(own.findings.is_empty(), "{:?}", own.findings);
    assert!(own.made == built().made, "it is the theme that it builds on");
}

#[test]
fn a_page_whose_author_wrote_no_summary_does_not_begin_twice() {
    let first = "We are eleven households on a lane without a pavement.";
    let page = |title: &str| format!("+++\ntitle = \"{title}\"\n+++\n\n{first}\n\nAnd so on.\n");
    let main = Selector::parse("main").expect("our own selector");
    for theme in embedded::themes().into_keys() {
        let files = [("content/index.md", page("Mill Lane")), ("content/pages/a.md", page("A"))];
        let built = small(&theme, files);
        for path in ["index.html", "a/index.html"] {
            let html = Html::parse_document(&String::from_utf8_lossy(&built.made[path]));
            let text: String = html.select(&main).flat_map(|main| main.text()).collect();
            assert_eq!(text.matches(first).count(), 1, "{theme}: {path}: {text}");
        }
    }
}

#[test]
fn a_home_page_alone_leads_to_nothing_that_is_not_there_and_has_no_empty_list() {
    let linking = Selector::parse("[href], [src]").expect("our own selector");
    for theme in embedded::themes().into_keys() {
        let built =
            small(&theme, [("content/index.md", "+++\ntitle = \"Mill Lane\"\n+++\n\nA pavement.\n".to_owned())]);
        let pages = || built.made.keys().map(String::as_str).filter(|path| path.ends_with(".html"));
        let lists = ["campaigns/", "groups/", "events/", "news/", "regions/", "tags/", "thank-you/"];
        let empty: Vec<&str> = pages().filter(|path| lists.iter().any(|list| path.starts_with(list))).collect();
        assert!(empty.is_empty(), "{theme}: {empty:?}");
        for path in pages() {
            let html = Html::parse_document(&String::from_utf8_lossy(&built.made[path]));
            for one in html.select(&linking) {
                let link = one.attr("href").or(one.attr("src")).unwrap_or_default();
                assert!(!link.is_empty(), "{theme}: {path}: {}", one.html());
                let Some(below) = link.strip_prefix('/') else { continue };
                let below = below.split(['#', '?']).next().unwrap_or(below);
                let is_folder = below.is_empty() || below.ends_with('/');
                let file = if is_folder { format!("{below}index.html") } else { below.to_owned() };
                assert!(built.made.contains_key(&file), "{theme}: {path}: `{link}` leads nowhere");
            }
        }
    }
}

/// A small site in an embedded theme.
fn small(theme: &str, files: impl IntoIterator<Item = (&'static str, String)>) -> Built {
    let mut sources = memory::small_site(files.into_iter().map(|(path, text)| (path.to_owned(), text)));
    for site in sources.iter_mut().filter(|file| &*file.path == "content/site.toml") {
        let text = site.text().replace("theme = \"bare\"", &format!("theme = \"{theme}\""));
        *site = memory::file("content/site.toml", text.into_bytes());
    }
    for (name, files) in embedded::themes() {
        let file = |(below, bytes): (String, &[u8])| memory::file(&format!("themes/{name}/{below}"), bytes.to_vec());
        sources.extend(files.into_iter().map(file));
    }
    let built = memory::build(Sources::new(sources));
    assert!(built.findings.is_empty(), "{theme}: {:?}", built.findings);
    built
}
