//! Stripe: its hosted checkout, and its signed events. Alone knows the provider's words.

mod event;
mod signature;
#[cfg(test)]
mod tests;

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use handbill_contract::parse::Recurrence;
use serde_json::Value;

use super::{Checkout, Https, Opened, Order, PayError};
use crate::domain::ProviderEvent;
use crate::problem::Problem;
use crate::settings::{Secret, Stripe as Settings};

#[cfg(feature = "local")]
pub(crate) use signature::header;

/// The version of Stripe's API that we speak.
pub const VERSION: &str = "2026-10-28.endive";

/// Where Stripe is.
const ENDPOINT: &str = "https://api.stripe.com";

/// How long a giver waits at most: a function has ten seconds.
pub const PATIENCE: Duration = Duration::from_secs(8);

/// How often is asked, under one idempotency key, when the line drops or the server stumbles.
const MAX_TRIES: usize = 2;

/// What is put behind the URL to come back to; the provider fills in the braces.
const COME_BACK: &str = "session_id={CHECKOUT_SESSION_ID}";

/// The name under which our gift stands in the provider's metadata.
const GIFT: &str = "handbill_gift";

/// The hosted checkout.
#[derive(Debug)]
pub struct Stripe {
    /// The key, and where the server is.
    pub settings: Settings,
    /// The way there.
    pub https: Https,
    /// How long a giver waits at most.
    pub patience: Duration,
}

impl Stripe {
    /// The checkout of `settings`; nothing is connected yet.
    pub fn new(settings: Settings) -> Self {
        Self { settings, https: Https::default(), patience: PATIENCE }
    }

    fn endpoint(&self) -> &str {
        self.settings.endpoint.as_deref().unwrap_or(ENDPOINT)
    }

    async fn asked(&self, order: &Order) -> Result<Opened, PayError> {
        let mut tries = 1;
        loop {
            match self.asked_once(order).await {
                Err(PayError::Down(_)) if tries < MAX_TRIES => tries += 1,
                done => return done,
            }
        }
    }

    async fn asked_once(&self, order: &Order) -> Result<Opened, PayError> {
        let key = self.settings.secret_key.as_ref().ok_or_else(|| PayError::Refused("there is no key".to_owned()))?;
        let request = http::Request::post(format!("{}/v1/checkout/sessions", self.endpoint()))
            .header("authorization", format!("Bearer {}", key.reveal()))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("stripe-version", VERSION)
            .header("idempotency-key", format!("handbill-{}", order.gift))
            .body(Bytes::from(encoded(order)))
            .map_err(|_| PayError::Refused("the request cannot be written".to_owned()))?;
        let answer = self.https.send(request).await.map_err(PayError::Down)?;
        let status = answer.status().as_u16();
        let told: Value = serde_json::from_slice(answer.body()).unwrap_or_default();
        match status {
            200..=299 => self.opened(&told),
            409 | 429 | 500.. => Err(PayError::Down(format!("status {status}").into())),
            _ => Err(PayError::Refused(reason(status, &told))),
        }
    }

    fn opened(&self, told: &Value) -> Result<Opened, PayError> {
        let url = told.get("url").and_then(Value::as_str).unwrap_or_default();
        // Givers are sent over no open line, except to another server of ours that is reached over one.
        let is_safe = url.starts_with("https://")
            || (url.starts_with("http://")
                && self.settings.endpoint.as_deref().is_some_and(|at| at.starts_with("http:")));
        if is_safe && !url.chars().any(|c| c.is_control() || c.is_whitespace()) {
            Ok(Opened { url: url.to_owned() })
        } else {
            Err(PayError::Refused("the answer holds no URL".to_owned()))
        }
    }
}

#[async_trait]
impl Checkout for Stripe {
    async fn open(&self, order: &Order) -> Result<Opened, PayError> {
        match tokio::time::timeout(self.patience, self.asked(order)).await {
            Ok(done) => done,
            Err(elapsed) => Err(PayError::Down(elapsed.into())),
        }
    }
}

/// The event in `body`, once its signature has been checked; `None` for one that does not concern us.
/// An `Err` when the signature is not the provider's, or too old, or there is no secret, or the body is no event.
pub fn event(
    secret: &Secret,
    signature: &str,
    body: &[u8],
    now: jiff::Timestamp,
) -> Result<Option<ProviderEvent>, Problem> {
    if !signature::is_good(secret, signature, body, now) {
        return Err(Problem::Signature);
    }
    event::read(body)
}

/// The order, as the provider wants it told.
fn encoded(order: &Order) -> String {
    let gift = order.gift.as_str();
    let amount = order.amount_pence.to_string();
    let currency = order.currency.to_lowercase();
    let come_back =
        format!("{}{}{COME_BACK}", order.success_url, if order.success_url.contains('?') { '&' } else { '?' });
    let mut pairs = vec![
        ("line_items[0][quantity]", "1"),
        ("line_items[0][price_data][currency]", &currency),
        ("line_items[0][price_data][unit_amount]", &amount),
        ("line_items[0][price_data][product_data][name]", &order.title),
        ("excluded_payment_method_types[0]", "crypto"),
        ("client_reference_id", gift),
        ("customer_email", order.email.as_str()),
        ("locale", locale(&order.language)),
        ("success_url", &come_back),
        ("cancel_url", &order.cancel_url),
        ("metadata[handbill_gift]", gift),
    ];
    match order.recurrence {
        Recurrence::Once => pairs.extend([
            ("mode", "payment"),
            // For a single payment alone: the provider refuses it beside a subscription.
            ("submit_type", "donate"),
            ("payment_intent_data[metadata][handbill_gift]", gift),
        ]),
        Recurrence::Monthly => pairs.extend([
            ("mode", "subscription"),
            ("line_items[0][price_data][recurring][interval]", "month"),
            ("subscription_data[metadata][handbill_gift]", gift),
        ]),
    }
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// The provider's tag for a language of the site. It speaks no Welsh; what it does not know it refuses.
fn locale(language: &str) -> &'static str {
    match language.split('-').next().unwrap_or_default() {
        "en" | "cy" | "gd" | "ga" | "gv" | "kw" => "en-GB",
        "de" => "de",
        "es" => "es",
        "fr" => "fr",
        "it" => "it",
        "pl" => "pl",
        "pt" => "pt",
        "ro" => "ro",
        _ => "auto",
    }
}

/// What the provider calls its refusal: a code of letters, never its sentence, which may hold what was typed.
fn reason(status: u16, told: &Value) -> String {
    let word = |name: &str| told.pointer(&format!("/error/{name}")).and_then(Value::as_str);
    let is_code = |text: &&str| text.len() <= 64 && text.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let code = word("code").filter(is_code).or_else(|| word("type").filter(is_code)).unwrap_or("no reason");
    format!("{status} {code}")
}
