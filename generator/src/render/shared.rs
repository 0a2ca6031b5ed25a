//! What many pages show and none of them changes: cards and forms, rendered once, when they are first asked for.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use handbill_contract::Form;
use jiff::civil::Date;
use tera::{Context, Map, Value};

use super::Renderer;
use super::answers::hole;
use super::form_view::FormView;
use super::view::body::escape;
use super::view::page::CrumbView;
use crate::diag::Diagnostic;
use crate::model::draft::Section;
use crate::model::site::{LangId, PageId, RegionId, TagId};

/// The template of a form.
pub(super) const FORM: &str = "partials/form.html";

/// What has been asked for so far.
pub(super) struct Shared {
    /// By the number of their page.
    cards: Vec<OnceLock<Value>>,
    forms: Made<FormKey, Arc<Dressed>>,
    menus: Made<Whereabouts, Value>,
    parts: Made<Part, Value>,
    /// By the number of the language.
    home_crumbs: Vec<OnceLock<CrumbView>>,
    section_crumbs: Made<(LangId, Section), Option<CrumbView>>,
    /// The links to feeds on a page that has none of its own, by the number of the language.
    site_feeds: Vec<OnceLock<String>>,
    findings: Mutex<Vec<Diagnostic>>,
}

/// All that makes a form look other than the next: the address of what it shares with others of its shape, which the
/// views keep in its place, its state, and why, and where its answer is shown.
type FormKey = (usize, &'static str, String, &'static str);

/// Where a page is to a menu: its language, the item that it lies below, and its own address if the menu leads to it.
pub(super) type Whereabouts = (LangId, String, String);

/// What is a part of many cards, in a language.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// A day in words; years of news have a thousand of them.
    Day(LangId, Date),
    /// A tag's name and page.
    Tag(LangId, TagId),
    /// A region's name and page.
    Region(LangId, RegionId),
    /// The title and URL of a page, which is in one language.
    Title(PageId),
}

/// A form with a hole where its id stands.
struct Dressed {
    view: Map,
    /// What stands between the places of the id.
    html: Vec<String>,
}

/// What has been made so far, by its key.
struct Made<K, T>(Mutex<BTreeMap<K, T>>);

impl<K, T> Default for Made<K, T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Ord, T: Clone> Made<K, T> {
    /// What `key` stands for, made if it is asked for the first time. Others are not kept waiting meanwhile: what two make
    /// at once is the same.
    fn get_or_make(&self, key: K, make: impl FnOnce() -> T) -> T {
        if let Some(made) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return made.clone();
        }
        let made = make();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key, made.clone());
        made
    }
}

/// So many places for what is made when it is first asked for.
fn blank<T>(len: usize) -> Vec<OnceLock<T>> {
    std::iter::repeat_with(OnceLock::new).take(len).collect()
}

impl Shared {
    pub(super) fn new(pages: usize, languages: usize) -> Self {
        Self {
            cards: blank(pages),
            site_feeds: blank(languages),
            home_crumbs: blank(languages),
            section_crumbs: Made::default(),
            forms: Made::default(),
            menus: Made::default(),
            parts: Made::default(),
            findings: Mutex::default(),
        }
    }

    /// A part of many cards.
    pub(super) fn part(&self, part: Part, make: impl FnOnce() -> Value) -> Value {
        self.parts.get_or_make(part, make)
    }

    /// The card of a page.
    pub(super) fn card(&self, page: PageId, make: impl FnOnce() -> Value) -> Value {
        self.cards[page.0 as usize].get_or_init(make).clone()
    }

    /// The first step on the way to a page.
    pub(super) fn home_crumb(&self, lang: LangId, make: impl FnOnce() -> CrumbView) -> CrumbView {
        self.home_crumbs[usize::from(lang.0)].get_or_init(make).clone()
    }

    /// The step on the way to a page that leads to a section; none, where the site has no such section.
    pub(super) fn section_crumb(
        &self,
        lang: LangId,
        section: Section,
        make: impl FnOnce() -> Option<CrumbView>,
    ) -> Option<CrumbView> {
        self.section_crumbs.get_or_make((lang, section), make)
    }

    /// The links to the feeds of the whole site.
    pub(super) fn site_feeds(&self, lang: LangId, make: impl FnOnce() -> String) -> String {
        self.site_feeds[usize::from(lang.0)].get_or_init(make).clone()
    }

