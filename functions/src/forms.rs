//! Where `forms.json` comes from: built in, handed over, or followed.

mod follow;

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use handbill_contract::Manifest;

pub use follow::Follower;

/// The file that was built in; empty where none was.
const BUILT_IN: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/forms.json"));

/// The manifest, wherever it comes from.
pub enum Forms {
    /// Built into this binary, read at the first request.
    BuiltIn(OnceLock<Option<Arc<Manifest>>>),
    /// Handed over, and again after each build: `handbill serve` does so.
    Held(RwLock<Option<Arc<Manifest>>>),
    /// Fetched, with the last good copy kept.
    Followed(Follower),
}

impl Forms {
    /// The one that was built in.
    pub fn built_in() -> Self {
        Self::BuiltIn(OnceLock::new())
    }

    /// This one, until another is handed over.
    pub fn held(manifest: Option<Manifest>) -> Self {
        Self::Held(RwLock::new(manifest.map(Arc::new)))
    }

    /// Hands over another one; does nothing where it is not held.
    pub fn hold(&self, manifest: Manifest) {
        if let Self::Held(held) = self {
            *held.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(manifest));
        }
    }

    /// The manifest as it is now; `None` where there is none that can be read.
    pub async fn manifest(&self) -> Option<Arc<Manifest>> {
        match self {
            Self::BuiltIn(read) => read.get_or_init(read_built_in).clone(),
            Self::Held(held) => held.read().unwrap_or_else(PoisonError::into_inner).clone(),
            Self::Followed(follower) => follower.manifest().await,
        }
    }
}

fn read_built_in() -> Option<Arc<Manifest>> {
    if BUILT_IN.is_empty() {
        return None;
    }
    match Manifest::from_json(BUILT_IN) {
        Ok(manifest) => Some(Arc::new(manifest)),
        Err(error) => {
            tracing::error!(%error, "the forms.json that was built in cannot be read");
            None
        }
    }
}
