//! What a flow asks of the checkout, and what it hears from it.

pub mod stand_in;
pub mod stripe;
mod web;

use async_trait::async_trait;
use handbill_contract::parse::Recurrence;

use crate::domain::GiftId;
use crate::store::BoxError;

pub use web::Https;

/// What is to be paid.
#[derive(Debug, Clone)]
pub struct Order {
    /// Which gift: it comes back with every event, and makes asking twice harmless.
    pub gift: GiftId,
    /// Of each payment.
    pub amount_pence: u64,
    /// ISO 4217.
    pub currency: String,
    /// How often.
    pub recurrence: Recurrence,
    /// What the giver sees.
    pub title: String,
    /// Where the provider sends its receipt.
    pub email: crate::domain::Email,
    /// The site's language; the provider may not speak it.
    pub language: String,
    /// Where the giver comes back to: a whole URL.
    pub success_url: String,
    /// Where one comes back to who changed their mind: a whole URL.
    pub cancel_url: String,
}

/// A checkout that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Where the giver is sent.
    pub url: String,
}

/// Why no checkout was opened. For the log alone.
#[derive(Debug, thiserror::Error)]
pub enum PayError {
    /// It cannot be reached, took too long, or is busy.
    #[error("the payment provider cannot be reached")]
    Down(#[source] BoxError),
    /// It refused what we asked, with this code of its own.
    #[error("the payment provider refuses: {0}")]
    Refused(String),
}

/// What a flow asks of a checkout.
#[async_trait]
pub trait Checkout: Send + Sync {
    /// Opens a hosted checkout. An `Err` when there is none to send the giver to.
    async fn open(&self, order: &Order) -> Result<Opened, PayError>;
}
