//! Where each page is served, and that no two claim one place.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::entries::{Gathered, Texts};
use crate::diag::Diagnostic;
use crate::ids::{Slug, UrlPath};
use crate::model::config::Config;
use crate::model::draft::{DraftPage, Kind};
use crate::model::site::LangId;
use crate::source::{FileId, Span};

/// First steps of URLs that the site makes itself.
const OURS: [&str; 8] = ["tags", "regions", "assets", "api", "thank-you", "embed", "_dev", ".well-known"];

/// Files that the site makes itself.
const FILES: [&str; 14] = [
    "/feed.xml",
    "/feed.json",
    "/news/feed.xml",
    "/news/feed.json",
    "/events.ics",
    "/events.json",
    "/groups.json",
    "/forms.json",
    "/manifest.webmanifest",
    "/robots.txt",
    "/sitemap.xml",
    "/favicon.ico",
    "/_headers",
    "/_redirects",
];

/// Every claim on a URL, by the URL in lower case: some hosts do not tell `A` from `a`.
#[derive(Debug, Default)]
pub(super) struct Routes {
    /// Those that end with a slash.
    folders: BTreeMap<String, Claim>,
    /// All others. They are few, and alone can be a file where something else needs a folder.
    files: BTreeMap<String, Claim>,
}

#[derive(Debug)]
struct Claim {
    url: UrlPath,
    file: FileId,
    span: Span,
}

impl Routes {
    /// Takes `url` for what stands at `span`; a second claim is told with the first, and is not given.
    pub(super) fn claim(&mut self, url: &UrlPath, file: FileId, span: Span, found: &mut Vec<Diagnostic>) -> bool {
        let lower = url.as_str().to_lowercase();
        if let Some(first) = self.at(&lower) {
            found.push(taken(url, file, span, first));
            return false;
        }
        if let Some(first) = self.in_the_way(&lower) {
            found.push(in_the_way(url, file, span, first));
            return false;
        }
        self.alike(&lower).insert(lower, Claim { url: url.clone(), file, span });
        true
    }

    /// Takes `url`, unless it is taken: that two campaigns stand at one place has been told.
    fn keep(&mut self, url: UrlPath, file: FileId, span: Span) {
        let lower = url.as_str().to_lowercase();
        self.alike(&lower).entry(lower).or_insert(Claim { url, file, span });
    }

    fn at(&self, lower: &str) -> Option<&Claim> {
        if lower.ends_with('/') { self.folders.get(lower) } else { self.files.get(lower) }
    }

    /// Where a claim on `lower` is kept.
    fn alike(&mut self, lower: &str) -> &mut BTreeMap<String, Claim> {
        if lower.ends_with('/') { &mut self.folders } else { &mut self.files }
    }

    /// A file where this one needs a folder, or a folder where this is a file.
    fn in_the_way(&self, lower: &str) -> Option<&Claim> {
        let folders = lower.match_indices('/').filter_map(|(at, _)| lower.get(..at));
        let file = folders.filter_map(|folder| self.files.get(folder)).next();
        file.or_else(|| {
            let below = (!lower.ends_with('/')).then(|| format!("{lower}/"))?;
            let nearest =
                [&self.folders, &self.files].into_iter().filter_map(|claims| claims.range(below.clone()..).next());
            let nearest = nearest.min_by_key(|(url, _)| *url);
            nearest.filter(|(url, _)| url.starts_with(&below)).map(|(_, claim)| claim)
        })
    }

    /// Whether something is served at `url`.
    pub(super) fn has(&self, url: &str) -> bool {
        self.at(&url.to_lowercase()).is_some_and(|claim| claim.url.as_str() == url)
    }
}

fn taken(url: &UrlPath, file: FileId, span: Span, first: &Claim) -> Diagnostic {
    let but_for_case =
        if *url == first.url { String::new() } else { format!(", but for upper and lower case `{}`", first.url) };
    Diagnostic::error("route-taken", format!("`{url}` is claimed twice{but_for_case}"))
        .at(file, span, "the second claim")
        .also(first.file, first.span, "the first claim")
        .help("give one of them another `slug`, or take away the alias")
}

