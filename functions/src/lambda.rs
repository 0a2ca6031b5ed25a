//! The runtime of AWS Lambda and of Netlify: its events become requests, and its processes are put together here.

mod event;

use std::net::IpAddr;
use std::process::ExitCode;
use std::sync::Arc;

use bytes::Bytes;
use lambda_http::request::{LambdaRequest, RequestContext};
use lambda_http::{Adapter, Body, RequestExt, Service, service_fn};
use lambda_runtime::LambdaEvent;
use serde_json::Value;
use subtle::ConstantTimeEq;

use crate::clock::{MachineChance, MachineClock};
use crate::domain::Limits;
use crate::forms::{Follower, Forms};
use crate::mail::{Mailbox, Mailer};
use crate::pay::stripe::Stripe;
use crate::request::{ClientIp, Function};
use crate::settings::{Need, Secret, Settings};
use crate::store::{BoxError, DynamoStore};
use crate::{App, answer_only, unready};

/// Runs one function until its platform ends it. Settings that are missing are logged, all at once, and every visitor is
/// told that nothing can be taken: a preview may have none, and its pages are there all the same.
pub async fn run(function: Function) -> ExitCode {
    log_as_json();
    let (app, proxy) = match Settings::from_environment(needs(function)) {
        Ok(settings) => {
            let proxy = settings.proxy_secret.clone();
            (Some(app(settings)), proxy)
        }
        Err(error) => {
            tracing::error!(%error, "the function takes nothing");
            (None, None)
        }
    };
    let (app, proxy, built_in) = (Arc::new(app), Arc::new(proxy), Arc::new(Forms::built_in()));
    let served = lambda_runtime::run(service_fn(move |event: LambdaEvent<Value>| {
        let (app, proxy, built_in) = (app.clone(), proxy.clone(), built_in.clone());
        async move {
            let LambdaEvent { payload, context } = event;
            let payload = read(payload)?;
            let mut adapter = Adapter::from(service_fn(move |event: lambda_http::Request| {
                let (app, proxy, built_in) = (app.clone(), proxy.clone(), built_in.clone());
                async move {
                    let request = request(event, proxy.as_ref().as_ref());
                    let answered = match app.as_ref() {
                        Some(app) => answer_only(app, Some(function), request).await,
                        None => unready(&built_in, &request).await,
                    };
                    Ok::<_, BoxError>(answered.map(body_of))
                }
            }));
            adapter.call(LambdaEvent::new(payload, context)).await
        }
    }));
    match served.await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "the runtime ended");
            ExitCode::FAILURE
        }
    }
}

/// Runs the sweep, at each event of the platform's timer, until the platform ends it.
pub async fn run_sweep() -> ExitCode {
    log_as_json();
    let app = match Settings::from_environment(&[Need::Mail]) {
        Ok(settings) => Arc::new(app(settings)),
        Err(error) => {
            tracing::error!(%error, "the sweep cannot begin");
            return ExitCode::FAILURE;
        }
    };
    let swept = lambda_runtime::run(lambda_runtime::service_fn(move |_: LambdaEvent<Value>| {
        let app = app.clone();
        async move {
            let swept = crate::sweep(&app).await?;
            tracing::info!(?swept, "swept");
            Ok::<_, BoxError>(serde_json::json!({"sent": swept.sent, "waiting": swept.waiting, "purged": swept.purged}))
        }
    }));
    match swept.await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "the runtime ended");
            ExitCode::FAILURE
        }
    }
}

/// What `function` cannot do without.
fn needs(function: Function) -> &'static [Need] {
    match function {
        Function::Signup | Function::Pledge => &[Need::Mail],
        Function::Donate => &[Need::Checkout],
        Function::Stripe => &[Need::Mail, Need::Webhook],
        Function::Confirm | Function::Unsubscribe | Function::Count => &[],
    }
}

