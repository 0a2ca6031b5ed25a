//! What a flow relies upon in a store, whatever database keeps it: in memory always, and on the server that
//! `HANDBILL_TEST_DYNAMODB` names, so that no emulator's quirk becomes ours.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region, StalledStreamProtectionConfig};
use handbill_contract::parse;
use handbill_contract::{FormId, Kind};
use jiff::Timestamp;

use super::fixture::{manifest, pledge};
use crate::clock::{Chance, CountingChance, MachineChance, later};
use crate::domain::limit::Window;
use crate::domain::{
    Consent, ConsentChange, Email, Entry, EntryState, Grant, Id, Keys, Limit, LimitCell, Mail, MailName, Slot, Tally,
    Token,
};
use crate::store::table::{self, Recovery};
use crate::store::{Confirmed, DynamoStore, Entered, NewEntry, Store, local};

const ENDPOINT: &str = "HANDBILL_TEST_DYNAMODB";

#[tokio::test]
async fn the_embedded_database_keeps_the_contract() {
    holds(Arc::new(local::in_memory().await.expect("a database in memory"))).await;
}

#[tokio::test]
async fn a_second_server_keeps_the_contract() {
    match environment(ENDPOINT) {
        Some(endpoint) => {
            let store = on_server(&endpoint).await;
            holds(Arc::new(store)).await;
        }
        None => {
            assert!(environment("CI").is_none(), "in CI, `{ENDPOINT}` names a server");
            let told = writeln!(std::io::stderr().lock(), "skipped: `{ENDPOINT}` names no second server");
            told.expect("a place to say so");
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "what a test runs on is no setting of the functions")]
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// A table of its own on the server at `endpoint`.
async fn on_server(endpoint: &str) -> DynamoStore {
    let mut random = [0; 6];
    MachineChance.fill(&mut random);
    // One that waits as long as it takes: the server of a test is slow, and does one thing at a time.
    let config = aws_sdk_dynamodb::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("eu-west-2"))
        .credentials_provider(Credentials::new("test", "test", None, None, "test"))
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .timeout_config(TimeoutConfig::disabled())
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
        .endpoint_url(endpoint);
    let name = format!("handbill-{random:02x?}").replace(['[', ']', ',', ' '], "");
    let store = DynamoStore::with_client(Client::from_conf(config.build()), &name);
    let (client, name) = (store.client(), store.table());
    table::create(client, name).await.expect("a table");
    loop {
        let described = client.describe_table().table_name(name).send().await.expect("it is there");
        let status = described.table().and_then(|table| table.table_status().cloned());
        if status.is_some_and(|status| status.as_str() == "ACTIVE") {
            break;
        }
        tokio::task::yield_now().await;
    }
    table::create(client, name).await.expect("a second time changes nothing");
    for _ in 0..2 {
        match table::equip(client, name, Recovery::None).await {
            Ok(()) => {}
            // A server that knows no TTL: we compare it in code.
            Err(error) => assert!(causes(&error).contains("UnknownOperation"), "{}", causes(&error)),
        }
    }
    store
}

fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(&format!(": {error:?}"));
        cause = error.source();
    }
    text
}

/// All of it.
async fn holds(store: Arc<dyn Store>) {
    let scene = Scene { store, keys: Keys::parse(&"fixed".repeat(8)).expect("long"), chance: Arc::default() };
    an_entry_is_written_once(&scene).await;
    a_confirmation_counts_once(&scene).await;
    confirmations_at_once_are_all_counted(&scene).await;
    a_reminder_is_written_whole(&scene).await;
    cells_count_up(&scene).await;
    the_outbox_gives_each_mail_to_one(&scene).await;
    the_outbox_is_read_beyond_a_megabyte(&scene).await;
    odd_text_comes_back_as_it_was(&scene).await;
}

struct Scene {
    store: Arc<dyn Store>,
    keys: Keys,
    chance: Arc<CountingChance>,
}

fn now() -> Timestamp {
    "2026-10-10T10:00:00Z".parse().expect("a time")
}

