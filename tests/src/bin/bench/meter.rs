//! Runs one command and tells its time, its processor time and its peak memory.
//! Each command has a process of ours above it, since the system adds up what all children of one process took.

use std::ffi::OsString;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;

use crate::report;

/// The first argument that makes this program the process above a command.
pub(crate) const VERB: &str = "meter";

/// What one run took.
#[derive(Clone, Copy, Default)]
pub(crate) struct Figures {
    pub(crate) wall: Duration,
    pub(crate) cpu: Duration,
    pub(crate) peak_kb: u64,
}

/// The run in the middle by time.
pub(crate) fn median(mut runs: Vec<Figures>) -> Figures {
    runs.sort_by_key(|run| run.wall);
    runs.get(runs.len() / 2).copied().unwrap_or_default()
}

/// Runs `command` under a meter.
pub(crate) fn run(command: &[OsString]) -> Figures {
    let this = std::env::current_exe().expect("this program has a path");
    let told = Command::new(this).arg(VERB).args(command).stderr(Stdio::inherit()).output();
    let told = told.expect("this program can be started again");
    let text = String::from_utf8_lossy(&told.stdout).into_owned();
    let numbers: Vec<u64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [wall, cpu, peak_kb] = numbers[..] else {
        report::say(&format!("{command:?} failed"));
        std::process::abort();
    };
    Figures { wall: Duration::from_micros(wall), cpu: Duration::from_micros(cpu), peak_kb }
}

/// The process above: runs what the arguments say and prints three numbers.
pub(crate) fn measure_and_tell(mut command: impl Iterator<Item = OsString>) -> ExitCode {
    let Some(program) = command.next() else { return ExitCode::FAILURE };
    let started = Instant::now();
    let child = Command::new(program).args(command).stdin(Stdio::null()).stdout(Stdio::null()).status();
    let wall = started.elapsed();
    if !child.is_ok_and(|status| status.success()) {
        return ExitCode::FAILURE;
    }
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system counts");
    let cpu = micros(usage.user_time()) + micros(usage.system_time());
    report::say(&format!("{} {cpu} {}", wall.as_micros(), usage.max_rss()));
    ExitCode::SUCCESS
}

fn micros(time: TimeVal) -> i64 {
    time.tv_sec() * 1_000_000 + time.tv_usec()
}

/// What a Hugo says it is; `None` when there is none.
pub(crate) fn version_of(hugo: &str) -> Option<String> {
    let told = Command::new(hugo).arg("version").stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&told.stdout).into_owned();
    text.split_whitespace().find(|word| word.starts_with("v0.")).map(str::to_owned)
}
