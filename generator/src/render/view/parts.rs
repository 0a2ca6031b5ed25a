//! What many cards and pages have a part in: made once for all of them.

use jiff::Zoned;
use serde::Serialize;
use tera::Value;

use super::card::Named;
use crate::model::site::{EntryId, LangId, RegionId, TagId};
use crate::render::Renderer;
use crate::render::language::Precision;
use crate::render::paths;
use crate::render::shared::Part;

/// A page by its title.
#[derive(Debug, Serialize)]
struct Titled<'a> {
    title: &'a str,
    url: &'a str,
}

/// A region's name and page.
#[derive(Debug, Serialize)]
pub(in crate::render) struct RegionView {
    id: String,
    pub(in crate::render) name: String,
    pub(in crate::render) url: String,
}

impl Renderer<'_> {
    /// A day in words.
    pub(in crate::render) fn day(&self, at: &Zoned, lang: LangId) -> Value {
        let make = || Value::from_serializable(&self.date(at, Precision::Day, lang));
        self.shared.part(Part::Day(lang, at.date()), make)
    }

    /// A tag's name and page.
    pub(in crate::render) fn tag(&self, id: TagId, lang: LangId) -> Value {
        self.shared.part(Part::Tag(lang, id), || {
            let tag = &self.site.tags[id.0 as usize];
            let named = Named { name: tag.name.clone(), url: paths::tag(self.site, lang, &tag.slug).to_string() };
            Value::from_serializable(&named)
        })
    }

    /// An entry's title and URL in a language.
    pub(in crate::render) fn titled(&self, entry: EntryId, lang: LangId) -> Value {
        let id = self.site.entry(entry).pages[usize::from(lang.0)];
        self.shared.part(Part::Title(id), || {
            let page = self.site.page(id);
            Value::from_serializable(&Titled { title: &page.title, url: page.url.as_str() })
        })
    }

    /// A region's name and page.
    pub(in crate::render) fn region(&self, id: RegionId, lang: LangId) -> RegionView {
        let region = &self.site.config.regions[usize::from(id.0)];
        let name = region.name.of(self.site.lang(lang), self.site.config.default_lang()).unwrap_or(&region.id);
        RegionView { id: region.id.clone(), name: name.to_owned(), url: paths::region(self.site, lang, id).to_string() }
    }

    /// The same as templates see it.
    pub(in crate::render) fn region_value(&self, id: RegionId, lang: LangId) -> Value {
        self.shared.part(Part::Region(lang, id), || Value::from_serializable(&self.region(id, lang)))
    }
}