impl Scene {
    /// A pledge of `email`, ready to be written, by way of the form.
    fn entry(&self, form: &FormId, email: &str, more: &[(&str, &str)]) -> NewEntry {
        let manifest = manifest();
        let mut form_ = (*manifest.forms[&FormId::new("campaigns/rent-controls", Kind::Pledge)]).clone();
        form_.id = form.clone();
        let ticket = manifest.consents[0].ticket("en").expect("a text");
        let mut pairs = pledge(more);
        pairs.retain(|(name, _)| *name != "email_address");
        pairs.extend([("email_address", email), ("consent", ticket.as_str())]);
        let pairs: Vec<_> = pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let read = parse::submission(&manifest, &form_, &pairs).expect("a whole post");
        let email = Email::parse(email).expect("an address");
        let person = self.keys.person(&email);
        let entry = Entry::new(&form_, &read, person.clone(), email, now());
        let given = |agreed| Consent::given(&manifest, &form_, agreed, &person, now());
        let consents = read.consents.iter().filter_map(given).collect();
        let grant = self.grant(&entry);
        let mail = Some(self.mail(&entry, now(), "short"));
        NewEntry { entry, consents, grant, mail }
    }

    fn grant(&self, entry: &Entry) -> Grant {
        let (person, form, slot) = (entry.person.clone(), entry.form.clone(), entry.slot);
        let expires = now().as_second() + 60;
        Grant { token_hash: Token::new(&*self.chance).hash(), person, form, slot, expires }
    }

    fn mail(&self, entry: &Entry, due: Timestamp, text: &str) -> Mail {
        Mail {
            id: Id::new(now(), &*self.chance),
            mail: MailName("confirm-pledge".to_owned()),
            language: "cy".to_owned(),
            to: entry.email_address.clone(),
            person: Some(entry.person.clone()),
            holes: BTreeMap::from([("name".to_owned(), text.to_owned())]),
            created_date: now(),
            due,
            attempts: 0,
        }
    }

    async fn empty_the_outbox(&self) {
        for mail in self.store.due_mails(Timestamp::MAX, 999).await.expect("an outbox") {
            self.store.sent(&mail.id).await.expect("it goes");
        }
    }
}

fn form(name: &str) -> FormId {
    FormId::new(&format!("campaigns/{name}"), Kind::Pledge)
}

async fn an_entry_is_written_once(scene: &Scene) {
    let store = &scene.store;
    let new = scene.entry(&form("once"), "ann@example.org", &[]);
    assert_eq!(store.enter(&new).await.expect("written"), Entered::New);
    let second = scene.entry(&form("once"), "ann@example.org", &[("given_name", "Nan")]);
    let known = Entered::Known(Box::new(new.entry.clone()));
    assert_eq!(store.enter(&second).await.expect("asked"), known, "one record a person, and the first answers stay");
    assert_eq!(store.grant(&new.grant.token_hash).await.expect("read"), Some(new.grant.clone()));
    assert_eq!(store.grant(&second.grant.token_hash).await.expect("read"), None, "all or nothing");
    assert_eq!(store.entry(&new.grant).await.expect("read"), Some(new.entry.clone()));
    assert_eq!(store.due_mails(now(), 9).await.expect("read"), new.mail.clone().into_iter().collect::<Vec<_>>());
    let postage = store.postage(&new.entry.person).await.expect("read");
    assert_eq!((postage.letters, postage.last), (1, Some(now())));
    let mut other = second.clone();
    other.entry.slot = Slot::SECOND;
    // One letter an hour is enough for both.
    other.mail = None;
    assert_eq!(store.enter(&other).await.expect("written"), Entered::New, "another slot is another record");
    let at_once = (0..20).map(|_| {
        let (store, new) = (store.clone(), scene.entry(&form("race"), "ray@example.org", &[]));
        tokio::spawn(async move { store.enter(&new).await })
    });
    let mut new = 0;
    for task in at_once.collect::<Vec<_>>() {
        new += usize::from(task.await.expect("it ends").expect("an answer") == Entered::New);
    }
    assert_eq!(new, 1, "of twenty at once, one is written");
    scene.empty_the_outbox().await;
}

