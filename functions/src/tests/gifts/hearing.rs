//! What the provider says, in every order and as often as it likes.

use super::*;
use crate::domain::{Permissibility, Tier};

const AT: &str = "2026-10-10T10:00:00Z";

/// All orders of `n` things.
fn orders(n: usize) -> Vec<Vec<usize>> {
    let Some(last) = n.checked_sub(1) else { return vec![Vec::new()] };
    let shorter = orders(last);
    (0..n)
        .flat_map(|at| shorter.iter().map(move |order| (order.clone(), at)))
        .map(|(mut order, at)| {
            order.insert(at, last);
            order
        })
        .collect()
}

/// The record in the end, but for how often it was written.
async fn record(world: &World, key: &str) -> (Payment, usize) {
    let mut payment = payment(world, key).await.expect("a payment");
    payment.revision = 0;
    (payment, world.store.due_payments("9999-12-31").await.expect("the store answers").len())
}

/// Posts `bodies` in every order, each twice, to a fresh gift each time: the record must always be the same.
async fn every_order(pence: u64, key: &str, bodies: impl Fn(&GiftId) -> Vec<String>) -> (Payment, usize) {
    let world = giving().await;
    let mut expected: Option<(Payment, usize)> = None;
    let amount = format!("{}.{:02}", pence / 100, pence % 100);
    let n = bodies(&Id::new(Timestamp::UNIX_EPOCH, &*world.app.chance)).len();
    for order in orders(n) {
        let world = giving().await;
        let pairs = if pence > 50_000 { larger(&amount, &[]) } else { gift(&amount, &[]) };
        let id = promised(&give(&world, &pairs).await);
        let bodies = bodies(&id);
        for at in &order {
            for _ in 0..2 {
                assert_eq!(hear(&world, &bodies[*at]).await, 200);
            }
        }
        let found = record(&world, key).await;
        let expected = expected.get_or_insert_with(|| found.clone());
        assert_eq!(&found, expected, "{order:?}");
    }
    expected.expect("at least one order")
}

fn back(id: &str, kind: &str, object: Value) -> String {
    let mut object = object;
    object["payment_intent"] = json!("pi_1");
    event(id, kind, "2026-10-11T10:00:00Z", object)
}

#[tokio::test]
async fn all_orders_of_the_events_of_a_gift_end_in_the_same_record() {
    let (payment, due) = every_order(60_000, "pi_1", |gift| {
        vec![
            event("evt_1", "checkout.session.completed", AT, session(gift, "pi_1", 60_000, "unpaid")),
            event("evt_2", "checkout.session.async_payment_succeeded", AT, session(gift, "pi_1", 60_000, "paid")),
            event("evt_3", "checkout.session.async_payment_failed", AT, session(gift, "pi_1", 60_000, "unpaid")),
            back("evt_4", "charge.refunded", json!({"id": "ch_1", "amount_refunded": 20_000})),
            back("evt_5", "charge.dispute.closed", json!({"id": "du_1", "status": "won"})),
        ]
    })
    .await;
    assert_eq!(due, 1);
    assert_eq!(payment.tier, Some(Tier::Checked));
    assert_eq!(payment.deadline.as_deref(), Some("2026-11-08"), "the day of receipt and 29");
    assert_eq!(payment.permissibility_status, Some(Permissibility::ReceivedUnchecked));
    assert_eq!((payment.facts.returned_pence(), payment.facts.is_kept()), (20_000, true));
    assert!(payment.facts.failed.is_some() && payment.facts.received.is_some());
}

#[tokio::test]
async fn all_orders_of_refunds_and_disputes_end_in_the_same_record() {
    let (payment, due) = every_order(1_000, "pi_1", |gift| {
        vec![
            event("evt_1", "checkout.session.completed", AT, session(gift, "pi_1", 1_000, "paid")),
            back("evt_2", "refund.created", json!({"id": "re_1", "amount": 300, "status": "pending"})),
            back("evt_3", "refund.created", json!({"id": "re_2", "amount": 200, "status": "succeeded"})),
            back("evt_4", "charge.dispute.created", json!({"id": "du_1", "status": "needs_response"})),
            back("evt_5", "charge.dispute.closed", json!({"id": "du_1", "status": "lost"})),
        ]
    })
    .await;
    assert_eq!((due, payment.tier), (0, Some(Tier::Small)));
    assert_eq!((payment.facts.returned_pence(), payment.facts.is_kept()), (500, false));
}

