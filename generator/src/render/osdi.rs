//! `groups.json` and `events.json`: local groups and events in OSDI's words, for programs of others.

use jiff::Zoned;
use serde::Serialize;

use crate::ids::UrlPath;
use crate::model::artifact::Artifact;
use crate::model::draft::{EventStatus, GroupStatus, Position, Venue};
use crate::model::site::{Detail, EntryId, Event, Group, LangId, Page, RegionId, Site};

/// The default language: what is listed is named in it.
const LANG: LangId = LangId(0);

/// OSDI's country code: every group and every venue is in the United Kingdom.
const COUNTRY: &str = "GB";

/// All groups that are not closed, by title.
pub fn groups(site: &Site) -> Artifact {
    let listed = site.lists(LANG).groups.iter().map(|&id| site.page_in(id, LANG));
    let organizations: Vec<_> = listed
        .filter_map(|page| match &page.detail {
            Detail::Group(group) => Some(organization(site, page, group)),
            _ => None,
        })
        .collect();
    let total_records = organizations.len();
    let embedded = Embedded { organizations: Some(organizations), events: None };
    artifact(site, "/groups.json", total_records, embedded)
}

/// All events: those to come, soonest first, then those that are over, latest first.
pub fn events(site: &Site) -> Artifact {
    let lists = site.lists(LANG);
    let listed = lists.upcoming.iter().chain(&lists.past).map(|&id| site.page_in(id, LANG));
    let events: Vec<_> = listed
        .filter_map(|page| match &page.detail {
            Detail::Event(event) => Some(osdi_event(site, page, event)),
            _ => None,
        })
        .collect();
    let total_records = events.len();
    artifact(site, "/events.json", total_records, Embedded { organizations: None, events: Some(events) })
}

fn artifact(site: &Site, path: &str, total_records: usize, embedded: Embedded) -> Artifact {
    let path = UrlPath::new(path);
    let collection = Collection {
        total_pages: 1,
        per_page: total_records,
        page: 1,
        total_records,
        links: Links { this: Some(Link { href: site.absolute(&path) }), group: None, campaign: None },
        embedded,
    };
    let bytes = serde_json::to_vec(&collection).expect("structs have text keys alone");
    Artifact { path, bytes }
}

#[derive(Serialize)]
struct Collection<'a> {
    total_pages: u32,
    per_page: usize,
    page: u32,
    total_records: usize,
    #[serde(rename = "_links")]
    links: Links,
    #[serde(rename = "_embedded")]
    embedded: Embedded<'a>,
}

#[derive(Serialize)]
struct Embedded<'a> {
    #[serde(rename = "osdi:organizations", skip_serializing_if = "Option::is_none")]
    organizations: Option<Vec<Organization<'a>>>,
    #[serde(rename = "osdi:events", skip_serializing_if = "Option::is_none")]
    events: Option<Vec<OsdiEvent<'a>>>,
}

#[derive(Serialize)]
struct Links {
    #[serde(rename = "self", skip_serializing_if = "Option::is_none")]
    this: Option<Link>,
    #[serde(rename = "handbill:group", skip_serializing_if = "Option::is_none")]
    group: Option<Link>,
    #[serde(rename = "handbill:campaign", skip_serializing_if = "Option::is_none")]
    campaign: Option<Link>,
}

#[derive(Serialize)]
struct Link {
    href: String,
}

#[derive(Serialize)]
struct Organization<'a> {
    identifiers: [String; 1],
    name: &'a str,
    summary: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    site_url: &'a str,
    browser_url: String,
    status: &'static str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    postal_addresses: Vec<Address<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    email_addresses: Vec<EmailAddress<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    profiles: Vec<Profile<'a>>,
}

#[derive(Serialize)]
struct EmailAddress<'a> {
    primary: bool,
    address: &'a str,
}

#[derive(Serialize)]
struct Profile<'a> {
    provider: &'a str,
    url: &'a str,
}

