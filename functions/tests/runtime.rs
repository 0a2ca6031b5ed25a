//! The lambdas themselves: each built binary is started against a runtime API, and gets events as the platforms send them.

#[expect(dead_code, reason = "the tests of the library use all of it")]
#[path = "../src/tests/fixture.rs"]
mod fixture;
#[path = "runtime/platform.rs"]
mod platform;

use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

use aws_smithy_types::base64;
// The fixture knows the library as its own crate.
use handbill_functions::{App, answer, clock, domain, forms, mail, pay, store};
use serde_json::{Value, json};
use store::local::Embedded;

use platform::{Platform, Said};

const REST: &str = include_str!("events/apigw-v1.json");
const HTTP: &str = include_str!("events/apigw-v2.json");
const FUNCTION_URL: &str = include_str!("events/function-url.json");
const NETLIFY: &str = include_str!("events/netlify.json");
const TIMERS: [&str; 2] = [include_str!("events/timer-aws.json"), include_str!("events/timer-netlify.json")];

const PLATFORMS: [(&str, &str); 4] = [("v1", REST), ("v2", HTTP), ("function URL", FUNCTION_URL), ("netlify", NETLIFY)];

/// What a function that does everything needs.
const SETTINGS: [(&str, &str); 8] = [
    ("HANDBILL_SECRET", "a fixed secret of the tests, long enough"),
    ("HANDBILL_AWS_REGION", "eu-west-2"),
    ("HANDBILL_AWS_ACCESS_KEY_ID", "test"),
    ("HANDBILL_AWS_SECRET_ACCESS_KEY", "test"),
    // Nobody listens there: mails wait in the outbox.
    ("HANDBILL_SMTP_URL", "smtp://127.0.0.1:9"),
    ("HANDBILL_MAIL_FROM", "The Campaign <campaign@example.org>"),
    ("HANDBILL_STRIPE_SECRET_KEY", "sk_test_0"),
    ("HANDBILL_STRIPE_WEBHOOK_SECRET", "whsec_test_0"),
];

/// What the platform says to every function.
const PLATFORM: [(&str, &str); 5] = [
    ("AWS_LAMBDA_FUNCTION_NAME", "test"),
    ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128"),
    ("AWS_LAMBDA_FUNCTION_VERSION", "1"),
    ("AWS_LAMBDA_LOG_GROUP_NAME", "test"),
    ("AWS_LAMBDA_LOG_STREAM_NAME", "test"),
];

/// A function that runs; it ends with the test.
struct Lambda {
    child: Child,
    platform: Platform,
}

