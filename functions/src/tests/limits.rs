//! The layers against abuse, each by what a visitor and a flood get.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};

use super::fixture::{PLEDGE, World, header, manifest, pledge, text, world};
use crate::domain::{Limit, Window};
use crate::flow::{Scene, limits};
use crate::form::Typed;
use crate::store::{DynamoStore, Store, local};

/// What no test reaches.
const MANY: Window = Window { length_s: 24 * 60 * 60, max: 1_000_000 };

fn at_most(max: u32) -> Limit {
    Limit { short: Window { length_s: 600, max }, long: MANY }
}

impl World {
    /// Posts `pairs` to `path`, from `ip`.
    async fn post_from(&self, ip: &str, path: &str, pairs: &[(&str, &str)]) -> Response<Bytes> {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        let request = request.extension(crate::request::ClientIp(ip.parse().expect("an address")));
        crate::answer(&self.app, request.body(Bytes::from(body)).expect("a request")).await
    }
}

/// The token of a step's page.
fn step(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"step\" value=\"").expect("a token");
    rest.split_once('"').expect("its end").0.to_owned()
}

#[tokio::test]
async fn a_network_that_posts_much_is_asked_for_one_more_step() {
    let mut world = world().await;
    world.app.limits.ip = at_most(2);
    let from = "203.0.113.7";
    for email in ["a@example.org", "b@example.org"] {
        let answer = world.post_from(from, "/api/pledge", &pledge(&[("email_address", email)])).await;
        assert_eq!(answer.status(), 303);
    }
    let typed = pledge(&[("email_address", "c@example.org"), ("comments", "\"Rents\" & <wages>")]);
    let answer = world.post_from(from, "/api/pledge", &typed).await;
    let page = text(&answer);
    assert_eq!((answer.status().as_u16(), header(&answer, "retry-after")), (429, "5"), "{page}");
    assert!(page.contains("en step-title") && page.contains("en step-text 5") && page.contains("Imprint"), "{page}");
    assert!(page.contains("value=\"c@example.org\""), "what was typed travels with it: {page}");
    assert!(page.contains("value=\"&quot;Rents&quot; &amp; &lt;wages&gt;\""), "{page}");
    assert!(!page.contains("<script"), "{page}");
    assert_eq!(world.mailbox.letters().len(), 2, "nothing is done yet");

    let token = step(&page);
    let mut again = typed.clone();
    again.push(("step", &token));
    world.clock.pass(Duration::from_secs(3));
    let early = world.post_from(from, "/api/pledge", &again).await;
    assert_eq!((early.status().as_u16(), header(&early, "retry-after")), (429, "2"));
    assert!(text(&early).contains("en step-early 2"), "{}", text(&early));
    assert_eq!(step(&text(&early)), token, "the same step, to be taken later");

    world.clock.pass(Duration::from_secs(2));
    let answer = world.post_from(from, "/api/pledge", &again).await;
    assert_eq!((answer.status().as_u16(), header(&answer, "location")), (303, "/thanks/"));
    assert_eq!(world.mailbox.letters().len(), 3);

    let answer = world.post_from(from, "/api/pledge", &again).await;
    assert_eq!(answer.status(), 429, "a step is good once");
    assert_ne!(step(&text(&answer)), token);
    let others = pledge(&[("email_address", "d@example.org"), ("step", &token)]);
    assert_eq!(world.post_from(from, "/api/pledge", &others).await.status(), 429, "and for one person");

    assert_eq!(world.post_from("203.0.113.8", "/api/pledge", &pledge(&[])).await.status(), 303, "others go on");
    world.clock.pass(Duration::from_secs(600));
    let answer = world.post_from(from, "/api/pledge", &pledge(&[("email_address", "e@example.org")])).await;
    assert_eq!(answer.status(), 303, "and so does this one, some time later");
}

#[tokio::test]
async fn the_longer_window_trips_where_the_shorter_one_does_not() {
    let mut world = world().await;
    world.app.limits.ip = Limit { short: Window { length_s: 600, max: 2 }, long: Window { length_s: 86_400, max: 3 } };
    let mut statuses = Vec::new();
    for n in 0..5 {
        let email = format!("a{n}@example.org");
        let answer = world.post_from("2001:db8::1", "/api/pledge", &pledge(&[("email_address", &email)])).await;
        statuses.push(answer.status().as_u16());
        world.clock.pass(Duration::from_secs(600));
    }
    assert_eq!(statuses, [303, 303, 303, 429, 429]);
}

