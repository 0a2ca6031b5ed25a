//! The links that lead from a page to itself: its own address, other languages, sharing.

use serde::Serialize;

use super::Frame;
use crate::model::site::LangId;
use crate::render::Renderer;
use crate::render::language::Language;

#[derive(Debug, Serialize)]
pub(super) struct LanguageLink<'a> {
    code: &'a str,
    name: &'a str,
    url: String,
    is_current: bool,
}

#[derive(Debug, Serialize)]
pub(in crate::render) struct Share<'a> {
    name: &'static str,
    label: &'a str,
    url: String,
}

/// What the ways to pass a page on are called, in the order of [`Renderer::share`].
pub(in crate::render) type ShareLabels<'a> = [&'a str; 4];

/// Those of a language.
pub(in crate::render) fn share_labels(words: &Language) -> ShareLabels<'_> {
    ["share-facebook", "share-twitter", "share-whatsapp", "share-email"].map(|key| words.text(key))
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

    pub(in crate::render) fn share(&self, title: &str, url: &str, lang: LangId) -> Vec<Share<'a>> {
        let words = self.theme.languages().get(self.site.lang(lang));
        let text = words
            .format("share-text", &[("title", title.into()), ("url", url.into())])
            .unwrap_or_else(|| format!("{title} {url}"));
        let [url, title, text] = [url, title, &text].map(percent_encoded);
        let [facebook, twitter, whatsapp, email] = self.share_labels[usize::from(lang.0)];
        let link = |name, label, url: &[&str]| Share { name, label, url: url.concat() };
        vec![
            link("facebook", facebook, &["https://www.facebook.com/sharer/sharer.php?u=", &url]),
            link("twitter", twitter, &["https://twitter.com/intent/tweet?url=", &url, "&text=", &title]),
            link("whatsapp", whatsapp, &["https://wa.me/?text=", &text]),
            link("email", email, &["mailto:?subject=", &title, "&body=", &text]),
        ]
    }
}

/// As a value in the query of a URL, all but RFC 3986's unreserved characters encoded: every page has a dozen of them.
fn percent_encoded(text: &str) -> String {
    let mut encoded = Vec::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(byte);
        } else {
            encoded.extend_from_slice(percent_encoding::percent_encode_byte(byte).as_bytes());
        }
    }
    String::from_utf8(encoded).unwrap_or_default()
}
