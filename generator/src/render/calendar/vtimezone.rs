//! The time zones that events name, described by their own changes of the clock in the years concerned.
//!
//! The crate `icalendar` has no VTIMEZONE; its free components bear a DTSTAMP, which the RFC does not allow here.

use std::collections::BTreeMap;
use std::fmt::Write;

use jiff::tz::{Dst, Offset, TimeZone, TimeZoneTransition};
use jiff::{SignedDuration, Timestamp};

use crate::model::site::Event;

/// From and to which moment a zone is described.
struct Years<'e> {
    zone: &'e TimeZone,
    first: Timestamp,
    last: Timestamp,
}

/// Changes of one sort: from and to which offset, under which name, whether it is summer time.
type Sort = (Offset, Offset, String, bool);

/// Whether times of the zone are written in UTC, with no description.
pub(super) fn is_utc(timezone: &str) -> bool {
    matches!(timezone, "UTC" | "Etc/UTC" | "Etc/GMT" | "GMT" | "Z" | "Zulu" | "Etc/Zulu" | "UCT" | "Etc/UCT")
}

/// A VTIMEZONE for each zone that the events are local to, in the order of names.
pub(super) fn vtimezones<'e>(events: impl Iterator<Item = &'e Event>) -> String {
    let mut zones: BTreeMap<&str, Years<'e>> = BTreeMap::new();
    for event in events.filter(|event| !event.all_day && !is_utc(&event.timezone)) {
        let first = event.start.timestamp();
        let last = event.end.as_ref().unwrap_or(&event.start).timestamp();
        let years = zones.entry(&event.timezone).or_insert(Years { zone: event.start.time_zone(), first, last });
        years.first = years.first.min(first);
        years.last = years.last.max(last);
    }
    zones.iter().map(|(name, years)| vtimezone(name, years)).collect()
}

fn vtimezone(name: &str, years: &Years<'_>) -> String {
    let mut text = format!("BEGIN:VTIMEZONE\r\nTZID:{name}\r\n");
    let sorts = changes(years);
    if sorts.is_empty() {
        let offset = years.zone.to_offset(years.first);
        let name = years.zone.to_offset_info(years.first).abbreviation().to_owned();
        observance(&(offset, offset, name, false), &["19700101T000000".to_owned()], &mut text);
    }
    for (sort, moments) in &sorts {
        observance(sort, moments, &mut text);
    }
    text.push_str("END:VTIMEZONE\r\n");
    text
}

/// The change before the first event, and all up to the last, each with the local times at which it happens.
fn changes(years: &Years<'_>) -> BTreeMap<Sort, Vec<String>> {
    let before =
        years.zone.preceding(years.first.saturating_add(SignedDuration::from_secs(1)).unwrap_or(years.first)).next();
    let within = years.zone.following(years.first).take_while(|change| change.timestamp() <= years.last);
    let mut sorts: BTreeMap<Sort, Vec<String>> = BTreeMap::new();
    for change in before.into_iter().chain(within) {
        let (sort, local) = sort_of(years.zone, &change);
        sorts.entry(sort).or_default().push(local);
    }
    sorts
}

fn sort_of(zone: &TimeZone, change: &TimeZoneTransition<'_>) -> (Sort, String) {
    let just_before = change.timestamp().saturating_sub(SignedDuration::from_secs(1)).unwrap_or(change.timestamp());
    let from = zone.to_offset(just_before);
    let local = from.to_datetime(change.timestamp()).strftime("%Y%m%dT%H%M%S").to_string();
    ((from, change.offset(), change.abbreviation().to_owned(), change.dst() == Dst::Yes), local)
}

fn observance((from, to, name, is_summer): &Sort, moments: &[String], text: &mut String) {
    let kind = if *is_summer { "DAYLIGHT" } else { "STANDARD" };
    let (first, others) = moments.split_first().map_or(("", moments), |(first, others)| (first.as_str(), others));
    let (from, to) = (offset(*from), offset(*to));
    let _ =
        write!(text, "BEGIN:{kind}\r\nDTSTART:{first}\r\nTZOFFSETFROM:{from}\r\nTZOFFSETTO:{to}\r\nTZNAME:{name}\r\n");
    for moment in others {
        let _ = write!(text, "RDATE:{moment}\r\n");
    }
    let _ = write!(text, "END:{kind}\r\n");
}

/// `+0100`, with seconds only where there are some.
fn offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let (hours, minutes, rest) = (seconds.abs() / 3600, seconds.abs() / 60 % 60, seconds.abs() % 60);
    let rest = if rest == 0 { String::new() } else { format!("{rest:02}") };
    format!("{sign}{hours:02}{minutes:02}{rest}")
}