async fn a_confirmation_counts_once(scene: &Scene) {
    let store = &scene.store;
    let form = form("counted");
    let new = scene.entry(&form, "bea@example.org", &[]);
    assert_eq!(store.count(&form).await.expect("read").confirmed, 0);
    assert_eq!(store.confirm(&new.grant, now()).await.expect("asked"), Confirmed::Gone, "there is none yet");
    store.enter(&new).await.expect("written");
    let then = later(now(), std::time::Duration::from_secs(5));
    let tasks: Vec<_> = (0..10)
        .map(|_| {
            let (store, grant) = (store.clone(), new.grant.clone());
            tokio::spawn(async move { store.confirm(&grant, then).await })
        })
        .collect();
    let mut confirmed = 0;
    for task in tasks {
        confirmed += usize::from(task.await.expect("it ends").expect("an answer") == Confirmed::Now);
    }
    assert_eq!(confirmed, 1);
    assert_eq!(store.confirm(&new.grant, then).await.expect("asked"), Confirmed::Already);
    let count = store.count(&form).await.expect("read");
    assert_eq!((count.confirmed, count.updated), (1, Some(then)));
    let entry = store.entry(&new.grant).await.expect("read").expect("it is there");
    assert_eq!((entry.state, entry.confirmed_date), (EntryState::Confirmed, Some(then)));
    assert_eq!(entry.consents, ["email"]);
    assert_eq!(new.consents[0].change, ConsentChange::Given);
    assert!(!store.is_suppressed(&new.entry.person).await.expect("read"));
    scene.empty_the_outbox().await;
}

async fn confirmations_at_once_are_all_counted(scene: &Scene) {
    let form = form("many");
    let mut tasks = Vec::new();
    for n in 0..40 {
        let new = scene.entry(&form, &format!("person{n}@example.org"), &[]);
        let store = scene.store.clone();
        tasks.push(tokio::spawn(async move {
            store.enter(&NewEntry { mail: None, ..new.clone() }).await.expect("written");
            store.confirm(&new.grant, now()).await.expect("confirmed")
        }));
    }
    for task in tasks {
        assert_eq!(task.await.expect("it ends"), Confirmed::Now);
    }
    assert_eq!(scene.store.count(&form).await.expect("read").confirmed, 40);
}

async fn a_reminder_is_written_whole(scene: &Scene) {
    let store = &scene.store;
    let new = scene.entry(&form("reminded"), "cat@example.org", &[]);
    store.enter(&new).await.expect("written");
    let hour = later(now(), std::time::Duration::from_secs(60 * 60));
    let (grant, mail) = (scene.grant(&new.entry), scene.mail(&new.entry, now(), "again"));
    let again = |mail| NewEntry { consents: Vec::new(), grant: grant.clone(), mail: Some(mail), ..new.clone() };
    assert_eq!(store.remind(&again(mail.clone())).await.expect("answered"), Entered::Crowded, "within the hour");
    let mail = Mail { created_date: hour, due: hour, ..mail };
    assert_eq!(store.remind(&again(mail)).await.expect("written"), Entered::New);
    assert_eq!(store.grant(&grant.token_hash).await.expect("read"), Some(grant));
    assert_eq!(store.postage(&new.entry.person).await.expect("read").letters, 2);
    assert_eq!(store.due_mails(hour, 9).await.expect("read").len(), 2);
    scene.empty_the_outbox().await;
}

