//! A small site in two languages, for the unit tests of render.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Zoned;
use jiff::civil::date;
use jiff::tz::TimeZone;

use crate::ids::{Lang, Slug, UrlPath};
use crate::model::config::{
    Config, Counts, Language, Limits, Party, Promoter, RawHtml, Region, Security, Untranslated, Words,
};
use crate::model::draft::{EventStatus, EventType, GroupStatus, Kind, Position, Section, Venue};
use crate::model::node::Table;
use crate::model::site::{
    Article, Body, Campaign, Detail, Entry, EntryId, Event, Group, LangId, Lists, Menus, Page, PageId, RegionId,
    Related, Site, Tag, TagId,
};
use crate::source::{FileId, Span, Spanned};

/// A moment such as `2015-10-24T19:00[Europe/London]`.
pub(crate) fn at(text: &str) -> Zoned {
    text.parse().expect("a moment with its zone")
}

/// An event of two hours from `start`.
pub(crate) fn event(start: &str) -> Event {
    let start = at(start);
    Event {
        end: start.checked_add(jiff::Span::new().hours(2)).ok(),
        timezone: start.time_zone().iana_name().unwrap_or("UTC").to_owned(),
        start,
        all_day: false,
        event_type: EventType::Rally,
        status: EventStatus::Confirmed,
        is_past: false,
        group: None,
        campaign: None,
        region: Some(RegionId(1)),
        venue: Some(Venue {
            name: Some("Unite House, Leeds; room 2".to_owned()),
            address: None,
            postcode: Some("LS1 4AB".to_owned()),
            position: Some(Position { latitude: 53.8, longitude: -1.55 }),
        }),
        spot: Some(Position { latitude: 53.8, longitude: -1.55 }),
        online: None,
        accessibility: None,
        capacity: None,
    }
}

/// A site of one campaign, one group, two articles (the newer with no Welsh) and the events given, all in Yorkshire.
pub(crate) fn site(events: Vec<Event>) -> Site {
    let mut draft = Draft::default();
    let region = RegionId(1);
    draft.add("campaigns/rents", Kind::Campaign, Some("2015-10-01"), campaign(region), true);
    for (at, event) in events.into_iter().enumerate() {
        draft.add(&format!("events/rally-{at}"), Kind::Event, None, Detail::Event(Arc::new(event)), true);
    }
    draft.add("groups/leeds", Kind::Group, None, group(region), true);
    draft.add("news/launch", Kind::Article, Some("2015-10-08"), article(EntryId(0)), true);
    draft.add("news/week", Kind::Article, Some("2015-10-12"), article(EntryId(0)), false);
    draft.add("news/index", Kind::Section(Section::News), None, Detail::Plain, true);
    draft.into_site()
}

fn campaign(region: RegionId) -> Detail {
    Detail::Campaign(Arc::new(Campaign {
        goal: None,
        deadline: None,
        is_over: false,
        regions: vec![region],
        asks: Vec::new(),
        signatories: Vec::new(),
        leaflet: None,
    }))
}

fn group(region: RegionId) -> Detail {
    Detail::Group(Arc::new(Group {
        town: Some("Leeds".to_owned()),
        region: Some(region),
        postcode: None,
        position: None,
        spot: None,
        email: None,
        website: None,
        social: Vec::new(),
        meets: None,
        status: GroupStatus::Active,
    }))
}

fn article(campaign: EntryId) -> Detail {
    Detail::Article(Arc::new(Article {
        authors: vec!["The press desk".to_owned()],
        campaign: Some(campaign),
        group: None,
        syndicated: Some(("The Paper".to_owned(), "https://paper.example.org/a?b&c".to_owned())),
    }))
}

#[derive(Default)]
struct Draft {
    entries: Vec<(String, Kind, Option<Zoned>, Detail, bool)>,
}

impl Draft {
    fn add(&mut self, key: &str, kind: Kind, day: Option<&str>, detail: Detail, is_translated: bool) {
        let date = day.map(|day| at(&format!("{day}T09:00[Europe/London]")));
        self.entries.push((key.to_owned(), kind, date, detail, is_translated));
    }

