//! What a kind's template sees besides its page: cards, months, regions, and where a list goes on.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Value;

use crate::ids::UrlPath;
use crate::model::draft::{EventType, Kind};
use crate::model::site::{Detail, EntryId, LangId, Page, Related};
use crate::render::nearby::Nearby;
use crate::render::output::numbered;
use crate::render::{Renderer, paths};

/// Values for the context, by their names.
pub(in crate::render) type Extra = Vec<(&'static str, Value)>;

/// So many are shown where a page only points to more.
const FEW: usize = 6;
const FEWER: usize = 3;
const OTHERS: usize = 4;
/// Groups of a region on the page of all groups.
const GROUPS_A_REGION: usize = 12;
/// Past events on a group's page.
const PAST: usize = 6;

#[derive(Serialize)]
struct Pagination {
    page: usize,
    pages: usize,
    previous: Option<String>,
    next: Option<String>,
    first: String,
    last: String,
    items_total: usize,
    links: Vec<PageLink>,
}

#[derive(Serialize)]
struct PageLink {
    page: usize,
    url: String,
    is_current: bool,
}

#[derive(Serialize)]
struct TypeCount<'a> {
    #[serde(rename = "type")]
    event_type: &'static str,
    type_text: &'a str,
    count: usize,
}

fn first(entries: &[EntryId], limit: usize) -> &[EntryId] {
    entries.get(..limit).unwrap_or(entries)
}

