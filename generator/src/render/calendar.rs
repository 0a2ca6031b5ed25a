//! Events as iCalendar, RFC 5545 with the names of RFC 7986: the site's calendar, each region's, each group's, and a
//! file for each event.
//!
//! The crate `icalendar` writes the properties of events. Two things it lacks stand beside it: a description of a
//! time zone (`vtimezone`), and folding that keeps to 75 octets on the last line too (`fold`).

mod fold;
mod vevent;
mod vtimezone;

use std::collections::BTreeMap;

use icalendar::Property;
use jiff::ToSpan;
use rayon::prelude::*;

use crate::model::artifact::Artifact;
use crate::model::draft::Kind;
use crate::model::site::{Detail, EntryId, Event, LangId, Page, Site};
use crate::render::paths::{self, Diary};
use crate::render::text::printable;

/// How long a past event stays in the calendars, so that a subscriber's diary keeps it for a while.
const PAST_DAYS: i64 = 366;

/// How often a subscriber should look again.
const REFRESH_INTERVAL: &str = "PT6H";

/// One event in one language, written.
struct Written<'s> {
    page: &'s Page,
    event: &'s Event,
    vevent: String,
}

type ByEntry<'s> = BTreeMap<EntryId, Written<'s>>;

/// Every calendar of the site, and a file for each event that has a text of its own in a language.
pub fn calendars(site: &Site) -> Vec<Artifact> {
    site.langs().flat_map(|lang| calendars_in(site, lang)).collect()
}

/// Whether a group has a calendar: it has, or had, an event.
pub fn has_calendar(site: &Site, group: EntryId) -> bool {
    let related = &site.entry(group).related;
    !related.upcoming.is_empty() || !related.past.is_empty()
}

fn calendars_in(site: &Site, lang: LangId) -> Vec<Artifact> {
    let events = events_in(site, lang);
    let diaries = diaries(site, &events);
    let mut artifacts: Vec<Artifact> = diaries
        .par_iter()
        .map(|(diary, entries)| {
            let written: Vec<&Written<'_>> = entries.iter().filter_map(|entry| events.get(entry)).collect();
            let path = paths::calendar(site, lang, *diary);
            let head = head(site, lang, *diary, &site.absolute(&path));
            Artifact { path, bytes: calendar(&head, &written).into_bytes() }
        })
        .collect();
    let files: Vec<&Written<'_>> = events.values().filter(|written| written.page.text_lang == lang).collect();
    artifacts.par_extend(files.into_par_iter().map(|written| event_file(site, written)));
    artifacts
}

fn events_in(site: &Site, lang: LangId) -> ByEntry<'_> {
    let lists = site.lists(lang);
    let entries: Vec<EntryId> = lists.upcoming.iter().chain(&lists.past).copied().collect();
    let written: Vec<Option<(EntryId, Written<'_>)>> = entries
        .into_par_iter()
        .map(|entry| {
            let page = site.page_in(entry, lang);
            let Detail::Event(event) = &page.detail else { return None };
            let vevent = fold::refold(&vevent::vevent(site, page, event));
            Some((entry, Written { page, event, vevent }))
        })
        .collect();
    written.into_iter().flatten().collect()
}

/// What each calendar holds, soonest first.
fn diaries(site: &Site, events: &ByEntry<'_>) -> Vec<(Diary, Vec<EntryId>)> {
    let all = in_time(events.keys().copied(), events);
    let recent: Vec<EntryId> = all.into_iter().filter(|entry| is_recent(site, &events[entry])).collect();
    let mut diaries: Vec<(Diary, Vec<EntryId>)> = paths::regions(site)
        .map(|region| {
            let here = |entry: &&EntryId| events[*entry].event.region == Some(region);
            (Diary::Region(region), recent.iter().filter(here).copied().collect())
        })
        .collect();
    diaries.push((Diary::Site, recent));
    for (at, entry) in site.entries.iter().enumerate().filter(|(_, entry)| entry.kind == Kind::Group) {
        let group = EntryId(u32::try_from(at).unwrap_or(u32::MAX));
        if has_calendar(site, group) {
            let theirs = entry.related.past.iter().chain(&entry.related.upcoming).copied();
            let theirs = in_time(theirs.filter(|entry| events.contains_key(entry)), events);
            let theirs = theirs.into_iter().filter(|entry| is_recent(site, &events[entry])).collect();
            diaries.push((Diary::Group(group), theirs));
        }
    }
    diaries
}

fn in_time(entries: impl Iterator<Item = EntryId>, events: &ByEntry<'_>) -> Vec<EntryId> {
    let mut entries: Vec<EntryId> = entries.collect();
    entries.sort_by_cached_key(|entry| (events[entry].event.start.timestamp(), *entry));
    entries.dedup();
    entries
}

fn is_recent(site: &Site, written: &Written<'_>) -> bool {
    let over = written.event.end.as_ref().unwrap_or(&written.event.start);
    !written.event.is_past || site.now.checked_sub(PAST_DAYS.days()).is_ok_and(|since| *over >= since)
}

fn event_file(site: &Site, written: &Written<'_>) -> Artifact {
    let path = paths::event_file(site, written.page);
    Artifact { path, bytes: calendar("", &[written]).into_bytes() }
}

/// A calendar: what all have, `head`, the zones of its events, its events.
fn calendar(head: &str, written: &[&Written<'_>]) -> String {
    let mut text = String::with_capacity(1024 + head.len() + written.iter().map(|w| w.vevent.len()).sum::<usize>());
    text.push_str("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Handbill//Handbill ");
    text.push_str(env!("CARGO_PKG_VERSION"));
    text.push_str("//EN\r\nCALSCALE:GREGORIAN\r\n");
    text.push_str(head);
    text.push_str(&vtimezone::vtimezones(written.iter().map(|written| written.event)));
    for written in written {
        text.push_str(&written.vevent);
    }
    text.push_str("END:VCALENDAR\r\n");
    text
}

/// What a calendar that one subscribes to says of itself.
fn head(site: &Site, lang: LangId, diary: Diary, url: &str) -> String {
    let name = printable(&name(site, lang, diary));
    let lines = [
        Property::new("NAME", name.as_str()).add_parameter("VALUE", "TEXT").done(),
        Property::new("X-WR-CALNAME", name.as_str()),
        Property::new("X-WR-TIMEZONE", site.config.timezone.0.as_str()),
        Property::new("SOURCE", url).add_parameter("VALUE", "URI").done(),
        Property::new("REFRESH-INTERVAL", REFRESH_INTERVAL).add_parameter("VALUE", "DURATION").done(),
        Property::new("X-PUBLISHED-TTL", REFRESH_INTERVAL),
    ];
    let lines = lines.into_iter().map(|line| -> String { line.try_into().unwrap_or_default() });
    fold::refold(&lines.collect::<String>())
}

fn name(site: &Site, lang: LangId, diary: Diary) -> String {
    let site_name = &site.config.languages[usize::from(lang.0)].site_name;
    let part = match diary {
        Diary::Site => None,
        Diary::Group(entry) => Some(site.page_in(entry, lang).title.as_str()),
        Diary::Region(id) => {
            site.config.regions[usize::from(id.0)].name.of(site.lang(lang), site.config.default_lang())
        }
    };
    part.map_or_else(|| site_name.clone(), |part| format!("{part} – {site_name}"))
}

#[cfg(test)]
mod tests;
