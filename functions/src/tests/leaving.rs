//! Leaving, and coming back.

use std::sync::Arc;

use bytes::Bytes;
use handbill_contract::{Channel, Manifest, Statement, Words};
use http::{Request, Response};

use super::fixture::{World, header, manifest, pledge, text, world};
use crate::domain::{Consent, ConsentChange, consent, token};
use crate::forms::Forms;
use crate::store::{Letters, Store};

const ANN: &str = "ann@example.org";

/// The site with three statements on each form.
pub(super) fn talkative() -> Manifest {
    let mut manifest = manifest();
    for (id, channel, text) in [("sms", Channel::Sms, "Text me."), ("phone", Channel::Phone, "Ring me.")] {
        let words = Words::from_iter([("en", text), ("cy", "Cymraeg.")]);
        manifest.consents.push(Statement::new(id, channel, "2026-01-01", words));
    }
    for form in manifest.forms.values_mut() {
        let form = Arc::make_mut(form);
        Arc::make_mut(&mut form.shape).consents = ["email", "sms", "phone"].map(str::to_owned).into();
    }
    manifest
}

/// A world in which Ann has agreed to all that is asked for.
async fn world_with_ann() -> World {
    let mut world = world().await;
    world.app.forms = Forms::held(Some(talkative()));
    let tickets: Vec<_> =
        talkative().consents.iter().map(|statement| statement.ticket("en").expect("a text")).collect();
    let consents: Vec<_> = tickets.iter().map(|ticket| ("consent", ticket.as_str())).collect();
    let mut pairs = pledge(&[]);
    pairs.extend(consents);
    let answer = world.post("/api/pledge", &pairs).await;
    assert_eq!(answer.status(), 303, "{}", text(&answer));
    world.post(&world.link(), &[]).await;
    world
}

/// The path by which the newest letter lets its reader leave.
pub(super) fn way_out(world: &World) -> String {
    let letter = world.mailbox.letters().pop().expect("a letter");
    let url = letter.unsubscribe_url.expect("a way out");
    assert!(letter.text.contains(&format!("unsubscribe_url={url}\n")), "the address is visible, too: {}", letter.text);
    url.trim_start_matches("https://campaign.example.org").to_owned()
}

pub(super) async fn standing(world: &World) -> Vec<Consent> {
    consent::standing(world.store.consents(&world.person(ANN)).await)
}

pub(super) async fn one_click(world: &World, path: &str, kind: &str, body: &str) -> Response<Bytes> {
    let request = Request::post(path).header("content-type", kind).header("origin", "https://mail.example.net");
    crate::answer(&world.app, request.body(Bytes::from(body.to_owned())).expect("a request")).await
}

#[tokio::test]
async fn one_click_acts_at_once_in_either_type_and_as_often_as_it_comes() {
    for (kind, body) in [
        ("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"),
        (
            "multipart/form-data; boundary=b",
            "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n",
        ),
        ("", ""),
    ] {
        let world = world_with_ann().await;
        assert_eq!(standing(&world).await.len(), 3);
        for _ in 0..3 {
            let answer = one_click(&world, &way_out(&world), kind, body).await;
            assert_eq!(answer.status(), 200, "no redirect");
            assert_eq!((header(&answer, "set-cookie"), header(&answer, "location")), ("", ""));
            assert!(text(&answer).contains("en unsubscribed-title"));
        }
        assert!(standing(&world).await.is_empty());
        let all = world.store.consents(&world.person(ANN)).await;
        assert_eq!(all.len(), 9, "given, confirmed and withdrawn are all kept, once each");
        let withdrawn: Vec<_> = all.iter().filter(|consent| consent.change == ConsentChange::Withdrawn).collect();
        assert!(withdrawn.iter().all(|consent| consent.how == "one-click" && !consent.text.is_empty()));
        assert!(world.store.is_suppressed(&world.person(ANN)).await.expect("a store"));
        assert_eq!(world.confirmed().await, 1, "the pledge stands");
    }
}

#[tokio::test]
async fn looking_changes_nothing_and_tells_nobody_whose_token_it_is() {
    let world = world_with_ann().await;
    let way_out = way_out(&world);
    let page = world.get(&way_out).await;
    let html = text(&page);
    assert_eq!(page.status(), 200);
    assert!(html.contains("<form method=\"post\">") && html.contains("en unsubscribe-button"), "{html}");
    assert_eq!(html.matches("name=\"keep\"").count(), 3, "{html}");
    assert!(html.contains("Text me.") && !html.contains("ann"), "{html}");
    assert_eq!(standing(&world).await.len(), 3);

    for unknown in ["00", &"0".repeat(64), "é", "a.b.c", "..%2f..", &"x".repeat(5_000)] {
        let path = format!("/api/unsubscribe/{}", unknown.replace('é', "%C3%A9"));
        let other = world.get(&path).await;
        assert_eq!((other.status(), text(&other)), (page.status(), html.clone()), "{unknown}");
        let done = one_click(&world, &path, "application/x-www-form-urlencoded", "List-Unsubscribe=One-Click").await;
        assert_eq!(done.status(), 200);
        assert!(text(&done).contains("en unsubscribed-title"));
    }
    assert_eq!(standing(&world).await.len(), 3);
}

