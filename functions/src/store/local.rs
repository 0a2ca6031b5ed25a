//! The embedded database behind the same client: for one machine, and for tests. It opens no socket.

mod crowd;
mod listing;

use std::fmt;
use std::path::Path;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use dynoxide::{Database, DynoxideError};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::table::{self, Recovery};
use super::{DynamoStore, StoreError};

pub use crowd::crowd;
pub use listing::{Row, listing};

/// The name of the table in an embedded database.
pub const TABLE: &str = "handbill";

/// A store in memory, which ends with it. An `Err` when the database cannot be made.
pub async fn in_memory() -> Result<DynamoStore, StoreError> {
    opened(Database::memory().map_err(cannot_open)?).await
}

/// A store on the file `path`. An `Err` when it cannot be opened.
pub async fn on_file(path: &Path) -> Result<DynamoStore, StoreError> {
    opened(Database::new(&path.to_string_lossy()).map_err(cannot_open)?).await
}

async fn opened(database: Database) -> Result<DynamoStore, StoreError> {
    Embedded(database).store().await
}

fn cannot_open(cause: DynoxideError) -> StoreError {
    StoreError::Down { doing: "open the embedded database", cause: Box::new(cause) }
}

/// The SDK's client, whose requests `connector` answers.
pub(crate) fn client(connector: impl HttpConnector + 'static) -> Client {
    Client::from_conf(config(connector).build())
}

/// The same before it is made, for those who want it otherwise.
pub(crate) fn config(connector: impl HttpConnector + 'static) -> aws_sdk_dynamodb::config::Builder {
    let connector = SharedHttpConnector::new(connector);
    aws_sdk_dynamodb::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("local"))
        .credentials_provider(Credentials::new("embedded", "embedded", None, None, "embedded"))
        .http_client(http_client_fn(move |_, _| connector.clone()))
}

/// An embedded database, which answers as a server would.
#[derive(Clone)]
pub struct Embedded(Database);

impl Embedded {
    /// In memory. An `Err` when the database cannot be made.
    pub fn in_memory() -> Result<Self, StoreError> {
        Database::memory().map(Self).map_err(cannot_open)
    }

    /// A store on it, whose table is made where there is none. An `Err` when the database refuses.
    pub async fn store(&self) -> Result<DynamoStore, StoreError> {
        let client = client(self.clone());
        table::create(&client, TABLE).await?;
        table::equip(&client, TABLE, Recovery::None).await?;
        Ok(DynamoStore::with_client(client, TABLE))
    }

    /// The status and body with which it answers a request: `target` is the header `x-amz-target`.
    pub fn answer(&self, target: &str, body: &[u8]) -> (u16, String) {
        dispatched(&self.0, target.rsplit('.').next().unwrap_or_default(), body)
    }
}

impl fmt::Debug for Embedded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Embedded")
    }
}

impl HttpConnector for Embedded {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let database = self.clone();
        HttpConnectorFuture::new(async move {
            let target = request.headers().get("x-amz-target").unwrap_or_default().to_owned();
            let body = request.body().bytes().unwrap_or_default().to_vec();
            let answered = tokio::task::spawn_blocking(move || database.answer(&target, &body)).await;
            let (status, body) = answered.map_err(|error| ConnectorError::other(error.into(), None))?;
            let status = status.try_into().map_err(|_| ConnectorError::user("a status that is none".into()))?;
            let mut response = HttpResponse::new(status, SdkBody::from(body));
            response.headers_mut().insert("content-type", "application/x-amz-json-1.0");
            Ok(response)
        })
    }
}

/// The status and body with which `database` answers.
fn dispatched(database: &Database, operation: &str, body: &[u8]) -> (u16, String) {
    match answered(database, operation, body) {
        Ok(body) => (200, body),
        Err(error) => (error.status_code(), error.to_json()),
    }
}

fn answered(db: &Database, operation: &str, body: &[u8]) -> Result<String, DynoxideError> {
    match operation {
        "PutItem" => written(db.put_item(read(body)?)?),
        "GetItem" => written(db.get_item(read(body)?)?),
        "UpdateItem" => written(db.update_item(read(body)?)?),
        "DeleteItem" => written(db.delete_item(read(body)?)?),
        "Query" => written(db.query(read(body)?)?),
        "Scan" => written(db.scan(read(body)?)?),
        "BatchGetItem" => written(db.batch_get_item(read(body)?)?),
        "BatchWriteItem" => written(db.batch_write_item(read(body)?)?),
        "TransactWriteItems" => written(db.transact_write_items(read(body)?)?),
        "TransactGetItems" => written(db.transact_get_items(read(body)?)?),
        "CreateTable" => written(db.create_table(read(body)?)?),
        "DescribeTable" => written(db.describe_table(read(body)?)?),
        "UpdateTimeToLive" => written(db.update_time_to_live(read(body)?)?),
        "DescribeTimeToLive" => written(db.describe_time_to_live(read(body)?)?),
        other => Err(DynoxideError::ValidationException(format!("`{other}` is not done by the embedded database"))),
    }
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, DynoxideError> {
    serde_json::from_slice(body).map_err(|error| {
        let text = error.to_string();
        // The database's own readers mark what DynamoDB answers with another error.
        match text.strip_prefix("VALIDATION:") {
            Some(told) => DynoxideError::ValidationException(told.to_owned()),
            None => DynoxideError::SerializationException(text),
        }
    })
}

fn written(answer: impl Serialize) -> Result<String, DynoxideError> {
    serde_json::to_string(&answer).map_err(|error| DynoxideError::InternalServerError(error.to_string()))
}
