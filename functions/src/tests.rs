//! The library as a whole: a request goes in, a response comes out, with the embedded database in memory, a fixed clock
//! and fixed tokens.

mod contract;
mod faults;
mod faulty;
pub(crate) mod fixture;
pub(crate) mod gifts;
mod hostile;
mod journal;
mod leaving;
mod limits;
mod outbox;
mod people;
mod walk;
