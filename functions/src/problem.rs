//! What went wrong: a face for the visitor, a cause for the log.

use std::sync::Arc;

use handbill_contract::donation::Thresholds;
use handbill_contract::parse::FieldError;
use handbill_contract::{Form, FormId};

use crate::form::Typed;
use crate::mail::MailError;
use crate::pay::PayError;
use crate::store::StoreError;

/// Why a request has no outcome. `Display` is for the log: it never holds what was typed.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// Nothing is at this path.
    #[error("no such path")]
    NotFound,
    /// The path takes other methods.
    #[error("the method is not allowed")]
    Method {
        /// Those that it takes, as in the header `Allow`.
        allow: &'static str,
    },
    /// More bytes than any form posts.
    #[error("the body is too large")]
    TooLarge,
    /// No content type that a form posts.
    #[error("the content type is unknown")]
    Type,
    /// Not what its content type says, or under a name that no page of ours posts.
    #[error("the body is malformed")]
    Malformed,
    /// Sent by a page of another site.
    #[error("the post comes from elsewhere")]
    Origin,
    /// It names no form, or none that is there.
    #[error("no such form")]
    FormUnknown,
    /// The form does not take posts now.
    #[error("the form is paused")]
    Paused(FormId),
    /// The form takes posts no longer.
    #[error("the form is closed")]
    Closed(FormId),
    /// Some answers need another look.
    #[error("{} fields need another look", .0.errors.len())]
    Invalid(Box<Invalid>),
    /// Too many posts: one more step is asked for before this one is taken.
    #[error("one more step is asked for")]
    OneMoreStep(Box<Step>),
    /// Too many posts, and the step did not help.
    #[error("too many posts")]
    TooMany {
        /// After which to try again.
        retry_after_s: u32,
    },
    /// A giver outside the UK who is on no register there.
    #[error("the giver may not give this much")]
    Abroad {
        /// The most that may be taken from anybody.
        floor_pence: u64,
    },
    /// An event that its sender did not sign.
    #[error("the signature is wrong")]
    Signature,
    /// There is no `forms.json`.
    #[error("there is no manifest")]
    NoManifest,
    /// There are no settings.
    #[error("settings are missing")]
    NoSettings,
    /// Told to the log alone.
    #[error("the store did not do it")]
    Store(#[from] StoreError),
    /// Told to the log alone.
    #[error("the checkout could not be opened")]
    Pay(#[from] PayError),
    /// Told to the log alone.
    #[error("a mail could not be written")]
    Mail(#[from] MailError),
    /// An event was not kept: its sender will send it again. Told to the log alone.
    #[error("the event could not be kept")]
    Event(#[source] StoreError),
}

/// A post that comes back to be mended.
#[derive(Debug, Clone)]
pub struct Invalid {
    /// The form.
    pub form: Arc<Form>,
    /// What was typed.
    pub typed: Typed,
    /// What is wrong with it, in the order of the form.
    pub errors: Vec<FieldError>,
    /// Pieces that the form is asked for besides: names of [`PARTS`](handbill_contract::answer::PARTS).
    pub parts: Vec<&'static str>,
    /// By which figures of the law they are asked for.
    pub larger: Option<&'static Thresholds>,
}

/// A post that is asked for one more step.
#[derive(Debug, Clone)]
pub struct Step {
    /// The form.
    pub form: Arc<Form>,
    /// What was typed; posted again with the step.
    pub typed: Typed,
    /// What the step posts under [`STEP`](handbill_contract::parse::STEP).
    pub token: String,
    /// How long it takes at least, in seconds.
    pub wait_s: u32,
    /// Whether it was posted before that.
    pub is_early: bool,
}

impl Problem {
    /// The status of HTTP.
    pub fn status(&self) -> u16 {
        match self {
            Self::NotFound | Self::FormUnknown => 404,
            Self::Method { .. } => 405,
            Self::TooLarge => 413,
            Self::Type => 415,
            Self::Malformed | Self::Signature => 400,
            Self::Origin | Self::Abroad { .. } => 403,
            Self::Paused(_) => 409,
            Self::Closed(_) => 410,
            Self::Invalid(_) => 422,
            Self::OneMoreStep(_) | Self::TooMany { .. } => 429,
            Self::Event(_) => 500,
            Self::NoManifest | Self::NoSettings | Self::Store(_) | Self::Pay(_) | Self::Mail(_) => 503,
        }
    }

    /// Its name in JSON and in the log, and with `-title` and `-text` behind it the keys of its words.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::Method { .. } => "method",
            Self::TooLarge => "too-large",
            Self::Type => "type",
            Self::Malformed | Self::Signature => "malformed",
            Self::Origin => "origin",
            Self::FormUnknown => "form-unknown",
            Self::Paused(_) => "form-paused",
            Self::Closed(_) => "form-closed",
            Self::Invalid(_) => "errors",
            Self::OneMoreStep(_) => "step",
            Self::TooMany { .. } => "too-many",
            Self::Abroad { .. } => "abroad",
            Self::Pay(_) => "payment",
            Self::NoManifest | Self::NoSettings | Self::Store(_) | Self::Mail(_) | Self::Event(_) => "unavailable",
        }
    }

    /// After how many seconds to try again.
    pub fn retry_after_s(&self) -> Option<u32> {
        match self {
            Self::TooMany { retry_after_s } => Some(*retry_after_s),
            Self::OneMoreStep(step) => Some(step.wait_s),
            _ => (self.status() == 503).then_some(60),
        }
    }
}
