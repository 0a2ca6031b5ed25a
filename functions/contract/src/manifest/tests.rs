//! Any manifest survives its file; one that is at odds with itself is refused.

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;

use super::*;
use crate::donation::{Day, declarations};
use crate::field::{Choice, Field, FieldKind, Standard};
use crate::form::Amounts;
use crate::kind::{Kind, Purpose};
use crate::post::MIN_AGE_YEARS;
use crate::statement::Channel;

fn words() -> impl Strategy<Value = Words> {
    btree_map("[a-z]{2}", ".{0,20}", 0..3).prop_map(Words::from_iter)
}

fn field() -> impl Strategy<Value = Field> {
    let standard = (0..Standard::ALL.len(), any::<bool>())
        .prop_map(|(at, required)| Field::standard(Standard::ALL[at].name, required).expect("it stands in the table"));
    let custom = ("[a-z_]{1,12}", words(), words(), vec(("[a-z]{1,8}", words()), 0..3)).prop_map(
        |(key, label, hint, options)| Field {
            name: format!("custom_fields.{key}"),
            kind: FieldKind::Choice,
            required: false,
            max_chars: 80,
            autocomplete: String::new(),
            label,
            hint,
            options: options.into_iter().map(|(value, label)| Choice { value, label }).collect(),
        },
    );
    prop_oneof![standard, custom]
}

fn amounts() -> impl Strategy<Value = Amounts> {
    (vec(1..10_000u64, 0..4), option::of(1..10_000u64), any::<bool>()).prop_map(
        |(suggested_pence, default_pence, monthly)| Amounts {
            currency: "GBP".to_owned(),
            suggested_pence,
            default_pence,
            min_pence: 1,
            max_pence: 500_000,
            monthly,
        },
    )
}

fn shape() -> impl Strategy<Value = Shape> {
    let flags = (any::<bool>(), any::<bool>(), any::<bool>());
    let texts = (words(), words(), words(), words(), words());
    (0..Kind::ALL.len(), texts, vec(field(), 0..4), option::of(amounts()), flags).prop_map(
        |(kind, (heading, statement, intro, button, thanks), fields, amounts, (asks, public_names, second_signer))| {
            Shape {
                kind: Kind::ALL[kind],
                purpose: Purpose::Newsletter,
                languages: vec!["en".to_owned()],
                heading,
                statement,
                intro,
                button,
                fields,
                consents: if asks { vec!["email".to_owned()] } else { Vec::new() },
                amounts,
                public_names,
                second_signer,
                min_age_years: MIN_AGE_YEARS,
                thanks,
            }
        },
    )
}

fn form(shapes: Vec<Arc<Shape>>) -> impl Strategy<Value = Form> {
    let state = prop_oneof![Just(State::Open), Just(State::Paused), Just(State::Closed)];
    ("[a-z/-]{1,20}", 0..shapes.len(), state, option::of(any::<u64>()), option::of(any::<i64>()), words(), words())
        .prop_map(move |(key, at, state, goal, closes_at_s, title, page)| {
            let shape = shapes[at].clone();
            Form { id: FormId::new(&key, shape.kind), shape, state, goal, closes_at_s, title, page }
        })
}

fn manifest() -> impl Strategy<Value = Manifest> {
    let forms = vec(shape().prop_map(Arc::new), 1..4).prop_flat_map(|shapes| vec(form(shapes), 0..8));
    (forms, words(), words()).prop_map(|(forms, name, text)| Manifest {
        site: Site { name, ..site() },
        consents: vec![Statement::new("email", Channel::Email, "1", text)],
        declarations: declarations("A", Day::new(2015, 10, 8)),
        forms: forms.into_iter().map(|form| (form.id.clone(), Arc::new(form))).collect(),
        answers: answers(),
        mails: BTreeMap::new(),
    })
}

fn answers() -> BTreeMap<String, Answers> {
    BTreeMap::from([("en".to_owned(), Answers { page: "⟦main⟧".to_owned(), ..Answers::default() })])
}

