//! What a developer sees of the functions: what is recorded, and the letters that would have been sent.

use std::fmt::Write as _;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use handbill_functions::mail::Letter;
use handbill_functions::store::local::{Row, listing};

use super::Desk;
use crate::serve::dress::{escaped, shell};

/// The most records that are shown.
const MAX_ROWS: usize = 500;

/// What is recorded.
pub(super) async fn index(State(desk): State<Desk>) -> Response {
    let rows = match listing(&desk.store, MAX_ROWS).await {
        Ok(rows) => rows,
        Err(error) => return (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    };
    let letters = desk.mailbox.letters().len();
    let mut html = format!(
        "<p><a href=\"/\">The site</a> · <a href=\"/_dev/mail\">The mailbox</a> ({letters})</p>\
         <p>What the forms have recorded on this machine, in <code>.handbill/records.sqlite</code>. Remove the file to begin anew.</p>"
    );
    if rows.is_empty() {
        html.push_str("<p>Nothing yet: fill in a form.</p>");
    }
    for (kind, name) in KINDS {
        let of_kind: Vec<&Row> = rows.iter().filter(|row| self::kind(row) == kind).collect();
        if !of_kind.is_empty() {
            let _ = write!(html, "<h2>{name} ({})</h2><ol>", of_kind.len());
            of_kind.iter().for_each(|row| html.push_str(&item(row)));
            html.push_str("</ol>");
        }
    }
    page("What is recorded", &html)
}

/// The first letters of keys, and what they are keys of.
const KINDS: [(&str, &str); 12] = [
    ("E", "Entries"),
    ("N", "Counters"),
    ("PERSON", "People"),
    ("C", "Consents"),
    ("G", "Gifts"),
    ("Y", "Payments"),
    ("V", "Events of the checkout"),
    ("M", "Mails that wait"),
    ("T", "Tokens"),
    ("L", "Limits"),
    ("X", "Suppressed"),
    ("", "Other"),
];

fn kind(row: &Row) -> &str {
    let (pk, sk) = (row.key.0.split('#').next().unwrap_or(""), row.key.1.split('#').next().unwrap_or(""));
    let kind = if pk == "P" { sk } else { pk };
    KINDS.iter().map(|(kind, _)| *kind).find(|known| *known == kind).unwrap_or("")
}

fn item(row: &Row) -> String {
    let mut html = format!("<li><p><b>{} {}</b></p><dl>", escaped(&row.key.0), escaped(&row.key.1));
    for (name, value) in &row.facts {
        let _ = write!(html, "<dt>{}</dt><dd>{}</dd>", escaped(name), escaped(value));
    }
    html.push_str("</dl></li>");
    html
}

/// All letters, the newest first.
pub(super) async fn mails(State(desk): State<Desk>) -> Response {
    let letters = desk.mailbox.letters();
    let mut html = "<p><a href=\"/\">The site</a> · <a href=\"/_dev/\">What is recorded</a></p>".to_owned();
    if letters.is_empty() {
        html.push_str("<p>No letter has been sent since the server was started.</p>");
    }
    html.push_str("<ol>");
    for (at, letter) in letters.iter().enumerate().rev() {
        let _ = write!(
            html,
            "<li><p><a href=\"/_dev/mail/{at}\">{}</a></p><p>to {}</p></li>",
            escaped(&letter.subject),
            escaped(letter.to.as_str())
        );
    }
    html.push_str("</ol>");
    page("The mailbox", &html)
}

/// One letter: its plain part with links, and its HTML part in a frame of its own.
pub(super) async fn mail(State(desk): State<Desk>, Path(number): Path<usize>) -> Response {
    let Some(letter) = letter(&desk, number) else { return StatusCode::NOT_FOUND.into_response() };
    let mut html = format!(
        "<p><a href=\"/_dev/mail\">The mailbox</a></p><dl><dt>To</dt><dd>{}</dd><dt>Language</dt><dd>{}</dd>",
        escaped(letter.to.as_str()),
        escaped(&letter.language)
    );
    if let Some(url) = &letter.unsubscribe_url {
        let _ = write!(html, "<dt>List-Unsubscribe</dt><dd>{}</dd>", linked(url));
    }
    let _ = write!(
        html,
        "</dl><h2>As text</h2><pre class=\"letter\">{}</pre><h2>As HTML</h2><iframe title=\"The letter as HTML\" src=\"/_dev/mail/{number}/html\"></iframe>",
        linked(&letter.text)
    );
    page(&letter.subject, &html)
}

/// The HTML part of a letter, by itself: its links open in the window round it.
pub(super) async fn mail_html(State(desk): State<Desk>, Path(number): Path<usize>) -> Response {
    let Some(letter) = letter(&desk, number) else { return StatusCode::NOT_FOUND.into_response() };
    let html = letter.html.replacen("<head>", "<head><base target=\"_top\">", 1);
    let policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";
    ([(header::CONTENT_SECURITY_POLICY, policy), (header::CACHE_CONTROL, "no-store")], Html(html)).into_response()
}

fn letter(desk: &Desk, number: usize) -> Option<Letter> {
    desk.mailbox.letters().into_iter().nth(number)
}

/// Text with its addresses as links.
fn linked(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for word in text.split_inclusive(char::is_whitespace) {
        let plain = word.trim_end();
        if plain.starts_with("http://") || plain.starts_with("https://") {
            let url = escaped(plain);
            let _ = write!(html, "<a href=\"{url}\">{url}</a>{}", word.strip_prefix(plain).unwrap_or_default());
        } else {
            html.push_str(&escaped(word));
        }
    }
    html
}

fn page(title: &str, html: &str) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'"),
    );
    (headers, Html(shell(title, html))).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_a_letter_can_be_followed_and_nothing_else_is_markup() {
        let html = linked("Confirm:\nhttps://example.org/api/confirm/a?b&c\n<b>");
        assert_eq!(
            html,
            "Confirm:\n<a href=\"https://example.org/api/confirm/a?b&amp;c\">https://example.org/api/confirm/a?b&amp;c</a>\n&lt;b&gt;"
        );
    }

    #[test]
    fn each_record_stands_under_its_kind() {
        let row = |pk: &str, sk: &str| Row { key: (pk.to_owned(), sk.to_owned()), facts: Vec::new() };
        assert_eq!(kind(&row("P#1", "E#a:pledge#0")), "E");
        assert_eq!(kind(&row("P#1", "PERSON")), "PERSON");
        assert_eq!(kind(&row("N#a:pledge#07", "COUNT")), "N");
        assert_eq!(kind(&row("?", "x")), "");
    }
}
