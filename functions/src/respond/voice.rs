//! The site's own words in one language, from the manifest.

use handbill_contract::answer::{fill, html_escaped};
use handbill_contract::{Answers, Manifest};

use super::element;

/// A page for a manifest that holds none: it is valid, and says what it must.
const BARE: &str = "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>⟦title⟧</title></head>\n\
    <body><main>⟦main⟧</main></body>\n</html>\n";

/// Speaks one language.
pub(super) struct Voice<'a> {
    manifest: &'a Manifest,
    lang: &'a str,
    answers: Option<&'a Answers>,
}

impl<'a> Voice<'a> {
    /// The voice of `manifest` in `lang`, or in the site's first language.
    pub(super) fn of(manifest: &'a Manifest, lang: Option<&str>) -> Self {
        let langs = &manifest.site.languages;
        let lang = langs.iter().find(|known| Some(known.as_str()) == lang).or_else(|| langs.first());
        let lang = lang.map_or("en", String::as_str);
        Self { manifest, lang, answers: manifest.answers.get(lang) }
    }

    /// The tag.
    pub(super) fn lang(&self) -> &'a str {
        self.lang
    }

    /// What forms and parts look like in this language.
    pub(super) fn answers(&self) -> Option<&'a Answers> {
        self.answers
    }

    /// The sentence `key` with its holes filled: text, not HTML. The key itself, where there is none.
    pub(super) fn word(&self, key: &str, values: &[(&str, &str)]) -> String {
        let template = self.answers.and_then(|answers| answers.words.get(key));
        template.map_or_else(|| key.to_owned(), |template| fill(template, values, str::to_owned))
    }

    /// A whole page: `title` is text, `main` is HTML.
    pub(super) fn page(&self, title: &str, main: &str) -> String {
        let template = self.answers.map(|answers| answers.page.as_str()).filter(|page| !page.is_empty());
        let title = html_escaped(title);
        // Both are HTML by now.
        fill(template.unwrap_or(BARE), &[("title", &title), ("main", main)], str::to_owned)
    }

    /// The title and the inside of a page that says one thing, and leads back to the site.
    pub(super) fn notice(&self, code: &str, values: &[(&str, &str)]) -> (String, String) {
        let (title, text) = (self.word(&format!("{code}-title"), values), self.word(&format!("{code}-text"), values));
        let home = if self.manifest.site.languages.first().is_some_and(|first| first == self.lang) {
            "/".to_owned()
        } else {
            format!("/{}/", self.lang)
        };
        let back = format!("<p><a href=\"{home}\">{}</a></p>\n", html_escaped(&self.word("back", &[])));
        let main = format!("{}{}{back}", element("h1", &title), element("p", &text));
        (title, main)
    }

    /// The title and the inside of a page with one button, which posts to the page's own address.
    pub(super) fn button(&self, code: &str, values: &[(&str, &str)]) -> (String, String) {
        let (title, text) = (self.word(&format!("{code}-title"), values), self.word(&format!("{code}-text"), values));
        let button = html_escaped(&self.word(&format!("{code}-button"), values));
        let main = format!(
            "{}{}<form method=\"post\"><p><button class=\"btn\" type=\"submit\">{button}</button></p></form>\n",
            element("h1", &title),
            element("p", &text)
        );
        (title, main)
    }
}