/// All parts, by `settings`; nothing is connected yet.
pub fn app(settings: Settings) -> App {
    let Settings { keys, database, post, stripe, treasurer, origins, proxy_secret: _, forms_url, mails_per_minute } =
        settings;
    let limits = Limits::default();
    App {
        forms: forms_url.map_or_else(Forms::built_in, |url| Forms::Followed(Follower::new(url))),
        store: Arc::new(DynamoStore::new(database)),
        mailer: mailer(post),
        webhook_secret: stripe.webhook_secret.clone(),
        checkout: Arc::new(Stripe::new(stripe)),
        keys,
        treasurer,
        origins,
        limits: mails_per_minute.map_or(limits, |max| limits.with_mails_a_minute(max)),
        clock: Arc::new(MachineClock),
        chance: Arc::new(MachineChance),
    }
}

#[cfg(feature = "smtp")]
fn mailer(post: Option<crate::settings::Post>) -> Arc<dyn Mailer> {
    post.map_or_else(
        || Arc::new(Mailbox::default()) as Arc<dyn Mailer>,
        |post| Arc::new(crate::mail::smtp::Smtp::new(post)),
    )
}

#[cfg(not(feature = "smtp"))]
fn mailer(_post: Option<crate::settings::Post>) -> Arc<dyn Mailer> {
    Arc::new(Mailbox::default())
}

/// The request of a platform's event. An `Err` when it is the event of no platform that we know.
fn read(event: Value) -> Result<LambdaRequest, BoxError> {
    // The reader looks at the text twice, once for each version.
    Ok(serde_json::from_str(&event::fitted(event).to_string())?)
}

/// The request of `event`, with who asks.
fn request(event: lambda_http::Request, proxy: Option<&Secret>) -> http::Request<Bytes> {
    let client = client_ip(&event, proxy);
    let path = path(&event).to_owned();
    let (mut head, body) = event.into_parts();
    if let (false, Ok(uri)) = (path.is_empty(), path.parse()) {
        head.uri = uri;
    }
    let body = match body {
        Body::Text(text) => Bytes::from(text),
        Body::Binary(bytes) => Bytes::from(bytes),
        _ => Bytes::new(),
    };
    let mut request = http::Request::from_parts(head, body);
    if let Some(ip) = client {
        request.extensions_mut().insert(ClientIp(ip));
    }
    request
}

/// Text where it is text: an answer in base64 is a third longer.
fn body_of(bytes: Bytes) -> Body {
    match String::from_utf8(bytes.to_vec()) {
        Ok(text) => Body::Text(text),
        Err(error) => Body::Binary(error.into_bytes()),
    }
}

/// The path that the visitor asked for: an HTTP API puts the name of its stage before it.
fn path(event: &lambda_http::Request) -> &str {
    let path = event.raw_http_path();
    let stage = match event.request_context_ref() {
        Some(RequestContext::ApiGatewayV2(context)) => context.stage.as_deref().unwrap_or_default(),
        _ => "",
    };
    let after = path.strip_prefix('/').and_then(|rest| rest.strip_prefix(stage));
    after.filter(|rest| !stage.is_empty() && rest.starts_with('/')).unwrap_or(path)
}

/// Who asks, as the platform tells it: what a visitor can put into a header is not believed. Behind our own CloudFront,
/// which shows that it knows the secret of the `proxy`, it is the one that asked it: else all visitors were one.
fn client_ip(event: &lambda_http::Request, proxy: Option<&Secret>) -> Option<IpAddr> {
    let header = |name: &str| event.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if proxy.is_some_and(|proxy| header("x-handbill-proxy").as_bytes().ct_eq(proxy.reveal().as_bytes()).into()) {
        // The port stands behind the last colon, of an IPv6 address too.
        let (ip, _) = header("cloudfront-viewer-address").rsplit_once(':')?;
        return ip.trim_matches(['[', ']']).parse().ok();
    }
    let text = match event.request_context_ref()? {
        RequestContext::ApiGatewayV1(context) => context.identity.source_ip.as_deref(),
        RequestContext::ApiGatewayV2(context) => context.http.source_ip.as_deref(),
        _ => None,
    };
    text?.parse().ok()
}

/// Logs as lines of JSON, which never hold personal data.
pub fn log_as_json() {
    // Only the first one counts.
    let _ = tracing::subscriber::set_global_default(crate::log::subscriber(std::io::stdout));
}

#[cfg(test)]
mod tests;
