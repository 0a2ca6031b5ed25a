//! Step 4: a [`Site`] becomes artifacts; pure.
//!
//! [`outputs`] says which pages there are; a [`Renderer`] makes one of them at a time, in any order and on any thread,
//! and [`Renderer::others`] makes all that is no page.

mod answers;
pub mod atom;
pub mod calendar;
mod country;
pub mod feeds;
pub mod form_view;
pub mod forms_json;
pub mod headers;
pub mod icons;
pub mod imprint;
pub mod json_feed;
pub mod json_ld;
pub mod language;
mod made;
pub mod manifest;
mod map;
mod near;
mod nearby;
pub mod osdi;
mod others;
pub mod output;
mod passed_on;
pub mod paths;
mod pictures;
#[cfg(feature = "print")]
pub mod print;
#[cfg(not(feature = "print"))]
#[path = "render/no_print.rs"]
mod print;
pub mod redirects;
pub mod robots;
#[cfg(feature = "search")]
mod search;
#[cfg(not(feature = "search"))]
#[path = "render/no_search.rs"]
mod search;
pub mod security_txt;
mod shared;
pub mod sitemap;
pub mod text;
pub mod theme;
mod view;

#[cfg(test)]
mod sample;

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use fluent_bundle::FluentValue;
use jiff::Zoned;
use tera::Value;

pub use self::country::Country;
pub use self::output::{Output, Parts};

use self::form_view::FormViews;
use self::language::Language;
use self::language::{DateView, Precision};
use self::nearby::Nearby;
use self::output::What;
use self::robots::Audience;
use self::shared::Shared;
use self::theme::Theme;
use self::view::finder::finder_value;
use self::view::list::Extra;
use self::view::page::Frame;
use self::view::page::links::{ShareLabels, share_labels};
use self::view::site::site_value;
use crate::diag::Diagnostic;
use crate::ids::UrlPath;
use crate::model::artifact::Artifact;
use crate::model::site::{LangId, Page, Site};

/// Words of a theme by language tag, message key and arguments; the key itself where there is no message.
fn translate(theme: &Theme, lang: &str, key: &str, arguments: &[(&str, &str)]) -> String {
    let Some(language) = theme.languages().find(lang) else { return key.to_owned() };
    let arguments: Vec<(&str, FluentValue<'_>)> =
        arguments.iter().map(|(name, value)| (*name, FluentValue::from(*value))).collect();
    language.format(key, &arguments).unwrap_or_else(|| key.to_owned())
}

/// Whether visitors can search: if the site wants it, and its theme has a page for it.
fn is_searchable(site: &Site, theme: &Theme) -> bool {
    site.config.search && theme.has_template("search.html")
}

/// What the site wants, and its theme has pages for.
fn parts(site: &Site, theme: &Theme, country: &Country) -> Parts {
    Parts {
        search: is_searchable(site, theme),
        finder: near::has_finder(site, theme),
        map: map::has_map(site, theme, country),
        embeds: site.config.embeds && theme.has_template(output::EMBED),
        shares: theme.has_template(output::SHARE),
    }
}

/// Every page of the site in the dress of a theme.
pub fn outputs(site: &Site, theme: &Theme, country: &Country) -> Vec<Output> {
    output::outputs(site, parts(site, theme, country))
}

/// Makes pages of a site in the dress of a theme.
pub struct Renderer<'a> {
    site: &'a Site,
    theme: &'a Theme,
    audience: Audience,
    forms: FormViews<'a>,
    /// The `site` of the templates, for each language by its number.
    sites: Vec<Value>,
    /// By the number of the language.
    share_labels: Vec<ShareLabels<'a>>,
    /// What is rendered once for each language, by its number.
    once: Vec<Value>,
    shared: Shared,
    nearby: OnceLock<Nearby>,
    #[cfg(feature = "print")]
    press: print::LazyPress,
    near: OnceLock<near::Near>,
    country: &'a Country,
    parts: Parts,
    table: pictures::Table,
    /// Where an entry stands in the news, by its number.
    news_at: Vec<usize>,
    findings: Vec<Diagnostic>,
    is_stopped: AtomicBool,
}

impl<'a> Renderer<'a> {
    /// Makes ready what all pages share.
    pub fn new(site: &'a Site, theme: &'a Theme, country: &'a Country, audience: Audience) -> Self {
        let mut findings = Vec::new();
        let (mut sites, mut once) = (Vec::new(), Vec::new());
        let parts = parts(site, theme, country);
        for lang in site.langs() {
            let (value, missing) = site_value(site, theme, lang, finder_value(site, lang, parts, country));
            findings.extend(missing.map(|missing| *missing));
            once.push(theme.render_once(site.lang(lang), &value).unwrap_or_else(|finding| {
                findings.push(*finding);
                Value::none()
            }));
            sites.push(value);
        }
        let mut news_at = vec![usize::MAX; site.entries.len()];
        for (at, entry) in site.lists(LangId(0)).news.iter().enumerate() {
            news_at[entry.0 as usize] = at;
        }
        let shared = Shared::new(site.pages.len(), site.config.languages.len());
        let words = move |lang: &str, key: &str, arguments: &[(&str, &str)]| translate(theme, lang, key, arguments);
        let forms = FormViews::new(site, Box::new(words));
        let is_stopped = AtomicBool::new(false);
        Self {
            site,
            theme,
            audience,
            forms,
            sites,
            share_labels: site.langs().map(|lang| share_labels(theme.languages().get(site.lang(lang)))).collect(),
            once,
            shared,
            nearby: OnceLock::new(),
            #[cfg(feature = "print")]
            press: print::LazyPress::default(),
            table: pictures::Table::default(),
            near: OnceLock::new(),
            country,
            parts,
            news_at,
            findings,
            is_stopped,
        }
    }

