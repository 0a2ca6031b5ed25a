//! The one table: names of its keys, and how it is made.
//!
//! | record | `pk` | `sk` | `g1pk` | `g1sk` |
//! |---|---|---|---|---|
//! | person | `P#person` | `PERSON` | | |
//! | entry | `P#person` | `E#form#slot` | `F#form#shard` | `confirmed#time#person#slot`, once confirmed |
//! | consent | `P#person` | `C#time#rank#consent#form` | | |
//! | postage | `P#person` | `POSTAGE` | | |
//! | suppression | `X#person` | `SUPPRESSION` | | |
//! | token | `T#hash` | `TOKEN` | | |
//! | counter shard | `N#form#shard` | `COUNT` | | |
//! | limit cell | `L#scope#subject#length#from` | `LIMIT` | | |
//! | mail | `M#id` | `MAIL` | `M#0` to `M#7` | `due#id` |
//! | mail that was given up | `M#id` | `MAIL` | `M#failed` | `when#id` |
//! | gift | `G#gift` | `GIFT` | | |
//! | payment | `Y#payment` | `PAYMENT` | `Y#year` | `received#payment`, once it was received for a gift of ours |
//! | payment to decide on | `Y#payment` | `DUE` | `DUE` | `deadline#payment` |
//! | another name of a payment | `A#name` | `ALIAS` | | |
//! | monthly gift | `U#subscription` | `PLAN` | | |
//! | names of a giver's payments | `D#person` | `LEDGER` | | |
//! | provider event | `V#event` | `EVENT` | | |
//!
//! `expires`, in seconds of Unix time, is what the table's TTL goes by. What it has not removed yet is compared in code.

use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType,
    PointInTimeRecoverySpecification, Projection, ProjectionType, ScalarAttributeType, TableStatus,
    TimeToLiveSpecification,
};

use super::{BoxError, StoreError};

/// The index. DynamoDB wants three letters at least.
pub const INDEX: &str = "by-g1";
/// The attribute that the table's TTL goes by.
pub const EXPIRES: &str = "expires";

/// Makes the table `name` with its index, TTL and recovery, and changes nothing that is there already.
/// An `Err` when the database refuses.
pub async fn create(client: &Client, name: &str) -> Result<(), StoreError> {
    let definitions = ["pk", "sk", "g1pk", "g1sk"].map(text_attribute);
    let [pk, sk, g1pk, g1sk] = definitions;
    let index = GlobalSecondaryIndex::builder()
        .index_name(INDEX)
        .key_schema(key("g1pk", KeyType::Hash))
        .key_schema(key("g1sk", KeyType::Range))
        .projection(Projection::builder().projection_type(ProjectionType::All).build())
        .build()
        .map_err(refused)?;
    let made = client
        .create_table()
        .table_name(name)
        .billing_mode(BillingMode::PayPerRequest)
        .attribute_definitions(pk)
        .attribute_definitions(sk)
        .attribute_definitions(g1pk)
        .attribute_definitions(g1sk)
        .key_schema(key("pk", KeyType::Hash))
        .key_schema(key("sk", KeyType::Range))
        .global_secondary_indexes(index)
        .send()
        .await;
    match made {
        Ok(_) => {}
        Err(error) if error.as_service_error().is_some_and(|error| error.is_resource_in_use_exception()) => {}
        Err(error) => return Err(refused(error)),
    }
    Ok(())
}

/// Waits until a table that was just made can be used: a minute at most. An `Err` when it cannot by then.
pub async fn wait_until_active(client: &Client, name: &str) -> Result<(), StoreError> {
    for _ in 0..60 {
        let described = client.describe_table().table_name(name).send().await.map_err(refused)?;
        if described.table().and_then(|table| table.table_status()) == Some(&TableStatus::Active) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    Err(refused("it is not ready after a minute: run the command again"))
}

/// Switches on the TTL, and the recovery to any point in time where `recovery` asks for it: the embedded database has
/// none. The table must be active. An `Err` when the database refuses.
pub async fn equip(client: &Client, name: &str, recovery: Recovery) -> Result<(), StoreError> {
    let described = client.describe_time_to_live().table_name(name).send().await.map_err(refused)?;
    let status = described.time_to_live_description().and_then(|ttl| ttl.time_to_live_status().cloned());
    let is_on = status.is_some_and(|status| matches!(status.as_str(), "ENABLED" | "ENABLING"));
    if !is_on {
        let ttl = TimeToLiveSpecification::builder().attribute_name(EXPIRES).enabled(true).build().map_err(refused)?;
        client.update_time_to_live().table_name(name).time_to_live_specification(ttl).send().await.map_err(refused)?;
    }
    if recovery == Recovery::PointInTime {
        let spec = PointInTimeRecoverySpecification::builder()
            .point_in_time_recovery_enabled(true)
            .build()
            .map_err(refused)?;
        let asked = client.update_continuous_backups().table_name(name).point_in_time_recovery_specification(spec);
        asked.send().await.map_err(refused)?;
    }
    Ok(())
}

/// Whether the table can be set back to any moment of the last 35 days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recovery {
    /// It can.
    PointInTime,
    /// The database has no such thing.
    None,
}

fn text_attribute(name: &str) -> AttributeDefinition {
    let definition = AttributeDefinition::builder().attribute_name(name).attribute_type(ScalarAttributeType::S).build();
    definition.expect("a name and a type are all it needs")
}

fn key(name: &str, kind: KeyType) -> KeySchemaElement {
    KeySchemaElement::builder().attribute_name(name).key_type(kind).build().expect("a name and a type are all it needs")
}

fn refused(cause: impl Into<BoxError>) -> StoreError {
    StoreError::Down { doing: "make the table", cause: cause.into() }
}
