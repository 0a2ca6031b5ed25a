//! What stands in a page's head, and the links that lead from it to itself: other languages, feeds, sharing.

use serde::Serialize;
use tera::Value;

use super::Frame;
use crate::model::site::LangId;
use crate::render::Renderer;
use crate::render::paths::{self, Format, Topic};

#[derive(Debug, Serialize)]
pub(super) struct LanguageLink<'a> {
    code: &'a str,
    name: &'a str,
    url: String,
    is_current: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct Alternate<'a> {
    hreflang: &'a str,
    url: String,
}

#[derive(Debug, Serialize)]
pub(in crate::render) struct Share<'a> {
    name: &'static str,
    label: &'a str,
    url: String,
}

#[derive(Debug, Serialize)]
pub(super) struct OpenGraph {
    #[serde(rename = "type")]
    kind: &'static str,
    image: Option<String>,
    image_alt: String,
    /// Width and height, where they are known to be what is asked for.
    image_size: Option<(u32, u32)>,
    locale: String,
}

/// <https://developers.facebook.com/docs/sharing/webmasters/images/>: large enough for every network.
const SHARE_PICTURE_PX: (u32, u32) = (1200, 630);

#[derive(Debug, Serialize)]
struct FeedLink {
    title: String,
    url: String,
    #[serde(rename = "type")]
    media_type: &'static str,
}

impl<'a> Renderer<'a> {
    /// A page in another language's text is the same page as the original.
    pub(super) fn canonical(&self, frame: &Frame<'_>) -> String {
        match frame.page {
            Some(page) if page.text_lang != page.lang => {
                self.site.absolute(&self.site.page_in(page.entry, page.text_lang).url)
            }
            _ => self.site.absolute(frame.url),
        }
    }

    pub(super) fn head_title(&self, frame: &Frame<'_>) -> String {
        let language = &self.site.config.languages[usize::from(frame.lang.0)];
        if frame.kind == "home" {
            let tagline = &language.tagline;
            return if tagline.is_empty() {
                language.site_name.clone()
            } else {
                format!("{}: {tagline}", language.site_name)
            };
        }
        let title = match frame.kind {
            "share" => self.words(frame.lang).format("share-page-title", &[("title", frame.title.into())]),
            _ => None,
        };
        let title = title.as_deref().unwrap_or(frame.title);
        let args = [("title", title.into()), ("site", language.site_name.as_str().into())];
        self.words(frame.lang).format("head-title", &args).unwrap_or_else(|| title.to_owned())
    }

    pub(super) fn language_links(&self, frame: &Frame<'_>) -> Vec<LanguageLink<'a>> {
        let languages = self.site.config.languages.iter().zip(&frame.versions).zip(self.site.langs());
        languages
            .map(|((language, url), id)| LanguageLink {
                code: language.code.as_str(),
                name: &language.name,
                url: url.to_string(),
                is_current: id == frame.lang,
            })
            .collect()
    }

    pub(super) fn alternates(&self, frame: &Frame<'_>) -> Vec<Alternate<'a>> {
        let languages = self.site.config.languages.iter().zip(&frame.versions).zip(&frame.own);
        let own: Vec<_> = languages.filter(|(_, own)| **own).map(|(version, _)| version).collect();
        if own.len() < 2 {
            return Vec::new();
        }
        let first =
            own.iter().take(1).map(|(_, url)| Alternate { hreflang: "x-default", url: self.site.absolute(url) });
        let all = own
            .iter()
            .map(|(language, url)| Alternate { hreflang: language.code.as_str(), url: self.site.absolute(url) });
        all.chain(first).collect()
    }

    pub(in crate::render) fn share(&self, title: &str, url: &str, lang: LangId) -> Vec<Share<'a>> {
        let words = self.theme.languages().get(self.site.lang(lang));
        let text = words
            .format("share-text", &[("title", title.into()), ("url", url.into())])
            .unwrap_or_else(|| format!("{title} {url}"));
        let [url, title, text] = [url, title, &text].map(percent_encoded);
        let link = |name, key, url: &[&str]| Share { name, label: words.text(key), url: url.concat() };
        vec![
            link("facebook", "share-facebook", &["https://www.facebook.com/sharer/sharer.php?u=", &url]),
            link("twitter", "share-twitter", &["https://twitter.com/intent/tweet?url=", &url, "&text=", &title]),
            link("whatsapp", "share-whatsapp", &["https://wa.me/?text=", &text]),
            link("email", "share-email", &["mailto:?subject=", &title, "&body=", &text]),
        ]
    }

    pub(super) fn open_graph(&self, frame: &Frame<'_>) -> OpenGraph {
        let kind = if frame.kind == "article" { "article" } else { "website" };
        let locale = locale(self.site.lang(frame.lang).as_str());
        if let Some(picture) = frame.page.and_then(|page| self.share_picture_path(page)) {
            let (image, image_alt) = (Some(self.site.absolute(&picture)), frame.title.to_owned());
            return OpenGraph { kind, image, image_alt, image_size: Some(SHARE_PICTURE_PX), locale };
        }
        let image = frame.page.and_then(|page| page.image.as_ref()).map(|image| self.picture_of(image));
        OpenGraph {
            kind,
            image_alt: image.as_ref().map_or_else(String::new, |image| image.alt.clone()),
            image: image.map(|image| image.absolute),
            image_size: None,
            locale,
        }
    }

    pub(super) fn feed_links(&self, frame: &Frame<'_>) -> Value {
        if frame.feeds.is_empty() {
            return self.shared.site_feeds(frame.lang, || self.feeds_of(frame));
        }
        self.feeds_of(frame)
    }

    fn feeds_of(&self, frame: &Frame<'_>) -> Value {
        let language = &self.site.config.languages[usize::from(frame.lang.0)];
        let named = |topic: &Topic| {
            let title = if *topic == Topic::Site {
                language.site_name.clone()
            } else {
                format!("{} · {}", frame.title, language.site_name)
            };
            let link = |format: Format| FeedLink {
                title: title.clone(),
                url: paths::feed(self.site, frame.lang, *topic, format).to_string(),
                media_type: format.media_type(),
            };
            [link(Format::Atom), link(Format::Json)]
        };
        let links: Vec<FeedLink> = [Topic::Site].iter().chain(&frame.feeds).flat_map(named).collect();
        Value::from_serializable(&links)
    }
}

/// As a value in the query of a URL: every page has a dozen of them.
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(percent_encoding::percent_encode_byte(byte));
        }
    }
    encoded
}

/// Open Graph wants a country with the language; ours is the United Kingdom where the tag names none.
fn locale(lang: &str) -> String {
    if lang.contains('-') { lang.replace('-', "_") } else { format!("{lang}_GB") }
}
