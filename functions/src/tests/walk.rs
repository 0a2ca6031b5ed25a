//! A pledge from the first post to the count.

use std::time::Duration;

use jiff::Timestamp;

use super::fixture::{PLEDGE, World, header, manifest, pledge, text, world};
use crate::domain::EntryState;
use crate::store::Store;

/// The path of the link in the newest letter.
fn link(world: &World) -> String {
    let letters = world.mailbox.letters();
    let line = letters.last().expect("a letter").text.lines().find(|line| line.starts_with("confirm_url="));
    let url = line.expect("a link").trim_start_matches("confirm_url=");
    url.trim_start_matches("https://campaign.example.org").to_owned()
}

async fn confirmed(world: &World) -> u64 {
    let answer = world.get(&format!("/api/count/{PLEDGE}.json")).await;
    let json: serde_json::Value = serde_json::from_slice(answer.body()).expect("JSON");
    json["confirmed"].as_u64().expect("a number")
}

#[tokio::test]
async fn a_pledge_is_counted_once_it_is_confirmed() {
    let world = world().await;
    let ticket = manifest().consents[0].ticket("en").expect("it has a text");
    let answer = world.post("/api/pledge", &pledge(&[("consent", &ticket)])).await;
    assert_eq!((answer.status().as_u16(), header(&answer, "location")), (303, "/thanks/"), "{}", text(&answer));
    let letter = world.mailbox.letters().pop().expect("a letter");
    assert_eq!(letter.subject, "confirm-pledge");
    assert!(letter.unsubscribe_url.is_some_and(|url| url.starts_with("https://campaign.example.org/api/unsubscribe/")));
    assert!(world.store.due_mails(Timestamp::MAX, 9).await.expect("an outbox").is_empty(), "it was sent");
    assert_eq!(confirmed(&world).await, 0);

    let link = link(&world);
    for _ in 0..2 {
        let answer = world.get(&link).await;
        assert_eq!(answer.status(), 200);
        assert!(text(&answer).contains("<form method=\"post\"><p><button"), "{}", text(&answer));
        assert!(text(&answer).contains("Rent controls"));
    }
    assert_eq!(confirmed(&world).await, 0, "looking changes nothing");

    for _ in 0..2 {
        let answer = world.post(&link, &[]).await;
        assert_eq!((answer.status().as_u16(), header(&answer, "location")), (303, "/thanks/"));
        assert_eq!(confirmed(&world).await, 1);
    }
    let person = world.app.keys.person(&"ann@example.org".to_owned().try_into().expect("an address"));
    let store = &world.store;
    let all = store.consents(&person).await;
    let changes: Vec<_> = all.iter().map(|consent| format!("{:?}", consent.change)).collect();
    assert_eq!(changes, ["Given", "Confirmed"]);
    assert_eq!(all[0].text, "Write to me about this.");
}

#[tokio::test]
async fn the_same_person_is_one_record_whatever_they_post() {
    let world = world().await;
    for email in ["ann@gmail.com", "Ann@Gmail.com", "a.nn+rent@googlemail.com"] {
        assert_eq!(world.post("/api/pledge", &pledge(&[("email_address", email)])).await.status(), 303);
    }
    let links: Vec<_> = world.mailbox.letters().iter().map(|letter| letter.to.as_str().to_owned()).collect();
    assert_eq!(links.len(), 3, "each post of a pending entry brings the mail again, to where it was first asked for");
    assert!(links.iter().all(|to| to == "ann@gmail.com"));
    world.post(&link(&world), &[]).await;
    assert_eq!(confirmed(&world).await, 1);
}

#[tokio::test]
async fn a_couple_counts_twice() {
    let world = world().await;
    world.post("/api/pledge", &pledge(&[])).await;
    world.post(&link(&world), &[]).await;
    world.post("/api/pledge", &pledge(&[("given_name", "Bob")])).await;
    world.post(&link(&world), &[]).await;
    assert_eq!(confirmed(&world).await, 2);
    world.post("/api/pledge", &pledge(&[("given_name", "Third")])).await;
    assert_eq!(world.mailbox.letters().len(), 2);
}

#[tokio::test]
async fn a_link_holds_for_seven_days() {
    let world = world().await;
    world.post("/api/pledge", &pledge(&[])).await;
    world.clock.pass(Duration::from_secs(7 * 24 * 60 * 60));
    let answer = world.post(&link(&world), &[]).await;
    assert_eq!(answer.status(), 404);
    assert!(text(&answer).contains("confirm-gone-title"));
    assert_eq!(confirmed(&world).await, 0);
}

#[tokio::test]
async fn mistakes_bring_the_form_back() {
    let world = world().await;
    let answer = world.post("/api/pledge", &pledge(&[("email_address", "<b>ann"), ("old_enough", "")])).await;
    assert_eq!(answer.status(), 422);
    let page = text(&answer);
    assert!(page.contains("error-email") && page.contains("error-age"), "{page}");
    assert!(page.contains(&format!("value=\"{PLEDGE}\"")), "{page}");
    assert!(!page.contains("<b>"), "{page}");
    assert!(world.mailbox.letters().is_empty());
}

#[tokio::test]
async fn what_a_machine_fills_in_is_answered_and_forgotten() {
    let world = world().await;
    let answer = world.post("/api/pledge", &pledge(&[("homepage", "https://spam.example.org")])).await;
    assert_eq!((answer.status().as_u16(), header(&answer, "location")), (303, "/thanks/"));
    assert!(world.mailbox.letters().is_empty());
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_a_page() {
    let world = world().await;
    let big = "x".repeat(17 * 1024);
    for (path, pairs, status) in [
        ("/api/pledge", pledge(&[("comments", &big)]), 413),
        ("/api/pledge", pledge(&[("form", "campaigns/none:pledge")]), 404),
        ("/api/signup", pledge(&[]), 404),
        ("/api/pledge", pledge(&[("is_admin", "1")]), 400),
        ("/api/nothing", pledge(&[]), 404),
        ("/api/confirm/00", Vec::new(), 404),
    ] {
        let answer = world.post(path, &pairs).await;
        assert_eq!(answer.status(), status, "{path}");
        assert_eq!(header(&answer, "x-content-type-options"), "nosniff");
        assert!(text(&answer).contains("<footer>Imprint</footer>"), "{path}: {}", text(&answer));
    }
    assert_eq!(world.get("/api/pledge").await.status(), 405);
}

#[tokio::test]
async fn two_hundred_identical_pledges_leave_one_record() {
    let world = std::sync::Arc::new(world().await);
    let posts: Vec<_> = (0..200)
        .map(|_| {
            let world = world.clone();
            tokio::spawn(async move { world.post("/api/pledge", &pledge(&[])).await.status().as_u16() })
        })
        .collect();
    for post in posts {
        assert_eq!(post.await.expect("an answer"), 303);
    }
    let link = link(&world);
    let token = crate::domain::Token::parse(link.trim_start_matches("/api/confirm/")).expect("a token");
    let grant = world.store.grant(&token.hash()).await.expect("a store").expect("a grant");
    let entry = world.store.entry(&grant).await.expect("a store").expect("an entry");
    assert_eq!(entry.state, EntryState::Pending);
    world.post(&link, &[]).await;
    assert_eq!(confirmed(&world).await, 1);
}
