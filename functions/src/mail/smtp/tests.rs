//! Mail servers that the tests start themselves, on this machine: one that takes letters, and some that do not.

use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::Smtp;
use crate::domain::Email;
use crate::mail::{Letter, MailError, Mailer};
use crate::settings::{Post, Secret};

/// What a server does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    Takes,
    /// Answers the recipient so.
    Answers(&'static str),
    /// Answers the whole letter so.
    AnswersTheLetter(&'static str),
    /// Greets so.
    Greets(&'static str),
    /// Says nothing at all.
    Hangs,
    /// Hangs when the letter has come.
    HangsAtTheEnd,
    /// Goes away in the middle of the letter.
    Drops,
    /// Says what is no SMTP.
    Babbles,
}

/// Starts a server for one connection: its URL, and what it was told.
async fn server(manner: Manner) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("smtp://{}", listener.local_addr().expect("an address"));
    let told = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.expect("a client");
        let mut stream = BufReader::new(stream);
        let mut told = String::new();
        let first = match manner {
            Manner::Hangs => std::future::pending().await,
            Manner::Greets(greeting) => greeting,
            Manner::Babbles => "HTTP/1.1 200 OK",
            _ => "220 ready",
        };
        let mut answer = Some(first);
        let mut is_letter = false;
        loop {
            if let Some(answer) = answer.take() {
                let line = format!("{answer}\r\n");
                if stream.get_mut().write_all(line.as_bytes()).await.is_err() {
                    return told;
                }
            }
            let mut line = String::new();
            if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
                return told;
            }
            told.push_str(&line);
            answer = match (is_letter, line.split_whitespace().next().unwrap_or_default()) {
                (true, ".") => {
                    is_letter = false;
                    match manner {
                        Manner::HangsAtTheEnd => std::future::pending().await,
                        Manner::AnswersTheLetter(answer) => Some(answer),
                        _ => Some("250 taken"),
                    }
                }
                (true, _) if manner == Manner::Drops => return told,
                (true, _) => None,
                (false, "EHLO") => Some("250-here\r\n250 8BITMIME"),
                (false, "RCPT") => match manner {
                    Manner::Answers(answer) => Some(answer),
                    _ => Some("250 ok"),
                },
                (false, "DATA") => {
                    is_letter = true;
                    Some("354 go on")
                }
                (false, "QUIT") => Some("221 bye"),
                (false, _) => Some("250 ok"),
            };
        }
    });
    (url, told)
}

fn smtp(url: &str) -> Smtp {
    let from = "The Campaign <post@campaign.example.org>".to_owned();
    let reply_to = Some("office@campaign.example.org".to_owned());
    Smtp::new(Post { smtp_url: Secret::new(url), from, reply_to }).with_patience(Duration::from_millis(500))
}

fn letter() -> Letter {
    Letter {
        id: "01ARZ3NDEKTSV4RRFFQ69G5FAV".to_owned(),
        to: Email::parse("ann@example.org").expect("an address"),
        subject: "Cadarnhewch eich enw — tŷ".to_owned(),
        text: "Helo,\n\nImprint\n.\nhttps://campaign.example.org/".to_owned(),
        html: format!("<!doctype html><html lang=\"cy\"><p>Tŷ {}</p><p>Imprint</p></html>", "x".repeat(2_000)),
        language: "cy".to_owned(),
        unsubscribe_url: Some(format!("https://campaign.example.org/api/unsubscribe/{}.cy", "0".repeat(64))),
    }
}

