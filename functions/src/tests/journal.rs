//! The log of all that the tests do: it tells what happened, and nothing about anybody.

use std::cell::RefCell;
use std::io;

use super::faults::{FLOWS, rig};
use super::fixture::{PLEDGE, pledge, world};

thread_local! {
    /// What was logged by this test: each has a thread of its own.
    static WRITTEN: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// What is written on it is kept.
struct Paper;

impl io::Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        WRITTEN.with_borrow_mut(|written| written.extend_from_slice(bytes));
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// All that anybody types in the tests, and what is made of it.
const PERSONAL: [&str; 12] = [
    "ann", "Ann", "Lee", "Bob", "example.org", "LS1", "Well done", "evil7", "@", "203.0.113", "yes", "Rent controls",
];

#[tokio::test]
async fn a_day_of_traffic_leaves_nobodys_name_in_the_log() {
    // For all threads: a place that logs is silent for good when it is first reached where nobody listens.
    tracing::subscriber::set_global_default(crate::log::subscriber(|| Paper)).expect("no other test listens");
    let mut secrets = Vec::new();
    for flow in FLOWS {
        for for_good in [false, true] {
            for at in 0..6 {
                let rig = rig().await;
                for act in flow.before {
                    rig.world.act(*act, "text/html").await;
                }
                rig.fail(at, for_good);
                rig.world.act(flow.act, "text/html").await;
                secrets.extend(rig.world.links().iter().filter_map(|link| link.rsplit('/').next()).map(str::to_owned));
            }
        }
    }
    let world = world().await;
    for (path, pairs) in [
        ("/api/pledge", pledge(&[("given_name", "<script>evil7()</script>"), ("email_address", "evil7")])),
        ("/api/pledge", pledge(&[("is_admin", "evil7")])),
        ("/api/confirm/evil7-ann@example.org", Vec::new()),
        ("/api/unsubscribe/evil7-ann@example.org", Vec::new()),
        ("/api/ann@example.org", Vec::new()),
        ("/api/pledge", vec![("form", "ann@example.org:pledge")]),
        ("/api/count/ann@example.org.json", Vec::new()),
    ] {
        world.post(path, &pairs).await;
        world.get(path).await;
    }
    let person = world.app.keys.person(&"ann@example.org".to_owned().try_into().expect("an address"));
    secrets.push(person.as_str().to_owned());

    let log = String::from_utf8(WRITTEN.take()).expect("text");
    let lines: Vec<serde_json::Value> =
        log.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect();
    assert!(lines.len() > 200, "{} lines", lines.len());
    assert!(log.contains(r#""outcome":"ok""#) && log.contains(r#""outcome":"unavailable""#) && log.contains(PLEDGE));
    for line in log.lines() {
        let said = line.replace("campaigns/rent-controls", "").replace("cannot", "");
        for word in PERSONAL.iter().copied().chain(secrets.iter().map(String::as_str)) {
            assert!(!said.contains(word), "`{word}` is in the log: {line}");
        }
    }
}
