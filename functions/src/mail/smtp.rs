//! The post: SMTP with TLS. Alone knows `lettre`. Nothing is read and nobody is connected before the first letter.

mod message;

use std::sync::OnceLock;
use std::time::Duration;

use async_trait::async_trait;
use lettre::transport::smtp::Error;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use super::{Letter, MailError, Mailer};
use crate::settings::Post;

/// How long a letter may take from connecting to the server's last word. Who calls may have less patience.
const PATIENCE: Duration = Duration::from_secs(20);

type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// A mail server.
pub struct Smtp {
    post: Post,
    patience: Duration,
    transport: OnceLock<Result<Transport, &'static str>>,
}

impl Smtp {
    /// The server of `post`.
    pub fn new(post: Post) -> Self {
        Self { post, patience: PATIENCE, transport: OnceLock::new() }
    }

    /// The same with another patience.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    fn transport(&self) -> Result<&Transport, MailError> {
        let made = self.transport.get_or_init(|| {
            let builder = Transport::from_url(self.post.smtp_url.reveal());
            // The error could hold a piece of the URL.
            builder.map(|builder| builder.timeout(Some(self.patience)).build()).map_err(|_| "the URL is not understood")
        });
        made.as_ref().map_err(|told| MailError::Later((*told).into()))
    }
}

#[async_trait]
impl Mailer for Smtp {
    async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        let message = message::written(&self.post, letter)?;
        match tokio::time::timeout(self.patience, self.transport()?.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(judged(&error)),
            Err(_) => Err(MailError::Later("it took too long".into())),
        }
    }
}

/// What came of it, without the server's own words: they hold addresses.
fn judged(error: &Error) -> MailError {
    let Some(code) = error.status().map(u16::from) else {
        let what = match error {
            _ if error.is_timeout() => "it took too long",
            _ if error.is_tls() => "no secure connection",
            _ if error.is_response() => "its answer is not understood",
            _ if error.is_client() => "it lacks what the letter needs",
            _ => "the connection failed",
        };
        return MailError::Later(what.into());
    };
    let told = format!("SMTP status {code}").into();
    match code {
        // What it says of our own name and password is for us to mend: the letter is as good as before.
        530..540 => MailError::Later(told),
        500.. => MailError::Never(told),
        _ => MailError::Later(told),
    }
}

#[cfg(test)]
mod tests;
