//! What is listed, and in which order: by date, by region, by tag, by what belongs together.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::ids::Slug;
use crate::model::draft::{GroupStatus, Kind};
use crate::model::site::{Detail, EntryId, Event, LangId, Lists, Page, Related, Site, Tag, TagId};

/// The lists of one language.
pub(super) fn of_language(site: &Site, lang: LangId) -> Lists {
    let mut lists = Lists {
        groups_by_region: vec![Vec::new(); site.config.regions.len()],
        upcoming_by_region: vec![Vec::new(); site.config.regions.len()],
        ..Lists::default()
    };
    for (id, entry) in
        site.entries.iter().enumerate().filter_map(|(at, entry)| Some((EntryId(u32::try_from(at).ok()?), entry)))
    {
        match (entry.kind, &site.page_in(id, lang).detail) {
            (Kind::Campaign, _) => lists.campaigns.push(id),
            (Kind::Group, Detail::Group(group)) if group.status != GroupStatus::Closed => lists.groups.push(id),
            (Kind::Event, Detail::Event(event)) if event.is_past => lists.past.push(id),
            (Kind::Event, Detail::Event(_)) => lists.upcoming.push(id),
            (Kind::Article, _) => lists.news.push(id),
            (Kind::Page, _) => lists.pages.push(id),
            _ => {}
        }
    }
    sort(&mut lists, site, lang);
    by_region(&mut lists, site, lang);
    lists
}

fn sort(lists: &mut Lists, site: &Site, lang: LangId) {
    let page = |id: &EntryId| site.page_in(*id, lang);
    let title = |id: &EntryId| page(id).title.to_lowercase();
    lists.campaigns.sort_by_cached_key(|id| {
        let (is_over, deadline) = match &page(id).detail {
            Detail::Campaign(campaign) => (campaign.is_over, campaign.deadline.as_ref().map(jiff::Zoned::timestamp)),
            _ => (false, None),
        };
        (is_over, page(id).weight, deadline.is_none(), deadline, title(id))
    });
    lists.groups.sort_by_cached_key(title);
    lists.pages.sort_by_cached_key(|id| (page(id).weight, title(id)));
    lists.upcoming.sort_by_cached_key(|id| (start(page(id)), *id));
    lists.past.sort_by_cached_key(|id| (std::cmp::Reverse(start(page(id))), *id));
    lists.news.sort_by_cached_key(|id| (std::cmp::Reverse(date(page(id))), *id));
}

fn by_region(lists: &mut Lists, site: &Site, lang: LangId) {
    for id in &lists.groups {
        if let Detail::Group(group) = &site.page_in(*id, lang).detail
            && let Some(region) = group.region
        {
            lists.groups_by_region[usize::from(region.0)].push(*id);
        }
    }
    for id in &lists.upcoming {
        if let Some(region) = event(site.page_in(*id, lang)).and_then(|event| event.region) {
            lists.upcoming_by_region[usize::from(region.0)].push(*id);
        }
    }
}

fn event(page: &Page) -> Option<&Event> {
    match &page.detail {
        Detail::Event(event) => Some(event),
        _ => None,
    }
}

fn start(page: &Page) -> Option<jiff::Timestamp> {
    event(page).map(|event| event.start.timestamp())
}

fn date(page: &Page) -> Option<jiff::Timestamp> {
    page.date.as_ref().map(jiff::Zoned::timestamp)
}

/// What belongs to each entry, in the order of the default language's lists.
pub(super) fn related(site: &Site, lists: &Lists) -> Vec<Related> {
    let mut related = vec![Related::default(); site.entries.len()];
    let mut add = |owner: Option<EntryId>, id: EntryId, list: fn(&mut Related) -> &mut Vec<EntryId>| {
        if let Some(owner) = owner {
            list(&mut related[owner.0 as usize]).push(id);
        }
    };
    for id in &lists.news {
        if let Detail::Article(article) = &site.page_in(*id, LangId(0)).detail {
            add(article.campaign, *id, |related| &mut related.news);
            add(article.group, *id, |related| &mut related.news);
        }
    }
    for id in lists.upcoming.iter().chain(&lists.past) {
        if let Some(event) = event(site.page_in(*id, LangId(0))) {
            let list: fn(&mut Related) -> &mut Vec<EntryId> =
                if event.is_past { |related| &mut related.past } else { |related| &mut related.upcoming };
            add(event.group, *id, list);
            add(event.campaign, *id, list);
        }
    }
    related
}

/// Words that authors used as tags, by their slugs: how the first of them wrote it, and each one's number.
#[derive(Debug, Default)]
pub(super) struct TagNames {
    by_slug: BTreeMap<Slug, String>,
    /// As they were written: the same few over and over.
    words: BTreeSet<String>,
}

impl TagNames {
    /// Takes a word; words of the same slug are one tag.
    pub(super) fn add(&mut self, word: &str) {
        if !self.words.contains(word)
            && let Some(slug) = Slug::of(word)
        {
            self.words.insert(word.to_owned());
            self.by_slug.entry(slug).or_insert_with(|| word.trim().to_owned());
        }
    }

    /// Each tag's number.
    pub(super) fn numbers(&self) -> BTreeMap<Slug, TagId> {
        self.by_slug.keys().cloned().zip((0..=u32::MAX).map(TagId)).collect()
    }

    /// All tags in the order of their slugs, with nothing in them yet.
    pub(super) fn into_tags(self) -> Vec<Tag> {
        let tag = |(slug, name)| Tag { slug, name, entries: Vec::new() };
        self.by_slug.into_iter().map(tag).collect()
    }
}

/// Puts what authors have written under its tags: newest first, what has no date last.
pub(super) fn fill_tags(site: &mut Site) {
    let mut of_tag: Vec<Vec<EntryId>> = vec![Vec::new(); site.tags.len()];
    for (at, entry) in site.entries.iter().enumerate() {
        let Ok(at) = u32::try_from(at) else { continue };
        if matches!(entry.kind, Kind::Home | Kind::Section(_)) {
            continue;
        }
        for tag in &site.page_in(EntryId(at), LangId(0)).tags {
            of_tag[tag.0 as usize].push(EntryId(at));
        }
    }
    let moment = |id: &EntryId| {
        let page = site.page_in(*id, LangId(0));
        start(page).or_else(|| date(page))
    };
    of_tag.par_iter_mut().for_each(|entries| {
        entries.sort_by_cached_key(|id| (std::cmp::Reverse(moment(id)), *id));
        entries.dedup();
    });
    for (tag, entries) in site.tags.iter_mut().zip(of_tag) {
        tag.entries = entries;
    }
}
