//! The real binary, once: it builds a site, serves it and every change of it, and can be killed at any moment.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "a volunteer edits files and looks at what was written")]

mod kill;
mod serve;
mod server;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

/// How long anything may take before the test gives up: much longer than it should on the slowest machine.
const PATIENCE: Duration = Duration::from_secs(60);

fn handbill(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handbill"));
    command.args(args).stdin(Stdio::null());
    command
}

/// A starter site in a folder of its own.
fn starter() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let made = handbill(&["new", text(folder.path())]).output().expect("the command can be started");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    folder
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a temporary folder has a plain name")
}

fn edit(path: &Path, change: impl Fn(String) -> String) {
    let old = fs::read_to_string(path).expect("the file can be read");
    fs::write(path, change(old)).expect("the file can be written");
}
