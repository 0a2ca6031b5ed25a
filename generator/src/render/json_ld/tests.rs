//! Pages as search engines get them.

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
    let inner = text.strip_prefix("<script type=\"application/ld+json\">").and_then(|t| t.strip_suffix("</script>"));
    let inner = inner.expect("one element");
    assert!(!inner.contains("</") && !inner.contains("<!--"), "{inner}");
    let json: Value = serde_json::from_str(inner).expect("JSON still");
    assert_eq!(json["@graph"][0]["itemListElement"][1]["name"], here.label);
}
