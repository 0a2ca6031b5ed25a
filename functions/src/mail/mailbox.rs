//! A mailbox in place of the post: `/_dev/mail` shows it, and tests look into it.

use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;

use super::{Letter, MailError, Mailer};

/// The most letters that are kept: older ones go.
const MAX_LETTERS: usize = 1_000;

/// Keeps the letters that would have been sent.
#[derive(Debug, Default)]
pub struct Mailbox(Mutex<Vec<Letter>>);

impl Mailbox {
    /// The letters, the oldest first.
    pub fn letters(&self) -> Vec<Letter> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[async_trait]
impl Mailer for Mailbox {
    async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        let mut letters = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if letters.len() == MAX_LETTERS {
            letters.remove(0);
        }
        letters.push(letter.clone());
        Ok(())
    }
}
