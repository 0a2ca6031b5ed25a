//! The real binary, once: it builds a site, serves it and every change of it, and can be killed at any moment.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "a volunteer edits files and looks at what was written")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;
use walkdir::WalkDir;

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

/// `handbill serve`, until it is dropped.
struct Server {
    child: Child,
    port: u16,
    /// What it prints about what is wrong, line by line.
    told: Receiver<String>,
}

impl Server {
    /// Started in the folder `place`, for the site at `root` as it is seen from there.
    fn start(place: &Path, root: &str) -> Self {
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
    fn answer(&self, method: &str, path: &str) -> (String, String) {
        let mut answer = Vec::new();
        self.ask(method, path).read_to_end(&mut answer).expect("the server answers");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").expect("an answer has a head");
        (head.to_lowercase(), body.to_owned())
    }

    fn get(&self, path: &str) -> (String, String) {
        self.answer("GET", path)
    }

    /// What happens from now on, or since a version.
    fn changes(&self, since: &str) -> Changes {
        let mut changes = Changes(BufReader::new(self.ask("GET", &format!("/_dev/changes{since}"))));
        // The head comes when the server listens for us; what happens from then on is not missed.
        changes.line_with("text/event-stream");
        changes
    }

    /// Asks for a page again and again, each time that the site says it has changed, until it is as wanted.
    fn follow(&self, changes: &mut Changes, path: &str, is_wanted: impl Fn(&str, &str) -> bool) -> (String, String) {
        loop {
            changes.line_with("event: change");
            let (head, body) = self.get(path);
            if is_wanted(&head, &body) {
                return (head, body);
            }
        }
    }

    /// The next line about what is wrong that has `words` in it, with all before it.
    fn told_up_to(&self, words: &str) -> String {
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
struct Changes(BufReader<TcpStream>);

impl Changes {
    fn line_with(&mut self, words: &str) {
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

fn edit(path: &Path, change: impl Fn(String) -> String) {
    let old = fs::read_to_string(path).expect("the file can be read");
    fs::write(path, change(old)).expect("the file can be written");
}

#[test]
fn a_site_is_built_and_served_and_every_change_of_it_is_followed() {
    let folder = starter();
    let root = folder.path();
    let built = handbill(&["build", "--root", text(root)]).output().expect("the command can be started");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    assert!(root.join("dist/index.html").is_file());

    let mut server = Server::start(root, ".");
    answers_are_as_a_host_would_give_them(&server);
    let slow = a_post_that_never_ends(server.port);
    let changes = &mut server.changes("");
    a_saved_change_is_on_the_page(&server, changes, root);
    what_happens_before_the_script_runs_is_not_missed(&server, root);
    a_mistake_is_shown_and_mended(&server, changes, root);
    files_may_come_and_go(&server, changes, root);
    a_folder_that_is_made_later_is_followed(&server, changes, root);
    a_folder_that_goes_and_comes_again_is_followed(&server, changes, root);
    what_could_not_be_read_is_read_with_the_next_change(&server, changes, root);

    let told = slow.join().expect("it is read");
    assert!(told.starts_with("HTTP/1.1 408"), "a slow post is not waited for, and holds nobody else up: {told}");
    let pid = Pid::from_child(&server.child);
    kill_process(pid, Signal::INT).expect("it is there");
    assert_eq!(server.child.wait().expect("it ends").code(), Some(0), "Ctrl-C is how one leaves");
}

#[test]
fn a_site_that_is_a_link_to_a_folder_elsewhere_is_followed() {
    let (folder, place) = (starter(), tempfile::tempdir().expect("a temporary folder can be made"));
    std::os::unix::fs::symlink(folder.path(), place.path().join("our site")).expect("it is linked");
    let server = Server::start(place.path(), "our site");
    a_saved_change_is_on_the_page(&server, &mut server.changes(""), folder.path());
}

/// Sends half a form and says no more: what is answered in the end.
fn a_post_that_never_ends(port: u16) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut line = TcpStream::connect(("127.0.0.1", port)).expect("it listens");
        line.set_read_timeout(Some(PATIENCE)).expect("it can be set");
        let head = format!("POST /api/signup HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 999\r\n\r\nform=");
        line.write_all(head.as_bytes()).expect("it is taken");
        let mut answer = String::new();
        line.read_to_string(&mut answer).expect("it is answered, and the line is closed");
        answer
    })
}

fn answers_are_as_a_host_would_give_them(server: &Server) {
    let (head, body) = server.get("/");
    assert!(head.starts_with("http/1.1 200"), "{head}");
    for header in ["content-security-policy: default-src 'none'", "x-content-type-options: nosniff", "referrer-policy:"]
    {
        assert!(head.contains(header), "`{header}` is in\n{head}");
    }
    assert!(!head.contains("upgrade-insecure-requests") && !head.contains("strict-transport"), "no TLS here:\n{head}");
    assert!(body.contains("<script src=\"/_dev/reload.js?"), "the page loads itself again");
    let (head, body) = server.answer("HEAD", "/");
    assert!(head.starts_with("http/1.1 200") && !head.contains("content-length: 0"), "{head}");
    assert_eq!(body, "", "HEAD has no body");
    assert!(server.answer("POST", "/").0.starts_with("http/1.1 405"));
    assert!(server.get("/_dev/reload.js?0").1.contains("EventSource"));
    let (head, _) = server.get("/campaigns");
    assert!(head.starts_with("http/1.1 301") && head.contains("location: /campaigns/"), "{head}");
    for path in ["/../content/site.toml", "/%2e%2e/content/site.toml", "/..%2fcontent%2fsite.toml", "/%00", "/%ff"] {
        let (head, body) = server.get(path);
        assert!(head.starts_with("http/1.1 404"), "{path}: {head}");
        assert!(!body.contains("base_url"), "{path}");
    }
}

fn a_saved_change_is_on_the_page(server: &Server, changes: &mut Changes, root: &Path) {
    edit(&root.join("content/pages/about.md"), |old| old + "\nSaved a moment ago.\n");
    server.follow(changes, "/about/", |_, body| body.contains("Saved a moment ago."));
}

fn what_happens_before_the_script_runs_is_not_missed(server: &Server, root: &Path) {
    let version = |body: &str| {
        let rest = body.split_once("/_dev/reload.js").map(|(_, rest)| rest.to_owned()).expect("it has a script");
        rest.split('"').next().expect("it has an end").to_owned()
    };
    let old = version(&server.get("/about/").1);
    let between = &mut server.changes("");
    edit(&root.join("content/pages/about.md"), |old| old + "\nSaved in between.\n");
    server.follow(between, "/about/", |_, body| body.contains("Saved in between."));
    server.changes(&old).line_with("event: change");
}

fn a_mistake_is_shown_and_mended(server: &Server, changes: &mut Changes, root: &Path) {
    let path = root.join("content/pages/about.md");
    let good = fs::read_to_string(&path).expect("the file can be read");
    fs::write(&path, good.replacen("+++\n", "+++\nsumary = \"<b>&amp;\"\n", 1)).expect("it is saved");
    let (head, body) = server.follow(changes, "/about/", |head, _| head.starts_with("http/1.1 500"));
    assert!(head.contains("content-security-policy:"), "{head}");
    assert!(body.contains("/_dev/reload.js?"), "the page comes back by itself");
    assert!(
        body.contains("sumary = &quot;&lt;b&gt;&amp;amp;&quot;"),
        "what was typed is shown as it was typed:\n{body}"
    );
    let shown = body.split_once("<pre>").and_then(|(_, rest)| rest.split_once("</pre>")).expect("it is shown").0;
    let shown = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    assert!(shown.starts_with("error[key-unknown]:"), "{shown}");
    let told = server.told_up_to("1 error in 1 file");
    assert!(told.contains(&shown), "the page and the terminal say the same:\n{shown}\n---\n{told}");
    // A picture or a stylesheet is served all the same.
    assert!(server.get("/icon.svg").0.starts_with("http/1.1 200"));
    fs::write(&path, good).expect("it is saved");
    server.follow(changes, "/about/", |head, body| head.starts_with("http/1.1 200") && body.contains("Saved a moment"));
}

fn files_may_come_and_go(server: &Server, changes: &mut Changes, root: &Path) {
    let page = |title: &str| format!("+++\ntitle = \"{title}\"\n+++\n![A map](<map of Größe.svg>)\n");
    let (first, second) = (root.join("content/pages/first.md"), root.join("content/pages/second.md"));
    let picture = root.join("content/pages/map of Größe.svg");
    fs::write(picture, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"2\" height=\"1\"/>").expect("it is saved");
    fs::write(&first, page("First")).expect("it is saved");
    let (_, body) = server.follow(changes, "/first/", |head, _| head.starts_with("http/1.1 200"));
    let src = body.split("src=\"").find(|rest| rest.starts_with("/map")).expect("the picture is on the page");
    let (head, body) = server.get(src.split('"').next().expect("it has an end").replace('ö', "%C3%B6").as_str());
    assert!(head.starts_with("http/1.1 200") && body.starts_with("<svg"), "{head}");
    fs::rename(&first, &second).expect("it is renamed");
    server.follow(changes, "/second/", |head, _| head.starts_with("http/1.1 200"));
    assert!(server.get("/first/").0.starts_with("http/1.1 404"));
    fs::remove_file(&second).expect("it is removed");
    server.follow(changes, "/second/", |head, _| head.starts_with("http/1.1 404"));
}

fn a_folder_that_is_made_later_is_followed(server: &Server, changes: &mut Changes, root: &Path) {
    let template = root.join("theme/templates/page.html");
    for words in ["made", "changed"] {
        fs::create_dir_all(template.parent().expect("it has a folder")).expect("the folder can be made");
        fs::write(&template, format!("<!doctype html><title>{words} later</title>")).expect("it is saved");
        server.follow(changes, "/about/", |_, body| body.contains(&format!("{words} later")));
    }
}

/// As when another branch is checked out, or a copy put in its place.
fn a_folder_that_goes_and_comes_again_is_followed(server: &Server, changes: &mut Changes, root: &Path) {
    fs::remove_dir_all(root.join("theme")).expect("it is removed");
    server.follow(changes, "/about/", |_, body| body.contains("About us"));
    let (content, away, page) = (root.join("content"), root.join("away"), root.join("content/pages/about.md"));
    fs::rename(&content, &away).expect("it is moved away");
    server.follow(changes, "/about/", |head, _| head.starts_with("http/1.1 500"));
    fs::rename(&away, &content).expect("it is moved back");
    server.follow(changes, "/about/", |head, _| head.starts_with("http/1.1 200"));
    edit(&page, |old| old.replace("title = \"", "title = \"Again: "));
    server.follow(changes, "/about/", |_, body| body.contains("Again: "));
}

fn what_could_not_be_read_is_read_with_the_next_change(server: &Server, changes: &mut Changes, root: &Path) {
    let (link, page) = (root.join("content/pages/a link.md"), root.join("content/pages/third.md"));
    std::os::unix::fs::symlink("nowhere", &link).expect("it is linked");
    fs::write(&page, "+++\ntitle = \"Third\"\n+++\n").expect("it is saved");
    server.told_up_to("error: could not list the folder");
    fs::remove_file(&link).expect("it is removed");
    server.follow(changes, "/third/", |head, _| head.starts_with("http/1.1 200"));
}

/// All files of a folder, by their path below it.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = WalkDir::new(folder).into_iter().map(|entry| entry.expect("the folder can be read"));
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let below = entry.path().strip_prefix(folder).expect("it stands below the folder");
            (text(below).to_owned(), fs::read(entry.path()).expect("the file can be read"))
        })
        .collect()
}