impl<'a> Renderer<'a> {
    /// One page of a list: its items, and the ways to the others.
    pub(in crate::render) fn part<'e>(
        &self,
        all: &'e [EntryId],
        number: usize,
        first_url: &UrlPath,
    ) -> (&'e [EntryId], Value) {
        let size = self.site.config.limits.per_page.max(1);
        let pages = all.len().div_ceil(size).max(1);
        let from = (number - 1) * size;
        let items = all.get(from..(from + size).min(all.len())).unwrap_or_default();
        let url = |number: usize| numbered(first_url, number).to_string();
        let near = (1..=pages).filter(|page| page.abs_diff(number) <= 2 || *page == 1 || *page == pages);
        let pagination = Pagination {
            page: number,
            pages,
            previous: (number > 1).then(|| url(number - 1)),
            next: (number < pages).then(|| url(number + 1)),
            first: url(1),
            last: url(pages),
            items_total: all.len(),
            links: near.map(|page| PageLink { page, url: url(page), is_current: page == number }).collect(),
        };
        (items, Value::from_serializable(&pagination))
    }

    /// What the template of a page with an entry sees besides it.
    pub(in crate::render) fn extra(&self, page: &'a Page) -> Extra {
        let (lang, lists) = (page.lang, self.site.lists(page.lang));
        let related = &self.site.entry(page.entry).related;
        match self.site.entry(page.entry).kind {
            Kind::Home => self.home_extra(page),
            Kind::Section(crate::model::draft::Section::Campaigns) => self.campaigns_extra(lang),
            Kind::Section(_) => self.groups_extra(lang),
            Kind::Campaign => vec![
                ("news", self.cards(first(&related.news, FEWER), lang)),
                ("events", self.cards(first(&related.upcoming, FEW), lang)),
                ("form", self.main_form(page)),
            ],
            Kind::Group => self.group_extra(page, related),
            Kind::Event => vec![("others", self.cards(&self.other_events(page), lang))],
            Kind::Article => self.article_extra(page, &lists.news),
            Kind::Page => Vec::new(),
        }
    }

    fn home_extra(&self, page: &'a Page) -> Extra {
        let (lang, lists) = (page.lang, self.site.lists(page.lang));
        let lead = match &page.detail {
            Detail::Home { lead: Some(lead) } => Some(*lead),
            _ => lists.campaigns.first().copied(),
        };
        let lead_form = lead.map_or_else(Value::none, |lead| self.main_form(self.site.page_in(lead, lang)));
        let others: Vec<EntryId> = lists.campaigns.iter().copied().filter(|id| Some(*id) != lead).take(FEW).collect();
        let signup = page.forms.iter().find(|form| form.kind().as_str() == "signup");
        vec![
            ("campaign", lead.map_or_else(Value::none, |lead| self.card(lead, lang))),
            ("lead_form", lead_form),
            ("campaigns", self.cards(&others, lang)),
            ("news", self.cards(first(&lists.news, FEWER), lang)),
            ("events", self.cards(first(&lists.upcoming, FEW), lang)),
            ("signup", signup.map_or_else(Value::none, |form| self.form(form, lang, "signup"))),
        ]
    }

    /// The form that a page is about: a pledge, else a consultation, else a sign-up.
    fn main_form(&self, page: &Page) -> Value {
        let of = |kind: &str| page.forms.iter().find(|form| form.kind().as_str() == kind);
        let form = of("pledge").or_else(|| of("consultation")).or_else(|| of("signup"));
        form.map_or_else(Value::none, |form| self.form(form, page.lang, form.kind().as_str()))
    }

    fn campaigns_extra(&self, lang: LangId) -> Extra {
        let is_over = |id: &EntryId| matches!(&self.site.page_in(*id, lang).detail, Detail::Campaign(c) if c.is_over);
        let (over, open): (Vec<EntryId>, Vec<EntryId>) =
            self.site.lists(lang).campaigns.iter().partition(|id| is_over(id));
        vec![("items", self.cards(&open, lang)), ("over", self.cards(&over, lang))]
    }

    fn groups_extra(&self, lang: LangId) -> Extra {
        let lists = self.site.lists(lang);
        let regions = paths::regions(self.site).zip(&lists.groups_by_region).map(|(id, groups)| {
            let mut map = self.region_value(id, lang).into_map().unwrap_or_default();
            map.insert("groups".into(), self.cards(first(groups, GROUPS_A_REGION), lang));
            map.insert("count".into(), Value::from(groups.len()));
            Value::from(map)
        });
        vec![("regions", Value::from(regions.collect::<Vec<_>>())), ("items_total", Value::from(lists.groups.len()))]
    }

    fn group_extra(&self, page: &Page, related: &Related) -> Extra {
        let (lang, words) = (page.lang, self.words(page.lang));
        let (near, miles): (Vec<_>, Vec<_>) =
            self.nearby.get_or_init(|| Nearby::new(self.site)).of(page.entry).into_iter().unzip();
        // Not in the cards: those are shared, and would have to be copied.
        let distance = |miles: i64| words.format("distance-miles", &[("n", miles.into())]).unwrap_or_default();
        vec![
            ("events", self.cards(first(&related.upcoming, FEW), lang)),
            ("past", self.cards(first(&related.past, PAST), lang)),
            ("news", self.cards(first(&related.news, FEWER), lang)),
            ("nearby", self.cards(&near, lang)),
            ("nearby_distances", Value::from(miles.into_iter().map(distance).map(Value::from).collect::<Vec<_>>())),
        ]
    }

    /// Events to come of the same group, else of the same region.
    fn other_events(&self, page: &Page) -> Vec<EntryId> {
        let Detail::Event(event) = &page.detail else { return Vec::new() };
        let lists = self.site.lists(page.lang);
        let of_group = event.group.map(|group| self.site.entry(group).related.upcoming.as_slice()).unwrap_or_default();
        let of_region = event.region.map(|region| lists.upcoming_by_region[usize::from(region.0)].as_slice());
        let mut others: Vec<EntryId> = Vec::with_capacity(OTHERS);
        for id in of_group.iter().chain(of_region.unwrap_or_default()) {
            if *id != page.entry && !others.contains(id) {
                others.push(*id);
            }
            if others.len() == OTHERS {
                break;
            }
        }
        others
    }

    fn article_extra(&self, page: &Page, news: &[EntryId]) -> Extra {
        let at = self.news_at.get(page.entry.0 as usize).copied().unwrap_or(usize::MAX);
        let beside = |at: Option<usize>| {
            at.and_then(|at| news.get(at)).map_or_else(Value::none, |entry| self.card(*entry, page.lang))
        };
        vec![
            ("related", self.cards(&self.related_news(page), page.lang)),
            ("newer", beside(at.checked_sub(1))),
            ("older", beside(at.checked_add(1))),
        ]
    }

    /// News of the same campaign, else with the same tags.
    fn related_news(&self, page: &Page) -> Vec<EntryId> {
        let campaign = match &page.detail {
            Detail::Article(article) => article.campaign,
            _ => None,
        };
        let of_campaign = campaign.map(|id| self.site.entry(id).related.news.as_slice()).unwrap_or_default();
        let of_tags = page.tags.iter().flat_map(|tag| &self.site.tags[tag.0 as usize].entries);
        let is_news = |id: &&EntryId| self.site.entry(**id).kind == Kind::Article;
        let mut related: Vec<EntryId> = Vec::with_capacity(FEWER);
        for id in of_campaign.iter().chain(of_tags.filter(is_news)) {
            if *id != page.entry && !related.contains(id) {
                related.push(*id);
            }
            if related.len() == FEWER {
                break;
            }
        }
        related
    }

    /// Events under the months in which they start.
    pub(in crate::render) fn months(&self, items: &[EntryId], lang: LangId) -> Value {
        let mut months: Vec<(String, Vec<Value>)> = Vec::new();
        for id in items {
            let Detail::Event(event) = &self.site.page_in(*id, lang).detail else { continue };
            let label = self.words(lang).month_year(event.start.date());
            match months.last_mut() {
                Some((last, cards)) if *last == label => cards.push(self.card(*id, lang)),
                _ => months.push((label, vec![self.card(*id, lang)])),
            }
        }
        let value = |(label, cards): (String, Vec<Value>)| {
            let mut map = tera::Map::default();
            map.insert("label".into(), Value::from(label));
            map.insert("items".into(), Value::from(cards));
            Value::from(map)
        };
        Value::from(months.into_iter().map(value).collect::<Vec<_>>())
    }

    /// How many events of each type there are.
    pub(in crate::render) fn types(&self, entries: &[EntryId], lang: LangId) -> Value {
        let mut counts: BTreeMap<EventType, usize> = BTreeMap::new();
        for id in entries {
            if let Detail::Event(event) = &self.site.page_in(*id, lang).detail {
                *counts.entry(event.event_type).or_default() += 1;
            }
        }
        let words = self.words(lang);
        let texts: Vec<(EventType, String, usize)> =
            counts.into_iter().map(|(kind, count)| (kind, format!("event-type-{}", kind.as_str()), count)).collect();
        let types: Vec<TypeCount<'_>> = texts
            .iter()
            .map(|(kind, key, count)| TypeCount {
                event_type: kind.as_str(),
                type_text: words.text(key),
                count: *count,
            })
            .collect();
        Value::from_serializable(&types)
    }
}
