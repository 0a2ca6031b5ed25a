//! The functions on this machine: the same code behind the same paths, with an embedded database, a mailbox and a
//! stand-in for the checkout. Nothing leaves the machine, and no account or key is needed.
#![expect(clippy::disallowed_methods, reason = "it keeps a secret of its own in `.handbill/`")]

mod pages;

use std::fs;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::routing::{any, get};
use handbill_contract::Manifest;
use handbill_functions::clock::{Chance as _, Clock, MachineChance, MachineClock};
use handbill_functions::domain::{Keys, Limits};
use handbill_functions::forms::Forms;
use handbill_functions::mail::Mailbox;
use handbill_functions::pay::stand_in::{StandIn, stand_in};
use handbill_functions::request::ClientIp;
use handbill_functions::settings::Secret;
use handbill_functions::store::{DynamoStore, local};
use handbill_functions::{App, answer, sweep};
use jiff::{SignedDuration, Timestamp};

use super::ServeError;

/// More than any function takes: what is over it is refused by the function itself, with its own words.
const MAX_BYTES: usize = 300 * 1024;

/// How long a post may take to arrive.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often what waits is looked at.
const SWEEP: Duration = Duration::from_secs(30);

/// Everything that answers under `/api/` and `/_dev/`.
#[derive(Clone)]
pub(super) struct Desk {
    app: Arc<App>,
    clock: Arc<SiteClock>,
    mailbox: Arc<Mailbox>,
    store: Arc<DynamoStore>,
}

impl Desk {
    /// Opens the database below `root`, for the site that is served at `origin`.
    pub(super) async fn open(root: &Path, port: u16) -> Result<Self, ServeError> {
        let notes = root.join(".handbill");
        let failed = |source| ServeError::Notes { path: notes.clone(), source };
        fs::create_dir_all(&notes).map_err(failed)?;
        let secret = secret(&notes.join("secret")).map_err(failed)?;
        let store = local::on_file(&notes.join("records.sqlite")).await;
        let store = Arc::new(store.map_err(|cause| ServeError::Database(Box::new(cause)))?);
        let (clock, mailbox) = (Arc::new(SiteClock::default()), Arc::new(Mailbox::default()));
        let app = App {
            forms: Forms::held(None),
            store: store.clone(),
            mailer: mailbox.clone(),
            checkout: Arc::new(StandIn { base_url: origin(port) }),
            webhook_secret: Some(Secret::new(format!("whsec_{secret}"))),
            keys: Keys::parse(&secret).expect("the secret has 64 characters"),
            treasurer: Vec::new(),
            limits: Limits::default(),
            origins: vec![format!("http://localhost:{port}")],
            clock: clock.clone(),
            chance: Arc::new(MachineChance),
        };
        Ok(Self { app: Arc::new(app), clock, mailbox, store })
    }

    /// From now on the forms are those of `manifest`, and the clock is that of the site: a demonstration stands in its own time.
    pub(super) fn hold(&self, mut manifest: Manifest, now: Timestamp, port: u16) {
        manifest.site.base_url = origin(port);
        self.clock.set(now);
        self.app.forms.hold(manifest);
    }

    /// What is served besides the site, and the work that goes on behind it.
    pub(super) fn routes(&self) -> Router {
        Router::new()
            .route("/api/{*path}", any(api))
            .route("/_dev/checkout/{*path}", any(checkout))
            .route("/_dev", get(pages::index))
            .route("/_dev/", get(pages::index))
            .route("/_dev/mail", get(pages::mails))
            .route("/_dev/mail/{number}", get(pages::mail))
            .route("/_dev/mail/{number}/html", get(pages::mail_html))
            .with_state(self.clone())
    }

    /// Sends what waits, again and again.
    pub(super) async fn sweep_for_ever(self) {
        let mut pause = tokio::time::interval(SWEEP);
        loop {
            pause.tick().await;
            // What does not work now is tried again at the next round.
            let _ = sweep(&self.app).await;
        }
    }
}

fn origin(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}

/// The secret of this site on this machine; made at the first start.
fn secret(path: &Path) -> std::io::Result<String> {
    if let Ok(kept) = fs::read_to_string(path)
        && kept.len() >= Keys::MIN_BYTES
    {
        return Ok(kept);
    }
    let mut bytes = [0; 32];
    MachineChance.fill(&mut bytes);
    let made: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    fs::write(path, &made)?;
    Ok(made)
}

/// The site's clock, which goes on from where the site has set it.
#[derive(Debug, Default)]
struct SiteClock(Mutex<Option<SignedDuration>>);

impl SiteClock {
    fn set(&self, now: Timestamp) {
        let ahead = now.duration_since(MachineClock.now());
        // The site is made at each change; only a clock that was moved is set again.
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.is_none_or(|kept| (kept - ahead).abs() > SignedDuration::from_hours(1)) {
            *kept = Some(ahead);
        }
    }
}

impl Clock for SiteClock {
    fn now(&self) -> Timestamp {
        let ahead = self.0.lock().unwrap_or_else(PoisonError::into_inner).unwrap_or_default();
        MachineClock.now().checked_add(ahead).unwrap_or(Timestamp::MAX)
    }
}

async fn api(State(desk): State<Desk>, request: Request) -> Response<Body> {
    let (mut head, body) = request.into_parts();
    // A body that cannot be read whole is longer than any function takes, and is judged by its length alone.
    let Ok(body) = tokio::time::timeout(PATIENCE, to_bytes(body, MAX_BYTES)).await else { return too_slow() };
    let body = body.unwrap_or_else(|_| Bytes::from(vec![b' '; MAX_BYTES]));
    head.extensions.insert(ClientIp(IpAddr::V4(Ipv4Addr::LOCALHOST)));
    local_only(answer(&desk.app, axum::http::Request::from_parts(head, body)).await)
}

async fn checkout(State(desk): State<Desk>, request: Request) -> Response<Body> {
    let (head, body) = request.into_parts();
    let Ok(body) = tokio::time::timeout(PATIENCE, to_bytes(body, MAX_BYTES)).await else { return too_slow() };
    let body = body.unwrap_or_default();
    local_only(stand_in(&desk.app, axum::http::Request::from_parts(head, body)).await)
}

/// Platforms hand a function whole posts alone; here nobody waits for one for ever.
fn too_slow() -> Response<Body> {
    let mut response = Response::new(Body::from("What was sent took too long to arrive. Please send it again.\n"));
    *response.status_mut() = StatusCode::REQUEST_TIMEOUT;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

/// An answer without the headers that speak of TLS: there is none on the loopback.
fn local_only(response: Response<Bytes>) -> Response<Body> {
    let (mut head, body) = response.into_parts();
    head.headers.remove(header::STRICT_TRANSPORT_SECURITY);
    if let Some(policy) = head.headers.get(header::CONTENT_SECURITY_POLICY).and_then(|policy| policy.to_str().ok()) {
        let policy = policy.replace("; upgrade-insecure-requests", "");
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            head.headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
    }
    Response::from_parts(head, Body::from(body))
}
