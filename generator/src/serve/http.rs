//! What browsers speak to. Every answer is the stage's; this only carries it.

use std::convert::Infallible;
use std::future::IntoFuture as _;
use std::net::TcpListener;
use std::sync::mpsc::Sender;
use std::thread;

use axum::Router;
use axum::body::Body;
use axum::extract::{RawQuery, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, Response, StatusCode, header};
use axum::response::IntoResponse;
use axum::response::sse::{self, KeepAlive, Sse};
use axum::routing::get;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use tokio::runtime::Runtime;
use tokio::sync::{oneshot, watch};
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::WatchStream;

use super::{Event, ServeError, dress};
use crate::model::artifact::Artifact;
use crate::project::Project;
use crate::render::headers;

/// A browser wants what is at a path.
pub(super) struct Ask {
    /// Decoded, with the slash in front.
    pub(super) path: String,
    /// What stands behind its question mark, as it was sent.
    pub(super) query: String,
    /// Who waits for it.
    pub(super) reply: oneshot::Sender<Answer>,
}

/// What a browser gets.
#[derive(Debug)]
pub(super) struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Answer {
    /// A page of the site, with the script that loads it again.
    pub(super) fn page(project: &Project, artifact: Artifact, status: u16, version: u64) -> Self {
        let headers = local(project.headers(artifact.path.as_str()));
        // A page whose policy lets no script run is shown as it is.
        let takes_scripts = headers.iter().any(|(_, value)| value.contains("script-src"));
        let body = if takes_scripts { dress::with_script(artifact.bytes, version) } else { artifact.bytes };
        Self { status, headers, body }.typed("text/html; charset=utf-8").fresh()
    }

    /// Another file of the site.
    pub(super) fn file(project: &Project, artifact: Artifact) -> Self {
        let headers = local(project.headers(artifact.path.as_str()));
        let mime = mime_guess::from_path(artifact.path.as_str()).first_or_octet_stream();
        let is_text = mime.type_() == "text" || matches!(mime.subtype().as_str(), "javascript" | "json" | "xml");
        let mime = if is_text { format!("{mime}; charset=utf-8") } else { mime.to_string() };
        Self { status: 200, headers, body: artifact.bytes }.typed(&mime)
    }

    /// It is elsewhere.
    pub(super) fn moved(to: &str, status: u16) -> Self {
        // A header is ASCII, a path need not be.
        const SPACES: &AsciiSet = &CONTROLS.add(b' ');
        let to = utf8_percent_encode(to, SPACES).to_string();
        Self { status, headers: vec![("location", to)], body: Vec::new() }.fresh()
    }

    /// What is wrong with the site.
    pub(super) fn wrong(html: &str) -> Self {
        Self { status: 500, headers: local(headers::FOR_ALL.to_vec()), body: html.into() }
            .typed("text/html; charset=utf-8")
            .fresh()
    }

    /// Not even a page that says so.
    pub(super) fn nothing() -> Self {
        Self { status: 404, headers: Vec::new(), body: b"there is nothing here\n".to_vec() }
            .typed("text/plain; charset=utf-8")
            .fresh()
    }

    fn typed(mut self, mime: &str) -> Self {
        if !self.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type")) {
            self.headers.push(("content-type", mime.to_owned()));
        }
        self
    }

    fn fresh(mut self) -> Self {
        self.headers.retain(|(name, _)| !name.eq_ignore_ascii_case("cache-control"));
        self.headers.push(("cache-control", "no-store".to_owned()));
        self
    }
}

/// A page's headers, less those that speak of TLS: there is none on the loopback.
fn local(headers: Vec<(&'static str, &'static str)>) -> Vec<(&'static str, String)> {
    let of_tls = |name: &str| name.eq_ignore_ascii_case("strict-transport-security");
    headers
        .into_iter()
        .filter(|(name, _)| !of_tls(name))
        .map(|(name, value)| (name, value.replace("; upgrade-insecure-requests", "")))
        .collect()
}

#[derive(Clone)]
struct Wires {
    events: Sender<Event>,
    /// The version of the site that is shown.
    shown: watch::Receiver<u64>,
}

/// The threads that answer.
pub(super) fn runtime() -> Result<Runtime, ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.map_err(ServeError::Start)
}

/// Answers on `listener` from now on, until the program ends; `more` is what is answered besides the site.
pub(super) fn start(
    listener: TcpListener,
    runtime: Runtime,
    more: Router,
    events: Sender<Event>,
    shown: watch::Receiver<u64>,
) -> Result<(), ServeError> {
    let listener = {
        let _inside = runtime.enter();
        tokio::net::TcpListener::from_std(listener).map_err(ServeError::Start)?
    };
    let stop = events.clone();
    let router = Router::new()
        .route("/_dev/changes", get(changes))
        .route("/_dev/reload.js", get(|| asset("text/javascript; charset=utf-8", dress::SCRIPT)))
        .route("/_dev/dev.css", get(|| asset("text/css; charset=utf-8", dress::STYLES)))
        .fallback(page)
        .with_state(Wires { events, shown })
        .merge(more);
    thread::spawn(move || {
        runtime.block_on(async move {
            let serving = axum::serve(listener, router).into_future();
            tokio::select! {
                _ = serving => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            let _ = stop.send(Event::Stop);
        });
    });
    Ok(())
}

async fn asset(mime: &'static str, text: &'static str) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, mime), (header::CACHE_CONTROL, "no-store")], text)
}

/// Tells of every version but the one that is asked about, at once if it is there already; of no one in particular
/// when the one of now is meant.
async fn changes(State(wires): State<Wires>, RawQuery(version): RawQuery) -> impl IntoResponse {
    let known = version.and_then(|version| version.parse().ok()).unwrap_or_else(|| *wires.shown.borrow());
    let changes = WatchStream::new(wires.shown).filter(move |version| *version != known);
    let events = changes.map(|_| Ok::<_, Infallible>(sse::Event::default().event("change").data("")));
    Sse::new(events).keep_alive(KeepAlive::default())
}

async fn page(State(wires): State<Wires>, request: Request) -> Response<Body> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    let path = percent_encoding::percent_decode_str(request.uri().path()).decode_utf8_lossy().into_owned();
    let query = request.uri().query().unwrap_or_default().to_owned();
    let (reply, answer) = oneshot::channel();
    if wires.events.send(Event::Ask(Ask { path, query, reply })).is_err() {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    match answer.await {
        Ok(answer) => response(answer),
        // The site was made again while we asked: the browser asks once more.
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "0")]).into_response(),
    }
}

fn response(answer: Answer) -> Response<Body> {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in answer.headers {
        let name = HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(&value)) {
            response.headers_mut().append(name, value);
        }
    }
    response
}
