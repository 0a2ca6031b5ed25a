//! How long a saved file takes to the page on the screen, with `handbill serve`: as a browser sees it, which hears of the
//! change and then loads the page again.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The page that is edited.
const PAGE: &str = "/news/article-00001/";
const FILE: &str = "content/news/article-00001.md";

/// So long nothing happens before a save: the one comes while the server still looks at the whole site, the other when it
/// has done so, and remembers all of it. The worse one counts.
const PAUSES: [Duration; 2] = [Duration::from_millis(600), Duration::from_secs(3)];

/// The times of a site, the worse of two middle ones.
#[derive(Clone, Copy)]
pub(crate) struct Saved {
    /// A word in the text.
    pub(crate) text: Duration,
    /// The title, which lists show too.
    pub(crate) title: Duration,
    /// A file that was not there before.
    pub(crate) new: Duration,
}

/// Serves `site` and saves files in it, each `runs` times.
pub(crate) fn times(handbill: &Path, site: &Path, runs: usize) -> Saved {
    let mut server = Server::start(handbill, site);
    let file = site.join(FILE);
    let old = fs::read_to_string(&file).expect("the site has news");
    let text = server.worst(runs, PAGE, |run| {
        let mark = format!("Mark {run} in the text.");
        (file.clone(), format!("{old}\n{mark}\n"), mark)
    });
    let title = server.worst(runs, PAGE, |run| {
        let mark = format!("Mark {run} in the title");
        (file.clone(), old.replacen("title = \"", &format!("title = \"{mark} "), 1), mark)
    });
    let new = server.worst(runs, "/news/new/", |run| {
        let mark = format!("Mark {run} in a new file.");
        let path = site.join("content/news/new.md");
        // Where the last run has left one, it goes first.
        if path.exists() {
            fs::remove_file(&path).expect("a file of our own can be removed");
            thread::sleep(PAUSES[1]);
        }
        (path, format!("+++\ntitle = \"New\"\nsummary = \"New.\"\ndate = 2015-10-01\n+++\n\n{mark}\n"), mark)
    });
    fs::write(&file, old).expect("the file can be written");
    fs::remove_file(site.join("content/news/new.md")).expect("a file of our own can be removed");
    Saved { text, title, new }
}

struct Server {
    process: Child,
    port: u16,
    /// Where it prints: a server whose words nobody can read any more stops.
    _out: BufReader<ChildStdout>,
}

impl Server {
    fn start(handbill: &Path, site: &Path) -> Self {
        let mut command = Command::new(handbill);
        command.args(["serve", "--port", "0", "--root"]).arg(site).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().expect("the server can be started");
        let mut line = String::new();
        let mut out = BufReader::new(process.stdout.take().expect("it has an output"));
        out.read_line(&mut line).expect("it says where it is");
        let port = line.split("127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next());
        let port = port.and_then(|port| port.parse().ok()).expect("it says on which port");
        Self { process, port, _out: out }
    }

    /// Saves what `edit` gives for each run: a file, its text, and what the page at `path` then shows.
    fn worst(
        &mut self,
        runs: usize,
        path: &str,
        edit: impl Fn(usize) -> (std::path::PathBuf, String, String),
    ) -> Duration {
        let mut number = 0;
        let middle = PAUSES.map(|pause| {
            let mut times: Vec<Duration> = (0..runs.max(1))
                .map(|_| {
                    number += 1;
                    self.time(pause, path, edit(number))
                })
                .collect();
            times.sort();
            times[times.len() / 2]
        });
        middle.into_iter().max().unwrap_or_default()
    }

    fn time(&self, pause: Duration, path: &str, (file, text, mark): (std::path::PathBuf, String, String)) -> Duration {
        let mut version = version_in(&self.get(PAGE));
        thread::sleep(pause);
        let mut changes = self.ask(&format!("/_dev/changes?{version}"));
        let started = Instant::now();
        fs::write(&file, text).expect("the file can be written");
        loop {
            wait_for_change(&mut changes);
            if self.get(path).contains(&mark) {
                return started.elapsed();
            }
            version = version_in(&self.get(PAGE));
            changes = self.ask(&format!("/_dev/changes?{version}"));
        }
    }

    fn ask(&self, path: &str) -> BufReader<TcpStream> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).expect("the server listens");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("it can have a limit");
        write!(stream, "GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n").expect("it reads");
        BufReader::new(stream)
    }

    fn get(&self, path: &str) -> String {
        let mut page = Vec::new();
        self.ask(path).read_to_end(&mut page).expect("it answers");
        String::from_utf8_lossy(&page).into_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Reads until the server tells of a change.
fn wait_for_change(changes: &mut BufReader<TcpStream>) {
    let mut line = String::new();
    while !line.starts_with("event: change") {
        line.clear();
        assert!(changes.read_line(&mut line).expect("the server tells of changes") > 0, "the server has gone");
    }
}

/// The version of the site that a page is of, as its script's tag says; 0 where there is none.
fn version_in(page: &str) -> u64 {
    let after = page.split("/_dev/reload.js?").nth(1).unwrap_or_default();
    after.split('"').next().and_then(|version| version.parse().ok()).unwrap_or(0)
}
