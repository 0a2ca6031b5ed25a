//! An earlier list of contacts, with the proof that they agreed. Who left stays away.

use std::io::Read;

use handbill_contract::statement::sha256_hex;
use handbill_contract::{Purpose, Statement};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::rows::original;
use super::{Office, OfficeError};
use crate::domain::{Consent, ConsentChange, Email, Person};
use crate::store::Imported;

/// The form that a consent of an earlier list is written down under.
pub const FORM: &str = "import";

/// A row that says more than this in one cell is none of ours, in characters.
const LONGEST_CELL: usize = 4_000;

/// What was agreed to, and how it can be proved.
#[derive(Debug, Clone)]
pub struct Proof {
    /// Of the statement of consent in `site.toml`.
    pub statement: String,
    /// Where the proof is kept: `paper sheets of 2015, in the office`.
    pub text: String,
}

/// What became of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Written, or a consent of theirs was.
    pub new: u64,
    /// All of it was known.
    pub known: u64,
    /// They left, or were erased: nothing was written.
    pub left: u64,
    /// The list itself says that they do not want e-mails.
    pub unsubscribed: u64,
    /// Rows that could not be taken: the line, and why.
    pub refused: Vec<(u64, String)>,
}

impl Office {
    /// Takes in a table with a column `email_address`, and any other of `people.csv`. Each row that can be taken is,
    /// whatever is wrong with the others.
    ///
    /// # Errors
    /// When the statement is not there, the file is no table, or the store does not answer.
    pub async fn import(&self, file: impl Read, proof: &Proof) -> Result<ImportReport, OfficeError> {
        let statement = self.statement(&proof.statement)?;
        if proof.text.trim().is_empty() {
            return Err(OfficeError::Refused(
                "say where the proof of their consent is kept: `--proof TEXT`".to_owned(),
            ));
        }
        let mut table = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(file);
        let columns = Columns::of(table.headers()?);
        if columns.find("email_address").is_none() {
            let text = "the table has no column `email_address`: its first line must name the columns";
            return Err(OfficeError::Refused(text.to_owned()));
        }
        let mut report = ImportReport::default();
        for (number, record) in (2..).zip(table.records()) {
            let record = match record {
                Ok(record) => record,
                Err(error) if matches!(error.kind(), csv::ErrorKind::Utf8 { .. }) => {
                    report.refused.push((number, "it is not UTF-8: save the table as UTF-8".to_owned()));
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            let line = record.position().map_or(number, csv::Position::line);
            let row = Row { columns: &columns, record: &record };
            if row.get("email_status").is_some_and(|status| status != "subscribed") {
                report.unsubscribed += 1;
                continue;
            }
            match self.contact(&row, statement, proof) {
                Err(why) => report.refused.push((line, why)),
                Ok((person, consent)) => match self.store.import(&person, &[consent]).await? {
                    Imported::New => report.new += 1,
                    Imported::Known => report.known += 1,
                    Imported::Left => report.left += 1,
                },
            }
        }
        Ok(report)
    }

    fn statement(&self, id: &str) -> Result<&Statement, OfficeError> {
        self.manifest.consent(id).ok_or_else(|| {
            let known: Vec<&str> = self.manifest.consents.iter().map(Statement::id).collect();
            OfficeError::Refused(format!("the site has no statement of consent `{id}`; it has {}", known.join(", ")))
        })
    }

    fn contact(&self, row: &Row<'_>, statement: &Statement, proof: &Proof) -> Result<(Person, Consent), String> {
        if row.record.iter().any(|cell| cell.chars().count() > LONGEST_CELL) {
            return Err("a cell is longer than any answer can be".to_owned());
        }
        let typed = row.get("email_address").unwrap_or_default();
        let email = Email::parse(typed).ok_or("`email_address` holds no address")?;
        let given = row.get("consent_given_at").ok_or("`consent_given_at` does not say when they agreed")?;
        let given = moment(given).ok_or("`consent_given_at` is no time: write 2015-10-08, or 2015-10-08T19:00:00Z")?;
        if given > self.now {
            return Err("`consent_given_at` lies in the future".to_owned());
        }
        let default = self.manifest.site.languages.first().map_or("en", String::as_str);
        let language =
            row.get("language").filter(|lang| self.manifest.site.languages.iter().any(|known| known == lang));
        let language = language.unwrap_or(default);
        let shown = row.get("consent_text").or_else(|| statement.text().of(language, default));
        let shown = shown.ok_or("nothing says what they agreed to")?.to_owned();
        let key = self.keys.person(&email);
        let cell = |name: &str| row.get(name).unwrap_or_default().to_owned();
        let person = Person {
            person: key.clone(),
            email_address: email,
            given_name: cell("given_name"),
            family_name: cell("family_name"),
            phone_number: cell("phone_number").chars().filter(char::is_ascii_digit).collect(),
            address_line_1: cell("address_line_1"),
            locality: cell("locality"),
            region: cell("region"),
            postal_code: cell("postal_code"),
            country: cell("country"),
            language: language.to_owned(),
            created_date: given,
            modified_date: self.now,
        };
        let privacy = self.manifest.site.privacy.as_ref();
        let consent = Consent {
            person: key,
            consent: statement.id().to_owned(),
            purpose: Purpose::Newsletter,
            channel: statement.channel(),
            change: ConsentChange::Confirmed,
            sha256: sha256_hex(&shown),
            text: shown,
            version: statement.version().to_owned(),
            language: language.to_owned(),
            privacy_version: privacy.map_or_else(String::new, |privacy| privacy.version.clone()),
            page: String::new(),
            form: FORM.to_owned(),
            form_version: String::new(),
            at: given,
            how: proof.text.trim().to_owned(),
        };
        Ok((person, consent))
    }
}

/// The names of the columns, in their order.
struct Columns(Vec<String>);

impl Columns {
    fn of(header: &csv::StringRecord) -> Self {
        let name = |cell: &str| cell.trim_start_matches('\u{feff}').trim_matches('"').trim().to_lowercase();
        Self(header.iter().map(name).collect())
    }

    fn find(&self, name: &str) -> Option<usize> {
        self.0.iter().position(|column| column == name)
    }
}

struct Row<'r> {
    columns: &'r Columns,
    record: &'r csv::StringRecord,
}

impl Row<'_> {
    /// What stands in a column, where there is anything.
    fn get(&self, name: &str) -> Option<&str> {
        let cell = self.record.get(self.columns.find(name)?)?;
        Some(original(cell).trim()).filter(|cell| !cell.is_empty())
    }
}

/// A moment, or the beginning of a day where the campaign is.
fn moment(typed: &str) -> Option<Timestamp> {
    if let Ok(moment) = typed.parse() {
        return Some(moment);
    }
    let local = typed.parse::<DateTime>().ok().or_else(|| typed.parse::<Date>().ok().map(Date::into));
    let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    Some(local?.to_zoned(zone).ok()?.timestamp())
}
