//! Action Network, played by a stand-in that behaves as it was found to.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::{Method, Request, Response};
use serde_json::{Value, json};

use super::*;
use crate::office::OfficeError;
use crate::office::sync::{Account, Done, Remote, Synced};
use crate::settings::Secret;
use crate::store::{BoxError, Letters, Store};
use crate::tests::fixture::{PLEDGE, world};

/// What it does besides taking what it is sent.
#[derive(Clone, Copy, PartialEq)]
enum Mood {
    Well,
    /// Every n-th record gets a 200 with nothing in it; it is kept where `keeps`.
    Empty {
        every: usize,
        keeps: bool,
    },
    /// Every n-th request is refused for now.
    Busy {
        every: usize,
    },
    /// All requests from the n-th on are cut.
    Gone {
        from: usize,
    },
}

struct StandIn {
    mood: Mood,
    requests: AtomicUsize,
    records: Mutex<Vec<Value>>,
    tags: Mutex<Vec<String>>,
    people: Mutex<BTreeMap<String, String>>,
}

impl StandIn {
    fn new(mood: Mood) -> Self {
        let (records, people) = (Mutex::default(), Mutex::default());
        Self { mood, requests: AtomicUsize::new(0), records, tags: Mutex::default(), people }
    }

    fn addresses(&self) -> Vec<String> {
        let records = self.records.lock().expect("nobody panics");
        let address = |record: &Value| record["person"]["email_addresses"][0]["address"].as_str().map(str::to_owned);
        records.iter().filter_map(address).collect()
    }

    fn answer(&self, request: &Request<Bytes>) -> Result<(u16, Value), BoxError> {
        let n = self.requests.fetch_add(1, Ordering::SeqCst) + 1;
        assert_eq!(request.headers()["osdi-api-token"], "key");
        match self.mood {
            Mood::Busy { every } if n.is_multiple_of(every) => return Ok((429, Value::Null)),
            Mood::Gone { from } if n >= from => return Err("the line is cut".into()),
            _ => {}
        }
        let body: Value = serde_json::from_slice(request.body()).unwrap_or_default();
        let uri = request.uri();
        Ok(match (request.method().clone(), uri.path()) {
            (Method::GET, "/api/v2/tags") => {
                let tags: Vec<Value> =
                    self.tags.lock().expect("nobody panics").iter().map(|name| json!({"name": name})).collect();
                (200, json!({"_embedded": {"osdi:tags": tags}, "total_pages": 1}))
            }
            (Method::POST, "/api/v2/tags") => {
                self.tags.lock().expect("nobody panics").push(body["name"].as_str().expect("a name").to_owned());
                (200, json!({"name": body["name"]}))
            }
            (Method::POST, "/api/v2/people") => {
                let email = &body["person"]["email_addresses"][0];
                let (address, status) = (email["address"].to_string(), email["status"].to_string());
                self.people.lock().expect("nobody panics").insert(address, status);
                (200, json!({"identifiers": ["action_network:p"]}))
            }
            (Method::GET, "/api/v2/petitions/p-1/signatures") => {
                let filter = uri.query().and_then(|query| {
                    form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "filter").map(|(_, value)| value)
                });
                let wanted =
                    filter.map(|filter| filter.trim_start_matches("identifier eq ").trim_matches('\'').to_owned());
                let records = self.records.lock().expect("nobody panics");
                let fits = |record: &&Value| wanted.as_ref().is_none_or(|id| record["identifiers"][0] == id.as_str());
                (200, json!({"total_records": records.iter().filter(fits).count()}))
            }
            (Method::POST, "/api/v2/petitions/p-1/signatures") => {
                let mut records = self.records.lock().expect("nobody panics");
                if let Mood::Empty { every, keeps } = self.mood
                    && n.is_multiple_of(every)
                {
                    if keeps {
                        records.push(body);
                    }
                    return Ok((200, Value::Null));
                }
                let id = format!("action_network:{}", records.len());
                records.push(body);
                (200, json!({"identifiers": [id]}))
            }
            (method, path) => unreachable!("{method} {path} is none of theirs"),
        })
    }
}

#[async_trait]
impl Remote for StandIn {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, BoxError> {
        let (status, body) = self.answer(&request)?;
        let bytes = if body.is_null() { Bytes::new() } else { Bytes::from(body.to_string()) };
        Ok(Response::builder().status(status).body(bytes)?)
    }
}

async fn sync(world: &World, remote: &StandIn, done: &mut Done, notes: &mut Vec<u8>) -> Result<Synced, OfficeError> {
    let endpoint = "https://action.example.org".to_owned();
    let account = Account { endpoint, key: Secret::new("key"), pace: Duration::from_micros(10), remote };
    let map = BTreeMap::from([(PLEDGE.to_owned(), "petitions/p-1".to_owned())]);
    office(world).sync(&account, &map, done, notes).await
}