/// The finding about a picture or document that would be served where the site makes a file.
pub(super) fn file_of_ours(url: &UrlPath, file: FileId) -> Option<Diagnostic> {
    FILES.contains(&url.as_str()).then(|| {
        Diagnostic::error("route-reserved", format!("`{url}` is a file that the site makes by itself"))
            .at(file, Span::default(), "")
            .help("give this one another name, or take it away")
    })
}

fn in_the_way(url: &UrlPath, file: FileId, span: Span, first: &Claim) -> Diagnostic {
    Diagnostic::error("file-taken", format!("`{url}` and `{}` cannot both be written", first.url))
        .at(file, span, "the one")
        .also(first.file, first.span, "the other")
        .help("one would be a file where the other needs a folder: give one of them another name")
}

/// The URL of each entry in each language: `urls[entry][lang]`.
pub(super) fn of_pages(
    gathered: &Gathered,
    config: &Config,
    routes: &mut Routes,
    found: &mut Vec<Diagnostic>,
) -> Vec<Vec<UrlPath>> {
    let mut urls = Vec::with_capacity(gathered.entries.len());
    claim_what_the_site_makes(config, routes, found);
    let langs = || (0..config.languages.len()).filter_map(|at| u8::try_from(at).ok()).map(LangId);
    let place = |texts: &Texts, lang: LangId| {
        let mut told = Vec::new();
        (lang, of_page(texts, lang, config, &mut told), told)
    };
    let places: Vec<Vec<_>> =
        gathered.entries.par_iter().map(|texts| langs().map(|lang| place(texts, lang)).collect()).collect();
    for (texts, places) in gathered.entries.iter().zip(places) {
        let mut of_entry = Vec::with_capacity(places.len());
        for (lang, url, told) in places {
            let (text, _) = texts.shown(lang);
            // A place that is told to be ours is not told to be taken as well.
            let is_ours = told.iter().any(|finding| finding.code == "route-reserved");
            found.extend(told);
            if !is_ours {
                routes.claim(&url, text.file, text.meta.slug.as_ref().map_or(text.span, |slug| slug.span), found);
            }
            of_entry.push(url);
        }
        urls.push(of_entry);
    }
    for (texts, urls) in gathered.entries.iter().zip(&urls) {
        let original = texts.original();
        // Where how a campaign is passed on has its page.
        for url in urls.iter().filter(|_| original.kind == Kind::Campaign) {
            routes.keep(UrlPath::new(format!("{url}share/")), original.file, original.span);
        }
    }
    urls
}

fn claim_what_the_site_makes(config: &Config, routes: &mut Routes, found: &mut Vec<Diagnostic>) {
    for lang in 0..config.languages.len() {
        let prefix = prefix(config, lang);
        let of_finder = ["/near/", "/groups/map/"].into_iter().filter(|_| config.finder.enabled != Some(false));
        for path in ["/events/archive/", "/tags/", "/404.html"].into_iter().chain(of_finder) {
            routes.claim(&UrlPath::new(format!("{prefix}{path}")), config.file, Span::default(), found);
        }
    }
}

fn prefix(config: &Config, lang: usize) -> String {
    if lang == 0 { String::new() } else { format!("/{}", config.languages[lang].code) }
}

/// The URL of a page in one language.
pub(super) fn of_page(texts: &Texts, lang: LangId, config: &Config, found: &mut Vec<Diagnostic>) -> UrlPath {
    let prefix = prefix(config, usize::from(lang.0));
    let original = texts.original();
    let path = match original.kind {
        Kind::Home => "/".to_owned(),
        Kind::Section(section) => format!("/{}/", section.folder()),
        Kind::Campaign => format!("/campaigns/{}/", slug(texts, lang, found)),
        Kind::Group => format!("/groups/{}/", slug(texts, lang, found)),
        Kind::Event => format!("/events/{}/", slug(texts, lang, found)),
        Kind::Article => format!("/news/{}/", slug(texts, lang, found)),
        Kind::Page => {
            let path = format!("/{}{}/", folders(original), slug(texts, lang, found));
            found.extend(ours(&path, original, config));
            path
        }
    };
    UrlPath::new(format!("{prefix}{path}"))
}

