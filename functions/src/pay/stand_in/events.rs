//! The events that a press of a button brings, as the provider writes them.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Gift, Payment};
use crate::clock::Chance;
use crate::domain::Id;

/// What is sold, and what has come of it.
pub(super) struct Sale {
    /// What was promised.
    pub(super) gift: Gift,
    /// What is given for.
    pub(super) title: String,
    /// Those of this gift that came, the oldest first.
    pub(super) payments: Vec<Payment>,
    /// The path of the page that says thank you.
    pub(super) success: String,
    /// The path of the form's page.
    pub(super) cancel: String,
}

/// What can be pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// The money comes at once; each further time that of the next month.
    Pay,
    /// It does not.
    Fail,
    /// It is on its way, as by direct debit.
    Later,
    /// What was on its way comes.
    Arrive,
    /// What was on its way does not come.
    Bounce,
    /// The newest payment goes back.
    Refund,
    /// The newest payment is disputed.
    Dispute,
    /// The dispute is won.
    Won,
    /// The dispute is lost.
    Lost,
    /// The monthly gift ends.
    End,
}

impl Act {
    /// All of them, with what is posted and what stands on the button.
    pub(super) const ALL: [(Self, &'static str, &'static str); 10] = [
        (Self::Pay, "pay", "Pay"),
        (Self::Fail, "fail", "Fail"),
        (Self::Later, "later", "Pay later"),
        (Self::Arrive, "arrive", "What was on its way arrives"),
        (Self::Bounce, "bounce", "What was on its way fails"),
        (Self::Refund, "refund", "Refund"),
        (Self::Dispute, "dispute", "Dispute"),
        (Self::Won, "won", "The dispute is won"),
        (Self::Lost, "lost", "The dispute is lost"),
        (Self::End, "end", "End the monthly gift"),
    ];

    pub(super) fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, name, _)| *name == text).map(|(act, ..)| *act)
    }

    /// Whether the page of `sale` has the button: a month's payment is never on its way, and a single gift never ends.
    pub(super) fn is_offered(self, sale: &Sale) -> bool {
        match self {
            Self::Later | Self::Arrive | Self::Bounce => !sale.is_monthly(),
            Self::End => sale.is_monthly(),
            _ => true,
        }
    }
}

/// The bodies of the events that `act` brings, in the order in which they happen.
pub(super) fn of(act: Act, sale: &Sale, now: Timestamp, chance: &dyn Chance) -> Vec<String> {
    let happened = if sale.is_monthly() { monthly(act, sale) } else { single(act, sale) };
    let happened = happened.into_iter().map(|(kind, object)| {
        let id = format!("evt_standin_{}", Id::new(now, chance));
        json!({
            "id": id, "object": "event", "created": now.as_second(), "livemode": false,
            "api_version": crate::pay::stripe::VERSION, "type": kind, "data": {"object": object},
        })
        .to_string()
    });
    happened.collect()
}

