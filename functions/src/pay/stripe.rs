//! Stripe: its hosted checkout, and its signed events. Alone knows the provider's words.

use async_trait::async_trait;

use super::{Checkout, Https, Opened, Order, PayError};
use crate::domain::ProviderEvent;
use crate::problem::Problem;
use crate::settings::{Secret, Stripe as Settings};

/// The version of Stripe's API that we speak.
pub const VERSION: &str = "2026-10-28.endive";

/// The hosted checkout.
#[derive(Debug)]
pub struct Stripe {
    /// The key, and where the server is.
    pub settings: Settings,
    /// The way there.
    pub https: Https,
}

#[async_trait]
impl Checkout for Stripe {
    async fn open(&self, _order: &Order) -> Result<Opened, PayError> {
        Err(PayError::Refused("this is not built yet".to_owned()))
    }
}

/// The event in `body`, once its signature has been checked; `None` for one that does not concern us.
/// An `Err` when the signature is not the provider's, or too old, or there is no secret.
pub fn event(
    _secret: &Secret,
    _signature: &str,
    _body: &[u8],
    _now: jiff::Timestamp,
) -> Result<Option<ProviderEvent>, Problem> {
    Err(Problem::Signature)
}
