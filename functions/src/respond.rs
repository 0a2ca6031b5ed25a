//! Step 5: an outcome or a problem becomes a response, as a page or as JSON.

mod form;
mod headers;
mod picture;
mod voice;

use bytes::Bytes;
use handbill_contract::answer::html_escaped;
use handbill_contract::{FormId, Manifest};
use http::{Response, StatusCode, header};
use serde_json::json;

use crate::flow::{Outcome, Page};
use crate::problem::Problem;
use crate::request::{CountFormat, Wants};

use voice::Voice;

/// For whom an answer is.
#[derive(Debug, Clone)]
pub struct Audience {
    /// A page or JSON.
    pub wants: Wants,
    /// The language of the page that was posted from, where it is known.
    pub lang: Option<String>,
    /// For a count.
    pub format: CountFormat,
    /// For the log; one that the site has.
    pub form: Option<FormId>,
}

impl Audience {
    /// Who `wants` this shape of answer, and of whom nothing else is known yet.
    pub fn new(wants: Wants) -> Self {
        Self { wants, lang: None, format: CountFormat::Json, form: None }
    }
}

/// The response for `outcome`.
pub fn outcome(manifest: &Manifest, audience: &Audience, outcome: &Outcome) -> Response<Bytes> {
    match outcome {
        Outcome::Thanks(path) if audience.wants == Wants::Json => {
            json_response(200, &json!({"ok": true, "next": path}))
        }
        Outcome::Pay(url) if audience.wants == Wants::Json => json_response(200, &json!({"ok": true, "next": url})),
        Outcome::Thanks(path) => see_other(path),
        Outcome::Pay(url) => see_other(url),
        Outcome::Page(page, lang) => show(manifest, page, lang),
        Outcome::Count { count, goal } => match audience.format {
            CountFormat::Json => {
                let updated = count.updated.map(|updated| updated.to_string());
                cached(json_response(200, &json!({"confirmed": count.confirmed, "goal": goal, "updated": updated})))
            }
            CountFormat::Svg => cached(picture::of(&Voice::of(manifest, audience.lang.as_deref()), *count, *goal)),
        },
        Outcome::Done => json_response(200, &json!({"ok": true})),
    }
}

/// The response for `problem`; without a manifest it is plain text in English.
pub fn problem(manifest: Option<&Manifest>, audience: &Audience, problem: &Problem) -> Response<Bytes> {
    let mut response = match (audience.wants, manifest) {
        (Wants::Json, _) => json_problem(manifest, audience, problem),
        (Wants::Html, Some(manifest)) => page_of(manifest, audience, problem),
        (Wants::Html, None) => {
            plain(problem.status(), "This is not available right now. Please try again in a minute.")
        }
    };
    let headers = response.headers_mut();
    if let Problem::Method { allow } = problem {
        headers.insert(header::ALLOW, header::HeaderValue::from_static(allow));
    }
    if let Some(seconds) = problem.retry_after_s() {
        headers.insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

fn page_of(manifest: &Manifest, audience: &Audience, problem: &Problem) -> Response<Bytes> {
    let voice = Voice::of(manifest, audience.lang.as_deref());
    let (title, main) = match problem {
        Problem::Invalid(invalid) => form::again(&voice, invalid),
        Problem::OneMoreStep(step) => form::step(&voice, step),
        Problem::Paused(id) | Problem::Closed(id) => {
            let title = manifest.forms.get(id).and_then(|form| form.title.of(voice.lang(), voice.lang()));
            voice.notice(problem.code(), &[("title", title.unwrap_or_default())])
        }
        Problem::TooMany { retry_after_s } => {
            voice.notice(problem.code(), &[("n", &retry_after_s.div_ceil(60).to_string())])
        }
        problem => voice.notice(problem.code(), &[]),
    };
    html(problem.status(), &voice.page(&title, &main))
}

fn show(manifest: &Manifest, page: &Page, lang: &str) -> Response<Bytes> {
    let voice = Voice::of(manifest, Some(lang));
    let organisation = ("organisation", manifest.site.organisation.name.as_str());
    match page {
        Page::ConfirmButton { title } => {
            let (title, main) = voice.button("confirm", &[("title", title)]);
            html(200, &voice.page(&title, &main))
        }
        Page::ConfirmGone => {
            let (title, main) = voice.notice("confirm-gone", &[]);
            html(404, &voice.page(&title, &main))
        }
        Page::UnsubscribeButton => {
            let (title, main) = voice.button("unsubscribe", &[organisation]);
            html(200, &voice.page(&title, &main))
        }
        Page::Unsubscribed => {
            let (title, main) = voice.notice("unsubscribed", &[organisation]);
            html(200, &voice.page(&title, &main))
        }
    }
}

fn json_problem(manifest: Option<&Manifest>, audience: &Audience, problem: &Problem) -> Response<Bytes> {
    let voice = manifest.map(|manifest| Voice::of(manifest, audience.lang.as_deref()));
    let message = voice.as_ref().map(|voice| voice.word(&format!("{}-text", problem.code()), &[]));
    let fields: Vec<_> = match problem {
        Problem::Invalid(invalid) => {
            let one =
                |error: &handbill_contract::parse::FieldError| json!({"name": error.name, "code": error.code.as_str()});
            invalid.errors.iter().map(one).collect()
        }
        _ => Vec::new(),
    };
    let body = json!({"ok": false, "error": problem.code(), "message": message, "fields": fields});
    json_response(problem.status(), &body)
}

fn see_other(target: &str) -> Response<Bytes> {
    let Ok(target) = header::HeaderValue::from_str(&ascii(target)) else { return plain(200, "OK") };
    let mut response = plain(303, "");
    response.headers_mut().insert(header::LOCATION, target);
    response
}

/// `path` with what a header cannot hold percent-encoded.
fn ascii(path: &str) -> String {
    path.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_graphic() {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
        text
    })
}

fn html(status: u16, page: &str) -> Response<Bytes> {
    headers::made(status, "text/html; charset=utf-8", Bytes::copy_from_slice(page.as_bytes()))
}

fn plain(status: u16, text: &str) -> Response<Bytes> {
    headers::made(status, "text/plain; charset=utf-8", Bytes::copy_from_slice(text.as_bytes()))
}

fn json_response(status: u16, value: &serde_json::Value) -> Response<Bytes> {
    headers::made(status, "application/json", Bytes::from(value.to_string()))
}

/// For a minute in browsers and between; older for an hour while a new one is fetched.
fn cached(mut response: Response<Bytes>) -> Response<Bytes> {
    let policy = header::HeaderValue::from_static("public, max-age=60, stale-while-revalidate=3600");
    response.headers_mut().insert(header::CACHE_CONTROL, policy);
    response
}

/// The status, or 500 for a number that is none.
fn status(number: u16) -> StatusCode {
    StatusCode::from_u16(number).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// `text` escaped, in an element.
fn element(name: &str, text: &str) -> String {
    format!("<{name}>{}</{name}>\n", html_escaped(text))
}
