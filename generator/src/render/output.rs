//! What the site consists of: every page and list with its path, before any of them is rendered.

use std::collections::BTreeSet;

use handbill_contract::Kind as FormKind;

use crate::ids::UrlPath;
use crate::model::draft::{Kind, Section};
use crate::model::site::{LangId, PageId, RegionId, Site, TagId};
use crate::places::Place;
use crate::render::{near, paths};

/// One HTML page of the finished site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Where it is served.
    pub path: UrlPath,
    /// What it shows.
    pub(super) what: What,
}

/// What a page shows; `number` counts the pages of a list from one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// A page that has an entry: a text, the home page, the campaigns, the groups.
    Page(PageId),
    /// A page of the news or of the events to come, with the section's text.
    List { page: PageId, number: usize },
    /// Past events.
    Archive { lang: LangId, number: usize },
    /// Groups and events of a region.
    Region { lang: LangId, region: RegionId, number: usize },
    /// All tags.
    Tags { lang: LangId },
    /// What has a tag.
    Tag { lang: LangId, tag: TagId, number: usize },
    /// What a visitor sees after a form, where the form names no page of its own.
    ThankYou { lang: LangId, kind: FormKind },
    /// The page to search from.
    Search { lang: LangId },
    /// What a visitor sees where nothing is.
    NotFound { lang: LangId },
    /// The form that finds groups, or what a visitor sees whose code is not known.
    Near { lang: LangId, is_lost: bool },
    /// What is near a place, by its number in the table.
    NearPlace { lang: LangId, place: u32 },
    /// The map of groups.
    Map { lang: LangId },
    /// A form of a page, alone, for a frame on somebody else's page: its number among the page's forms.
    Embed { page: PageId, form: usize },
    /// How a campaign is passed on.
    Share { page: PageId },
}

/// The template of [`What::Embed`].
pub(super) const EMBED: &str = "embed.html";

/// The template of [`What::Share`].
pub(super) const SHARE: &str = "share.html";

/// What a site has only with a theme that has templates for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Parts {
    /// A page to search from.
    pub search: bool,
    /// The finder of what is near.
    pub finder: bool,
    /// The map of groups.
    pub map: bool,
    /// Forms alone, for frames.
    pub embeds: bool,
    /// Pages that say how campaigns are passed on.
    pub shares: bool,
}

/// Every page of the site: first those that have an entry, then the lists, language by language, then what is passed on
/// to others, where the theme has a template for it.
pub fn outputs(site: &Site, parts: Parts) -> Vec<Output> {
    let mut all: Vec<Output> = Vec::with_capacity(site.pages.len() + 64);
    for (page, id) in site.pages.iter().zip((0..=u32::MAX).map(PageId)) {
        let what = match site.entry(page.entry).kind {
            Kind::Section(Section::News | Section::Events) => What::List { page: id, number: 1 },
            _ => What::Page(id),
        };
        all.push(Output { path: page.url.clone(), what });
    }
    for lang in site.langs() {
        add_lists(site, parts, lang, &mut all);
        if parts.map {
            all.push(Output { path: map_page(site, lang), what: What::Map { lang } });
        }
        if parts.finder {
            near::outputs(site, lang, &mut all);
        }
    }
    if parts.shares {
        add_share_pages(site, &mut all);
    }
    if parts.embeds {
        add_embeds(site, &mut all);
    }
    let doubled = doubled(&all);
    if !doubled.is_empty() {
        let mut at = 0..;
        all.retain(|_| at.next().is_none_or(|at| !doubled.contains(&at)));
    }
    all
}

fn add_share_pages(site: &Site, all: &mut Vec<Output>) {
    for (page, id) in site.pages.iter().zip((0..=u32::MAX).map(PageId)) {
        if site.entry(page.entry).kind == Kind::Campaign {
            all.push(Output { path: paths::share(page), what: What::Share { page: id } });
        }
    }
}

fn add_embeds(site: &Site, all: &mut Vec<Output>) {
    for (page, id) in site.pages.iter().zip((0..=u32::MAX).map(PageId)) {
        let forms = page.forms.iter().enumerate();
        all.extend(forms.map(|(at, form)| {
            let path = paths::embed(site, page.lang, &form.id);
            Output { path, what: What::Embed { page: id, form: at } }
        }));
    }
}

