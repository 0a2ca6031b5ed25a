//! Every flow with every part failing at every call in turn: the visitor hears the truth, and once all is well again
//! nothing was lost and nothing counted twice.
//!
//! A flow that is new is one line of [`FLOWS`].

mod giving;

use std::sync::Arc;
use std::time::Duration;

use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_smithy_runtime_api::client::http::HttpConnector;
use bytes::Bytes;
use handbill_contract::{FormId, Kind};
use http::{Method, Request, Response};

use super::faulty::{Failing, Fault, Faulty, Plan, Postal, Postman, Unruly, Wire};
use super::fixture::{PLEDGE, World, header, manifest, pledge, text, world_on};
use crate::clock::CountingChance;
use crate::store::local::{self, Embedded};
use crate::store::{DynamoStore, Store, table};

/// What a visitor does, or the timer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// Fills in a form of a kind, with these answers in place of or beside the usual ones.
    Fill(Kind, &'static [(&'static str, &'static str)]),
    /// Follows the newest link in the mails.
    Look,
    /// And presses its button.
    Confirm,
    /// Asks for the count, as `json` or `svg`.
    Count(&'static str),
    /// The timer, two hours later.
    Sweep,
}

/// A flow: what is done before, what is done while something fails, and how many are counted in the end.
pub(super) struct Flow {
    pub(super) name: &'static str,
    pub(super) before: &'static [Act],
    pub(super) act: Act,
    pub(super) kind: Kind,
    pub(super) counted: u64,
    /// What it answers when nothing fails.
    pub(super) status: u16,
}

const TICKED: &[(&str, &str)] = &[("public_name", "yes"), ("comments", "Well done.")];
const BOB: &[(&str, &str)] = &[("given_name", "Bob")];
const FIRST: Act = Act::Fill(Kind::Pledge, &[]);

#[rustfmt::skip]
pub(super) const FLOWS: &[Flow] = &[
    Flow { name: "a pledge", before: &[], act: Act::Fill(Kind::Pledge, TICKED), kind: Kind::Pledge, counted: 1, status: 303 },
    Flow { name: "the same pledge again", before: &[FIRST], act: FIRST, kind: Kind::Pledge, counted: 1, status: 303 },
    Flow { name: "the other of a couple", before: &[FIRST, Act::Confirm], act: Act::Fill(Kind::Pledge, BOB), kind: Kind::Pledge, counted: 2, status: 303 },
    Flow { name: "a sign-up", before: &[], act: Act::Fill(Kind::Signup, &[]), kind: Kind::Signup, counted: 1, status: 303 },
    Flow { name: "a reply", before: &[], act: Act::Fill(Kind::Rsvp, &[]), kind: Kind::Rsvp, counted: 1, status: 303 },
    Flow { name: "a consultation", before: &[], act: Act::Fill(Kind::Consultation, &[]), kind: Kind::Consultation, counted: 1, status: 303 },
    Flow { name: "a look at the link", before: &[FIRST], act: Act::Look, kind: Kind::Pledge, counted: 1, status: 200 },
    Flow { name: "a confirmation", before: &[FIRST], act: Act::Confirm, kind: Kind::Pledge, counted: 1, status: 303 },
    Flow { name: "the same confirmation again", before: &[FIRST, Act::Confirm], act: Act::Confirm, kind: Kind::Pledge, counted: 1, status: 303 },
    Flow { name: "a count", before: &[FIRST, Act::Confirm], act: Act::Count("json"), kind: Kind::Pledge, counted: 1, status: 200 },
    Flow { name: "a picture of it", before: &[FIRST, Act::Confirm], act: Act::Count("svg"), kind: Kind::Pledge, counted: 1, status: 200 },
    Flow { name: "a sweep", before: &[FIRST], act: Act::Sweep, kind: Kind::Pledge, counted: 1, status: 200 },
];

/// A world whose parts fail on demand.
pub(super) struct Rig {
    pub(super) world: World,
    store: Arc<Plan<Failing>>,
    post: Arc<Plan<Postal>>,
    wire: Arc<Plan<Wire>>,
}

pub(super) async fn rig() -> Rig {
    let (store, post, wire) = (Arc::default(), Arc::default(), Arc::default());
    let connector = Unruly { inner: Embedded::in_memory().expect("a database in memory"), plan: Arc::clone(&wire) };
    let mut world = world_on(Arc::new(unruly(connector).await));
    world.app.store = Arc::new(Faulty { inner: world.store.clone(), plan: Arc::clone(&store) });
    // The day's chores read all counters, and have a test of their own.
    let today = crate::flow::sweep::chores(crate::clock::Clock::now(&*world.clock));
    world.store.tally(&today).await.expect("a table");
    world.app.mailer = Arc::new(Postman { inner: world.mailbox.clone(), plan: Arc::clone(&post) });
    Rig { world, store, post, wire }
}

/// A store that waits hardly at all between its tries.
async fn unruly(connector: impl HttpConnector + 'static) -> DynamoStore {
    let retries = RetryConfig::standard().with_max_attempts(3).with_initial_backoff(Duration::from_micros(1));
    let client = aws_sdk_dynamodb::Client::from_conf(local::config(connector).retry_config(retries).build());
    table::create(&client, local::TABLE).await.expect("a table");
    DynamoStore::with_client(client, local::TABLE).with_chance(Arc::new(CountingChance::default()))
}

impl World {
    /// Does it, and hears what there is to hear.
    pub(super) async fn act(&self, act: Act, accept: &str) -> Response<Bytes> {
        let (method, path, pairs) = match act {
            Act::Fill(kind, more) => (Method::POST, kind.action().to_owned(), filled(kind, more)),
            Act::Look => (Method::GET, self.links().pop().unwrap_or_default(), Vec::new()),
            Act::Confirm => (Method::POST, self.links().pop().unwrap_or_default(), Vec::new()),
            Act::Count(format) => (Method::GET, format!("/api/count/{PLEDGE}.{format}"), Vec::new()),
            Act::Sweep => {
                self.clock.pass(Duration::from_secs(2 * 60 * 60));
                let status = crate::sweep(&self.app).await.map_or_else(|problem| problem.status(), |_| 200);
                return Response::builder().status(status).body(Bytes::new()).expect("a response");
            }
        };
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("accept", accept)
            .header("content-type", "application/x-www-form-urlencoded");
        crate::answer(&self.app, request.body(Bytes::from(body)).expect("a request")).await
    }

    /// The paths of all links in the letters, the oldest first.
    pub(super) fn links(&self) -> Vec<String> {
        let letters = self.mailbox.letters();
        let lines = letters.iter().flat_map(|letter| letter.text.lines());
        lines
            .filter_map(|line| line.strip_prefix("confirm_url=https://campaign.example.org"))
            .map(str::to_owned)
            .collect()
    }

    /// Lets the timer send what still waits: what was tried is tried again after a while.
    async fn deliver(&self) {
        for _ in 0..3 {
            self.act(Act::Sweep, "text/html").await;
        }
    }
}

fn filled(kind: Kind, more: &[(&'static str, &'static str)]) -> Vec<(String, String)> {
    let id = form(kind).to_string();
    let ticket = manifest().consents[0].ticket("en").expect("it has a text");
    let mut pairs: Vec<(String, String)> =
        pledge(more).into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    pairs.retain(|(name, _)| name != "form" && (kind == Kind::Pledge || name != "public_name"));
    pairs.push(("form".to_owned(), id));
    pairs.push(("consent".to_owned(), ticket));
    pairs
}

fn form(kind: Kind) -> FormId {
    FormId::new("campaigns/rent-controls", kind)
}

impl Rig {
    async fn before(flow: &Flow) -> Self {
        let rig = rig().await;
        for act in flow.before {
            let answer = rig.world.act(*act, "text/html").await;
            assert!(answer.status().as_u16() < 400, "{}: before: {act:?}: {}", flow.name, text(&answer));
        }
        rig.heal();
        rig
    }

    fn heal(&self) {
        self.store.begin(None);
        self.post.begin(None);
        self.wire.begin(None);
    }

    /// The visitor tries again, all mails arrive, each link in them is used: then the number is right.
    async fn ends_well(&self, flow: &Flow, case: &str) {
        self.heal();
        let again = self.world.act(flow.act, "text/html").await;
        assert_eq!(again.status().as_u16(), flow.status, "{case}: a second try: {}", text(&again));
        self.world.deliver().await;
        let links = self.world.links();
        assert!(!links.is_empty(), "{case}: somebody waits for a mail");
        for link in links {
            let answer = self.world.post(&link, &[]).await;
            assert_eq!(answer.status(), 303, "{case}: {}", text(&answer));
        }
        let count = self.world.store.count(&form(flow.kind)).await.expect("a count");
        assert_eq!(count.confirmed, flow.counted, "{case}");
    }
}

/// What a visitor hears while something fails: that all is well, or that it is not and when to come again.
fn honest(flow: &Flow, answer: &Response<Bytes>, accept: &str, case: &str) {
    let status = answer.status().as_u16();
    if flow.act == Act::Sweep {
        assert!([200, 503].contains(&status), "{case}");
        return;
    }
    let body = text(answer);
    let well = if accept == "application/json" && flow.status == 303 { 200 } else { flow.status };
    assert!(status == well || status == 503, "{case}: {status}: {body}");
    assert!(!body.contains("cause") && !body.contains("store"), "{case}: the cause is for the log: {body}");
    assert_eq!(header(answer, "x-content-type-options"), "nosniff", "{case}");
    if status == 503 {
        assert_eq!(header(answer, "retry-after"), "60", "{case}");
        assert_eq!(header(answer, "cache-control"), "no-store", "{case}");
        let page = header(answer, "content-type");
        if accept == "application/json" {
            assert_eq!(page, "application/json", "{case}");
            assert!(body.contains(r#""error":"unavailable""#), "{case}: {body}");
        } else {
            assert!(page.starts_with("text/html") && body.contains("unavailable-title"), "{case}: {body}");
        }
    }
}

/// How many calls `flow` makes to a part when nothing fails.
async fn calls(flow: &Flow, seen: impl Fn(&Rig) -> Vec<String>) -> Vec<String> {
    let rig = Rig::before(flow).await;
    let answer = rig.world.act(flow.act, "text/html").await;
    assert_eq!(answer.status().as_u16(), flow.status, "{}: {}", flow.name, text(&answer));
    let seen = seen(&rig);
    assert!(!seen.is_empty() || flow.act == Act::Sweep, "{}: nothing can fail", flow.name);
    rig.ends_well(flow, flow.name).await;
    seen
}

#[tokio::test]
async fn a_store_that_fails_at_any_call_loses_nothing_and_doubles_nothing() {
    for flow in FLOWS {
        let calls = calls(flow, |rig| rig.store.seen()).await;
        for (at, call) in calls.iter().enumerate() {
            for (failing, for_good, accept) in [
                (Failing::Busy, false, "application/json"),
                (Failing::Down, true, "text/html"),
                (Failing::Deaf, false, "text/html"),
                (Failing::Deaf, true, "application/json"),
            ] {
                let case = format!("{}: {call} ({at}) fails: {failing:?}, for good: {for_good}", flow.name);
                let rig = Rig::before(flow).await;
                rig.store.begin(Some(Fault { at, for_good, failing }));
                let answer = rig.world.act(flow.act, accept).await;
                honest(flow, &answer, accept, &case);
                rig.ends_well(flow, &case).await;
            }
        }
    }
}

#[tokio::test]
async fn a_day_on_which_the_house_cannot_be_kept_is_followed_by_one_on_which_it_can() {
    let flow = &FLOWS[10];
    let a_day = Duration::from_secs(24 * 60 * 60);
    let rig = Rig::before(flow).await;
    rig.world.clock.pass(a_day);
    rig.heal();
    crate::sweep(&rig.world.app).await.expect("a sweep");
    let calls = rig.store.seen().len();
    assert!(calls > 5, "it purges, and counts every form");
    for at in 0..calls {
        let rig = Rig::before(flow).await;
        rig.world.clock.pass(a_day);
        rig.store.begin(Some(Fault { at, for_good: false, failing: Failing::Deaf }));
        let _ = crate::sweep(&rig.world.app).await;
        rig.heal();
        rig.world.clock.pass(a_day);
        let swept = crate::sweep(&rig.world.app).await.expect("a sweep");
        assert_eq!((swept.failed, swept.mended), (0, 0), "call {at} failed the day before");
        let count = rig.world.store.count(&form(flow.kind)).await.expect("a count");
        assert_eq!(count.confirmed, flow.counted, "call {at} failed the day before");
    }
}

#[tokio::test]
async fn one_hiccup_of_the_database_is_noticed_by_nobody() {
    for flow in FLOWS {
        let calls = calls(flow, |rig| rig.wire.seen()).await;
        for (at, call) in calls.iter().enumerate() {
            for failing in [Wire::Throttled, Wire::Failing, Wire::Cut, Wire::Lost, Wire::Collision] {
                let case = format!("{}: request {at} ({call}) fails: {failing:?}", flow.name);
                let rig = Rig::before(flow).await;
                rig.wire.begin(Some(Fault { at, for_good: false, failing }));
                let answer = rig.world.act(flow.act, "text/html").await;
                assert_eq!(answer.status().as_u16(), flow.status, "{case}: {}", text(&answer));
                rig.ends_well(flow, &case).await;
            }
        }
    }
}

#[tokio::test]
async fn a_database_that_stays_away_is_owned_up_to() {
    for flow in FLOWS {
        let calls = calls(flow, |rig| rig.wire.seen()).await;
        for at in 0..calls.len() {
            for failing in [Wire::Throttled, Wire::Cut, Wire::Lost, Wire::Collision] {
                let case = format!("{}: from request {at} on: {failing:?}", flow.name);
                let rig = Rig::before(flow).await;
                rig.wire.begin(Some(Fault { at, for_good: true, failing }));
                let answer = rig.world.act(flow.act, "text/html").await;
                honest(flow, &answer, "text/html", &case);
                rig.ends_well(flow, &case).await;
            }
        }
    }
}

#[tokio::test]
async fn a_post_that_fails_strands_nobody() {
    for flow in FLOWS.iter().filter(|flow| matches!(flow.act, Act::Fill(..) | Act::Sweep)) {
        for failing in [Postal::Later, Postal::Deaf, Postal::Never] {
            let case = format!("{}: the post fails: {failing:?}", flow.name);
            let rig = Rig::before(flow).await;
            rig.post.begin(Some(Fault { at: 0, for_good: true, failing }));
            let answer = rig.world.act(flow.act, "text/html").await;
            assert_eq!(answer.status().as_u16(), flow.status, "{case}: the visitor need not know");
            rig.ends_well(flow, &case).await;
        }
    }
}

#[tokio::test]
async fn a_mail_is_seen_once_however_often_it_was_sent() {
    let flow = &FLOWS[0];
    let rig = Rig::before(flow).await;
    let at = calls(flow, |rig| rig.store.seen()).await.iter().position(|call| call == "sent").expect("it is sent");
    rig.store.begin(Some(Fault { at, for_good: false, failing: Failing::Down }));
    assert_eq!(rig.world.act(flow.act, "text/html").await.status(), 303);
    rig.heal();
    rig.world.deliver().await;
    let letters = rig.world.mailbox.letters();
    assert_eq!(letters.len(), 2);
    assert_eq!(letters[0].id, letters[1].id, "the same Message-ID");
}

impl Rig {
    /// Call `at` to the store fails, and the post with it.
    pub(super) fn fail(&self, at: usize, for_good: bool) {
        self.store.begin(Some(Fault { at, for_good, failing: Failing::Down }));
        self.post.begin(Some(Fault { at: 0, for_good, failing: Postal::Later }));
    }
}