type Happened = Vec<(&'static str, Value)>;

fn single(act: Act, sale: &Sale) -> Happened {
    let intent = format!("pi_standin_{}", sale.gift.gift);
    let session = |kind, status: &str| {
        let object = json!({
            "id": sale.session(), "object": "checkout.session", "mode": "payment", "payment_intent": intent,
            "payment_status": status, "amount_total": sale.gift.amount_pence,
            "currency": sale.gift.currency.to_lowercase(), "client_reference_id": sale.gift.gift.as_str(),
            "metadata": metadata(sale),
        });
        (kind, object)
    };
    let succeeded = ("payment_intent.succeeded", json!({"id": intent, "object": "payment_intent"}));
    let paid = || vec![succeeded.clone(), session("checkout.session.completed", "paid")];
    match act {
        Act::Pay => paid(),
        Act::Fail => vec![("payment_intent.payment_failed", json!({"id": intent, "object": "payment_intent"}))],
        Act::Later => vec![session("checkout.session.completed", "unpaid")],
        Act::Arrive => vec![session("checkout.session.async_payment_succeeded", "paid")],
        Act::Bounce => vec![session("checkout.session.async_payment_failed", "unpaid")],
        Act::End => Vec::new(),
        Act::Refund | Act::Dispute | Act::Won | Act::Lost => {
            let before = if sale.payments.is_empty() { paid() } else { Vec::new() };
            before.into_iter().chain(back(act, sale, &intent)).collect()
        }
    }
}

fn monthly(act: Act, sale: &Sale) -> Happened {
    let (gift, amount) = (&sale.gift.gift, sale.gift.amount_pence);
    let next = sale.payments.len() + 1;
    let subscription = format!("sub_standin_{gift}");
    let invoice = |n: usize, kind, paid: u64| {
        let object = json!({
            "id": format!("in_standin_{gift}_{n}"), "object": "invoice", "amount_due": amount, "amount_paid": paid,
            "currency": sale.gift.currency.to_lowercase(),
            "parent": {"type": "subscription_details",
                "subscription_details": {"subscription": subscription, "metadata": metadata(sale)}},
        });
        (kind, object)
    };
    let intent = |n: usize| format!("pi_standin_{gift}_{n}");
    let link = |n: usize| {
        let object = json!({
            "id": format!("inpay_standin_{gift}_{n}"), "object": "invoice_payment",
            "invoice": format!("in_standin_{gift}_{n}"),
            "payment": {"type": "payment_intent", "payment_intent": intent(n)},
        });
        ("invoice_payment.paid", object)
    };
    let began = json!({
        "id": sale.session(), "object": "checkout.session", "mode": "subscription", "subscription": subscription,
        "payment_status": "paid", "amount_total": amount, "client_reference_id": gift.as_str(),
        "metadata": metadata(sale),
    });
    let paid = |n: usize| vec![invoice(n, "invoice.paid", amount), link(n)];
    let first = || std::iter::once(("checkout.session.completed", began.clone())).chain(paid(1)).collect();
    match act {
        Act::Pay if next == 1 => first(),
        Act::Pay => paid(next),
        Act::Fail => vec![invoice(next, "invoice.payment_failed", 0)],
        Act::End => {
            let object = json!({"id": subscription, "object": "subscription", "metadata": metadata(sale)});
            vec![("customer.subscription.deleted", object)]
        }
        Act::Later | Act::Arrive | Act::Bounce => Vec::new(),
        Act::Refund | Act::Dispute | Act::Won | Act::Lost => {
            let before: Happened = if sale.payments.is_empty() { first() } else { Vec::new() };
            before.into_iter().chain(back(act, sale, &intent(sale.month()))).collect()
        }
    }
}

/// Money that goes back, or is asked back.
fn back(act: Act, sale: &Sale, intent: &str) -> Happened {
    let amount = sale.gift.amount_pence;
    let charge = intent.replace("pi_", "ch_");
    let dispute = |kind, status: &str| {
        let object = json!({
            "id": intent.replace("pi_", "du_"), "object": "dispute", "amount": amount, "charge": charge,
            "payment_intent": intent, "status": status,
        });
        (kind, object)
    };
    match act {
        Act::Refund => {
            let refund = json!({
                "id": intent.replace("pi_", "re_"), "object": "refund", "amount": amount, "charge": charge,
                "payment_intent": intent, "status": "succeeded",
            });
            let whole = json!({
                "id": charge, "object": "charge", "amount": amount, "amount_refunded": amount,
                "payment_intent": intent, "refunded": true,
            });
            vec![("refund.created", refund), ("charge.refunded", whole)]
        }
        Act::Won => vec![dispute("charge.dispute.closed", "won")],
        Act::Lost => vec![dispute("charge.dispute.closed", "lost")],
        _ => vec![dispute("charge.dispute.created", "needs_response")],
    }
}

fn metadata(sale: &Sale) -> Value {
    json!({"handbill_gift": sale.gift.gift.as_str()})
}
