//! The runtime of AWS Lambda and of Netlify: its events become requests, and its processes are put together here.

use std::net::IpAddr;
use std::process::ExitCode;
use std::sync::Arc;

use bytes::Bytes;
use lambda_http::request::RequestContext;
use lambda_http::{Body, RequestExt, Response, service_fn};
use lambda_runtime::LambdaEvent;

use crate::clock::{MachineChance, MachineClock};
use crate::forms::{Follower, Forms};
use crate::mail::{Mailbox, Mailer};
use crate::pay::Https;
use crate::pay::stripe::Stripe;
use crate::request::{ClientIp, Function};
use crate::settings::{Need, Settings};
use crate::store::DynamoStore;
use crate::{App, answer_only};

/// Runs one function until its platform ends it. Settings that are missing are logged, all at once.
pub async fn run(function: Function) -> ExitCode {
    log_as_json();
    let app = match Settings::from_environment(needs(function)) {
        Ok(settings) => Arc::new(app(settings)),
        Err(error) => {
            tracing::error!(%error, "the function cannot begin");
            return ExitCode::FAILURE;
        }
    };
    let served = lambda_http::run(service_fn(move |event: lambda_http::Request| {
        let app = app.clone();
        async move { Ok::<_, std::convert::Infallible>(served(&app, function, event).await) }
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
    let swept = lambda_runtime::run(lambda_runtime::service_fn(move |_: LambdaEvent<serde_json::Value>| {
        let app = app.clone();
        async move {
            let swept = crate::sweep(&app).await?;
            tracing::info!(?swept, "swept");
            Ok::<_, crate::store::BoxError>(
                serde_json::json!({"sent": swept.sent, "waiting": swept.waiting, "purged": swept.purged}),
            )
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
    let Settings { keys, database, post, stripe, treasurer, origins, forms_url } = settings;
    App {
        forms: forms_url.map_or_else(Forms::built_in, |url| Forms::Followed(Follower { url })),
        store: Arc::new(DynamoStore::new(database)),
        mailer: mailer(post),
        webhook_secret: stripe.webhook_secret.clone(),
        checkout: Arc::new(Stripe { settings: stripe, https: Https::default() }),
        keys,
        treasurer,
        origins,
        clock: Arc::new(MachineClock),
        chance: Arc::new(MachineChance),
    }
}

#[cfg(feature = "smtp")]
fn mailer(post: Option<crate::settings::Post>) -> Arc<dyn Mailer> {
    post.map_or_else(
        || Arc::new(Mailbox::default()) as Arc<dyn Mailer>,
        |post| Arc::new(crate::mail::smtp::Smtp { post }),
    )
}

#[cfg(not(feature = "smtp"))]
fn mailer(_post: Option<crate::settings::Post>) -> Arc<dyn Mailer> {
    Arc::new(Mailbox::default())
}

async fn served(app: &App, function: Function, event: lambda_http::Request) -> Response<Body> {
    let client = client_ip(&event);
    // Before the platform's own prefix: API Gateway puts its stage there.
    let path = event.raw_http_path().to_owned();
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
    answer_only(app, Some(function), request).await.map(|body| Body::from(body.to_vec()))
}

/// Who asks, as the platform tells it: what a visitor can put into a header is not believed.
fn client_ip(event: &lambda_http::Request) -> Option<IpAddr> {
    let netlify = event.headers().get("x-nf-client-connection-ip").and_then(|value| value.to_str().ok());
    let text = match (netlify, event.request_context_ref()) {
        (Some(text), _) => Some(text.to_owned()),
        (None, Some(RequestContext::ApiGatewayV1(context))) => context.identity.source_ip.clone(),
        (None, Some(RequestContext::ApiGatewayV2(context))) => context.http.source_ip.clone(),
        _ => None,
    };
    text?.parse().ok()
}

/// Logs as lines of JSON, which never hold personal data.
pub fn log_as_json() {
    tracing_subscriber::fmt().json().with_target(false).with_current_span(false).init();
}