/// When a build is killed.
#[derive(Debug, Clone, Copy)]
enum Moment {
    /// So many looks after it was started.
    Looks(usize),
    /// When so many files are on the stage.
    Staged(usize),
    /// As soon as the new site is there.
    Swapped,
}

/// Starts a build and kills it at `moment`, unless it has ended before.
fn killed(root: &Path, moment: Moment, old_home: &[u8]) {
    let mut command = build(root);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it can be started");
    let (stage, home) = (root.join(".dist.staging"), root.join("dist/index.html"));
    let mut looks = 0;
    while child.try_wait().expect("it can be asked").is_none() {
        let has_come = match moment {
            Moment::Looks(wanted) => looks >= wanted,
            Moment::Staged(wanted) => stage.is_dir() && staged(&stage) >= wanted,
            Moment::Swapped => fs::read(&home).is_ok_and(|home| home != old_home),
        };
        if has_come {
            child.kill().expect("it can be killed");
            break;
        }
        looks += 1;
        thread::yield_now();
    }
    child.wait().expect("it has ended");
}

/// How many files are there; the folder changes while we look.
fn staged(stage: &Path) -> usize {
    WalkDir::new(stage).into_iter().flatten().filter(|entry| entry.file_type().is_file()).count()
}

fn build(root: &Path) -> Command {
    handbill(&["build", "--root", text(root), "--now", "2026-05-01T09:00"])
}

