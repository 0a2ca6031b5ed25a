//! The keys that each kind of page has of its own.

use crate::model::draft::{
    Accessibility, Article, Campaign, Detail, Event, EventStatus, EventType, Group, GroupStatus, Kind, Leaflet,
    Signatory, Venue,
};
use crate::parse::place;
use crate::parse::reader::Reader;

/// The forms that a kind of page may have.
pub(crate) fn forms(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Home | Kind::Group => &["signup"],
        Kind::Campaign => &["pledge", "signup", "donate", "consultation"],
        Kind::Event => &["rsvp"],
        Kind::Page => &["signup", "donate"],
        Kind::Section(_) | Kind::Article => &[],
    }
}

/// Reads what pages of `kind` have of their own.
pub(crate) fn read(reader: &mut Reader<'_>, kind: Kind, postcodes: Postcodes) -> Detail {
    match kind {
        Kind::Home => Detail::Home { lead: reader.filled("lead") },
        Kind::Section(_) | Kind::Page => Detail::Plain,
        Kind::Campaign => Detail::Campaign(Box::new(campaign(reader))),
        Kind::Group => Detail::Group(Box::new(group(reader, postcodes))),
        Kind::Event => Detail::Event(Box::new(event(reader, postcodes))),
        Kind::Article => Detail::Article(Box::new(article(reader))),
    }
}

fn text(reader: &mut Reader<'_>, key: &'static str) -> Option<String> {
    reader.string(key).map(|text| text.value).filter(|text| !text.trim().is_empty())
}

/// Of which country the postcodes of groups and venues are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Postcodes {
    /// Britain's: their shape is checked.
    British,
    /// Any: the site brings places of its own, and its postcodes are kept as they are typed.
    Any,
}

fn postcode(reader: &mut Reader<'_>, postcodes: Postcodes) -> Option<String> {
    match postcodes {
        Postcodes::British => place::read_postcode(reader, "postcode").map(|postcode| postcode.value),
        Postcodes::Any => text(reader, "postcode").map(|text| text.trim().to_owned()),
    }
}

fn campaign(reader: &mut Reader<'_>) -> Campaign {
    Campaign {
        goal: reader.unsigned("goal"),
        deadline: reader.when("deadline"),
        regions: reader.strings("regions"),
        asks: reader.strings("asks").into_iter().map(|ask| ask.value).collect(),
        signatories: signatories(reader),
        leaflet: leaflet(reader),
    }
}

/// `leaflet = true`, or a table of what it says in other words than the page.
fn leaflet(reader: &mut Reader<'_>) -> Option<Leaflet> {
    let key_span = reader.take("leaflet")?.key_span;
    let mut inner = match reader.table_or_bool("leaflet")? {
        Ok(inner) => inner,
        Err(asked) => return asked.value.then(|| Leaflet { span: asked.span, ..Leaflet::default() }),
    };
    let leaflet = Leaflet {
        span: key_span,
        headline: inner.filled("headline").map(|text| text.value),
        summary: inner.filled("summary").map(|text| text.value),
        text: inner.filled("text"),
        body: None,
    };
    reader.absorb(inner);
    Some(leaflet)
}

fn signatories(reader: &mut Reader<'_>) -> Vec<Signatory> {
    let mut signatories = Vec::new();
    for mut inner in reader.tables("signatories") {
        inner.require("name");
        let (name, role) = (inner.filled("name"), text(&mut inner, "role").unwrap_or_default());
        signatories.extend(name.map(|name| Signatory { name: name.value, role }));
        reader.absorb(inner);
    }
    signatories
}

const GROUP_STATUS: [(GroupStatus, &str); 4] = [
    (GroupStatus::Forming, "forming"),
    (GroupStatus::Active, "active"),
    (GroupStatus::Paused, "paused"),
    (GroupStatus::Closed, "closed"),
];

fn group(reader: &mut Reader<'_>, postcodes: Postcodes) -> Group {
    Group {
        town: text(reader, "town"),
        region: reader.filled("region"),
        postcode: postcode(reader, postcodes),
        position: place::read_position(reader),
        email: place::read_email(reader, "email").map(|email| email.value),
        website: place::read_url(reader, "website").map(|url| url.value),
        social: social(reader),
        meets: text(reader, "meets"),
        status: reader.choice("status", &GROUP_STATUS).map(|status| status.value),
    }
}

fn social(reader: &mut Reader<'_>) -> Vec<(String, String)> {
    let mut profiles = Vec::new();
    for mut inner in reader.tables("social") {
        profiles.extend(named_url(&mut inner));
        reader.absorb(inner);
    }
    profiles
}

fn named_url(inner: &mut Reader<'_>) -> Option<(String, String)> {
    inner.require("name");
    inner.require("url");
    let (name, url) = (inner.filled("name"), place::read_url(inner, "url"));
    Some((name?.value, url?.value))
}

const EVENT_STATUS: [(EventStatus, &str); 3] = [
    (EventStatus::Confirmed, "confirmed"),
    (EventStatus::Tentative, "tentative"),
    (EventStatus::Cancelled, "cancelled"),
];

fn event(reader: &mut Reader<'_>, postcodes: Postcodes) -> Event {
    Event {
        start: reader.when("start"),
        end: reader.when("end"),
        all_day: reader.bool("all_day").map(|all_day| all_day.value),
        timezone: place::read_zone(reader, "timezone"),
        event_type: reader.choice("type", &EventType::ALL),
        status: reader.choice("status", &EVENT_STATUS).map(|status| status.value),
        group: reader.filled("group"),
        campaign: reader.filled("campaign"),
        region: reader.filled("region"),
        venue: venue(reader, postcodes),
        online: place::read_url(reader, "online").map(|url| url.value),
        accessibility: accessibility(reader),
        capacity: reader.unsigned("capacity").map(|capacity| capacity.value),
    }
}

fn venue(reader: &mut Reader<'_>, postcodes: Postcodes) -> Option<Venue> {
    let mut inner = reader.table("venue")?;
    let venue = Venue {
        name: text(&mut inner, "name"),
        address: text(&mut inner, "address"),
        postcode: postcode(&mut inner, postcodes),
        position: place::read_position(&mut inner),
    };
    reader.absorb(inner);
    Some(venue)
}

fn accessibility(reader: &mut Reader<'_>) -> Option<Accessibility> {
    let mut inner = reader.table("accessibility")?;
    inner.require("status");
    let status = inner.one_of("status", &["accessible", "partial", "not-accessible", "unknown"]);
    let notes = text(&mut inner, "notes");
    reader.absorb(inner);
    Some(Accessibility { status: status?.value.to_owned(), notes })
}

fn article(reader: &mut Reader<'_>) -> Article {
    Article {
        authors: reader.strings("authors").into_iter().map(|author| author.value).collect(),
        campaign: reader.filled("campaign"),
        group: reader.filled("group"),
        syndicated: reader.table("syndicated").and_then(|mut inner| {
            let syndicated = named_url(&mut inner);
            reader.absorb(inner);
            syndicated
        }),
    }
}
