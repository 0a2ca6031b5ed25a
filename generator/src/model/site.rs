//! What resolve yields: nothing open. Every link has a target, every date a zone, every page its place.

use std::collections::BTreeMap;
use std::sync::Arc;

use handbill_contract::Form;
use jiff::Zoned;

use crate::ids::{Lang, Slug, UrlPath};
use crate::model::config::Config;
use crate::model::draft;
use crate::model::draft::{
    Accessibility, EventStatus, EventType, GroupStatus, Kind, Position, Section, Signatory, Venue,
};
use crate::model::node::Table;
use crate::source::{FileId, Spanned};

/// A page's number in [`Site::pages`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageId(pub u32);

/// The number of an entry: one page in all its languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntryId(pub u32);

/// The number of a language in [`Config::languages`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LangId(pub u8);

/// The number of a region in [`Config::regions`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RegionId(pub u8);

/// The number of a tag in [`Site::tags`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TagId(pub u32);

/// The whole site.
#[derive(Debug)]
pub struct Site {
    /// `site.toml`.
    pub config: Arc<Config>,
    /// The moment that this build takes for now, in the site's zone.
    pub now: Zoned,
    /// Pages are listed language by language, in each in the order of their keys.
    pub pages: Vec<Page>,
    /// One for each key, in the order of keys.
    pub entries: Vec<Entry>,
    /// In the order of their slugs.
    pub tags: Vec<Tag>,
    /// For each language, by its number.
    pub lists: Vec<Lists>,
    /// Copied files.
    pub assets: Vec<Asset>,
    /// Old paths and where they lead, in the order of the old.
    pub redirects: BTreeMap<UrlPath, UrlPath>,
    /// Menus for each language, by its number.
    pub menus: Vec<Menus>,
    /// The same sources make the same site until this moment: the first at which something begins, ends or appears.
    pub valid_until: Option<jiff::Timestamp>,
}

impl Site {
    /// One page.
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.0 as usize]
    }

    /// One entry.
    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id.0 as usize]
    }

    /// The page of `entry` as it is shown in `lang`.
    pub fn page_in(&self, entry: EntryId, lang: LangId) -> &Page {
        self.page(self.entry(entry).pages[usize::from(lang.0)])
    }

    /// The entry with `key`.
    pub fn find(&self, key: &str) -> Option<EntryId> {
        let at = self.entries.binary_search_by(|entry| (*entry.key).cmp(key)).ok()?;
        Some(EntryId(u32::try_from(at).unwrap_or(u32::MAX)))
    }

    /// The tag of a language.
    pub fn lang(&self, id: LangId) -> &Lang {
        &self.config.languages[usize::from(id.0)].code
    }

    /// All languages, the default first.
    pub fn langs(&self) -> impl Iterator<Item = LangId> + use<> {
        (0..u8::try_from(self.config.languages.len()).unwrap_or(u8::MAX)).map(LangId)
    }

    /// The lists of a language.
    pub fn lists(&self, lang: LangId) -> &Lists {
        &self.lists[usize::from(lang.0)]
    }

    /// What a language's URLs begin with: nothing for the default, `/cy` for another.
    pub fn prefix(&self, lang: LangId) -> String {
        if lang.0 == 0 { String::new() } else { format!("/{}", self.lang(lang)) }
    }

    /// A path in a language: `path_in(cy, "/news/")` is `/cy/news/`.
    pub fn path_in(&self, lang: LangId, path: &str) -> UrlPath {
        UrlPath::new(format!("{}{path}", self.prefix(lang)))
    }

    /// The whole URL of a path.
    pub fn absolute(&self, path: &UrlPath) -> String {
        format!("{}{path}", self.config.base_url)
    }
}

/// One page in all its languages.
#[derive(Debug)]
pub struct Entry {
    /// `campaigns/rent-controls`
    pub key: Arc<str>,
    /// What it is.
    pub kind: Kind,
    /// For each language, by its number: the page, be it a translation or the original in that language's dress.
    pub pages: Vec<PageId>,
    /// For each language whether it has a text of its own.
    pub translated: Vec<bool>,
    /// What belongs to it: a campaign's news and events, a group's news and events.
    pub related: Related,
}

/// What belongs to an entry, each in the order in which it is shown.
#[derive(Debug, Default, Clone)]
pub struct Related {
    /// Articles that name it, newest first.
    pub news: Vec<EntryId>,
    /// Events to come that name it, soonest first.
    pub upcoming: Vec<EntryId>,
    /// Past events that name it, latest first.
    pub past: Vec<EntryId>,
}