/// A postal address; of a venue it has a name.
#[derive(Serialize, Default)]
struct Address<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    primary: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    venue: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address_lines: Option<[&'a str; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    locality: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    postal_code: Option<&'a str>,
    country: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Location>,
}

#[derive(Serialize)]
struct Location {
    latitude: f64,
    longitude: f64,
}

#[derive(Serialize)]
struct OsdiEvent<'a> {
    identifiers: [String; 1],
    name: &'a str,
    title: &'a str,
    summary: &'a str,
    browser_url: String,
    #[serde(rename = "type")]
    event_type: &'static str,
    status: &'static str,
    start_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<String>,
    all_day: bool,
    timezone_identifier: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    capacity: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    virtual_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Address<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    instructions: Option<&'a str>,
    #[serde(rename = "_links")]
    links: Links,
}

fn organization<'a>(site: &'a Site, page: &'a Page, group: &'a Group) -> Organization<'a> {
    let has_place = group.town.is_some() || group.postcode.is_some() || group.region.is_some();
    let address = Address {
        primary: Some(true),
        locality: group.town.as_deref(),
        region: region_name(site, group.region),
        postal_code: group.postcode.as_deref(),
        country: COUNTRY,
        location: group.position.map(location),
        ..Address::default()
    };
    let emails = group.email.iter().map(|address| EmailAddress { primary: true, address });
    Organization {
        identifiers: [identifier(site, page)],
        name: &page.title,
        summary: &page.summary,
        description: group.meets.as_deref(),
        site_url: group.website.as_deref().unwrap_or(&site.config.base_url),
        browser_url: site.absolute(&page.url),
        status: group_status(group.status),
        postal_addresses: if has_place { vec![address] } else { Vec::new() },
        email_addresses: emails.collect(),
        profiles: group.social.iter().map(|(provider, url)| Profile { provider, url }).collect(),
    }
}

fn osdi_event<'a>(site: &'a Site, page: &'a Page, event: &'a Event) -> OsdiEvent<'a> {
    let region = region_name(site, event.region);
    let of_page = |id: Option<EntryId>| id.map(|id| Link { href: site.absolute(&site.page_in(id, LANG).url) });
    OsdiEvent {
        identifiers: [identifier(site, page)],
        name: page.url.as_str().trim_end_matches('/').rsplit('/').next().unwrap_or_default(),
        title: &page.title,
        summary: &page.summary,
        browser_url: site.absolute(&page.url),
        event_type: event.event_type.as_str(),
        status: event_status(event.status),
        start_date: moment(&event.start),
        end_date: event.end.as_ref().map(moment),
        all_day: event.all_day,
        timezone_identifier: &event.timezone,
        capacity: event.capacity,
        virtual_url: event.online.as_deref(),
        location: event.venue.as_ref().map(|venue| place(venue, region)),
        instructions: event.accessibility.as_ref().and_then(|access| access.notes.as_deref()),
        links: Links { this: None, group: of_page(event.group), campaign: of_page(event.campaign) },
    }
}

fn place<'a>(venue: &'a Venue, region: Option<&'a str>) -> Address<'a> {
    Address {
        venue: venue.name.as_deref(),
        address_lines: venue.address.as_deref().map(|line| [line]),
        region,
        postal_code: venue.postcode.as_deref(),
        country: COUNTRY,
        location: venue.position.map(location),
        ..Address::default()
    }
}

fn identifier(site: &Site, page: &Page) -> String {
    format!("handbill:{}", site.entry(page.entry).key)
}

fn region_name(site: &Site, id: Option<RegionId>) -> Option<&str> {
    let region = site.config.regions.get(usize::from(id?.0))?;
    let default = site.config.default_lang();
    region.name.of(default, default)
}

fn location(position: Position) -> Location {
    Location { latitude: position.latitude, longitude: position.longitude }
}

/// ISO 8601 with the zone's offset: `2015-10-24T19:00:00+01:00`.
fn moment(at: &Zoned) -> String {
    at.timestamp().display_with_offset(at.offset()).to_string()
}

