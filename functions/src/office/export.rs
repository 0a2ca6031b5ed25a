//! Everything that was recorded, as tables and as OSDI's JSON, in one pass and in constant memory.

use std::io::Write;
use std::sync::Arc;

use handbill_contract::Channel;
use handbill_contract::field::CUSTOM;

use super::columns::{ATTENDANCES, DONATIONS, OTHERS, PEOPLE, SIGNATURES, SUBMISSIONS};
use super::rows::{self, Row, Table, Told};
use super::{Office, OfficeError};
use crate::domain::{Consent, ConsentChange, Entry, EntryState, Payment, Person, PersonKey, consent};
use crate::store::{Kept, Store};

/// The tables, by OSDI's names, in the order in which they are asked for: each as `NAME.csv` and as `NAME.json`.
pub const TABLES: [&str; 5] = ["people", "signatures", "submissions", "attendances", "donations"];

/// So many questions to the store are under way at once.
const AT_ONCE: usize = 16;

/// Who and what is taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Only what was confirmed.
    Confirmed,
    /// What still waits for its confirmation, too.
    Everything,
}

/// How many rows each table has, in the order of [`TABLES`].
pub type Exported = [u64; 5];

/// One table, twice.
struct Sheet<'a> {
    csv: super::Table<Box<dyn Write + Send + 'a>>,
    json: Box<dyn Write + Send + 'a>,
    rows: u64,
}

impl<'a> Sheet<'a> {
    fn begin(name: &str, files: Files<'a>, columns: &[&str]) -> Result<Self, OfficeError> {
        let Files { mut csv, mut json } = files;
        // Spreadsheets take a table for the machine's own encoding unless it begins with this mark.
        csv.write_all("\u{feff}".as_bytes())?;
        let csv = super::Table::new(csv, columns)?;
        write!(json, "{{\"_embedded\":{{\"osdi:{name}\":[")?;
        Ok(Self { csv, json, rows: 0 })
    }

    fn row(&mut self, row: &Row) -> Result<(), OfficeError> {
        self.csv.row(&row.cells)?;
        self.json.write_all(if self.rows == 0 { b"\n" } else { b",\n" })?;
        let text = serde_json::to_vec(&row.json).map_err(std::io::Error::from)?;
        self.json.write_all(&text)?;
        self.rows += 1;
        Ok(())
    }

    fn end(mut self) -> Result<u64, OfficeError> {
        self.csv.end()?;
        writeln!(self.json, "\n]}},\"total_records\":{}}}", self.rows)?;
        self.json.flush()?;
        Ok(self.rows)
    }
}

/// Where one table is written.
pub struct Files<'a> {
    /// `people.csv`
    pub csv: Box<dyn Write + Send + 'a>,
    /// `people.json`
    pub json: Box<dyn Write + Send + 'a>,
}

struct Sheets<'a> {
    people: Sheet<'a>,
    signatures: Sheet<'a>,
    submissions: Sheet<'a>,
    attendances: Sheet<'a>,
    donations: Sheet<'a>,
    custom: Vec<String>,
}

/// All records of one person, as they stand together in the store.
#[derive(Default)]
struct Bundle {
    key: Option<PersonKey>,
    person: Option<Person>,
    consents: Vec<Consent>,
    entries: Vec<Entry>,
}

