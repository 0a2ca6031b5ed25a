//! A small site with plain answers, until the generator renders them; and the parts around it.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use handbill_contract::answer::{MAILS, WORDS};
use handbill_contract::donation::{Day, declarations};
use handbill_contract::{
    Amounts, Answers, Channel, Field, Form, FormId, Kind, MailText, Manifest, Organisation, Privacy, Shape, Site,
    State, Statement, Words,
};
use http::{Request, Response};

use crate::App;
use crate::clock::{CountingChance, FixedClock};
use crate::domain::Keys;
use crate::forms::Forms;
use crate::mail::Mailbox;
use crate::pay::stand_in::StandIn;
use crate::store::{DynamoStore, local};

/// The pledge of [`manifest`].
pub(crate) const PLEDGE: &str = "campaigns/rent-controls:pledge";

/// The parts, those that tests look into as they are.
pub(crate) struct World {
    pub(crate) app: App,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) mailbox: Arc<Mailbox>,
    pub(crate) store: Arc<DynamoStore>,
}

/// A fresh world, on 10 October 2026.
pub(crate) async fn world() -> World {
    let clock = Arc::new(FixedClock::new("2026-10-10T10:00:00Z".parse().expect("a time")));
    let mailbox = Arc::new(Mailbox::default());
    let store = Arc::new(local::in_memory().await.expect("a database in memory"));
    let app = App {
        forms: Forms::held(Some(manifest())),
        store: store.clone(),
        mailer: mailbox.clone(),
        checkout: Arc::new(StandIn { base_url: "http://localhost:8000".to_owned() }),
        webhook_secret: None,
        keys: Keys::parse(&"fixed secret of the tests ".repeat(2)).expect("long enough"),
        treasurer: Vec::new(),
        origins: Vec::new(),
        clock: clock.clone(),
        chance: Arc::new(CountingChance::default()),
    };
    World { app, clock, mailbox, store }
}

impl World {
    /// Posts `pairs` to `path`, as a browser does.
    pub(crate) async fn post(&self, path: &str, pairs: &[(&str, &str)]) -> Response<Bytes> {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let request = Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", "https://campaign.example.org");
        crate::answer(&self.app, request.body(Bytes::from(body)).expect("a request")).await
    }

    /// Gets `path`.
    pub(crate) async fn get(&self, path: &str) -> Response<Bytes> {
        crate::answer(&self.app, Request::get(path).body(Bytes::new()).expect("a request")).await
    }
}

/// A whole pledge, and `more` in place of or beside it.
pub(crate) fn pledge<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let all = [
        ("form", PLEDGE),
        ("language", "en"),
        ("given_name", "Ann"),
        ("family_name", "Lee"),
        ("email_address", "ann@example.org"),
        ("postal_code", "LS1 1BA"),
        ("old_enough", "yes"),
    ];
    all.into_iter()
        .filter(|(name, _)| !more.iter().any(|(other, _)| other == name))
        .chain(more.iter().copied())
        .collect()
}

/// The body as text.
pub(crate) fn text(response: &Response<Bytes>) -> String {
    String::from_utf8(response.body().to_vec()).expect("text")
}

/// A header as text.
pub(crate) fn header<'a>(response: &'a Response<Bytes>, name: &str) -> &'a str {
    response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// A site with one form of each kind.
pub(crate) fn manifest() -> Manifest {
    let forms: BTreeMap<_, _> = Kind::ALL.into_iter().map(form).map(|form| (form.id.clone(), Arc::new(form))).collect();
    let text = Words::from_iter([("en", "Write to me about this."), ("cy", "Ysgrifennwch ataf am hyn.")]);
    let mut answers = answers();
    for form in forms.values() {
        for (lang, answers) in &mut answers {
            answers.forms.insert(form.shape.version(), form_html(form, lang));
        }
    }
    Manifest {
        site: site(),
        consents: vec![Statement::new("email", Channel::Email, "2026-01-01", text)],
        declarations: declarations("The Campaign", Day::new(2026, 10, 10)),
        forms,
        answers,
        mails: ["en", "cy"].map(|lang| (lang.to_owned(), mails())).into(),
    }
}

