//! A page in schema.org's words, for search engines: data in a `<script>` that is never run.

mod nodes;

use std::borrow::Cow;

use jiff::Zoned;

use crate::model::draft::{EventStatus, Venue};
use crate::model::site::{Article, Detail, Event, LangId, Page, Site};

use nodes::*;

/// A page on the way from the home page to this one, or this one itself.
#[derive(Debug, Clone, Copy)]
pub struct Crumb<'a> {
    /// Its title.
    pub label: &'a str,
    /// Its path.
    pub url: &'a str,
}

/// The whole `<script type="application/ld+json">` of a page in `lang`.
///
/// `crumbs` lead to it, the home page first; `here` is the page itself, and `page` its text where an author wrote it.
pub fn script(site: &Site, lang: LangId, crumbs: &[Crumb], here: Crumb, page: Option<&Page>) -> String {
    ["<script type=\"application/ld+json\">", &data(site, lang, crumbs, here, page), "</script>"].concat()
}

/// What stands inside the script: JSON that cannot end it.
pub fn data(site: &Site, lang: LangId, crumbs: &[Crumb], here: Crumb, page: Option<&Page>) -> String {
    let mut graph = Vec::with_capacity(2);
    if let Some(page) = page {
        match &page.detail {
            Detail::Home { .. } => graph.extend([organization(site, lang), website(site, lang)]),
            Detail::Event(event) => graph.push(Node::Event(Box::new(event_node(site, page, event)))),
            Detail::Article(article) => graph.push(Node::Article(Box::new(article_node(site, page, article)))),
            _ => {}
        }
    }
    if !crumbs.is_empty() {
        graph.push(Node::Breadcrumbs(breadcrumbs(site, crumbs, here)));
    }
    let json = serde_json::to_string(&Document { context: "https://schema.org", graph });
    safe(json.expect("structs have text keys alone"))
}

/// Inside `<script>` HTML looks for `</script` and `<!--` alone.
fn safe(json: String) -> String {
    if memchr::memchr(b'<', json.as_bytes()).is_some() {
        json.replace("</", "<\\/").replace("<!--", "\\u003c!--")
    } else {
        json
    }
}

fn organization(site: &Site, lang: LangId) -> Node<'_> {
    let party = &site.config.organisation;
    let donate = site.menus.get(usize::from(lang.0)).and_then(|menus| menus.donate.as_ref());
    let address = PostalAddress {
        street_address: Some(party.address.join(", ").into()),
        postal_code: party.postcode.as_deref(),
        address_country: "GB",
    };
    Node::Organization(Organization {
        legal_name: party.legal_name.as_deref(),
        email: party.email.as_deref().filter(|email| !email.is_empty()),
        address: (!party.address.is_empty()).then_some(Typed { kind: "PostalAddress", value: address }),
        same_as: site.config.social.iter().map(|profile| &*profile.url).collect(),
        potential_action: donate
            .map(|item| Typed { kind: "DonateAction", value: DonateAction { target: absolute(site, &item.url) } }),
        ..named(site)
    })
}

/// The organisation in short, for pages other than the home page.
fn named(site: &Site) -> Organization<'_> {
    Organization {
        id: Some(organization_id(site)),
        name: &site.config.organisation.name,
        url: absolute(site, "/"),
        legal_name: None,
        email: None,
        address: None,
        same_as: Vec::new(),
        potential_action: None,
    }
}

fn organization_id(site: &Site) -> String {
    [&site.config.base_url, "/#organization"].concat()
}

fn website(site: &Site, lang: LangId) -> Node<'_> {
    let language = &site.config.languages[usize::from(lang.0)];
    Node::WebSite(WebSite {
        name: &language.site_name,
        url: site.absolute(&site.path_in(lang, "/")),
        description: &language.description,
        in_language: language.code.as_str(),
        publisher: Reference { id: organization_id(site) },
    })
}

