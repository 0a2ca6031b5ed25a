//! People and what they filled in, as rows of tables and as OSDI's JSON.

mod donation;

use handbill_contract::Kind;
use handbill_contract::field::CUSTOM;
use serde_json::{Map, Value, json};

use super::columns::SUBMISSIONS;
use crate::domain::{Consent, Entry, Person};

pub(super) use donation::{amount, donation};

/// A row and the same as JSON.
pub(super) struct Row {
    pub(super) cells: Vec<String>,
    pub(super) json: Value,
}

/// Whether one may be written to, by OSDI's words: whoever did not agree to e-mails, and confirm it, may not.
pub(super) fn status(is_subscribed: bool) -> &'static str {
    if is_subscribed { "subscribed" } else { "unsubscribed" }
}

/// A cell that no spreadsheet takes for a formula.
pub(super) fn neutral(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

/// What stood in a cell before [`neutral`].
pub(super) fn original(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        _ => cell,
    }
}

fn identifier(parts: &[&str]) -> String {
    format!("handbill:{}", parts.join(":"))
}

/// The name by which a record of ours is known elsewhere.
pub(super) fn entry_identifier(entry: &Entry) -> String {
    identifier(&[entry.person.as_str(), &entry.form, &entry.slot.0.to_string()])
}

/// What is told of one person: they themselves, the consent to e-mails that stands, and what they filled in.
pub(super) struct Told<'a> {
    pub(super) person: &'a Person,
    pub(super) consent: Option<&'a Consent>,
    pub(super) is_subscribed: bool,
    pub(super) is_confirmed: bool,
    pub(super) entries: &'a [Entry],
}

pub(super) fn person(told: &Told<'_>) -> Row {
    let Told { person, consent, is_subscribed, is_confirmed, entries } = told;
    let country = or_home(&person.country);
    let groups = entries.iter().filter_map(|entry| entry.form.strip_prefix("groups/")?.split_once(':'));
    let local_group = groups.map(|(key, _)| key).next().unwrap_or_default();
    let mut tags: Vec<&str> = entries.iter().map(|entry| entry.form.as_str()).collect();
    tags.sort_unstable();
    tags.dedup();
    let id = identifier(&[person.person.as_str()]);
    let email = person.email_address.as_str();
    let created = person.created_date.to_string();
    let cells: [&str; 20] = [
        &id,
        &person.given_name,
        &person.family_name,
        email,
        status(*is_subscribed),
        &person.phone_number,
        &person.address_line_1,
        &person.locality,
        &person.region,
        &person.postal_code,
        country,
        &person.language,
        "",
        local_group,
        consent.map_or("", |consent| &consent.text),
        &consent.map_or_else(String::new, |consent| consent.at.to_string()),
        if *is_confirmed { &created } else { "" },
        &created,
        &person.modified_date.to_string(),
        &tags.join(" "),
    ];
    let mut json = json!({
        "identifiers": [id],
        "given_name": person.given_name,
        "family_name": person.family_name,
        "email_addresses": [{"primary": true, "address": email, "status": status(*is_subscribed)}],
        "postal_addresses": [postal(&person.address_line_1, &person.locality, &person.region, &person.postal_code, country)],
        "languages_spoken": [person.language],
        "created_date": created,
        "modified_date": person.modified_date,
    });
    if !person.phone_number.is_empty() {
        json["phone_numbers"] = json!([{"primary": true, "number": person.phone_number}]);
    }
    Row { cells: cells.map(str::to_owned).into(), json }
}

fn or_home(country: &str) -> &str {
    if country.is_empty() { "GB" } else { country }
}

fn postal(line: &str, locality: &str, region: &str, code: &str, country: &str) -> Value {
    let lines: Vec<&str> = [line].into_iter().filter(|line| !line.is_empty()).collect();
    json!({"primary": true, "address_lines": lines, "locality": locality, "region": region, "postal_code": code,
        "country": country})
}

