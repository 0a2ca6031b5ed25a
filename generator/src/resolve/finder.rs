//! What can be found by where it is: open groups and events to come that have a place.

use crate::model::draft::{EventStatus, Position};
use crate::model::site::{Detail, EntryId, Finder, LangId, Site};

/// Looks through the lists of the default language.
pub(super) fn of(site: &Site) -> Finder {
    let lists = site.lists(LangId(0));
    let group = |entry: &EntryId| match &site.page_in(*entry, LangId(0)).detail {
        Detail::Group(group) => group.spot,
        _ => None,
    };
    let event = |entry: &EntryId| match &site.page_in(*entry, LangId(0)).detail {
        Detail::Event(event) if event.status != EventStatus::Cancelled => event.spot,
        _ => None,
    };
    let (groups, events) = (placed(&lists.groups, group), placed(&lists.upcoming, event));
    let is_on = site.config.finder.enabled != Some(false) && !(groups.is_empty() && events.is_empty());
    Finder { is_on, groups, events }
}

fn placed(entries: &[EntryId], spot: impl Fn(&EntryId) -> Option<Position>) -> Vec<(EntryId, Position)> {
    entries.iter().filter_map(|entry| Some((*entry, spot(entry)?))).collect()
}