async fn crowd() -> World {
    let world = world().await;
    for number in 0..12 {
        signs(&world, &format!("p{number}@example.org"), true, true, &[]).await;
    }
    signs(&world, "silent@example.org", false, true, &[]).await;
    signs(&world, "waiting@example.org", true, false, &[]).await;
    signs(&world, "left@example.org", true, true, &[]).await;
    let person = world.person("left@example.org");
    world.store.withdraw(&person, &[], Letters::Stopped, world.app.clock.now()).await.expect("a store");
    world
}

#[tokio::test]
async fn those_who_agreed_and_confirmed_are_handed_on_once_whatever_the_other_side_does() {
    for mood in [
        Mood::Well,
        Mood::Empty { every: 3, keeps: false },
        Mood::Empty { every: 3, keeps: true },
        Mood::Busy { every: 4 },
    ] {
        let world = crowd().await;
        let (remote, mut done, mut notes) = (StandIn::new(mood), Done::default(), Vec::new());
        let first = sync(&world, &remote, &mut done, &mut notes).await.expect("a sync");
        assert!(first.failed.is_empty(), "{first:?}");
        assert_eq!((first.sent, first.kept_back), (12, 2), "{first:?}");
        let mut addresses = remote.addresses();
        addresses.sort();
        let count = addresses.len();
        addresses.dedup();
        assert_eq!((addresses.len(), count), (12, 12), "each once");
        assert!(addresses.iter().all(|address| address.starts_with('p')), "{addresses:?}");
        assert_eq!(*remote.tags.lock().expect("nobody panics"), [PLEDGE], "the tag was made first");
        assert_eq!(first.held["petitions/p-1"], (12, Some(12)), "reconciled");

        let mut done = Done::parse(std::str::from_utf8(&notes).expect("text"));
        let second = sync(&world, &remote, &mut done, &mut Vec::new()).await.expect("a sync");
        assert_eq!((second.sent, second.known, remote.addresses().len()), (0, 12, 12));
    }
}

#[tokio::test]
async fn a_sync_that_is_cut_off_goes_on_where_it_stopped() {
    let world = crowd().await;
    let (cut, mut done, mut notes) = (StandIn::new(Mood::Gone { from: 8 }), Done::default(), Vec::new());
    let first = sync(&world, &cut, &mut done, &mut notes).await.expect("a sync");
    assert!(first.sent > 0 && first.sent < 12 && !first.failed.is_empty(), "{first:?}");
    let remote = StandIn { mood: Mood::Well, requests: AtomicUsize::new(0), ..cut };
    // The last line of the notes was cut off, too.
    notes.extend_from_slice(b"{\"done\":\"handb");
    let mut done = Done::parse(&String::from_utf8_lossy(&notes));
    let second = sync(&world, &remote, &mut done, &mut Vec::new()).await.expect("a sync");
    assert_eq!((first.sent + second.sent, remote.addresses().len()), (12, 12));
}

#[tokio::test]
async fn who_leaves_after_a_sync_is_unsubscribed_there_and_never_brought_back() {
    let world = crowd().await;
    let (remote, mut done, mut notes) = (StandIn::new(Mood::Well), Done::default(), Vec::new());
    sync(&world, &remote, &mut done, &mut notes).await.expect("a sync");
    let person = world.person("p3@example.org");
    world.store.withdraw(&person, &[], Letters::Stopped, world.app.clock.now()).await.expect("a store");
    let second = sync(&world, &remote, &mut done, &mut notes).await.expect("a sync");
    assert_eq!(second.unsubscribed, 1, "{second:?}");
    let people = remote.people.lock().expect("nobody panics").clone();
    assert_eq!(people, BTreeMap::from([("\"p3@example.org\"".to_owned(), "\"unsubscribed\"".to_owned())]));
    let third = sync(&world, &remote, &mut done, &mut notes).await.expect("a sync");
    assert_eq!((third.unsubscribed, third.sent), (0, 0), "told once");
}

#[tokio::test]
async fn a_collection_that_is_none_is_refused() {
    let world = world().await;
    let remote = StandIn::new(Mood::Well);
    let account = Account { endpoint: String::new(), key: Secret::new("key"), pace: Duration::ZERO, remote: &remote };
    for wrong in ["", "petitions", "petitions/", "petitions/../people", "people/1"] {
        let map = BTreeMap::from([(PLEDGE.to_owned(), wrong.to_owned())]);
        let error = office(&world).sync(&account, &map, &mut Done::default(), &mut Vec::new()).await;
        assert!(error.expect_err("refused").to_string().contains("is no collection"), "{wrong}");
    }
}