/// The person of an entry, as a part of its record.
fn signer(entry: &Entry) -> Value {
    let answer = |name| entry.answer(name);
    json!({
        "identifiers": [identifier(&[entry.person.as_str()])],
        "given_name": answer("given_name"),
        "family_name": answer("family_name"),
        "email_addresses": [{"primary": true, "address": entry.email_address.as_str()}],
        "postal_addresses": [postal(
            answer("address_line_1"), answer("locality"), answer("region"), answer("postal_code"),
            or_home(answer("country")),
        )],
    })
}

/// Which table an entry stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Table {
    Signatures,
    Submissions,
    Attendances,
}

impl Table {
    pub(super) fn of(kind: Kind) -> Self {
        match kind {
            Kind::Pledge => Self::Signatures,
            Kind::Rsvp => Self::Attendances,
            Kind::Signup | Kind::Consultation | Kind::Donate => Self::Submissions,
        }
    }
}

pub(super) fn signature(entry: &Entry, base_url: &str) -> Row {
    let url = format!("{base_url}{}", entry.url);
    let date = entry.action_date.to_string();
    let id = entry_identifier(entry);
    let cells: [&str; 16] = [
        &id,
        &entry.form,
        &date,
        &date,
        entry.answer("comments"),
        if entry.public_name { "yes" } else { "no" },
        "",
        "",
        base_url,
        &url,
        entry.answer("given_name"),
        entry.answer("family_name"),
        entry.email_address.as_str(),
        entry.answer("postal_code"),
        or_home(entry.answer("country")),
        &entry.form,
    ];
    let json = json!({
        "identifiers": [id], "petition": entry.form, "action_date": date, "created_date": date,
        "comments": entry.answer("comments"), "public_name": entry.public_name,
        "referrer_data": {"website": base_url, "url": url}, "person": signer(entry),
    });
    Row { cells: cells.map(str::to_owned).into(), json }
}

pub(super) fn attendance(entry: &Entry) -> Row {
    let date = entry.action_date.to_string();
    let id = entry_identifier(entry);
    let event = entry.form.split_once(':').map_or(entry.form.as_str(), |(key, _)| key);
    let cells: [&str; 13] = [
        &id,
        event,
        &date,
        &date,
        "accepted",
        "",
        entry.answer("comments"),
        "",
        entry.answer("given_name"),
        entry.answer("family_name"),
        entry.email_address.as_str(),
        entry.answer("postal_code"),
        or_home(entry.answer("country")),
    ];
    let json = json!({
        "identifiers": [id], "event": event, "action_date": date, "created_date": date, "status": "accepted",
        "comment": entry.answer("comments"), "person": signer(entry),
    });
    Row { cells: cells.map(str::to_owned).into(), json }
}

/// `custom` are the names of the fields that have a column.
pub(super) fn submission(entry: &Entry, base_url: &str, custom: &[String]) -> Row {
    let url = format!("{base_url}{}", entry.url);
    let date = entry.action_date.to_string();
    let id = entry_identifier(entry);
    let first: [&str; 14] = [
        &id,
        &entry.form,
        &date,
        &date,
        "",
        "",
        base_url,
        &url,
        entry.answer("given_name"),
        entry.answer("family_name"),
        entry.email_address.as_str(),
        entry.answer("postal_code"),
        or_home(entry.answer("country")),
        &entry.form,
    ];
    let mut cells: Vec<String> = first.map(str::to_owned).into();
    cells.extend(custom.iter().map(|name| entry.answer(name).to_owned()));
    let has_column = |name: &str| SUBMISSIONS.contains(&name) || custom.iter().any(|known| known == name);
    let left = entry.answers.iter().filter(|(name, value)| !has_column(name) && !value.is_empty());
    cells.push(left.map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join("; "));
    let answers: Map<String, Value> = entry
        .answers
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix(CUSTOM)?.to_owned(), Value::from(value.as_str()))))
        .collect();
    let mut who = signer(entry);
    who["custom_fields"] = Value::Object(answers);
    if !entry.answer("phone_number").is_empty() {
        who["phone_numbers"] = json!([{"primary": true, "number": entry.answer("phone_number")}]);
    }
    let json = json!({
        "identifiers": [id], "form": entry.form, "action_date": date, "created_date": date,
        "comments": entry.answer("comments"), "referrer_data": {"website": base_url, "url": url}, "person": who,
    });
    Row { cells, json }
}
