//! Handing entries on to Action Network: resumable, at its pace, and never anybody who did not agree or who left.
//!
//! What was taken there is noted line by line, so that a sync that is cut off goes on where it stopped. A helper of theirs
//! that fails answers 200 with an empty body: what did not come back is looked for, and sent again.

mod account;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::time::Duration;

use handbill_contract::Channel;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::rows::entry_identifier;
use super::{Office, OfficeError};
use crate::domain::{ConsentChange, Entry, consent};
use crate::store::Dossier;

pub use account::{Account, Remote};

/// Where Action Network is.
pub const ENDPOINT: &str = "https://actionnetwork.org";

/// It takes four requests in a second.
pub const PACE: Duration = Duration::from_millis(250);

/// What was taken there, by our names of it.
#[derive(Debug, Clone, Default)]
pub struct Done(BTreeSet<String>);

/// A line of the notes.
#[derive(Debug, Serialize, Deserialize)]
struct Note {
    /// Our name of an entry, or `left:` and our name of a person.
    done: String,
}

impl Done {
    /// Reads notes; a last line that was cut off is as if it were not there.
    pub fn parse(notes: &str) -> Self {
        Self(notes.lines().filter_map(|line| serde_json::from_str::<Note>(line).ok()).map(|note| note.done).collect())
    }

    fn note(&mut self, done: String, notes: &mut dyn Write) -> Result<(), OfficeError> {
        let line = serde_json::to_string(&Note { done: done.clone() }).map_err(std::io::Error::from)?;
        writeln!(notes, "{line}")?;
        notes.flush()?;
        self.0.insert(done);
        Ok(())
    }
}

/// What a sync did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Synced {
    /// Taken now.
    pub sent: u64,
    /// Taken before.
    pub known: u64,
    /// Did not agree to e-mails, or has left: not handed on.
    pub kept_back: u64,
    /// Were taken before and have left since: told there to be unsubscribed.
    pub unsubscribed: u64,
    /// Not taken, and left to the next sync: our name of each, and why.
    pub failed: Vec<(String, String)>,
    /// What is there, by collection: how many we have handed on in all, and how many it says that it has.
    pub held: BTreeMap<String, (u64, Option<u64>)>,
}

impl Office {
    /// Hands the confirmed entries of each form in `map` on to its collection: `petitions/ID`, `forms/ID` or
    /// `events/ID`. `notes` gets a line for each that was taken.
    ///
    /// # Errors
    /// When the store does not answer, a form or collection is none, or the notes cannot be written.
    pub async fn sync(
        &self,
        account: &Account<'_>,
        map: &BTreeMap<String, String>,
        done: &mut Done,
        notes: &mut dyn Write,
    ) -> Result<Synced, OfficeError> {
        let mut synced = Synced::default();
        for (typed, collection) in map {
            let form = self.form(typed)?;
            let path = records_of(collection)?;
            // A tag that is not there is dropped in silence.
            if let Err(why) = account.ensure_tag(form.as_str()).await {
                synced.failed.push((format!("tag {form}"), why));
            }
            let (mut held, mut after) = (0, None);
            loop {
                let (page, next) = self.store.entries(&form, after).await?;
                for entry in page {
                    held += u64::from(self.hand_on(account, &path, &entry, done, notes, &mut synced).await?);
                }
                match next {
                    Some(place) => after = Some(place),
                    None => break,
                }
            }
            let there = account.total(&path).await.ok().flatten();
            synced.held.insert(collection.clone(), (held, there));
        }
        Ok(synced)
    }

    /// Whether the entry is there afterwards.
    async fn hand_on(
        &self,
        account: &Account<'_>,
        path: &str,
        entry: &Entry,
        done: &mut Done,
        notes: &mut dyn Write,
        synced: &mut Synced,
    ) -> Result<bool, OfficeError> {
        let id = entry_identifier(entry);
        let was_taken = done.0.contains(&id);
        let dossier = self.store.dossier(&entry.person).await?;
        if !may_be_written_to(&dossier) {
            let left = format!("left:{}", entry.person.as_str());
            if !was_taken {
                synced.kept_back += 1;
            } else if !done.0.contains(&left) {
                match account.unsubscribe(entry).await {
                    Ok(()) => {
                        done.note(left, notes)?;
                        synced.unsubscribed += 1;
                    }
                    Err(why) => synced.failed.push((id, why)),
                }
            }
            return Ok(was_taken);
        }
        if was_taken {
            synced.known += 1;
            return Ok(true);
        }
        match account.put(path, &id, &record(entry, &id, &self.manifest.site.base_url)).await {
            Ok(()) => {
                done.note(id, notes)?;
                synced.sent += 1;
                Ok(true)
            }
            Err(why) => {
                synced.failed.push((id, why));
                Ok(false)
            }
        }
    }
}

/// Who agreed to e-mails, confirmed it, and has not left since.
fn may_be_written_to(dossier: &Dossier) -> bool {
    let standing = consent::newest(dossier.consents.iter().cloned());
    let agreed =
        |given: &crate::domain::Consent| given.change == ConsentChange::Confirmed && given.channel == Channel::Email;
    dossier.suppressed.is_none() && standing.iter().any(agreed)
}

fn records_of(collection: &str) -> Result<String, OfficeError> {
    let records = match collection.split_once('/') {
        Some(("petitions", id)) if is_id(id) => "signatures",
        Some(("forms", id)) if is_id(id) => "submissions",
        Some(("events", id)) if is_id(id) => "attendances",
        _ => {
            let text = format!("`{collection}` is no collection: write `petitions/ID`, `forms/ID` or `events/ID`");
            return Err(OfficeError::Refused(text));
        }
    };
    Ok(format!("/api/v2/{collection}/{records}"))
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

fn record(entry: &Entry, id: &str, base_url: &str) -> Value {
    let answer = |name| entry.answer(name);
    let mut person = json!({
        "identifiers": [format!("handbill:{}", entry.person.as_str())],
        "given_name": answer("given_name"),
        "family_name": answer("family_name"),
        // They agreed and confirmed: nobody else comes here.
        "email_addresses": [{"primary": true, "address": entry.email_address.as_str(), "status": "subscribed"}],
        "postal_addresses": [{"primary": true, "postal_code": answer("postal_code"), "country": "GB"}],
        "languages_spoken": [entry.language],
    });
    if !answer("phone_number").is_empty() {
        person["phone_numbers"] = json!([{"primary": true, "number": answer("phone_number")}]);
    }
    json!({
        "identifiers": [id],
        "created_date": entry.action_date,
        "comments": answer("comments"),
        "person": person,
        "add_tags": [entry.form],
        "action_network:referrer_data": {"source": "handbill", "website": format!("{base_url}{}", entry.url)},
    })
}
