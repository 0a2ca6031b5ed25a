//! A gift: judged, declared and written down before the giver goes to the checkout.

use super::{Outcome, Scene, enter};
use crate::form::Typed;
use crate::problem::Problem;
use crate::request::Function;

/// Takes a gift, and sends the giver to the checkout. Not built yet.
pub async fn donate(scene: &Scene<'_>, typed: &Typed) -> Result<Outcome, Problem> {
    enter::open_form(scene, Function::Donate, typed)?;
    Err(Problem::NotFound)
}
