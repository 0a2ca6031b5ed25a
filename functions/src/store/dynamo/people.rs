//! People: all that is kept about one, leaving, and being forgotten.

use aws_sdk_dynamodb::types::{Delete, TransactWriteItem};
use jiff::Timestamp;

use super::DynamoStore;
use super::write::{text, unbuilt};
use crate::domain::{Consent, PersonKey};
use crate::store::item::Key;
use crate::store::{Dossier, StoreError};

impl DynamoStore {
    pub(super) async fn read_suppression(&self, person: &PersonKey) -> Result<bool, StoreError> {
        let found: Option<serde_json::Value> = self.get("read a suppression", Key::suppression(person)).await?;
        Ok(found.is_some())
    }

    /// Lets `person` be written to again, in a transaction.
    pub(super) fn readmitting(&self, person: &PersonKey) -> TransactWriteItem {
        let Key { pk, sk } = Key::suppression(person);
        let delete = Delete::builder().table_name(&self.table).key("pk", text(pk)).key("sk", text(sk)).build();
        TransactWriteItem::builder().delete(delete.expect("a table and a key are all it needs")).build()
    }

    pub(super) async fn read_dossier(&self, _person: &PersonKey) -> Result<Dossier, StoreError> {
        unbuilt("read all about a person")
    }

    pub(super) async fn put_withdrawal(
        &self,
        _person: &PersonKey,
        _withdrawn: &[Consent],
        _now: Timestamp,
    ) -> Result<(), StoreError> {
        unbuilt("write a withdrawal")
    }

    pub(super) async fn erase_person(&self, _person: &PersonKey, _now: Timestamp) -> Result<(), StoreError> {
        unbuilt("erase a person")
    }
}
