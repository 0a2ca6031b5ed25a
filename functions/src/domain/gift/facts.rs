//! What is known about payments and plans, as join-semilattices: each part only ever grows, so that events may come in
//! any order and as often as they like.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::GiftId;

/// What is known about one payment.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PaymentFacts {
    /// The gift, once an event has named it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gift: Option<GiftId>,
    /// The monthly gift that it belongs to, as the provider calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subscription: Option<String>,
    /// How much was charged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_pence: Option<u64>,
    /// The earliest moment at which the provider says that the money came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<Timestamp>,
    /// The earliest moment at which it says that it did not come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed: Option<Timestamp>,
    /// The most that was said to be paid back in all.
    #[serde(default)]
    pub refunded_pence: u64,
    /// Each refund that was named, by the provider's name for it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub refunds: BTreeMap<String, Refund>,
    /// How far each dispute has come, by the provider's name for it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub disputes: BTreeMap<String, Dispute>,
    /// The latest moment of anything that was said: the record is kept for six years from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Timestamp>,
}

/// One refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Refund {
    /// How much.
    pub pence: u64,
    /// Whether the money came back to us: the giver's bank did not take it.
    pub has_failed: bool,
}

/// How far a dispute has come. What stands further down prevails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dispute {
    /// Not decided.
    Open,
    /// The money stays.
    Won,
    /// The money went back.
    Lost,
}

/// What is known about a monthly gift as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PlanFacts {
    /// The gift, once an event has named it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gift: Option<GiftId>,
    /// The earliest moment at which it was said to have begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub began: Option<Timestamp>,
    /// The earliest moment at which it was said to have ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Timestamp>,
}

/// The lesser of two, where there are two.
fn first<T: Ord + Clone>(a: Option<&T>, b: Option<&T>) -> Option<T> {
    a.into_iter().chain(b).min().cloned()
}

/// All that stands in one of two maps; of what stands in both, what `joined` makes of it.
fn union<T: Copy>(a: &BTreeMap<String, T>, b: &BTreeMap<String, T>, joined: impl Fn(T, T) -> T) -> BTreeMap<String, T> {
    let mut all = a.clone();
    for (name, theirs) in b {
        all.entry(name.clone()).and_modify(|ours| *ours = joined(*ours, *theirs)).or_insert(*theirs);
    }
    all
}

impl Refund {
    fn join(self, other: Self) -> Self {
        Self { pence: self.pence.max(other.pence), has_failed: self.has_failed || other.has_failed }
    }
}

impl PaymentFacts {
    /// What is known once both are known.
    pub fn join(&self, other: &Self) -> Self {
        Self {
            gift: first(self.gift.as_ref(), other.gift.as_ref()),
            subscription: first(self.subscription.as_ref(), other.subscription.as_ref()),
            amount_pence: self.amount_pence.max(other.amount_pence),
            received: first(self.received.as_ref(), other.received.as_ref()),
            failed: first(self.failed.as_ref(), other.failed.as_ref()),
            refunded_pence: self.refunded_pence.max(other.refunded_pence),
            refunds: union(&self.refunds, &other.refunds, Refund::join),
            disputes: union(&self.disputes, &other.disputes, Dispute::max),
            last: self.last.max(other.last),
        }
    }

    /// How much went back: what was named, or what was said of all together where that is more.
    pub fn returned_pence(&self) -> u64 {
        let sum = |has_failed: bool| -> u64 {
            let some = self.refunds.values().filter(|refund| refund.has_failed == has_failed);
            some.fold(0, |sum, refund| sum.saturating_add(refund.pence))
        };
        self.refunded_pence.saturating_sub(sum(true)).max(sum(false))
    }

    /// Whether all of it went back, by refunds or by a dispute.
    pub fn is_returned(&self) -> bool {
        let is_refunded = self.amount_pence.is_some_and(|amount| self.returned_pence() >= amount);
        is_refunded || self.disputes.values().any(|dispute| *dispute == Dispute::Lost)
    }

    /// Whether the money came and some of it is still here.
    pub fn is_kept(&self) -> bool {
        self.received.is_some() && !self.is_returned()
    }
}

impl PlanFacts {
    /// What is known once both are known.
    pub fn join(&self, other: &Self) -> Self {
        Self {
            gift: first(self.gift.as_ref(), other.gift.as_ref()),
            began: first(self.began.as_ref(), other.began.as_ref()),
            ended: first(self.ended.as_ref(), other.ended.as_ref()),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn facts() -> impl Strategy<Value = PaymentFacts> {
        let time = || proptest::option::of((0..9i64).prop_map(|s| Timestamp::from_second(s).expect("a time")));
        let refund = (0..9u64, any::<bool>()).prop_map(|(pence, has_failed)| Refund { pence, has_failed });
        let dispute = prop_oneof![Just(Dispute::Open), Just(Dispute::Won), Just(Dispute::Lost)];
        let refunds = proptest::collection::btree_map("[ab]", refund, 0..3);
        let disputes = proptest::collection::btree_map("[ab]", dispute, 0..3);
        let rest = (proptest::option::of(0..9u64), proptest::option::of("[ab]"), 0..9u64);
        (time(), time(), refunds, disputes, rest).prop_map(
            |(received, failed, refunds, disputes, (amount_pence, subscription, refunded_pence))| PaymentFacts {
                gift: None,
                subscription,
                amount_pence,
                received,
                failed,
                refunded_pence,
                refunds,
                disputes,
                last: received.max(failed),
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn joining_forgets_order_and_repetition(a in facts(), b in facts(), c in facts()) {
            prop_assert_eq!(a.join(&a), a.clone());
            prop_assert_eq!(a.join(&b), b.join(&a));
            prop_assert_eq!(a.join(&b).join(&c), a.join(&b.join(&c)));
            prop_assert_eq!(a.join(&PaymentFacts::default()), a);
        }
    }

    #[test]
    fn a_refund_that_failed_went_back_to_nobody() {
        let refund = |pence, has_failed| Refund { pence, has_failed };
        let mut facts = PaymentFacts { amount_pence: Some(1_000), refunded_pence: 1_000, ..PaymentFacts::default() };
        facts.received = Some(Timestamp::UNIX_EPOCH);
        facts.refunds.insert("re_1".to_owned(), refund(1_000, true));
        assert_eq!((facts.returned_pence(), facts.is_kept()), (0, true));
        facts.refunds.insert("re_2".to_owned(), refund(400, false));
        facts.refunds.insert("re_3".to_owned(), refund(600, false));
        assert_eq!((facts.returned_pence(), facts.is_kept()), (1_000, false));
    }
}
