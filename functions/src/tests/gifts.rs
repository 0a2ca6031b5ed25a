//! Gifts from the form to the record: what is asked for, what the provider says, and in whatever order it says it.

mod asking;
mod deciding;
mod hearing;
mod pressing;

use std::sync::Arc;

use bytes::Bytes;
use handbill_contract::answer::html_escaped;
use handbill_contract::donor;
use http::{Request, Response};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::fixture::{World, header, manifest, world};
use crate::clock::FixedClock;
use crate::domain::{Email, Gift, GiftId, Id, Payment, PaymentKey, PersonKey};
use crate::forms::Forms;
use crate::settings::Secret;
use crate::store::Store;

pub(crate) const DONATE: &str = "campaigns/rent-controls:donate";
pub(crate) const SECRET: &str = "whsec_of_the_tests";

/// A world that believes events signed with [`SECRET`], has a treasurer, and whose forms have their parts.
pub(crate) async fn giving() -> World {
    let mut world = world().await;
    equip(&mut world);
    world
}

/// Gives `world` what [`giving`] says.
pub(crate) fn equip(world: &mut World) {
    world.app.webhook_secret = Some(Secret::new(SECRET));
    world.app.treasurer = vec![Email::parse("treasurer@campaign.example.org").expect("an address")];
    let mut manifest = manifest();
    let tickets: Vec<_> = ["d1", "d2"].map(|id| ticket_of(&manifest, id, "en")).into();
    for answers in manifest.answers.values_mut() {
        let controls: String =
            donor::FIELDS.iter().map(|(name, ..)| format!("<input id=\"d-{name}\" name=\"{name}\">")).collect();
        let hidden =
            |ticket: &str| format!("<input type=\"hidden\" name=\"declaration\" value=\"{}\">", html_escaped(ticket));
        answers.parts.insert("donor".to_owned(), format!("<fieldset>{controls}{}</fieldset>", hidden(&tickets[0])));
        let phone = "<input id=\"d-phone\" name=\"phone_number\">";
        answers.parts.insert("reportable".to_owned(), format!("<fieldset>{phone}{}</fieldset>", hidden(&tickets[1])));
    }
    world.app.forms = Forms::held(Some(manifest));
}

/// Puts the clock of `world` at `now`.
pub(crate) fn set_clock(world: &mut World, now: &str) {
    let clock = Arc::new(FixedClock::new(now.parse().expect("a time")));
    world.clock = clock.clone();
    world.app.clock = clock;
}

fn ticket_of(manifest: &handbill_contract::Manifest, id: &str, lang: &str) -> String {
    manifest.declaration(id).and_then(|statement| statement.ticket(lang)).expect("it has a text")
}

pub(crate) fn ticket(id: &str) -> String {
    ticket_of(&manifest(), id, "en")
}

/// A whole gift of `amount` pounds, and `more` in place of or beside it.
pub(crate) fn gift(amount: &str, more: &[(&str, &str)]) -> Vec<(String, String)> {
    let d0 = ticket("d0");
    let all = [
        ("form", DONATE),
        ("language", "en"),
        ("given_name", "Ann"),
        ("family_name", "Lee"),
        ("email_address", "ann@example.org"),
        ("postal_code", "LS1 1BA"),
        ("old_enough", "yes"),
        ("amount", "other"),
        ("amount_other", amount),
        ("declaration", &d0),
    ];
    let kept = all.iter().filter(|(name, _)| *name == "declaration" || !more.iter().any(|(other, _)| other == name));
    kept.chain(more).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// The same with all that tier 1 asks for.
pub(crate) fn larger(amount: &str, more: &[(&str, &str)]) -> Vec<(String, String)> {
    let d1 = ticket("d1");
    let mut all = vec![
        (donor::KIND, "individual"),
        (donor::LEGAL_NAME, "Ann Gwen Lee"),
        (donor::ADDRESS_LINE_1, "1 Albion Street"),
        (donor::LOCALITY, "Leeds"),
        (donor::POSTAL_CODE, "LS1 1BA"),
        (donor::COUNTRY, "GB"),
        (donor::MONEY, "own"),
        ("declaration", &d1),
    ];
    all.retain(|(name, _)| *name == "declaration" || !more.iter().any(|(other, _)| other == name));
    all.extend(more);
    gift(amount, &all)
}

/// The same with all that tier 2 asks for.
pub(crate) fn reported(amount: &str) -> Vec<(String, String)> {
    let d2 = ticket("d2");
    larger(amount, &[("phone_number", "0113 496 0000"), ("declaration", &d2)])
}

pub(crate) async fn give(world: &World, pairs: &[(String, String)]) -> Response<Bytes> {
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    world.post("/api/donate", &pairs).await
}

/// The id of the gift whose checkout an answer leads to.
pub(crate) fn promised(answer: &Response<Bytes>) -> GiftId {
    assert_eq!(answer.status(), 303, "{}", super::fixture::text(answer));
    let id = header(answer, "location").strip_prefix("http://localhost:8000/_dev/checkout/").expect("the checkout");
    Id::parse(id).expect("a gift")
}

pub(crate) async fn stored(world: &World, id: &GiftId) -> Gift {
    world.store.gift(id).await.expect("the store answers").expect("a gift")
}

/// An event as the provider writes it.
pub(crate) fn event(id: &str, kind: &str, at: &str, object: Value) -> String {
    let created = at.parse::<Timestamp>().expect("a time").as_second();
    json!({"id": id, "object": "event", "type": kind, "created": created, "data": {"object": object}}).to_string()
}

/// The status with which the webhook answers `body`, properly signed.
pub(crate) async fn hear(world: &World, body: &str) -> u16 {
    let signature = crate::pay::stripe::header(&Secret::new(SECRET), body.as_bytes(), world.app.clock.now());
    hear_signed(world, body, &signature).await
}

pub(crate) async fn hear_signed(world: &World, body: &str, signature: &str) -> u16 {
    let request = Request::post("/api/stripe").header("stripe-signature", signature);
    crate::answer(&world.app, request.body(Bytes::from(body.to_owned())).expect("a request")).await.status().as_u16()
}

pub(crate) async fn payment(world: &World, key: &str) -> Option<Payment> {
    world.store.payment(&PaymentKey(key.to_owned())).await.expect("the store answers")
}

pub(crate) fn ann(world: &World) -> PersonKey {
    world.app.keys.person(&Email::parse("ann@example.org").expect("an address"))
}

/// A checkout of a single gift, with `status`, in pence.
pub(crate) fn session(gift: &GiftId, intent: &str, pence: u64, status: &str) -> Value {
    json!({"id": "cs_1", "object": "checkout.session", "mode": "payment", "payment_intent": intent,
        "payment_status": status, "amount_total": pence, "client_reference_id": gift.as_str(),
        "metadata": {"handbill_gift": gift.as_str()}})
}

/// Pays `gift` in full at `at`.
pub(crate) async fn pay(world: &World, gift: &Gift, intent: &str, at: &str) {
    let object = session(&gift.gift, intent, gift.amount_pence, "paid");
    let body = event(&format!("evt_{intent}"), "checkout.session.completed", at, object);
    assert_eq!(hear(world, &body).await, 200);
}

/// Names of the mails that were sent, in their order.
pub(crate) fn sent(world: &World) -> Vec<String> {
    world.mailbox.letters().into_iter().map(|letter| letter.subject).collect()
}
