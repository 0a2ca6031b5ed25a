//! What parse yields: typed, one file at a time, with questions still open.
//! Links, pictures, groups and campaigns are named here as the author named them; resolve looks for them.

use std::sync::Arc;

use jiff::civil;

use crate::ids::{Lang, Slug, UrlPath};
use crate::model::config::Config;
use crate::model::node::Table;
use crate::source::{FileId, Span, Spanned};

/// The site as its files tell it.
#[derive(Debug)]
pub struct Draft {
    /// `site.toml`.
    pub config: Config,
    /// All pages, in the order of files, rows of CSV files in their order.
    pub pages: Vec<Arc<DraftPage>>,
    /// Files that are copied: pictures, documents.
    pub assets: Vec<FileId>,
}

/// The five kinds, the home page and the list pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `content/index.md`.
    Home,
    /// `content/news/index.md` and the like.
    Section(Section),
    /// `campaigns/`
    Campaign,
    /// `groups/`
    Group,
    /// `events/`
    Event,
    /// `news/`
    Article,
    /// `pages/`
    Page,
}

impl Kind {
    /// The folder of such pages, which is also their name in `[defaults]`; the home page has none.
    pub fn folder(self) -> Option<&'static str> {
        match self {
            Self::Home => None,
            Self::Section(section) => Some(section.folder()),
            Self::Campaign => Some("campaigns"),
            Self::Group => Some("groups"),
            Self::Event => Some("events"),
            Self::Article => Some("news"),
            Self::Page => Some("pages"),
        }
    }
}

/// The folders that have a list page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// `campaigns/`
    Campaigns,
    /// `groups/`
    Groups,
    /// `events/`
    Events,
    /// `news/`
    News,
}

impl Section {
    /// All of them, in the order of their folders.
    pub const ALL: [Self; 4] = [Self::Campaigns, Self::Events, Self::Groups, Self::News];

    /// The folder's name, which is also the first step of the URL.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Campaigns => "campaigns",
            Self::Groups => "groups",
            Self::Events => "events",
            Self::News => "news",
        }
    }
}

/// One page in one language, as it was written.
#[derive(Debug, Clone)]
pub struct DraftPage {
    /// Where it was read.
    pub file: FileId,
    /// Where in the file it begins: its row in a CSV, else the front matter.
    pub span: Span,
    /// Its name for other pages: `campaigns/rent-controls`; `index` for the home page, `news/index` for a section.
    pub key: String,
    /// What it is.
    pub kind: Kind,
    /// Its language.
    pub lang: Lang,
    /// What all kinds have.
    pub meta: Meta,
    /// What its kind has.
    pub detail: Detail,
    /// The forms that its front matter declares, unread: a translation is read over its original,
    /// and that over [`Config::defaults`] of the kind's folder, whose forms are not repeated here.
    pub forms: Vec<(Spanned<String>, Table)>,
    /// Its text; shared with the site, so that it stands in memory once.
    pub body: Arc<Body>,
}

/// A moment as it was written: a day, or a day and a time of the page's time zone, or one with its own offset.
#[derive(Debug, Clone, PartialEq)]
pub enum When {
    /// `2015-10-08`
    Day(civil::Date),
    /// `2015-10-08T19:00:00`
    Local(civil::DateTime),
    /// `2015-10-08T19:00:00+01:00`
    Exact(jiff::Timestamp),
}

/// Front matter that all kinds share.
#[derive(Debug, Clone, Default)]
pub struct Meta {
    /// Required, but asked for by resolve: a missing one is told there.
    pub title: Option<Spanned<String>>,
    /// Plain text.
    pub summary: Option<Spanned<String>>,
    /// The last step of its URL; else made of the file's name.
    pub slug: Option<Spanned<Slug>>,
    /// When it was published.
    pub date: Option<Spanned<When>>,
    /// When it was last changed.
    pub updated: Option<Spanned<When>>,
    /// Not built, unless asked for.
    pub draft: bool,
    /// Not built before.
    pub publish_at: Option<Spanned<When>>,
    /// Not built after.
    pub expires: Option<Spanned<When>>,
    /// Old paths that lead here.
    pub aliases: Vec<Spanned<UrlPath>>,
    /// Words to find it by.
    pub tags: Vec<Spanned<String>>,
    /// Its picture.
    pub image: Option<Image>,
    /// Small comes first.
    pub weight: Option<i64>,
    /// A theme's template, without `.html`.
    pub template: Option<Spanned<String>>,
    /// What the theme may use freely.
    pub extra: Table,
}