fn group_status(status: GroupStatus) -> &'static str {
    match status {
        GroupStatus::Forming => "forming",
        GroupStatus::Active => "active",
        GroupStatus::Paused => "paused",
        GroupStatus::Closed => "closed",
    }
}

fn event_status(status: EventStatus) -> &'static str {
    match status {
        EventStatus::Confirmed => "confirmed",
        EventStatus::Tentative => "tentative",
        EventStatus::Cancelled => "cancelled",
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};

    use super::*;
    use crate::render::sample;

    fn read(file: &Artifact) -> Value {
        serde_json::from_slice(&file.bytes).expect("JSON")
    }

    #[test]
    fn a_group_is_an_organization() {
        let file = groups(&sample::site(Vec::new()));
        assert_eq!(file.path.as_str(), "/groups.json");
        let json = read(&file);
        assert_eq!(json["total_records"], 1);
        assert_eq!(json["_links"]["self"]["href"], "https://momentum.example.org/groups.json");
        let group = &json["_embedded"]["osdi:organizations"][0];
        assert_eq!(group["identifiers"], json!(["handbill:groups/leeds"]));
        assert_eq!(group["browser_url"], "https://momentum.example.org/groups/leeds/");
        let address = json!([{ "primary": true, "locality": "Leeds", "region": "Yorkshire", "country": "GB" }]);
        assert_eq!(group["postal_addresses"], address);
    }

    #[test]
    fn an_event_bears_the_offset_of_its_day() {
        let mut event = sample::event("2015-10-24T19:00[Europe/London]");
        event.status = EventStatus::Cancelled;
        event.group = sample::site(Vec::new()).find("groups/leeds").map(|EntryId(at)| EntryId(at + 1));
        let json = read(&events(&sample::site(vec![event])));
        let event = &json["_embedded"]["osdi:events"][0];
        assert_eq!(event["start_date"], "2015-10-24T19:00:00+01:00");
        assert_eq!(event["timezone_identifier"], "Europe/London");
        assert_eq!(event["status"], "cancelled");
        assert_eq!(event["location"]["location"], json!({ "latitude": 53.8, "longitude": -1.55 }));
        let group = "https://momentum.example.org/groups/leeds/";
        assert_eq!(event["_links"], json!({ "handbill:group": { "href": group } }));
    }

    #[test]
    fn past_events_come_after_those_to_come() {
        let mut site = sample::site(vec![
            sample::event("2015-10-01T19:00[Europe/London]"),
            sample::event("2015-10-24T19:00[Europe/London]"),
        ]);
        let past = site.lists[0].upcoming.remove(0);
        site.lists[0].past.push(past);
        let json = read(&events(&site));
        let starts: Vec<_> = json["_embedded"]["osdi:events"].as_array().into_iter().flatten().collect();
        assert_eq!(starts[0]["start_date"], "2015-10-24T19:00:00+01:00");
        assert_eq!(starts[1]["start_date"], "2015-10-01T19:00:00+01:00");
    }

    #[test]
    fn a_group_with_nothing_but_a_name_has_no_address() {
        let mut site = sample::site(Vec::new());
        for page in &mut site.pages {
            if let Detail::Group(group) = &mut page.detail {
                *group = Arc::new(Group {
                    town: None,
                    region: None,
                    postcode: None,
                    position: None,
                    spot: None,
                    email: Some("leeds@example.org".to_owned()),
                    website: None,
                    social: vec![("Twitter".to_owned(), "https://twitter.example.org/leeds".to_owned())],
                    meets: None,
                    status: GroupStatus::Forming,
                });
            }
        }
        let group = &read(&groups(&site))["_embedded"]["osdi:organizations"][0];
        assert_eq!(group.get("postal_addresses"), None);
        assert_eq!(group["email_addresses"], json!([{ "primary": true, "address": "leeds@example.org" }]));
        assert_eq!(group["profiles"][0]["provider"], "Twitter");
        assert_eq!(group["status"], "forming");
    }
}
