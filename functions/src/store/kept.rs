//! What organisers are given of a store, and what they bring.

use crate::domain::{Consent, Entry, Gift, Payment, Person};

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
    /// What was promised.
    Gift(Box<Gift>),
    /// What came of it.
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
    /// They left, or were erased: nothing was written.
    Left,
}
