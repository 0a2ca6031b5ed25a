//! Any post is read or refused, and what is read fits the form.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::donation::{Day, declarations};
use crate::field::Field;
use crate::form::{Amounts, FormId, Shape};
use crate::kind::State;
use crate::manifest::{Organisation, Site};
use crate::words::Words;

fn form(kind: Kind) -> Form {
    let names = [("given_name", true), ("email_address", true), ("postal_code", true), ("comments", false)];
    let shape = Shape {
        kind,
        purpose: kind.purpose(),
        languages: vec!["en".to_owned(), "cy".to_owned()],
        heading: Words::default(),
        statement: Words::default(),
        intro: Words::default(),
        button: Words::default(),
        fields: names.iter().filter_map(|(name, required)| Field::standard(name, *required)).collect(),
        consents: vec!["email".to_owned()],
        amounts: (kind == Kind::Donate).then(|| Amounts {
            currency: "GBP".to_owned(),
            suggested_pence: vec![500],
            default_pence: None,
            min_pence: 100,
            max_pence: 1_000_000,
            monthly: true,
        }),
        public_names: true,
        second_signer: false,
        min_age_years: 13,
        thanks: Words::one("en", "/thanks/"),
    };
    Form {
        id: FormId::new("campaigns/rent", kind),
        shape: Arc::new(shape),
        state: State::Open,
        goal: None,
        closes_at_s: None,
        title: Words::default(),
        page: Words::default(),
    }
}

fn manifest() -> Manifest {
    let text = Words::from_iter([("en", "Write to me."), ("cy", "Ysgrifennwch ataf.")]);
    Manifest {
        site: Site {
            name: Words::one("en", "A"),
            base_url: "https://a.example.org".to_owned(),
            languages: vec!["en".to_owned()],
            timezone: "Europe/London".to_owned(),
            organisation: Organisation::default(),
            imprint: Words::default(),
            privacy: None,
        },
        consents: vec![Statement::new("email", Channel::Email, "1", text)],
        declarations: declarations("A", Day::new(2026, 1, 1)),
        forms: BTreeMap::new(),
        answers: BTreeMap::new(),
        mails: BTreeMap::new(),
    }
}

fn pairs(more: &[(&str, &str)]) -> Vec<(String, String)> {
    let all = [("given_name", "Ann"), ("email_address", "a@b.co"), ("postal_code", "ls1 1ba"), ("old_enough", "yes")];
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    all.iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name)).chain(more).map(owned).collect()
}

fn codes(kind: Kind, more: &[(&str, &str)]) -> Vec<String> {
    match submission(&manifest(), &form(kind), &pairs(more)) {
        Err(Refusal::Invalid(errors)) => {
            errors.iter().map(|error| format!("{}:{}", error.name, error.code.as_str())).collect()
        }
        other => vec![format!("{other:?}")],
    }
}

#[test]
fn a_whole_post_is_read() {
    let ticket = manifest().consents[0].ticket("cy").expect("it has a text");
    let more = [("language", "cy"), ("consent", ticket.as_str()), ("public_name", "yes"), ("comments", " a\r\nb ")];
    let read = submission(&manifest(), &form(Kind::Pledge), &pairs(&more)).expect("a whole post");
    assert_eq!(read.language, "cy");
    assert_eq!(read.answers["postal_code"], "LS1 1BA");
    assert_eq!(read.answers["comments"], "a\nb");
    assert_eq!(read.consents, [Agreed { id: "email".to_owned(), language: "cy".to_owned() }]);
    assert!(read.public_name);
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let told = codes(Kind::Pledge, &[("given_name", " "), ("email_address", "a@b"), ("old_enough", "")]);
    assert_eq!(told, ["given_name:required", "email_address:email", "old_enough:age"]);
}

#[test]
fn words_that_have_changed_are_not_agreed_to() {
    assert_eq!(codes(Kind::Pledge, &[("consent", "email@0123456789abcdef")]), ["consent:consent-changed"]);
    assert_eq!(codes(Kind::Donate, &[("amount", "5")]), ["declaration:declaration-changed"]);
}

#[test]
fn a_name_that_no_page_of_ours_posts_is_refused() {
    let read = submission(&manifest(), &form(Kind::Pledge), &pairs(&[("is_admin", "yes")]));
    assert_eq!(read, Err(Refusal::UnknownField));
}

#[test]
fn an_answer_given_twice_is_told() {
    let mut twice = pairs(&[]);
    twice.push(("given_name".to_owned(), "Bob".to_owned()));
    let expected = FieldError::new("given_name", ErrorCode::Doubled);
    assert_eq!(submission(&manifest(), &form(Kind::Pledge), &twice), Err(Refusal::Invalid(vec![expected])));
}

#[test]
fn the_highest_declaration_counts() {
    let tickets: Vec<_> = manifest().declarations.iter().filter_map(|statement| statement.ticket("en")).collect();
    let more = [("amount", "5"), ("declaration", tickets[0].as_str()), ("declaration", tickets[1].as_str())];
    let read = submission(&manifest(), &form(Kind::Donate), &pairs(&more)).expect("a whole gift");
    assert_eq!(read.declaration.expect("two were shown").id, "d1");
    assert_eq!(read.gift, Some(GiftWish { pence: 500, recurrence: Recurrence::Once }));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_post_makes_reading_panic(
        typed in proptest::collection::vec((0..12usize, ".{0,40}"), 0..14), donates in any::<bool>(),
    ) {
        let names = ["form", "language", "consent", "old_enough", "given_name", "email_address", "postal_code",
            "comments", "amount", "amount_other", "recurrence", "declaration"];
        let pairs: Vec<_> = typed.into_iter().map(|(at, text)| (names[at].to_owned(), text)).collect();
        let form = form(if donates { Kind::Donate } else { Kind::Pledge });
        if let Ok(read) = submission(&manifest(), &form, &pairs) {
            for (name, text) in &read.answers {
                let field = form.shape.field(name).expect("only what is asked");
                prop_assert!(text.chars().count() <= field.max_chars as usize + 1);
                prop_assert_eq!(answer(field, text), Ok(Some(text.clone())), "what was cleaned stays as it is");
            }
        }
    }
}
