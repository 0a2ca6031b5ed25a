//! A page as its own template sees it.

mod crumbs;
mod head;
pub(in crate::render) mod links;
mod menu;

use std::collections::BTreeMap;

use serde::Serialize;
use tera::value::Key;
use tera::{Context, Value};

pub(in crate::render) use self::crumbs::CrumbView;
use self::links::{LanguageLink, Share};
use super::body::{Showing, value};
use super::card::{PictureView, kind_name};
use crate::diag::Diagnostic;
use crate::ids::UrlPath;
use crate::model::draft::{Kind, Section};
use crate::model::site::{LangId, Page};
use crate::render::paths::Topic;
use crate::render::robots::Audience;
use crate::render::{Renderer, sitemap};

/// Words read in a minute, as most editors count.
const WORDS_A_MINUTE: u32 = 200;

/// A page before its text is filled in; what every page has, be it written or made.
#[derive(Debug, Serialize)]
pub(in crate::render) struct PageView<'a> {
    pub(in crate::render) kind: &'a str,
    pub(in crate::render) key: &'a str,
    pub(in crate::render) template: &'a str,
    pub(in crate::render) title: &'a str,
    pub(in crate::render) summary: &'a str,
    /// The summary, unless it is only the beginning of the text.
    lede: &'a str,
    pub(in crate::render) url: &'a str,
    nav_url: &'a str,
    /// HTML by name.
    menu: Value,
    canonical: Option<String>,
    head_title: String,
    text_lang: &'a str,
    is_translated: bool,
    date: Value,
    updated: Option<Value>,
    image: Option<PictureView>,
    tags: Value,
    breadcrumbs: Vec<CrumbView>,
    languages: Vec<LanguageLink<'a>>,
    headings: Vec<HeadingView<'a>>,
    words: u32,
    reading_minutes: u32,
    share: Vec<Share<'a>>,
    prints: Value,
    noindex: bool,
    is_draft: bool,
    /// HTML.
    head: Value,
    extra: Value,
    forms: Value,
    content: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    campaign: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    article: Option<Value>,
}

#[derive(Debug, Serialize)]
struct HeadingView<'a> {
    level: u8,
    id: &'a str,
    text: &'a str,
}

/// What a page is, apart from its text: a written one, or one that the site makes.
pub(in crate::render) struct Frame<'a> {
    pub(in crate::render) lang: LangId,
    pub(in crate::render) kind: &'a str,
    pub(in crate::render) template: &'a str,
    pub(in crate::render) title: &'a str,
    pub(in crate::render) summary: &'a str,
    pub(in crate::render) url: &'a UrlPath,
    pub(in crate::render) crumbs: Vec<CrumbView>,
    /// Where the same is in each language, by its number.
    pub(in crate::render) versions: Vec<UrlPath>,
    /// The languages in which it has words of its own.
    pub(in crate::render) own: Vec<bool>,
    pub(in crate::render) feeds: Vec<Topic>,
    /// The text, where an author wrote one.
    pub(in crate::render) page: Option<&'a Page>,
    /// Whether search engines are kept away whatever else.
    pub(in crate::render) is_hidden: bool,
}

