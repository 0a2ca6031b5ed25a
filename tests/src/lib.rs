//! What the suites share: where their data stands, folders of their own, the command run in this process, comparing.
#![expect(
    clippy::disallowed_methods,
    reason = "suites lay out folders, read what was made of them, and ask for UPDATE"
)]

pub mod demonstration;
pub mod differ;
pub mod memory;
pub mod photographs;
pub mod served;
pub mod tree;

use std::cell::RefCell;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The clock of every suite: the morning that the demonstration takes for now.
pub const NOW: &str = "2015-10-12T09:00:00";

/// The folder of this crate, in which the suites' data is.
pub fn data() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of the whole project.
pub fn house() -> PathBuf {
    data().parent().expect("the tests stand in the house").to_owned()
}

/// Whether what was made takes the place of what was reviewed: `UPDATE=1 cargo test`.
pub fn is_update() -> bool {
    std::env::var_os("UPDATE").is_some_and(|value| value == "1")
}

/// Whether what is missing on the machine is a mistake: in CI it is.
pub fn is_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "0" && value != "false")
}

/// What a command answered.
#[derive(Debug)]
pub struct Answer {
    /// 0, 1 or 2.
    pub code: u8,
    /// Everything it printed, in the order of printing, as it stands on a terminal.
    pub both: String,
    /// What it printed about what is going on.
    pub err: String,
}

/// Runs the command in this process; `root` is taken out of what it prints.
pub fn handbill(root: &Path, args: &[&str]) -> Answer {
    let both = Rc::new(RefCell::new(Vec::new()));
    let mut out = Screen { both: Rc::clone(&both), own: Vec::new() };
    let mut err = Screen { both: Rc::clone(&both), own: Vec::new() };
    let code = handbill::cli::run(args, &mut out, &mut err);
    let text = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let root = root.display().to_string();
        text.replace(&format!("{root}/"), "").replace(&root, ".")
    };
    let both = text(&both.borrow());
    Answer { code, both, err: text(&err.own) }
}

struct Screen {
    both: Rc<RefCell<Vec<u8>>>,
    own: Vec<u8>,
}

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.both.borrow_mut().extend_from_slice(bytes);
        self.own.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
