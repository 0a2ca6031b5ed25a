//! The post: SMTP with TLS. Alone knows `lettre`.

use async_trait::async_trait;

use super::{Letter, MailError, Mailer};
use crate::settings::Post;

/// A mail server.
#[derive(Debug)]
pub struct Smtp {
    /// How it is reached, and who writes.
    pub post: Post,
}

#[async_trait]
impl Mailer for Smtp {
    async fn send(&self, _letter: &Letter) -> Result<(), MailError> {
        Err(MailError::Later("this is not built yet".into()))
    }
}
