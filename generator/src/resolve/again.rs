//! One page is resolved again, and the rest of the site stays as it is: what makes `handbill serve` quick.
//!
//! A page depends on its own texts and on what others show of themselves to a link: their names, places, ids, forms.
//! [`Memory`] keeps all that. Where an edit changes none of it ([`shows_the_same`]), only the edited page has to be made;
//! where it is listed by something else, be it a date, the lists are made anew from all pages too. Everything else is for
//! [`super::resolve`]: new and removed files, names, tags, aliases, what is hidden, the configuration.
//! The suite `laws` holds the one against the other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use handbill_contract::Kind as FormKind;
use jiff::Timestamp;
use rayon::prelude::*;

use super::assets::Assets;
use super::body::Resolver;
use super::clock::Clock;
use super::entries::Gathered;
use super::links::Index;
use super::page::{Made, Maker};
use super::routes::{self, Routes};
use super::{bring_together, form, menus, set_clock, set_menus, thanks, untranslated, words_of};
use crate::diag::Diagnostic;
use crate::ids::{Slug, UrlPath};
use crate::model::config::Config;
use crate::model::draft::{Detail, DraftPage, Kind, Meta, When};
use crate::model::site::{LangId, Page, RegionId, Site, TagId};
use crate::source::{FileId, Sources, Spanned};

/// So many entries a thread takes at most at a time: with more, one would still be busy when all others have done.
const AT_ONCE: usize = 64;

/// What pages are resolved with: all that one of them can ask about another.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) gathered: Gathered,
    /// By the number of the entry, then of the language.
    pub(super) urls: Vec<Vec<UrlPath>>,
    pub(super) claims: Routes,
    pub(super) assets: Assets,
    pub(super) languages: Vec<String>,
    pub(super) regions: BTreeMap<Arc<str>, RegionId>,
    pub(super) tags: BTreeMap<Slug, TagId>,
    pub(super) forms: form::Known,
}

impl Facts {
    /// What links are looked up in.
    pub(super) fn index<'a>(&'a self, sources: &'a Sources) -> Index<'a> {
        Index {
            gathered: &self.gathered,
            assets: &self.assets,
            routes: &self.claims,
            sources,
            languages: &self.languages,
        }
    }

    /// Makes the pages of these entries.
    pub(super) fn make(&self, entries: &[usize], config: &Config, sources: &Sources, clock: &Clock) -> Vec<Made> {
        let index = self.index(sources);
        let resolver = Resolver { index: &index, config, regions: &self.regions };
        let url_words = |key: &str| index.find(key).map(|entry| words_of(config, &self.urls[entry.0 as usize]));
        let thanks = |kind: FormKind| thanks(config, kind);
        let forms = form::FormContext::new(config, &url_words, &thanks, &self.forms);
        let maker = Maker { resolver: &resolver, clock, forms: &forms, urls: &self.urls, tags: &self.tags };
        if let [entry] = entries {
            // Another thread would take longer to wake than to make it.
            return vec![maker.entry(*entry)];
        }
        entries.par_iter().with_max_len(AT_ONCE).map(|at| maker.entry(*at)).collect()
    }
}

/// A page before and after an edit of its file.
#[derive(Debug)]
pub(crate) struct Edit {
    /// As it was resolved.
    pub(crate) before: Arc<DraftPage>,
    /// As it stands now.
    pub(crate) after: Arc<DraftPage>,
}

/// What has become of the lists, and of all else that is made of all pages, after an edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Listing {
    /// They are as they were, but for the titles in the menus: the site has the same pages at the same places.
    AsBefore,
    /// They were made anew.
    Anew,
}

/// What a site was resolved with, and what was found, by what it belongs to.
#[derive(Debug)]
pub struct Memory {
    facts: Facts,
    targets: menus::Targets,
    clock: Clock,
    /// About the site as a whole.
    of_site: Vec<Diagnostic>,
    /// About a page, by the number of its entry.
    of_entries: Vec<Vec<Diagnostic>>,
}

impl Memory {
    pub(super) fn new(
        facts: Facts,
        targets: menus::Targets,
        clock: Clock,
        of_site: Vec<Diagnostic>,
        of_entries: Vec<Vec<Diagnostic>>,
    ) -> Self {
        Self { facts, targets, clock, of_site, of_entries }
    }

    /// All that resolve has found, in no particular order.
    pub fn findings(&self, config: &Config) -> impl Iterator<Item = Diagnostic> {
        let of_texts = untranslated(&self.facts.gathered.entries, config);
        self.of_site.iter().chain(self.of_entries.iter().flatten()).cloned().chain(of_texts)
    }

