//! What resolve yields: nothing open. Every link has a target, every date a zone, every page its place.

mod body;
mod detail;
mod lists;

use std::collections::BTreeMap;
use std::sync::Arc;

use handbill_contract::Form;
use jiff::Zoned;

pub use self::body::{Body, Hole, Link, Selection, Shortcode};
pub use self::detail::{Article, Campaign, Detail, Event, Group, Leaflet};
pub use self::lists::{Lists, MenuItem, Menus, Related};

use crate::ids::{Lang, Slug, UrlPath};
use crate::model::config::Config;
use crate::model::draft::{Kind, Position};
use crate::model::node::Table;
use crate::picture::Raster;
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
    /// What can be found by where it is.
    pub finder: Finder,
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

    /// What a file of an entry is called: `rent-controls` for `campaigns/rent-controls`, `a-b` for `groups/a/b`.
    pub fn file_stem(&self, entry: EntryId) -> String {
        let key = &self.entry(entry).key;
        key.split_once('/').map_or(&**key, |(_, below)| below).replace('/', "-")
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
        if lang.0 == 0 { String::new() } else { ["/", self.lang(lang).as_str()].concat() }
    }

    /// A path in a language: `path_in(cy, "/news/")` is `/cy/news/`.
    pub fn path_in(&self, lang: LangId, path: &str) -> UrlPath {
        UrlPath::new([self.prefix(lang).as_str(), path].concat())
    }

    /// The whole URL of a path.
    pub fn absolute(&self, path: &UrlPath) -> String {
        [self.config.base_url.as_str(), path.as_str()].concat()
    }
}

/// What can be found by where it is, and whether it may.
#[derive(Debug, Default)]
pub struct Finder {
    /// Whether the site has a finder and a map.
    pub is_on: bool,
    /// Groups that are not closed and have a place, by title in the default language.
    pub groups: Vec<(EntryId, Position)>,
    /// Events to come that have a place and are not cancelled, soonest first.
    pub events: Vec<(EntryId, Position)>,
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
    /// Whether the summary is the excerpt, which a reader finds again at the beginning of the text.
    pub is_excerpt: bool,
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
    /// Where it was read.
    pub file: FileId,
    /// Width and height in CSS pixels, where it is a picture whose size we can read.
    pub size: Option<(u32, u32)>,
    /// A picture of which smaller ones are made.
    pub raster: Option<Arc<Raster>>,
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
    /// A picture that is published without what its file says of it.
    pub raster: Option<Arc<Raster>>,
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
