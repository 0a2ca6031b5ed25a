//! Step 3: the use cases, one a file. A flow knows the nouns and what the store, the post and the checkout promise;
//! it says no word of HTTP and none of AWS.

pub mod confirm;
pub mod count;
pub mod deliver;
pub mod donate;
pub mod enter;
pub mod limits;
pub mod stripe;
pub mod sweep;
pub mod unsubscribe;

use std::net::IpAddr;
use std::sync::Arc;

use handbill_contract::Manifest;

use crate::App;
use crate::store::Count;

/// What every flow has at hand.
#[derive(Clone)]
pub struct Scene<'a> {
    /// The parts that were put together when the process began.
    pub app: &'a App,
    /// What the forms are.
    pub manifest: Arc<Manifest>,
    /// When this is.
    pub now: jiff::Timestamp,
    /// From where it is asked.
    pub client: Option<IpAddr>,
}

/// What came of a request.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Taken: the visitor goes on to this path of the site.
    Thanks(String),
    /// The giver goes on to the checkout at this URL.
    Pay(String),
    /// A page of words, in a language.
    Page(Page, String),
    /// How many, of how many.
    Count {
        /// What was counted.
        count: Count,
        /// How many are wanted.
        goal: Option<u64>,
    },
    /// Done, with nothing to show: for programs.
    Done,
}

/// Pages that a flow shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Page {
    /// A button that confirms.
    ConfirmButton {
        /// Of the form's page.
        title: String,
    },
    /// There is nothing to confirm: the link is too old, or none of ours.
    ConfirmGone,
    /// A button that unsubscribes.
    UnsubscribeButton,
    /// It is done.
    Unsubscribed,
}