fn site() -> Site {
    Site {
        name: Words::one("en", "A"),
        base_url: "https://a.example.org".to_owned(),
        languages: vec!["en".to_owned()],
        timezone: "Europe/London".to_owned(),
        organisation: Organisation::default(),
        imprint: Words::default(),
        privacy: Some(Privacy { version: "1".to_owned(), page: Words::one("en", "/privacy/") }),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_manifest_survives_json(manifest in manifest()) {
        let json = manifest.to_json();
        let read = Manifest::from_json(&json).expect("our own text");
        prop_assert_eq!(&read, &manifest);
        prop_assert_eq!(read.to_json(), json);
    }

    #[test]
    fn no_text_makes_reading_panic(text in ".{0,200}") {
        prop_assert!(Manifest::from_json(text.as_bytes()).is_err());
    }
}

fn pledge(key: &str) -> Form {
    let shape = Shape {
        kind: Kind::Pledge,
        purpose: Purpose::Pledge,
        languages: vec!["en".to_owned()],
        heading: Words::default(),
        statement: Words::one("en", "I pledge"),
        intro: Words::default(),
        button: Words::default(),
        fields: vec![Field::standard("email_address", true).expect("it stands in the table")],
        consents: Vec::new(),
        amounts: None,
        public_names: false,
        second_signer: false,
        min_age_years: MIN_AGE_YEARS,
        thanks: Words::one("en", "/thank-you/"),
    };
    Form {
        id: FormId::new(key, Kind::Pledge),
        shape: Arc::new(shape),
        state: State::Open,
        goal: Some(5_000),
        closes_at_s: Some(100),
        title: Words::one("en", "Rents"),
        page: Words::one("en", "/campaigns/rents/"),
    }
}

fn of(forms: impl IntoIterator<Item = Form>) -> Manifest {
    let forms = forms.into_iter().map(|form| (form.id.clone(), Arc::new(form))).collect();
    let (answers, mails) = (answers(), BTreeMap::new());
    Manifest { site: site(), consents: Vec::new(), declarations: Vec::new(), forms, answers, mails }
}

#[test]
fn equal_shapes_stand_once() {
    let json = of([pledge("campaigns/a"), pledge("campaigns/b")]).to_json();
    let text = String::from_utf8(json).expect("JSON is UTF-8");
    assert_eq!(text.matches("I pledge").count(), 1, "{text}");
    let read = Manifest::from_json(text.as_bytes()).expect("our own text");
    let [a, b] = ["campaigns/a:pledge", "campaigns/b:pledge"].map(|id| &read.form(id).expect("both").shape);
    assert!(Arc::ptr_eq(a, b));
}

#[test]
fn a_form_closes_at_its_moment() {
    let form = pledge("campaigns/a");
    assert_eq!(form.state_at(99), State::Open);
    assert_eq!(form.state_at(100), State::Closed);
}

#[test]
fn a_shape_has_another_version_when_a_word_changes() {
    let shape = Shape::clone(&pledge("campaigns/a").shape);
    let other = Shape { heading: Words::one("en", "Sign"), ..shape.clone() };
    assert_eq!(shape.version(), shape.clone().version());
    assert_ne!(shape.version(), other.version());
}

#[test]
fn a_file_of_another_format_is_refused_by_its_number() {
    let text = String::from_utf8(of([]).to_json()).expect("JSON is UTF-8").replace("\"format\":1", "\"format\":2");
    assert!(matches!(Manifest::from_json(text.as_bytes()), Err(ManifestError::Format(2))));
}

#[test]
fn a_file_at_odds_with_itself_is_refused() {
    let text = String::from_utf8(of([pledge("campaigns/a")]).to_json()).expect("JSON is UTF-8");
    for (part, other) in [("\"shape\":0", "\"shape\":7"), ("a:pledge", "a:rsvp"), ("a:pledge", "a")] {
        let spoilt = text.replace(part, other);
        assert_ne!(spoilt, text);
        assert!(Manifest::from_json(spoilt.as_bytes()).is_err(), "{spoilt}");
    }
    let mut form = pledge("campaigns/a");
    Arc::make_mut(&mut form.shape).consents.push("email".to_owned());
    assert!(Manifest::from_json(&of([form]).to_json()).is_err());
}
