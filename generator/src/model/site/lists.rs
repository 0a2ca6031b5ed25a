//! What is listed, and in which order: lists, menus, and what belongs to an entry.

use super::EntryId;
use crate::model::draft::Section;

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