#[tokio::test]
async fn a_month_is_one_payment_whatever_names_its_events_use_and_in_whatever_order() {
    let (payment, _) = every_order(1_000, "pi_9", |gift| {
        let metadata = json!({"handbill_gift": gift.as_str()});
        let details = json!({"subscription_details": {"subscription": "sub_1", "metadata": metadata}});
        let invoice = json!({"id": "in_1", "parent": details, "amount_paid": 1_000, "amount_due": 1_000});
        let link = json!({"invoice": "in_1", "payment": {"payment_intent": "pi_9"}});
        let refund = json!({"id": "re_1", "amount": 400, "payment_intent": "pi_9"});
        vec![
            event("evt_1", "invoice.payment_failed", AT, invoice.clone()),
            event("evt_2", "invoice.paid", AT, invoice.clone()),
            event("evt_5", "invoice.paid", "2026-10-12T10:00:00Z", invoice),
            event("evt_3", "invoice_payment.paid", AT, link),
            event("evt_4", "refund.created", AT, refund),
        ]
    })
    .await;
    assert_eq!((payment.payment.0.as_str(), payment.facts.returned_pence()), ("in_1", 400));
    assert!(payment.facts.is_kept() && payment.person.is_some());
    assert_eq!(payment.facts.received, AT.parse().ok(), "what was said first of its coming");
}

#[tokio::test]
async fn events_that_come_at_once_are_all_joined() {
    let world = Arc::new(giving().await);
    let id = promised(&give(&world, &larger("600", &[])).await);
    let mut bodies = vec![event("evt_p", "checkout.session.completed", AT, session(&id, "pi_1", 60_000, "paid"))];
    for n in 0..6 {
        bodies.push(back(&format!("evt_{n}"), "refund.created", json!({"id": format!("re_{n}"), "amount": 100})));
    }
    let posts: Vec<_> = bodies
        .iter()
        .chain(&bodies)
        .cloned()
        .map(|body| {
            let world = world.clone();
            tokio::spawn(async move { hear(&world, &body).await })
        })
        .collect();
    let mut late = 0;
    for post in posts {
        // 500 asks the provider to send it again, which it does.
        late += usize::from(post.await.expect("an answer") != 200);
    }
    for body in bodies.iter().filter(|_| late > 0) {
        assert_eq!(hear(&world, body).await, 200);
    }
    let payment = payment(&world, "pi_1").await.expect("a payment");
    assert_eq!((payment.facts.returned_pence(), payment.facts.refunds.len()), (600, 6));
}

#[tokio::test]
async fn the_giver_and_the_treasurer_are_written_to_once() {
    let world = giving().await;
    let small = stored(&world, &promised(&give(&world, &gift("5", &[])).await)).await;
    let large = stored(&world, &promised(&give(&world, &larger("600", &[])).await)).await;
    for _ in 0..2 {
        pay(&world, &small, "pi_s", AT).await;
        pay(&world, &large, "pi_l", AT).await;
        let refund = json!({"id": "re_1", "amount": 500, "payment_intent": "pi_s"});
        assert_eq!(hear(&world, &event("evt_r", "refund.created", AT, refund)).await, 200);
        let whole = json!({"id": "ch_1", "amount_refunded": 500, "payment_intent": "pi_s"});
        assert_eq!(hear(&world, &event("evt_w", "charge.refunded", AT, whole)).await, 200);
    }
    assert_eq!(sent(&world), ["donation-received", "donation-unchecked", "donation-refunded"]);
    let letter = &world.mailbox.letters()[0];
    let reference = format!("reference={}", small.gift);
    for line in ["name=Ann", "amount=£5", "date=10/10/2026", reference.as_str(), "title=Rent controls"] {
        assert!(letter.text.lines().any(|known| known == line), "{line}\n{}", letter.text);
    }
    let waiting = world.store.due_mails(world.app.clock.now(), 9).await.expect("the store answers");
    assert_eq!(waiting.iter().map(|mail| mail.mail.0.as_str()).collect::<Vec<_>>(), ["admin-gift"]);
    assert_eq!(waiting[0].to.as_str(), "treasurer@campaign.example.org");
    assert_eq!(waiting[0].holes["deadline"], "2026-11-08");
    assert!(!waiting[0].holes.contains_key("name"));
}

