//! One letter to a real mail server, which `HANDBILL_TEST_SMTP` names: `smtp://127.0.0.1:2525`.
//!
//! Where none is named this says so in one line; in CI that is an error.

#![cfg(feature = "smtp")]

use handbill_functions::domain::Email;
use handbill_functions::mail::smtp::Smtp;
use handbill_functions::mail::{Letter, Mailer};
use handbill_functions::settings::{Post, Secret};

#[expect(clippy::disallowed_methods, reason = "a test is told by its surroundings what it may talk to")]
fn server() -> Option<String> {
    let named = std::env::var("HANDBILL_TEST_SMTP").ok().filter(|url| !url.is_empty());
    let is_ci = std::env::var("CI").is_ok_and(|ci| !ci.is_empty() && ci != "false");
    assert!(named.is_some() || !is_ci, "in CI `HANDBILL_TEST_SMTP` must name a mail server");
    named
}

#[tokio::test]
async fn a_real_server_takes_a_letter() {
    let Some(url) = server() else {
        println!("skipped: `HANDBILL_TEST_SMTP` names no mail server");
        return;
    };
    let from = "The Campaign <post@campaign.example.org>".to_owned();
    let smtp = Smtp::new(Post { smtp_url: Secret::new(url), from, reply_to: None });
    let letter = Letter {
        id: "01ARZ3NDEKTSV4RRFFQ69G5FAV".to_owned(),
        to: Email::parse("ann@example.org").expect("an address"),
        subject: "Cadarnhewch eich enw: tŷ".to_owned(),
        text: "Helo,\n\nCadarnhewch: https://campaign.example.org/\n.\nImprint".to_owned(),
        html: "<!doctype html><html lang=\"cy\"><p>Tŷ</p><p>Imprint</p></html>".to_owned(),
        language: "cy".to_owned(),
        unsubscribe_url: Some(format!("https://campaign.example.org/api/unsubscribe/{}.cy", "0".repeat(64))),
    };
    smtp.send(&letter).await.expect("the server takes it");
}
