//! Where each noun stands in the table.

use super::{Item, time};
use crate::domain::{Consent, ConsentChange, Entry, GiftId, Grant, Id, LimitCell, PaymentKey, PersonKey, TokenHash};

/// Where an item stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) pk: String,
    pub(crate) sk: String,
}

impl Key {
    fn new(pk: String, sk: impl Into<String>) -> Self {
        Self { pk, sk: sk.into() }
    }

    /// Where `item` stands; `None` for what was read without its keys.
    pub(crate) fn of(item: &Item) -> Option<Self> {
        let text = |name: &str| item.get(name).and_then(|value| value.as_s().ok()).cloned();
        Some(Self { pk: text("pk")?, sk: text("sk")? })
    }

    pub(crate) fn person(person: &PersonKey) -> Self {
        Self::new(format!("P#{}", person.as_str()), "PERSON")
    }

    pub(crate) fn postage(person: &PersonKey) -> Self {
        Self::new(format!("P#{}", person.as_str()), "POSTAGE")
    }

    pub(crate) fn entry(entry: &Entry) -> Self {
        Self::new(format!("P#{}", entry.person.as_str()), format!("E#{}#{}", entry.form, entry.slot.0))
    }

    pub(crate) fn granted(grant: &Grant) -> Self {
        Self::new(format!("P#{}", grant.person.as_str()), format!("E#{}#{}", grant.form, grant.slot.0))
    }

    pub(crate) fn consent(consent: &Consent) -> Self {
        // Of two at one moment, what came first stands first.
        let rank = match consent.change {
            ConsentChange::Given => 0,
            ConsentChange::Confirmed => 1,
            ConsentChange::Withdrawn => 2,
        };
        let sk = format!("C#{}#{rank}#{}#{}", time(consent.at), consent.consent, consent.form);
        Self::new(format!("P#{}", consent.person.as_str()), sk)
    }

    pub(crate) fn suppression(person: &PersonKey) -> Self {
        Self::new(format!("X#{}", person.as_str()), "SUPPRESSION")
    }

    pub(crate) fn token(hash: &TokenHash) -> Self {
        Self::new(format!("T#{}", hash.as_str()), "TOKEN")
    }

    pub(crate) fn counter(form: &str, shard: u8) -> Self {
        Self::new(format!("N#{form}#{shard:02}"), "COUNT")
    }

    pub(crate) fn limit(cell: &LimitCell) -> Self {
        let LimitCell { scope, subject, limit, .. } = cell;
        Self::new(format!("L#{scope}#{subject}#{}#{}", limit.long.length_s, cell.from()), "LIMIT")
    }

    pub(crate) fn mail(id: &Id) -> Self {
        Self::new(format!("M#{id}"), "MAIL")
    }

    pub(crate) fn gift(id: &GiftId) -> Self {
        Self::new(format!("G#{id}"), "GIFT")
    }

    pub(crate) fn payment(payment: &PaymentKey) -> Self {
        Self::new(format!("Y#{}", payment.0), "PAYMENT")
    }

    pub(crate) fn due(payment: &PaymentKey) -> Self {
        Self::new(format!("Y#{}", payment.0), "DUE")
    }

    pub(crate) fn event(id: &str) -> Self {
        Self::new(format!("V#{id}"), "EVENT")
    }

    pub(crate) fn alias(name: &PaymentKey) -> Self {
        Self::new(format!("A#{}", name.0), "ALIAS")
    }

    pub(crate) fn plan(subscription: &str) -> Self {
        Self::new(format!("U#{subscription}"), "PLAN")
    }

    pub(crate) fn ledger(person: &PersonKey) -> Self {
        Self::new(format!("D#{}", person.as_str()), "LEDGER")
    }
}
