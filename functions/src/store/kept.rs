//! What organisers are given of a store, and what they bring.

use crate::domain::{Consent, Entry, Payment, Person};

/// Where a page of all records ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub(crate) pk: String,
    pub(crate) sk: String,
}

/// One record of all.
#[derive(Debug, Clone)]
pub enum Kept {
    /// Who confirmed at least once.
    Person(Box<Person>),
    /// Confirmed or not.
    Entry(Box<Entry>),
    /// One change of one consent.
    Consent(Box<Consent>),
    /// What came of a gift.
    Payment(Box<Payment>),
    /// What organisers do not ask for.
    Other,
}

/// What became of somebody who was on an earlier list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Imported {
    /// Written, or a consent of theirs was.
    New,
    /// All of it was known.
    Known,
    /// They left, were erased, or took back this consent later: nothing was written.
    Left,
}

/// What an erased person has left elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Traces {
    /// Records that were removed.
    pub removed: usize,
    /// Gifts whose checkout is still open: they can be removed a day later.
    pub open: usize,
}
