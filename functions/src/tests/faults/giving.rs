//! The same for gifts and for leaving, whose ends are records and not counters.

use async_trait::async_trait;
use serde_json::json;

use super::*;
use crate::domain::{Payment, consent};
use crate::pay::{Checkout, Opened, Order, PayError};
use crate::tests::gifts::{ann, equip, event, give, larger, payment, promised, session};
use crate::tests::leaving::{one_click, talkative, way_out};

const AT: &str = "2026-10-10T10:05:00Z";
const PENCE: u64 = 60_000;

/// All the ways in which a store fails.
const WAYS: [(Failing, bool); 5] = [
    (Failing::Busy, false),
    (Failing::Down, false),
    (Failing::Down, true),
    (Failing::Deaf, false),
    (Failing::Deaf, true),
];

async fn giving_rig() -> Rig {
    let mut rig = rig().await;
    equip(&mut rig.world);
    rig.heal();
    rig
}

fn pairs() -> Vec<(String, String)> {
    larger("600.00", &[])
}

/// The status with which the webhook answers `body`, properly signed.
async fn hear(rig: &Rig, body: &str) -> u16 {
    crate::tests::gifts::hear(&rig.world, body).await
}

/// What the provider says of the gift: that it is paid, and that a part of it went back.
fn events(gift: &crate::domain::GiftId) -> [String; 2] {
    let back = json!({"id": "ch_1", "payment_intent": "pi_1", "amount_refunded": 20_000});
    [
        event("evt_1", "checkout.session.completed", AT, session(gift, "pi_1", PENCE, "paid")),
        event("evt_2", "charge.refunded", "2026-10-11T10:00:00Z", back),
    ]
}

/// The record of the payment but for how often it was written, and the mails that are about it, each once.
async fn ended(rig: &Rig) -> (Payment, Vec<String>) {
    rig.world.deliver().await;
    let mut record = payment(&rig.world, "pi_1").await.expect("a payment");
    record.revision = 0;
    record.facts.gift = None;
    let letters = rig.world.mailbox.letters();
    let mut seen: Vec<(String, String)> =
        letters.into_iter().map(|letter| (letter.id.to_string(), letter.subject)).collect();
    seen.sort();
    seen.dedup();
    let mut subjects: Vec<String> = seen.into_iter().map(|(_, subject)| subject).collect();
    subjects.sort();
    (record, subjects)
}

/// Gives, and hears both events, with nothing failing: how it ends, and what was called meanwhile.
async fn untroubled() -> ((Payment, Vec<String>), Vec<String>, [usize; 2]) {
    let rig = giving_rig().await;
    let gift = promised(&give(&rig.world, &pairs()).await);
    let asked = rig.store.seen();
    let mut heard = [0, 0];
    for (calls, body) in heard.iter_mut().zip(events(&gift)) {
        rig.heal();
        assert_eq!(hear(&rig, &body).await, 200);
        *calls = rig.store.seen().len();
    }
    rig.heal();
    (ended(&rig).await, asked, heard)
}

#[tokio::test]
async fn a_gift_that_a_failing_store_stopped_is_given_at_the_second_try_and_recorded_once() {
    let (expected, calls, _) = untroubled().await;
    assert!(calls.len() > 2, "it looks at what was given before, and writes down what is promised: {calls:?}");
    for (at, call) in calls.iter().enumerate() {
        for (failing, for_good) in WAYS {
            let case = format!("{call} ({at}) fails: {failing:?}, for good: {for_good}");
            let rig = giving_rig().await;
            rig.store.begin(Some(Fault { at, for_good, failing }));
            let answer = give(&rig.world, &pairs()).await;
            let status = answer.status().as_u16();
            assert!([303, 503].contains(&status), "{case}: {status}");
            assert!(status == 303 || text(&answer).contains("unavailable-title"), "{case}");
            rig.heal();
            let gift = promised(&give(&rig.world, &pairs()).await);
            for body in events(&gift) {
                assert_eq!(hear(&rig, &body).await, 200, "{case}");
            }
            assert_eq!(ended(&rig).await, expected, "{case}");
        }
    }
}

