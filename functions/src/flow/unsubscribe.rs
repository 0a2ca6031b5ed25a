//! Leaving: looking changes nothing; a post acts at once, and again as often as it comes (RFC 8058).

use super::{Outcome, Page, Scene};
use crate::form::Typed;
use crate::problem::Problem;

/// The page with the button: the same for a token that is none of ours.
pub async fn ask(scene: &Scene<'_>, _token: &str) -> Result<Outcome, Problem> {
    Ok(Outcome::Page(Page::UnsubscribeButton, scene.manifest.site.languages.first().cloned().unwrap_or_default()))
}

/// Takes back consents: all of them for a one-click post, else those that were not ticked to be kept. Not built yet.
pub async fn leave(_scene: &Scene<'_>, _token: &str, _typed: &Typed) -> Result<Outcome, Problem> {
    Err(Problem::NotFound)
}
