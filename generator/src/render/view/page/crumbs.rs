//! The way from the home page to a page.

use std::sync::Arc;

use serde::{Serialize, Serializer};
use tera::{Map, Value};

use crate::model::draft::{Kind, Section};
use crate::model::site::{LangId, Page};
use crate::render::Renderer;

/// A step of the way from the home page. Thousands of pages begin with the same ones, and share them.
#[derive(Debug, Clone)]
pub(in crate::render) struct CrumbView(Arc<Step>);

#[derive(Debug)]
struct Step {
    label: String,
    url: String,
    /// Both, as templates see them.
    value: Value,
}

impl CrumbView {
    pub(in crate::render) fn new(label: &str, url: &str) -> Self {
        let value: Map =
            [("label", label), ("url", url)].into_iter().map(|(k, v)| (k.into(), Value::from(v))).collect();
        Self(Arc::new(Step { label: label.to_owned(), url: url.to_owned(), value: Value::from(value) }))
    }

    pub(in crate::render) fn label(&self) -> &str {
        &self.0.label
    }

    pub(in crate::render) fn url(&self) -> &str {
        &self.0.url
    }
}

impl Serialize for CrumbView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.value.serialize(serializer)
    }
}

impl Renderer<'_> {
    /// The way to a page that has an entry.
    pub(super) fn crumbs(&self, page: &Page) -> Vec<CrumbView> {
        let (entry, lang) = (self.site.entry(page.entry), page.lang);
        let section = match entry.kind {
            Kind::Home => return Vec::new(),
            Kind::Campaign => Some(Section::Campaigns),
            Kind::Group => Some(Section::Groups),
            Kind::Event => Some(Section::Events),
            Kind::Article => Some(Section::News),
            Kind::Section(_) | Kind::Page => None,
        };
        let mut crumbs = vec![self.home_crumb(lang)];
        crumbs.extend(section.and_then(|section| self.section_crumb(section, lang)));
        if entry.kind == Kind::Page {
            // `pages/about/people` lies below `pages/about`, where somebody has written that.
            let above = entry.key.match_indices('/').filter_map(|(at, _)| self.site.find(entry.key.get(..at)?));
            crumbs.extend(above.map(|above| {
                let page = self.site.page_in(above, lang);
                CrumbView::new(self.title(page), page.url.as_str())
            }));
        }
        crumbs
    }

    /// The way begins at the home page.
    pub(in crate::render) fn home_crumb(&self, lang: LangId) -> CrumbView {
        self.shared
            .home_crumb(lang, || CrumbView::new(self.words(lang).text("home"), self.site.path_in(lang, "/").as_str()))
    }

    /// A section on the way.
    pub(in crate::render) fn section_crumb(&self, section: Section, lang: LangId) -> Option<CrumbView> {
        self.shared.section_crumb(lang, section, || {
            let page = self.site.page(crate::render::output::section_page(self.site, lang, section)?);
            Some(CrumbView::new(self.title(page), page.url.as_str()))
        })
    }
}
