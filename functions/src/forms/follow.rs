//! A `forms.json` at a URL: asked for again now and then with its ETag, and the last good copy kept.

use std::sync::Arc;

use handbill_contract::Manifest;

/// Follows one URL.
#[derive(Debug)]
pub struct Follower {
    /// Of the file.
    pub url: String,
}

impl Follower {
    /// The newest copy that could be read. Not built yet: it knows none.
    pub async fn manifest(&self) -> Option<Arc<Manifest>> {
        None
    }
}
