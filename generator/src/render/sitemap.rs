//! `sitemap.xml`, in parts with an index where one file would be too large.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::ids::UrlPath;
use crate::model::artifact::Artifact;
use crate::model::node::Value;
use crate::model::site::{LangId, Page, Site};
use crate::render::paths;
use crate::render::text::last_change;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// How much one file may hold: <https://www.sitemaps.org/protocol.html>.
#[derive(Debug, Clone, Copy)]
struct Limits {
    urls: usize,
    bytes: usize,
}

const LIMITS: Limits = Limits { urls: 50_000, bytes: 50 * 1024 * 1024 };

/// One page in all the languages in which it can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// In the order of languages.
    pub versions: Vec<(LangId, UrlPath)>,
    /// `2015-10-08`, of the content.
    pub changed: Option<String>,
}

/// The sitemap: the site's own pages and `others`, the lists that are made of them.
///
/// Left out are drafts, pages shown in another language's text, those with `noindex = true` in `[extra]`, and those
/// that `is_hidden` names: thank-you pages, 404.
pub fn sitemap(site: &Site, others: &[Listed], is_hidden: &dyn Fn(&Page) -> bool) -> Vec<Artifact> {
    let mut listed = listed(site, is_hidden);
    listed.extend(others.iter().filter(|other| !other.versions.is_empty()).cloned());
    listed.sort_by(|a, b| a.versions.cmp(&b.versions));
    listed.dedup_by(|a, b| a.versions == b.versions);
    files(site, &listed, LIMITS)
}

/// Whether a page is kept from search engines whatever the theme says.
pub fn is_unlisted(page: &Page) -> bool {
    let asked = page.extra.get("noindex").is_some_and(|node| node.value == Value::Bool(true));
    page.draft || page.text_lang != page.lang || asked
}

fn listed(site: &Site, is_hidden: &dyn Fn(&Page) -> bool) -> Vec<Listed> {
    let mut all = Vec::with_capacity(site.entries.len());
    for entry in &site.entries {
        let pages = entry.pages.iter().map(|id| site.page(*id));
        let shown: Vec<&Page> = pages.filter(|page| !is_unlisted(page) && !is_hidden(page)).collect();
        let changed = shown.iter().filter_map(|page| last_change(page)).max();
        if !shown.is_empty() {
            all.push(Listed {
                versions: shown.iter().map(|page| (page.lang, page.url.clone())).collect(),
                changed: changed.map(|moment| moment.strftime("%Y-%m-%d").to_string()),
            });
        }
    }
    all
}

fn files(site: &Site, listed: &[Listed], limits: Limits) -> Vec<Artifact> {
    let mut parts = parts(site, listed, limits);
    if parts.len() <= 1 {
        let only = parts.pop().unwrap_or_default();
        return vec![Artifact { path: UrlPath::new(paths::SITEMAP), bytes: document("urlset", &only) }];
    }
    let mut index = Vec::new();
    let mut artifacts = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let path = UrlPath::new(format!("/sitemap-{}.xml", at + 1));
        element(&mut Writer::new(&mut index), "sitemap", &[("loc", &site.absolute(&path))], &[]);
        artifacts.push(Artifact { path, bytes: document("urlset", part) });
    }
    artifacts.push(Artifact { path: UrlPath::new(paths::SITEMAP), bytes: document("sitemapindex", &index) });
    artifacts
}

/// The `<url>` elements, cut so that no part is too large.
fn parts(site: &Site, listed: &[Listed], limits: Limits) -> Vec<Vec<u8>> {
    let mut parts: Vec<Vec<u8>> = Vec::new();
    let mut urls = limits.urls;
    for item in listed {
        for (_, path) in &item.versions {
            let url = url(site, path, item);
            let full = parts.last().is_none_or(|part| part.len() + url.len() + 512 > limits.bytes);
            if urls >= limits.urls || full {
                parts.push(Vec::new());
                urls = 0;
            }
            if let Some(part) = parts.last_mut() {
                part.extend_from_slice(&url);
                urls += 1;
            }
        }
    }
    parts
}

fn url(site: &Site, path: &UrlPath, item: &Listed) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(256);
    let loc = site.absolute(path);
    let mut inner = vec![("loc", loc.as_str())];
    inner.extend(item.changed.as_ref().map(|day| ("lastmod", day.as_str())));
    let alternates = if item.versions.len() > 1 { alternates(site, item) } else { Vec::new() };
    element(&mut Writer::new(&mut bytes), "url", &inner, &alternates);
    bytes
}