    fn into_site(mut self) -> Site {
        self.entries.sort_by(|a, b| a.0.cmp(&b.0));
        let count = u32::try_from(self.entries.len()).expect("few");
        let find = |kind: Kind| -> Vec<EntryId> {
            (0..count).filter(|id| self.entries[*id as usize].1 == kind).map(EntryId).collect()
        };
        let (events, mut news) = (find(Kind::Event), find(Kind::Article));
        news.reverse();
        let tags = vec![Tag {
            slug: Slug::of("housing").expect("a slug"),
            name: "Housing & rent".into(),
            entries: news.clone(),
        }];
        let lists = || Lists {
            campaigns: find(Kind::Campaign),
            groups: find(Kind::Group),
            upcoming: events.clone(),
            news: news.clone(),
            ..Lists::default()
        };
        let mut pages = Vec::new();
        for lang in [LangId(0), LangId(1)] {
            pages.extend((0..count).map(|id| self.page(EntryId(id), lang)));
        }
        let entry = |id: u32| {
            let (key, kind, _, _, translated) = &self.entries[id as usize];
            let upcoming = if *kind == Kind::Group { events.clone() } else { Vec::new() };
            Entry {
                key: key.as_str().into(),
                kind: *kind,
                pages: vec![PageId(id), PageId(id + count)],
                translated: vec![true, *translated],
                related: Related { upcoming, ..Related::default() },
            }
        };
        Site {
            now: at("2015-10-12T09:00[Europe/London]"),
            entries: (0..count).map(entry).collect(),
            pages,
            tags,
            lists: vec![lists(), lists()],
            assets: Vec::new(),
            redirects: BTreeMap::from([(UrlPath::new("/old:1/ŵ*/"), UrlPath::new("/news/launch/"))]),
            menus: vec![Menus::default(), Menus::default()],
            finder: Default::default(),
            valid_until: None,
            config: Arc::new(config()),
        }
    }

    fn page(&self, entry: EntryId, lang: LangId) -> Page {
        let (key, _, date, detail, translated) = &self.entries[entry.0 as usize];
        let prefix = if lang.0 == 0 { "" } else { "/cy" };
        let text_lang = if *translated { lang } else { LangId(0) };
        Page {
            entry,
            lang,
            text_lang,
            file: FileId(0),
            url: UrlPath::new(format!("{prefix}/{}/", key.trim_end_matches("/index"))),
            title: format!("{key} & co <{}>\u{1}", text_lang.0),
            summary: "Rents, fair; ŵ ".repeat(12),
            is_excerpt: false,
            date: date.clone(),
            updated: None,
            image: None,
            tags: if matches!(detail, Detail::Article(_)) { vec![TagId(0)] } else { Vec::new() },
            weight: 0,
            template: None,
            draft: false,
            extra: Table::default(),
            forms: Arc::new([]),
            detail: detail.clone(),
            body: Arc::new(Body::default()),
        }
    }
}

fn config() -> Config {
    let lang = |code: &str| Lang::parse(code).expect("a language");
    let language = |code: &str, name: &str| Language {
        code: lang(code),
        name: name.to_owned(),
        site_name: "Momentum, together".to_owned(),
        tagline: String::new(),
        description: "A campaign".to_owned(),
        banner: String::new(),
        untranslated: Untranslated::Show,
    };
    let region = |id: &str, name: &str| Region {
        id: id.to_owned(),
        name: Words(BTreeMap::from([(lang("en"), name.to_owned())])),
    };
    let zone = TimeZone::get("Europe/London").expect("a zone");
    Config {
        file: FileId(0),
        base_url: "https://momentum.example.org".to_owned(),
        languages: vec![language("en", "English"), language("cy", "Cymraeg")],
        timezone: ("Europe/London".to_owned(), zone),
        now: None,
        theme: Spanned::new("placard".to_owned(), Span::default()),
        theme_options: Table::default(),
        organisation: Party { name: "Momentum".to_owned(), ..Party::default() },
        promoter: Promoter::default(),
        printer: None,
        privacy: None,
        security: Some(Security {
            contact: "mailto:security@example.org".to_owned(),
            expires: Spanned::new(date(2016, 6, 30), Span::new(3..13)),
        }),
        navigation: Vec::new(),
        footer: Vec::new(),
        donate: None,
        social: Vec::new(),
        consents: Vec::new(),
        defaults: BTreeMap::new(),
        regions: vec![region("wales", "Wales"), region("yorkshire", "Yorkshire")],
        limits: Limits { file_max_bytes: 1, asset_max_bytes: 1, per_page: 20, feed_items: 30 },
        raw_html: RawHtml::Sanitise,
        counts: Counts::default(),
        share_pictures: false,
        embeds: true,
        search: false,
        finder: Default::default(),
    }
}
