//! What a flow asks of the post, and how a mail that waits becomes a letter.

mod compose;
pub mod mailbox;
#[cfg(feature = "smtp")]
pub mod smtp;

use async_trait::async_trait;

use crate::domain::Email;
use crate::store::BoxError;

pub use compose::letter;
pub use mailbox::Mailbox;

/// A letter that is ready to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Of the mail: the left part of `Message-ID`.
    pub id: String,
    /// To whom.
    pub to: Email,
    /// One line.
    pub subject: String,
    /// The plain part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// A tag, for `Content-Language`.
    pub language: String,
    /// `List-Unsubscribe`, with `List-Unsubscribe-Post: List-Unsubscribe=One-Click` beside it.
    pub unsubscribe_url: Option<String>,
}

/// Why a letter did not leave. Never holds the address.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The server cannot be reached, took too long, or asks to try again (4xx).
    #[error("the mail server could not take it now")]
    Later(#[source] BoxError),
    /// It was refused for good (5xx).
    #[error("the mail server refuses it")]
    Never(#[source] BoxError),
    /// The manifest has no such text.
    #[error("there is no text for the mail `{0}`")]
    NoText(String),
}

/// What a flow asks of the post.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Hands a letter over. An `Err` says whether to try again.
    async fn send(&self, letter: &Letter) -> Result<(), MailError>;
}
