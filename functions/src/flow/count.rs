//! How many have confirmed.

use handbill_contract::FormId;

use super::{Outcome, Scene};
use crate::problem::Problem;

/// The count of `form`. An `Err` when the site has no such form.
pub async fn count(scene: &Scene<'_>, form: &FormId) -> Result<Outcome, Problem> {
    let goal = scene.manifest.forms.get(form).ok_or(Problem::FormUnknown)?.goal;
    let count = scene.app.store.count(form).await?;
    Ok(Outcome::Count { count, goal })
}
