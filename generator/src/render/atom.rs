//! A feed as Atom, RFC 4287.

use atom_syndication::{Category, Content, Entry, FixedDateTime, Generator, Link, Person, Text, WriteConfig};
use jiff::Zoned;

use crate::model::site::{Detail, Page, Site};
use crate::render::feeds::{Contents, Feed, Item};
use crate::render::paths::{self, Format};
use crate::render::text::{NO_DATE, last_change, printable, rfc3339};

/// The feed as bytes. Its moments are those of the content, never of the clock.
pub fn atom(site: &Site, feed: &Feed<'_>, contents: &Contents) -> Vec<u8> {
    let itself = site.absolute(&paths::feed(site, feed.lang, feed.topic, Format::Atom));
    let lang = site.lang(feed.lang).as_str();
    let newest = feed.items.iter().filter_map(|item| last_change(item.page)).max();
    let written = atom_syndication::Feed {
        title: Text::plain(feed.title.as_str()),
        id: itself.clone(),
        updated: moment(newest),
        authors: vec![person(&site.config.organisation.name)],
        generator: Some(generator()),
        icon: Some(format!("{}{}", site.config.base_url, paths::ICON)),
        links: links(site, feed, itself),
        subtitle: subtitle(site, feed),
        entries: feed.items.iter().map(|item| entry(site, *item, contents)).collect(),
        lang: Some(lang.to_owned()),
        ..Default::default()
    };
    let config = WriteConfig { write_document_declaration: true, indent_size: None };
    written.write_with_config(Vec::new(), config).expect("writing to memory does not fail")
}

fn links(site: &Site, feed: &Feed<'_>, itself: String) -> Vec<Link> {
    let home = site.absolute(&paths::topic(site, feed.lang, feed.topic));
    let json = site.absolute(&paths::feed(site, feed.lang, feed.topic, Format::Json));
    vec![
        link("self", itself, Format::Atom.media_type()),
        link("alternate", home, "text/html"),
        link("alternate", json, Format::Json.media_type()),
    ]
}

fn entry(site: &Site, item: Item<'_>, contents: &Contents) -> Entry {
    let page = item.page;
    let url = site.absolute(&page.url);
    let lang = site.lang(page.text_lang).as_str();
    Entry {
        title: text(&page.title, lang),
        id: url.clone(),
        updated: moment(last_change(page)),
        authors: authors(page),
        categories: categories(site, page),
        links: entry_links(page, url, lang),
        published: page.date.as_ref().map(|date| moment(Some(date))),
        summary: (!page.summary.is_empty()).then(|| text(&page.summary, lang)),
        content: contents.get(&item.id).map(|html| content(html, lang)),
        ..Default::default()
    }
}

fn entry_links(page: &Page, url: String, lang: &str) -> Vec<Link> {
    let mut links = vec![Link { hreflang: Some(lang.to_owned()), ..link("alternate", url, "text/html") }];
    if let Detail::Article(article) = &page.detail
        && let Some((name, source)) = &article.syndicated
    {
        links.push(Link { title: Some(printable(name)), ..link("via", printable(source), "text/html") });
    }
    links
}

fn authors(page: &Page) -> Vec<Person> {
    let Detail::Article(article) = &page.detail else { return Vec::new() };
    article.authors.iter().map(|name| person(name)).collect()
}

fn categories(site: &Site, page: &Page) -> Vec<Category> {
    let tags = page.tags.iter().map(|id| &site.tags[id.0 as usize]);
    tags.map(|tag| Category {
        term: tag.slug.to_string(),
        scheme: Some(site.absolute(&site.path_in(page.lang, "/tags/"))),
        label: Some(printable(&tag.name)),
    })
    .collect()
}

fn subtitle(site: &Site, feed: &Feed<'_>) -> Option<Text> {
    let description = &site.config.languages[usize::from(feed.lang.0)].description;
    (!description.is_empty()).then(|| Text::plain(printable(description)))
}

fn text(words: &str, lang: &str) -> Text {
    Text { lang: Some(lang.to_owned()), ..Text::plain(printable(words)) }
}

fn content(html: &str, lang: &str) -> Content {
    Content {
        value: Some(html.to_owned()),
        content_type: Some("html".to_owned()),
        lang: Some(lang.to_owned()),
        ..Default::default()
    }
}

fn link(rel: &str, href: String, media_type: &str) -> Link {
    Link { href, rel: rel.to_owned(), mime_type: Some(media_type.to_owned()), ..Default::default() }
}

fn person(name: &str) -> Person {
    Person { name: printable(name), ..Default::default() }
}

fn generator() -> Generator {
    Generator { value: "Handbill".to_owned(), uri: None, version: Some(env!("CARGO_PKG_VERSION").to_owned()) }
}

fn moment(zoned: Option<&Zoned>) -> FixedDateTime {
    let written = zoned.map_or_else(|| NO_DATE.to_owned(), rfc3339);
    FixedDateTime::parse_from_rfc3339(&written).unwrap_or_default()
}