fn event_node<'a>(site: &'a Site, page: &'a Page, event: &'a Event) -> EventNode<'a> {
    let text_lang = page.text_lang;
    let group = event.group.map(|id| site.page_in(id, text_lang));
    let organizer = group.map_or_else(
        || named(site),
        |group| Organization { id: None, name: &group.title, url: site.absolute(&group.url), ..named(site) },
    );
    let place = match (&event.venue, &event.online) {
        (Some(venue), _) => Some(Location::Place(place(venue))),
        (None, Some(_)) => None,
        // Those who list events want some place: the region, where the event is all over it.
        (None, None) => Some(Location::Place(region(site, event, text_lang))),
    };
    EventNode {
        name: &page.title,
        description: &page.summary,
        url: site.absolute(&page.url),
        in_language: site.lang(text_lang).as_str(),
        start_date: if event.all_day { event.start.date().to_string() } else { moment(&event.start) },
        end_date: event.end.as_ref().map(|end| if event.all_day { last_day(end) } else { moment(end) }),
        event_status: match event.status {
            EventStatus::Cancelled => "https://schema.org/EventCancelled",
            EventStatus::Confirmed | EventStatus::Tentative => "https://schema.org/EventScheduled",
        },
        event_attendance_mode: match (&event.online, &event.venue) {
            (Some(_), Some(_)) => "https://schema.org/MixedEventAttendanceMode",
            (Some(_), None) => "https://schema.org/OnlineEventAttendanceMode",
            (None, _) => "https://schema.org/OfflineEventAttendanceMode",
        },
        location: place.into_iter().chain(event.online.as_deref().map(|url| Location::Virtual { url })).collect(),
        organizer: Typed { kind: "Organization", value: organizer },
        image: image(site, page),
        maximum_attendee_capacity: event.capacity,
    }
}

/// The region of an event that has no venue; the country, where it has no region either.
fn region<'a>(site: &'a Site, event: &Event, lang: LangId) -> Place<'a> {
    let name = event.region.and_then(|id| {
        let region = site.config.regions.get(usize::from(id.0))?;
        region.name.of(site.lang(lang), site.config.default_lang())
    });
    let address = PostalAddress { street_address: None, postal_code: None, address_country: "GB" };
    Place { name, address: Typed { kind: "PostalAddress", value: address }, geo: None }
}

fn place(venue: &Venue) -> Place<'_> {
    let address = PostalAddress {
        street_address: venue.address.as_deref().map(Cow::Borrowed),
        postal_code: venue.postcode.as_deref(),
        address_country: "GB",
    };
    let geo = |at: crate::model::draft::Position| Geo { latitude: at.latitude, longitude: at.longitude };
    Place {
        name: venue.name.as_deref(),
        address: Typed { kind: "PostalAddress", value: address },
        geo: venue.position.map(|at| Typed { kind: "GeoCoordinates", value: geo(at) }),
    }
}

fn article_node<'a>(site: &'a Site, page: &'a Page, article: &'a Article) -> ArticleNode<'a> {
    let organisation = &*site.config.organisation.name;
    let kind = |name: &str| if name == organisation { "Organization" } else { "Person" };
    let mut author: Vec<_> =
        article.authors.iter().map(|name| Typed { kind: kind(name), value: Name { name } }).collect();
    if author.is_empty() {
        author.push(Typed { kind: "Organization", value: Name { name: organisation } });
    }
    let url = site.absolute(&page.url);
    ArticleNode {
        headline: &page.title,
        description: &page.summary,
        main_entity_of_page: url.clone(),
        url,
        in_language: site.lang(page.text_lang).as_str(),
        word_count: page.body.text.words,
        date_published: page.date.as_ref().map(moment),
        date_modified: page.updated.as_ref().or(page.date.as_ref()).map(moment),
        author,
        publisher: Typed { kind: "Organization", value: named(site) },
        image: image(site, page),
        is_based_on: article.syndicated.as_ref().map(|(_, url)| &**url),
    }
}

fn breadcrumbs<'a>(site: &Site, crumbs: &[Crumb<'a>], here: Crumb<'a>) -> Breadcrumbs<'a> {
    let all = crumbs.iter().chain([&here]).enumerate();
    let item = |(at, crumb): (usize, &Crumb<'a>)| Typed {
        kind: "ListItem",
        value: ListItem { position: at + 1, name: crumb.label, item: absolute(site, crumb.url) },
    };
    Breadcrumbs { item_list_element: all.map(item).collect() }
}

fn image(site: &Site, page: &Page) -> Option<String> {
    page.image.as_ref().map(|image| site.absolute(&image.asset.url))
}

fn absolute(site: &Site, url: &str) -> String {
    if url.starts_with('/') { [&site.config.base_url, url].concat() } else { url.to_owned() }
}

/// ISO 8601 with the zone's offset: `2015-10-24T19:00:00+01:00`.
fn moment(at: &Zoned) -> String {
    at.timestamp().display_with_offset(at.offset()).to_string()
}

/// The last whole day before `end`, which is a midnight.
fn last_day(end: &Zoned) -> String {
    end.date().yesterday().unwrap_or(end.date()).to_string()
}

#[cfg(test)]
mod tests;