#[tokio::test]
async fn an_event_that_a_failing_store_stopped_is_sent_again_and_counts_once() {
    let (expected, _, heard) = untroubled().await;
    for (which, calls) in heard.into_iter().enumerate() {
        assert!(calls > 1, "an event is written down, and what it says of a payment");
        for at in 0..calls {
            for (failing, for_good) in WAYS {
                let case = format!("event {which}, call {at} fails: {failing:?}, for good: {for_good}");
                let rig = giving_rig().await;
                let gift = promised(&give(&rig.world, &pairs()).await);
                for (n, body) in events(&gift).iter().enumerate() {
                    if n == which {
                        rig.store.begin(Some(Fault { at, for_good, failing }));
                        // What is no 2xx is sent again by the provider, for days.
                        let status = hear(&rig, body).await;
                        assert!([200, 500].contains(&status), "{case}: {status}");
                        rig.heal();
                    }
                    assert_eq!(hear(&rig, body).await, 200, "{case}");
                }
                assert_eq!(ended(&rig).await, expected, "{case}");
            }
        }
    }
}

/// A checkout that is away, or that says no.
struct Shut(fn() -> PayError);

#[async_trait]
impl Checkout for Shut {
    async fn open(&self, _: &Order) -> Result<Opened, PayError> {
        Err((self.0)())
    }
}

#[tokio::test]
async fn a_checkout_that_is_shut_is_owned_up_to_and_nothing_is_recorded_as_given() {
    for (why, problem) in [
        ("away", (|| PayError::Down("a cause for the log".into())) as fn() -> PayError),
        ("refusing", || PayError::Refused("a cause for the log".to_owned())),
    ] {
        let mut rig = giving_rig().await;
        let open = std::mem::replace(&mut rig.world.app.checkout, Arc::new(Shut(problem)));
        let answer = give(&rig.world, &pairs()).await;
        assert_eq!(answer.status(), 503, "{why}");
        let html = text(&answer);
        assert!(html.contains("payment-title") && !html.contains("cause"), "{why}: {html}");
        let since = jiff::Timestamp::UNIX_EPOCH;
        let payments = rig.world.store.payments(&ann(&rig.world), since).await.expect("the store answers");
        assert!(payments.is_empty(), "{why}: {payments:?}");
        rig.world.app.checkout = open;
        let gift = promised(&give(&rig.world, &pairs()).await);
        for body in events(&gift) {
            assert_eq!(hear(&rig, &body).await, 200, "{why}");
        }
        assert_eq!(ended(&rig).await, untroubled().await.0, "{why}");
    }
}

#[tokio::test]
async fn one_who_leaves_while_the_store_fails_has_left_after_the_second_try() {
    let rig = leaver().await;
    let way = way_out(&rig.world);
    assert_eq!(leave(&rig, &way).await, 200);
    let calls = rig.store.seen();
    assert!(calls.len() > 1, "{calls:?}");
    for (at, call) in calls.iter().enumerate() {
        for (failing, for_good) in WAYS {
            let case = format!("{call} ({at}) fails: {failing:?}, for good: {for_good}");
            let rig = leaver().await;
            let way = way_out(&rig.world);
            rig.store.begin(Some(Fault { at, for_good, failing }));
            let status = leave(&rig, &way).await;
            assert!([200, 503].contains(&status), "{case}: {status}");
            rig.heal();
            let person = rig.world.person("ann@example.org");
            if status == 200 {
                assert!(
                    rig.world.store.is_suppressed(&person).await.expect("a store"),
                    "{case}: it was said to be done"
                );
            }
            assert_eq!(leave(&rig, &way).await, 200, "{case}");
            assert!(rig.world.store.is_suppressed(&person).await.expect("a store"), "{case}");
            let all = rig.world.store.consents(&person).await;
            assert!(consent::standing(all.clone()).is_empty(), "{case}");
            assert_eq!(all.len(), 9, "{case}: given, confirmed and withdrawn, each once");
        }
    }
}

/// A rig with one who has agreed to everything.
async fn leaver() -> Rig {
    let mut rig = rig().await;
    rig.world.app.forms = crate::forms::Forms::held(Some(talkative()));
    let tickets: Vec<_> =
        talkative().consents.iter().map(|statement| statement.ticket("en").expect("a text")).collect();
    let consents: Vec<_> = tickets.iter().map(|ticket| ("consent", ticket.as_str())).collect();
    let mut pairs = pledge(&[]);
    pairs.extend(consents);
    assert_eq!(rig.world.post("/api/pledge", &pairs).await.status(), 303);
    let link = rig.world.links().pop().expect("a link");
    assert_eq!(rig.world.post(&link, &[]).await.status(), 303);
    rig.heal();
    rig
}

async fn leave(rig: &Rig, way: &str) -> u16 {
    let kind = "application/x-www-form-urlencoded";
    one_click(&rig.world, way, kind, "List-Unsubscribe=One-Click").await.status().as_u16()
}
