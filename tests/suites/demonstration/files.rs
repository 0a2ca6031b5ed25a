//! Feeds, calendars, the sitemap and what else programs read.

use std::collections::BTreeSet;

use calcard::icalendar::{ICalendar, ICalendarComponentType, ICalendarProperty};
use handbill_contract::Manifest;
use quick_xml::events::Event;

use crate::{BASE, built, none, pages, texts};

#[test]
fn every_feed_is_read_by_a_feed_reader() {
    let mut feeds = texts("feed.xml");
    feeds.extend(texts("feed.json"));
    assert!(feeds.len() > 20, "the site, its news, its tags and its regions have feeds");
    none(&feeds, |path, text| {
        let feed = match feed_rs::parser::parse(text.as_bytes()) {
            Ok(feed) => feed,
            Err(error) => return vec![error.to_string()],
        };
        let mut told = Vec::new();
        let ids: BTreeSet<&str> = feed.entries.iter().map(|entry| entry.id.as_str()).collect();
        if ids.len() != feed.entries.len() {
            told.push("two entries have one id".to_owned());
        }
        if feed.title.is_none() || (path.starts_with("news/") && feed.entries.is_empty()) {
            told.push("no title, or nothing in it".to_owned());
        }
        for entry in &feed.entries {
            let is_linked = entry.links.iter().any(|link| link.href.starts_with(BASE));
            if entry.title.is_none() || !is_linked || (entry.updated.is_none() && entry.published.is_none()) {
                told.push(format!("{} lacks a title, a link or a date", entry.id));
            }
        }
        told
    });
}

#[test]
fn every_calendar_is_read_by_a_calendar() {
    none(&texts(".ics"), |_, text| {
        let mut told: Vec<String> = text
            .split("\r\n")
            .filter(|line| line.len() > 75 || line.contains('\n'))
            .map(|line| format!("not folded: {line}"))
            .collect();
        let Ok(calendar) = ICalendar::parse(text) else { return vec!["not a calendar".to_owned()] };
        let mut ids = BTreeSet::new();
        for part in &calendar.components {
            if part.component_type == ICalendarComponentType::VEvent {
                let needs = [
                    ICalendarProperty::Uid,
                    ICalendarProperty::Dtstamp,
                    ICalendarProperty::Dtstart,
                    ICalendarProperty::Summary,
                ];
                told.extend(
                    needs.iter().filter(|name| part.property(name).is_none()).map(|name| format!("no {name:?}")),
                );
                let id = part.property(&ICalendarProperty::Uid).map(|entry| format!("{:?}", entry.values));
                if !ids.insert(id) {
                    told.push("two events have one UID".to_owned());
                }
            }
        }
        told
    });
}

#[test]
fn every_event_has_a_calendar_file() {
    let made = &built().made;
    let events =
        pages().into_iter().filter(|(path, text)| path.starts_with("events/") && text.contains("\"@type\":\"Event\""));
    let bare: Vec<&str> = events
        .map(|(path, _)| path)
        .filter(|path| !made.contains_key(&path.replace("index.html", "event.ics")))
        .collect();
    assert!(bare.is_empty(), "{bare:?}");
}

#[test]
fn the_sitemap_lists_every_page_that_may_be_found_and_no_other() {
    let made = &built().made;
    let listed: BTreeSet<String> = texts("sitemap.xml").iter().flat_map(|(_, text)| locations(text)).collect();
    let lost: Vec<&String> = listed
        .iter()
        .filter(|url| {
            let path = url.strip_prefix(&format!("{BASE}/")).unwrap_or("elsewhere");
            !made.contains_key(&format!("{path}index.html"))
        })
        .collect();
    assert!(lost.is_empty(), "listed, and not there: {lost:#?}");
    let hidden = |text: &str| text.contains("name=\"robots\" content=\"noindex\"");
    let shown = pages().into_iter().filter(|(_, text)| !hidden(text));
    let urls = shown.map(|(path, _)| format!("{BASE}/{}", path.trim_end_matches("index.html")));
    let forgotten: Vec<String> = urls.filter(|url| !listed.contains(url)).collect();
    let untranslated = |url: &&String| !url.contains("/cy/");
    let forgotten: Vec<&String> = forgotten.iter().filter(untranslated).collect();
    assert!(forgotten.is_empty(), "there, and not listed: {forgotten:#?}");
    assert!(texts("robots.txt")[0].1.contains(&format!("Sitemap: {BASE}/sitemap.xml")), "robots are told of it");
}

fn locations(xml: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut found, mut is_location) = (Vec::new(), false);
    loop {
        match reader.read_event().expect("it is XML") {
            Event::Start(tag) => is_location = tag.name().as_ref() == b"loc",
            Event::Text(text) if is_location => found.push(text.decode().expect("it is text").into_owned()),
            Event::End(_) => is_location = false,
            Event::Eof => return found,
            _ => {}
        }
    }
}

#[test]
fn every_json_is_json() {
    let mut all = texts(".json");
    all.extend(texts(".webmanifest"));
    none(&all, |_, text| {
        serde_json::from_str::<serde_json::Value>(text).err().map(|error| error.to_string()).into_iter().collect()
    });
}

#[test]
fn the_forms_are_a_manifest_that_functions_read() {
    let text = texts("forms.json").first().map(|(_, text)| *text).expect("there is a forms.json");
    let manifest: Manifest = serde_json::from_str(text).expect("a manifest");
    assert!(manifest.forms.len() > 100, "campaigns, groups and events have forms");
    assert!(manifest.consents.iter().all(|statement| !statement.text().is_empty()), "every statement has its words");
}

#[test]
fn icons_and_manifest_are_what_they_say() {
    let made = &built().made;
    for name in ["apple-touch-icon.png", "icon-192.png", "icon-512.png", "icon-maskable-512.png"] {
        assert!(made[name].starts_with(b"\x89PNG"), "{name} is a PNG");
    }
    let manifests = texts(".webmanifest");
    let manifest: serde_json::Value = serde_json::from_str(manifests[0].1).expect("it is JSON");
    for icon in manifest["icons"].as_array().expect("icons") {
        let path = icon["src"].as_str().expect("a path").trim_start_matches('/');
        assert!(made.contains_key(path), "{path} is there");
    }
}

#[test]
fn headers_keep_everyone_else_out() {
    let headers = texts("_headers")[0].1;
    for wanted in [
        "default-src 'none'",
        "frame-ancestors 'none'",
        "nosniff",
        "Strict-Transport-Security",
        "Referrer-Policy",
        "Permissions-Policy",
        "Cross-Origin-Opener-Policy",
    ] {
        assert!(headers.contains(wanted), "`_headers` says {wanted}");
    }
    assert!(!headers.contains("unsafe-inline"), "nothing inline is let in");
}

#[test]
fn security_txt_can_be_found() {
    let text = texts("security.txt").first().map(|(_, text)| *text).expect("it is there");
    assert!(text.contains("Contact: mailto:") && text.contains("Expires: "), "{text}");
}
