//! A platform of the tests' own on one port: the runtime API of Lambda, a database, and a `forms.json`.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use handbill_functions::store::local::Embedded;
use serde_json::Value;

/// How long a test waits before it gives up.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a function has said.
#[derive(Debug, Clone)]
pub(crate) enum Said {
    /// It asks for the next event.
    Ready,
    /// It answers one.
    Answer(Value),
    /// It failed at one, or at its start.
    Error(Value),
}

#[derive(Default)]
struct State {
    events: VecDeque<Value>,
    said: VecDeque<Said>,
    sent: u64,
}

/// A platform; it ends with the test.
#[derive(Clone)]
pub(crate) struct Platform {
    pub(crate) port: u16,
    state: Arc<(Mutex<State>, Condvar)>,
    database: Embedded,
    forms: Arc<Vec<u8>>,
}

struct Request {
    method: String,
    path: String,
    target: String,
    body: Vec<u8>,
}

impl Platform {
    pub(crate) fn begin(database: Embedded, forms: Vec<u8>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let platform = Self { port, state: Arc::default(), database, forms: Arc::new(forms) };
        let serving = platform.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let serving = serving.clone();
                std::thread::spawn(move || serving.serve(&stream));
            }
        });
        platform
    }

    /// Sends an event, and waits for what is said about it.
    pub(crate) fn invoke(&self, event: &Value) -> Said {
        let (_, changed) = &*self.state;
        self.lock().events.push_back(event.clone());
        changed.notify_all();
        loop {
            match self.heard() {
                Said::Ready => {}
                said => return said,
            }
        }
    }

    /// The next thing that is said.
    pub(crate) fn heard(&self) -> Said {
        let began = Instant::now();
        let mut state = self.lock();
        loop {
            if let Some(said) = state.said.pop_front() {
                return said;
            }
            assert!(began.elapsed() < PATIENCE, "the function says nothing");
            let waited = self.state.1.wait_timeout(state, Duration::from_secs(1));
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn say(&self, said: Said) {
        self.lock().said.push_back(said);
        self.state.1.notify_all();
    }

    fn serve(&self, stream: &TcpStream) {
        let mut reader = BufReader::new(stream);
        while let Some(request) = read(&mut reader) {
            let (status, headers, body) = self.answer(&request);
            let head = format!("HTTP/1.1 {status} OK\r\nContent-Length: {}\r\n{headers}\r\n", body.len());
            let mut writer = stream;
            if writer.write_all(head.as_bytes()).and_then(|()| writer.write_all(&body)).is_err() {
                return;
            }
        }
    }

    fn answer(&self, request: &Request) -> (u16, String, Vec<u8>) {
        let said = || serde_json::from_slice(&request.body).unwrap_or(Value::Null);
        match (request.method.as_str(), request.path.as_str()) {
            ("GET", "/2018-06-01/runtime/invocation/next") => {
                self.say(Said::Ready);
                let (event, number) = self.next_event();
                let headers = format!(
                    "Content-Type: application/json\r\nLambda-Runtime-Aws-Request-Id: {number}\r\n\
                     Lambda-Runtime-Deadline-Ms: 4102444800000\r\n\
                     Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:eu-west-2:123456789012:function:test\r\n"
                );
                (200, headers, event.to_string().into_bytes())
            }
            ("POST", path) if path.ends_with("/response") => {
                self.say(Said::Answer(said()));
                (202, String::new(), Vec::new())
            }
            ("POST", path) if path.ends_with("/error") => {
                self.say(Said::Error(said()));
                (202, String::new(), Vec::new())
            }
            ("GET", "/forms.json") => (200, "ETag: \"one\"\r\n".to_owned(), self.forms.to_vec()),
            ("POST", "/") => {
                let (status, body) = self.database.answer(&request.target, &request.body);
                (status, "Content-Type: application/x-amz-json-1.0\r\n".to_owned(), body.into_bytes())
            }
            _ => (404, String::new(), Vec::new()),
        }
    }

    fn next_event(&self) -> (Value, u64) {
        let mut state = self.lock();
        loop {
            if let Some(event) = state.events.pop_front() {
                state.sent += 1;
                return (event, state.sent);
            }
            state = self.state.1.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// A request; `None` when the other side has gone.
fn read(reader: &mut BufReader<&TcpStream>) -> Option<Request> {
    let mut first = String::new();
    reader.read_line(&mut first).ok().filter(|n| *n > 0)?;
    let mut words = first.split_whitespace();
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let (mut length, mut is_chunked, mut target) = (0, false, String::new());
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().ok()?,
            "transfer-encoding" => is_chunked = value == "chunked",
            "x-amz-target" => value.clone_into(&mut target),
            _ => {}
        }
    }
    let body = if is_chunked { chunks(reader)? } else { exactly(reader, length)? };
    Some(Request { method, path, target, body })
}

fn chunks(reader: &mut BufReader<&TcpStream>) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let length = usize::from_str_radix(line.trim_end().split(';').next()?, 16).ok()?;
        body.extend(exactly(reader, length)?);
        line.clear();
        reader.read_line(&mut line).ok()?;
        if length == 0 {
            return Some(body);
        }
    }
}

fn exactly(reader: &mut BufReader<&TcpStream>, length: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; length];
    reader.read_exact(&mut bytes).ok()?;
    Some(bytes)
}