/// One page as it is served.
#[derive(Debug)]
pub struct Page {
    /// Which page.
    pub entry: EntryId,
    /// The language of its dress: header, dates, menus.
    pub lang: LangId,
    /// The language of its text; differs from `lang` where there is no translation.
    pub text_lang: LangId,
    /// Where it was read.
    pub file: FileId,
    /// Where it is served.
    pub url: UrlPath,
    /// Its title.
    pub title: String,
    /// Plain text; its excerpt where the author wrote none.
    pub summary: String,
    /// When it was published, and whether the author gave a time of day.
    pub date: Option<Zoned>,
    /// When it was last changed.
    pub updated: Option<Zoned>,
    /// Its picture.
    pub image: Option<Image>,
    /// Its tags, in the order of the author.
    pub tags: Vec<TagId>,
    /// Small comes first.
    pub weight: i64,
    /// The theme's template, without `.html`, and the file that names it.
    pub template: Option<(FileId, Spanned<String>)>,
    /// Whether it is a draft that was asked for.
    pub draft: bool,
    /// What the theme may use freely.
    pub extra: Table,
    /// Its forms: of a translation the same forms, whose texts are in all languages.
    pub forms: Arc<[Arc<Form>]>,
    /// What its kind has of its own; the same for all its languages but for texts.
    pub detail: Detail,
    /// Its text.
    pub body: Arc<Body>,
}

/// A picture whose file is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    /// Which file.
    pub asset: AssetRef,
    /// What it shows.
    pub alt: String,
    /// Who made it.
    pub credit: Option<String>,
}

/// A copied file as pages name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssetRef {
    /// Where it is served.
    pub url: UrlPath,
    /// Width and height in CSS pixels, where it is a picture whose size we can read.
    pub size: Option<(u32, u32)>,
}

/// A file that is copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Where it was read.
    pub file: FileId,
    /// Where it is served.
    pub url: UrlPath,
    /// Its media type.
    pub media_type: String,
    /// Width and height, where it is a picture.
    pub size: Option<(u32, u32)>,
}

/// What each kind has of its own.
#[derive(Debug, Clone)]
pub enum Detail {
    /// The home page, and the campaign that leads it.
    Home {
        /// Which campaign.
        lead: Option<EntryId>,
    },
    /// A list page or a plain page.
    Plain,
    /// A campaign.
    Campaign(Arc<Campaign>),
    /// A local group.
    Group(Arc<Group>),
    /// An event.
    Event(Arc<Event>),
    /// An article.
    Article(Arc<Article>),
}

/// A campaign.
#[derive(Debug)]
pub struct Campaign {
    /// How many are wanted.
    pub goal: Option<u64>,
    /// Its last moment.
    pub deadline: Option<Zoned>,
    /// Whether the deadline has passed.
    pub is_over: bool,
    /// Where; empty is everywhere.
    pub regions: Vec<RegionId>,
    /// What is asked of those in power.
    pub asks: Vec<String>,
    /// Who signed first.
    pub signatories: Vec<Signatory>,
}

/// A local group.
#[derive(Debug)]
pub struct Group {
    /// Its town.
    pub town: Option<String>,
    /// Where.
    pub region: Option<RegionId>,
    /// `LS1 4AB`
    pub postcode: Option<String>,
    /// Where.
    pub position: Option<Position>,
    /// An e-mail address.
    pub email: Option<String>,
    /// A URL.
    pub website: Option<String>,
    /// Profiles elsewhere: name and URL.
    pub social: Vec<(String, String)>,
    /// When and where it meets.
    pub meets: Option<String>,
    /// Where it stands.
    pub status: GroupStatus,
}

/// An event.
#[derive(Debug)]
pub struct Event {
    /// In the event's zone; at midnight when `all_day`.
    pub start: Zoned,
    /// In the event's zone; the midnight after the last day when `all_day`.
    pub end: Option<Zoned>,
    /// Whole days.
    pub all_day: bool,
    /// IANA name.
    pub timezone: String,
    /// What sort.
    pub event_type: EventType,
    /// Will it happen?
    pub status: EventStatus,
    /// Whether it is over at `now`.
    pub is_past: bool,
    /// Whose.
    pub group: Option<EntryId>,
    /// For what.
    pub campaign: Option<EntryId>,
    /// Its own region, else its group's.
    pub region: Option<RegionId>,
    /// Where; its position is the postcode's or the group's where the author gave none.
    pub venue: Option<Venue>,
    /// Where on the web.
    pub online: Option<String>,
    /// Who can come in.
    pub accessibility: Option<Accessibility>,
    /// How many can come.
    pub capacity: Option<u64>,
}

