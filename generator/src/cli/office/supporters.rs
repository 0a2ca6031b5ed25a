//! `handbill supporters`: out, in, counted, struck out, forgotten, handed on.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use handbill_functions::domain::Email;
use handbill_functions::office::export::{Files, Scope, TABLES};
use handbill_functions::office::import::Proof;
use handbill_functions::office::invalidate::{Rule, networks};
use handbill_functions::office::sync::{Account, Done, ENDPOINT, PACE};
use handbill_functions::pay::Https;
use handbill_functions::settings::action_network;

use super::arguments::{
    CountArguments, EraseArguments, ExportArguments, ImportArguments, InvalidateArguments, SupportersCommand,
    SyncArguments,
};
use super::{OfficeFailure, file, open};
use crate::cli::Streams;

pub(super) async fn carry_out(command: SupportersCommand, streams: &mut Streams<'_>) -> Result<u8, OfficeFailure> {
    match command {
        SupportersCommand::Export(arguments) => export(&arguments, streams).await,
        SupportersCommand::Counts(arguments) => counts(&arguments, streams).await,
        SupportersCommand::Recount(arguments) => recount(&arguments, streams).await,
        SupportersCommand::Invalidate(arguments) => invalidate(&arguments, streams).await,
        SupportersCommand::Erase(arguments) => erase(&arguments, streams).await,
        SupportersCommand::Import(arguments) => import(arguments, streams).await,
        SupportersCommand::Sync(arguments) => sync(&arguments, streams).await,
    }
}

