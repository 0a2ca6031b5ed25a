//! An export of very many people: how long it takes and how much memory, beside one of few. It fails when memory grows
//! with their number.
//!
//! `crowd [FEW MANY]`: 50,000 and 250,000, unless told otherwise; with fewer the allocator has not yet taken all that it
//! takes for pages of the database
#![expect(
    clippy::disallowed_methods,
    reason = "it makes and clears a folder of its own, and asks how much memory it took"
)]

#[expect(dead_code, reason = "the tests use all of it")]
#[path = "../tests/fixture.rs"]
mod fixture;

use std::io::Write;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::time::Instant;

use handbill_functions::office::Office;
use handbill_functions::office::export::{Files, Scope, TABLES};
use handbill_functions::store::BoxError;
use handbill_functions::store::local::{crowd, on_file};
// The fixture knows the library as its own crate.
use handbill_functions::{App, answer, clock, domain, forms, mail, pay, store};

/// What memory may grow by, in KB: the database's own cache fills up.
const ALLOWED_KB: u64 = 16 * 1024;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let done = match args.first().map(String::as_str) {
        Some("--export") => export(args.get(1).map_or("", String::as_str)).await.map(|()| true),
        _ => compared(&args).await,
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            say(&format!("failed: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}

/// Whether the memory of an export of many is that of an export of few. Each is a process of its own.
async fn compared(args: &[String]) -> Result<bool, BoxError> {
    let number = |at: usize, default: usize| args.get(at).map_or(Ok(default), |typed| typed.parse());
    let folder = std::env::temp_dir().join(format!("handbill-crowd-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let mut peaks = Vec::new();
    for people in [number(0, 50_000)?, number(1, 250_000)?] {
        let file = folder.join(format!("{people}.sqlite"));
        let store = on_file(&file).await?;
        let world = fixture::world_on(Arc::new(store));
        crowd(&world.store, &world.app.keys, people, world.app.clock.now()).await?;
        drop(world);
        let told = Command::new(std::env::current_exe()?).arg("--export").arg(&file).output()?;
        let told = String::from_utf8_lossy(&told.stdout).into_owned();
        let numbers: Vec<u64> = told.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        let [rows, ms, kb] = numbers[..] else { return Err(format!("the export said: {told}").into()) };
        if rows != people as u64 {
            return Err(format!("{people} people, and {rows} rows").into());
        }
        say(&format!("{people:>8} people: {ms:>7} ms, peak {:.1} MB", kb as f64 / 1024.0));
        peaks.push(kb);
    }
    std::fs::remove_dir_all(&folder)?;
    let [few, many] = peaks[..] else { return Ok(false) };
    Ok(many <= few + ALLOWED_KB)
}

/// Exports all of a database into nothing, and says how many people, how long and how much memory that was.
async fn export(file: &str) -> Result<(), BoxError> {
    let store = Arc::new(on_file(Path::new(file)).await?);
    let keys = fixture::world_on(store.clone()).app.keys;
    let office = Office { store, manifest: Arc::new(fixture::manifest()), keys, now: jiff::Timestamp::UNIX_EPOCH };
    let files: Vec<Files<'_>> =
        TABLES.iter().map(|_| Files { csv: Box::new(std::io::sink()), json: Box::new(std::io::sink()) }).collect();
    let files = <[Files<'_>; 5]>::try_from(files).map_err(|_| "five tables")?;
    let began = Instant::now();
    let rows = office.export(Scope::Confirmed, files).await?;
    let status = std::fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    let kb: String = peak.chars().filter(char::is_ascii_digit).collect();
    say(&format!("{} {} {kb}", rows[0], began.elapsed().as_millis()));
    Ok(())
}
