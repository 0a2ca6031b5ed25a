//! Many people at once, for measuring: written as they stand once they have confirmed, without going through a form.

use aws_sdk_dynamodb::types::{PutRequest, WriteRequest};
use handbill_contract::{Channel, FormId, Kind, Purpose};
use jiff::Timestamp;

use super::super::item::{Item, Noun, item};
use super::super::{DynamoStore, StoreError};
use crate::domain::{Consent, ConsentChange, Email, Entry, EntryState, Keys, Slot};

/// So many items are written at once: DynamoDB takes no more.
const BATCH: usize = 25;

/// Fills an empty `store` with so many people who pledged, agreed to e-mails and confirmed. An `Err` when the database
/// refuses.
pub async fn crowd(store: &DynamoStore, keys: &Keys, people: usize, now: Timestamp) -> Result<(), StoreError> {
    let form = FormId::new("campaigns/rent-controls", Kind::Pledge);
    let mut batch: Vec<WriteRequest> = Vec::with_capacity(BATCH);
    for number in 0..people {
        let Some(email) = Email::parse(&format!("person{number}@example.org")) else { continue };
        let person = keys.person(&email);
        let name = [("given_name", format!("Person {number}")), ("postal_code", "LS1 1BA".to_owned())];
        let entry = Entry {
            person: person.clone(),
            form: form.to_string(),
            slot: Slot::FIRST,
            kind: Kind::Pledge,
            purpose: Purpose::Pledge,
            form_version: "1".to_owned(),
            state: EntryState::Confirmed,
            email_address: email,
            answers: name.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            public_name: false,
            consents: vec!["email".to_owned()],
            language: "en".to_owned(),
            url: "/campaigns/rent-controls/".to_owned(),
            network: String::new(),
            action_date: now,
            confirmed_date: Some(now),
        };
        let consent = Consent {
            person,
            consent: "email".to_owned(),
            purpose: Purpose::Pledge,
            channel: Channel::Email,
            change: ConsentChange::Confirmed,
            text: "Write to me about this.".to_owned(),
            version: "1".to_owned(),
            sha256: String::new(),
            language: "en".to_owned(),
            privacy_version: "1".to_owned(),
            page: "/campaigns/rent-controls/".to_owned(),
            form: form.to_string(),
            form_version: "1".to_owned(),
            at: now,
            how: String::new(),
        };
        for one in [put(&entry.as_person(now)), put(&entry), put(&consent)] {
            batch.push(one);
            if batch.len() == BATCH {
                write(store, std::mem::take(&mut batch)).await?;
            }
        }
    }
    if batch.is_empty() { Ok(()) } else { write(store, batch).await }
}

fn put(noun: &impl Noun) -> WriteRequest {
    let item: Item = item(noun);
    let put = PutRequest::builder().set_item(Some(item.into_iter().collect())).build();
    WriteRequest::builder().put_request(put.expect("an item is all it needs")).build()
}

async fn write(store: &DynamoStore, batch: Vec<WriteRequest>) -> Result<(), StoreError> {
    let written = store.client().batch_write_item().request_items(store.table(), batch).send().await;
    written.map_err(|cause| StoreError::Down { doing: "write a crowd", cause: Box::new(cause) })?;
    Ok(())
}