/// Tables are whole or not there: each is written beside its place first.
async fn export(arguments: &ExportArguments, streams: &mut Streams<'_>) -> Result<u8, OfficeFailure> {
    let office = open(&arguments.records).await?;
    let out = &arguments.out;
    fs::create_dir_all(out).map_err(file("make the folder", out))?;
    let mut drafts: Vec<(PathBuf, PathBuf)> = Vec::new();
    let mut begin = |name: String| -> Result<Box<dyn Write + Send>, OfficeFailure> {
        let (place, draft) = (out.join(&name), out.join(format!(".{name}.part")));
        let made = File::create(&draft).map_err(file("write", &draft))?;
        drafts.push((draft, place));
        Ok(Box::new(BufWriter::new(made)))
    };
    let mut files = Vec::new();
    for name in TABLES {
        files.push(Files { csv: begin(format!("{name}.csv"))?, json: begin(format!("{name}.json"))? });
    }
    let Ok(files) = <[Files<'_>; 5]>::try_from(files) else { return Ok(1) };
    let scope = if arguments.unconfirmed { Scope::Everything } else { Scope::Confirmed };
    let rows = office.export(scope, files).await;
    if rows.is_err() {
        for (draft, _) in &drafts {
            // It says nothing that is not said by the error itself.
            let _ = fs::remove_file(draft);
        }
    }
    let rows = rows?;
    for (draft, place) in &drafts {
        fs::rename(draft, place).map_err(file("write", place))?;
    }
    for (name, rows) in TABLES.iter().zip(rows) {
        writeln!(streams.out, "{rows:>8}  {name}")?;
    }
    writeln!(
        streams.out,
        "in `{}`, each as .csv and as .json; these are personal data: keep them safe",
        out.display()
    )?;
    Ok(0)
}

async fn counts(arguments: &CountArguments, streams: &mut Streams<'_>) -> Result<u8, OfficeFailure> {
    let counts = open(&arguments.records).await?.counts().await?;
    let widest = counts.iter().map(|(form, _)| form.as_str().len()).max().unwrap_or_default();
    for (form, count) in counts {
        let updated = count.updated.map_or_else(String::new, |at| format!("  {at:.0}"));
        writeln!(streams.out, "{:<widest$}  {:>8}{updated}", form.as_str(), count.confirmed)?;
    }
    Ok(0)
}

async fn recount(arguments: &CountArguments, streams: &mut Streams<'_>) -> Result<u8, OfficeFailure> {
    let counts = open(&arguments.records).await?.recount().await?;
    let wrong = counts.iter().filter(|(_, recount)| recount.counted != recount.found).count();
    for (form, recount) in counts.iter().filter(|(_, recount)| recount.counted != recount.found) {
        writeln!(streams.out, "{form}: the counter said {}, and there are {}", recount.counted, recount.found)?;
    }
    let verdict =
        if wrong == 0 { "all were right".to_owned() } else { format!("{wrong} were wrong and are right now") };
    writeln!(streams.out, "{} counters: {verdict}", counts.len())?;
    Ok(0)
}

async fn invalidate(arguments: &InvalidateArguments, streams: &mut Streams<'_>) -> Result<u8, OfficeFailure> {
    let office = open(&arguments.records).await?;
    let networks = arguments.network.as_deref().map(|typed| networks(&office.keys, typed)).transpose();
    let rule = Rule {
        domain: arguments.domain.clone(),
        networks: networks.map_err(OfficeFailure::Refused)?,
        from: arguments.from,
        to: arguments.to,
    };
    let found = office.find(&arguments.form, &rule).await?;
    let (n, form) = (found.len(), &arguments.form);
    if n == 0 {
        writeln!(streams.out, "no entry of `{form}` fits")?;
        return Ok(0);
    }
    if !arguments.yes {
        writeln!(streams.out, "{n} entries of `{form}` fit; nothing was changed. With `--yes` they are taken out")?;
        return Ok(0);
    }
    let default = || PathBuf::from(format!("invalidated-{}.csv", office.now.strftime("%Y%m%dT%H%M%SZ")));
    let copy = arguments.copy.clone().unwrap_or_else(default);
    let made = OpenOptions::new().write(true).create_new(true).open(&copy).map_err(file("write", &copy))?;
    let struck = office.strike_out(&found, BufWriter::new(made)).await?;
    writeln!(
        streams.out,
        "{struck} entries of `{form}` are taken out, and no longer counted; `{}` has them",
        copy.display()
    )?;
    if struck < n {
        writeln!(streams.out, "{} had changed meanwhile: do it again to look at them", n - struck)?;
    }
    Ok(0)
}

async fn erase(arguments: &EraseArguments, streams: &mut Streams<'_>) -> Result<u8, OfficeFailure> {
    let office = open(&arguments.records).await?;
    if !arguments.yes {
        let email = Email::parse(&arguments.address);
        let email = email.ok_or_else(|| OfficeFailure::Refused(format!("`{}` is no address", arguments.address)))?;
        let dossier = office.store.dossier(&office.keys.person(&email)).await?;
        let (entries, consents) = (dossier.entries.len(), dossier.consents.len());
        let known = if dossier.person.is_some() { "is known" } else { "has confirmed nothing" };
        writeln!(
            streams.out,
            "this person {known}: {entries} entries, {consents} records of consent. Nothing was changed; `--yes` erases them"
        )?;
        return Ok(0);
    }
    let erased = office.erase(&arguments.address).await?;
    writeln!(
        streams.err,
        "erased: {} entries, {} records of consent, {} tokens, limits and promises; a mark stays, so that no import brings them back",
        erased.entries, erased.consents, erased.traces
    )?;
    if erased.open > 0 {
        writeln!(streams.err, "{} gifts are still at the checkout: erase again tomorrow", erased.open)?;
    }
    for (payment, until) in &erased.kept {
        writeln!(streams.err, "kept by law until {until}: the gift paid with {payment}")?;
    }
    writeln!(streams.err, "out of reach of this command, and yours to do:")?;
    for what in office.out_of_reach() {
        writeln!(streams.err, "  - {what}")?;
    }
    writeln!(streams.err, "the letter to send:\n")?;
    write!(streams.out, "{}", office.letter(&erased))?;
    Ok(0)
}

async fn import(arguments: ImportArguments, streams: &mut Streams<'_>) -> Result<u8, OfficeFailure> {
    let office = open(&arguments.records).await?;
    let path = &arguments.file;
    let table = File::open(path).map_err(file("read", path))?;
    let proof = Proof { statement: arguments.statement, text: arguments.proof };
    let report = office.import(BufReader::new(table), &proof).await?;
    writeln!(streams.out, "{:>8}  new", report.new)?;
    writeln!(streams.out, "{:>8}  known already: nothing was changed", report.known)?;
    writeln!(streams.out, "{:>8}  left before, and stay away", report.left)?;
    writeln!(streams.out, "{:>8}  not subscribed, by the list itself", report.unsubscribed)?;
    for (line, why) in &report.refused {
        writeln!(streams.err, "{}:{line}: {why}", path.display())?;
    }
    if !report.refused.is_empty() {
        writeln!(streams.err, "{} rows were not taken; mend them and import the table again", report.refused.len())?;
    }
    Ok(u8::from(!report.refused.is_empty()))
}

async fn sync(arguments: &SyncArguments, streams: &mut Streams<'_>) -> Result<u8, OfficeFailure> {
    let office = open(&arguments.records).await?;
    let (key, endpoint) = action_network()?;
    let path = arguments.records.root.join(&arguments.map);
    let text = fs::read_to_string(&path).map_err(file("read", &path))?;
    let map: BTreeMap<String, String> = toml::from_str(&text).map_err(|error| {
        OfficeFailure::Refused(format!("`{}` has no lines like `\"FORM\" = \"petitions/ID\"`: {error}", path.display()))
    })?;
    let place = arguments.records.root.join(".handbill").join("action-network.jsonl");
    let (mut done, mut notes) = notes(&place)?;
    let remote = Https::default();
    let endpoint = endpoint.unwrap_or_else(|| ENDPOINT.to_owned());
    let account = Account { endpoint, key, pace: PACE, remote: &remote };
    let synced = office.sync(&account, &map, &mut done, &mut notes).await?;
    writeln!(streams.out, "{:>8}  handed on", synced.sent)?;
    writeln!(streams.out, "{:>8}  handed on before", synced.known)?;
    writeln!(streams.out, "{:>8}  kept back: they did not agree to e-mails, or left", synced.kept_back)?;
    writeln!(streams.out, "{:>8}  left since, and unsubscribed there", synced.unsubscribed)?;
    for (collection, (ours, theirs)) in &synced.held {
        let theirs = theirs.map_or_else(|| "does not say how many it has".to_owned(), |n| format!("has {n}"));
        writeln!(streams.out, "{collection}: {ours} from here; it {theirs}")?;
    }
    for (what, why) in &synced.failed {
        writeln!(streams.err, "not handed on: {what}: {why}")?;
    }
    if !synced.failed.is_empty() {
        writeln!(streams.err, "{} are left to the next sync: run it again", synced.failed.len())?;
    }
    Ok(u8::from(!synced.failed.is_empty()))
}

/// What was handed on before, and the file that takes further lines.
fn notes(place: &Path) -> Result<(Done, File), OfficeFailure> {
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder).map_err(file("make the folder", folder))?;
    }
    let known = match fs::read_to_string(place) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(file("read", place)(error)),
    };
    let mut notes = OpenOptions::new().append(true).create(true).open(place).map_err(file("write", place))?;
    if !known.is_empty() && !known.ends_with('\n') {
        // The last line was cut off: the next one must not be glued to it.
        writeln!(notes)?;
    }
    Ok((Done::parse(&known), notes))
}
