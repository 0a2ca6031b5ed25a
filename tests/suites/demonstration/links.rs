//! Every link, picture and fragment has something at its other end.

use std::collections::{BTreeMap, BTreeSet};

use scraper::{Html, Selector};

use crate::{BASE, built, none, pages, texts};

/// The ids of each page by its file.
fn ids() -> BTreeMap<&'static str, BTreeSet<String>> {
    let with_id = Selector::parse("[id]").expect("our own selector");
    pages()
        .into_iter()
        .map(|(path, text)| {
            let page = Html::parse_document(text);
            let ids = page.select(&with_id).filter_map(|one| one.attr("id").map(str::to_owned)).collect();
            (path, ids)
        })
        .collect()
}

/// The file at a path of the site.
fn file_at(path: &str) -> String {
    let below = path.trim_start_matches('/');
    if below.is_empty() || below.ends_with('/') { format!("{below}index.html") } else { below.to_owned() }
}

#[test]
fn every_internal_link_and_fragment_has_a_target() {
    let ids = ids();
    let made = &built().made;
    let linking = Selector::parse("[href], [src], [poster]").expect("our own selector");
    none(&pages(), |from, text| {
        let page = Html::parse_document(text);
        let mut told = Vec::new();
        for one in page.select(&linking) {
            let Some(typed) = ["href", "src", "poster"].iter().find_map(|name| one.attr(name)) else { continue };
            let inner = typed.strip_prefix(BASE).unwrap_or(typed);
            let (path, fragment) = inner.split_once('#').unwrap_or((inner, ""));
            if path.contains(':') || path.starts_with("//") || path.starts_with("/api/") {
                continue;
            }
            if !path.is_empty() && !path.starts_with('/') {
                told.push(format!("`{typed}` does not begin at the root"));
                continue;
            }
            let file = if path.is_empty() { from.to_owned() } else { file_at(path.split('?').next().unwrap_or(path)) };
            if !made.contains_key(&file) {
                told.push(format!("`{typed}` leads nowhere"));
            } else if file.ends_with(".svg") && !fragment.is_empty() {
                let mark = format!("id=\"{fragment}\"");
                let is_there = made.get(&file).is_some_and(|svg| String::from_utf8_lossy(svg).contains(&mark));
                told.extend((!is_there).then(|| format!("`{typed}`: no part of the drawing has this id")));
            } else if !fragment.is_empty() && !ids.get(file.as_str()).is_some_and(|ids| ids.contains(fragment)) {
                told.push(format!("`{typed}`: nothing has this id"));
            }
        }
        told
    });
}

#[test]
fn every_page_can_be_reached_from_home() {
    let href = Selector::parse("a[href]").expect("our own selector");
    let made: BTreeMap<&str, &str> = pages().into_iter().collect();
    let mut reached = BTreeSet::new();
    let mut open = vec!["index.html".to_owned()];
    while let Some(file) = open.pop() {
        let Some(text) = made.get(file.as_str()) else { continue };
        if reached.insert(file) {
            let page = Html::parse_document(text);
            let links = page.select(&href).filter_map(|one| one.attr("href")).filter(|link| link.starts_with('/'));
            open.extend(links.map(|link| file_at(link.split(['#', '?']).next().unwrap_or(link))));
        }
    }
    let hidden = |file: &str| file.ends_with("404.html") || made[file].contains("noindex") || file.contains("thank");
    let lost: Vec<&&str> = made.keys().filter(|file| !reached.contains(**file) && !hidden(file)).collect();
    assert!(lost.is_empty(), "no way leads to {lost:#?}");
}

#[test]
fn languages_name_one_another() {
    let alternate = Selector::parse("link[rel=alternate][hreflang]").expect("our own selector");
    let named: BTreeMap<String, BTreeMap<String, String>> = pages()
        .into_iter()
        .map(|(path, text)| {
            let page = Html::parse_document(text);
            let found = page
                .select(&alternate)
                .filter_map(|one| Some((one.attr("hreflang")?.to_owned(), one.attr("href")?.to_owned())));
            (format!("{BASE}/{}", path.trim_end_matches("index.html")), found.collect())
        })
        .collect();
    let mut told = Vec::new();
    for (url, others) in named.iter().filter(|(_, others)| !others.is_empty()) {
        if !others.contains_key("x-default") {
            told.push(format!("{url} has no x-default"));
        }
        for other in others.values() {
            if !named.get(other).is_some_and(|back| back.values().any(|back| back == url)) {
                told.push(format!("{url} names {other}, which does not name it"));
            }
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
    assert!(named.values().any(|others| others.contains_key("cy")), "something is translated");
}

#[test]
fn redirects_lead_to_pages() {
    let made = &built().made;
    let lines: Vec<&str> = texts("_redirects").iter().flat_map(|(_, text)| text.lines()).collect();
    for line in lines.into_iter().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [from, to, ..] = words[..] else { continue };
        assert!(from.starts_with('/'), "{line}");
        // What a visitor types comes in between: the finder's own suites ask for it.
        if to.contains("=:") {
            continue;
        }
        let is_ours = to.starts_with('/') && !to.starts_with("/.netlify/");
        assert!(!is_ours || made.contains_key(&file_at(to)), "{line} leads nowhere");
    }
}

#[test]
fn the_menu_says_on_every_page_where_one_is() {
    let items = Selector::parse("nav.nav:not(.langs) a").expect("our own selector");
    let crumbs = Selector::parse(".crumbs a").expect("our own selector");
    let mut marked = BTreeMap::from([("page", 0), ("true", 0)]);
    for (file, text) in pages() {
        let Some(here) = file.strip_suffix("index.html").map(|path| format!("/{path}")) else { continue };
        let page = Html::parse_document(text);
        let links: Vec<(&str, Option<&str>)> =
            page.select(&items).map(|one| (one.attr("href").unwrap_or_default(), one.attr("aria-current"))).collect();
        let home = |href: &str| href == "/" || href == "/cy/";
        let leads = links.iter().filter(|(href, _)| here == *href || (!home(href) && here.starts_with(href)));
        let way: Vec<&str> = page.select(&crumbs).filter_map(|one| one.attr("href")).collect();
        let on_the_way = || links.iter().find(|(href, _)| !home(href) && way.contains(href));
        let nearest = leads.max_by_key(|(href, _)| href.len()).or_else(on_the_way).map(|(href, _)| *href);
        for (href, current) in &links {
            let wanted = match *href {
                href if href == here => Some("page"),
                href if Some(href) == nearest => Some("true"),
                _ => None,
            };
            assert_eq!(*current, wanted, "{file}: {href}");
            wanted.map(|wanted| marked.entry(wanted).and_modify(|count| *count += 1));
        }
    }
    assert!(marked.values().all(|count| *count > 3), "{marked:?}");
}
