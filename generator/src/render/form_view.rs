//! A form as templates see it: every word in one language, every id and name of its HTML.

mod asked;
mod parts;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::model::draft::EventStatus;
use crate::model::site::{Detail, LangId, Site};
use crate::model::statements::{consents, declarations};
use handbill_contract::donation::pounds;
use handbill_contract::{Amounts, Choice, Field, Form, Kind, Shape, State, Statement, Words, post};

pub use asked::PartView;
pub use parts::{AmountView, ConsentView, FieldView, FormView, Names, OptionView, Pair, Pounds, ShapeView};

use parts::NAMES;

/// Gives the theme's words: of a language tag, a key, and what the message asks for by name.
/// For a key that there is none of it gives the key.
pub type Translate<'a> = Box<dyn Fn(&str, &str, &[(&str, &str)]) -> String + Send + Sync + 'a>;

/// Makes views of a site's forms; what forms of one shape have in common is made once.
pub struct FormViews<'a> {
    site: &'a Site,
    translate: Translate<'a>,
    consents: Vec<Statement>,
    declarations: Vec<Statement>,
    /// By the address of a shape, which `site` keeps in its place, the page's language and the id.
    made: Mutex<BTreeMap<(usize, LangId, String), Arc<ShapeView>>>,
}

impl<'a> FormViews<'a> {
    /// For one site; `translate` gives the theme's words.
    pub fn new(site: &'a Site, translate: Translate<'a>) -> Self {
        Self {
            site,
            translate,
            consents: consents(&site.config),
            declarations: declarations(&site.config, site.now.date()),
            made: Mutex::default(),
        }
    }

    /// What is of no use without it.
    pub(super) fn into_remains(self) -> impl Send + use<> {
        self.made
    }

    /// `form` on a page whose dress is in `lang`. No two forms of one page may have the same `dom_id`:
    /// the kind's name is one, and `pledge-2` another.
    pub fn view(&self, form: &'a Form, lang: LangId, dom_id: &str) -> FormView {
        let spoken = form.shape.language(self.site.lang(lang).as_str());
        FormView {
            id: form.id.to_string(),
            state: form.state.as_str(),
            goal: form.goal,
            is_gone_text: self.reason(form).map_or_else(String::new, |key| (self.translate)(spoken, key, &[])),
            hidden: self.hidden(form.id.as_str(), form.kind(), spoken),
            target: "",
            shape: self.shared(&form.shape, lang, dom_id),
        }
    }

    /// `form` on a page of its own that stands in a frame of somebody else's page.
    pub fn framed(&self, form: &'a Form, lang: LangId) -> FormView {
        FormView { target: "_top", ..self.view(form, lang, form.kind().as_str()) }
    }

    /// `form` in the state of its `view`, with `id` where the form's id stands and no goal.
    pub fn nameless(&self, view: &FormView, form: &Form, lang: LangId, id: &str) -> FormView {
        let spoken = form.shape.language(self.site.lang(lang).as_str());
        FormView { id: id.to_owned(), goal: None, hidden: self.hidden(id, form.kind(), spoken), ..view.clone() }
    }

    /// Any open form of `shape`, with `id` where the form's id stands.
    pub fn blank(&self, shape: &Arc<Shape>, lang: LangId, id: &str) -> FormView {
        let spoken = shape.language(self.site.lang(lang).as_str());
        FormView {
            id: id.to_owned(),
            state: State::Open.as_str(),
            goal: None,
            is_gone_text: String::new(),
            hidden: self.hidden(id, shape.kind, spoken),
            target: "",
            shape: self.shared(shape, lang, shape.kind.as_str()),
        }
    }

