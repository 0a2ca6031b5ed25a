//! A feed as JSON Feed, version 1.1.

use serde::Serialize;

use crate::model::site::{Detail, Page, Site};
use crate::render::feeds::{Contents, Feed, Item};
use crate::render::paths::{self, Format};
use crate::render::text::{printable, rfc3339};

#[derive(Serialize)]
struct JsonFeed<'s> {
    version: &'static str,
    title: &'s str,
    home_page_url: String,
    feed_url: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'s str,
    icon: String,
    favicon: String,
    language: &'s str,
    authors: Vec<Author<'s>>,
    items: Vec<JsonItem<'s>>,
}

#[derive(Serialize)]
struct Author<'s> {
    name: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'s str>,
}

#[derive(Serialize)]
struct JsonItem<'s> {
    id: String,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_url: Option<&'s str>,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'s str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'s>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'s str>,
    language: &'s str,
}

/// The feed as bytes. What has no date bears none.
pub fn json_feed(site: &Site, feed: &Feed<'_>, contents: &Contents) -> Vec<u8> {
    let language = &site.config.languages[usize::from(feed.lang.0)];
    let base_url = &site.config.base_url;
    let written = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: site.absolute(&paths::topic(site, feed.lang, feed.topic)),
        feed_url: site.absolute(&paths::feed(site, feed.lang, feed.topic, Format::Json)),
        description: &language.description,
        icon: format!("{base_url}{}", paths::ICON_512),
        favicon: format!("{base_url}{}", paths::ICON_192),
        language: language.code.as_str(),
        authors: vec![Author { name: &site.config.organisation.name, url: Some(base_url) }],
        items: feed.items.iter().map(|item| json_item(site, *item, contents)).collect(),
    };
    serde_json::to_vec(&written).expect("text and lists of it can always be written as JSON")
}

fn json_item<'s>(site: &'s Site, item: Item<'s>, contents: &'s Contents) -> JsonItem<'s> {
    let page = item.page;
    let url = site.absolute(&page.url);
    let html = contents.get(&item.id).map(String::as_str);
    JsonItem {
        id: url.clone(),
        url,
        external_url: external_url(page),
        title: printable(&page.title),
        content_html: html,
        content_text: html.is_none().then_some(&page.summary),
        summary: &page.summary,
        image: page.image.as_ref().map(|image| site.absolute(&image.asset.url)),
        date_published: page.date.as_ref().map(rfc3339),
        date_modified: page.updated.as_ref().map(rfc3339),
        authors: authors(page),
        tags: page.tags.iter().map(|id| site.tags[id.0 as usize].name.as_str()).collect(),
        language: site.lang(page.text_lang).as_str(),
    }
}

fn external_url(page: &Page) -> Option<&str> {
    let Detail::Article(article) = &page.detail else { return None };
    article.syndicated.as_ref().map(|(_, url)| url.as_str())
}

fn authors(page: &Page) -> Vec<Author<'_>> {
    let Detail::Article(article) = &page.detail else { return Vec::new() };
    article.authors.iter().map(|name| Author { name, url: None }).collect()
}
