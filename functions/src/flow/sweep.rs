//! The sweep: sends what is still waiting, forgets what has expired, counts again, warns of deadlines.
//!
//! Two may run at once, and each may be killed anywhere: a mail is claimed before it is sent, and all that is done once
//! leaves its mark together with what it did.

mod post;

use std::time::Duration;

use jiff::civil::Date;
use jiff::{Timestamp, Unit};

use super::{Scene, deliver};
use crate::clock::later;
use crate::domain::{Id, Limit, LimitCell};
use crate::problem::Problem;
use crate::store::{Due, StoreError};

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
    /// Forms whose counters were wrong and are right again.
    pub mended: usize,
    /// Parts of the sweep that the store did not let come to an end: the log says why.
    pub failed: usize,
}

/// Days before the end of a check at which the organisation's people are told.
const WARNINGS: [i64; 3] = [7, 2, 0];

/// What takes long is done once a day.
const DAILY: Limit = Limit::once_in(24 * 60 * 60);

/// A warning is given once, and remembered longer than the deadline is away.
const WARNED: Limit = Limit::once_in(120 * 24 * 60 * 60);

/// Records that are removed in one go, and how many goes there are in a day.
const PURGE: (usize, usize) = (500, 40);

/// Does all of it, once. An `Err` when the store does not even say which mails wait.
pub async fn sweep(scene: &Scene<'_>) -> Result<Swept, Problem> {
    let mut swept = Swept::default();
    // Before the mails, which may take all the time that there is: a deadline is not put off.
    let warned = warn(scene, &mut swept).await;
    post::send_waiting(scene, &mut swept).await?;
    let kept = keep_house(scene, &mut swept).await;
    for (part, error) in [("deadlines", warned.err()), ("house", kept.err())] {
        if let Some(error) = error {
            swept.failed += 1;
            tracing::error!(part, cause = %crate::causes(&error), "a part of the sweep failed");
        }
    }
    Ok(swept)
}

/// Purges and counts again, once a day.
async fn keep_house(scene: &Scene<'_>, swept: &mut Swept) -> Result<(), StoreError> {
    if scene.app.store.tally(&chores(scene.now)).await?.long > 1 {
        return Ok(());
    }
    let (max, goes) = PURGE;
    for _ in 0..goes {
        let purged = scene.app.store.purge(scene.now, max).await?;
        swept.purged += purged;
        if purged < max {
            break;
        }
    }
    for form in scene.manifest.forms.keys() {
        let recount = scene.app.store.recount(form, scene.now).await?;
        if recount.counted != recount.found {
            swept.mended += 1;
            let (counted, found) = (recount.counted, recount.found);
            tracing::error!(form = form.as_str(), counted, found, "a counter was wrong");
        }
    }
    Ok(())
}

/// The mark of a day on which the house has been kept.
pub(crate) fn chores(now: Timestamp) -> LimitCell {
    LimitCell::new("daily", "purge".to_owned(), DAILY, now)
}

/// Tells the organisation's people of payments that are soon to be decided on: a week before, two days before, and on
/// the last day.
async fn warn(scene: &Scene<'_>, swept: &mut Swept) -> Result<(), StoreError> {
    let today = scene.today();
    let horizon = today.saturating_add(jiff::Span::new().days(WARNINGS.iter().copied().max().unwrap_or_default()));
    let due = scene.app.store.due_payments(&horizon.to_string()).await?;
    swept.pressing = due.len();
    for due in due {
        warn_of(scene, &due, today).await?;
    }
    Ok(())
}

/// The mark and the mails are one: none is written twice, and none is forgotten.
async fn warn_of(scene: &Scene<'_>, due: &Due, today: Date) -> Result<(), StoreError> {
    let Some((deadline, days_left)) = days_left(due, today) else { return Ok(()) };
    let Some(warning) = WARNINGS.iter().rev().find(|days| days_left <= **days) else { return Ok(()) };
    let mark = LimitCell::new("deadline", format!("{}#{warning}", due.gift), WARNED, start_of(deadline));
    scene.app.store.post_once(&mark, &warnings(scene, &due.gift, deadline, days_left)).await.map(|_| ())
}

fn warnings(scene: &Scene<'_>, gift: &Id, deadline: Date, days_left: i64) -> Vec<crate::domain::Mail> {
    let holes =
        [("n", days_left.max(0).to_string()), ("deadline", deadline.to_string()), ("reference", gift.to_string())];
    let organisers = deliver::organisers(scene).into_iter();
    organisers.map(|to| deliver::to_organisers(scene, "admin-deadline", to, &holes)).collect()
}

/// The last day, and how many days there are until then; none left on the day itself.
fn days_left(due: &Due, today: Date) -> Option<(Date, i64)> {
    let deadline: Date = due.deadline.parse().ok()?;
    let left = today.until((Unit::Day, deadline)).ok()?;
    Some((deadline, i64::from(left.get_days())))
}

fn start_of(day: Date) -> Timestamp {
    let start = day.to_zoned(jiff::tz::TimeZone::UTC).map(|start| start.timestamp());
    // No day that we write is so far away.
    start.unwrap_or_else(|_| later(Timestamp::UNIX_EPOCH, Duration::ZERO))
}

#[cfg(all(test, feature = "local"))]
mod tests;
