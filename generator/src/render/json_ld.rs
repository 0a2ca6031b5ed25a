//! A page in schema.org's words, for search engines: data in a `<script>` that is never run.

use std::borrow::Cow;

use jiff::Zoned;
use serde::Serialize;

use crate::model::draft::{EventStatus, Venue};
use crate::model::site::{Article, Detail, Event, LangId, Page, Site};

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
    format!("<script type=\"application/ld+json\">{}</script>", data(site, lang, crumbs, here, page))
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
    if json.contains('<') { json.replace("</", "<\\/").replace("<!--", "\\u003c!--") } else { json }
}

#[derive(Serialize)]
struct Document<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: Vec<Node<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
enum Node<'a> {
    Organization(Organization<'a>),
    WebSite(WebSite<'a>),
    Event(Box<EventNode<'a>>),
    #[serde(rename = "NewsArticle")]
    Article(Box<ArticleNode<'a>>),
    #[serde(rename = "BreadcrumbList")]
    Breadcrumbs(Breadcrumbs<'a>),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Organization<'a> {
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    name: &'a str,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    legal_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<Typed<PostalAddress<'a>>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    same_as: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    potential_action: Option<Typed<DonateAction>>,
}

/// A node inside another: its type, and what it says.
#[derive(Serialize)]
struct Typed<T> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(flatten)]
    value: T,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PostalAddress<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    street_address: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    postal_code: Option<&'a str>,
    address_country: &'static str,
}

#[derive(Serialize)]
struct DonateAction {
    target: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WebSite<'a> {
    name: &'a str,
    url: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    in_language: &'a str,
    publisher: Reference,
}

/// The organisation, by the name that the home page gives it.
#[derive(Serialize)]
struct Reference {
    #[serde(rename = "@id")]
    id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EventNode<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    url: String,
    in_language: &'a str,
    start_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<String>,
    event_status: &'static str,
    event_attendance_mode: &'static str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    location: Vec<Location<'a>>,
    organizer: Typed<Organization<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maximum_attendee_capacity: Option<u64>,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
enum Location<'a> {
    Place(Place<'a>),
    #[serde(rename = "VirtualLocation")]
    Virtual {
        url: &'a str,
    },
}

#[derive(Serialize)]
struct Place<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    address: Typed<PostalAddress<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    geo: Option<Typed<Geo>>,
}

#[derive(Serialize)]
struct Geo {
    latitude: f64,
    longitude: f64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArticleNode<'a> {
    headline: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    url: String,
    main_entity_of_page: String,
    in_language: &'a str,
    word_count: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    author: Vec<Typed<Name<'a>>>,
    publisher: Typed<Organization<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_based_on: Option<&'a str>,
}

#[derive(Serialize)]
struct Name<'a> {
    name: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Breadcrumbs<'a> {
    item_list_element: Vec<Typed<ListItem<'a>>>,
}

#[derive(Serialize)]
struct ListItem<'a> {
    position: usize,
    name: &'a str,
    item: String,
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
    format!("{}/#organization", site.config.base_url)
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
    let place = event.venue.as_ref().map(|venue| Location::Place(place(venue)));
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
    if url.starts_with('/') { format!("{}{url}", site.config.base_url) } else { url.to_owned() }
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
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::render::sample;

    const HOME: Crumb<'_> = Crumb { label: "Home", url: "/" };

    fn graph(site: &Site, key: &str, lang: LangId) -> Vec<Value> {
        let page = site.page_in(site.find(key).expect("it is in the sample"), lang);
        let text = data(site, lang, &[HOME], Crumb { label: &page.title, url: page.url.as_str() }, Some(page));
        let json: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(json["@context"], "https://schema.org");
        json["@graph"].as_array().cloned().unwrap_or_default()
    }

    #[test]
    fn an_event_says_when_where_and_who() {
        let site = sample::site(vec![sample::event("2015-10-25T00:30+01:00[Europe/London]")]);
        let event = graph(&site, "events/rally-0", LangId(0)).remove(0);
        assert_eq!(event["@type"], "Event");
        assert_eq!(event["startDate"], "2015-10-25T00:30:00+01:00");
        // The clocks go back in between.
        assert_eq!(event["endDate"], "2015-10-25T01:30:00+00:00");
        assert_eq!(event["eventStatus"], "https://schema.org/EventScheduled");
        assert_eq!(event["eventAttendanceMode"], "https://schema.org/OfflineEventAttendanceMode");
        let place = json!({
            "@type": "Place",
            "name": "Unite House, Leeds; room 2",
            "address": { "@type": "PostalAddress", "postalCode": "LS1 4AB", "addressCountry": "GB" },
            "geo": { "@type": "GeoCoordinates", "latitude": 53.8, "longitude": -1.55 },
        });
        assert_eq!(event["location"], json!([place]));
        assert_eq!(event["organizer"]["name"], "Momentum");
    }

    #[test]
    fn a_cancelled_day_online_says_so() {
        let mut event = sample::event("2015-10-24T00:00[Europe/London]");
        event.all_day = true;
        event.end = Some(sample::at("2015-10-26T00:00[Europe/London]"));
        event.status = EventStatus::Cancelled;
        event.venue = None;
        event.online = Some("https://meet.example.org/x".to_owned());
        let event = graph(&sample::site(vec![event]), "events/rally-0", LangId(0)).remove(0);
        assert_eq!((&event["startDate"], &event["endDate"]), (&json!("2015-10-24"), &json!("2015-10-25")));
        assert_eq!(event["eventStatus"], "https://schema.org/EventCancelled");
        assert_eq!(event["eventAttendanceMode"], "https://schema.org/OnlineEventAttendanceMode");
        assert_eq!(event["location"], json!([{ "@type": "VirtualLocation", "url": "https://meet.example.org/x" }]));
    }

    #[test]
    fn an_article_says_who_wrote_it_and_where_it_stands() {
        let nodes = graph(&sample::site(Vec::new()), "news/week", LangId(1));
        let [article, crumbs] = &nodes[..] else { unreachable!("two nodes: {nodes:?}") };
        assert_eq!(article["@type"], "NewsArticle");
        assert_eq!(article["inLanguage"], "en", "it has no Welsh text");
        assert_eq!(article["datePublished"], "2015-10-12T09:00:00+01:00");
        assert_eq!(article["author"], json!([{ "@type": "Person", "name": "The press desk" }]));
        assert_eq!(article["isBasedOn"], "https://paper.example.org/a?b&c");
        assert_eq!(crumbs["@type"], "BreadcrumbList");
        assert_eq!(crumbs["itemListElement"][1]["item"], "https://momentum.example.org/cy/news/week/");
    }

    #[test]
    fn the_home_page_presents_the_organisation() {
        let mut site = sample::site(Vec::new());
        site.pages[0].detail = Detail::Home { lead: None };
        site.menus[0].donate = Some(crate::model::site::MenuItem {
            label: "Donate".to_owned(),
            url: "/donate/".to_owned(),
            entry: None,
            section: None,
        });
        let here = Crumb { label: "Momentum", url: "/" };
        let text = data(&site, LangId(0), &[], here, Some(&site.pages[0]));
        let json: Value = serde_json::from_str(&text).expect("JSON");
        let types: Vec<_> = json["@graph"].as_array().into_iter().flatten().map(|node| &node["@type"]).collect();
        assert_eq!(types, ["Organization", "WebSite"]);
        let action = json!({ "@type": "DonateAction", "target": "https://momentum.example.org/donate/" });
        assert_eq!(json["@graph"][0]["potentialAction"], action);
        assert_eq!(json["@graph"][1]["publisher"]["@id"], json["@graph"][0]["@id"]);
    }

    #[test]
    fn no_title_ends_the_script() {
        let site = sample::site(Vec::new());
        let here = Crumb { label: "</script><!-- <script>", url: "/x/" };
        let text = script(&site, LangId(0), &[HOME], here, None);
        let inner =
            text.strip_prefix("<script type=\"application/ld+json\">").and_then(|t| t.strip_suffix("</script>"));
        let inner = inner.expect("one element");
        assert!(!inner.contains("</") && !inner.contains("<!--"), "{inner}");
        let json: Value = serde_json::from_str(inner).expect("JSON still");
        assert_eq!(json["@graph"][0]["itemListElement"][1]["name"], here.label);
    }
}
