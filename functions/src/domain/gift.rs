//! Gifts: what a giver promised and declared, and what the payment provider said about the money.
//!
//! A [`Gift`] is written once, when the checkout is opened. A [`Payment`] is what came of it: one for a single gift, one
//! for each month of a monthly one. Payments are known by what the provider calls them, and their [`PaymentFacts`] are
//! joined: every order and repetition of events ends in the same record.

use handbill_contract::donor::DonorKind;
use handbill_contract::parse::Recurrence;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::email::Email;
use super::id::Id;
use super::person::PersonKey;

/// The name of a gift: our own, and the `client_reference_id` of the checkout.
pub type GiftId = Id;

/// What the law asks to be collected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// Up to £500: no donation in the sense of the law.
    Small,
    /// The same, where a year's gifts come to more than £500: flagged for evasion review, never refused.
    SmallFlagged,
    /// More than £500: the donor is identified and checked.
    Checked,
    /// A calendar year's donations are reportable: a treasurer accepts by hand.
    Reportable,
}

/// Who gives, as the law wants it known for more than £500.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Donor {
    /// Which kind.
    pub kind: DonorKind,
    /// In law.
    pub legal_name: String,
    /// On the register, or of the registered office: lines, the postcode last.
    pub address: Vec<String>,
    /// Two letters.
    pub country: String,
    /// May be empty.
    #[serde(default)]
    pub company_number: String,
    /// Whose money it is, where it is not the giver's own; may be empty.
    #[serde(default)]
    pub true_donor: String,
    /// May be empty.
    #[serde(default)]
    pub phone_number: String,
}

/// What a giver promised and declared. Kept for six years, whatever else is erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gift {
    /// Ours.
    pub gift: GiftId,
    /// Who, by their address.
    pub person: PersonKey,
    /// Where a receipt goes.
    pub email_address: Email,
    /// As it was typed.
    pub given_name: String,
    /// As it was typed.
    pub family_name: String,
    /// As it was typed.
    pub postal_code: String,
    /// The form's id.
    pub form: String,
    /// Of each payment.
    pub amount_pence: u64,
    /// ISO 4217.
    pub currency: String,
    /// How often.
    pub recurrence: Recurrence,
    /// As it was judged when it was promised.
    pub tier: Tier,
    /// From £500.01.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub donor: Option<Donor>,
    /// Id, version, hash and language of the declaration.
    pub declaration: String,
    /// Of the declaration.
    pub declaration_version: String,
    /// Of its exact text.
    pub declaration_sha256: String,
    /// In which the form was shown.
    pub language: String,
    /// When it was promised.
    pub created_date: Timestamp,
}

/// What the provider calls one payment: a payment intent for a single gift, an invoice for a month's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PaymentKey(pub String);

/// What is known about one payment: a join-semilattice, so that events may come in any order and twice.
/// Each field only ever grows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PaymentFacts {
    /// The gift, once an event has named it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gift: Option<GiftId>,
    /// How much was charged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_pence: Option<u64>,
    /// The earliest moment at which the provider says that the money came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<Timestamp>,
    /// The earliest moment at which it says that it will not come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed: Option<Timestamp>,
    /// The most that was said to be paid back.
    #[serde(default)]
    pub refunded_pence: u64,
    /// The earliest moment at which it was disputed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disputed: Option<Timestamp>,
    /// Whether the dispute was won (`false`) or lost (`true`).
    #[serde(default)]
    pub dispute_lost: bool,
}

/// One payment, and what the treasurer decided about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// The provider's name for it.
    pub payment: PaymentKey,
    /// All that was said about it.
    pub facts: PaymentFacts,
    /// Whose, once the gift is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonKey>,
    /// Judged on this payment's own date and amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// `received_unchecked`, `accepted`, `returned`; none for what is no donation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permissibility_status: Option<String>,
    /// The last day on which it may be checked and returned: `2015-11-06`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<String>,
    /// Rises with each change, so that two who change it at once are noticed.
    pub revision: u64,
}

/// An event of the payment provider, as far as it concerns us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderEvent {
    /// The provider's.
    pub id: String,
    /// `checkout.session.completed`
    pub kind: String,
    /// When it happened.
    pub at: Timestamp,
    /// Which payment it is about.
    pub payment: PaymentKey,
    /// What it says.
    pub facts: PaymentFacts,
}

impl PaymentFacts {
    /// What is known once both are known.
    pub fn join(&self, other: &Self) -> Self {
        fn first<T: Ord + Clone>(a: Option<&T>, b: Option<&T>) -> Option<T> {
            a.into_iter().chain(b).min().cloned()
        }
        Self {
            gift: first(self.gift.as_ref(), other.gift.as_ref()),
            amount_pence: self.amount_pence.max(other.amount_pence),
            received: first(self.received.as_ref(), other.received.as_ref()),
            failed: first(self.failed.as_ref(), other.failed.as_ref()),
            refunded_pence: self.refunded_pence.max(other.refunded_pence),
            disputed: first(self.disputed.as_ref(), other.disputed.as_ref()),
            dispute_lost: self.dispute_lost || other.dispute_lost,
        }
    }
}
