//! `handbill serve`, and what its pages see of it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Instant;

use super::{PATIENCE, handbill};

/// `handbill serve`, until it is dropped.
pub(crate) struct Server {
    pub(crate) child: Child,
    pub(crate) port: u16,
    /// What it prints about what is wrong, line by line.
    told: Receiver<String>,
}

impl Server {
    /// Started in the folder `place`, for the site at `root` as it is seen from there.
    pub(crate) fn start(place: &Path, root: &str) -> Self {
        let mut command = handbill(&["serve", "--root", root, "--port", "0"]);
        let command = command.current_dir(place).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the command can be started");
        let out = lines(child.stdout.take().expect("it is piped"));
        let told = lines(child.stderr.take().expect("it is piped"));
        let first = out.recv_timeout(PATIENCE).expect("it prints its address");
        let address = first.split_once("http://127.0.0.1:").map(|(_, rest)| rest).expect("it is on the loopback");
        let port = address.split('/').next().and_then(|port| port.parse().ok()).expect("it has a port");
        Self { child, port, told }
    }

    fn ask(&self, method: &str, path: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the server listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time can be set");
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").expect("it is sent");
        stream
    }

    /// An answer: its head and its body.
    pub(crate) fn answer(&self, method: &str, path: &str) -> (String, String) {
        let mut answer = Vec::new();
        self.ask(method, path).read_to_end(&mut answer).expect("the server answers");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").expect("an answer has a head");
        (head.to_lowercase(), body.to_owned())
    }

    pub(crate) fn get(&self, path: &str) -> (String, String) {
        self.answer("GET", path)
    }

    /// What happens from now on, or since a version.
    pub(crate) fn changes(&self, since: &str) -> Changes {
        let mut changes = Changes(BufReader::new(self.ask("GET", &format!("/_dev/changes{since}"))));
        // The head comes when the server listens for us; what happens from then on is not missed.
        changes.line_with("text/event-stream");
        changes
    }

    /// Asks for a page again and again, each time that the site says it has changed, until it is as wanted.
    pub(crate) fn follow(
        &self,
        changes: &mut Changes,
        path: &str,
        is_wanted: impl Fn(&str, &str) -> bool,
    ) -> (String, String) {
        loop {
            changes.line_with("event: change");
            let (head, body) = self.get(path);
            if is_wanted(&head, &body) {
                return (head, body);
            }
        }
    }

    /// The next line about what is wrong that has `words` in it, with all before it.
    pub(crate) fn told_up_to(&self, words: &str) -> String {
        let mut all = String::new();
        while !all.contains(words) {
            let line = self.told.recv_timeout(PATIENCE);
            assert!(line.is_ok(), "`{words}` is told:\n{all}");
            all += &line.unwrap_or_default();
        }
        all
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended already where all went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A stream of events.
pub(crate) struct Changes(BufReader<TcpStream>);

impl Changes {
    pub(crate) fn line_with(&mut self, words: &str) {
        let begun = Instant::now();
        let mut line = String::new();
        while !line.contains(words) {
            // The stream is kept open with lines that say nothing.
            assert!(begun.elapsed() < PATIENCE, "`{words}` comes");
            line.clear();
            assert_ne!(self.0.read_line(&mut line).expect("something happens"), 0, "the stream goes on");
        }
    }
}

/// The lines of a stream as they come.
fn lines(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (send, lines) = channel();
    thread::spawn(move || {
        let mut stream = BufReader::new(stream);
        let mut line = String::new();
        while stream.read_line(&mut line).is_ok_and(|length| length > 0) && send.send(line.clone()).is_ok() {
            line.clear();
        }
    });
    lines
}
