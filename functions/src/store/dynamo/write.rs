//! Reading one item, and writing several or none: with retries where transactions collide.

use std::time::Duration;

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::types::{AttributeValue, Put, TransactWriteItem, Update};
use serde::de::DeserializeOwned;

use super::DynamoStore;
use crate::store::item::{Item, Key, Noun, item, noun};
use crate::store::{BoxError, StoreError};

/// What became of a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Written {
    /// All of it was written.
    Done,
    /// Nothing was: the conditions at these places did not hold.
    Refused(Vec<usize>),
}

/// Collisions after which we give up: with the longest waits it is about two seconds.
const MAX_TRIES: u32 = 8;

impl DynamoStore {
    /// The item at `key`, with all that was written before.
    pub(super) async fn get<T: DeserializeOwned>(
        &self,
        doing: &'static str,
        key: Key,
    ) -> Result<Option<T>, StoreError> {
        let asked = self.client.get_item().table_name(&self.table).consistent_read(true);
        let answer = asked
            .key("pk", AttributeValue::S(key.pk))
            .key("sk", AttributeValue::S(key.sk))
            .send()
            .await
            .map_err(|error| failed(doing, error))?;
        answer.item().map(noun).transpose()
    }

    /// Writes all of `parts` or none; asks again, a little later each time, where transactions collide.
    pub(super) async fn transact(
        &self,
        doing: &'static str,
        parts: Vec<TransactWriteItem>,
    ) -> Result<Written, StoreError> {
        let mut tries = 1;
        loop {
            let asked = self.client.transact_write_items().set_transact_items(Some(parts.clone()));
            let error = match asked.send().await {
                Ok(_) => return Ok(Written::Done),
                Err(error) => error,
            };
            let reasons = cancelled(&error);
            let refused: Vec<_> = places(&reasons, "ConditionalCheckFailed");
            if !refused.is_empty() {
                return Ok(Written::Refused(refused));
            }
            let collided = !reasons.is_empty()
                || error.as_service_error().and_then(ProvideErrorMetadata::code)
                    == Some("TransactionInProgressException");
            if !collided {
                return Err(failed(doing, error));
            }
            if tries == MAX_TRIES {
                return Err(StoreError::Busy { doing, cause: error.into() });
            }
            tokio::time::sleep(self.wait(tries)).await;
            tries += 1;
        }
    }

    /// A random time up to 20 ms, doubled with each try, and up to half a second at most.
    fn wait(&self, tries: u32) -> Duration {
        let longest_ms = (20_u64 << tries.min(6)).min(500);
        let mut random = [0; 8];
        self.chance.fill(&mut random);
        Duration::from_millis(u64::from_be_bytes(random) % longest_ms)
    }

    /// `noun`, in a transaction, whether it is there or not.
    pub(super) fn put(&self, noun: &impl Noun) -> TransactWriteItem {
        self.put_item_if(item(noun), None)
    }

    /// `noun`, in a transaction, which is refused where it is there already.
    pub(super) fn put_new(&self, noun: &impl Noun) -> TransactWriteItem {
        self.put_item_if(item(noun), Some("attribute_not_exists(pk)"))
    }

    /// `item`, in a transaction, which is refused where `condition` does not hold.
    pub(super) fn put_item_if(&self, item: Item, condition: Option<&str>) -> TransactWriteItem {
        let put = Put::builder()
            .table_name(&self.table)
            .set_item(Some(item.into_iter().collect()))
            .set_condition_expression(condition.map(str::to_owned))
            .build();
        TransactWriteItem::builder().put(put.expect("a table and an item are all it needs")).build()
    }

    /// A change of the item at `key`, in a transaction; more can be said on what comes back.
    pub(super) fn change(&self, key: Key, expression: &str) -> aws_sdk_dynamodb::types::builders::UpdateBuilder {
        Update::builder()
            .table_name(&self.table)
            .key("pk", AttributeValue::S(key.pk))
            .key("sk", AttributeValue::S(key.sk))
            .update_expression(expression)
    }
}

/// A change, as a part of a transaction.
pub(super) fn changing(update: aws_sdk_dynamodb::types::builders::UpdateBuilder) -> TransactWriteItem {
    let update = update.build().expect("a table, a key and an expression are all it needs");
    TransactWriteItem::builder().update(update).build()
}

/// The reasons for which a transaction was cancelled, one for each of its parts.
fn cancelled<R>(
    error: &SdkError<aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError, R>,
) -> Vec<String> {
    use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError as Error;
    match error.as_service_error() {
        Some(Error::TransactionCanceledException(cancelled)) => {
            let reasons = cancelled.cancellation_reasons().iter();
            reasons.map(|reason| reason.code().unwrap_or_default().to_owned()).collect()
        }
        _ => Vec::new(),
    }
}

fn places(reasons: &[String], code: &str) -> Vec<usize> {
    reasons.iter().enumerate().filter(|(_, reason)| *reason == code).map(|(at, _)| at).collect()
}

/// Codes by which DynamoDB says that there is too much at once.
const BUSY: [&str; 4] = [
    "ThrottlingException",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "TransactionConflictException",
];

/// What went wrong while the store should be `doing` something.
pub(super) fn failed<E, R>(doing: &'static str, error: SdkError<E, R>) -> StoreError
where
    E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
    R: std::fmt::Debug + Send + Sync + 'static,
{
    let is_busy = error.as_service_error().and_then(|error| error.code()).is_some_and(|code| BUSY.contains(&code));
    let cause: BoxError = Box::new(error);
    if is_busy { StoreError::Busy { doing, cause } } else { StoreError::Down { doing, cause } }
}

/// A number, as DynamoDB writes it.
pub(super) fn number(n: impl ToString) -> AttributeValue {
    AttributeValue::N(n.to_string())
}

/// Text, as DynamoDB writes it.
pub(super) fn text(text: impl Into<String>) -> AttributeValue {
    AttributeValue::S(text.into())
}

/// For what another engineer builds.
pub(super) fn unbuilt<T>(doing: &'static str) -> Result<T, StoreError> {
    Err(StoreError::Down { doing, cause: "this is not built yet".into() })
}
