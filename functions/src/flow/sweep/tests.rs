//! Deadlines, day by day.

use std::sync::Arc;
use std::time::Duration;

use super::warn_of;
use crate::domain::{Email, Id, PaymentKey};
use crate::flow::Scene;
use crate::store::Due;
use crate::tests::fixture::{manifest, world};

#[tokio::test]
async fn the_treasurer_is_warned_a_week_before_two_days_before_and_on_the_last_day_once_each() {
    let mut world = world().await;
    world.app.treasurer = ["t@example.org", "u@example.org"].map(|to| Email::parse(to).expect("an address")).into();
    let gift = Id::new(world.app.clock.now(), &*world.app.chance);
    let due = Due { gift: gift.clone(), deadline: "2026-10-20".to_owned(), payment: PaymentKey("pi_1".to_owned()) };
    let mut told = Vec::new();
    for _ in 0..13 {
        let now = world.app.clock.now();
        let scene = Scene { app: &world.app, manifest: Arc::new(manifest()), now, client: None };
        for _ in 0..2 {
            warn_of(&scene, &due, scene.today()).await.expect("a store");
            crate::sweep(&world.app).await.expect("a sweep");
        }
        let letters = world.mailbox.letters();
        for letter in letters.iter().skip(told.len()) {
            assert!(letter.text.contains(&format!("deadline=2026-10-20\nreference={gift}\n")), "{}", letter.text);
            let n = letter.text.lines().next().expect("a line").to_owned();
            told.push((scene.today().day(), n, letter.to.as_str().to_owned()));
        }
        world.clock.pass(Duration::from_secs(24 * 60 * 60));
    }
    told.sort();
    let expected = [(13, "n=7"), (18, "n=2"), (20, "n=0")].into_iter();
    let expected: Vec<_> = expected
        .flat_map(|(day, n)| ["t@example.org", "u@example.org"].map(|to| (day, n.to_owned(), to.to_owned())))
        .collect();
    assert_eq!(told, expected);
}