#[tokio::test]
async fn the_hosts_of_one_network_share_its_limit() {
    let mut world = world().await;
    world.app.limits.ip = at_most(1);
    let mut statuses = Vec::new();
    for (n, ip) in ["2001:db8:0:1::1", "2001:db8:0:1:aaaa::2", "2001:db8:0:2::1"].iter().enumerate() {
        let email = format!("a{n}@example.org");
        let answer = world.post_from(ip, "/api/pledge", &pledge(&[("email_address", &email)])).await;
        statuses.push(answer.status().as_u16());
    }
    assert_eq!(statuses, [303, 429, 303]);
}

#[tokio::test]
async fn one_address_is_limited_in_all_its_spellings_and_others_are_not() {
    let mut world = world().await;
    world.app.limits.person = at_most(2);
    let mut statuses = Vec::new();
    for email in ["ann@gmail.com", "a.nn@gmail.com", "Ann+x@googlemail.com", "bob@gmail.com"] {
        statuses.push(world.post("/api/pledge", &pledge(&[("email_address", email)])).await.status().as_u16());
    }
    assert_eq!(statuses, [303, 303, 429, 303]);
}

#[tokio::test]
async fn one_form_is_limited_and_others_are_not() {
    let mut world = world().await;
    world.app.limits.form = at_most(1);
    assert_eq!(world.post("/api/pledge", &pledge(&[])).await.status(), 303);
    let bob = pledge(&[("email_address", "bob@example.org")]);
    assert_eq!(world.post("/api/pledge", &bob).await.status(), 429);
    let signup = pledge(&[("email_address", "bob@example.org"), ("form", "campaigns/rent-controls:signup")]);
    assert_eq!(world.post("/api/signup", &signup).await.status(), 303);
}

#[tokio::test]
async fn what_is_far_beyond_a_limit_is_sent_away() {
    let mut world = world().await;
    world.app.limits.ip = at_most(1);
    let mut statuses = Vec::new();
    for n in 0..11 {
        let email = format!("a{n}@example.org");
        let answer = world.post_from("203.0.113.7", "/api/pledge", &pledge(&[("email_address", &email)])).await;
        statuses.push((answer.status().as_u16(), text(&answer).contains("en too-many-title")));
    }
    assert_eq!(statuses[9], (429, false));
    assert_eq!(statuses[10], (429, true));
}

#[tokio::test]
async fn this_machine_is_not_limited() {
    let mut world = world().await;
    world.app.limits.ip = at_most(0);
    assert_eq!(world.post_from("127.0.0.1", "/api/pledge", &pledge(&[])).await.status(), 303);
    assert_eq!(world.post_from("::1", "/api/pledge", &pledge(&[])).await.status(), 303);
}

#[tokio::test]
async fn a_program_gets_its_step_as_json() {
    let mut world = world().await;
    world.app.limits.form = at_most(0);
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(&pledge(&[])).finish();
    let request = Request::post("/api/pledge")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("accept", "application/json");
    let answer = crate::answer(&world.app, request.body(Bytes::from(body)).expect("a request")).await;
    let json: serde_json::Value = serde_json::from_slice(answer.body()).expect("JSON");
    assert_eq!((answer.status().as_u16(), json["error"].as_str()), (429, Some("step")));
    let token = json["step"].as_str().expect("a token").to_owned();
    world.clock.pass(Duration::from_secs(5));
    assert_eq!(world.post("/api/pledge", &pledge(&[("step", &token)])).await.status(), 303);
}

#[tokio::test]
async fn a_machine_is_answered_as_if_it_had_signed_and_leaves_nothing() {
    let world = world().await;
    let fooled = world.post("/api/pledge", &pledge(&[("homepage", "x"), ("email_address", "m@example.org")])).await;
    assert!(world.mailbox.letters().is_empty());
    let honest = world.post("/api/pledge", &pledge(&[])).await;
    assert_eq!(fooled.status(), honest.status());
    assert_eq!(fooled.headers(), honest.headers());
    assert_eq!(fooled.body(), honest.body());
    let dossier = world.store.dossier(&world.person("m@example.org")).await.expect("a store");
    assert!(dossier.entries.is_empty() && dossier.consents.is_empty());
}

