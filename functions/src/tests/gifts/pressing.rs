//! The stand-in checkout, pressed as a visitor presses it.

use super::*;
use crate::domain::Dispute;
use crate::pay::stand_in::stand_in;
use crate::tests::fixture::text;

async fn press(world: &World, id: &GiftId, pairs: &[(&str, &str)]) -> Response<Bytes> {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let request = Request::post(format!("/_dev/checkout/{id}"))
        .header("host", "localhost:8000")
        .header("origin", "http://localhost:8000");
    stand_in(&world.app, request.body(Bytes::from(body)).expect("a request")).await
}

async fn shown(world: &World, path: &str) -> Response<Bytes> {
    stand_in(&world.app, Request::get(path).body(Bytes::new()).expect("a request")).await
}

async fn all(world: &World) -> Vec<Payment> {
    world.store.payments(&ann(world), Timestamp::MIN).await.expect("the store answers")
}

const WAYS: [&[(&str, &str)]; 4] = [&[], &[("twice", "yes")], &[("odd", "yes")], &[("twice", "yes"), ("odd", "yes")]];

fn pressed<'a>(act: &'a str, way: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [("do", act)].into_iter().chain(way.iter().copied()).collect()
}

#[tokio::test]
async fn the_page_is_plain_and_labelled() {
    let world = giving().await;
    let id = promised(&give(&world, &gift("5", &[])).await);
    let answer = shown(&world, &format!("/_dev/checkout/{id}")).await;
    let page = text(&answer);
    assert_eq!(answer.status(), 200);
    for part in [
        "<html lang=\"en\">",
        "<title>",
        "<h1>",
        "£5, once",
        "<label for=\"twice\">",
        "<label for=\"odd\">",
        "<legend>",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    for act in ["pay", "fail", "later", "refund", "dispute"] {
        assert!(page.contains(&format!("name=\"do\" value=\"{act}\"")), "{act}");
    }
    assert!(!page.contains("<script") && !page.contains("style="), "{page}");
    assert!(header(&answer, "content-security-policy").contains("default-src 'none'"));
    for path in ["/_dev/checkout/", "/_dev/checkout/none", "/_dev/checkout/00000000000000000000000000"] {
        assert_eq!(shown(&world, path).await.status(), 404, "{path}");
    }
}

#[tokio::test]
async fn paying_leads_to_the_thanks_and_counts_once_in_every_way() {
    for way in WAYS {
        let world = giving().await;
        let id = promised(&give(&world, &gift("5", &[])).await);
        let answer = press(&world, &id, &pressed("pay", way)).await;
        assert_eq!(answer.status(), 303, "{}", text(&answer));
        assert_eq!(header(&answer, "location"), format!("/thanks/?session_id=cs_standin_{id}"));
        let payments = all(&world).await;
        assert_eq!((payments.len(), payments[0].facts.amount_pence), (1, Some(500)), "{way:?}");
        assert_eq!(sent(&world), ["donation-received"], "{way:?}");
    }
}

#[tokio::test]
async fn failing_leads_back_and_counts_nothing() {
    let world = giving().await;
    let id = promised(&give(&world, &gift("5", &[])).await);
    let answer = press(&world, &id, &[("do", "fail")]).await;
    assert_eq!((answer.status().as_u16(), header(&answer, "location")), (303, "/campaigns/rent-controls/"));
    assert!(all(&world).await.is_empty());
}

#[tokio::test]
async fn what_is_paid_later_counts_when_it_arrives() {
    let world = giving().await;
    let id = promised(&give(&world, &gift("5", &[])).await);
    assert!(header(&press(&world, &id, &[("do", "later")]).await, "location").starts_with("/thanks/"));
    assert!(all(&world).await.is_empty());
    press(&world, &id, &[("do", "arrive")]).await;
    assert_eq!(all(&world).await.len(), 1);
    let other = promised(&give(&world, &gift("6", &[])).await);
    press(&world, &other, &[("do", "later")]).await;
    press(&world, &other, &[("do", "bounce")]).await;
    assert_eq!(all(&world).await.len(), 1);
    assert_eq!(sent(&world), ["donation-received", "donation-failed"]);
}

#[tokio::test]
async fn a_refund_or_a_dispute_ends_in_the_same_record_in_every_way() {
    for recurrence in ["once", "monthly"] {
        for way in WAYS {
            let world = giving().await;
            let id = promised(&give(&world, &gift("5", &[("recurrence", recurrence)])).await);
            let answer = press(&world, &id, &pressed("refund", way)).await;
            assert_eq!(header(&answer, "location"), "/campaigns/rent-controls/", "{}", text(&answer));
            press(&world, &id, &pressed("dispute", way)).await;
            press(&world, &id, &pressed("won", way)).await;
            let payments = all(&world).await;
            assert_eq!(payments.len(), 1, "{recurrence} {way:?}");
            let facts = &payments[0].facts;
            assert_eq!((facts.returned_pence(), facts.is_kept()), (500, false), "{recurrence} {way:?}");
            assert_eq!(facts.disputes.values().collect::<Vec<_>>(), [&Dispute::Won], "{recurrence} {way:?}");
            let page = text(&shown(&world, &format!("/_dev/checkout/{id}")).await);
            assert!(page.contains("£5 received: refunded."), "{page}");
        }
    }
}

#[tokio::test]
async fn a_monthly_gift_is_paid_month_by_month_and_ends() {
    let world = giving().await;
    let id = promised(&give(&world, &gift("10", &[("recurrence", "monthly")])).await);
    for n in 1..=3 {
        press(&world, &id, &[("do", "pay"), ("odd", "yes"), ("twice", "yes")]).await;
        assert_eq!(all(&world).await.len(), n);
    }
    let answer = press(&world, &id, &[("do", "end")]).await;
    assert_eq!(header(&answer, "location"), format!("/_dev/checkout/{id}"));
    assert_eq!(sent(&world).last().map(String::as_str), Some("donation-ended"));
}

#[tokio::test]
async fn other_sites_press_no_button_and_no_other_button_is_known() {
    let mut world = giving().await;
    let id = promised(&give(&world, &gift("5", &[])).await);
    let request = Request::post(format!("/_dev/checkout/{id}"))
        .header("host", "localhost:8000")
        .header("origin", "https://evil.example.org")
        .body(Bytes::from("do=pay"));
    assert_eq!(stand_in(&world.app, request.expect("a request")).await.status(), 403);
    assert_eq!(press(&world, &id, &[("do", "steal")]).await.status(), 400);
    assert_eq!(press(&world, &id, &[]).await.status(), 400);
    assert!(all(&world).await.is_empty());
    world.app.webhook_secret = None;
    assert_eq!(press(&world, &id, &[("do", "pay")]).await.status(), 503);
}