#[tokio::test]
async fn one_who_keeps_something_leaves_the_rest() {
    for (kept, stands, letters) in [
        (vec!["sms"], vec!["sms"], Letters::Stopped),
        (vec!["email", "phone"], vec!["email", "phone"], Letters::AsBefore),
        (vec!["email", "sms", "phone"], vec!["email", "phone", "sms"], Letters::AsBefore),
        (vec![], vec![], Letters::Stopped),
        (vec!["nonsense"], vec![], Letters::Stopped),
    ] {
        let world = world_with_ann().await;
        let mut pairs = vec![("page", "yes")];
        pairs.extend(kept.iter().map(|id| ("keep", *id)));
        assert_eq!(world.post(&way_out(&world), &pairs).await.status(), 200);
        let mut left: Vec<_> = standing(&world).await.into_iter().map(|consent| consent.consent).collect();
        left.sort();
        assert_eq!(left, stands, "{kept:?}");
        let stopped = world.store.is_suppressed(&world.person(ANN)).await.expect("a store");
        assert_eq!(stopped, letters == Letters::Stopped, "{kept:?}");
        let all = world.store.consents(&world.person(ANN)).await;
        assert!(all.iter().all(|consent| consent.how.is_empty() || consent.how == "page"));
    }
}

#[tokio::test]
async fn where_there_is_one_statement_there_is_one_button() {
    let world = world().await;
    let html = text(&world.get("/api/unsubscribe/x").await);
    assert!(!html.contains("checkbox") && html.contains("<button"), "{html}");
}

#[tokio::test]
async fn the_page_speaks_the_language_of_the_letter() {
    let world = world().await;
    world.post("/api/pledge", &pledge(&[("language", "cy")])).await;
    let html = text(&world.get(&way_out(&world)).await);
    assert!(html.contains("lang=\"cy\"") && html.contains("cy unsubscribe-title"), "{html}");
}

#[tokio::test]
async fn who_has_left_can_come_back_by_the_same_form() {
    let world = world_with_ann().await;
    one_click(&world, &way_out(&world), "application/x-www-form-urlencoded", "List-Unsubscribe=One-Click").await;
    world.clock.pass(std::time::Duration::from_secs(24 * 60 * 60));
    let ann = world.person(ANN);
    let before = world.mailbox.letters().len();
    world.post("/api/pledge", &pledge(&[])).await;
    assert_eq!(world.mailbox.letters().len(), before, "a pledge that is known, and no consent with it");

    let ticket = talkative().consents[0].ticket("en").expect("a text");
    world.post("/api/pledge", &pledge(&[("consent", &ticket)])).await;
    assert_eq!(world.mailbox.letters().len(), before + 1);
    assert!(world.store.is_suppressed(&ann).await.expect("a store"), "nobody has shown yet whose address it is");
    let answer = world.post(&world.link(), &[]).await;
    assert_eq!(answer.status(), 303);
    assert!(!world.store.is_suppressed(&ann).await.expect("a store"));
    let stands: Vec<_> = standing(&world).await.into_iter().map(|consent| (consent.consent, consent.change)).collect();
    assert_eq!(stands, [("email".to_owned(), ConsentChange::Confirmed)]);
    assert_eq!(world.confirmed().await, 1, "and counts once");
    let letters = world.mailbox.letters().len();
    world.post("/api/pledge", &pledge(&[("consent", &ticket)])).await;
    assert_eq!(world.mailbox.letters().len(), letters, "what stands is not asked for again");
}

#[tokio::test]
async fn a_consent_that_was_taken_back_is_not_confirmed_by_an_older_letter() {
    let mut world = world().await;
    world.app.forms = Forms::held(Some(talkative()));
    let ticket = talkative().consents[0].ticket("en").expect("a text");
    world.post("/api/pledge", &pledge(&[("consent", &ticket)])).await;
    world.clock.pass(std::time::Duration::from_secs(60));
    world.post(&way_out(&world), &[]).await;
    world.clock.pass(std::time::Duration::from_secs(60));
    world.post(&world.link(), &[]).await;
    assert_eq!(world.confirmed().await, 1);
    assert!(standing(&world).await.is_empty());
    assert!(world.store.is_suppressed(&world.person(ANN)).await.expect("a store"));
}

#[tokio::test]
async fn a_consent_that_comes_with_a_second_post_is_confirmed_by_the_first_letter() {
    let mut world = world().await;
    world.app.forms = Forms::held(Some(talkative()));
    world.post("/api/pledge", &pledge(&[])).await;
    let ticket = talkative().consents[0].ticket("en").expect("a text");
    world.post("/api/pledge", &pledge(&[("consent", &ticket)])).await;
    assert_eq!(world.mailbox.letters().len(), 1);
    world.post(&world.link(), &[]).await;
    assert_eq!(standing(&world).await[0].change, ConsentChange::Confirmed);
}

#[tokio::test]
async fn nobody_is_said_to_have_left_when_the_store_is_down() {
    let mut world = world_with_ann().await;
    let way_out = way_out(&world);
    let client = world.store.client().clone();
    world.app.store = Arc::new(crate::store::DynamoStore::with_client(client, "no-such-table"));
    assert_eq!(world.post(&way_out, &[]).await.status(), 503);
}

#[tokio::test]
async fn someone_of_whom_nothing_is_known_can_leave_for_good() {
    let world = world().await;
    let bob = world.person("bob@example.org");
    let path = format!("/api/unsubscribe/{}", token::leaving(&world.app.keys, &bob));
    assert_eq!(world.post(&path, &[]).await.status(), 200);
    assert!(world.store.is_suppressed(&bob).await.expect("a store"));
}
