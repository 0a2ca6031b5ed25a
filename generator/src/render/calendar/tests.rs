//! Calendars, read back by a parser that is not ours.

use std::sync::Arc;

use calcard::icalendar::{ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty};

use super::*;
use crate::model::draft::EventStatus;
use crate::render::sample;

fn files(site: &Site) -> BTreeMap<String, String> {
    let text = |bytes| String::from_utf8(bytes).expect("text");
    calendars(site).into_iter().map(|file| (file.path.to_string(), text(file.bytes))).collect()
}

/// The file of the one event.
fn written(event: Event) -> String {
    files(&sample::site(vec![event]))["/events/rally-0/event.ics"].clone()
}

fn read(text: &str) -> ICalendar {
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])), "{text}");
    ICalendar::parse(text).expect("a calendar that can be read")
}

fn event_of(calendar: &ICalendar) -> &ICalendarComponent {
    let is_event = |part: &&ICalendarComponent| part.component_type == ICalendarComponentType::VEvent;
    calendar.components.iter().find(is_event).expect("an event")
}

fn text_of(part: &ICalendarComponent, name: ICalendarProperty) -> String {
    let entry = part.property(&name).expect("the property");
    entry.values[0].as_text().unwrap_or_default().to_owned()
}

/// DTSTART as another library understands it, in UTC.
fn start_in_utc(text: &str) -> String {
    let calendar = read(text);
    let expanded = calendar.expand_dates(calcard::common::timezone::Tz::UTC, 10);
    assert!(expanded.errors.is_empty(), "{:?}", expanded.errors);
    expanded.events[0].start.with_timezone(&calcard::common::timezone::Tz::UTC).format("%Y-%m-%dT%H:%M").to_string()
}

#[test]
fn the_site_its_regions_its_groups_and_its_events_have_files() {
    let site = sample::site(vec![sample::event("2015-10-24T19:00[Europe/London]")]);
    let below = |prefix: &str| {
        [
            "/events.ics",
            "/events/rally-0/event.ics",
            "/groups/leeds/events.ics",
            "/regions/wales/events.ics",
            "/regions/yorkshire/events.ics",
        ]
        .map(|path| format!("{prefix}{path}"))
    };
    assert_eq!(files(&site).into_keys().collect::<Vec<_>>(), [below("/cy"), below("")].concat());
}

#[test]
fn an_event_says_what_when_where() {
    let text = written(sample::event("2015-10-24T19:00[Europe/London]"));
    let calendar = read(&text);
    let event = event_of(&calendar);
    assert_eq!(event.uid(), Some("events/rally-0@momentum.example.org"));
    assert_eq!(text_of(event, ICalendarProperty::Summary), "events/rally-0 & co <0>");
    assert_eq!(text_of(event, ICalendarProperty::Location), "Unite House, Leeds; room 2, LS1 4AB");
    assert!(text_of(event, ICalendarProperty::Description).starts_with("Rents, fair; ŵ Rents, fair; ŵ "));
    assert!(text.contains("GEO:53.8;-1.55\r\n") && text.contains("STATUS:CONFIRMED\r\n"), "{text}");
    assert!(text.contains("DTSTAMP:19700101T000000Z\r\n") && text.contains("SEQUENCE:0\r\n"), "{text}");
}

#[test]
fn a_local_time_is_described_by_its_zone() {
    let text = written(sample::event("2015-10-24T19:00[Europe/London]"));
    assert!(text.contains("DTSTART;TZID=Europe/London:20151024T190000\r\n"), "{text}");
    assert!(
        text.contains("BEGIN:DAYLIGHT\r\nDTSTART:20150329T010000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\n"),
        "{text}"
    );
    assert_eq!(start_in_utc(&text), "2015-10-24T18:00");
    for (start, expected) in [
        ("2015-10-25T12:00[Europe/London]", "2015-10-25T12:00"),
        ("2015-10-24T19:00[America/New_York]", "2015-10-24T23:00"),
        ("2015-10-24T19:00[Asia/Kolkata]", "2015-10-24T13:30"),
        ("2015-10-24T19:00[UTC]", "2015-10-24T19:00"),
    ] {
        assert_eq!(start_in_utc(&written(sample::event(start))), expected);
    }
}

