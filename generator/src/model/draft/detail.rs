//! What each kind has of its own, as its front matter says it.

use std::sync::Arc;

use super::{Body, When};
use crate::source::{Span, Spanned};

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
    /// What its leaflet, poster and sheet say; `None` where none are made.
    pub leaflet: Option<Leaflet>,
}

/// What a campaign says on paper.
#[derive(Debug, Clone, Default)]
pub struct Leaflet {
    /// Where it is asked for.
    pub span: Span,
    /// In place of the title.
    pub headline: Option<String>,
    /// In place of the summary.
    pub summary: Option<String>,
    /// In place of the page's text, as it was written: Markdown.
    pub text: Option<Spanned<String>>,
    /// The same, read.
    pub body: Option<Arc<Body>>,
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