/// A page's picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    /// Relative to the page's file.
    pub src: Spanned<String>,
    /// What it shows.
    pub alt: String,
    /// Who made it.
    pub credit: Option<String>,
}

/// What each kind has of its own.
#[derive(Debug, Clone)]
pub enum Detail {
    /// `content/index.md`
    Home {
        /// The campaign that leads the home page.
        lead: Option<Spanned<String>>,
    },
    /// A list page or a plain page.
    Plain,
    /// A campaign.
    Campaign(Box<Campaign>),
    /// A local group.
    Group(Box<Group>),
    /// An event.
    Event(Box<Event>),
    /// An article.
    Article(Box<Article>),
}

/// A campaign's own front matter.
#[derive(Debug, Clone, Default)]
pub struct Campaign {
    /// How many are wanted.
    pub goal: Option<Spanned<u64>>,
    /// Until when.
    pub deadline: Option<Spanned<When>>,
    /// Region ids; empty is everywhere.
    pub regions: Vec<Spanned<String>>,
    /// What is asked of those in power.
    pub asks: Vec<String>,
    /// Who signed first.
    pub signatories: Vec<Signatory>,
    /// Whether a leaflet is made of it.
    pub leaflet: bool,
}

/// One who signed first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signatory {
    /// Name.
    pub name: String,
    /// Office or place; may be empty.
    pub role: String,
}

/// A position on the earth, WGS 84, degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// North is positive.
    pub latitude: f64,
    /// East is positive.
    pub longitude: f64,
}

/// A local group's own front matter.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// Its town.
    pub town: Option<String>,
    /// A region id.
    pub region: Option<Spanned<String>>,
    /// Checked and written as `LS1 4AB`.
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
    pub status: Option<GroupStatus>,
}

/// Where a group stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupStatus {
    /// People are being looked for.
    Forming,
    /// It meets.
    Active,
    /// It does not meet for now.
    Paused,
    /// It is no more.
    Closed,
}

/// An event's own front matter.
#[derive(Debug, Clone, Default)]
pub struct Event {
    /// Required, but asked for by resolve.
    pub start: Option<Spanned<When>>,
    /// When it ends.
    pub end: Option<Spanned<When>>,
    /// Whole days; the end is the last day, included.
    pub all_day: Option<bool>,
    /// IANA name, checked.
    pub timezone: Option<Spanned<String>>,
    /// What sort of event.
    pub event_type: Option<Spanned<EventType>>,
    /// Will it happen?
    pub status: Option<EventStatus>,
    /// A group's key.
    pub group: Option<Spanned<String>>,
    /// A campaign's key.
    pub campaign: Option<Spanned<String>>,
    /// A region id.
    pub region: Option<Spanned<String>>,
    /// Where.
    pub venue: Option<Venue>,
    /// Where on the web.
    pub online: Option<String>,
    /// Who can come in.
    pub accessibility: Option<Accessibility>,
    /// How many can come.
    pub capacity: Option<u64>,
}

/// What sort of event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventType {
    /// `rally`
    Rally,
    /// `meet-up`
    MeetUp,
    /// `consultation`
    Consultation,
    /// `canvass`
    Canvass,
    /// `training`
    Training,
    /// `meeting`
    Meeting,
}

impl EventType {
    /// All of them, with their names in front matter.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Rally, "rally"),
        (Self::MeetUp, "meet-up"),
        (Self::Consultation, "consultation"),
        (Self::Canvass, "canvass"),
        (Self::Training, "training"),
        (Self::Meeting, "meeting"),
    ];

    /// Its name in front matter.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("meeting", |(_, name)| name)
    }
}

/// Will it happen? RFC 5545's STATUS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventStatus {
    /// Yes.
    Confirmed,
    /// Perhaps.
    Tentative,
    /// No.
    Cancelled,
}

/// A place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Venue {
    /// Its name.
    pub name: Option<String>,
    /// Street and town.
    pub address: Option<String>,
    /// Checked and written as `LS1 4AB`.
    pub postcode: Option<String>,
    /// Where.
    pub position: Option<Position>,
}

