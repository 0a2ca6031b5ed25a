//! Housekeeping: what has expired and is still there.

use jiff::Timestamp;

use super::DynamoStore;
use super::write::unbuilt;
use crate::store::StoreError;

impl DynamoStore {
    pub(super) async fn remove_expired(&self, _now: Timestamp, _max: usize) -> Result<usize, StoreError> {
        unbuilt("remove what has expired")
    }
}
