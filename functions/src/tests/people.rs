//! People as a whole: what is kept, what is forgotten, and counters that follow.

use std::time::Duration;

use handbill_contract::FormId;
use handbill_contract::parse::Recurrence;

use super::fixture::{PLEDGE, World, manifest, pledge, world};
use crate::domain::{Gift, Id, Tier};
use crate::store::{Recount, Store};

const ANN: &str = "ann@example.org";

fn form() -> FormId {
    FormId::parse(PLEDGE).expect("an id")
}

async fn sign(world: &World, email: &str) {
    let ticket = manifest().consents[0].ticket("en").expect("a text");
    let answer = world.post("/api/pledge", &pledge(&[("email_address", email), ("consent", &ticket)])).await;
    assert_eq!(answer.status(), 303);
    world.post(&world.link(), &[]).await;
}

fn gift(world: &World) -> Gift {
    let text = |text: &str| text.to_owned();
    Gift {
        gift: Id::new(world.app.clock.now(), &*world.app.chance),
        person: world.person(ANN),
        email_address: text(ANN).try_into().expect("an address"),
        given_name: text("Ann"),
        family_name: text("Lee"),
        postal_code: text("LS1 1BA"),
        form: text("campaigns/rent-controls:donate"),
        amount_pence: 500,
        currency: text("GBP"),
        recurrence: Recurrence::Once,
        tier: Tier::Small,
        donor: None,
        declarations: Vec::new(),
        language: text("en"),
        created_date: world.app.clock.now(),
    }
}

#[tokio::test]
async fn a_dossier_holds_all_of_one_person_and_nothing_of_others() {
    let world = world().await;
    sign(&world, ANN).await;
    sign(&world, "bob@example.org").await;
    let dossier = world.store.dossier(&world.person(ANN)).await.expect("a store");
    assert_eq!(dossier.person.expect("a person").email_address.as_str(), ANN);
    assert_eq!((dossier.entries.len(), dossier.consents.len(), dossier.suppressed), (1, 2, None));
    let nobody = world.store.dossier(&world.person("eve@example.org")).await.expect("a store");
    assert!(nobody.person.is_none() && nobody.entries.is_empty() && nobody.consents.is_empty());
}

#[tokio::test]
async fn one_who_is_erased_leaves_gifts_a_suppression_and_a_right_count() {
    let world = world().await;
    sign(&world, ANN).await;
    world.post("/api/pledge", &pledge(&[("given_name", "Bert"), ("family_name", "Lee")])).await;
    world.post(&world.link(), &[]).await;
    world.post("/api/signup", &pledge(&[("form", "campaigns/rent-controls:signup")])).await;
    sign(&world, "bob@example.org").await;
    let gift = gift(&world);
    world.store.promise(&gift).await.expect("a store");
    assert_eq!(world.confirmed().await, 3);

    let (ann, now) = (world.person(ANN), world.app.clock.now());
    for _ in 0..2 {
        world.store.erase(&ann, now).await.expect("a store");
        assert_eq!(world.confirmed().await, 1, "both of the couple's, and once");
    }
    let dossier = world.store.dossier(&ann).await.expect("a store");
    assert!(dossier.person.is_none() && dossier.entries.is_empty() && dossier.consents.is_empty());
    assert_eq!(dossier.suppressed, Some(now));
    assert_eq!(world.store.gift(&gift.gift).await.expect("a store"), Some(gift), "the law wants it kept");
    let recount = world.store.recount(&form(), now).await.expect("a store");
    assert_eq!(recount, Recount { counted: 1, found: 1 });
}

#[tokio::test]
async fn the_letters_of_one_who_is_erased_are_not_sent() {
    let world = world().await;
    world.post("/api/pledge", &pledge(&[])).await;
    world.post("/api/signup", &pledge(&[("form", "campaigns/rent-controls:signup")])).await;
    assert_eq!(world.store.due_mails(jiff::Timestamp::MAX, 9).await.expect("an outbox").len(), 1);
    world.store.erase(&world.person(ANN), world.app.clock.now()).await.expect("a store");
    assert!(world.store.due_mails(jiff::Timestamp::MAX, 9).await.expect("an outbox").is_empty());
    let link = world.link();
    assert_eq!(world.post(&link, &[]).await.status(), 404, "and their links lead nowhere");
    assert_eq!(world.confirmed().await, 0);
}

#[tokio::test]
async fn one_who_was_erased_can_sign_again() {
    let world = world().await;
    sign(&world, ANN).await;
    world.store.erase(&world.person(ANN), world.app.clock.now()).await.expect("a store");
    sign(&world, ANN).await;
    assert_eq!(world.confirmed().await, 1);
    assert!(!world.store.is_suppressed(&world.person(ANN)).await.expect("a store"));
}

