//! Where the files that are no pages lie, and the pages that are made for a tag or a region.

use handbill_contract::{Form, FormId};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::ids::{Slug, UrlPath};
use crate::model::site::{Detail, EntryId, LangId, Page, RegionId, Site, TagId};

/// `robots.txt`
pub const ROBOTS: &str = "/robots.txt";
/// The sitemap, or the index of several.
pub const SITEMAP: &str = "/sitemap.xml";
/// Response headers, as Netlify and its likes read them.
pub const HEADERS: &str = "/_headers";
/// Redirects, as Netlify and its likes read them.
pub const REDIRECTS: &str = "/_redirects";
/// RFC 9116.
pub const SECURITY: &str = "/.well-known/security.txt";
/// The icon that scales.
pub const ICON: &str = "/icon.svg";
/// 180 pixels, with no transparent corner: the icon on a phone's home screen.
pub const TOUCH_ICON: &str = "/apple-touch-icon.png";
/// 192 pixels.
pub const ICON_192: &str = "/icon-192.png";
/// 512 pixels.
pub const ICON_512: &str = "/icon-512.png";
/// 512 pixels, to be cut to any shape.
pub const ICON_MASKABLE: &str = "/icon-maskable-512.png";
/// 32 pixels, for those who ask for nothing else.
pub const FAVICON: &str = "/favicon.ico";
/// Groups in OSDI's words.
pub const GROUPS_JSON: &str = "/groups.json";
/// Events in OSDI's words.
pub const EVENTS_JSON: &str = "/events.json";

/// The folder of what a visitor's browser searches.
pub const SEARCH_INDEX: &str = "/pagefind/";

/// What a URL's path cannot hold as it is.
pub(super) const UNSAFE: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'`');

/// What a feed is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// Articles and campaigns.
    Site,
    /// Articles.
    News,
    /// All that bears a tag.
    Tag(TagId),
    /// All that belongs to a region.
    Region(RegionId),
}

/// How a feed is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// RFC 4287.
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl Format {
    /// For `<link type=…>`.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
        }
    }

    fn file(self) -> &'static str {
        match self {
            Self::Atom => "feed.xml",
            Self::Json => "feed.json",
        }
    }
}

/// Whose events a calendar holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Diary {
    /// All.
    Site,
    /// A region's.
    Region(RegionId),
    /// A group's.
    Group(EntryId),
}

/// The page that a feed stands for: `/`, `/news/`, `/tags/housing/`, `/cy/regions/wales/`.
pub fn topic(site: &Site, lang: LangId, topic: Topic) -> UrlPath {
    match topic {
        Topic::Site => site.path_in(lang, "/"),
        Topic::News => site.path_in(lang, "/news/"),
        Topic::Tag(id) => tag(site, lang, &site.tags[id.0 as usize].slug),
        Topic::Region(id) => region(site, lang, id),
    }
}

/// A feed: `/feed.xml`, `/news/feed.json`, `/cy/tags/housing/feed.xml`.
pub fn feed(site: &Site, lang: LangId, of: Topic, format: Format) -> UrlPath {
    below(&topic(site, lang, of), format.file())
}

/// A calendar: `/events.ics`, `/regions/wales/events.ics`, `/groups/leeds/events.ics`.
pub fn calendar(site: &Site, lang: LangId, of: Diary) -> UrlPath {
    let home = match of {
        Diary::Site => site.path_in(lang, "/"),
        Diary::Region(id) => region(site, lang, id),
        Diary::Group(entry) => site.page_in(entry, lang).url.clone(),
    };
    below(&home, "events.ics")
}

/// The file of one event: `/events/leeds-rally/event.ics`.
///
/// A page with no translation leads to the file of the original: there is no other text to put into one.
pub fn event_file(site: &Site, page: &Page) -> UrlPath {
    below(&site.page_in(page.entry, page.text_lang).url, "event.ics")
}

/// The page to search from: `/search/`.
pub fn search(site: &Site, lang: LangId) -> UrlPath {
    site.path_in(lang, "/search/")
}

/// The web manifest of a language.
pub fn manifest(site: &Site, lang: LangId) -> UrlPath {
    site.path_in(lang, "/manifest.webmanifest")
}

/// The page of a tag.
pub fn tag(site: &Site, lang: LangId, slug: &Slug) -> UrlPath {
    site.path_in(lang, &["/tags/", slug.as_str(), "/"].concat())
}

/// The page of a region.
pub fn region(site: &Site, lang: LangId, id: RegionId) -> UrlPath {
    site.path_in(lang, &["/regions/", &site.config.regions[usize::from(id.0)].id, "/"].concat())
}

/// A form alone, for a frame on somebody else's page: `/embed/campaigns/rent-controls/pledge/`.
///
/// The path holds the key as it is; in a link what a URL cannot hold is still to be escaped.
pub fn embed(site: &Site, lang: LangId, form: &FormId) -> UrlPath {
    site.path_in(lang, &format!("/embed/{}/{}/", form.key(), form.kind()))
}

/// How a campaign is passed on: `/campaigns/rent-controls/share/`.
pub fn share(campaign: &Page) -> UrlPath {
    below(&campaign.url, "share/")
}

/// Where the functions tell how many have confirmed: as `json`, or as a picture, `svg`.
pub(super) fn count(form: &Form, format: &str) -> String {
    format!("/api/count/{}.{format}", utf8_percent_encode(form.id.as_str(), UNSAFE))
}

/// The numbers of all regions; none where nothing on the site is in any place.
pub fn regions(site: &Site) -> impl Iterator<Item = RegionId> + use<> {
    let is_somewhere = |detail: &Detail| match detail {
        Detail::Group(_) | Detail::Event(_) => true,
        Detail::Campaign(campaign) => !campaign.regions.is_empty(),
        Detail::Article(_) | Detail::Home { .. } | Detail::Plain => false,
    };
    let has_places = site.pages.iter().any(|page| is_somewhere(&page.detail));
    let count = if has_places { site.config.regions.len() } else { 0 };
    (0..u8::try_from(count).unwrap_or(u8::MAX)).map(RegionId)
}

/// The numbers of all tags.
pub fn tags(site: &Site) -> impl Iterator<Item = TagId> + use<> {
    (0..u32::try_from(site.tags.len()).unwrap_or(u32::MAX)).map(TagId)
}

fn below(folder: &UrlPath, file: &str) -> UrlPath {
    UrlPath::new([folder.as_str(), file].concat())
}