#[tokio::test]
async fn a_letter_goes_in_two_parts_with_all_that_mail_programs_want() {
    let (url, told) = server(Manner::Takes).await;
    smtp(&url).send(&letter()).await.expect("it is taken");
    let told = told.await.expect("a server");
    for line in [
        "MAIL FROM:<post@campaign.example.org>",
        "RCPT TO:<ann@example.org>",
        "To: ann@example.org",
        "Reply-To: office@campaign.example.org",
        "Message-ID: <01ARZ3NDEKTSV4RRFFQ69G5FAV@campaign.example.org>",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        "Auto-Submitted: auto-generated",
        "Content-Language: cy",
        "MIME-Version: 1.0",
    ] {
        assert!(told.lines().any(|told| told.starts_with(line)), "{line}\n{told}");
    }
    let unsubscribe = format!("List-Unsubscribe: <https://campaign.example.org/api/unsubscribe/{}.cy>", "0".repeat(64));
    assert!(told.lines().any(|line| line == unsubscribe), "in one piece: {told}");
    assert!(
        told.contains("From: \"The Campaign\" <post@campaign.example.org>") || told.contains("From: The Campaign <")
    );
    assert!(told.contains("Subject: ") && told.contains("=?utf-8?b?"), "{told}");
    assert!(told.contains("multipart/alternative"), "{told}");
    let (plain, html) = (told.find("text/plain").expect("a plain part"), told.find("text/html").expect("another"));
    assert!(plain < html, "the richest part stands last");
    assert!(told.lines().all(|line| line.len() <= 998 && (line.is_ascii())), "{told}");
    assert!(told.contains("\r\nDate: "), "{told}");
}

#[tokio::test]
async fn what_a_letter_holds_ends_neither_a_header_nor_the_letter() {
    let (url, told) = server(Manner::Takes).await;
    let evil = Letter {
        subject: "Hello\r\nBcc: eve@example.org\r\n\r\nBody".to_owned(),
        text: "first\r\n.\r\nMAIL FROM:<eve@example.org>\r\n".to_owned(),
        language: "en\r\nX-Evil: 1".to_owned(),
        unsubscribe_url: Some("https://a.example.org/\r\nX-Evil: 1".to_owned()),
        ..letter()
    };
    let _ = smtp(&url).send(&evil).await;
    let told = told.await.expect("a server");
    for line in told.lines() {
        assert!(!line.starts_with("Bcc:") && !line.starts_with("X-Evil"), "{told}");
    }
    assert_eq!(told.lines().filter(|line| line.starts_with("RCPT")).count(), 1, "{told}");
}

#[tokio::test]
async fn a_refusal_is_final_or_not_as_the_server_says() {
    for (manner, is_final) in [
        (Manner::Answers("550 5.1.1 <ann@example.org> unknown"), true),
        (Manner::Answers("451 4.7.1 greylisted, come back"), false),
        (Manner::Answers("452 full"), false),
        (Manner::Answers("530 5.7.0 log in first"), false),
        (Manner::AnswersTheLetter("554 5.7.1 looks like spam"), true),
        (Manner::AnswersTheLetter("421 too busy"), false),
        (Manner::Greets("421 not now"), false),
        (Manner::Hangs, false),
        (Manner::HangsAtTheEnd, false),
        (Manner::Drops, false),
        (Manner::Babbles, false),
    ] {
        let (url, _told) = server(manner).await;
        let error = smtp(&url).send(&letter()).await.expect_err("it is not taken");
        assert_eq!(matches!(error, MailError::Never(_)), is_final, "{manner:?}: {error:?}");
        let whole = format!("{error} {error:?}");
        assert!(!whole.contains("ann@"), "{manner:?}: {whole}");
    }
}

#[tokio::test]
async fn nothing_is_sent_where_a_secure_connection_is_wanted_and_there_is_none() {
    let (url, told) = server(Manner::Takes).await;
    let error = smtp(&format!("{url}?tls=required").replace("smtp://", "smtp://user:hidden@")).send(&letter()).await;
    assert!(matches!(error, Err(MailError::Later(_))));
    let told = told.await.expect("a server");
    assert!(!told.contains("MAIL") && !told.contains("AUTH"), "{told}");
}

#[tokio::test]
async fn a_server_that_is_not_there_or_a_wrong_url_is_tried_again_later() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("smtp://{}", listener.local_addr().expect("an address"));
    drop(listener);
    for url in [url.as_str(), "smtp://", "nonsense", "https://user:hidden@mail.example.org"] {
        let error = smtp(url).send(&letter()).await.expect_err("nobody is there");
        assert!(matches!(error, MailError::Later(_)), "{url}");
        assert!(!format!("{error:?}").contains("hidden"), "{error:?}");
    }
}
