//! Gifts: what a giver promised and declared, and what the payment provider said about the money.
//!
//! A [`Gift`] is written once, before the checkout is opened. A [`Payment`] is what came of it: one for a single gift, one
//! for each month of a monthly one. Payments are known by what the provider calls them, and their [`PaymentFacts`] are
//! joined: every order and repetition of events ends in the same record. [`judge`] says what the law makes of them.

mod facts;
pub mod judge;

use handbill_contract::donor::DonorKind;
use handbill_contract::parse::Recurrence;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::email::Email;
use super::id::Id;
use super::person::PersonKey;

pub use facts::{Dispute, PaymentFacts, PlanFacts, Refund};

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

/// A declaration that a giver made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declared {
    /// `d0`, `d1`, `d2`
    pub declaration: String,
    /// Of its wording and of the law's figures.
    pub version: String,
    /// Of the exact text that was shown.
    pub sha256: String,
    /// Of that text.
    pub language: String,
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
    /// What was declared: D0, D1, or D1 and D2.
    pub declarations: Vec<Declared>,
    /// In which the form was shown.
    pub language: String,
    /// When it was promised.
    pub created_date: Timestamp,
}

/// What the provider calls one payment: a payment intent for a single gift, an invoice for a month's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PaymentKey(pub String);

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
    /// None for what is no donation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permissibility_status: Option<Permissibility>,
    /// The last day on which it may be checked and returned: `2015-11-06`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<String>,
    /// What the treasurer decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// Rises with each change, so that two who change it at once are noticed.
    pub revision: u64,
}

/// How far the check of a donation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permissibility {
    /// To be decided on. When the deadline has passed it counts as accepted.
    ReceivedUnchecked,
    /// Kept.
    Accepted,
    /// Sent back.
    Returned,
}

/// What a treasurer decided about a payment, and on what grounds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Accepted or returned.
    pub verdict: Verdict,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// How it was checked, or how it was sent back.
    pub how: String,
    /// What was looked at: a register and an elector number, an entry at Companies House.
    pub evidence: String,
}

/// What can be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The donor is permissible.
    Accepted,
    /// The donor is not, or cannot be identified.
    Returned,
}

/// A monthly gift at the provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The provider's name for it.
    pub subscription: String,
    /// All that was said about it.
    pub facts: PlanFacts,
    /// Rises with each change.
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
    /// What it says, and of what.
    pub news: News,
}

/// What an event says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// Something about one payment.
    Payment {
        /// Which: the name that all of its events lead to.
        payment: PaymentKey,
        /// Another name that other events use for the same payment.
        alias: Option<PaymentKey>,
        /// What is said.
        facts: PaymentFacts,
    },
    /// Something about a monthly gift as a whole.
    Plan {
        /// Which.
        subscription: String,
        /// What is said.
        facts: PlanFacts,
    },
}

impl ProviderEvent {
    /// The gift that it names.
    pub fn gift(&self) -> Option<&GiftId> {
        match &self.news {
            News::Payment { facts, .. } => facts.gift.as_ref(),
            News::Plan { facts, .. } => facts.gift.as_ref(),
        }
    }
}

impl Payment {
    /// A payment of which nothing is known yet.
    pub fn new(payment: PaymentKey) -> Self {
        Self {
            payment,
            facts: PaymentFacts::default(),
            person: None,
            tier: None,
            permissibility_status: None,
            deadline: None,
            decision: None,
            revision: 0,
        }
    }

    /// Whether its money is ours: it came, and has not gone back.
    pub fn counts(&self) -> bool {
        self.facts.is_kept() && self.permissibility_status != Some(Permissibility::Returned)
    }

    /// It and what was decided about it.
    pub fn decided(mut self, decision: &Decision) -> Self {
        self.permissibility_status = Some(match decision.verdict {
            Verdict::Accepted => Permissibility::Accepted,
            Verdict::Returned => Permissibility::Returned,
        });
        self.decision = Some(decision.clone());
        self
    }
}