impl Office {
    /// Writes all tables to `files`, in the order of [`TABLES`], and says how many rows there are.
    ///
    /// Memory does not grow with the number of people: the store gives a page at a time, and each row is written at
    /// once.
    ///
    /// # Errors
    /// When the store does not answer, or a file cannot be written.
    pub async fn export(&self, scope: Scope, files: [Files<'_>; 5]) -> Result<Exported, OfficeError> {
        let mut sheets = self.sheets(files)?;
        let (mut after, mut open) = (None, Bundle::default());
        loop {
            let (page, next) = self.store.everything(after).await?;
            let (mut whole, mut payments) = (Vec::new(), Vec::new());
            for kept in page {
                match kept {
                    Kept::Person(person) => {
                        let of = bundle(&mut open, &mut whole, &person.person);
                        of.person = Some(*person);
                    }
                    Kept::Entry(entry) => bundle(&mut open, &mut whole, &entry.person).entries.push(*entry),
                    Kept::Consent(given) => bundle(&mut open, &mut whole, &given.person).consents.push(*given),
                    Kept::Payment(payment) if payment.facts.received.is_some() => payments.push(*payment),
                    Kept::Payment(_) | Kept::Other => {}
                }
            }
            if next.is_none() {
                whole.push(std::mem::take(&mut open));
            }
            self.write_people(scope, whole, &mut sheets).await?;
            self.write_donations(payments, &mut sheets.donations).await?;
            match next {
                Some(place) => after = Some(place),
                None => break,
            }
        }
        let Sheets { people, signatures, submissions, attendances, donations, .. } = sheets;
        Ok([people.end()?, signatures.end()?, submissions.end()?, attendances.end()?, donations.end()?])
    }

    fn sheets<'a>(&self, files: [Files<'a>; 5]) -> Result<Sheets<'a>, OfficeError> {
        let [people, signatures, submissions, attendances, donations] = files;
        let shapes = self.manifest.forms.values().flat_map(|form| &form.shape.fields);
        let mut custom: Vec<String> =
            shapes.map(|field| field.name.clone()).filter(|name| name.starts_with(CUSTOM)).collect();
        custom.sort();
        custom.dedup();
        let columns: Vec<&str> =
            SUBMISSIONS.into_iter().chain(custom.iter().map(String::as_str)).chain([OTHERS]).collect();
        Ok(Sheets {
            people: Sheet::begin(TABLES[0], people, &PEOPLE)?,
            signatures: Sheet::begin(TABLES[1], signatures, &SIGNATURES)?,
            submissions: Sheet::begin(TABLES[2], submissions, &columns)?,
            attendances: Sheet::begin(TABLES[3], attendances, &ATTENDANCES)?,
            donations: Sheet::begin(TABLES[4], donations, &DONATIONS)?,
            custom,
        })
    }

    async fn write_people(
        &self,
        scope: Scope,
        bundles: Vec<Bundle>,
        sheets: &mut Sheets<'_>,
    ) -> Result<(), OfficeError> {
        for some in bundles.chunks(AT_ONCE) {
            let asked: Vec<PersonKey> =
                some.iter().filter(|bundle| bundle.email().is_some()).filter_map(|bundle| bundle.key.clone()).collect();
            let left = self.those_who_left(asked).await?;
            for bundle in some {
                self.write_bundle(scope, bundle, &left, sheets)?;
            }
        }
        Ok(())
    }

    /// Those of `people` who have left, whatever their consents say: a withdrawal may have been cut off half-way.
    async fn those_who_left(&self, people: Vec<PersonKey>) -> Result<Vec<PersonKey>, OfficeError> {
        let mut asked = tokio::task::JoinSet::new();
        for person in people {
            let store: Arc<dyn Store> = Arc::clone(&self.store);
            asked.spawn(async move { store.is_suppressed(&person).await.map(|left| left.then_some(person)) });
        }
        let mut left = Vec::new();
        while let Some(answer) = asked.join_next().await {
            left.extend(answer.map_err(std::io::Error::from)??);
        }
        Ok(left)
    }

    fn write_bundle(
        &self,
        scope: Scope,
        bundle: &Bundle,
        left: &[PersonKey],
        sheets: &mut Sheets<'_>,
    ) -> Result<(), OfficeError> {
        let wanted = |entry: &&Entry| scope == Scope::Everything || entry.state == EntryState::Confirmed;
        let entries: Vec<Entry> = bundle.entries.iter().filter(wanted).cloned().collect();
        let base_url = self.manifest.site.base_url.as_str();
        for entry in &entries {
            match Table::of(entry.kind) {
                Table::Signatures => sheets.signatures.row(&rows::signature(entry, base_url))?,
                Table::Attendances => sheets.attendances.row(&rows::attendance(entry))?,
                Table::Submissions => {
                    let row = rows::submission(entry, base_url, &sheets.custom);
                    sheets.submissions.row(&row)?;
                }
            }
        }
        let waiting = entries.first().filter(|_| scope == Scope::Everything);
        let waiting = waiting.map(|entry| entry.as_person(entry.action_date));
        let Some(person) = bundle.person.as_ref().or(waiting.as_ref()) else { return Ok(()) };
        let consent = bundle.email().filter(|_| !left.contains(&person.person));
        let told = Told {
            person,
            consent,
            is_subscribed: consent.is_some(),
            is_confirmed: bundle.person.is_some(),
            entries: &entries,
        };
        sheets.people.row(&rows::person(&told))
    }

    async fn write_donations(&self, payments: Vec<Payment>, sheet: &mut Sheet<'_>) -> Result<(), OfficeError> {
        let organisation = &self.manifest.site.organisation;
        let legal = if organisation.legal_name.is_empty() { &organisation.name } else { &organisation.legal_name };
        for payment in payments {
            let Some(id) = &payment.facts.gift else { continue };
            if let Some(gift) = self.store.gift(id).await? {
                sheet.row(&rows::donation(&payment, &gift, (&organisation.name, legal)))?;
            }
        }
        Ok(())
    }
}

impl Bundle {
    /// The consent to e-mails that stands and was confirmed, the newest.
    fn email(&self) -> Option<&Consent> {
        let newest = consent::newest(self.consents.iter().cloned());
        let standing = newest.iter().filter(|given| given.change == ConsentChange::Confirmed);
        let last = standing.filter(|given| given.channel == Channel::Email).max_by_key(|given| given.at)?;
        self.consents.iter().find(|given| *given == last)
    }
}

/// The records of `person`, once those of whoever came before are whole.
fn bundle<'b>(open: &'b mut Bundle, whole: &mut Vec<Bundle>, person: &PersonKey) -> &'b mut Bundle {
    if open.key.as_ref() != Some(person) {
        let done = std::mem::replace(open, Bundle { key: Some(person.clone()), ..Bundle::default() });
        if done.key.is_some() {
            whole.push(done);
        }
    }
    open
}