/// Who can come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accessibility {
    /// `accessible`, `partial`, `not-accessible` or `unknown`.
    pub status: String,
    /// Steps, loop, toilets.
    pub notes: Option<String>,
}

/// An article's own front matter.
#[derive(Debug, Clone, Default)]
pub struct Article {
    /// Bylines.
    pub authors: Vec<String>,
    /// A campaign's key.
    pub campaign: Option<Spanned<String>>,
    /// A group's key.
    pub group: Option<Spanned<String>>,
    /// Where it appeared first: name and URL.
    pub syndicated: Option<(String, String)>,
}

/// A page's text as HTML with holes.
///
/// `html` is complete but for what only the whole site knows; `holes` say what belongs at which byte of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Body {
    /// HTML, sanitised or ours.
    pub html: String,
    /// In the order of `at`.
    pub holes: Vec<Hole>,
    /// In the order of the text.
    pub headings: Vec<Heading>,
    /// Ids that a link may name: headings' and those in raw HTML or shortcodes.
    pub ids: Vec<String>,
    /// Words of the text, for the reading time.
    pub words: u32,
    /// The first paragraph as plain text, at most 300 characters, for a page with no summary.
    pub excerpt: String,
}

/// A gap in the HTML at byte `at`.
#[derive(Debug, Clone, PartialEq)]
pub struct Hole {
    /// Bytes of [`Body::html`] before it.
    pub at: u32,
    /// What belongs there.
    pub what: HoleKind,
}

/// What belongs in a hole.
#[derive(Debug, Clone, PartialEq)]
pub enum HoleKind {
    /// The URL of a link that leads to a file of the site: stands inside `href="…"`, escaped when filled.
    /// Links to other sites, `mailto:` and `#fragment`s of the same page are in the HTML already.
    Link(Spanned<String>),
    /// A whole `<img>` element.
    Picture(Picture),
    /// A shortcode's output.
    Shortcode(Box<Shortcode>),
}

/// A picture in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Relative to the page's file, or a URL.
    pub src: Spanned<String>,
    /// What it shows; empty when decorative.
    pub alt: String,
    /// The title.
    pub title: String,
}

/// A shortcode as it was called: its name and arguments are known to exist.
#[derive(Debug, Clone, PartialEq)]
pub struct Shortcode {
    /// `pledge`, `groups`, …
    pub name: Spanned<String>,
    /// Arguments by name, in the order written.
    pub arguments: Vec<(String, Spanned<Argument>)>,
    /// What stands between the opening and the closing one.
    pub inner: Option<Arc<Body>>,
    /// Whether it stands in a line of text.
    pub inline: bool,
}

impl Shortcode {
    /// The argument `name`.
    pub fn get(&self, name: &str) -> Option<&Spanned<Argument>> {
        self.arguments.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The argument `name` as text.
    pub fn text(&self, name: &str) -> Option<&str> {
        match &self.get(name)?.value {
            Argument::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// A shortcode's argument.
#[derive(Debug, Clone, PartialEq)]
pub enum Argument {
    /// `name="text"`
    Text(String),
    /// `limit=5`
    Integer(i64),
    /// `past=true`
    Bool(bool),
}

/// A heading of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// Its anchor.
    pub id: String,
    /// Plain text.
    pub text: String,
    /// Where it was written.
    pub span: Span,
    /// The bytes of [`Body::html`] before its element.
    pub html_start: u32,
    /// The bytes of [`Body::html`] up to the end of its element: a part of the text goes from here to the next heading.
    pub html_end: u32,
}

/// A heading and what follows it: a question of an `faq` and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<'a> {
    /// The question.
    pub heading: &'a Heading,
    /// The bytes of [`Body::html`] that are its answer.
    pub html: std::ops::Range<usize>,
}

/// The parts of a text of `html_bytes`, cut before each of its highest headings; what stands before the first is in none.
pub fn parts(headings: &[Heading], html_bytes: usize) -> Vec<Part<'_>> {
    let top = headings.iter().map(|heading| heading.level).min().unwrap_or(u8::MAX);
    let cuts: Vec<&Heading> = headings.iter().filter(|heading| heading.level == top).collect();
    let ends = cuts.iter().skip(1).map(|next| next.html_start as usize).chain([html_bytes]);
    cuts.iter().zip(ends).map(|(heading, end)| Part { heading, html: heading.html_end as usize..end }).collect()
}
