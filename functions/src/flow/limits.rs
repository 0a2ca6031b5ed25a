//! Limits: how much one network, one address and one form may post, and how often an address is written to.
//! They fail open: a store that is busy must not lose a pledge. The log tells of it.

use std::sync::Arc;
use std::time::Duration;

use handbill_contract::{Form, parse};

use super::Scene;
use crate::domain::mail::When;
use crate::domain::step::{self, Step};
use crate::domain::{Limit, LimitCell, PersonKey, Tally};
use crate::form::Typed;
use crate::problem::{Problem, Step as OneMoreStep};

/// At so many times its limit, one network or one address is not helped by a step any more.
const FAR: u32 = 10;

/// How long a visitor waits for a limit at most: a table that throttles is asked again by its client, and slow. The
/// tests' table is as slow as their machine.
const PATIENCE: Duration = Duration::from_millis(if cfg!(test) { 60_000 } else { 1_000 });

/// A step is good once: its use is remembered for a day, which is longer than it lives.
const STEP_USE: Limit = Limit::once_in(24 * 60 * 60);

/// Lets a post through. An `Err` asks for one more step, where a limit trips and none was taken, or sends away those
/// that are far beyond it.
pub async fn admit(scene: &Scene<'_>, form: &Arc<Form>, person: &PersonKey, typed: &Typed) -> Result<(), Problem> {
    let limits = &scene.app.limits;
    // A loopback address is that of a proxy on this machine, or of its owner.
    let ip = scene.client.filter(|ip| !ip.is_loopback());
    let ip = ip.map(|ip| LimitCell::of_ip(&scene.app.keys, ip, limits.ip, scene.now));
    let person_cell = LimitCell::of_person(person, limits.person, scene.now);
    let form_cell = LimitCell::of_form(&form.id, limits.form, scene.now);
    let (by_ip, by_person, by_form) = tokio::join!(
        async {
            match &ip {
                Some(cell) => tallied(scene, cell).await,
                None => Tally::default(),
            }
        },
        tallied(scene, &person_cell),
        tallied(scene, &form_cell),
    );
    let exceeded = |times| {
        let by_ip = ip.as_ref().and_then(|cell| cell.exceeded(by_ip, times));
        by_ip.max(person_cell.exceeded(by_person, times))
    };
    if let Some(retry_after_s) = exceeded(FAR) {
        return Err(Problem::TooMany { retry_after_s });
    }
    if exceeded(1).or(form_cell.exceeded(by_form, 1)).is_none() {
        return Ok(());
    }
    let token = typed.value(parse::STEP).unwrap_or_default();
    let asked = |token: String, wait_s: u32, is_early| {
        let (form, typed) = (form.clone(), typed.clone());
        Err(Problem::OneMoreStep(Box::new(OneMoreStep { form, typed, token, wait_s, is_early })))
    };
    match step::judge(&scene.app.keys, &form.id, person, token, scene.now) {
        Step::Early(wait_s) => asked(token.to_owned(), wait_s, true),
        Step::Good(begun) if is_first_use(scene, token, begun).await => Ok(()),
        Step::Good(_) | Step::None => {
            let token = step::token(&scene.app.keys, &form.id, person, scene.now, &*scene.app.chance);
            asked(token, u32::try_from(step::WAIT_S).unwrap_or_default(), false)
        }
    }
}

/// When `person` may be written to in order to confirm: at most once an hour, and five times in all until they do.
pub async fn postage(scene: &Scene<'_>, person: &PersonKey) -> When {
    match scene.app.store.postage(person).await {
        Ok(known) => When::to_confirm(known.letters, known.last, scene.now),
        Err(error) => {
            tracing::warn!(%error, "a limit on letters is not kept");
            When::Now
        }
    }
}

async fn is_first_use(scene: &Scene<'_>, token: &str, begun: jiff::Timestamp) -> bool {
    let cell = LimitCell::new("step", scene.app.keys.mark("step-use", token), STEP_USE, begun);
    tallied(scene, &cell).await.long <= 1
}

/// How many there are in `cell`; none, where the store is too busy to say so soon.
pub(super) async fn tallied(scene: &Scene<'_>, cell: &LimitCell) -> Tally {
    match tokio::time::timeout(PATIENCE, scene.app.store.tally(cell)).await {
        Ok(Ok(tally)) => tally,
        Ok(Err(error)) => {
            tracing::warn!(limit = cell.scope, %error, "a limit is not kept");
            Tally::default()
        }
        Err(_) => {
            tracing::warn!(limit = cell.scope, "the store is slow: a limit is not kept");
            Tally::default()
        }
    }
}