#[tokio::test]
async fn what_no_page_of_ours_posts_is_refused() {
    let world = world().await;
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(&pledge(&[])).finish();
    for (kind, origin, status) in [
        ("application/x-www-form-urlencoded", "https://evil.example.org", 403),
        ("text/plain", "https://campaign.example.org", 415),
        ("multipart/form-data; boundary=x", "https://campaign.example.org", 415),
    ] {
        let request = Request::post("/api/pledge").header("content-type", kind).header("origin", origin);
        let answer = crate::answer(&world.app, request.body(Bytes::from(body.clone())).expect("a request")).await;
        assert_eq!(answer.status(), status, "{kind} {origin}");
    }
    assert!(world.mailbox.letters().is_empty());
}

/// What is logged while `doing`, as text.
async fn logged<T>(doing: impl Future<Output = T>) -> (T, String) {
    struct Lines(Arc<Mutex<Vec<u8>>>);
    impl std::io::Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().expect("no panic").extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let lines = Arc::new(Mutex::new(Vec::new()));
    let writer = lines.clone();
    let log = tracing_subscriber::fmt().json().with_writer(move || Lines(writer.clone())).finish();
    let guard = tracing::subscriber::set_default(log);
    let done = doing.await;
    drop(guard);
    let text = String::from_utf8(lines.lock().expect("no panic").clone()).expect("text");
    (done, text)
}

#[tokio::test]
async fn limits_fail_open_and_the_log_tells_of_it() {
    let mut world = world().await;
    let client = local::in_memory().await.expect("a database").client().clone();
    world.app.store = Arc::new(DynamoStore::with_client(client, "no-such-table"));
    world.app.limits.form = at_most(0);
    let manifest = Arc::new(manifest());
    let form = manifest.forms[&handbill_contract::FormId::parse(PLEDGE).expect("an id")].clone();
    let client = Some("203.0.113.7".parse().expect("an address"));
    let scene = Scene { app: &world.app, manifest, now: world.app.clock.now(), client };
    let person = world.person("ann@example.org");
    let (admitted, log) = logged(limits::admit(&scene, &form, &person, &Typed::default())).await;
    assert!(admitted.is_ok());
    for scope in ["ip", "person", "form"] {
        assert!(log.contains(&format!("\"limit\":\"{scope}\"")), "{log}");
    }
    assert!(!log.contains("203.0.113.7") && !log.contains(person.as_str()), "{log}");
    let (when, log) = logged(limits::postage(&scene, &person)).await;
    assert_eq!(when, crate::domain::mail::When::Now);
    assert!(log.contains("a limit on letters is not kept"), "{log}");
}

#[tokio::test]
async fn a_used_step_stays_used_though_posts_come_at_once() {
    let mut world = world().await;
    world.app.limits.form = at_most(0);
    let token = step(&text(&world.post("/api/pledge", &pledge(&[])).await));
    world.clock.pass(Duration::from_secs(5));
    let world = Arc::new(world);
    let posts: Vec<_> = (0..8)
        .map(|_| {
            let (world, token) = (world.clone(), token.clone());
            tokio::spawn(async move { world.post("/api/pledge", &pledge(&[("step", &token)])).await.status().as_u16() })
        })
        .collect();
    let mut taken = 0;
    for post in posts {
        taken += usize::from(post.await.expect("an answer") == 303);
    }
    assert_eq!(taken, 1);
}

#[tokio::test]
async fn the_log_of_a_flood_names_nobody() {
    let mut world = world().await;
    world.app.limits.ip = at_most(1);
    world.app.limits.mails = at_most(1);
    let (answers, log) = logged(async {
        let mut answers = Vec::new();
        for email in ["ann@example.org", "bob@example.org", "eve@example.org"] {
            answers.push(world.post_from("203.0.113.7", "/api/pledge", &pledge(&[("email_address", email)])).await);
        }
        answers
    })
    .await;
    assert_eq!(answers.len(), 3);
    assert!(log.contains("\"outcome\":\"step\""), "{log}");
    for secret in ["ann@", "bob@", "eve@", "example.org", "203.0.113", "LS1"] {
        assert!(!log.contains(secret), "{secret}: {log}");
    }
}
