//! A page's text with what belongs in its holes: links, pictures and shortcodes that have found what they name.

use std::sync::Arc;

use super::{AssetRef, EntryId, RegionId};
use crate::ids::Slug;
use crate::model::draft::{self, EventType};
use crate::model::node::Table;

/// A page's text: what parse made of it, and what belongs in its holes.
#[derive(Debug, Default, PartialEq)]
pub struct Body {
    /// HTML with holes, headings and words.
    pub text: Arc<draft::Body>,
    /// One for each of the text's holes, in the same order.
    pub holes: Vec<Hole>,
}

/// What belongs in a hole.
#[derive(Debug, PartialEq)]
pub enum Hole {
    /// The URL of a page in the language of the page that shows it, and a fragment with its `#` or nothing.
    Page(EntryId, String),
    /// A URL that is known: a list page, a copied file. Not escaped.
    Url(String),
    /// A picture.
    Picture {
        /// Its file; `None` where it was not found, which has been told.
        asset: Option<AssetRef>,
        /// What it shows.
        alt: String,
        /// The title; may be empty.
        title: String,
    },
    /// A shortcode.
    Shortcode(Box<Shortcode>),
}

/// A shortcode, resolved: the theme's template `shortcodes/NAME.html` shows it.
#[derive(Debug, PartialEq)]
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
