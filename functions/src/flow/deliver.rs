//! Sending a mail that has been written: at once where that works, and by the sweep where it does not.

use std::time::Duration;

use super::{Scene, limits};
use crate::domain::{Email, Id, Limit, LimitCell, Mail, MailName};
use crate::mail::{self, MailError};

/// How long a visitor waits for the mail server at most; a test waits less.
const PATIENCE: Duration = Duration::from_millis(if cfg!(test) { 600 } else { 4_000 });

/// The organisation's people hear of the breaker once a day.
const ALARM: Limit = Limit::once_in(24 * 60 * 60);

/// Tries to send `mail`, unless it is meant for later. What fails is left to the sweep: the visitor need not know.
/// Even what is refused for good: a server that has lost its way for a minute must not strand somebody.
pub async fn at_once(scene: &Scene<'_>, mail: &Mail) {
    if !mail.goes_at_once(scene.now) || !may_leave(scene, mail).await {
        return;
    }
    match tokio::time::timeout(PATIENCE, send(scene, mail)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(mail = %mail.mail.0, %error, "a mail is left to the sweep"),
        Err(_) => tracing::warn!(mail = %mail.mail.0, "the mail server is slow: a mail is left to the sweep"),
    }
}

/// Sends `mail` and takes it out of the outbox. An `Err` when it is still there.
///
/// Who has left gets none, but for the confirmation that they ask for themselves.
pub async fn send(scene: &Scene<'_>, mail: &Mail) -> Result<(), MailError> {
    if let Some(person) = mail.person.as_ref().filter(|_| !mail.mail.is_confirmation()) {
        let has_left = scene.app.store.is_suppressed(person).await;
        if has_left.map_err(|error| MailError::Later(error.into()))? {
            return scene.app.store.sent(&mail.id).await.map_err(|error| MailError::Later(error.into()));
        }
    }
    let letter = mail::letter(&scene.manifest, &scene.app.keys, mail)?;
    scene.app.mailer.send(&letter).await?;
    if let Err(error) = scene.app.store.sent(&mail.id).await {
        // It will be sent once more, under the same Message-ID.
        tracing::warn!(%error, "a mail that was sent is still in the outbox");
    }
    Ok(())
}

/// Keeps `mail` for the organisation to look at; nobody tries again.
pub(super) async fn give_up(scene: &Scene<'_>, mail: &Mail, why: &MailError) {
    let failure = std::error::Error::source(why).map_or_else(|| why.to_string(), |cause| format!("{why}: {cause}"));
    tracing::warn!(mail = %mail.mail.0, %failure, "a mail is given up");
    if let Err(error) = scene.app.store.give_up(&mail.id, &failure, scene.now).await {
        tracing::warn!(%error, "a mail that was given up is still in the outbox");
    }
}

/// The breaker: whether one more mail that a stranger can cause may leave at this moment, from the whole site. Those that
/// may not are late, not lost. Other mails always may.
pub(super) async fn may_leave(scene: &Scene<'_>, mail: &Mail) -> bool {
    if !mail.mail.is_confirmation() {
        return true;
    }
    let cell = LimitCell::new("mail", "site".to_owned(), scene.app.limits.mails, scene.now);
    let tally = limits::tallied(scene, &cell).await;
    if cell.exceeded(tally, 1).is_none() {
        return true;
    }
    tracing::warn!(short = tally.short, long = tally.long, "too many mails: they are left to the sweep");
    // Not at each of ten thousand mails; but again, in case the first alarm did not come through.
    if tally.short.saturating_sub(cell.limit.short.max) % 50 == 1 || tally.short == 1 {
        alarm(scene).await;
    }
    false
}

/// Tells the organisation's people that the breaker holds mails back.
async fn alarm(scene: &Scene<'_>) {
    let n = scene.app.limits.mails.short.max.to_string();
    let holes = [("n", n), ("date", scene.today().to_string())];
    let mails: Vec<_> =
        organisers(scene).into_iter().map(|to| to_organisers(scene, "admin-breaker", to, &holes)).collect();
    let mark = LimitCell::new("alarm", "breaker".to_owned(), ALARM, scene.now);
    match scene.app.store.post_once(&mark, &mails).await {
        Ok(_) => {}
        Err(error) => tracing::warn!(%error, "nobody was told of too many mails"),
    }
}

/// Who answers for the site: the treasurer, or else the organisation's own address.
pub(super) fn organisers(scene: &Scene<'_>) -> Vec<Email> {
    if scene.app.treasurer.is_empty() {
        Email::parse(&scene.manifest.site.organisation.email).into_iter().collect()
    } else {
        scene.app.treasurer.clone()
    }
}

/// A mail to the organisation's own people. The sweep sends it.
pub(super) fn to_organisers(scene: &Scene<'_>, name: &str, to: Email, holes: &[(&str, String)]) -> Mail {
    Mail {
        id: Id::new(scene.now, &*scene.app.chance),
        mail: MailName(name.to_owned()),
        language: scene.manifest.site.languages.first().cloned().unwrap_or_default(),
        to,
        person: None,
        holes: holes.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
        created_date: scene.now,
        due: scene.now,
        attempts: 0,
    }
}