fn form(kind: Kind) -> Form {
    let fields = [
        ("given_name", true),
        ("family_name", true),
        ("email_address", true),
        ("postal_code", kind == Kind::Donate),
        ("comments", false),
    ];
    let shape = Shape {
        kind,
        purpose: kind.purpose(),
        languages: vec!["en".to_owned(), "cy".to_owned()],
        heading: Words::default(),
        statement: Words::default(),
        intro: Words::default(),
        button: Words::default(),
        fields: fields.iter().filter_map(|(name, required)| Field::standard(name, *required)).collect(),
        consents: vec!["email".to_owned()],
        amounts: (kind == Kind::Donate).then(|| Amounts {
            currency: "GBP".to_owned(),
            suggested_pence: vec![500, 1_000],
            default_pence: None,
            min_pence: 100,
            max_pence: 2_000_000,
            monthly: true,
        }),
        public_names: kind == Kind::Pledge,
        second_signer: kind == Kind::Pledge,
        min_age_years: 13,
        thanks: Words::from_iter([("en", "/thanks/"), ("cy", "/cy/diolch/")]),
    };
    Form {
        id: FormId::new("campaigns/rent-controls", kind),
        shape: Arc::new(shape),
        state: State::Open,
        goal: Some(100),
        closes_at_s: None,
        title: Words::from_iter([("en", "Rent controls"), ("cy", "Rheoli rhenti")]),
        page: Words::from_iter([("en", "/campaigns/rent-controls/"), ("cy", "/cy/campaigns/rent-controls/")]),
    }
}

/// What the default theme makes of a form, made short.
fn form_html(form: &Form, lang: &str) -> String {
    let fields: String = form
        .shape
        .fields
        .iter()
        .map(|field| {
            let name = &field.name;
            format!("<p class=\"field\"><label for=\"f-{name}\">{name}</label><input type=\"text\" id=\"f-{name}\" name=\"{name}\"></p>\n")
        })
        .collect();
    format!(
        "<section class=\"form\" id=\"f\" lang=\"{lang}\">\n<form method=\"post\" action=\"{}\" accept-charset=\"utf-8\">\n\
         <div class=\"errors\" id=\"f-errors\" tabindex=\"-1\" hidden></div>\n\
         <input type=\"hidden\" name=\"form\" value=\"⟦form⟧\">\n<input type=\"hidden\" name=\"language\" value=\"{lang}\">\n\
         {fields}<p class=\"check\"><input type=\"checkbox\" id=\"f-age\" name=\"old_enough\" value=\"yes\" required>\
         <label for=\"f-age\">13</label></p>\n<p><button class=\"btn\" type=\"submit\">Send</button></p>\n</form>\n</section>\n",
        form.kind().action()
    )
}

fn answers() -> BTreeMap<String, Answers> {
    let said = |key: &str, holes: &[&str], lang: &str| {
        let holes: String = holes.iter().map(|hole| format!(" ⟦{hole}⟧")).collect();
        format!("{lang} {key}{holes}")
    };
    let spoken = |lang: &str| Answers {
        page: format!(
            "<!doctype html><html lang=\"{lang}\"><title>⟦title⟧</title><main>⟦main⟧</main><footer>Imprint</footer></html>"
        ),
        words: WORDS.iter().map(|(key, holes)| ((*key).to_owned(), said(key, holes, lang))).collect(),
        forms: BTreeMap::new(),
        parts: BTreeMap::new(),
    };
    ["en", "cy"].map(|lang| (lang.to_owned(), spoken(lang))).into()
}

fn mails() -> BTreeMap<String, MailText> {
    let text = |name: &str, holes: &[&str]| {
        let holes: String = holes.iter().map(|hole| format!("{hole}=⟦{hole}⟧\n")).collect();
        MailText { subject: name.to_owned(), text: holes.clone(), html: format!("<pre>{holes}</pre>") }
    };
    MAILS.iter().map(|(name, holes)| ((*name).to_owned(), text(name, holes))).collect()
}

fn site() -> Site {
    Site {
        name: Words::one("en", "The Campaign"),
        base_url: "https://campaign.example.org".to_owned(),
        languages: vec!["en".to_owned(), "cy".to_owned()],
        timezone: "Europe/London".to_owned(),
        organisation: Organisation { name: "The Campaign".to_owned(), ..Organisation::default() },
        imprint: Words::one("en", "Promoted by A of B."),
        privacy: Some(Privacy { version: "3".to_owned(), page: Words::one("en", "/privacy/") }),
    }
}
