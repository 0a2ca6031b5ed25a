//! Sending a mail that has been written: at once where that works, and by the sweep where it does not.

use std::time::Duration;

use super::Scene;
use crate::domain::Mail;
use crate::mail::{self, MailError};

/// How long a visitor waits for the mail server at most.
const PATIENCE: Duration = Duration::from_secs(4);

/// Tries to send `mail`, unless it is meant for later. What fails is left to the sweep: the visitor need not know.
pub async fn at_once(scene: &Scene<'_>, mail: &Mail) {
    let grace_s = i64::try_from(crate::domain::mail::GRACE_S).unwrap_or_default();
    if mail.due.as_second() > scene.now.as_second() + grace_s {
        return;
    }
    match tokio::time::timeout(PATIENCE, send(scene, mail)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(mail = %mail.mail.0, %error, "a mail is left to the sweep"),
        Err(_) => tracing::warn!(mail = %mail.mail.0, "the mail server is slow: a mail is left to the sweep"),
    }
}

/// Sends `mail` and takes it out of the outbox. An `Err` when it is still there.
pub async fn send(scene: &Scene<'_>, mail: &Mail) -> Result<(), MailError> {
    let letter = mail::letter(&scene.manifest, &scene.app.keys, mail)?;
    scene.app.mailer.send(&letter).await?;
    if let Err(error) = scene.app.store.sent(&mail.id).await {
        // It will be sent once more, under the same Message-ID.
        tracing::warn!(%error, "a mail that was sent is still in the outbox");
    }
    Ok(())
}
