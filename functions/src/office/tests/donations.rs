//! The treasurer's dates.

use std::time::Duration;

use super::*;
use crate::domain::{Decision, Verdict};
use crate::office::donations::{Quarter, Why};
use crate::tests::gifts::{give, giving, larger, pay, promised, reported, set_clock, stored};

async fn gives(world: &World, pairs: &[(String, String)], intent: &str, at: &str) {
    let id = promised(&give(world, pairs).await);
    pay(world, &stored(world, &id).await, intent, at).await;
}

fn decision(world: &World, verdict: Verdict) -> Decision {
    let text = |text: &str| text.to_owned();
    Decision {
        verdict,
        by: text("The treasurer"),
        at: world.app.clock.now(),
        how: text("looked up"),
        evidence: text("LS1/42"),
    }
}

#[tokio::test]
async fn what_is_to_be_checked_and_reported_is_listed_by_date_and_leaves_the_list() {
    let mut world = giving().await;
    gives(&world, &larger("600.00", &[]), "pi_1", "2026-10-10T10:00:00Z").await;
    gives(&world, &reported("12000.00"), "pi_2", "2026-10-11T10:00:00Z").await;
    let due = office(&world).due().await.expect("due");
    let told: Vec<_> = due.iter().map(|one| (one.by.to_string(), one.what, one.payment.as_str())).collect();
    assert_eq!(told, [("2026-11-08".to_owned(), "check", "pi_1"), ("2026-11-09".to_owned(), "check", "pi_2")]);

    set_clock(&mut world, "2026-10-20T12:00:00Z");
    office(&world).decide("pi_2", decision(&world, Verdict::Accepted)).await.expect("decided");
    office(&world).decide("pi_1", decision(&world, Verdict::Returned)).await.expect("decided");
    let due = office(&world).due().await.expect("due");
    let told: Vec<_> = due.iter().map(|one| (one.by.to_string(), one.what, one.payment.as_str())).collect();
    assert_eq!(told, [("2026-11-18".to_owned(), "report", "pi_1"), ("2026-11-18".to_owned(), "report", "pi_2")]);

    let report = office(&world).report(Quarter::parse("2026-Q4").expect("a quarter")).await.expect("a report");
    let told: Vec<_> = report.iter().map(|one| (one.payment.payment.0.as_str(), one.why)).collect();
    assert_eq!(told, [("pi_1", Why::Returned), ("pi_2", Why::Large)]);
    assert_eq!(report[1].gift.donor.as_ref().map(|donor| donor.legal_name.as_str()), Some("Ann Gwen Lee"));
    assert!(office(&world).report(Quarter::parse("2026-Q3").expect("one")).await.expect("a report").is_empty());
}

#[tokio::test]
async fn all_of_a_donors_year_is_reported_once_it_is_over_the_figure() {
    let world = giving().await;
    gives(&world, &larger("5600.00", &[]), "pi_1", "2026-10-10T10:00:00Z").await;
    gives(&world, &reported("5600.00"), "pi_2", "2026-10-12T10:00:00Z").await;
    // The 30 days pass, and nobody has said anything.
    world.clock.pass(Duration::from_secs(40 * 24 * 60 * 60));
    let report = office(&world).report(Quarter::parse("2026-Q4").expect("a quarter")).await.expect("a report");
    let told: Vec<_> = report.iter().map(|one| (one.payment.payment.0.as_str(), one.decided.to_string())).collect();
    assert_eq!(told, [("pi_1", "2026-11-08".to_owned()), ("pi_2", "2026-11-10".to_owned())]);
    assert!(report.iter().all(|one| one.year_pence == 1_120_000 && one.payment.decision.is_none()));
}

#[tokio::test]
async fn a_decision_is_written_once_with_its_proof() {
    let world = giving().await;
    gives(&world, &larger("600.00", &[]), "pi_1", "2026-10-10T10:00:00Z").await;
    let office = office(&world);
    for (spoiled, name) in [
        (Decision { by: String::new(), ..decision(&world, Verdict::Accepted) }, "--by"),
        (Decision { how: " ".to_owned(), ..decision(&world, Verdict::Accepted) }, "--how"),
        (Decision { evidence: String::new(), ..decision(&world, Verdict::Accepted) }, "--evidence"),
    ] {
        assert!(office.decide("pi_1", spoiled).await.expect_err("refused").to_string().contains(name));
    }
    assert!(
        office
            .decide("pi_9", decision(&world, Verdict::Accepted))
            .await
            .expect_err("none")
            .to_string()
            .contains("pi_9")
    );
    office.decide("pi_1", decision(&world, Verdict::Accepted)).await.expect("decided");
    office.decide("pi_1", decision(&world, Verdict::Accepted)).await.expect("the same again");
    let error = office.decide("pi_1", decision(&world, Verdict::Returned)).await.expect_err("too late").to_string();
    assert!(error.contains("accepted by The treasurer"), "{error}");
}

#[test]
fn quarters_are_read_and_hold_their_days() {
    for (typed, expected) in [("2026-Q1", true), ("2026-q4", true), ("2026-Q5", false), ("Q1", false), ("2026", false)]
    {
        assert_eq!(Quarter::parse(typed).is_some(), expected, "{typed}");
    }
    let day = |text: &str| text.parse::<jiff::civil::Date>().expect("a day");
    assert_eq!(Quarter::of(day("2026-09-30")).to_string(), "2026-Q3");
    assert_eq!(Quarter::before(day("2026-01-01")).to_string(), "2025-Q4");
}
