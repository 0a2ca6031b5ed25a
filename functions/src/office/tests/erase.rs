//! Being forgotten.

use super::*;
use crate::store::Store;
use crate::tests::gifts::{give, giving, larger, pay, promised, stored};

#[tokio::test]
async fn erasing_leaves_no_trace_but_the_mark_and_what_the_law_keeps() {
    let world = giving().await;
    signs(&world, "ann@example.org", true, true, &[]).await;
    signs(&world, "Ann@Example.org", true, false, &[("form", "campaigns/rent-controls:signup"), ("public_name", "")])
        .await;
    signs(&world, "bob@example.org", true, true, &[]).await;
    let id = promised(&give(&world, &larger("600.00", &[])).await);
    pay(&world, &stored(&world, &id).await, "pi_1", "2026-10-10T10:00:00Z").await;
    let promise = promised(&give(&world, &larger("700.00", &[])).await);
    let person = world.person("ann@example.org");
    assert_eq!(world.confirmed().await, 2);

    let office = office(&world);
    let erased = office.erase("ANN@example.org").await.expect("erased");
    assert_eq!((erased.entries, erased.kept.len()), (2, 1), "{erased:?}");
    assert_eq!(erased.kept[0], ("pi_1".to_owned(), "2032-10-12".to_owned()));
    assert_eq!(world.confirmed().await, 1, "the count follows");

    let kept_by_law = ["G#", "Y#", "D#", "A#", "V#"];
    for row in crate::store::local::listing(&world.store, usize::MAX).await.expect("a listing") {
        let text = format!("{row:?}").to_lowercase();
        let names = text.contains("ann@") || text.contains(person.as_str());
        let may = row.key.0.starts_with("X#") || kept_by_law.iter().any(|prefix| row.key.0.starts_with(prefix));
        assert!(!names || may, "{row:?}");
        if row.key.0.starts_with("X#") {
            assert!(!text.contains("ann@"), "the mark shows no address: {row:?}");
        }
    }
    assert!(world.store.is_suppressed(&person).await.expect("a store"));
    assert!(world.store.gift(&id).await.expect("a store").is_some());
    // Its checkout is open, and money may still come; once that has closed, the promise is nothing that the law keeps.
    assert_eq!(erased.open, 1);
    world.clock.pass(std::time::Duration::from_secs(26 * 60 * 60));
    let a_day_later = super::office(&world).erase("ann@example.org").await.expect("erased");
    assert_eq!((a_day_later.open, a_day_later.traces), (0, 1));
    assert!(world.store.gift(&promise).await.expect("a store").is_none());
    assert!(world.store.gift(&id).await.expect("a store").is_some(), "what was paid stays");
    let letter = office.letter(&erased);
    assert!(letter.contains("2 of your entries") && letter.contains("pi_1, until 2032-10-12"), "{letter}");
    let welsh = office.letter(&super::super::erase::Erased { language: "cy".to_owned(), ..erased.clone() });
    assert!(welsh.contains("Annwyl gefnogwr") && welsh.contains("pi_1"), "{welsh}");

    let again = office.erase("ann@example.org").await.expect("again");
    assert_eq!((again.entries, again.consents, again.traces), (0, 0, 0));
    assert!(office.erase("nobody").await.expect_err("no address").to_string().contains("no address"));
}
