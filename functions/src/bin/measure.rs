//! How large the lambdas in a folder are, and how long each takes from its start to its first poll for an event:
//! `measure FOLDER`. It fails when one is over the bars of the design.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

type BoxError = Box<dyn std::error::Error>;

const LAMBDAS: [&str; 8] = ["signup", "pledge", "donate", "stripe", "confirm", "unsubscribe", "count", "sweep"];

/// The bars.
const MAX_BYTES: u64 = 12 * 1_000_000;
const MAX_START: Duration = Duration::from_millis(20);

/// How often each is started; the median counts.
const STARTS: usize = 31;

/// Enough for each of them to start.
const SETTINGS: [(&str, &str); 12] = [
    ("HANDBILL_SECRET", "a fixed secret for measuring, long enough"),
    ("HANDBILL_AWS_REGION", "eu-west-2"),
    ("HANDBILL_AWS_ACCESS_KEY_ID", "test"),
    ("HANDBILL_AWS_SECRET_ACCESS_KEY", "test"),
    ("HANDBILL_SMTP_URL", "smtp://127.0.0.1:9"),
    ("HANDBILL_MAIL_FROM", "The Campaign <campaign@example.org>"),
    ("HANDBILL_STRIPE_SECRET_KEY", "sk_test_0"),
    ("HANDBILL_STRIPE_WEBHOOK_SECRET", "whsec_test_0"),
    ("AWS_LAMBDA_FUNCTION_NAME", "test"),
    ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128"),
    ("AWS_LAMBDA_FUNCTION_VERSION", "1"),
    ("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
];

fn main() -> ExitCode {
    let folder = std::env::args().nth(1).map(PathBuf::from);
    let mut out = std::io::stdout().lock();
    let measured = match folder {
        Some(folder) => measured(&folder, &mut out),
        None => Err("usage: measure FOLDER".into()),
    };
    match measured {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(out, "failed: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether all are under the bars.
fn measured(folder: &Path, out: &mut impl Write) -> Result<bool, BoxError> {
    let mut is_well = true;
    writeln!(out, "| function | size | start to first poll, median of {STARTS} (slowest) |\n|---|---|---|")?;
    for name in LAMBDAS {
        let path = folder.join(name);
        let bytes = size(&path)?;
        let mut starts = (0..STARTS).map(|_| start(&path)).collect::<Result<Vec<_>, _>>()?;
        starts.sort();
        let median = starts.get(STARTS / 2).copied().unwrap_or_default();
        let slowest = starts.last().copied().unwrap_or_default();
        let is_over = bytes > MAX_BYTES || median > MAX_START;
        is_well &= !is_over;
        let mark = if is_over { " **over**" } else { "" };
        writeln!(
            out,
            "| {name} | {:.1} MB | {:.1} ms ({:.1} ms){mark} |",
            bytes as f64 / 1e6,
            median.as_secs_f64() * 1e3,
            slowest.as_secs_f64() * 1e3
        )?;
    }
    Ok(is_well)
}

#[expect(clippy::disallowed_methods, reason = "it measures files")]
fn size(path: &Path) -> Result<u64, BoxError> {
    Ok(std::fs::metadata(path).map_err(|error| format!("{}: {error}", path.display()))?.len())
}

/// From exec to the first request for an event.
fn start(path: &Path) -> Result<Duration, BoxError> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let mut command = Command::new(path);
    command.env_clear().envs(SETTINGS).env("AWS_LAMBDA_RUNTIME_API", listener.local_addr()?.to_string());
    let began = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let (mut stream, _) = listener.accept()?;
    let mut first = [0; 64];
    let n = stream.read(&mut first)?;
    let took = began.elapsed();
    child.kill()?;
    child.wait()?;
    let asked = first.get(..n).unwrap_or_default();
    if asked.starts_with(b"GET /2018-06-01/runtime/invocation/next") { Ok(took) } else { Err("no poll".into()) }
}
