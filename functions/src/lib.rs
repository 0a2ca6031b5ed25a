//! What takes a site's forms: the same code as lambdas and, in `handbill serve`, on one machine.
//!
//! A request goes through these steps, and [`answer`] puts them in order:
//!
//! 1. [`request`]: path, method, size, type and origin are judged; [`form`]: what was typed, nothing believed yet
//! 2. [`domain`]: the nouns; the contract crate parses what was typed by its form
//! 3. [`flow`]: one use case a file
//! 4. [`store`], [`mail`], [`pay`]: what a flow asks of others, as traits
//! 5. [`respond`]: an outcome or a [`problem`] becomes a response
//!
//! [`settings`] are read once; [`forms`] is where `forms.json` comes from; [`clock`] hands in time and chance.
//!
//! Never: personal data in a log; a cause, or what was typed, in an answer, except back in its own form; a write outside
//! a flow; a word of AWS outside [`store`].

pub mod clock;
pub mod domain;
pub mod flow;
pub mod form;
pub mod forms;
#[cfg(feature = "lambda")]
pub mod lambda;
pub mod log;
pub mod mail;
#[cfg(feature = "office")]
pub mod office;
pub mod pay;
pub mod problem;
pub mod request;
pub mod respond;
pub mod settings;
pub mod store;

#[cfg(all(test, feature = "local"))]
mod tests;

use std::sync::Arc;

use bytes::Bytes;
use handbill_contract::{FormId, Manifest, post};
use http::{Method, Response};

use clock::{Chance, Clock};
use domain::{Email, Keys, Limits};
use flow::{Outcome, Scene};
use forms::Forms;
use mail::Mailer;
use pay::Checkout;
use problem::Problem;
use request::{Asked, Endpoint, Function, Wants};
use respond::Audience;
use settings::Secret;
use store::Store;

/// The parts of which every function is made, put together once when a process begins.
pub struct App {
    /// Where `forms.json` comes from.
    pub forms: Forms,
    /// Where records are kept.
    pub store: Arc<dyn Store>,
    /// How mails leave.
    pub mailer: Arc<dyn Mailer>,
    /// Where money is taken.
    pub checkout: Arc<dyn Checkout>,
    /// By which an event of the payment provider is believed; none believes none.
    pub webhook_secret: Option<Secret>,
    /// What people's keys and tokens are made of.
    pub keys: Keys,
    /// Who hears of gifts to be checked.
    pub treasurer: Vec<Email>,
    /// Further origins whose pages may post.
    pub origins: Vec<String>,
    /// How much is let through.
    pub limits: Limits,
    /// What tells the time.
    pub clock: Arc<dyn Clock>,
    /// What tokens are made of.
    pub chance: Arc<dyn Chance>,
}

/// Answers a request to any function. It never fails: what goes wrong is answered, too.
pub async fn answer(app: &App, request: http::Request<Bytes>) -> Response<Bytes> {
    answer_only(app, None, request).await
}

/// Answers a request to `function` alone, where one is named: a lambda serves one.
pub async fn answer_only(app: &App, function: Option<Function>, request: http::Request<Bytes>) -> Response<Bytes> {
    let began = std::time::Instant::now();
    let mut audience = Audience::new(request::wants(request.headers()));
    let manifest = app.forms.manifest().await;
    let read = Asked::read(request).and_then(|asked| match function {
        Some(function) if asked.endpoint.function() != function => Err(Problem::NotFound),
        _ => Ok(asked),
    });
    let asked_for = read.as_ref().map_or("", |asked| asked.endpoint.function().as_str());
    let done = match (read, &manifest) {
        (Err(problem), _) => Err(problem),
        (Ok(_), None) => Err(Problem::NoManifest),
        (Ok(asked), Some(manifest)) => {
            let client = asked.client;
            let scene = Scene { app, manifest: manifest.clone(), now: app.clock.now(), client };
            dispatched(&scene, &asked, &mut audience).await
        }
    };
    told(asked_for, &audience, &done, began.elapsed());
    responded(manifest.as_deref(), &audience, done)
}