    /// What the theme's `menu/*.html` make of a place in the menu.
    pub(super) fn menus(&self, at: Whereabouts, make: impl FnOnce() -> Value) -> Value {
        self.menus.get_or_make(at, make)
    }

    /// What has gone wrong since this was last asked.
    pub(super) fn told(&self) -> Vec<Diagnostic> {
        std::mem::take(&mut *self.findings.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn tell(&self, finding: Diagnostic) {
        self.findings.lock().unwrap_or_else(PoisonError::into_inner).push(finding);
    }
}

impl<'a> Renderer<'a> {
    /// A card with what the theme's `each/*.html` make of it, as `each.NAME`.
    pub(super) fn dressed(&self, card: Value, lang: LangId) -> Value {
        let mut context = self.shared_context(lang);
        context.insert_value("item", card.clone());
        let each = self.rendered(self.theme.each(), &context);
        // It holds the card, too, which is ours alone without it: else all of it would be copied.
        drop(context);
        let mut map = card.into_map().unwrap_or_default();
        map.insert("each".into(), each);
        Value::from(map)
    }

    /// Templates by what others call them, as HTML.
    pub(super) fn rendered(&self, templates: &[(String, String)], context: &Context) -> Value {
        let mut all = Map::with_capacity(templates.len());
        for (short, template) in templates {
            let html = self.theme.render(template, context).unwrap_or_else(|error| {
                self.shared.tell(self.theme.template_error(&error));
                // It is there all the same, so that no page that asks for it is told as well.
                String::new()
            });
            all.insert(short.clone().into(), Value::safe_string(html.trim_end()));
        }
        Value::from(all)
    }

    /// A form as templates see it, its HTML included.
    pub(super) fn form(&self, form: &'a Form, lang: LangId, dom_id: &str) -> Value {
        self.shown(self.forms.view(form, lang, dom_id), form, lang)
    }

    /// The same in a frame of somebody else's page.
    pub(super) fn framed_form(&self, form: &'a Form, lang: LangId) -> Value {
        self.shown(self.forms.framed(form, lang), form, lang)
    }

    fn shown(&self, view: FormView, form: &'a Form, lang: LangId) -> Value {
        let key = (Arc::as_ptr(&view.shape).addr(), view.state, view.is_gone_text.clone(), view.target);
        let dressed = self.shared.forms.get_or_make(key, || Arc::new(self.dressed_form(&view, form, lang)));
        let mut id = String::new();
        escape(&view.id, &mut id);
        let mut map = dressed.view.clone();
        map.insert("html".into(), Value::safe_string(&dressed.html.join(&id)));
        map.insert("hidden".into(), Value::from_serializable(&view.hidden));
        map.insert("goal".into(), Value::from_serializable(&view.goal));
        map.insert("id".into(), Value::from(view.id));
        Value::from(map)
    }

    fn dressed_form(&self, view: &FormView, form: &Form, lang: LangId) -> Dressed {
        let blank = self.forms.nameless(view, form, lang, &hole("form"));
        // Where the theme has no such template at all, `forms()` tells.
        let html = if self.theme.has_template(FORM) { self.form_html(&blank, lang) } else { Ok(String::new()) };
        let html = html.unwrap_or_else(|finding| {
            self.shared.tell(*finding);
            String::new()
        });
        let view = Value::from_serializable(&blank).into_map().unwrap_or_default();
        Dressed { view, html: html.split(&hole("form")).map(str::to_owned).collect() }
    }

    /// A form as HTML: it depends on the form and its language alone, so that a function can show it again.
    pub(super) fn form_html(&self, form: &FormView, lang: LangId) -> Result<String, Box<Diagnostic>> {
        let mut context = self.shared_context(lang);
        context.insert_value("form", Value::from_serializable(form));
        self.made_of(FORM, &context)
    }

    /// What is the same on all pages of a language.
    pub(super) fn shared_context(&self, lang: LangId) -> Context {
        let mut context = Context::new();
        context.insert("lang", self.site.lang(lang).as_str());
        context.insert_value("site", self.sites[usize::from(lang.0)].clone());
        context.insert_value("once", self.once[usize::from(lang.0)].clone());
        context
    }
}
