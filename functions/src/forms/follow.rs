//! A `forms.json` at a URL: asked for again now and then with its ETag, and the last good copy kept.
//!
//! Never: a request that waits longer than two seconds for it; a good copy given up for a bad one.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use bytes::Bytes;
use handbill_contract::Manifest;
use http::{HeaderValue, Request, StatusCode, header};
use tokio::sync::Mutex;

use crate::pay::Https;
use crate::store::BoxError;

/// How long a request waits for the file at most.
const PATIENCE: Duration = Duration::from_secs(2);

/// How long a copy is taken to be the newest: a page and its form are apart for no longer.
const FRESH: Duration = Duration::from_secs(60);

/// How long we wait before we ask again after a failure.
const AGAIN: Duration = Duration::from_secs(5);

/// The longest file that is read: some 10,000 forms with their answers in two languages.
const MAX_BYTES: usize = 32 * 1024 * 1024;

/// Follows one URL.
pub struct Follower {
    url: String,
    https: Https,
    held: RwLock<Held>,
    /// One asks at a time.
    asking: Mutex<()>,
}

#[derive(Default, Clone)]
struct Held {
    manifest: Option<Arc<Manifest>>,
    etag: Option<HeaderValue>,
    due: Option<Instant>,
}

impl fmt::Debug for Follower {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Follower")
    }
}

impl Follower {
    /// Follows `url`; nothing is asked for yet.
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), https: Https::default(), held: RwLock::default(), asking: Mutex::new(()) }
    }

    /// The newest copy that could be read; `None` while there never was one.
    pub async fn manifest(&self) -> Option<Arc<Manifest>> {
        self.manifest_at(Instant::now()).await
    }

    async fn manifest_at(&self, now: Instant) -> Option<Arc<Manifest>> {
        let held = self.held();
        if held.due.is_some_and(|due| now < due) {
            return held.manifest;
        }
        // Another request is asking: what we have will do until it knows.
        let asking = match (&held.manifest, self.asking.try_lock()) {
            (_, Ok(asking)) => asking,
            (Some(_), Err(_)) => return held.manifest,
            (None, Err(_)) => match tokio::time::timeout(PATIENCE, self.asking.lock()).await {
                Ok(asking) => asking,
                Err(_) => return self.held().manifest,
            },
        };
        // It may have been answered while we waited.
        let held = self.held();
        if held.due.is_some_and(|due| now < due) {
            return held.manifest;
        }
        let answer = match tokio::time::timeout(PATIENCE, self.ask(&held)).await {
            Ok(answer) => answer,
            Err(_) => Err("it took too long".into()),
        };
        let held = match answer {
            Ok(Some((manifest, etag))) => Held { manifest: Some(manifest), etag, due: now.checked_add(FRESH) },
            Ok(None) => Held { due: now.checked_add(FRESH), ..held },
            Err(error) => {
                tracing::warn!(%error, has_copy = held.manifest.is_some(), "the forms.json that is followed cannot be read");
                Held { due: now.checked_add(AGAIN), ..held }
            }
        };
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = held.clone();
        drop(asking);
        held.manifest
    }

    fn held(&self) -> Held {
        self.held.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Another copy with its ETag; `None` where it is still the one that is held.
    async fn ask(&self, held: &Held) -> Result<Option<(Arc<Manifest>, Option<HeaderValue>)>, BoxError> {
        let mut request = Request::get(&self.url).header(header::ACCEPT, "application/json");
        if let (Some(etag), Some(_)) = (&held.etag, &held.manifest) {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        let answer = self.https.fetch(request.body(Bytes::new())?, MAX_BYTES).await?;
        match answer.status() {
            StatusCode::NOT_MODIFIED if held.manifest.is_some() => Ok(None),
            StatusCode::OK => {
                let manifest = Manifest::from_json(answer.body())?;
                Ok(Some((Arc::new(manifest), answer.headers().get(header::ETAG).cloned())))
            }
            status => Err(format!("it is answered with {}", status.as_u16()).into()),
        }
    }
}

#[cfg(all(test, feature = "local"))]
mod tests;