/// Answers a request where settings are missing: nothing can be taken, and nothing is. In the site's words, where they
/// were built in.
pub async fn unready(forms: &Forms, request: &http::Request<Bytes>) -> Response<Bytes> {
    let audience = Audience::new(request::wants(request.headers()));
    respond::problem(forms.manifest().await.as_deref(), &audience, &Problem::NoSettings)
}

/// One line of the log for each request: never an address, a name, a token or a body.
fn told(function: &str, audience: &Audience, done: &Result<Outcome, Problem>, took: std::time::Duration) {
    let form = audience.form.as_ref().map_or("", FormId::as_str);
    let duration_us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
    match done {
        Ok(_) => tracing::info!(function, form, outcome = "ok", duration_us),
        Err(problem) if problem.status() < 500 => {
            tracing::info!(function, form, outcome = problem.code(), duration_us);
        }
        Err(problem) => {
            tracing::error!(function, form, outcome = problem.code(), cause = %causes(problem), duration_us);
        }
    }
}

/// Sends what is waiting, forgets what has expired, warns of deadlines: called now and then.
/// An `Err` when the store does not answer.
pub async fn sweep(app: &App) -> Result<flow::sweep::Swept, Problem> {
    let manifest = app.forms.manifest().await.ok_or(Problem::NoManifest)?;
    flow::sweep::sweep(&Scene { app, manifest, now: app.clock.now(), client: None }).await
}

fn responded(manifest: Option<&Manifest>, audience: &Audience, done: Result<Outcome, Problem>) -> Response<Bytes> {
    match (done, manifest) {
        (Ok(outcome), Some(manifest)) => respond::outcome(manifest, audience, &outcome),
        (Ok(_), None) => respond::problem(None, audience, &Problem::NoManifest),
        (Err(problem), manifest) => respond::problem(manifest, audience, &problem),
    }
}

/// A problem and what it came from. Our errors hold nothing that was typed, and the SDK's hold no item.
pub(crate) fn causes(problem: &(dyn std::error::Error + 'static)) -> String {
    let mut text = problem.to_string();
    let mut cause = problem.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

async fn dispatched(scene: &Scene<'_>, asked: &Asked, audience: &mut Audience) -> Result<Outcome, Problem> {
    let posts = asked.method == Method::POST;
    match &asked.endpoint {
        Endpoint::Signup | Endpoint::Pledge => {
            let typed = typed(scene, asked, audience)?;
            flow::enter::enter(scene, asked.endpoint.function(), &typed).await
        }
        Endpoint::Donate => flow::donate::donate(scene, &typed(scene, asked, audience)?).await,
        Endpoint::Stripe => {
            audience.wants = Wants::Json;
            flow::stripe::hear(scene, asked.header("stripe-signature"), &asked.body).await
        }
        Endpoint::Confirm(token) if posts => flow::confirm::confirm(scene, token).await,
        Endpoint::Confirm(token) => flow::confirm::ask(scene, token).await,
        // RFC 8058: a mail program posts one field in one of two types, and what it says is not needed.
        Endpoint::Unsubscribe(token) if posts => {
            flow::unsubscribe::leave(scene, token, &asked.typed().unwrap_or_default()).await
        }
        Endpoint::Unsubscribe(token) => Ok(flow::unsubscribe::ask(scene, token)),
        Endpoint::Count(form, format) => {
            audience.format = *format;
            audience.form = scene.manifest.forms.contains_key(form).then(|| form.clone());
            flow::count::count(scene, form).await
        }
    }
}

/// What was posted to a form, from a page of our own.
fn typed(scene: &Scene<'_>, asked: &Asked, audience: &mut Audience) -> Result<form::Typed, Problem> {
    if !request::is_ours(&asked.headers, &scene.manifest.site.base_url, &scene.app.origins) {
        return Err(Problem::Origin);
    }
    let typed = asked.typed()?;
    audience.lang = typed.value(post::LANGUAGE).map(str::to_owned);
    audience.form = typed.form(&scene.manifest).ok().map(|form| form.id.clone());
    Ok(typed)
}
