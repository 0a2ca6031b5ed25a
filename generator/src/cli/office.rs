//! The organisers' commands: `table`, `supporters`, `donations`. The work itself is the functions' `office`; here it is
//! asked for, and told in plain words.
#![expect(clippy::disallowed_methods, reason = "it writes what was asked for into files of its own")]

mod arguments;
mod donations;
mod supporters;

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use handbill_contract::Manifest;
use handbill_functions::domain::Keys;
use handbill_functions::office::{Office, OfficeError};
use handbill_functions::settings::{Settings, SettingsError};
use handbill_functions::store::table::{self, Recovery};
use handbill_functions::store::{DynamoStore, Store, StoreError, local};
use jiff::Timestamp;
use tokio::runtime::Runtime;

pub(super) use self::arguments::{DonationsCommand, SupportersCommand, TableCommand};

use self::arguments::{Records, TableCreateArguments};
use super::Streams;
use crate::load::{LoadError, load};
use crate::project::Project;
use crate::resolve::{Drafts, Now, Options};

/// Why an organiser's command could not be carried out.
#[derive(Debug, thiserror::Error)]
pub(super) enum OfficeFailure {
    #[error(transparent)]
    Office(#[from] OfficeError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Settings(#[from] SettingsError),
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error("could not {doing} `{path}`")]
    File {
        doing: &'static str,
        path: String,
        #[source]
        source: io::Error,
    },
    #[error("could not start")]
    Runtime(#[source] io::Error),
    #[error("could not print")]
    Print(#[from] io::Error),
    #[error("{0}")]
    Refused(String),
}

/// Names what was being done, and to which file.
fn file(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> OfficeFailure {
    let path = path.display().to_string();
    move |source| OfficeFailure::File { doing, path, source }
}

/// Answers with the exit code: 0 done, 1 something is left to do.
pub(super) fn table(command: &TableCommand, streams: &mut Streams<'_>) -> Result<u8, OfficeFailure> {
    let TableCommand::Create(arguments) = command;
    runtime()?.block_on(create(arguments, streams))
}

pub(super) fn supporters(command: SupportersCommand, streams: &mut Streams<'_>) -> Result<u8, OfficeFailure> {
    runtime()?.block_on(supporters::carry_out(command, streams))
}

pub(super) fn donations(command: DonationsCommand, streams: &mut Streams<'_>) -> Result<u8, OfficeFailure> {
    runtime()?.block_on(donations::carry_out(command, streams))
}

fn runtime() -> Result<Runtime, OfficeFailure> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(OfficeFailure::Runtime)
}

async fn create(arguments: &TableCreateArguments, streams: &mut Streams<'_>) -> Result<u8, OfficeFailure> {
    if arguments.records.local {
        open_local(&arguments.records.root).await?;
        writeln!(streams.out, "the table is there: `.handbill/records.sqlite`")?;
        return Ok(0);
    }
    let settings = Settings::from_environment(&[])?;
    let (name, region, endpoint) =
        (settings.database.table.clone(), settings.database.region.clone(), settings.database.endpoint.clone());
    let store = DynamoStore::new(settings.database);
    table::create(store.client(), &name).await?;
    table::wait_until_active(store.client(), &name).await?;
    table::equip(store.client(), &name, Recovery::PointInTime).await?;
    let place = endpoint.unwrap_or(region);
    writeln!(
        streams.out,
        "the table `{name}` is there ({place}): paid on demand, with expiry and recovery to any point"
    )?;
    Ok(0)
}

/// Opens the records of a site: those of `handbill serve` on this machine, or the table that the environment names.
async fn open(records: &Records) -> Result<Office, OfficeFailure> {
    let manifest = manifest(&records.root)?;
    let (store, keys): (Arc<dyn Store>, Keys) = if records.local {
        let notes = records.root.join(".handbill");
        let path = notes.join("secret");
        let secret = fs::read_to_string(&path).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => OfficeFailure::Refused(format!(
                "`{}` has no records: `handbill serve` makes them",
                records.root.display()
            )),
            _ => file("read", &path)(source),
        })?;
        let keys = Keys::parse(secret.trim());
        let keys = keys.ok_or_else(|| OfficeFailure::Refused(format!("`{}` holds no secret", path.display())))?;
        (Arc::new(open_local(&records.root).await?), keys)
    } else {
        let settings = Settings::from_environment(&[])?;
        (Arc::new(DynamoStore::new(settings.database)), settings.keys)
    };
    Ok(Office { store, manifest: Arc::new(manifest), keys, now: records.now.unwrap_or_else(Timestamp::now) })
}

async fn open_local(root: &Path) -> Result<DynamoStore, OfficeFailure> {
    let notes = root.join(".handbill");
    fs::create_dir_all(&notes).map_err(file("make the folder", &notes))?;
    Ok(local::on_file(&notes.join("records.sqlite")).await?)
}

/// The forms of the site at `root`, as its functions know them.
fn manifest(root: &Path) -> Result<Manifest, OfficeFailure> {
    let (sources, _) = load(root)?;
    let options =
        Options { now: Now::Clock(Timestamp::now()), drafts: Drafts::Show, base_url: None, has_functions: true };
    let project = Project::open(sources, options);
    let forms = project.rendering().map(|rendering| rendering.forms());
    let manifest = forms.and_then(|forms| Manifest::from_json(&forms.bytes).ok());
    manifest.ok_or_else(|| {
        OfficeFailure::Refused(format!("`{}` is no site that can be built: `handbill check` says why", root.display()))
    })
}
