//! Feeds, read back by a parser that is not ours.

use super::*;
use crate::render::sample;

fn all() -> BTreeMap<String, Vec<u8>> {
    let site = sample::site(vec![sample::event("2015-10-24T19:00[Europe/London]")]);
    let content = |page: &Page| format!("<p><a href=\"/join/\">{}</a>\u{8}</p>", page.url);
    feeds(&site, &content).into_iter().map(|file| (file.path.to_string(), file.bytes)).collect()
}

fn read(path: &str) -> feed_rs::model::Feed {
    feed_rs::parser::parse(all()[path].as_slice()).expect("a feed that can be read")
}

#[test]
fn each_topic_has_a_feed_in_each_language_and_format() {
    let paths: Vec<String> = all().into_keys().filter(|path| path.ends_with(".xml")).collect();
    let below = |prefix: &str| {
        [
            "/feed.xml",
            "/news/feed.xml",
            "/regions/wales/feed.xml",
            "/regions/yorkshire/feed.xml",
            "/tags/housing/feed.xml",
        ]
        .map(|path| format!("{prefix}{path}"))
    };
    assert_eq!(paths, [below("/cy"), below("")].concat());
    assert_eq!(all().len(), 20);
}

#[test]
fn atom_says_who_when_and_where() {
    let feed = read("/feed.xml");
    assert_eq!(feed.title.expect("a title").content, "Momentum, together");
    assert_eq!(feed.updated.expect("a moment").to_rfc3339(), "2015-10-12T08:00:00+00:00");
    assert_eq!(feed.links[0].href, "https://momentum.example.org/feed.xml");
    let ids: Vec<&str> = feed.entries.iter().map(|entry| entry.id.as_str()).collect();
    let expected =
        ["news/week", "news/launch", "campaigns/rents"].map(|key| format!("https://momentum.example.org/{key}/"));
    assert_eq!(ids, expected);
    let entry = &feed.entries[0];
    assert_eq!(entry.title.as_ref().expect("a title").content, "news/week & co <0>");
    assert_eq!(entry.authors[0].name.as_deref(), Some("The press desk"));
    assert_eq!(entry.categories[0].label.as_deref(), Some("Housing & rent"));
    let html = entry.content.as_ref().and_then(|content| content.body.as_deref()).expect("a text");
    assert_eq!(html, "<p><a href=\"https://momentum.example.org/join/\">/news/week/</a></p>");
}

#[test]
fn a_text_in_another_language_says_so() {
    let text = String::from_utf8(all()["/cy/news/feed.xml"].clone()).expect("text");
    assert!(text.contains(r#"xml:lang="cy""#), "{text}");
    assert!(text.contains(r#"<title xml:lang="en">news/week"#), "{text}");
    assert!(text.contains("<title>news/index &amp; co &lt;1&gt; – Momentum, together</title>"), "{text}");
}

#[test]
fn a_json_feed_says_the_same() {
    let (json, atom) = (read("/feed.json"), read("/feed.xml"));
    let ids = |feed: &feed_rs::model::Feed| feed.entries.iter().map(|entry| entry.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&json), ids(&atom));
    assert_eq!(json.entries[0].published, atom.entries[0].published);
    let value: serde_json::Value = serde_json::from_slice(&all()["/cy/feed.json"]).expect("JSON");
    assert_eq!(value["items"][0]["language"], "en");
    assert_eq!(value["items"][0]["external_url"], "https://paper.example.org/a?b&c");
    assert_eq!(value["feed_url"], "https://momentum.example.org/cy/feed.json");
}

#[test]
fn a_region_has_what_belongs_to_its_campaigns_and_no_event_without_a_date() {
    assert_eq!(read("/regions/yorkshire/feed.xml").entries.len(), 3);
    assert_eq!(read("/regions/wales/feed.xml").entries.len(), 0);
}

#[test]
fn feeds_of_tags_and_regions_hold_summaries() {
    for path in ["/tags/housing/feed.xml", "/tags/housing/feed.json"] {
        let entry = read(path).entries.remove(0);
        let summary = entry.summary.expect("a summary").content;
        assert!(summary.starts_with("Rents, fair; ŵ"), "{summary}");
        let text = entry.content.and_then(|content| content.body).unwrap_or_default();
        assert!(!text.contains("/join/"), "{text}");
    }
}

#[test]
fn a_feed_with_no_item_has_the_fixed_date() {
    assert_eq!(read("/regions/wales/feed.xml").updated.map(|at| at.timestamp()), Some(0));
}

#[test]
fn a_feed_ends_where_site_toml_says() {
    let mut site = sample::site(Vec::new());
    std::sync::Arc::get_mut(&mut site.config).expect("the only owner").limits.feed_items = 1;
    assert!(feeds_in(&site, LangId(0)).iter().all(|feed| feed.items.len() <= 1));
}
