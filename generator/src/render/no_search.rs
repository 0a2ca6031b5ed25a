//! A build without the feature `search`: there is no index, and no page to search from.

use super::Renderer;
use crate::diag::Diagnostic;
use crate::model::artifact::Artifact;

impl Renderer<'_> {
    /// None.
    pub fn search_index(&self) -> (Vec<Artifact>, Vec<Diagnostic>) {
        Default::default()
    }
}
