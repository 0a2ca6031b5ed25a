//! What stands in each feed; [`super::atom`] and [`super::json_feed`] only write it down.

mod absolute;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use rayon::prelude::*;

pub use self::absolute::absolute;
use crate::model::artifact::Artifact;
use crate::model::draft::Kind;
use crate::model::site::{Detail, EntryId, LangId, Page, PageId, RegionId, Site};
use crate::render::paths::{self, Format, Topic};
use crate::render::text::printable;
use crate::render::{atom, json_feed};

/// One feed in one language.
#[derive(Debug)]
pub struct Feed<'s> {
    /// What it is about.
    pub topic: Topic,
    /// The language of its dress.
    pub lang: LangId,
    /// Its name.
    pub title: String,
    /// Newest first, at most as many as `site.toml` says.
    pub items: Vec<Item<'s>>,
}

/// One page in a feed.
#[derive(Debug, Clone, Copy)]
pub struct Item<'s> {
    /// Its number.
    pub id: PageId,
    /// The page.
    pub page: &'s Page,
}

/// The texts of the items of the whole site's feeds, with no relative URL in them.
///
/// Feeds of tags and regions go without: a site with a hundred tags would write its news a hundred times.
pub type Contents = BTreeMap<PageId, String>;

/// Every feed of the site, in both formats. `content` gives the rendered text of a page, and is asked once for each
/// page that stands in the feeds of the site or the news; the feeds of tags and regions hold summaries.
pub fn feeds(site: &Site, content: &(dyn Fn(&Page) -> String + Sync)) -> Vec<Artifact> {
    let feeds: Vec<Feed<'_>> = site.langs().flat_map(|lang| feeds_in(site, lang)).collect();
    let whole = feeds.iter().filter(|feed| matches!(feed.topic, Topic::Site | Topic::News));
    let wanted: BTreeSet<PageId> = whole.flat_map(|feed| feed.items.iter().map(|item| item.id)).collect();
    let wanted: Vec<PageId> = wanted.into_iter().collect();
    let texts: Vec<(PageId, String)> =
        wanted.par_iter().map(|&id| (id, text_of(site, site.page(id), content))).collect();
    let contents: Contents = texts.into_iter().collect();
    let none = Contents::new();
    let contents_of = |feed: &Feed<'_>| match feed.topic {
        Topic::Site | Topic::News => &contents,
        Topic::Tag(_) | Topic::Region(_) => &none,
    };
    feeds.par_iter().flat_map_iter(|feed| written(site, feed, contents_of(feed))).collect()
}

/// The feeds of one language: the site's, the news', each tag's, each region's.
pub fn feeds_in(site: &Site, lang: LangId) -> Vec<Feed<'_>> {
    let lists = site.lists(lang);
    let mut feeds = vec![
        feed(site, lang, Topic::Site, in_time(site, lang, both(&lists.news, &lists.campaigns))),
        feed(site, lang, Topic::News, lists.news.clone()),
    ];
    for id in paths::tags(site) {
        feeds.push(feed(site, lang, Topic::Tag(id), site.tags[id.0 as usize].entries.clone()));
    }
    for (id, entries) in paths::regions(site).zip(by_region(site, lang)) {
        feeds.push(feed(site, lang, Topic::Region(id), in_time(site, lang, entries)));
    }
    feeds
}

fn feed(site: &Site, lang: LangId, topic: Topic, entries: Vec<EntryId>) -> Feed<'_> {
    let items = entries
        .into_iter()
        .map(|entry| site.entry(entry).pages[usize::from(lang.0)])
        .map(|id| Item { id, page: site.page(id) })
        .filter(|item| has_its_time(item.page))
        .take(site.config.limits.feed_items)
        .collect();
    Feed { topic, lang, title: title(site, lang, topic), items }
}

/// What has no date of publication has no place in the order of a feed, and a calendar has the events; a campaign goes on
/// until it is over, and is new to whoever has not seen it.
fn has_its_time(page: &Page) -> bool {
    page.date.is_some() || !matches!(page.detail, Detail::Event(_) | Detail::Group(_) | Detail::Plain)
}

fn title(site: &Site, lang: LangId, topic: Topic) -> String {
    let name = &site.config.languages[usize::from(lang.0)].site_name;
    let part = match topic {
        Topic::Site => None,
        Topic::News => site.find("news/index").map(|entry| site.page_in(entry, lang).title.as_str()),
        Topic::Tag(id) => Some(site.tags[id.0 as usize].name.as_str()),
        Topic::Region(id) => {
            site.config.regions[usize::from(id.0)].name.of(site.lang(lang), site.config.default_lang())
        }
    };
    printable(&part.map_or_else(|| name.clone(), |part| format!("{part} – {name}")))
}

fn both(some: &[EntryId], others: &[EntryId]) -> Vec<EntryId> {
    some.iter().chain(others).copied().collect()
}

/// Newest first; those with no date last, in the order of their keys.
fn in_time(site: &Site, lang: LangId, mut entries: Vec<EntryId>) -> Vec<EntryId> {
    let moment = |entry: EntryId| site.page_in(entry, lang).date.as_ref().map(jiff::Zoned::timestamp);
    entries.sort_by_cached_key(|&entry| (std::cmp::Reverse(moment(entry).unwrap_or(Timestamp::MIN)), entry));
    entries
}

/// For each region the campaigns that name it, and the articles and events that belong to it.
fn by_region(site: &Site, lang: LangId) -> Vec<Vec<EntryId>> {
    let lists = site.lists(lang);
    let mut regions = vec![Vec::new(); site.config.regions.len()];
    let all = [&lists.news, &lists.campaigns, &lists.upcoming, &lists.past];
    for &entry in all.into_iter().flatten() {
        for region in regions_of(site, entry) {
            regions[usize::from(region.0)].push(entry);
        }
    }
    regions
}

fn regions_of(site: &Site, entry: EntryId) -> BTreeSet<RegionId> {
    match &site.page_in(entry, LangId(0)).detail {
        Detail::Campaign(campaign) => campaign.regions.iter().copied().collect(),
        Detail::Event(event) => event.region.into_iter().collect(),
        Detail::Group(group) => group.region.into_iter().collect(),
        Detail::Article(article) => {
            let named = article.campaign.into_iter().chain(article.group);
            named.filter(|&id| site.entry(id).kind != Kind::Article).flat_map(|id| regions_of(site, id)).collect()
        }
        Detail::Home { .. } | Detail::Plain => BTreeSet::new(),
    }
}

fn text_of(site: &Site, page: &Page, content: &(dyn Fn(&Page) -> String + Sync)) -> String {
    printable(&absolute(&content(page), &site.config.base_url, &page.url))
}

fn written(site: &Site, feed: &Feed<'_>, contents: &Contents) -> [Artifact; 2] {
    let path = |format| paths::feed(site, feed.lang, feed.topic, format);
    [
        Artifact { path: path(Format::Atom), bytes: atom::atom(site, feed, contents) },
        Artifact { path: path(Format::Json), bytes: json_feed::json_feed(site, feed, contents) },
    ]
}

#[cfg(test)]
mod tests;
