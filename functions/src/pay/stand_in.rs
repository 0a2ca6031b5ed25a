//! A checkout for one machine, with no key: a page of our own whose buttons post signed events to the real webhook.
//!
//! `handbill serve` mounts [`stand_in`] at `/_dev/checkout/…`. It keeps nothing: what it shows stands in the store.

mod events;
mod page;

use async_trait::async_trait;
use bytes::Bytes;
use handbill_contract::FormId;
use handbill_contract::parse::Recurrence;
use http::{Method, Request, Response, header};
use jiff::Timestamp;

use super::{Checkout, Opened, Order, PayError, stripe};
use crate::App;
use crate::domain::{Gift, Id, Payment};
use crate::respond;
use crate::settings::Secret;
use crate::store::StoreError;
use events::{Act, Sale};

/// Where it is mounted.
pub const PATH: &str = "/_dev/checkout/";

/// Opens a page under [`PATH`].
#[derive(Debug, Clone)]
pub struct StandIn {
    /// `http://localhost:8000`
    pub base_url: String,
}

#[async_trait]
impl Checkout for StandIn {
    async fn open(&self, order: &Order) -> Result<Opened, PayError> {
        Ok(Opened { url: format!("{}{PATH}{}", self.base_url, order.gift) })
    }
}

/// Answers a request under [`PATH`]: shows the checkout of a gift, or does what was pressed on it.
pub async fn stand_in(app: &App, request: Request<Bytes>) -> Response<Bytes> {
    let gift = request.uri().path().strip_prefix(PATH).and_then(Id::parse);
    let Some(secret) = &app.webhook_secret else {
        return told(503, "No secret", "There is no webhook secret, so that no event could be believed.");
    };
    let sale = match gift {
        Some(gift) => sale(app, &gift).await,
        None => Ok(None),
    };
    let sale = match sale {
        Ok(Some(sale)) => sale,
        Ok(None) => return told(404, "No such checkout", "There is no gift of this name, or its form is gone."),
        Err(error) => {
            tracing::error!(%error, "the stand-in checkout cannot read a gift");
            return told(503, "Not available", "The store does not answer. Please try again.");
        }
    };
    match *request.method() {
        Method::GET | Method::HEAD => respond::html(200, &page::checkout(&sale)),
        Method::POST => pressed(app, secret, &sale, &request).await,
        _ => told(405, "Not allowed", "This page is shown, or posted to."),
    }
}

/// All that is known about a gift; `None` where there is none.
async fn sale(app: &App, id: &Id) -> Result<Option<Sale>, StoreError> {
    let (Some(manifest), Some(gift)) = (app.forms.manifest().await, app.store.gift(id).await?) else { return Ok(None) };
    let Some(form) = FormId::parse(&gift.form).and_then(|id| manifest.forms.get(&id).cloned()) else { return Ok(None) };
    let mut payments = app.store.payments(&gift.person, Timestamp::MIN).await?;
    payments.retain(|payment| payment.facts.gift.as_ref() == Some(id));
    let default = manifest.site.languages.first().map_or("en", String::as_str).to_owned();
    let path = |words: &handbill_contract::Words| words.of(&gift.language, &default).unwrap_or("/").to_owned();
    let title = form.title.of(&gift.language, &default).unwrap_or_default().to_owned();
    Ok(Some(Sale { success: path(&form.shape.thanks), cancel: path(&form.page), title, payments, gift }))
}

/// Does what was pressed: posts the events, then leads on.
async fn pressed(app: &App, secret: &Secret, sale: &Sale, request: &Request<Bytes>) -> Response<Bytes> {
    if !is_own(request) {
        return told(403, "Not from here", "The post comes from a page of another site.");
    }
    let pairs: Vec<(String, String)> = form_urlencoded::parse(request.body()).into_owned().collect();
    let value = |name: &str| pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let Some(act) = value("do").and_then(Act::parse) else {
        return told(400, "Which button?", "No button that this page has was pressed.");
    };
    let mut bodies = events::of(act, sale, app.clock.now(), &*app.chance);
    if value("odd").is_some() {
        bodies.reverse();
    }
    if value("twice").is_some() {
        bodies = bodies.iter().chain(&bodies).cloned().collect();
    }
    for body in bodies {
        let status = posted(app, secret, body).await;
        if status != 200 {
            let text = format!("The webhook answered {status} to an event. Nothing else was sent.");
            return told(502, "The webhook failed", &text);
        }
    }
    match act {
        Act::Pay | Act::Later => respond::see_other(&format!("{}?session_id={}", sale.success, sale.session())),
        Act::Fail | Act::Refund | Act::Dispute => respond::see_other(&sale.cancel),
        _ => respond::see_other(&format!("{PATH}{}", sale.gift.gift)),
    }
}

/// The status with which the webhook answers `body`, signed as the provider signs.
async fn posted(app: &App, secret: &Secret, body: String) -> u16 {
    let signature = stripe::header(secret, body.as_bytes(), app.clock.now());
    let request = Request::post("/api/stripe")
        .header(header::CONTENT_TYPE, "application/json")
        .header("stripe-signature", signature)
        .body(Bytes::from(body));
    match request {
        // The future would hold itself: this is called from within a server that answers both.
        Ok(request) => Box::pin(crate::answer(app, request)).await.status().as_u16(),
        Err(_) => 400,
    }
}

/// Whether the post comes from a page of the server that it is sent to: other sites may not press our buttons.
fn is_own(request: &Request<Bytes>) -> bool {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let host = header("host").or_else(|| request.uri().authority().map(http::uri::Authority::as_str));
    match header("origin") {
        Some(origin) if origin != "null" => origin.split_once("://").map(|(_, rest)| rest) == host,
        _ => !matches!(header("sec-fetch-site"), Some("cross-site" | "same-site")),
    }
}

fn told(status: u16, title: &str, text: &str) -> Response<Bytes> {
    respond::html(status, &page::notice(title, text))
}

impl Sale {
    /// The provider's name for the checkout.
    fn session(&self) -> String {
        format!("cs_standin_{}", self.gift.gift)
    }

    /// Which month's payment is the newest; the first, where none has come.
    fn month(&self) -> usize {
        self.payments.len().max(1)
    }

    fn is_monthly(&self) -> bool {
        self.gift.recurrence == Recurrence::Monthly
    }
}