fn ours(path: &str, page: &DraftPage, config: &Config) -> Option<Diagnostic> {
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    let lists = ["campaigns", "groups", "events", "news"];
    let is_ours = OURS.contains(&first)
        || lists.contains(&first)
        || config.languages.iter().skip(1).any(|language| language.code.as_str() == first);
    let is_ours = is_ours || (first == "near" && config.finder.enabled != Some(false));
    is_ours.then(|| {
        Diagnostic::error("route-reserved", format!("`{path}` lies where the site makes pages of its own"))
            .at(page.file, page.meta.slug.as_ref().map_or(page.span, |slug| slug.span), "this page's place")
            .help(format!("give the page another `slug` than `{first}`, or move its file out of `{first}/`"))
    })
}

/// The folders of a plain page below `pages/`, as slugs, each with a slash behind it.
fn folders(page: &DraftPage) -> String {
    let below = page.key.strip_prefix("pages/").unwrap_or(&page.key);
    let Some((folders, _)) = below.rsplit_once('/') else { return String::new() };
    folders.split('/').filter_map(Slug::of).map(|slug| format!("{slug}/")).collect()
}

fn slug(texts: &Texts, lang: LangId, found: &mut Vec<Diagnostic>) -> Slug {
    let original = texts.original();
    let (shown, _) = texts.shown(lang);
    if let Some(slug) = shown.meta.slug.as_ref().or(original.meta.slug.as_ref()) {
        return slug.value.clone();
    }
    let stem = texts.key.rsplit('/').next().unwrap_or(&texts.key);
    let title = || original.meta.title.as_ref().and_then(|title| Slug::of(&title.value));
    if let Some(slug) = Slug::of(without_date(stem)).or_else(title) {
        return slug;
    }
    found.push(
        Diagnostic::error(
            "slug-missing",
            format!("neither the name nor the title of `{}` has a letter or digit for its address", texts.key),
        )
        .at(original.file, original.span, "this page")
        .help("add a line such as `slug = \"our-news\"`"),
    );
    Slug::of(&format!("page-{}", original.file.0)).expect("has letters")
}

/// A file's stem without the date that it begins with.
fn without_date(stem: &str) -> &str {
    let is_date = stem.get(..10).is_some_and(|date| date.parse::<jiff::civil::Date>().is_ok());
    if !is_date {
        return stem;
    }
    match stem.get(10..).map(|rest| rest.trim_start_matches(['-', '_', ' '])) {
        Some(rest) if !rest.is_empty() => rest,
        _ => stem,
    }
}

/// Takes the aliases of all pages.
pub(super) fn of_aliases(
    gathered: &Gathered,
    urls: &[Vec<UrlPath>],
    routes: &mut Routes,
    found: &mut Vec<Diagnostic>,
) -> BTreeMap<UrlPath, UrlPath> {
    let mut redirects = BTreeMap::new();
    for (texts, urls) in gathered.entries.iter().zip(urls) {
        for (text, url) in texts.by_lang.iter().zip(urls) {
            let Some(text) = text else { continue };
            for alias in &text.meta.aliases {
                if routes.claim(&alias.value, text.file, alias.span, found) {
                    redirects.insert(alias.value.clone(), url.clone());
                }
            }
        }
    }
    redirects
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_is_no_file_and_folder_at_once() {
        let taken = |first: &str, second: &str| {
            let (mut routes, mut found) = (Routes::default(), Vec::new());
            for url in [first, second] {
                routes.claim(&UrlPath::new(url), FileId(0), Span::default(), &mut found);
            }
            found.iter().map(|finding| finding.code).collect::<Vec<_>>()
        };
        assert_eq!(taken("/a/", "/a"), ["file-taken"]);
        assert_eq!(taken("/a", "/a/b.jpg"), ["file-taken"]);
        assert_eq!(taken("/a/", "/A/"), ["route-taken"]);
        assert_eq!(taken("/", "/a"), [""; 0]);
        assert_eq!(taken("/a/b/", "/a/"), [""; 0]);
    }

    #[test]
    fn a_date_before_the_name_is_no_part_of_the_slug() {
        assert_eq!(without_date("2015-10-24-leeds-rally"), "leeds-rally");
        assert_eq!(without_date("2015-10-24"), "2015-10-24");
        assert_eq!(without_date("ŷ"), "ŷ");
        assert_eq!(without_date("2015-13-24-leeds"), "2015-13-24-leeds");
    }
}
