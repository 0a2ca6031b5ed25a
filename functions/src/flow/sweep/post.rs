//! The outbox: several mails at a time, each claimed before it is sent.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::Swept;
use crate::clock::later;
use crate::domain::Mail;
use crate::domain::mail::{MAX_ATTEMPTS, patience};
use crate::flow::{Scene, deliver};
use crate::mail::MailError;
use crate::problem::Problem;

/// Mails of one sweep: those that are left are taken by the next one.
const MAX_MAILS: usize = 1_000;

/// How long a sweep goes on to begin with further mails: with the last of them it stays within the 30 seconds that
/// Netlify gives a scheduled function.
const TIME: Duration = Duration::from_secs(12);

/// How long one mail may take: nobody waits for it, but for a test.
const ONE_MAIL: Duration = Duration::from_millis(if cfg!(test) { 600 } else { 8_000 });

/// What became of one mail.
enum Became {
    Sent,
    Waiting,
    GivenUp,
    /// Another sweep has it, or it left by itself.
    Gone,
}

/// Sends what waits. An `Err` when the outbox cannot be read.
pub(super) async fn send_waiting(scene: &Scene<'_>, swept: &mut Swept) -> Result<(), Problem> {
    let mails = scene.app.store.due_mails(scene.now, MAX_MAILS).await?;
    let waiting = Mutex::new(VecDeque::from(mails));
    let until = Instant::now() + TIME;
    let (a, b, c, d) = tokio::join!(
        work(scene, &waiting, until),
        work(scene, &waiting, until),
        work(scene, &waiting, until),
        work(scene, &waiting, until),
    );
    for part in [a, b, c, d] {
        swept.sent += part.sent;
        swept.waiting += part.waiting;
        swept.given_up += part.given_up;
    }
    swept.waiting += waiting.into_inner().unwrap_or_else(PoisonError::into_inner).len();
    Ok(())
}

async fn work(scene: &Scene<'_>, waiting: &Mutex<VecDeque<Mail>>, until: Instant) -> Swept {
    let mut swept = Swept::default();
    let mut is_held = false;
    while Instant::now() < until {
        let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        let Some(mail) = next else { break };
        // Where the breaker holds one, it would hold all others of its kind.
        is_held = is_held || !deliver::may_leave(scene, &mail).await;
        if is_held && mail.mail.is_confirmation() {
            swept.waiting += 1;
            continue;
        }
        match taken(scene, &mail).await {
            Became::Sent => swept.sent += 1,
            Became::Waiting => swept.waiting += 1,
            Became::GivenUp => swept.given_up += 1,
            Became::Gone => {}
        }
    }
    swept
}

/// One try. The claim says when the next one may begin, so that a sweep that is killed leaves the mail to the next.
async fn taken(scene: &Scene<'_>, mail: &Mail) -> Became {
    let attempt = mail.attempts + 1;
    if attempt > MAX_ATTEMPTS {
        // It was claimed for the last time, and then nobody said what came of it.
        deliver::give_up(scene, mail, &MailError::Later("its last try did not end".into())).await;
        return Became::GivenUp;
    }
    match scene.app.store.claim(mail, later(scene.now, patience(attempt))).await {
        Ok(true) => {}
        Ok(false) => return Became::Gone,
        Err(error) => {
            tracing::warn!(%error, "a mail could not be claimed");
            return Became::Waiting;
        }
    }
    let sent = tokio::time::timeout(ONE_MAIL, deliver::send(scene, mail)).await;
    match sent.unwrap_or_else(|_| Err(MailError::Later("the mail server is slow".into()))) {
        Ok(()) => Became::Sent,
        Err(error) if attempt == MAX_ATTEMPTS || matches!(error, MailError::Never(_)) => {
            deliver::give_up(scene, mail, &error).await;
            Became::GivenUp
        }
        Err(error) => {
            tracing::warn!(mail = %mail.mail.0, attempt, %error, "a mail waits for its next try");
            Became::Waiting
        }
    }
}
