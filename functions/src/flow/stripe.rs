//! What the payment provider says: the only truth about money.

use super::{Outcome, Scene};
use crate::problem::Problem;

/// Takes an event, as it was sent, with the header that signs it. Not built yet.
pub async fn hear(_scene: &Scene<'_>, _signature: &str, _body: &[u8]) -> Result<Outcome, Problem> {
    Err(Problem::Signature)
}