#[tokio::test]
async fn a_recount_proves_the_counter_and_mends_it() {
    let world = world().await;
    for n in 0..9 {
        sign(&world, &format!("a{n}@example.org")).await;
    }
    world.post("/api/pledge", &pledge(&[("email_address", "pending@example.org")])).await;
    let now = world.app.clock.now();
    assert_eq!(world.store.recount(&form(), now).await.expect("a store"), Recount { counted: 9, found: 9 });
    let shard = world.person("a0@example.org").shard(crate::domain::entry::SHARDS);
    let free = (0..crate::domain::entry::SHARDS)
        .find(|shard| (0..9).all(|n| world.person(&format!("a{n}@example.org")).shard(64) != *shard))
        .expect("a shard without entries");
    for (shard, wrong, counted) in [(shard, 100, 108), (shard, -3, 8), (free, 5, 14)] {
        world.store.upset_counter(&form(), shard, wrong).await;
        let recount = world.store.recount(&form(), now).await.expect("a store");
        assert_eq!(recount.found, 9, "{shard} {wrong}");
        assert!(recount.counted != 9 && recount.counted.abs_diff(counted) <= 9, "{recount:?}");
        assert_eq!(world.confirmed().await, 9);
        assert_eq!(world.store.recount(&form(), now).await.expect("a store"), Recount { counted: 9, found: 9 });
    }
}

#[tokio::test]
async fn a_recount_and_an_erasure_while_people_confirm_lose_nobody() {
    let world = std::sync::Arc::new(world().await);
    let mut links = Vec::new();
    for n in 0..24 {
        let email = format!("a{n}@example.org");
        world.post("/api/pledge", &pledge(&[("email_address", &email)])).await;
        links.push(world.link());
    }
    world.store.upset_counter(&form(), world.person("a3@example.org").shard(64), 40).await;
    let mut tasks: Vec<_> = links
        .into_iter()
        .map(|link| {
            let world = world.clone();
            tokio::spawn(async move { assert_eq!(world.post(&link, &[]).await.status().as_u16() / 100, 3) })
        })
        .collect();
    for n in 0..3 {
        let world = world.clone();
        tasks.push(tokio::spawn(async move {
            let now = world.app.clock.now();
            // One that gives up, because people confirm all the time, changes nothing.
            let _ = world.store.recount(&form(), now).await;
            let gone = world.person(&format!("b{n}@example.org"));
            world.store.erase(&gone, now).await.expect("a store");
        }));
    }
    for task in tasks {
        task.await.expect("no panic");
    }
    let now = world.app.clock.now();
    assert_eq!(world.store.recount(&form(), now).await.expect("a store").found, 24);
    assert_eq!(world.confirmed().await, 24);
}

#[tokio::test]
async fn one_who_is_erased_while_they_confirm_is_counted_or_not_but_never_half() {
    let world = std::sync::Arc::new(world().await);
    for n in 0..12 {
        let email = format!("a{n}@example.org");
        world.post("/api/pledge", &pledge(&[("email_address", &email)])).await;
        let (link, person, now) = (world.link(), world.person(&email), world.app.clock.now());
        let confirming = {
            let world = world.clone();
            tokio::spawn(async move { world.post(&link, &[]).await.status() })
        };
        world.store.erase(&person, now).await.expect("a store");
        confirming.await.expect("an answer");
        let recount = world.store.recount(&form(), now).await.expect("a store");
        assert_eq!(recount.counted, recount.found);
    }
}

#[tokio::test]
async fn a_box_that_is_posted_twice_is_no_failure() {
    let world = world().await;
    let ticket = manifest().consents[0].ticket("en").expect("a text");
    let answer = world.post("/api/pledge", &pledge(&[("consent", &ticket), ("consent", &ticket)])).await;
    assert!(matches!(answer.status().as_u16(), 303 | 422), "{}", answer.status());
    let dossier = world.store.dossier(&world.person(ANN)).await.expect("a store");
    assert!(dossier.consents.len() <= 1);
}

#[tokio::test]
async fn the_sweep_counts_again_once_a_day() {
    let world = world().await;
    sign(&world, ANN).await;
    let shard = world.person(ANN).shard(crate::domain::entry::SHARDS);
    world.store.upset_counter(&form(), shard, 7).await;
    assert_eq!(crate::sweep(&world.app).await.expect("a sweep").mended, 1);
    assert_eq!(world.confirmed().await, 1);
    world.store.upset_counter(&form(), shard, 7).await;
    assert_eq!(crate::sweep(&world.app).await.expect("a sweep").mended, 0);
    world.clock.pass(Duration::from_secs(24 * 60 * 60));
    assert_eq!(crate::sweep(&world.app).await.expect("a sweep").mended, 1);
}

#[tokio::test]
async fn the_pages_of_a_form_hold_each_confirmed_entry_once() {
    let world = world().await;
    for n in 0..17 {
        sign(&world, &format!("a{n}@example.org")).await;
    }
    world.post("/api/pledge", &pledge(&[("email_address", "pending@example.org")])).await;
    let (mut all, mut sizes, mut after) = (Vec::new(), Vec::new(), None);
    loop {
        let (entries, next) = world.store.entries(&form(), after).await.expect("a store");
        sizes.push(entries.len());
        all.extend(entries.into_iter().map(|entry| entry.email_address.as_str().to_owned()));
        after = next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(sizes, [7, 7, 3]);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 17);
    assert!(!all.contains(&"pending@example.org".to_owned()));
    assert!(world.store.entries(&form(), Some("nonsense".to_owned())).await.is_err());
}
