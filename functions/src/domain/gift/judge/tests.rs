//! Every boundary of the law's figures, by its number.

use super::*;
use crate::domain::{PaymentFacts, PaymentKey};

fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

fn noon(day: &str) -> Timestamp {
    at(&format!("{day}T12:00:00Z"))
}

fn item(day: &str, pence: u64) -> Received {
    Received { at: noon(day), pence }
}

fn payment(key: &str, day: &str, pence: u64) -> Payment {
    let mut payment = Payment::new(PaymentKey(key.to_owned()));
    payment.facts = PaymentFacts { received: Some(noon(day)), amount_pence: Some(pence), ..PaymentFacts::default() };
    payment
}

#[test]
fn gifts_of_500_00_are_tier_0_and_of_500_01_tier_1() {
    assert_eq!(tier(50_000, noon("2026-10-10"), &[]), Tier::Small);
    assert_eq!(tier(50_001, noon("2026-10-10"), &[]), Tier::Checked);
}

#[test]
fn a_year_of_11_180_00_is_not_reportable_and_of_11_180_01_is() {
    assert_eq!(tier(1_118_000, noon("2026-10-10"), &[]), Tier::Checked);
    assert_eq!(tier(1_118_001, noon("2026-10-10"), &[]), Tier::Reportable);
    let earlier = [item("2026-02-01", 600_000)];
    assert_eq!(tier(518_000, noon("2026-10-10"), &earlier), Tier::Checked);
    assert_eq!(tier(518_001, noon("2026-10-10"), &earlier), Tier::Reportable);
}

#[test]
fn twice_5_600_in_one_year_is_reportable_on_the_second() {
    assert_eq!(tier(560_000, noon("2026-03-01"), &[]), Tier::Checked);
    assert_eq!(tier(560_000, noon("2026-09-01"), &[item("2026-03-01", 560_000)]), Tier::Reportable);
}

#[test]
fn gifts_of_490_23_times_are_not_reportable_but_flagged() {
    let mut earlier = Vec::new();
    for n in 1..=23 {
        let day = format!("2026-01-{n:02}");
        let expected = if n == 1 { Tier::Small } else { Tier::SmallFlagged };
        assert_eq!(tier(49_000, noon(&day), &earlier), expected, "gift {n}");
        earlier.push(item(&day, 49_000));
    }
    assert_eq!(earlier.iter().map(|item| item.pence).sum::<u64>(), 1_127_000, "more than 11,180, and yet");
    assert_eq!(tier(50_001, noon("2026-02-01"), &earlier), Tier::Checked, "small gifts are not in the year's total");
}

#[test]
fn gifts_of_6_000_on_31_december_and_on_1_january_are_of_two_years() {
    let december = Received { at: at("2025-12-31T23:59:59Z"), pence: 600_000 };
    assert_eq!(tier(600_000, at("2026-01-01T00:00:00Z"), &[december]), Tier::Checked);
    assert_eq!(tier(600_000, at("2025-12-31T23:59:59.5Z"), &[december]), Tier::Reportable);
}

#[test]
fn small_gifts_are_added_up_for_365_days() {
    let earlier = [item("2025-10-10", 30_000)];
    assert_eq!(tier(20_001, noon("2026-10-09"), &earlier), Tier::SmallFlagged);
    assert_eq!(tier(20_000, noon("2026-10-09"), &earlier), Tier::Small, "500.00 in all");
    assert_eq!(tier(20_001, noon("2026-10-10"), &earlier), Tier::Small, "365 days later");
    let large = [item("2026-10-01", 60_000)];
    assert_eq!(tier(1_000, noon("2026-10-10"), &large), Tier::SmallFlagged, "all gifts count, larger ones too");
}

#[test]
fn before_2024_a_year_is_reportable_above_7_500() {
    assert_eq!(tier(750_000, noon("2023-12-31"), &[]), Tier::Checked);
    assert_eq!(tier(750_001, noon("2023-12-31"), &[]), Tier::Reportable);
    assert_eq!(tier(750_001, noon("2024-01-01"), &[]), Tier::Checked);
}

#[test]
fn the_deadline_is_the_day_of_receipt_and_29() {
    assert_eq!(deadline(noon("2015-10-08")).to_string(), "2015-11-06");
    assert_eq!(deadline(noon("2024-02-01")).to_string(), "2024-03-01", "a leap year");
    // Summer time: 23:30 in UTC is half past midnight in London.
    assert_eq!(deadline(at("2026-06-30T23:30:00Z")).to_string(), "2026-07-30");
    assert_eq!(deadline(at("2026-12-31T23:30:00Z")).to_string(), "2027-01-29");
}

#[test]
fn the_report_is_due_on_the_day_of_acceptance_and_29() {
    assert_eq!(report_due("2026-03-02".parse().expect("a day")).to_string(), "2026-03-31");
}

#[test]
fn what_was_not_returned_by_its_deadline_counts_as_accepted() {
    let mut unchecked = payment("pi_1", "2026-10-10", 60_000);
    unchecked.permissibility_status = Some(Permissibility::ReceivedUnchecked);
    unchecked.deadline = Some(deadline(noon("2026-10-10")).to_string());
    let on = |day: &str| standing(&unchecked, day.parse().expect("a day"));
    assert_eq!(on("2026-11-08"), Some(Permissibility::ReceivedUnchecked), "the deadline itself");
    assert_eq!(on("2026-11-09"), Some(Permissibility::Accepted));
}

#[test]
fn what_went_back_is_in_no_total() {
    let mut first = payment("pi_1", "2026-03-01", 560_000);
    let second = payment("pi_2", "2026-09-01", 560_000);
    assert_eq!(tier_of(&second, std::slice::from_ref(&first)), Some(Tier::Reportable));
    assert_eq!(tier_of(&first, std::slice::from_ref(&second)), Some(Tier::Checked), "what came later is not looked at");
    first.permissibility_status = Some(Permissibility::Returned);
    assert_eq!(tier_of(&second, std::slice::from_ref(&first)), Some(Tier::Checked));
    first.permissibility_status = None;
    first.facts.refunded_pence = 560_000;
    assert_eq!(tier_of(&second, &[first]), Some(Tier::Checked));
}

#[test]
fn records_are_kept_for_six_years() {
    let until = Timestamp::from_second(kept_until_s(noon("2024-02-29"))).expect("a time");
    assert!(until > at("2030-02-28T23:59:59Z") && until < at("2030-03-04T00:00:00Z"), "{until}");
}
