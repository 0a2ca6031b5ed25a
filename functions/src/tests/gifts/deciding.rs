//! How payments are judged among those of their giver, and decided on.

use super::*;
use crate::domain::{Decision, Permissibility, Tier, Verdict};
use crate::store::Decided;

const AT: &str = "2026-10-10T10:00:00Z";

#[tokio::test]
async fn tiers_do_not_depend_on_which_payment_is_heard_of_first() {
    for order in [[0, 1], [1, 0]] {
        let world = giving().await;
        let mut gifts = Vec::new();
        for _ in 0..2 {
            gifts.push(stored(&world, &promised(&give(&world, &larger("5,600", &[])).await)).await);
        }
        for at in order {
            pay(&world, &gifts[at], &format!("pi_{at}"), &format!("2026-10-10T10:00:0{at}Z")).await;
        }
        let tier = async |key| payment(&world, key).await.expect("a payment").tier;
        assert_eq!(
            (tier("pi_0").await, tier("pi_1").await),
            (Some(Tier::Checked), Some(Tier::Reportable)),
            "{order:?}"
        );
    }
}

#[tokio::test]
async fn each_month_is_judged_on_its_own_day() {
    let world = giving().await;
    let id = promised(&give(&world, &larger("1,120", &[("recurrence", "monthly")])).await);
    let mut tiers = Vec::new();
    for n in 1..=12 {
        let details = json!({"subscription_details": {"subscription": "sub_1",
            "metadata": {"handbill_gift": id.as_str()}}});
        let invoice = json!({"id": format!("in_{n}"), "parent": details, "amount_paid": 112_000});
        let at = if n < 12 { format!("2026-{:02}-10T10:00:00Z", n + 1) } else { "2027-01-10T10:00:00Z".to_owned() };
        assert_eq!(hear(&world, &event(&format!("evt_{n}"), "invoice.paid", &at, invoice)).await, 200);
        tiers.push(payment(&world, &format!("in_{n}")).await.expect("a payment").tier.expect("a tier"));
    }
    // 9 are 10,080, 10 are 11,200.
    assert!(tiers[..9].iter().all(|tier| *tier == Tier::Checked), "{tiers:?}");
    assert_eq!(tiers[9..], [Tier::Reportable, Tier::Reportable, Tier::Checked]);
}

#[tokio::test]
async fn a_treasurer_decides_once_and_what_is_returned_leaves_the_total() {
    let world = giving().await;
    let mut keys = Vec::new();
    for n in 0..2 {
        let gift =
            stored(&world, &promised(&give(&world, &larger("5,600", &[("email_address", "ann@example.org")])).await))
                .await;
        keys.push((format!("pi_{n}"), gift));
    }
    for (key, gift) in &keys {
        pay(&world, gift, key, AT).await;
    }
    let due = world.store.due_payments("2026-11-08").await.expect("the store answers");
    assert_eq!(due.iter().map(|due| due.payment.0.as_str()).collect::<Vec<_>>(), ["pi_0", "pi_1"]);
    assert!(world.store.due_payments("2026-11-07").await.expect("the store answers").is_empty());
    let decision = Decision {
        verdict: Verdict::Returned,
        by: "the treasurer".to_owned(),
        at: world.app.clock.now(),
        how: "refunded".to_owned(),
        evidence: "not on the register of Leeds".to_owned(),
    };
    let key = |name: &str| PaymentKey(name.to_owned());
    let decided = world.store.decide(&key("pi_0"), &decision).await.expect("the store answers");
    assert!(matches!(decided, Decided::Now(payment) if payment.decision.as_ref() == Some(&decision)));
    let again = Decision { verdict: Verdict::Accepted, ..decision };
    let decided = world.store.decide(&key("pi_0"), &again).await.expect("the store answers");
    assert!(
        matches!(decided, Decided::Already(payment) if payment.permissibility_status == Some(Permissibility::Returned))
    );
    assert_eq!(world.store.decide(&key("pi_7"), &again).await.expect("the store answers"), Decided::Nothing);
    assert_eq!(payment(&world, "pi_1").await.expect("a payment").tier, Some(Tier::Checked), "it is the only one now");
    assert_eq!(world.store.due_payments("2026-11-08").await.expect("the store answers").len(), 1);
}