#[test]
fn a_build_that_is_killed_leaves_the_old_site_whole_or_the_new_one() {
    let folder = starter();
    let root = folder.path();
    let site = root.join("content/site.toml");
    let names = ["Our Campaign", "Another Campaign"];
    let rename = |from: &str, to: &str| edit(&site, |old| old.replace(from, to));
    let whole = |wanted: Option<&BTreeMap<String, Vec<u8>>>| {
        let built = build(root).output().expect("the command can be started");
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        assert!(!root.join(".dist.staging").exists(), "nothing is left beside the site");
        let made = tree(&root.join("dist"));
        assert!(wanted.is_none_or(|wanted| *wanted == made), "the next build makes the whole site");
        made
    };
    let first = whole(None);
    rename(names[0], names[1]);
    let second = whole(None);
    assert!(first != second && first.len() > 20, "two sites to be told apart");

    let looks = [0, 1, 10, 100, 1000].map(Moment::Looks);
    let stages = [0, 1, 2, 5, 10, first.len() / 2, first.len() - 1, first.len()].map(Moment::Staged);
    let mut turn = 1;
    for moment in looks.into_iter().chain(stages).chain([Moment::Swapped; 3]) {
        let (old, new) = if turn == 0 { (&first, &second) } else { (&second, &first) };
        rename(names[turn], names[1 - turn]);
        turn = 1 - turn;
        killed(root, moment, &old["index.html"]);
        let left = tree(&root.join("dist"));
        assert!(left == *old || left == *new, "{moment:?}: a mixture of two sites is left");
        whole(Some(new));
    }
}
