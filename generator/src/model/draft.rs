//! What parse yields: typed, one file at a time, with questions still open.
//! Links, pictures, groups and campaigns are named here as the author named them; resolve looks for them.

mod body;
mod detail;
mod kind;

use std::sync::Arc;

use jiff::civil;

pub use self::body::{Argument, Body, Heading, Hole, HoleKind, Part, Picture, Shortcode, parts};
pub use self::detail::{
    Accessibility, Article, Campaign, Event, EventStatus, EventType, Group, GroupStatus, Leaflet, Position, Signatory,
    Venue,
};
pub use self::kind::{Kind, Section};

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
