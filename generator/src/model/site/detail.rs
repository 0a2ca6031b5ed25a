//! What each kind has of its own: groups, campaigns and regions found, times in their zones.

use std::sync::Arc;

use jiff::Zoned;

use super::{Body, EntryId, RegionId};
use crate::model::draft::{Accessibility, EventStatus, EventType, GroupStatus, Position, Signatory, Venue};
use crate::source::{FileId, Span};

/// What each kind has of its own.
#[derive(Debug, Clone, PartialEq)]
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
#[derive(Debug, PartialEq)]
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
    /// What its leaflet, poster and sheet say; `None` where none are made.
    pub leaflet: Option<Leaflet>,
}

/// What a campaign says on paper, in one language.
#[derive(Debug, PartialEq)]
pub struct Leaflet {
    /// The file that asks for it, and where.
    pub place: (FileId, Span),
    /// In place of the title.
    pub headline: Option<String>,
    /// In place of the summary.
    pub summary: Option<String>,
    /// In place of the page's text.
    pub body: Option<Arc<Body>>,
}

/// A local group.
#[derive(Debug, PartialEq)]
pub struct Group {
    /// Its town.
    pub town: Option<String>,
    /// Where.
    pub region: Option<RegionId>,
    /// `LS1 4AB`
    pub postcode: Option<String>,
    /// Where.
    pub position: Option<Position>,
    /// Where the finder and the map have it: its position, else that of its postcode's code, which is near it.
    pub spot: Option<Position>,
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
#[derive(Debug, PartialEq)]
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
    /// Where the finder has it: its venue's position, else that of the code of the venue's postcode.
    pub spot: Option<Position>,
    /// Where on the web.
    pub online: Option<String>,
    /// Who can come in.
    pub accessibility: Option<Accessibility>,
    /// How many can come.
    pub capacity: Option<u64>,
}

/// An article.
#[derive(Debug, PartialEq)]
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
