//! A server of our own that holds a file, changes it, breaks it, hangs and goes away.

use std::sync::PoisonError;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::*;
use crate::tests::fixture;

type Script = Arc<std::sync::Mutex<Vec<Option<String>>>>;

/// Answers each request with the next line of the script, `None` hanging until the client has gone; and what it was asked.
async fn server(script: Vec<Option<String>>) -> (Follower, Arc<std::sync::Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/forms.json", listener.local_addr().expect("an address"));
    let script: Script = Arc::new(std::sync::Mutex::new(script));
    let asked = Arc::new(std::sync::Mutex::new(Vec::new()));
    let heard = asked.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = String::new();
            let mut buffer = [0; 4096];
            while !request.contains("\r\n\r\n") {
                match stream.read(&mut buffer).await {
                    Ok(n) if n > 0 => request.push_str(&String::from_utf8_lossy(&buffer[..n])),
                    _ => break,
                }
            }
            heard.lock().unwrap_or_else(PoisonError::into_inner).push(request);
            let next = {
                let mut script = script.lock().unwrap_or_else(PoisonError::into_inner);
                if script.is_empty() { Some(String::new()) } else { script.remove(0) }
            };
            match next {
                Some(answer) => {
                    let _ = stream.write_all(answer.as_bytes()).await;
                }
                None => {
                    let _ = stream.read(&mut buffer).await;
                }
            }
        }
    });
    (Follower::new(url), asked)
}

fn file(goal: u64, etag: &str) -> Option<String> {
    let mut manifest = fixture::manifest();
    for form in manifest.forms.values_mut() {
        Arc::make_mut(form).goal = Some(goal);
    }
    let body = String::from_utf8(manifest.to_json()).expect("text");
    answer("200 OK", &format!("ETag: {etag}\r\n"), &body)
}

fn answer(status: &str, more: &str, body: &str) -> Option<String> {
    Some(format!("HTTP/1.1 {status}\r\nConnection: close\r\n{more}Content-Length: {}\r\n\r\n{body}", body.len()))
}

fn goal(manifest: Option<Arc<Manifest>>) -> Option<u64> {
    manifest.and_then(|manifest| manifest.forms.values().next()?.goal)
}

#[tokio::test]
async fn the_last_good_copy_is_kept_whatever_comes_after_it() {
    let script = vec![
        answer("503 Service Unavailable", "", ""),
        file(1, "\"a\""),
        answer("304 Not Modified", "", ""),
        answer("200 OK", "", "{\"format\":"),
        answer("200 OK", "", "{\"format\":99}"),
        answer("404 Not Found", "", "gone"),
        answer("302 Found", "Location: https://elsewhere.example.org/\r\n", ""),
        Some("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n{\"cut".to_owned()),
        file(2, "\"b\""),
    ];
    let (follower, asked) = server(script).await;
    let start = Instant::now();
    let at = |seconds| start + Duration::from_secs(seconds);
    assert!(follower.manifest_at(at(0)).await.is_none(), "there never was one");
    assert!(follower.manifest_at(at(1)).await.is_none(), "and it is not asked for at each request");
    assert_eq!(asked.lock().expect("a list").len(), 1);
    assert_eq!(goal(follower.manifest_at(at(6)).await), Some(1));
    assert_eq!(goal(follower.manifest_at(at(7)).await), Some(1));
    assert_eq!(asked.lock().expect("a list").len(), 2);
    for time in [70, 140, 150, 160, 170, 180] {
        assert_eq!(goal(follower.manifest_at(at(time)).await), Some(1), "at {time}");
    }
    assert_eq!(goal(follower.manifest_at(at(190)).await), Some(2));
    let asked = asked.lock().expect("a list").clone();
    assert_eq!(asked.len(), 9);
    assert!(!asked[1].to_lowercase().contains("if-none-match"), "{}", asked[1]);
    assert!(asked[2..].iter().all(|request| request.to_lowercase().contains("if-none-match: \"a\"")));
}

#[tokio::test]
async fn one_request_asks_and_the_others_go_on_with_what_there_is() {
    let (follower, asked) = server(vec![file(1, "\"a\""), None]).await;
    let start = Instant::now();
    let follower = Arc::new(follower);
    assert_eq!(goal(follower.manifest_at(start).await), Some(1));
    let later = start + Duration::from_secs(70);
    let slow = tokio::spawn({
        let follower = follower.clone();
        async move { goal(follower.manifest_at(later).await) }
    });
    while asked.lock().expect("a list").len() < 2 {
        tokio::task::yield_now().await;
    }
    let began = Instant::now();
    for _ in 0..20 {
        assert_eq!(goal(follower.manifest_at(later).await), Some(1));
    }
    assert!(began.elapsed() < PATIENCE);
    slow.abort();
    // The request that asked was given up: the next one asks, and is not locked out.
    assert!(follower.asking.try_lock().is_ok() || slow.await.is_err());
}

#[tokio::test]
async fn without_a_copy_the_answer_says_when_to_come_again() {
    let mut world = fixture::world().await;
    let (follower, _) = server(Vec::new()).await;
    world.app.forms = crate::forms::Forms::Followed(follower);
    for accept in ["text/html", "application/json"] {
        let request = http::Request::get("/api/count/campaigns/rent-controls:pledge.json").header("accept", accept);
        let answer = crate::answer(&world.app, request.body(Bytes::new()).expect("a request")).await;
        assert_eq!(answer.status(), 503);
        assert_eq!(fixture::header(&answer, "retry-after"), "60");
        assert_eq!(fixture::header(&answer, "x-content-type-options"), "nosniff");
    }
}
