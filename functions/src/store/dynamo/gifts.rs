//! Gifts and payments.

use jiff::Timestamp;

use super::DynamoStore;
use super::write::unbuilt;
use crate::domain::{Gift, GiftId, Payment, PersonKey, ProviderEvent};
use crate::store::item::Key;
use crate::store::{Due, Learned, Settle, StoreError};

impl DynamoStore {
    pub(super) async fn put_gift(&self, gift: &Gift) -> Result<(), StoreError> {
        self.transact("write a gift", vec![self.put_new(gift)]).await.map(|_| ())
    }

    pub(super) async fn read_gift(&self, id: &GiftId) -> Result<Option<Gift>, StoreError> {
        self.get("read a gift", Key::gift(id)).await
    }

    pub(super) async fn read_payments(
        &self,
        _person: &PersonKey,
        _since: Timestamp,
    ) -> Result<Vec<Payment>, StoreError> {
        unbuilt("read payments")
    }

    pub(super) async fn join_event(&self, _event: &ProviderEvent, _settle: &Settle<'_>) -> Result<Learned, StoreError> {
        unbuilt("join an event to its payment")
    }

    pub(super) async fn read_due_payments(&self, _day: &str) -> Result<Vec<Due>, StoreError> {
        unbuilt("read payments to decide on")
    }
}
