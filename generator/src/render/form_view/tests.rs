//! Forms as templates get them.

use std::sync::Arc;

use handbill_contract::post::MIN_AGE_YEARS;
use handbill_contract::{FieldKind, FormId, Purpose};

use super::*;
use crate::ids::Lang;
use crate::model::config::{Consent, Words as ConfigWords};
use crate::render::sample;
use crate::source::{Span, Spanned};

fn site() -> Site {
    let mut site = sample::site(Vec::new());
    let config = Arc::get_mut(&mut site.config).expect("nobody else has it");
    let text = |tag: &str, text: &str| (Lang::parse(tag).expect("a tag"), text.to_owned());
    config.consents.push(Consent {
        id: Spanned::new("email".to_owned(), Span::default()),
        channel: "email".to_owned(),
        version: "1".to_owned(),
        text: ConfigWords([text("en", "E-mail me <now>"), text("cy", "E-bostiwch fi")].into()),
    });
    site
}

/// The key with its language, as if a theme said it.
fn say(lang: &str, key: &str, args: &[(&str, &str)]) -> String {
    match key.starts_with("hint-") {
        true => key.to_owned(),
        false => args.iter().fold(format!("{lang} {key}"), |text, (name, value)| format!("{text} {name}={value}")),
    }
}

fn form(kind: Kind) -> Form {
    let ward = Field {
        name: "custom_fields.ward".to_owned(),
        kind: FieldKind::Choice,
        required: false,
        max_chars: 1,
        autocomplete: String::new(),
        label: Words::from_iter([("en", "Ward"), ("cy", "Ward (cy)")]),
        hint: Words::default(),
        options: vec![Choice { value: "a".to_owned(), label: Words::default() }],
    };
    let shape = Shape {
        kind,
        purpose: Purpose::Pledge,
        languages: vec!["en".to_owned(), "cy".to_owned()],
        heading: Words::one("en", "Sign"),
        statement: Words::from_iter([("en", "I pledge"), ("cy", "Addawaf")]),
        intro: Words::default(),
        button: Words::default(),
        fields: vec![Field::standard("email_address", true).expect("it stands in the table"), ward],
        consents: vec!["email".to_owned()],
        amounts: (kind == Kind::Donate).then(|| Amounts {
            currency: "GBP".to_owned(),
            suggested_pence: vec![500, 1_250],
            default_pence: Some(500),
            min_pence: 250,
            max_pence: 500_000,
            monthly: true,
        }),
        public_names: true,
        second_signer: false,
        min_age_years: MIN_AGE_YEARS,
        thanks: Words::default(),
    };
    Form {
        id: FormId::new("campaigns/rents", kind),
        shape: Arc::new(shape),
        state: State::Open,
        goal: Some(10),
        closes_at_s: None,
        title: Words::default(),
        page: Words::default(),
    }
}

#[test]
fn a_pledge_has_every_word_and_name_in_its_language() {
    let (site, form) = (site(), form(Kind::Pledge));
    let view = FormViews::new(&site, Box::new(say)).view(&form, LangId(1), "pledge");
    let json = serde_json::to_value(&view).expect("texts");
    assert_eq!(json["action"], "/api/pledge");
    assert_eq!(json["heading"], "cy form-heading-pledge", "an English heading does not stand in a Welsh form");
    assert_eq!(json["statement"], "Addawaf");
    assert_eq!(json["age_label"], "cy age-statement age=13");
    assert_eq!(json["public_name_label"], "cy public-name-label");
    assert_eq!(json["lang"], serde_json::Value::Null);
    let email = serde_json::json!({
        "name": "email_address", "id": "pledge-email_address", "kind": "email", "label": "cy field-email-address",
        "hint": "", "required": true, "max_chars": 254, "autocomplete": "email", "options": [],
    });
    assert_eq!(json["fields"][0], email);
    let ward = serde_json::json!({
        "name": "custom_fields.ward", "id": "pledge-custom-ward", "kind": "choice", "label": "Ward (cy)",
        "hint": "", "required": false, "max_chars": null, "autocomplete": "",
        "options": [{ "value": "a", "label": "a" }],
    });
    assert_eq!(json["fields"][1], ward);
    let hidden = serde_json::json!([
        { "name": "form", "value": "campaigns/rents:pledge" }, { "name": "language", "value": "cy" },
    ]);
    assert_eq!(json["hidden"], hidden);
}

#[test]
fn a_consent_posts_which_text_was_shown() {
    let (site, form) = (site(), form(Kind::Pledge));
    let views = FormViews::new(&site, Box::new(say));
    let [english, welsh] = [LangId(0), LangId(1)].map(|lang| views.view(&form, lang, "pledge").shape);
    let statement = consents(&site.config).remove(0);
    assert_eq!(Some(&english.consents[0].value), statement.ticket("en").as_ref());
    assert_eq!(Some(&welsh.consents[0].value), statement.ticket("cy").as_ref());
    assert_eq!((&*english.consents[0].id, &*english.consents[0].text), ("pledge-consent-email", "E-mail me <now>"));
}

#[test]
fn a_gift_has_its_amounts_and_its_declaration() {
    let (site, form) = (site(), form(Kind::Donate));
    let json =
        serde_json::to_value(FormViews::new(&site, Box::new(say)).view(&form, LangId(0), "donate")).expect("texts");
    let amounts = serde_json::json!([
        { "value": "5", "label": "£5", "is_default": true }, { "value": "12.50", "label": "£12.50", "is_default": false },
    ]);
    assert_eq!(json["amounts"], amounts);
    assert_eq!((&json["min_amount"], &json["max_amount"]), (&serde_json::json!(2.5), &serde_json::json!(5_000)));
    assert!(json["declaration"].as_str().is_some_and(|text| text.contains("from my own funds")));
    assert_eq!(json["hidden"][2]["name"], "declaration");
}

#[test]
fn two_forms_of_one_page_share_no_id() {
    let (site, form) = (site(), form(Kind::Pledge));
    let views = FormViews::new(&site, Box::new(say));
    let [first, second] = ["pledge", "pledge-2"].map(|id| views.view(&form, LangId(0), id).shape);
    assert_ne!(first.fields[0].id, second.fields[0].id);
    assert_ne!(first.consents[0].id, second.consents[0].id);
}

#[test]
fn views_of_one_shape_are_made_once() {
    let (site, form) = (site(), form(Kind::Pledge));
    let views = FormViews::new(&site, Box::new(say));
    let [first, second] = [(), ()].map(|()| views.view(&form, LangId(0), "pledge").shape);
    assert!(Arc::ptr_eq(&first, &second));
}

#[test]
fn a_form_that_cannot_be_agreed_to_in_welsh_stays_english() {
    let (site, mut form) = (site(), form(Kind::Pledge));
    Arc::make_mut(&mut form.shape).languages.pop();
    let shape = FormViews::new(&site, Box::new(say)).view(&form, LangId(1), "pledge").shape;
    assert_eq!((shape.lang.as_deref(), &*shape.statement), (Some("en"), "I pledge"));
}

#[test]
fn a_closed_form_says_so() {
    let (site, form) = (site(), Form { state: State::Closed, ..form(Kind::Pledge) });
    let view = FormViews::new(&site, Box::new(say)).view(&form, LangId(0), "pledge");
    assert_eq!((view.state, &*view.is_gone_text), ("closed", "en form-gone-closed"));
}
