//! What organisers do with what was recorded: take it out, count it, strike out what was never meant, forget a person,
//! bring in an earlier list, keep the dates of the law on donations, and hand it on to Action Network.

mod columns;
pub mod donations;
pub mod erase;
pub mod export;
pub mod import;
pub mod invalidate;
mod rows;
pub mod sync;

use std::io::Write;
use std::sync::Arc;

use handbill_contract::{FormId, Manifest};
use jiff::Timestamp;

use crate::domain::{Keys, judge};
use crate::store::{Count, Recount, Store, StoreError};

/// What every task has at hand.
#[derive(Clone)]
pub struct Office {
    /// Where the records are.
    pub store: Arc<dyn Store>,
    /// What the forms are.
    pub manifest: Arc<Manifest>,
    /// What people are known by.
    pub keys: Keys,
    /// When this is.
    pub now: Timestamp,
}

/// A table that spreadsheets open, and take no cell of it for a formula.
pub struct Table<W: Write>(csv::Writer<W>);

impl<W: Write> Table<W> {
    /// Begins it with the names of its columns. An `Err` when it cannot be written.
    pub fn new(out: W, columns: &[&str]) -> Result<Self, OfficeError> {
        let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        table.write_record(columns)?;
        Ok(Self(table))
    }

    /// One row. An `Err` when it cannot be written.
    pub fn row(&mut self, cells: &[String]) -> Result<(), OfficeError> {
        Ok(self.0.write_record(cells.iter().map(|cell| rows::neutral(cell)))?)
    }

    /// The end. An `Err` when it cannot be written.
    pub fn end(mut self) -> Result<(), OfficeError> {
        Ok(self.0.flush()?)
    }
}

/// Pence as tables have them: `12.50`.
pub fn pounds(pence: u64) -> String {
    rows::amount(pence)
}

/// Why a task could not be done.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// The records could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file could not be read or written.
    #[error("the file could not be read or written")]
    File(#[from] std::io::Error),
    /// A table is not one.
    #[error("the table cannot be read")]
    Table(#[from] csv::Error),
    /// What was asked for is not there, or cannot be done: says what to do instead.
    #[error("{0}")]
    Refused(String),
}

impl Office {
    /// Which day it is in the United Kingdom.
    pub fn today(&self) -> jiff::civil::Date {
        judge::day(self.now)
    }

    /// How many have confirmed each form, in the order of the forms. An `Err` when the store does not answer.
    pub async fn counts(&self) -> Result<Vec<(FormId, Count)>, OfficeError> {
        let mut counts = Vec::new();
        for form in self.manifest.forms.keys() {
            counts.push((form.clone(), self.store.count(form).await?));
        }
        Ok(counts)
    }

    /// Counts the entries of each form and sets its counter right. An `Err` when the store does not answer.
    pub async fn recount(&self) -> Result<Vec<(FormId, Recount)>, OfficeError> {
        let mut counts = Vec::new();
        for form in self.manifest.forms.keys() {
            counts.push((form.clone(), self.store.recount(form, self.now).await?));
        }
        Ok(counts)
    }

    /// The form that was typed, or what there is instead.
    fn form(&self, typed: &str) -> Result<FormId, OfficeError> {
        let known = FormId::parse(typed).filter(|id| self.manifest.forms.contains_key(id));
        known.ok_or_else(|| {
            let all: Vec<&str> = self.manifest.forms.keys().map(FormId::as_str).collect();
            OfficeError::Refused(format!("the site has no form `{typed}`; it has {}", all.join(", ")))
        })
    }
}

#[cfg(all(test, feature = "local"))]
mod tests;
