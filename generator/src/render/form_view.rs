//! A form as templates see it: every word in one language, every id and name of its HTML.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use handbill_contract::donation::pounds;
use handbill_contract::{Amounts, Choice, Field, Form, Kind, Shape, State, Statement, Words, post};
use serde::Serialize;

use crate::model::draft::EventStatus;
use crate::model::site::{Detail, LangId, Site};
use crate::model::statements::{consents, declarations};

/// Gives the theme's words: of a language tag, a key, and what the message asks for by name.
/// For a key that there is none of it gives the key.
pub type Translate<'a> = &'a (dyn Fn(&str, &str, &[(&str, &str)]) -> String + Sync);

/// A form on a page.
#[derive(Debug, Clone, Serialize)]
pub struct FormView {
    /// `campaigns/rent-controls:pledge`
    pub id: String,
    /// `open`, `paused` or `closed`.
    pub state: &'static str,
    /// How many are wanted.
    pub goal: Option<u64>,
    /// Why it takes no posts; empty while it does.
    pub is_gone_text: String,
    /// What is posted unseen.
    pub hidden: Vec<Pair>,
    /// What it shares with other forms of its shape.
    #[serde(flatten)]
    pub shape: Arc<ShapeView>,
}

/// What forms of one shape show, in one language, under one id.
#[derive(Debug, Serialize)]
pub struct ShapeView {
    /// The language it is shown in, where it differs from the page's: what is to be agreed to has no text in that.
    pub lang: Option<String>,
    /// `pledge`, `signup`, …
    pub kind: &'static str,
    /// What the answers are for.
    pub purpose: &'static str,
    /// Where it is posted.
    pub action: &'static str,
    /// Its id in the page; all ids in it begin with this.
    pub dom_id: String,
    /// Its heading.
    pub heading: String,
    /// What a visitor puts a name to; may be empty.
    pub statement: String,
    /// A sentence before the fields; may be empty.
    pub intro: String,
    /// What stands on the button.
    pub button: String,
    /// In their order.
    pub fields: Vec<FieldView>,
    /// Boxes to tick, none of them ticked.
    pub consents: Vec<ConsentView>,
    /// What is said about age.
    pub age_label: String,
    /// What is said about showing the name; empty when it is not asked.
    pub public_name_label: String,
    /// What may be given.
    pub amounts: Vec<AmountView>,
    /// Whether a gift each month is offered.
    pub monthly: bool,
    /// The least, in pounds.
    pub min_amount: Option<Pounds>,
    /// The most, in pounds.
    pub max_amount: Option<Pounds>,
    /// What a giver declares; may be empty.
    pub declaration: String,
    /// The name of the field that people leave empty.
    pub honeypot: &'static str,
    /// The notice on personal data; may be empty.
    pub privacy_url: String,
    /// The names of inputs that are no fields.
    pub names: Names,
}

/// One question.
#[derive(Debug, Serialize)]
pub struct FieldView {
    /// What it is posted as.
    pub name: String,
    /// Its id in the page.
    pub id: String,
    /// `text`, `email`, …
    pub kind: &'static str,
    /// The question.
    pub label: String,
    /// A line of help; may be empty.
    pub hint: String,
    /// Whether a post without it is refused.
    pub required: bool,
    /// The longest answer, where it is typed.
    pub max_chars: Option<u32>,
    /// WCAG 1.3.5; may be empty.
    pub autocomplete: String,
    /// The answers to choose from.
    pub options: Vec<OptionView>,
}

/// One answer to choose.
#[derive(Debug, Serialize)]
pub struct OptionView {
    /// What is posted.
    pub value: String,
    /// What is shown.
    pub label: String,
}

/// A box that gives consent.
#[derive(Debug, Serialize)]
pub struct ConsentView {
    /// Its id in the page.
    pub id: String,
    /// What it is posted as.
    pub name: &'static str,
    /// The statement's ticket: which text was shown.
    pub value: String,
    /// `email`, `sms`, `phone`, `post` or `share`.
    pub channel: &'static str,
    /// The exact statement.
    pub text: String,
}

/// A suggested gift.
#[derive(Debug, Serialize)]
pub struct AmountView {
    /// In pounds: `10`, `2.50`.
    pub value: String,
    /// `£10`
    pub label: String,
    /// Whether it is chosen at first.
    pub is_default: bool,
}

/// A sum of money, as a number that templates can write.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Pounds {
    /// Without pence.
    Whole(u64),
    /// With pence.
    Parts(f64),
}

/// A name and its value.
#[derive(Debug, Clone, Serialize)]
pub struct Pair {
    /// The name.
    pub name: &'static str,
    /// The value.
    pub value: String,
}

/// The names and values of inputs that are no fields.
#[derive(Debug, Serialize)]
pub struct Names {
    /// The box about age.
    pub old_enough: &'static str,
    /// The box about showing the name.
    pub public_name: &'static str,
    /// What both boxes post.
    pub yes: &'static str,
    /// The suggested amounts.
    pub amount: &'static str,
    /// The value that points to a typed amount.
    pub other: &'static str,
    /// The typed amount.
    pub amount_other: &'static str,
    /// How often.
    pub recurrence: &'static str,
    /// Its value for a single gift.
    pub once: &'static str,
    /// Its value for a gift each month.
    pub monthly: &'static str,
}

const NAMES: Names = Names {
    old_enough: post::OLD_ENOUGH,
    public_name: post::PUBLIC_NAME,
    yes: post::YES,
    amount: post::AMOUNT,
    other: post::OTHER,
    amount_other: post::AMOUNT_OTHER,
    recurrence: post::RECURRENCE,
    once: post::ONCE,
    monthly: post::MONTHLY,
};

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

    /// `form` on a page whose dress is in `lang`. No two forms of one page may have the same `dom_id`:
    /// the kind's name is one, and `pledge-2` another.
    pub fn view(&self, form: &'a Form, lang: LangId, dom_id: &str) -> FormView {
        let spoken = form.shape.language(self.site.lang(lang).as_str());
        FormView {
            id: form.id.to_string(),
            state: form.state.as_str(),
            goal: form.goal,
            is_gone_text: self.reason(form).map_or_else(String::new, |key| (self.translate)(spoken, key, &[])),
            hidden: self.hidden(form, spoken),
            shape: self.shared(&form.shape, lang, dom_id),
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

    fn hidden(&self, form: &Form, lang: &str) -> Vec<Pair> {
        let mut hidden = vec![
            Pair { name: post::FORM, value: form.id.to_string() },
            Pair { name: post::LANGUAGE, value: lang.to_owned() },
        ];
        if form.kind() == Kind::Donate {
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
        let speech = Speech { translate: self.translate, lang, default: self.site.config.default_lang().as_str() };
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
    translate: Translate<'a>,
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
