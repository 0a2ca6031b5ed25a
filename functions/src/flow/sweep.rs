//! The sweep: sends what is still waiting, forgets what has expired, warns of deadlines.

use super::Scene;
use crate::problem::Problem;

/// What a sweep did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Swept {
    /// Mails that left.
    pub sent: usize,
    /// Mails that did not, and will be tried again.
    pub waiting: usize,
    /// Mails that were given up.
    pub given_up: usize,
    /// Records that had expired.
    pub purged: usize,
    /// Payments that are soon to be decided on.
    pub pressing: usize,
}

/// Does all of it, once. Not built yet.
pub async fn sweep(_scene: &Scene<'_>) -> Result<Swept, Problem> {
    Ok(Swept::default())
}