/// An article.
#[derive(Debug)]
pub struct Article {
    /// Bylines.
    pub authors: Vec<String>,
    /// For what.
    pub campaign: Option<EntryId>,
    /// Whose.
    pub group: Option<EntryId>,
    /// Where it appeared first: name and URL.
    pub syndicated: Option<(String, String)>,
}

/// A page's text: what parse made of it, and what belongs in its holes.
#[derive(Debug, Default)]
pub struct Body {
    /// HTML with holes, headings and words.
    pub text: Arc<draft::Body>,
    /// One for each of the text's holes, in the same order.
    pub holes: Vec<Hole>,
}

/// What belongs in a hole.
#[derive(Debug)]
pub enum Hole {
    /// The URL of a page in the language of the page that shows it, and a fragment with its `#` or nothing.
    Page(EntryId, String),
    /// A URL that is known: a list page, a copied file. Not escaped.
    Url(String),
    /// A picture: source URL, alt, title, size.
    Picture {
        /// The URL.
        src: String,
        /// What it shows.
        alt: String,
        /// The title; may be empty.
        title: String,
        /// Width and height.
        size: Option<(u32, u32)>,
    },
    /// A shortcode.
    Shortcode(Box<Shortcode>),
}

/// A shortcode, resolved: the theme's template `shortcodes/NAME.html` shows it.
#[derive(Debug)]
pub struct Shortcode {
    /// Its name.
    pub name: String,
    /// Plain arguments, as the author gave them; those that named pages, files or regions are below.
    pub arguments: Table,
    /// The page whose form, counter or signatories are shown: the page itself or the one it named.
    pub subject: Option<EntryId>,
    /// For `groups`, `events` and `news`: what is listed.
    pub selection: Option<Selection>,
    /// For `figure` and `video`: the picture; for `button`: nothing.
    pub picture: Option<AssetRef>,
    /// For `button`, `quote`, `video`: the link, and a page in the shown language.
    pub link: Option<Link>,
    /// What stands between the opening and the closing one.
    pub inner: Option<Arc<Body>>,
    /// Whether it stands in a line of text.
    pub inline: bool,
}

/// What a list in the text shows: those of the language's list that fit all that is said.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Selection {
    /// Of this region.
    pub region: Option<RegionId>,
    /// Of this group.
    pub group: Option<EntryId>,
    /// For this campaign.
    pub campaign: Option<EntryId>,
    /// Of this type.
    pub event_type: Option<EventType>,
    /// With this tag.
    pub tag: Option<Slug>,
    /// Those that are over instead of those to come.
    pub past: bool,
    /// At most so many.
    pub limit: Option<usize>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq)]
pub enum Link {
    /// To a page, in the language of the page that shows it, and a fragment with its `#` or nothing.
    Page(EntryId, String),
    /// To anything else.
    Url(String),
}

/// A word to find pages by.
#[derive(Debug)]
pub struct Tag {
    /// In the URL.
    pub slug: Slug,
    /// As most authors write it: the first in the order of files.
    pub name: String,
    /// Articles, campaigns and events that have it, newest first.
    pub entries: Vec<EntryId>,
}

/// Lists in the order in which they are shown. They hold entries; the language says which text is shown.
#[derive(Debug, Default)]
pub struct Lists {
    /// By weight, then deadline, then title; those that are over last.
    pub campaigns: Vec<EntryId>,
    /// By title in the language, closed ones left out.
    pub groups: Vec<EntryId>,
    /// Those to come, soonest first.
    pub upcoming: Vec<EntryId>,
    /// Those that are over, latest first.
    pub past: Vec<EntryId>,
    /// Newest first.
    pub news: Vec<EntryId>,
    /// Groups by region, by the region's number.
    pub groups_by_region: Vec<Vec<EntryId>>,
    /// Events to come by region, by the region's number.
    pub upcoming_by_region: Vec<Vec<EntryId>>,
    /// Plain pages by weight, then title.
    pub pages: Vec<EntryId>,
}

/// The menus of one language.
#[derive(Debug, Default)]
pub struct Menus {
    /// The main navigation.
    pub navigation: Vec<MenuItem>,
    /// The footer's links.
    pub footer: Vec<MenuItem>,
    /// The donate button.
    pub donate: Option<MenuItem>,
    /// The privacy page.
    pub privacy: Option<MenuItem>,
}

/// A link in a menu.
#[derive(Debug, Clone, PartialEq)]
pub struct MenuItem {
    /// Its words.
    pub label: String,
    /// Its URL.
    pub url: String,
    /// The section or page that it leads to, to mark where a visitor is.
    pub entry: Option<EntryId>,
    /// The section that it leads to.
    pub section: Option<Section>,
}