    /// The key of the message that says why a form takes no posts.
    fn reason(&self, form: &Form) -> Option<&'static str> {
        let page = || Some(self.site.page_in(self.site.find(form.id.key())?, LangId(0)));
        match form.state {
            State::Open => None,
            State::Paused => Some("form-gone-paused"),
            State::Closed => Some(match page().map(|page| &page.detail) {
                Some(Detail::Event(event)) if event.status == EventStatus::Cancelled => "form-gone-cancelled",
                Some(Detail::Event(event)) if event.is_past => "form-gone-event",
                _ => "form-gone-closed",
            }),
        }
    }

    fn hidden(&self, id: &str, kind: Kind, lang: &str) -> Vec<Pair> {
        let mut hidden = vec![
            Pair { name: post::FORM, value: id.to_owned() },
            Pair { name: post::LANGUAGE, value: lang.to_owned() },
        ];
        if kind == Kind::Donate {
            let ticket = self.declaration().and_then(|declaration| declaration.ticket(lang));
            hidden.extend(ticket.map(|value| Pair { name: post::DECLARATION, value }));
        }
        hidden
    }

    /// What every giver declares; a larger gift asks for more, which the function does.
    fn declaration(&self) -> Option<&Statement> {
        self.declarations.first()
    }

    fn shared(&self, shape: &Arc<Shape>, lang: LangId, dom_id: &str) -> Arc<ShapeView> {
        let key = (Arc::as_ptr(shape).addr(), lang, dom_id.to_owned());
        if let Some(view) = self.made.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return view.clone();
        }
        let view = Arc::new(self.shape_view(shape, lang, dom_id));
        self.made.lock().unwrap_or_else(PoisonError::into_inner).insert(key, view.clone());
        view
    }

    fn shape_view(&self, shape: &Shape, page_lang: LangId, dom_id: &str) -> ShapeView {
        let page_tag = self.site.lang(page_lang).as_str();
        let lang = shape.language(page_tag);
        let speech = Speech { translate: &self.translate, lang, default: self.site.config.default_lang().as_str() };
        let amounts = shape.amounts.as_ref();
        ShapeView {
            lang: (lang != page_tag).then(|| lang.to_owned()),
            kind: shape.kind.as_str(),
            purpose: shape.purpose.as_str(),
            action: shape.kind.action(),
            dom_id: dom_id.to_owned(),
            heading: speech.own_or(&shape.heading, &format!("form-heading-{}", shape.kind)),
            statement: speech.own(&shape.statement),
            intro: speech.own(&shape.intro),
            button: speech.own_or(&shape.button, &format!("form-button-{}", shape.kind)),
            fields: shape.fields.iter().map(|field| speech.field(field, dom_id)).collect(),
            consents: shape.consents.iter().filter_map(|id| self.consent(id, lang, dom_id)).collect(),
            age_label: (self.translate)(lang, "age-statement", &[("age", &shape.min_age_years.to_string())]),
            public_name_label: if shape.public_names { speech.theme("public-name-label") } else { String::new() },
            amounts: amounts.map_or_else(Vec::new, suggestions),
            monthly: amounts.is_some_and(|amounts| amounts.monthly),
            min_amount: amounts.map(|amounts| in_pounds(amounts.min_pence)),
            max_amount: amounts.map(|amounts| in_pounds(amounts.max_pence)),
            declaration: self.declared(shape.kind, lang),
            honeypot: post::HONEYPOT,
            privacy_url: self.privacy_url(page_lang),
            names: NAMES,
        }
    }

    fn consent(&self, id: &str, lang: &str, dom_id: &str) -> Option<ConsentView> {
        let statement = self.consents.iter().find(|statement| statement.id() == id)?;
        Some(ConsentView {
            id: format!("{dom_id}-consent-{id}"),
            name: post::CONSENT,
            value: statement.ticket(lang)?,
            channel: statement.channel().as_str(),
            text: statement.text().get(lang)?.to_owned(),
        })
    }

    fn declared(&self, kind: Kind, lang: &str) -> String {
        let text = self.declaration().and_then(|declaration| declaration.text().get(lang));
        text.filter(|_| kind == Kind::Donate).unwrap_or_default().to_owned()
    }

    fn privacy_url(&self, lang: LangId) -> String {
        let menu = self.site.menus.get(usize::from(lang.0)).and_then(|menus| menus.privacy.as_ref());
        menu.map_or_else(String::new, |item| item.url.clone())
    }
}

/// Words in one language.
struct Speech<'a> {
    translate: &'a Translate<'a>,
    lang: &'a str,
    default: &'a str,
}

impl Speech<'_> {
    fn theme(&self, key: &str) -> String {
        (self.translate)(self.lang, key, &[])
    }

    /// The theme's words, or nothing where the theme has none.
    fn theme_if_any(&self, key: &str) -> String {
        Some(self.theme(key)).filter(|text| text != key).unwrap_or_default()
    }

    /// The author's words, in the default language at worst.
    fn own(&self, words: &Words) -> String {
        words.of(self.lang, self.default).unwrap_or_default().to_owned()
    }

    /// The author's words in this language, else the theme's, which are in this language.
    fn own_or(&self, words: &Words, key: &str) -> String {
        words.get(self.lang).map_or_else(|| self.theme(key), str::to_owned)
    }

    /// What is shown for an answer: what is posted, where the author wrote nothing else.
    fn option(&self, choice: &Choice) -> String {
        choice.label.of(self.lang, self.default).unwrap_or(&choice.value).to_owned()
    }

    fn field(&self, field: &Field, dom_id: &str) -> FieldView {
        let standard = field.name.replace('_', "-");
        let (short, label, hint) = match field.custom_key() {
            Some(key) if field.label.is_empty() => (format!("custom-{key}"), key.to_owned(), self.own(&field.hint)),
            Some(key) => (format!("custom-{key}"), self.own(&field.label), self.own(&field.hint)),
            None => (
                field.name.clone(),
                self.theme(&format!("field-{standard}")),
                self.theme_if_any(&format!("hint-{standard}")),
            ),
        };
        let options = field.options.iter();
        FieldView {
            id: format!("{dom_id}-{short}"),
            name: field.name.clone(),
            kind: field.kind.as_str(),
            label,
            hint,
            required: field.required,
            max_chars: field.kind.is_typed().then_some(field.max_chars),
            autocomplete: field.autocomplete.clone(),
            options: options
                .map(|choice| OptionView { value: choice.value.clone(), label: self.option(choice) })
                .collect(),
        }
    }
}

fn suggestions(amounts: &Amounts) -> Vec<AmountView> {
    let suggested = amounts.suggested_pence.iter();
    suggested
        .map(|&pence| AmountView {
            value: decimal(pence),
            label: pounds(pence),
            is_default: amounts.default_pence == Some(pence),
        })
        .collect()
}

/// Pence as a number of pounds that an input takes: `10`, `2.50`.
fn decimal(pence: u64) -> String {
    if pence.is_multiple_of(100) {
        return (pence / 100).to_string();
    }
    format!("{}.{:02}", pence / 100, pence % 100)
}

fn in_pounds(pence: u64) -> Pounds {
    if pence.is_multiple_of(100) { Pounds::Whole(pence / 100) } else { Pounds::Parts(pence as f64 / 100.0) }
}

#[cfg(test)]
mod tests;