/// Each language's URL, and the first one again for everyone else.
fn alternates(site: &Site, item: &Listed) -> Vec<(String, String)> {
    let each = item.versions.iter().map(|(lang, path)| (site.lang(*lang).to_string(), site.absolute(path)));
    let default = item.versions.first().map(|(_, path)| ("x-default".to_owned(), site.absolute(path)));
    each.chain(default).collect()
}

fn element(writer: &mut Writer<&mut Vec<u8>>, name: &str, inner: &[(&str, &str)], alternates: &[(String, String)]) {
    let written = writer.create_element(name).write_inner_content(|writer| {
        for (name, text) in inner {
            writer.create_element(*name).write_text_content(BytesText::new(text))?;
        }
        for (lang, url) in alternates {
            let attributes = [("rel", "alternate"), ("hreflang", lang.as_str()), ("href", url.as_str())];
            writer.create_element("xhtml:link").with_attributes(attributes).write_empty()?;
        }
        Ok(())
    });
    written.map(drop).expect("writing to memory does not fail");
}

fn document(root: &str, inner: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(inner.len() + 256);
    let mut writer = Writer::new(&mut bytes);
    writer
        .write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))
        .and_then(|()| {
            let attributes = [("xmlns", NAMESPACE), ("xmlns:xhtml", XHTML)];
            writer.create_element(root).with_attributes(attributes).write_inner_content(|writer| {
                writer.get_mut().extend_from_slice(inner);
                Ok(())
            })
        })
        .map(drop)
        .expect("writing to memory does not fail");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    /// The text of all elements called `name`, by a parser that is not ours.
    fn texts(file: &Artifact, name: &str) -> Vec<String> {
        let text = str::from_utf8(&file.bytes).expect("text");
        let tree = resvg::usvg::roxmltree::Document::parse(text).expect("XML");
        let found = tree.descendants().filter(|node| node.has_tag_name((NAMESPACE, name)));
        found.map(|node| node.text().unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn pages_are_listed_in_each_language_that_has_a_text() {
        let mut site = sample::site(Vec::new());
        site.pages[0].draft = true;
        let files = sitemap(&site, &[], &|page| page.url.as_str() == "/groups/leeds/");
        let locs: Vec<String> = texts(&files[0], "loc");
        let paths: Vec<&str> = locs.iter().filter_map(|loc| loc.strip_prefix("https://momentum.example.org")).collect();
        let expected = [
            "/news/",
            "/cy/news/",
            "/news/launch/",
            "/cy/news/launch/",
            "/news/week/",
            "/cy/campaigns/rents/",
            "/cy/groups/leeds/",
        ];
        assert_eq!(paths, expected);
        assert_eq!(texts(&files[0], "lastmod"), ["2015-10-08", "2015-10-08", "2015-10-12", "2015-10-01"]);
    }

    #[test]
    fn a_page_in_two_languages_names_both_and_a_default() {
        let site = sample::site(Vec::new());
        let listed = Listed {
            versions: vec![(LangId(0), UrlPath::new("/a/")), (LangId(1), UrlPath::new("/cy/a/"))],
            changed: None,
        };
        let text = String::from_utf8(url(&site, &UrlPath::new("/a/"), &listed)).expect("text");
        for (lang, path) in [("en", "/a/"), ("cy", "/cy/a/"), ("x-default", "/a/")] {
            let link = format!(r#"hreflang="{lang}" href="https://momentum.example.org{path}"/>"#);
            assert!(text.contains(&link), "{text}");
        }
    }

    #[test]
    fn what_is_too_large_for_one_file_is_cut_and_indexed() {
        let site = sample::site(Vec::new());
        let listed = listed(&site, &|_| false);
        let by_count = files(&site, &listed, Limits { urls: 3, bytes: usize::MAX });
        let locs = |files: &[Artifact]| files.iter().rev().skip(1).map(|file| texts(file, "loc").len()).sum::<usize>();
        assert_eq!(by_count.len(), 4);
        assert_eq!(locs(&by_count), 9);
        assert_eq!(texts(&by_count[3], "loc")[2], "https://momentum.example.org/sitemap-3.xml");
        let by_size = files(&site, &listed, Limits { urls: 99, bytes: 1500 });
        assert!(by_size.len() > 2 && by_size.iter().all(|file| file.bytes.len() <= 1500));
        assert_eq!(locs(&by_size), 9);
    }
}
