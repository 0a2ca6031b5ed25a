//! The picture that other sites show beside a link to a page: 1200 by 630 pixels, with the imprint in them.

use jiff::Zoned;
use serde_json::json;

use super::with;
use crate::ids::UrlPath;
use crate::model::artifact::{Bytes, Costly};
use crate::model::site::{Detail, Page, PageId};
use crate::render::language::Precision;
use crate::render::{Renderer, imprint};

/// The theme's template.
const TEMPLATE: &str = "share.typ";

/// How much of a title is shown: more could not be read at the size of a thumbnail.
const TITLE_CHARS_MAX: usize = 180;

impl<'a> Renderer<'a> {
    /// The pictures of all pages that have one.
    pub(super) fn share_pictures(&'a self) -> impl Iterator<Item = Costly<'a>> {
        let pages = (0..=u32::MAX).map(PageId).take(self.site.pages.len());
        pages.filter_map(|id| self.share_picture(self.site.page(id)))
    }

    /// Where the picture of a page is; a page without a text of its own shows the original's.
    pub(in crate::render) fn share_picture_path(&self, page: &Page) -> Option<UrlPath> {
        let is_wanted = match &page.detail {
            Detail::Campaign(_) | Detail::Article(_) | Detail::Group(_) | Detail::Event(_) => {
                self.site.config.share_pictures
            }
            Detail::Home { .. } | Detail::Plain => false,
        };
        let shown = self.site.page_in(page.entry, page.text_lang);
        (is_wanted && self.press().has(TEMPLATE)).then(|| UrlPath::new(format!("{}share.png", shown.url)))
    }

    fn share_picture(&'a self, page: &'a Page) -> Option<Costly<'a>> {
        if page.text_lang != page.lang {
            return None;
        }
        let path = self.share_picture_path(page)?;
        let data = self.share_data(page)?;
        let key = self.press().key(TEMPLATE, &data);
        let make = move || -> Bytes {
            match self.press().set(TEMPLATE, &data) {
                Ok(set) => (set.png(), Vec::new()),
                Err(found) => (None, found),
            }
        };
        Some(Costly { path, key, tells: false, make: Box::new(make) })
    }

    fn share_data(&self, page: &Page) -> Option<serde_json::Value> {
        let (lang, words) = (page.lang, self.words(page.lang));
        let day = |at: &Zoned| self.date(at, Precision::Day, lang).text;
        let (label, detail) = match &page.detail {
            Detail::Campaign(_) => {
                let campaign = self.campaign_view(page, lang)?;
                (words.text("print-campaign").to_owned(), self.deadline_words(&campaign, lang))
            }
            Detail::Article(_) => {
                let date = page.date.as_ref().map(day);
                (joined([words.text("print-news"), &date.unwrap_or_default()]), String::new())
            }
            Detail::Group(group) => (words.text("print-group").to_owned(), group.meets.clone().unwrap_or_default()),
            Detail::Event(event) => {
                let kind = words.text(&format!("event-type-{}", event.event_type.as_str())).to_owned();
                let precision = if event.all_day { Precision::Day } else { Precision::Time };
                let when = words.when(&event.start, event.end.as_ref(), precision, &self.site.config.timezone.1);
                let place = event.venue.as_ref().and_then(|venue| venue.name.as_deref().or(venue.address.as_deref()));
                (kind, joined([&when, place.unwrap_or_default()]))
            }
            Detail::Home { .. } | Detail::Plain => return None,
        };
        let imprint = imprint::digital(&self.site.config, words).ok()?;
        let own = json!({ "title": cut(self.title(page)), "label": label, "detail": detail });
        // Of an emoji in a title nothing is told: the picture does without.
        let (mut data, _) = self.press().printable(with(self.print_data(lang, &imprint), own));
        if data["title"].as_str().is_none_or(|title| title.trim().is_empty()) {
            data["title"] = data["site"]["name"].clone();
        }
        Some(data)
    }
}

fn joined(parts: [&str; 2]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// A title that goes on and on is cut after a word.
fn cut(title: &str) -> String {
    if title.chars().count() <= TITLE_CHARS_MAX {
        return title.to_owned();
    }
    let start: String = title.chars().take(TITLE_CHARS_MAX).collect();
    let whole = start.rsplit_once(' ').map_or(start.as_str(), |(whole, _)| whole);
    format!("{whole}…")
}