/// Of those that claim one place all but the first, by their numbers: they are not made, and have been told.
fn doubled(all: &[Output]) -> BTreeSet<usize> {
    let mut order: Vec<(&UrlPath, usize)> = all.iter().map(|output| &output.path).zip(0..).collect();
    // They nearly are in order, which this sort makes use of.
    order.sort();
    order.windows(2).filter(|pair| pair[0].0 == pair[1].0).map(|pair| pair[1].1).collect()
}

fn add_lists(site: &Site, parts: Parts, lang: LangId, all: &mut Vec<Output>) {
    let lists = site.lists(lang);
    for (section, len) in [(Section::News, lists.news.len()), (Section::Events, lists.upcoming.len())] {
        let Some(page) = section_page(site, lang, section) else { continue };
        let first = site.page(page).url.clone();
        add_numbers(site, len, 2, &first, all, |number| What::List { page, number });
    }
    if section_page(site, lang, Section::Events).is_some() {
        let archive = archive(site, lang);
        add_numbers(site, lists.past.len(), 1, &archive, all, |number| What::Archive { lang, number });
    }
    for region in paths::regions(site) {
        let groups = lists.groups_by_region.get(usize::from(region.0)).map_or(0, Vec::len);
        let first = paths::region(site, lang, region);
        add_numbers(site, groups, 1, &first, all, |number| What::Region { lang, region, number });
    }
    if !site.tags.is_empty() {
        all.push(Output { path: site.path_in(lang, "/tags/"), what: What::Tags { lang } });
    }
    for (tag, id) in site.tags.iter().zip((0..=u32::MAX).map(TagId)) {
        let first = paths::tag(site, lang, &tag.slug);
        add_numbers(site, tag.entries.len(), 1, &first, all, |number| What::Tag { lang, tag: id, number });
    }
    let forms = site.pages.iter().flat_map(|page| page.forms.iter().map(|form| form.kind()));
    let forms: BTreeSet<FormKind> = forms.collect();
    for kind in forms {
        let path = site.path_in(lang, &format!("/thank-you/{}/", kind.as_str()));
        all.push(Output { path, what: What::ThankYou { lang, kind } });
    }
    if parts.search {
        all.push(Output { path: paths::search(site, lang), what: What::Search { lang } });
    }
    all.push(Output { path: site.path_in(lang, "/404.html"), what: What::NotFound { lang } });
}

fn add_numbers(
    site: &Site,
    len: usize,
    from: usize,
    first: &UrlPath,
    all: &mut Vec<Output>,
    what: impl Fn(usize) -> What,
) {
    let pages = len.div_ceil(site.config.limits.per_page.max(1)).max(1);
    all.extend((from..=pages).map(|number| Output { path: numbered(first, number), what: what(number) }));
}

/// The path of a list's page: `/news/` and `/news/page/2/`.
pub(super) fn numbered(first: &UrlPath, number: usize) -> UrlPath {
    if number == 1 { first.clone() } else { UrlPath::new(format!("{first}page/{number}/")) }
}

/// The path of the past events.
pub(super) fn archive(site: &Site, lang: LangId) -> UrlPath {
    site.path_in(lang, "/events/archive/")
}

/// The page of a section in a language.
pub(super) fn section_page(site: &Site, lang: LangId, section: Section) -> Option<PageId> {
    let entry = site.find(section.key())?;
    site.entry(entry).pages.get(usize::from(lang.0)).copied()
}

/// The form of the finder: `/near/`.
pub(super) fn near_form(site: &Site, lang: LangId) -> UrlPath {
    site.path_in(lang, "/near/")
}

/// The page of a place: `/near/ls1/`.
pub(super) fn near_place(site: &Site, lang: LangId, place: &Place) -> UrlPath {
    site.path_in(lang, &format!("/near/{}/", place.code.to_lowercase()))
}

/// What the finder's script asks for in a language.
pub(super) fn near_data(site: &Site, lang: LangId) -> UrlPath {
    site.path_in(lang, "/near/groups.json")
}

/// The map of groups.
pub(super) fn map_page(site: &Site, lang: LangId) -> UrlPath {
    site.path_in(lang, "/groups/map/")
}
