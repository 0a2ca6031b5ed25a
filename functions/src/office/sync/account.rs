//! What is asked of the other side, and how its answers are taken.

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::{Method, Request, Response, StatusCode};
use serde_json::{Value, json};

use crate::domain::Entry;
use crate::pay::Https;
use crate::settings::Secret;
use crate::store::BoxError;

/// How often one entry is sent before it is left to the next sync.
const TRIES: u32 = 4;

/// What speaks HTTP.
#[async_trait]
pub trait Remote: Send + Sync {
    /// Sends a request and reads the answer.
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, BoxError>;
}

#[async_trait]
impl Remote for Https {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, BoxError> {
        Https::send(self, request).await
    }
}

/// Where and as whom.
pub struct Account<'a> {
    /// [`ENDPOINT`](super::ENDPOINT), or a stand-in.
    pub endpoint: String,
    /// `OSDI-API-Token`
    pub key: Secret,
    /// Between the beginnings of two requests.
    pub pace: Duration,
    /// What speaks HTTP.
    pub remote: &'a dyn Remote,
}

impl Account<'_> {
    /// One that is there already is not sent again; one that did not come back is looked for.
    pub(super) async fn put(&self, path: &str, id: &str, record: &Value) -> Result<(), String> {
        let mut why = String::new();
        for attempt in 0..TRIES {
            if attempt > 0 {
                tokio::time::sleep(self.pace * 2_u32.pow(attempt)).await;
                if self.has(path, id).await {
                    return Ok(());
                }
            }
            match self.ask(Method::POST, path, Some(record)).await {
                Ok((status, body)) if status.is_success() && came_back(&body) => return Ok(()),
                Ok((status, _)) if status.is_success() => why = "it answered and kept nothing".to_owned(),
                Ok((status, _)) if status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error() => {
                    why = format!("it answered {status}");
                }
                Ok((status, body)) => return Err(format!("it answered {status}: {}", said(&body))),
                Err(cause) => why = crate::causes(&*cause),
            }
        }
        Err(why)
    }

    async fn has(&self, path: &str, id: &str) -> bool {
        let filter = form_urlencoded::Serializer::new(String::new())
            .append_pair("filter", &format!("identifier eq '{id}'"))
            .finish();
        match self.ask(Method::GET, &format!("{path}?{filter}"), None).await {
            Ok((status, body)) if status.is_success() => total_of(&body).is_some_and(|total| total > 0),
            _ => false,
        }
    }

    pub(super) async fn total(&self, path: &str) -> Result<Option<u64>, BoxError> {
        let (_, body) = self.ask(Method::GET, &format!("{path}?per_page=1"), None).await?;
        Ok(total_of(&body))
    }

    pub(super) async fn unsubscribe(&self, entry: &Entry) -> Result<(), String> {
        let address = entry.email_address.as_str();
        let person = json!({"person": {"email_addresses": [{"primary": true, "address": address,
            "status": "unsubscribed"}]}});
        match self.ask(Method::POST, "/api/v2/people", Some(&person)).await {
            Ok((status, body)) if status.is_success() && came_back(&body) => Ok(()),
            Ok((status, _)) => Err(format!("it answered {status} to an unsubscription")),
            Err(cause) => Err(crate::causes(&*cause)),
        }
    }

    pub(super) async fn ensure_tag(&self, name: &str) -> Result<(), String> {
        let mut page = 1;
        loop {
            let (status, body) = self
                .ask(Method::GET, &format!("/api/v2/tags?page={page}"), None)
                .await
                .map_err(|cause| crate::causes(&*cause))?;
            if !status.is_success() {
                return Err(format!("it answered {status}"));
            }
            let tags = body["_embedded"]["osdi:tags"].as_array().cloned().unwrap_or_default();
            if tags.iter().any(|tag| tag["name"] == name) {
                return Ok(());
            }
            page += 1;
            if tags.is_empty() || body["total_pages"].as_u64().is_none_or(|pages| page > pages) {
                break;
            }
        }
        let (status, body) = self
            .ask(Method::POST, "/api/v2/tags", Some(&json!({"name": name})))
            .await
            .map_err(|cause| crate::causes(&*cause))?;
        if status.is_success() && !body.is_null() { Ok(()) } else { Err(format!("it answered {status}")) }
    }

    /// One request, at the pace that they allow. A body that is no JSON is `null`.
    async fn ask(&self, method: Method, path: &str, body: Option<&Value>) -> Result<(StatusCode, Value), BoxError> {
        tokio::time::sleep(self.pace).await;
        let bytes = body.map_or_else(Bytes::new, |body| Bytes::from(body.to_string()));
        let request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.endpoint))
            .header("osdi-api-token", self.key.reveal())
            .header("content-type", "application/json")
            .body(bytes)?;
        let answer = self.remote.send(request).await?;
        let body = serde_json::from_slice(answer.body()).unwrap_or_default();
        Ok((answer.status(), body))
    }
}

/// Whether something with a name of theirs came back.
fn came_back(body: &Value) -> bool {
    body["identifiers"].as_array().is_some_and(|identifiers| !identifiers.is_empty())
}

fn total_of(body: &Value) -> Option<u64> {
    body["total_records"].as_u64()
}

/// What they say is wrong, cut short.
fn said(body: &Value) -> String {
    let text = body["error"].as_str().or_else(|| body["message"].as_str()).unwrap_or("no reason given");
    text.chars().take(200).collect()
}