#[test]
fn of_a_time_that_comes_twice_the_second_is_said_in_utc() {
    let first = written(sample::event("2015-10-25T01:30:00+01:00[Europe/London]"));
    let second = written(sample::event("2015-10-25T01:30:00+00:00[Europe/London]"));
    assert!(first.contains("DTSTART;TZID=Europe/London:20151025T013000\r\n"), "{first}");
    assert!(first.contains("DTEND;TZID=Europe/London:20151025T023000\r\n"), "{first}");
    assert!(
        second.contains("DTSTART:20151025T013000Z\r\n") && second.contains("DTEND:20151025T033000Z\r\n"),
        "{second}"
    );
}

#[test]
fn a_calendar_describes_a_zone_over_all_its_events() {
    let events = ["2015-10-24T19:00[Europe/London]", "2016-04-02T19:00[Europe/London]"].map(sample::event);
    let text = files(&sample::site(events.into())).remove("/events.ics").expect("the calendar");
    assert_eq!(text.matches("BEGIN:VTIMEZONE").count(), 1);
    assert!(text.contains("DTSTART:20151025T020000\r\n") && text.contains("RDATE:20160327T010000\r\n"), "{text}");
    let calendar = read(&text);
    let root = &calendar.components[0];
    assert_eq!(text_of(root, ICalendarProperty::Name), "Momentum, together");
    assert!(text.contains("REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n"), "{text}");
}

#[test]
fn whole_days_end_on_the_day_after() {
    let mut event = sample::event("2015-10-24T00:00[Europe/London]");
    event.all_day = true;
    event.end = Some(sample::at("2015-10-26T00:00[Europe/London]"));
    let text = written(event);
    assert!(
        text.contains("DTSTART;VALUE=DATE:20151024\r\n") && text.contains("DTEND;VALUE=DATE:20151026\r\n"),
        "{text}"
    );
    assert!(!text.contains("VTIMEZONE"), "{text}");
    read(&text);
}

#[test]
fn a_cancelled_event_stays_and_counts_as_later() {
    let mut event = sample::event("2015-10-24T19:00[Europe/London]");
    event.status = EventStatus::Cancelled;
    let text = written(event);
    assert!(text.contains("STATUS:CANCELLED\r\n") && text.contains("SEQUENCE:1\r\n"), "{text}");
}

#[test]
fn a_change_counts_as_later_than_a_cancellation_before_it() {
    let mut site = sample::site(vec![sample::event("2015-10-24T19:00[Europe/London]")]);
    for page in &mut site.pages {
        page.updated = Some(sample::at("2015-10-10T09:30[Europe/London]"));
    }
    let text = &files(&site)["/events/rally-0/event.ics"];
    assert!(text.contains("DTSTAMP:20151010T083000Z\r\n") && text.contains("SEQUENCE:16592700\r\n"), "{text}");
}

#[test]
fn what_is_long_past_leaves_the_calendars_but_keeps_its_file() {
    let mut long_past = sample::event("2014-01-01T19:00[Europe/London]");
    long_past.is_past = true;
    let mut past = sample::event("2015-09-01T19:00[Europe/London]");
    past.is_past = true;
    let files = files(&sample::site(vec![long_past, past]));
    assert_eq!(files["/events.ics"].matches("BEGIN:VEVENT").count(), 1);
    assert!(files.contains_key("/events/rally-0/event.ics"));
}

#[test]
fn a_page_with_no_translation_leads_to_the_file_of_the_original() {
    let mut site = sample::site(vec![sample::event("2015-10-24T19:00[Europe/London]")]);
    for page in &mut site.pages {
        page.text_lang = LangId(0);
    }
    let page = site.page_in(site.find("events/rally-0").expect("an entry"), LangId(1));
    assert_eq!(paths::event_file(&site, page).as_str(), "/events/rally-0/event.ics");
    assert!(!files(&site).contains_key("/cy/events/rally-0/event.ics"));
    assert!(files(&site)["/cy/events.ics"].contains("BEGIN:VEVENT"));
}

#[test]
fn no_text_breaks_a_calendar() {
    let mut site = sample::site(vec![sample::event("2015-10-24T19:00[Europe/London]")]);
    let odd = "a\r\nBEGIN:VALARM\n\u{0}\\n ; , \" : 🌹".repeat(9);
    for page in &mut site.pages {
        page.title = odd.clone();
        page.summary = odd.clone();
    }
    Arc::get_mut(&mut site.config).expect("the only owner").languages[0].site_name = odd.clone();
    for text in files(&site).values() {
        read(text);
        assert_eq!(text.matches("\r\nBEGIN:VALARM").count(), 0, "{text}");
    }
    let calendar = read(&files(&site)["/events/rally-0/event.ics"]);
    assert_eq!(text_of(event_of(&calendar), ICalendarProperty::Summary), printable(&odd));
}
