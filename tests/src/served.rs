//! The demonstration, served in this process with its functions, until the process ends.

use std::io::{self, Write};
use std::sync::mpsc::{Sender, channel};
use std::thread;

use crate::{house, tree};

/// Starts `handbill serve` on a copy of the demonstration; answers with its address, `http://127.0.0.1:8000`.
pub fn origin() -> String {
    let folder = tempfile::tempdir().expect("a temporary folder can be made").keep();
    tree::write(&folder.join("content"), &tree::read(&house().join("content")));
    let root = folder.to_str().expect("a temporary folder has a plain name").to_owned();
    let (lines, printed) = channel();
    thread::spawn(move || {
        handbill::cli::run(
            ["serve", "--port", "0", "--root", &root],
            &mut Tap { line: Vec::new(), lines },
            &mut io::sink(),
        )
    });
    let first = printed.recv().expect("the server says where it is");
    let address = first.split_whitespace().find(|word| word.starts_with("http://")).expect("an address");
    address.trim_end_matches('/').to_owned()
}

/// Passes on each line that is printed.
struct Tap {
    line: Vec<u8>,
    lines: Sender<String>,
}

impl Write for Tap {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for byte in bytes {
            if *byte == b'\n' {
                // Who waits for the first line alone has left by the second.
                let _ = self.lines.send(String::from_utf8_lossy(&std::mem::take(&mut self.line)).into_owned());
            } else {
                self.line.push(*byte);
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