    /// Resolves the edited pages of `site` again at the moment `now`, when the answers of before are still true.
    ///
    /// `None` when an edit concerns other pages too: then the whole site has to be resolved, and neither `site` nor
    /// this memory is of use any more.
    pub(crate) fn again(
        &mut self,
        site: &mut Site,
        sources: &Sources,
        now: Timestamp,
        edits: &[Edit],
    ) -> Option<Listing> {
        let mut entries = BTreeSet::new();
        for edit in edits {
            match self.take(edit, &site.config) {
                Some(entry) => entries.insert(entry),
                None => return None,
            };
        }
        self.clock = self.clock.later(now);
        let entries: Vec<usize> = entries.into_iter().collect();
        let made = self.facts.make(&entries, &site.config, sources, &self.clock);
        let mut is_listed_as_before = true;
        for (at, made) in entries.into_iter().zip(made) {
            self.of_entries[at] = made.findings;
            for (lang, page) in made.pages.into_iter().enumerate() {
                let id = site.entries[at].pages[lang];
                let old = std::mem::replace(&mut site.pages[id.0 as usize], page);
                is_listed_as_before &= is_listed_alike(&old, site.page(id), site.entries[at].kind);
            }
        }
        if is_listed_as_before {
            set_clock(site, &self.clock);
            set_menus(site, &self.targets);
            return Some(Listing::AsBefore);
        }
        bring_together(site, &self.targets, &self.clock);
        Some(Listing::Anew)
    }

    /// Puts the page of now in the place of the one of before; the number of its entry, unless others have to know.
    fn take(&mut self, edit: &Edit, config: &Config) -> Option<usize> {
        let Edit { before, after } = edit;
        if !shows_the_same(before, after) || self.of_site.iter().any(|finding| concerns(finding, before.file)) {
            return None;
        }
        let entries = &mut self.facts.gathered.entries;
        let at = entries.binary_search_by(|texts| (*texts.key).cmp(before.key.as_str())).ok()?;
        let texts = &mut entries[at];
        // A page that is hidden, or the second of its name, is not there.
        let place = texts.by_lang.iter_mut().flatten().find(|text| Arc::ptr_eq(text, before))?;
        *place = Arc::clone(after);
        let url = |(lang, url): (u8, &UrlPath)| routes::of_page(texts, LangId(lang), config, &mut Vec::new()) == *url;
        (0..).zip(&self.facts.urls[at]).all(url).then_some(at)
    }
}

/// Whether two texts of a page are the same to all other pages. Titles are: what shows them is made of the page itself.
fn shows_the_same(before: &DraftPage, after: &DraftPage) -> bool {
    let is_named_the_same = before.file == after.file && before.key == after.key && before.kind == after.kind;
    is_named_the_same
        && before.lang == after.lang
        && facts_of(&before.meta) == facts_of(&after.meta)
        && before.body.ids == after.body.ids
        && before.forms.iter().map(|(name, _)| &name.value).eq(after.forms.iter().map(|(name, _)| &name.value))
        && region_of(&before.detail) == region_of(&after.detail)
}

/// Whether all that lists and relations are made of is the same: whatever has a place or an order.
fn is_listed_alike(old: &Page, new: &Page, kind: Kind) -> bool {
    // News and events are listed by their days, and of the home page and the sections there is one.
    let has_place_by_title = matches!(kind, Kind::Campaign | Kind::Group | Kind::Page);
    (old.title == new.title || !has_place_by_title)
        && old.date == new.date
        && old.weight == new.weight
        && old.tags == new.tags
        && old.detail == new.detail
        && old.forms.len() == new.forms.len()
}

/// What others can ask of a page's front matter, or what decides whether and where it is.
fn facts_of(meta: &Meta) -> impl PartialEq {
    let when = |when: &Option<Spanned<When>>| when.as_ref().map(|when| when.value.clone());
    (
        meta.slug.as_ref().map(|slug| slug.value.clone()),
        meta.draft,
        when(&meta.publish_at),
        when(&meta.expires),
        meta.aliases.iter().map(|alias| alias.value.clone()).collect::<Vec<_>>(),
        meta.tags.iter().map(|tag| tag.value.clone()).collect::<Vec<_>>(),
    )
}

/// The region of a group, which its events have too.
fn region_of(detail: &Detail) -> Option<&str> {
    match detail {
        Detail::Group(group) => group.region.as_ref().map(|region| region.value.as_str()),
        _ => None,
    }
}

/// Whether a finding shows something of a file: where its lines move, so must the finding.
fn concerns(finding: &Diagnostic, file: FileId) -> bool {
    let mut places = finding.place.iter().chain(finding.related.iter().map(|(place, _)| place));
    places.any(|place| place.file == file)
}