impl<'a> Renderer<'a> {
    /// The frame of a page that has an entry.
    pub(in crate::render) fn frame(&self, page: &'a Page) -> Frame<'a> {
        let entry = self.site.entry(page.entry);
        let versions = entry.pages.iter().map(|id| self.site.page(*id).url.clone());
        Frame {
            lang: page.lang,
            kind: kind_name(entry.kind),
            template: "",
            title: self.title(page),
            summary: &page.summary,
            url: &page.url,
            crumbs: self.crumbs(page),
            versions: versions.collect(),
            own: entry.translated.clone(),
            feeds: if entry.kind == Kind::Section(Section::News) { vec![Topic::News] } else { Vec::new() },
            page: Some(page),
            is_hidden: false,
        }
    }

    /// A page's title; a section without a text is called by the theme's word for it.
    pub(in crate::render) fn title(&self, page: &'a Page) -> &'a str {
        if !page.title.is_empty() {
            return &page.title;
        }
        match self.site.entry(page.entry).kind {
            Kind::Section(section) => self.theme.languages().get(self.site.lang(page.lang)).text(section.folder()),
            _ => &self.site.config.languages[usize::from(page.lang.0)].site_name,
        }
    }

    /// The `page` of the templates and the whole context around it; the text's findings too.
    pub(in crate::render) fn context(
        &self,
        frame: &Frame<'a>,
        extra: Vec<(&'static str, Value)>,
    ) -> (Context, Vec<Diagnostic>) {
        let mut view = self.page_view(frame);
        view.head = Value::safe_string(&self.head(frame, &view));
        let mut context = self.shared_context(frame.lang);
        for (name, value) in extra {
            context.insert_value(name, value);
        }
        let (content, findings) =
            frame.page.map_or_else(Default::default, |page| self.content_in(page, &view, &mut context));
        view.content = Value::safe_string(&content);
        context.insert_value("page", Value::from_serializable(&view));
        (context, findings)
    }

    fn content_in(&self, page: &'a Page, view: &PageView<'_>, context: &mut Context) -> (String, Vec<Diagnostic>) {
        let has_shortcodes = page.body.holes.iter().any(|hole| matches!(hole, crate::model::site::Hole::Shortcode(_)));
        if has_shortcodes {
            context.insert_value("page", Value::from_serializable(view));
        }
        let forms = page.forms.iter().map(|form| (form.kind().as_str(), 1)).collect();
        let has_picture = page.image.is_some();
        let mut showing = Showing { page, context, forms, has_picture, findings: Vec::new() };
        let content = self.fill(&page.body, &mut showing);
        (content, showing.findings)
    }

    fn forms_of(&self, page: &Page) -> Value {
        let forms: BTreeMap<&str, Value> = page
            .forms
            .iter()
            .map(|form| (form.kind().as_str(), self.form(form, page.lang, form.kind().as_str())))
            .collect();
        let mut map = tera::Map::default();
        for (kind, form) in forms {
            map.insert(kind.to_owned().into(), form);
        }
        Value::from(map)
    }

    fn page_view(&self, frame: &Frame<'a>) -> PageView<'a> {
        let (site, page) = (self.site, frame.page);
        let words = page.map_or(0, |page| page.body.text.words);
        let canonical = self.canonical(frame);
        let noindex = frame.is_hidden || self.audience == Audience::Preview || page.is_some_and(sitemap::is_unlisted);
        let text_lang = page.map_or(frame.lang, |page| page.text_lang);
        let headings = page.filter(|_| self.theme.asks_for_headings());
        let headings = headings.map_or(&[][..], |page| page.body.text.headings.as_slice());
        // What its card has too, it has from there.
        let card = page.map_or_else(nothing, |page| self.card_or_alike(page));
        let nav_url = self.nav_url(frame);
        let known = |key: &'static str| card.as_map().and_then(|card| card.get(&Key::Str(key))).cloned();
        PageView {
            kind: frame.kind,
            key: page.map_or("", |page| &site.entry(page.entry).key),
            template: frame.template_name(),
            title: frame.title,
            summary: frame.summary,
            lede: if page.is_some_and(|page| page.is_excerpt) { "" } else { frame.summary },
            url: frame.url.as_str(),
            nav_url,
            menu: self.menus(frame, nav_url),
            head_title: self.head_title(frame),
            text_lang: site.lang(text_lang).as_str(),
            is_translated: text_lang == frame.lang,
            date: known("date").unwrap_or_else(Value::none),
            updated: page.and_then(|page| page.updated.as_ref()).map(|at| self.day(at, frame.lang)),
            image: page.and_then(|page| page.image.as_ref()).map(|image| self.picture_of(image).placed(true)),
            tags: known("tags").unwrap_or_else(nothing_listed),
            breadcrumbs: frame.crumbs.clone(),
            languages: self.language_links(frame),
            headings: headings.iter().map(|h| HeadingView { level: h.level, id: &h.id, text: &h.text }).collect(),
            words,
            reading_minutes: words.div_ceil(WORDS_A_MINUTE).max(1),
            share: if frame.is_hidden { Vec::new() } else { self.share(frame.title, &canonical, frame.lang) },
            prints: page.map_or_else(nothing_listed, |page| Value::from_serializable(&self.print_views(page))),
            noindex,
            is_draft: page.is_some_and(|page| page.draft),
            head: Value::from(""),
            extra: page.map_or_else(nothing, |page| value(&crate::model::node::Value::Table(page.extra.clone()))),
            forms: page.map_or_else(nothing, |page| self.forms_of(page)),
            content: Value::from(""),
            canonical: (!frame.is_hidden).then_some(canonical),
            campaign: known("campaign"),
            group: known("group"),
            event: known("event"),
            article: known("article"),
        }
    }
}

fn nothing() -> Value {
    Value::from(tera::Map::default())
}

fn nothing_listed() -> Value {
    Value::from(Vec::<Value>::new())
}

impl<'a> Frame<'a> {
    fn template_name(&self) -> &'a str {
        if self.template.is_empty() { self.kind } else { self.template }
    }
}
