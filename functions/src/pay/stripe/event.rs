//! The provider's events in our words. What does not concern us is let go.
//!
//! A single payment is known by its payment intent, which checkouts, refunds and disputes all name. A month's is known
//! by its invoice, and its payment intent is another name for it: `invoice_payment.paid` says which.

use jiff::Timestamp;
use serde_json::Value;

use super::GIFT;
use crate::domain::{Dispute, Id, News, PaymentFacts, PaymentKey, PlanFacts, ProviderEvent, Refund};
use crate::problem::Problem;

/// Reads an event. An `Err` when it is none.
pub(super) fn read(body: &[u8]) -> Result<Option<ProviderEvent>, Problem> {
    let event: Value = serde_json::from_slice(body).map_err(|_| Problem::Malformed)?;
    let (Some(id), Some(kind)) = (text(&event, "/id"), text(&event, "/type")) else { return Err(Problem::Malformed) };
    // A key of the table has 2,048 bytes; the provider's names have about 30.
    if id.len() > 255 || kind.len() > 255 {
        return Err(Problem::Malformed);
    }
    let Some(at) = event.get("created").and_then(Value::as_i64).and_then(|at| Timestamp::from_second(at).ok()) else {
        return Ok(None);
    };
    let news = event.pointer("/data/object").and_then(|object| news(kind, object, at));
    Ok(news.map(|news| ProviderEvent { id: id.to_owned(), kind: kind.to_owned(), at, news }))
}

fn news(kind: &str, object: &Value, at: Timestamp) -> Option<News> {
    match kind {
        "checkout.session.completed"
        | "checkout.session.async_payment_succeeded"
        | "checkout.session.async_payment_failed" => session(kind, object, at),
        "invoice.paid" | "invoice.payment_failed" => invoice(kind, object, at),
        "invoice_payment.paid" => invoice_payment(object, at),
        "customer.subscription.deleted" => {
            let facts = PlanFacts { gift: gift(object, "/metadata"), ended: Some(at), ..PlanFacts::default() };
            Some(News::Plan { subscription: id(object, "/id")?, facts })
        }
        "refund.created" | "refund.updated" | "refund.failed" => refund(object, at),
        "charge.refunded" => {
            let refunded_pence = number(object, "/amount_refunded")?;
            paid_back(object, PaymentFacts { refunded_pence, last: Some(at), ..PaymentFacts::default() })
        }
        "charge.dispute.created" | "charge.dispute.updated" | "charge.dispute.closed" => dispute(object, at),
        _ => None,
    }
}

/// A checkout that is through, or whose money came or failed later.
fn session(kind: &str, object: &Value, at: Timestamp) -> Option<News> {
    let gift = gift(object, "/metadata").or_else(|| Id::parse(text(object, "/client_reference_id")?));
    if text(object, "/mode") == Some("subscription") {
        // The invoices alone count; this says which gift they are of.
        let facts = PlanFacts { gift, began: Some(at), ..PlanFacts::default() };
        return Some(News::Plan { subscription: id(object, "/subscription")?, facts });
    }
    let mut facts = PaymentFacts { gift, last: Some(at), ..PaymentFacts::default() };
    facts.amount_pence = number(object, "/amount_total");
    let is_unpaid = text(object, "/payment_status") == Some("unpaid");
    match kind {
        "checkout.session.async_payment_failed" => facts.failed = Some(at),
        "checkout.session.completed" if is_unpaid => {}
        _ => facts.received = Some(at),
    }
    Some(News::Payment { payment: PaymentKey(id(object, "/payment_intent")?), alias: None, facts })
}

/// A month's payment that came, or did not.
fn invoice(kind: &str, object: &Value, at: Timestamp) -> Option<News> {
    let details = "/parent/subscription_details";
    let mut facts = PaymentFacts {
        gift: gift(object, &format!("{details}/metadata")).or_else(|| gift(object, "/metadata")),
        subscription: id(object, &format!("{details}/subscription")).or_else(|| id(object, "/subscription")),
        last: Some(at),
        ..PaymentFacts::default()
    };
    // An invoice of nothing, or one that is of no monthly gift, is none of ours.
    facts.subscription.as_ref()?;
    if kind == "invoice.paid" {
        facts.received = Some(at);
        facts.amount_pence = Some(number(object, "/amount_paid").filter(|pence| *pence > 0)?);
    } else {
        facts.failed = Some(at);
        facts.amount_pence = number(object, "/amount_due");
    }
    let alias = id(object, "/payments/data/0/payment/payment_intent").map(PaymentKey);
    Some(News::Payment { payment: PaymentKey(id(object, "/id")?), alias, facts })
}

/// Which payment intent paid an invoice.
fn invoice_payment(object: &Value, at: Timestamp) -> Option<News> {
    let facts = PaymentFacts { last: Some(at), ..PaymentFacts::default() };
    let alias = Some(PaymentKey(id(object, "/payment/payment_intent")?));
    Some(News::Payment { payment: PaymentKey(id(object, "/invoice")?), alias, facts })
}

fn refund(object: &Value, at: Timestamp) -> Option<News> {
    let has_failed = matches!(text(object, "/status"), Some("failed" | "canceled"));
    let refund = Refund { pence: number(object, "/amount")?, has_failed };
    let refunds = [(id(object, "/id")?, refund)].into();
    paid_back(object, PaymentFacts { refunds, last: Some(at), ..PaymentFacts::default() })
}

fn dispute(object: &Value, at: Timestamp) -> Option<News> {
    let dispute = match text(object, "/status")? {
        "lost" => Dispute::Lost,
        // Nothing was taken for an inquiry that was closed.
        "won" | "warning_closed" | "prevented" => Dispute::Won,
        _ => Dispute::Open,
    };
    let disputes = [(id(object, "/id")?, dispute)].into();
    paid_back(object, PaymentFacts { disputes, last: Some(at), ..PaymentFacts::default() })
}

/// What is said of a charge, under the name of its payment.
fn paid_back(object: &Value, mut facts: PaymentFacts) -> Option<News> {
    facts.gift = gift(object, "/metadata");
    let payment = id(object, "/payment_intent").or_else(|| id(object, "/charge"))?;
    Some(News::Payment { payment: PaymentKey(payment), alias: None, facts })
}

fn text<'a>(object: &'a Value, pointer: &str) -> Option<&'a str> {
    object.pointer(pointer).and_then(Value::as_str).filter(|text| !text.is_empty())
}

fn number(object: &Value, pointer: &str) -> Option<u64> {
    object.pointer(pointer).and_then(Value::as_u64)
}

/// A name of the provider's, or the object's of that name where it was sent whole.
fn id(object: &Value, pointer: &str) -> Option<String> {
    let id = text(object, pointer).or_else(|| text(object, &format!("{pointer}/id")))?;
    (id.len() <= 255).then(|| id.to_owned())
}

fn gift(object: &Value, metadata: &str) -> Option<Id> {
    Id::parse(text(object, &format!("{metadata}/{GIFT}"))?)
}