impl Drop for Lambda {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(binary: &str, settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new(binary);
    command.env_clear().envs(PLATFORM).envs(settings.iter().copied()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

impl Lambda {
    fn begin(binary: &str, database: &Embedded) -> Self {
        let platform = Platform::begin(database.clone(), fixture::manifest().to_json());
        let mut command = command(binary, &SETTINGS);
        let here = format!("127.0.0.1:{}", platform.port);
        command.env("AWS_LAMBDA_RUNTIME_API", &here);
        command.env("HANDBILL_DYNAMODB_ENDPOINT", format!("http://{here}"));
        command.env("FORMS_URL", format!("http://{here}/forms.json"));
        Self { child: command.spawn().expect("it starts"), platform }
    }

    /// Of a preview that has none.
    fn without_settings(binary: &str) -> Self {
        let platform = Platform::begin(database(), Vec::new());
        let mut command = command(binary, &[]);
        command.env("AWS_LAMBDA_RUNTIME_API", format!("127.0.0.1:{}", platform.port));
        Self { child: command.spawn().expect("it starts"), platform }
    }

    /// The status, a header and the body of the answer.
    #[expect(clippy::panic, reason = "a test says plainly what it expects")]
    fn invoke(&self, event: &Value, case: &str) -> Answered {
        match self.platform.invoke(event) {
            Said::Answer(answer) => Answered { answer, case: case.to_owned() },
            said => panic!("{case}: {said:?}"),
        }
    }

    /// What it has logged, once it has been ended.
    fn log(mut self) -> String {
        let _ = self.child.kill();
        let mut log = String::new();
        for stream in [
            self.child.stdout.take().map(|out| Box::new(out) as Box<dyn std::io::Read>),
            self.child.stderr.take().map(|err| Box::new(err) as Box<dyn std::io::Read>),
        ] {
            std::io::Read::read_to_string(&mut stream.expect("it is piped"), &mut log).expect("text");
        }
        log
    }
}

struct Answered {
    answer: Value,
    case: String,
}

impl Answered {
    #[expect(clippy::panic, reason = "a test says plainly what it expects")]
    fn status(&self) -> u64 {
        self.answer["statusCode"].as_u64().unwrap_or_else(|| panic!("{}: {}", self.case, self.answer))
    }

    fn header(&self, name: &str) -> &str {
        let one = self.answer["headers"][name].as_str();
        one.or_else(|| self.answer["multiValueHeaders"][name][0].as_str()).unwrap_or_default()
    }

    fn body(&self) -> &str {
        assert!(self.answer["isBase64Encoded"] != true, "{}", self.case);
        self.answer["body"].as_str().unwrap_or_default()
    }
}

/// The event of `platform` for another request.
fn event(platform: &str, method: &str, path: &str, body: &str) -> Value {
    let mut event: Value = serde_json::from_str(platform).expect("JSON");
    if event["version"] == "2.0" {
        event["rawPath"] = json!(path);
        event["requestContext"]["http"]["method"] = json!(method);
        event["requestContext"]["http"]["path"] = json!(path);
    } else {
        event["path"] = json!(path);
        event["httpMethod"] = json!(method);
        if event.get("requestContext").is_some() {
            event["requestContext"]["httpMethod"] = json!(method);
        }
    }
    let is_encoded = event["isBase64Encoded"] == true;
    event["body"] = if is_encoded { json!(base64::encode(body)) } else { json!(body) };
    event
}

fn database() -> Embedded {
    let database = Embedded::in_memory().expect("a database in memory");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(database.store()).expect("a table");
    database
}

/// A token of a mail that waits in the outbox.
fn token(database: &Embedded) -> String {
    let scan = format!(r#"{{"TableName":"{}"}}"#, store::local::TABLE);
    let (_, found) = database.answer("DynamoDB_20120810.Scan", scan.as_bytes());
    let after = found.split("/api/confirm/").nth(1).expect("a link in a mail");
    after.chars().take_while(char::is_ascii_hexdigit).collect()
}

#[test]
fn a_pledge_goes_the_whole_way_on_every_platform() {
    let pledging = env!("CARGO_BIN_EXE_pledge");
    for (name, platform) in PLATFORMS {
        let database = database();
        let pledge = Lambda::begin(pledging, &database);
        let recorded: Value = serde_json::from_str(platform).expect("JSON");
        for _ in 0..2 {
            let answer = pledge.invoke(&recorded, name);
            assert_eq!((answer.status(), answer.header("location")), (303, "/thanks/"), "{name}: {}", answer.answer);
            assert!(answer.header("content-security-policy").starts_with("default-src 'none'"), "{name}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{name}");
        }
        let mistaken =
            pledge.invoke(&event(platform, "POST", "/api/pledge", "form=campaigns%2Frent-controls%3Apledge"), name);
        assert_eq!(mistaken.status(), 422, "{name}");
        assert!(mistaken.body().contains("error-required"), "{name}: {}", mistaken.body());
        assert!(mistaken.header("content-type").starts_with("text/html"), "{name}");
        assert_eq!(pledge.invoke(&event(platform, "GET", "/api/pledge", ""), name).status(), 405, "{name}");
        assert_eq!(
            pledge.invoke(&event(platform, "POST", "/api/signup", ""), name).status(),
            404,
            "{name}: not its own"
        );
        let huge = "a".repeat(1 << 20);
        assert_eq!(pledge.invoke(&event(platform, "POST", "/api/pledge", &huge), name).status(), 413, "{name}");

        let link = format!("/api/confirm/{}", token(&database));
        let confirm = Lambda::begin(env!("CARGO_BIN_EXE_confirm"), &database);
        let asked = confirm.invoke(&event(platform, "GET", &link, ""), name);
        assert_eq!(asked.status(), 200, "{name}: {}", asked.answer);
        assert!(asked.body().contains("<button"), "{name}");
        let confirmed = confirm.invoke(&event(platform, "POST", &link, ""), name);
        assert_eq!(confirmed.status(), 303, "{name}: {}", confirmed.answer);

        let count = Lambda::begin(env!("CARGO_BIN_EXE_count"), &database);
        let path = "/api/count/campaigns/rent-controls:pledge.json";
        let counted = count.invoke(&event(platform, "GET", path, ""), name);
        assert_eq!(counted.status(), 200, "{name}: {}", counted.answer);
        assert!(counted.body().contains(r#""confirmed":1"#), "{name}: {}", counted.body());
        assert_eq!(counted.header("cache-control"), "public, max-age=60, stale-while-revalidate=3600", "{name}");

        let log = [pledge, confirm, count].map(Lambda::log).concat();
        assert!(log.contains(r#""outcome":"ok""#) && log.contains(r#""outcome":"errors""#), "{name}: {log}");
        for word in ["ann", "Ann", "example.org", "LS1", "203.0.113", "test_0", link.as_str()] {
            assert!(!log.replace("cannot", "").contains(word), "{name}: `{word}` is in the log: {log}");
        }
    }
}

#[test]
fn the_other_functions_answer_on_every_platform() {
    for (name, platform) in PLATFORMS {
        let database = database();
        let signup = Lambda::begin(env!("CARGO_BIN_EXE_signup"), &database);
        let body = "form=campaigns%2Frent-controls%3Asignup&language=cy&given_name=Ann&family_name=Lee&\
                    email_address=ann%40example.org&old_enough=yes";
        let answer = signup.invoke(&event(platform, "POST", "/api/signup", body), name);
        assert_eq!((answer.status(), answer.header("location")), (303, "/cy/diolch/"), "{name}: {}", answer.answer);

        let donate = Lambda::begin(env!("CARGO_BIN_EXE_donate"), &database);
        let answer = donate.invoke(&event(platform, "POST", "/api/donate", "form=none"), name);
        assert_eq!(answer.status(), 404, "{name}: {}", answer.answer);

        let stripe = Lambda::begin(env!("CARGO_BIN_EXE_stripe"), &database);
        let answer = stripe.invoke(&event(platform, "POST", "/api/stripe", "{}"), name);
        assert_eq!(answer.status(), 400, "{name}: {}", answer.answer);

        let unsubscribe = Lambda::begin(env!("CARGO_BIN_EXE_unsubscribe"), &database);
        let answer = unsubscribe.invoke(&event(platform, "GET", "/api/unsubscribe/none", ""), name);
        assert_eq!(answer.status(), 200, "{name}: {}", answer.answer);
    }
}

#[test]
fn the_sweep_runs_by_any_timer() {
    let sweep = Lambda::begin(env!("CARGO_BIN_EXE_sweep"), &database());
    for timer in TIMERS {
        let timer: Value = serde_json::from_str(timer).expect("JSON");
        let answer = sweep.invoke(&timer, "sweep");
        assert!(answer.answer["sent"].is_u64(), "{}", answer.answer);
    }
}

#[test]
fn what_is_no_event_is_reported_and_the_function_goes_on() {
    let database = database();
    let pledge = Lambda::begin(env!("CARGO_BIN_EXE_pledge"), &database);
    for event in [json!(null), json!({"hello": 1}), json!([1])] {
        match pledge.platform.invoke(&event) {
            Said::Error(error) => assert!(error["errorMessage"].is_string(), "{event}: {error}"),
            said => panic!("{event}: {said:?}"),
        }
    }
    assert_eq!(pledge.invoke(&serde_json::from_str(REST).expect("JSON"), "after").status(), 303);
}

/// Ends a process with the test.
struct Guard(Child);

impl Drop for Guard {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The emulator that others use finds nothing strange in us: where `HANDBILL_TEST_CARGO_LAMBDA` names its binary.
#[test]
#[expect(clippy::disallowed_methods, reason = "what a test runs on is no setting of the functions")]
fn cargo_lambda_gets_an_answer() {
    let Some(emulator) = std::env::var_os("HANDBILL_TEST_CARGO_LAMBDA").filter(|value| !value.is_empty()) else {
        let told = writeln!(std::io::stderr().lock(), "skipped: `HANDBILL_TEST_CARGO_LAMBDA` names no emulator");
        return told.expect("a place to say so");
    };
    let port = TcpListener::bind("127.0.0.1:0").and_then(|one| one.local_addr()).expect("a port").port().to_string();
    let at = ["-A", "127.0.0.1", "-P", port.as_str()];
    let mut watch = Command::new(&emulator);
    watch.args(["lambda", "watch", "--only-lambda-apis"]).args(at).stdout(Stdio::null()).stderr(Stdio::null());
    let _watch = Guard(watch.spawn().expect("it starts"));
    while TcpStream::connect(format!("127.0.0.1:{port}")).is_err() {
        std::thread::yield_now();
    }
    let database = database();
    let platform = Platform::begin(database, fixture::manifest().to_json());
    let mut pledge = command(env!("CARGO_BIN_EXE_pledge"), &SETTINGS);
    pledge.env("AWS_LAMBDA_RUNTIME_API", format!("http://127.0.0.1:{port}/.rt/pledge"));
    pledge.env("HANDBILL_DYNAMODB_ENDPOINT", format!("http://127.0.0.1:{}", platform.port));
    pledge.env("FORMS_URL", format!("http://127.0.0.1:{}/forms.json", platform.port));
    let _pledge = Guard(pledge.spawn().expect("it starts"));
    for file in ["apigw-v1", "apigw-v2", "function-url", "netlify"] {
        let mut invoke = Command::new(&emulator);
        let data = format!("{}/tests/events/{file}.json", env!("CARGO_MANIFEST_DIR"));
        let output = invoke.args(["lambda", "invoke", "pledge"]).args(at).args(["-F", &data]).output();
        let said = output.expect("it runs");
        let text = String::from_utf8_lossy(&said.stdout);
        assert!(text.contains(r#""statusCode":303"#), "{file}: {text} {}", String::from_utf8_lossy(&said.stderr));
    }
}

#[test]
fn settings_that_are_missing_are_told_all_at_once() {
    for (binary, named) in [
        (env!("CARGO_BIN_EXE_pledge"), vec!["HANDBILL_SECRET", "HANDBILL_AWS_REGION", "HANDBILL_SMTP_URL"]),
        (env!("CARGO_BIN_EXE_signup"), vec!["HANDBILL_SECRET", "HANDBILL_MAIL_FROM"]),
        (env!("CARGO_BIN_EXE_donate"), vec!["HANDBILL_SECRET", "HANDBILL_STRIPE_SECRET_KEY"]),
        (env!("CARGO_BIN_EXE_stripe"), vec!["HANDBILL_SECRET", "HANDBILL_STRIPE_WEBHOOK_SECRET"]),
        (env!("CARGO_BIN_EXE_confirm"), vec!["HANDBILL_SECRET", "HANDBILL_AWS_SECRET_ACCESS_KEY"]),
        (env!("CARGO_BIN_EXE_unsubscribe"), vec!["HANDBILL_SECRET", "HANDBILL_AWS_ACCESS_KEY_ID"]),
        (env!("CARGO_BIN_EXE_count"), vec!["HANDBILL_SECRET", "HANDBILL_AWS_REGION"]),
    ] {
        let lambda = Lambda::without_settings(binary);
        for (name, platform) in PLATFORMS {
            let answer = lambda.invoke(&event(platform, "POST", "/api/pledge", "form=none"), name);
            assert_eq!((answer.status(), answer.header("retry-after")), (503, "60"), "{binary}: {}", answer.answer);
            assert!(!answer.body().is_empty() && !answer.body().contains("HANDBILL"), "{binary}: {}", answer.body());
        }
        let log = lambda.log();
        assert_told(&log, &named);
    }
}

#[test]
fn a_sweep_without_settings_does_not_begin() {
    let output = command(env!("CARGO_BIN_EXE_sweep"), &[]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    assert_told(&String::from_utf8(output.stdout).expect("text"), &["HANDBILL_SECRET", "HANDBILL_MAIL_FROM"]);
}

/// One line of the log tells all of `named`.
#[expect(clippy::panic, reason = "a test says plainly what it expects")]
fn assert_told(log: &str, named: &[&str]) {
    let line: Value = serde_json::from_str(log.trim()).unwrap_or_else(|_| panic!("one line: {log}"));
    let told = line["fields"]["error"].as_str().unwrap_or_default();
    assert!(named.iter().all(|name| told.contains(&format!("`{name}` is not set"))), "{told}");
}
