//! The checkout against a small server of the tests, and events as the provider writes them.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::*;
use crate::clock::CountingChance;
use crate::domain::{Email, Id};

/// What the server does with one request after another; the last of them with all that follow.
#[derive(Debug, Clone, Copy)]
enum Does {
    Answer(u16, &'static str),
    Hang,
    Drop,
}

const OPENED: Does = Does::Answer(200, r#"{"id":"cs_1","url":"https://checkout.stripe.com/c/pay/cs_1#x"}"#);

struct Server {
    endpoint: String,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Server {
    async fn doing(script: &'static [Does]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
        let heard = Arc::new(Mutex::new(Vec::new()));
        let kept = heard.clone();
        tokio::spawn(async move {
            let mut open = Vec::new();
            for at in 0.. {
                let Ok((mut stream, _)) = listener.accept().await else { return };
                let request = whole_request(&mut stream).await;
                kept.lock().expect("no panic").push(request);
                match script.get(at).or(script.last()).expect("something to do") {
                    Does::Answer(status, body) => {
                        let head = format!(
                            "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                            body.len()
                        );
                        let _ = stream.write_all(format!("{head}{body}").as_bytes()).await;
                    }
                    Does::Hang => open.push(stream),
                    Does::Drop => drop(stream),
                }
            }
        });
        Self { endpoint, heard }
    }

    fn stripe(&self, patience: Duration) -> Stripe {
        let settings = Settings {
            secret_key: Some(Secret::new("sk_test_1")),
            webhook_secret: None,
            endpoint: Some(self.endpoint.clone()),
        };
        Stripe { patience, ..Stripe::new(settings) }
    }

    fn heard(&self) -> Vec<String> {
        self.heard.lock().expect("no panic").clone()
    }
}

async fn whole_request(stream: &mut TcpStream) -> String {
    let mut text = String::new();
    let mut buffer = [0; 4096];
    loop {
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.to_lowercase().lines().find_map(|line| {
                line.strip_prefix("content-length:").and_then(|length| length.trim().parse::<usize>().ok())
            });
            if body.len() >= length.unwrap_or(0) {
                return text;
            }
        }
        match stream.read(&mut buffer).await {
            Ok(n) if n > 0 => text.push_str(&String::from_utf8_lossy(&buffer[..n])),
            _ => return text,
        }
    }
}

fn order(recurrence: Recurrence, language: &str) -> Order {
    Order {
        gift: Id::new(jiff::Timestamp::UNIX_EPOCH, &CountingChance::default()),
        amount_pence: 1_050,
        currency: "GBP".to_owned(),
        recurrence,
        title: "Rent & rights".to_owned(),
        email: Email::parse("ann@example.org").expect("an address"),
        language: language.to_owned(),
        success_url: "https://campaign.example.org/thanks/".to_owned(),
        cancel_url: "https://campaign.example.org/give/".to_owned(),
    }
}

async fn opened(script: &'static [Does], order: &Order) -> (Result<Opened, PayError>, Vec<String>) {
    let server = Server::doing(script).await;
    let opened = server.stripe(PATIENCE).open(order).await;
    (opened, server.heard())
}

/// The pairs of a request's body.
fn pairs(request: &str) -> std::collections::BTreeMap<String, String> {
    let body = request.split_once("\r\n\r\n").expect("a body").1;
    form_urlencoded::parse(body.as_bytes()).into_owned().collect()
}

#[tokio::test]
async fn a_single_gift_is_ordered_as_the_provider_wants_it() {
    let order = order(Recurrence::Once, "cy");
    let (opened, heard) = opened(&[OPENED], &order).await;
    assert_eq!(opened.expect("open").url, "https://checkout.stripe.com/c/pay/cs_1#x");
    let request = &heard[0];
    let head = request.split_once("\r\n\r\n").expect("a head").0.to_lowercase();
    let key = format!("idempotency-key: handbill-{}", order.gift).to_lowercase();
    for line in [
        "post /v1/checkout/sessions http/1.1",
        "stripe-version: 2026-10-28.endive",
        "authorization: bearer sk_test_1",
        "content-type: application/x-www-form-urlencoded",
        key.as_str(),
    ] {
        assert!(head.lines().any(|known| known == line), "{line}\n{head}");
    }
    let gift = order.gift.as_str();
    let expected = [
        ("cancel_url", "https://campaign.example.org/give/"),
        ("client_reference_id", gift),
        ("customer_email", "ann@example.org"),
        ("excluded_payment_method_types[0]", "crypto"),
        ("line_items[0][price_data][currency]", "gbp"),
        ("line_items[0][price_data][product_data][name]", "Rent & rights"),
        ("line_items[0][price_data][unit_amount]", "1050"),
        ("line_items[0][quantity]", "1"),
        ("locale", "en-GB"),
        ("metadata[handbill_gift]", gift),
        ("mode", "payment"),
        ("payment_intent_data[metadata][handbill_gift]", gift),
        ("submit_type", "donate"),
        ("success_url", "https://campaign.example.org/thanks/?session_id={CHECKOUT_SESSION_ID}"),
    ];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    assert_eq!(pairs(request), expected);
}

#[tokio::test]
async fn a_monthly_gift_is_a_subscription_with_the_gift_in_its_metadata() {
    let order = order(Recurrence::Monthly, "en");
    let (_, heard) = opened(&[OPENED], &order).await;
    let pairs = pairs(&heard[0]);
    assert_eq!(pairs["mode"], "subscription");
    assert_eq!(pairs["line_items[0][price_data][recurring][interval]"], "month");
    assert_eq!(pairs["subscription_data[metadata][handbill_gift]"], order.gift.as_str());
    assert!(!pairs.contains_key("submit_type") && !pairs.keys().any(|name| name.starts_with("payment_intent_data")));
}

#[tokio::test]
async fn a_line_that_drops_or_a_server_that_stumbles_is_asked_once_more_under_the_same_key() {
    let key = |request: &String| {
        request.lines().find(|line| line.to_lowercase().starts_with("idempotency-key")).map(str::to_owned)
    };
    for script in [&[Does::Drop, OPENED] as &[_], &[Does::Answer(500, "{}"), OPENED], &[Does::Answer(409, ""), OPENED]]
    {
        let (opened, heard) = opened(script, &order(Recurrence::Once, "en")).await;
        assert!(opened.is_ok(), "{script:?}: {opened:?}");
        assert_eq!(heard.len(), 2, "{script:?}");
        assert!(key(&heard[0]).is_some() && key(&heard[0]) == key(&heard[1]));
    }
    for script in [&[Does::Drop] as &[_], &[Does::Answer(500, "{}")], &[Does::Answer(429, "no JSON")]] {
        let (opened, _) = opened(script, &order(Recurrence::Once, "en")).await;
        assert!(matches!(opened, Err(PayError::Down(_))), "{script:?}: {opened:?}");
    }
}

#[tokio::test]
async fn a_refusal_is_told_by_its_code_and_not_tried_again() {
    let card = r#"{"error":{"code":"card_declined","message":"ann@example.org has no money"}}"#;
    let odd = r#"{"error":{"code":"Ann@Example.org","type":"invalid_request_error"}}"#;
    for (script, expected) in [
        (vec![Does::Answer(402, card)], "402 card_declined"),
        (vec![Does::Answer(400, odd)], "400 invalid_request_error"),
        (vec![Does::Answer(401, "<html>")], "401 no reason"),
        (vec![Does::Answer(200, "{}")], "the answer holds no URL"),
        (vec![Does::Answer(200, r#"{"url":"javascript:alert(1)"}"#)], "the answer holds no URL"),
        (vec![Does::Answer(200, r#"{"url":"https://x.example/\r\nset-cookie: a"}"#)], "the answer holds no URL"),
    ] {
        let (opened, heard) = opened(script.leak(), &order(Recurrence::Once, "en")).await;
        assert_eq!(opened.expect_err("refused").to_string(), format!("the payment provider refuses: {expected}"));
        assert_eq!(heard.len(), 1);
    }
}

#[tokio::test]
async fn a_server_that_hangs_is_given_up() {
    let server = Server::doing(&[Does::Hang]).await;
    let stripe = server.stripe(Duration::from_millis(60));
    let opened = stripe.open(&order(Recurrence::Once, "en")).await;
    assert!(matches!(opened, Err(PayError::Down(_))), "{opened:?}");
}

#[tokio::test]
async fn without_a_key_nobody_is_asked() {
    let server = Server::doing(&[OPENED]).await;
    let mut stripe = server.stripe(PATIENCE);
    stripe.settings.secret_key = None;
    assert!(matches!(stripe.open(&order(Recurrence::Once, "en")).await, Err(PayError::Refused(_))));
    assert!(server.heard().is_empty());
}

mod events {
    use proptest::prelude::*;
    use serde_json::json;

    use super::super::event;
    use crate::domain::{News, ProviderEvent};

    fn read(kind: &str, object: &serde_json::Value) -> Option<ProviderEvent> {
        let body = json!({"id": "evt_1", "type": kind, "created": 1_700_000_000, "data": {"object": object}});
        event::read(body.to_string().as_bytes()).expect("an event")
    }

    fn payment_of(kind: &str, object: &serde_json::Value) -> Option<String> {
        match read(kind, object)?.news {
            News::Payment { payment, alias, .. } => {
                Some(payment.0 + &alias.map(|alias| format!(" {}", alias.0)).unwrap_or_default())
            }
            News::Plan { subscription, .. } => Some(subscription),
        }
    }

    #[test]
    fn each_event_leads_to_the_name_that_its_payment_is_known_by() {
        let lines = json!({"subscription_details": {"subscription": "sub_1", "metadata": {}}});
        for (kind, object, expected) in [
            ("checkout.session.completed", json!({"mode": "payment", "payment_intent": "pi_1"}), Some("pi_1")),
            ("checkout.session.completed", json!({"mode": "payment", "payment_intent": {"id": "pi_1"}}), Some("pi_1")),
            ("checkout.session.completed", json!({"mode": "payment", "payment_intent": null}), None),
            ("checkout.session.completed", json!({"mode": "subscription", "subscription": "sub_1"}), Some("sub_1")),
            ("checkout.session.completed", json!({"mode": "setup"}), None),
            ("invoice.paid", json!({"id": "in_1", "parent": lines, "amount_paid": 500}), Some("in_1")),
            ("invoice.paid", json!({"id": "in_1", "parent": lines, "amount_paid": 0}), None),
            ("invoice.paid", json!({"id": "in_1", "parent": null, "amount_paid": 500}), None),
            (
                "invoice.paid",
                json!({"id": "in_1", "parent": lines, "amount_paid": 500,
                    "payments": {"data": [{"payment": {"payment_intent": "pi_1"}}]}}),
                Some("in_1 pi_1"),
            ),
            ("invoice.payment_failed", json!({"id": "in_1", "parent": lines, "amount_due": 500}), Some("in_1")),
            (
                "invoice_payment.paid",
                json!({"invoice": "in_1", "payment": {"payment_intent": "pi_1"}}),
                Some("in_1 pi_1"),
            ),
            ("customer.subscription.deleted", json!({"id": "sub_1"}), Some("sub_1")),
            (
                "refund.created",
                json!({"id": "re_1", "amount": 5, "payment_intent": "pi_1", "charge": "ch_1"}),
                Some("pi_1"),
            ),
            ("refund.created", json!({"id": "re_1", "amount": 5, "charge": "ch_1"}), Some("ch_1")),
            ("charge.refunded", json!({"id": "ch_1", "amount_refunded": 5, "payment_intent": "pi_1"}), Some("pi_1")),
            (
                "charge.dispute.created",
                json!({"id": "du_1", "status": "needs_response", "payment_intent": "pi_1"}),
                Some("pi_1"),
            ),
            ("charge.dispute.closed", json!({"id": "du_1", "status": "lost", "charge": "ch_1"}), Some("ch_1")),
            ("payment_intent.succeeded", json!({"id": "pi_1"}), None),
            ("refund.created", json!([]), None),
        ] {
            assert_eq!(payment_of(kind, &object).as_deref(), expected, "{kind} {object}");
        }
    }

    fn any_value() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(json!(null)),
            any::<bool>().prop_map(|is| json!(is)),
            any::<i64>().prop_map(|n| json!(n)),
            any::<f64>().prop_map(|n| json!(n)),
            ".{0,12}".prop_map(|text| json!(text)),
        ];
        let names = "id|mode|status|amount|metadata|parent|payment|payments|data|invoice|payment_intent|subscription";
        leaf.prop_recursive(4, 40, 6, move |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::from),
                proptest::collection::btree_map(names, inner, 0..6).prop_map(|map| json!(map)),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_event_makes_reading_panic(at in 0..12usize, created in any_value(), object in any_value(), noise in any::<Vec<u8>>()) {
            let kinds = ["checkout.session.completed", "checkout.session.async_payment_failed", "invoice.paid",
                "invoice.payment_failed", "invoice_payment.paid", "customer.subscription.deleted", "refund.created",
                "refund.failed", "charge.refunded", "charge.dispute.created", "charge.dispute.closed", "other"];
            let body = json!({"id": "evt_1", "type": kinds[at], "created": created, "data": {"object": object}});
            prop_assert!(event::read(body.to_string().as_bytes()).is_ok());
            prop_assert!(event::read(&noise).is_err());
        }
    }

    #[test]
    fn what_is_no_event_is_malformed() {
        for body in ["", "[]", "{}", r#"{"id":"evt_1"}"#, r#"{"id":1,"type":"x"}"#, "\u{0}", "{\"id\":\"evt"] {
            assert!(event::read(body.as_bytes()).is_err(), "{body}");
        }
        let long = json!({"id": "e".repeat(300), "type": "x", "created": 0});
        assert!(event::read(long.to_string().as_bytes()).is_err());
    }
}
