//! Limits: how much one network, one address and one form may post, and how often an address is written to.
//! They fail open: a store that is busy must not lose a pledge.

use handbill_contract::Form;
use jiff::Timestamp;

use super::Scene;
use crate::domain::PersonKey;
use crate::form::Typed;
use crate::problem::Problem;

/// When a mail may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// At once.
    Now,
    /// From then on.
    At(Timestamp),
    /// The address has had enough of them.
    Never,
}

/// Lets a post through, or asks for one more step. Not built yet: all are let through.
pub async fn admit(_scene: &Scene<'_>, _form: &Form, _person: &PersonKey, _typed: &Typed) -> Result<(), Problem> {
    Ok(())
}

/// When `person` may be written to in order to confirm: at most once an hour, and five times in all.
/// Not built yet: always.
pub async fn postage(_scene: &Scene<'_>, _person: &PersonKey) -> Result<When, Problem> {
    Ok(When::Now)
}