async fn cells_count_up(scene: &Scene) {
    let window = |length_s| Window { length_s, max: 3 };
    let limit = |long_s| Limit { short: window(60), long: window(long_s) };
    let cell = LimitCell::new("ip", "somebody".to_owned(), limit(3_600), now());
    let mut seen = Vec::new();
    let tasks: Vec<_> = (0..30)
        .map(|_| {
            let (store, cell) = (scene.store.clone(), cell.clone());
            tokio::spawn(async move { store.tally(&cell).await.expect("counted") })
        })
        .collect();
    for task in tasks {
        seen.push(task.await.expect("it ends"));
    }
    seen.sort_unstable_by_key(|tally: &Tally| tally.short);
    let numbers: Vec<_> = (1..=30).map(|n| Tally { short: n, long: n }).collect();
    assert_eq!(seen, numbers, "nobody gets the same number");
    let next =
        LimitCell::new("ip", "somebody".to_owned(), limit(3_600), later(now(), std::time::Duration::from_secs(60)));
    let tally = scene.store.tally(&next).await.expect("counted");
    assert_eq!(tally, Tally { short: 1, long: 31 }, "a window begins, and another goes on");
    let other = LimitCell::new("ip", "somebody".to_owned(), limit(7_200), now());
    let tally = scene.store.tally(&other).await.expect("counted");
    assert_eq!(tally, Tally { short: 1, long: 1 }, "other windows are another cell");
}

async fn the_outbox_gives_each_mail_to_one(scene: &Scene) {
    let store = &scene.store;
    let entry = scene.entry(&form("posted"), "dot@example.org", &[]).entry;
    let at = |seconds| later(now(), std::time::Duration::from_secs(seconds));
    let mails: Vec<_> = [30, 10, 20, 500].into_iter().map(|s| scene.mail(&entry, at(s), "x")).collect();
    for mail in &mails {
        store.post(mail).await.expect("written");
        store.post(mail).await.expect("a second time changes nothing");
    }
    let due = store.due_mails(at(30), 9).await.expect("read");
    assert_eq!(due, [mails[1].clone(), mails[2].clone(), mails[0].clone()], "the oldest first, and none too early");
    assert_eq!(store.due_mails(at(30), 2).await.expect("read").len(), 2);
    let tasks: Vec<_> = (0..10)
        .map(|_| {
            let (store, mail, until) = (store.clone(), mails[1].clone(), at(400));
            tokio::spawn(async move { store.claim(&mail, until).await.expect("asked") })
        })
        .collect();
    let mut taken = 0;
    for task in tasks {
        taken += usize::from(task.await.expect("it ends"));
    }
    assert_eq!(taken, 1, "one takes it");
    assert_eq!(store.due_mails(at(30), 9).await.expect("read").len(), 2, "it waits until then");
    let again = store.due_mails(at(400), 9).await.expect("read");
    assert_eq!(again.iter().map(|mail| mail.attempts).collect::<Vec<_>>(), [0, 0, 1]);
    for mail in &mails {
        store.sent(&mail.id).await.expect("it goes");
        store.sent(&mail.id).await.expect("a second time changes nothing");
    }
    assert!(!store.claim(&mails[0], at(900)).await.expect("asked"), "what has gone cannot be taken");
    assert!(store.due_mails(Timestamp::MAX, 9).await.expect("read").is_empty());
}

async fn the_outbox_is_read_beyond_a_megabyte(scene: &Scene) {
    let entry = scene.entry(&form("heavy"), "eve@example.org", &[]).entry;
    let long = "x".repeat(300_000);
    for _ in 0..40 {
        scene.store.post(&scene.mail(&entry, now(), &long)).await.expect("written");
    }
    let due = scene.store.due_mails(now(), 100).await.expect("read");
    assert_eq!(due.len(), 40, "a page of a query ends at a megabyte");
    assert!(due.iter().all(|mail| mail.holes["name"].len() == long.len()));
    scene.empty_the_outbox().await;
}

async fn odd_text_comes_back_as_it_was(scene: &Scene) {
    let odd = "Siân ŵŷ 🏴󠁧󠁢󠁷󠁬󠁳󠁿 \u{200d} ⟦name⟧ \" ' \\ <b> #:=&";
    let new = scene.entry(&form("odd"), "fay@example.org", &[("given_name", odd), ("comments", "a\nb")]);
    scene.store.enter(&new).await.expect("written");
    let read = scene.store.entry(&new.grant).await.expect("read").expect("it is there");
    assert_eq!(read, new.entry);
    assert!(read.answer("given_name").contains('ŵ'));
    scene.empty_the_outbox().await;
}