    /// Nobody wants what is made from now on: what takes long asks [`Renderer::is_stopped`] on its way, and gives up.
    pub fn stop(&self) {
        self.is_stopped.store(true, Ordering::Relaxed);
    }

    /// Whether it has been stopped.
    pub fn is_stopped(&self) -> bool {
        self.is_stopped.load(Ordering::Relaxed)
    }

    /// What is of no use without it.
    pub(crate) fn into_remains(self) -> impl Send + use<> {
        (self.shared, self.near, self.forms.into_remains())
    }

    /// What is wrong with what all pages share, and with the templates that pages name.
    pub fn findings(&self) -> Vec<Diagnostic> {
        let mut findings = self.findings.clone();
        for page in &self.site.pages {
            let Some((file, name)) = &page.template else { continue };
            if let Err(unknown) = self.theme.page_template(&name.value) {
                findings.push(unknown.at(*file, name.span, "the theme has no such template"));
            }
        }
        findings
    }

    /// One page.
    pub fn render(&self, output: &Output) -> (Option<Artifact>, Vec<Diagnostic>) {
        if let What::NearPlace { lang, place } = output.what {
            return self.near_place(output, lang, place);
        }
        let (template, frame, extra) = self.prepare(output);
        let (context, mut findings) = self.context(&frame, extra);
        findings.extend(self.shared.told());
        match self.theme.render_page(&template, &context) {
            Ok(bytes) => (Some(Artifact { path: output.path.clone(), bytes }), findings),
            Err(error) => {
                findings.push(self.theme.template_error(&error));
                (None, findings)
            }
        }
    }

    /// The text of a page alone, for feeds.
    fn content(&self, page: &'a Page) -> String {
        if self.is_stopped() {
            return String::new();
        }
        let (context, _) = self.context(&self.frame(page), Vec::new());
        let page = context.get("page").and_then(Value::as_map);
        let content = page.and_then(|page| page.get(&tera::value::Key::Str("content")));
        content.and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    fn prepare(&self, output: &'a Output) -> (String, Frame<'a>, Extra) {
        match output.what {
            What::Page(id) => {
                let page = self.site.page(id);
                let frame = self.frame(page);
                (self.template(page, frame.kind), frame, self.extra(page))
            }
            What::List { page, number } => self.list(self.site.page(page), number, &output.path),
            What::Archive { lang, number } => self.archive(lang, number, &output.path),
            What::Region { lang, region, number } => self.region_page(lang, region, number, &output.path),
            What::Tags { lang } => self.tags_page(lang, &output.path),
            What::Tag { lang, tag, number } => self.tag_page(lang, tag, number, &output.path),
            What::ThankYou { lang, kind } => self.thanks_page(lang, kind, &output.path),
            What::Search { lang } => self.search_page(lang, &output.path),
            What::NotFound { lang } => self.not_found(lang, &output.path),
            What::Near { lang, is_lost } => self.near_page(lang, is_lost, &output.path),
            What::NearPlace { lang, .. } => self.near_page(lang, true, &output.path),
            What::Map { lang } => self.map_page(lang, &output.path),
            What::Embed { page, form } => self.embed_page(self.site.page(page), form, &output.path),
            What::Share { page } => self.share_page(self.site.page(page), &output.path),
        }
    }

    fn template(&self, page: &Page, kind: &str) -> String {
        let named = page.template.as_ref().and_then(|(_, name)| self.theme.page_template(&name.value).ok());
        named.unwrap_or_else(|| format!("{kind}.html"))
    }

    fn list(&self, page: &'a Page, number: usize, path: &'a UrlPath) -> (String, Frame<'a>, Extra) {
        let lists = self.site.lists(page.lang);
        let mut frame = self.frame(page);
        frame.url = path;
        if number > 1 {
            frame.versions = frame.versions.iter().map(|first| output::numbered(first, number)).collect();
        }
        if frame.kind == "news" {
            let (items, pagination) = self.part(&lists.news, number, &page.url);
            return (
                "news.html".into(),
                frame,
                vec![("items", self.cards(items, page.lang)), ("pagination", pagination)],
            );
        }
        let (items, pagination) = self.part(&lists.upcoming, number, &page.url);
        let months = self.months(items, page.lang);
        let types = self.types(&lists.upcoming, page.lang);
        ("events.html".into(), frame, vec![("months", months), ("pagination", pagination), ("types", types)])
    }

    fn words(&self, lang: LangId) -> &'a Language {
        self.theme.languages().get(self.site.lang(lang))
    }

    fn number(&self, number: u64, lang: LangId) -> String {
        self.words(lang).number(i64::try_from(number).unwrap_or(i64::MAX))
    }

    fn date(&self, at: &Zoned, precision: Precision, lang: LangId) -> DateView {
        self.words(lang).date(at, precision, &self.site.config.timezone.1)
    }
}
