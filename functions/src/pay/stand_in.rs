//! A checkout for one machine, with no key: a page of our own whose buttons post signed events to the real webhook.

use async_trait::async_trait;

use super::{Checkout, Opened, Order, PayError};

/// Opens a page under `/_dev/checkout/`.
#[derive(Debug, Clone)]
pub struct StandIn {
    /// `http://localhost:8000`
    pub base_url: String,
}

#[async_trait]
impl Checkout for StandIn {
    async fn open(&self, order: &Order) -> Result<Opened, PayError> {
        Ok(Opened { url: format!("{}/_dev/checkout/{}", self.base_url, order.gift) })
    }
}
