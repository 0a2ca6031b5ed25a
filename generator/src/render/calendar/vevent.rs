//! One event as a VEVENT.

use icalendar::{Component, EventLike, Property};
use jiff::civil;
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, Zoned};

use crate::model::draft::{EventStatus, Venue};
use crate::model::site::{Event, Page, Site};
use crate::render::text::{host, last_change, printable};

/// When an event was written whose author gives no date.
const NO_DTSTAMP: &str = "19700101T000000Z";

/// What [`sequence`] counts from.
const FIRST_DAY: civil::Date = civil::date(2000, 1, 1);

/// The event as content lines, folded as the crate `icalendar` folds.
pub(super) fn vevent(site: &Site, page: &Page, event: &Event) -> String {
    let changed = last_change(page);
    let mut written = icalendar::Event::new();
    written
        .uid(&uid(site, page))
        .append_property(Property::new("DTSTAMP", changed.map_or_else(|| NO_DTSTAMP.to_owned(), in_utc)))
        .sequence(sequence(page, event))
        .summary(&printable(&page.title))
        .description(&description(site, page, event))
        .url(&site.absolute(&page.url))
        .status(status(event.status))
        .categories(categories(site, page, event));
    if let Some(changed) = changed {
        written.append_property(Property::new("LAST-MODIFIED", in_utc(changed)));
    }
    for property in times(event) {
        written.append_property(property);
    }
    place(event, &mut written);
    written.try_into_string().unwrap_or_default()
}

/// The same in all languages and builds, since it is made of the page's key.
fn uid(site: &Site, page: &Page) -> String {
    format!("{}@{}", site.entry(page.entry).key, host(&site.config.base_url))
}

/// A number that grows when the author moves `updated` on or cancels: a build knows nothing of the builds before it.
/// Minutes since 2000, doubled, so that a cancellation in the same minute still is the later one.
fn sequence(page: &Page, event: &Event) -> u32 {
    let first = FIRST_DAY.to_zoned(TimeZone::UTC).map_or(Timestamp::UNIX_EPOCH, |day| day.timestamp());
    let minutes = page.updated.as_ref().map_or(0, |updated| (updated.timestamp().as_second() - first.as_second()) / 60);
    let cancelled = i64::from(event.status == EventStatus::Cancelled);
    u32::try_from(minutes.max(0) * 2 + cancelled).unwrap_or(0)
}

fn status(status: EventStatus) -> icalendar::EventStatus {
    match status {
        EventStatus::Confirmed => icalendar::EventStatus::Confirmed,
        EventStatus::Tentative => icalendar::EventStatus::Tentative,
        EventStatus::Cancelled => icalendar::EventStatus::Cancelled,
    }
}

/// The author's own words alone: a calendar has no interface text to label them with.
fn description(site: &Site, page: &Page, event: &Event) -> String {
    let notes = event.accessibility.as_ref().and_then(|access| access.notes.clone());
    let parts = [Some(page.summary.clone()), notes, event.online.clone(), Some(site.absolute(&page.url))];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    printable(&parts.join("\n\n"))
}

fn categories(site: &Site, page: &Page, event: &Event) -> Vec<String> {
    let tags = page.tags.iter().map(|id| printable(&site.tags[id.0 as usize].name));
    std::iter::once(event.event_type.as_str().to_owned()).chain(tags).collect()
}

fn place(event: &Event, written: &mut icalendar::Event) {
    let venue = event.venue.as_ref().map(address).filter(|address| !address.is_empty());
    if let Some(location) = venue.as_ref().or(event.online.as_ref()) {
        written.location(&printable(location));
    }
    if let Some(position) = event.venue.as_ref().and_then(|venue| venue.position) {
        written.append_property(Property::new("GEO", format!("{};{}", position.latitude, position.longitude)));
    }
    if let Some(online) = &event.online {
        let conference = Property::new("CONFERENCE", printable(online)).add_parameter("VALUE", "URI").done();
        written.append_property(conference);
    }
}

fn address(venue: &Venue) -> String {
    let parts = [&venue.name, &venue.address, &venue.postcode];
    let parts: Vec<&str> = parts.into_iter().flatten().map(|part| part.trim()).collect();
    parts.join(", ")
}

/// DTSTART and DTEND: both days, both local to the zone, or both in UTC, as the RFC asks.
fn times(event: &Event) -> Vec<Property> {
    let both = [("DTSTART", Some(&event.start)), ("DTEND", event.end.as_ref())];
    let both = both.into_iter().filter_map(|(key, moment)| moment.map(|moment| (key, moment)));
    if event.all_day {
        return both.map(|(key, moment)| day(key, moment)).collect();
    }
    if both.clone().all(|(_, moment)| can_be_local(&event.timezone, moment)) {
        both.map(|(key, moment)| local(key, moment, &event.timezone)).collect()
    } else {
        both.map(|(key, moment)| Property::new(key, in_utc(moment))).collect()
    }
}

fn day(key: &str, moment: &Zoned) -> Property {
    Property::new(key, moment.strftime("%Y%m%d").to_string()).add_parameter("VALUE", "DATE").done()
}

fn local(key: &str, moment: &Zoned, timezone: &str) -> Property {
    Property::new(key, moment.strftime("%Y%m%dT%H%M%S").to_string()).add_parameter("TZID", timezone).done()
}

/// A local time that comes twice, when clocks go back, means its first time: the second can only be said in UTC.
fn can_be_local(timezone: &str, moment: &Zoned) -> bool {
    let ambiguous = moment.time_zone().to_ambiguous_timestamp(moment.datetime()).offset();
    !super::vtimezone::is_utc(timezone)
        && !matches!(ambiguous, AmbiguousOffset::Fold { after, .. } if after == moment.offset())
}

fn in_utc(moment: &Zoned) -> String {
    moment.timestamp().strftime("%Y%m%dT%H%M%SZ").to_string()
}