#[tokio::test]
async fn of_a_refund_the_giver_is_told_how_much_went_back() {
    let world = giving().await;
    let small = stored(&world, &promised(&give(&world, &gift("5", &[])).await)).await;
    let refund = json!({"id": "re_1", "amount": 200, "payment_intent": "pi_s"});
    assert_eq!(hear(&world, &event("evt_r", "refund.created", "2026-10-12T10:00:00Z", refund)).await, 200);
    assert!(sent(&world).is_empty(), "whose it is nobody has said yet");
    pay(&world, &small, "pi_s", AT).await;
    assert_eq!(sent(&world), ["donation-received", "donation-refunded"]);
    let texts: Vec<_> = world.mailbox.letters().into_iter().map(|letter| letter.text).collect();
    assert!(texts[0].contains("amount=£5\n") && texts[1].contains("amount=£2\n"), "{texts:?}");
    assert!(texts[1].contains("date=12/10/2026"), "{texts:?}");
}

#[tokio::test]
async fn a_subscription_counts_by_its_invoices_alone_and_its_end_is_told() {
    let world = giving().await;
    let id = promised(&give(&world, &gift("10", &[("recurrence", "monthly")])).await);
    let metadata = json!({"handbill_gift": id.as_str()});
    let began = json!({"mode": "subscription", "subscription": "sub_1", "payment_status": "paid",
        "amount_total": 1_000, "metadata": metadata});
    assert_eq!(hear(&world, &event("evt_0", "checkout.session.completed", AT, began)).await, 200);
    let count = || async { world.store.payments(&ann(&world), Timestamp::MIN).await.expect("payments").len() };
    assert_eq!(count().await, 0);
    // Of later months the provider may say no more than the subscription.
    for n in 1..=3 {
        let details = json!({"subscription_details": {"subscription": "sub_1", "metadata": {}}});
        let invoice = json!({"id": format!("in_{n}"), "parent": details, "amount_paid": 1_000});
        let at = format!("2026-1{}-10T10:00:00Z", n - 1);
        assert_eq!(hear(&world, &event(&format!("evt_{n}"), "invoice.paid", &at, invoice)).await, 200);
        assert_eq!(count().await, n);
    }
    let ended = json!({"id": "sub_1", "metadata": {}});
    for id in ["evt_8", "evt_9"] {
        assert_eq!(hear(&world, &event(id, "customer.subscription.deleted", AT, ended.clone())).await, 200);
    }
    assert_eq!(sent(&world), ["donation-received", "donation-received", "donation-received", "donation-ended"]);
}

#[tokio::test]
async fn what_is_not_signed_is_refused_and_what_is_not_ours_is_taken_and_left() {
    let mut world = giving().await;
    let id = Id::new(Timestamp::UNIX_EPOCH, &*world.app.chance);
    let foreign = event("evt_1", "checkout.session.completed", AT, session(&id, "pi_1", 500, "paid"));
    assert_eq!(hear_signed(&world, &foreign, "").await, 400);
    assert_eq!(hear_signed(&world, &foreign, "t=1,v1=00").await, 400);
    assert_eq!(hear(&world, "no JSON").await, 400);
    assert_eq!(hear(&world, &event("evt_0", "product.created", AT, json!({}))).await, 200);
    for _ in 0..2 {
        assert_eq!(hear(&world, &foreign).await, 200, "a gift that is not ours");
    }
    assert_eq!(payment(&world, "pi_1").await, None);
    assert!(sent(&world).is_empty());
    world.app.webhook_secret = Some(Secret::new(""));
    let signature = crate::pay::stripe::header(&Secret::new(""), foreign.as_bytes(), world.app.clock.now());
    assert_eq!(hear_signed(&world, &foreign, &signature).await, 400, "an empty secret signs nothing");
    world.app.webhook_secret = None;
    assert_eq!(hear(&world, &foreign).await, 400);
}

#[tokio::test]
async fn coming_back_from_the_checkout_proves_nothing() {
    let world = giving().await;
    promised(&give(&world, &gift("5", &[])).await);
    assert_eq!(world.get("/api/donate?session_id=cs_1").await.status(), 405);
    assert!(world.store.payments(&ann(&world), Timestamp::MIN).await.expect("the store answers").is_empty());
}

#[tokio::test]
async fn a_store_that_fails_has_the_event_sent_again() {
    let mut world = giving().await;
    let small = stored(&world, &promised(&give(&world, &gift("5", &[])).await)).await;
    let body = event("evt_1", "checkout.session.completed", AT, session(&small.gift, "pi_1", 500, "paid"));
    let whole = world.app.store.clone();
    let store = crate::store::local::in_memory().await.expect("a database in memory");
    // A table that is not there.
    world.app.store = Arc::new(crate::store::DynamoStore::with_client(store.client().clone(), "missing"));
    assert_eq!(hear(&world, &body).await, 500);
    world.app.store = whole;
    assert_eq!(hear(&world, &body).await, 200);
    assert_eq!(sent(&world), ["donation-received"]);
}
