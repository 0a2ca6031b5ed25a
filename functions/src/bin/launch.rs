//! A launch on one machine: many different people pledge at once, three in ten twice, and confirm. It says how many a
//! second that were, in memory or on a file, and fails unless the counter ends at exactly their number.
//!
//! `launch [--file PATH] [--pledges 12000] [--clients 64] [--days-later N]`

#[expect(dead_code, reason = "the tests use all of it")]
#[path = "../tests/fixture.rs"]
mod fixture;

use std::collections::BTreeMap;
use std::io::Write;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use bytes::Bytes;
use handbill_contract::FormId;
use handbill_functions::clock::MachineChance;
use handbill_functions::mail::{Letter, MailError, Mailer};
use handbill_functions::request::ClientIp;
use handbill_functions::store::{BoxError, Store};
// The fixture knows the library as its own crate.
use handbill_functions::{App, answer, clock, domain, forms, mail, pay, store};
use http::{Request, Response};

/// What is to be done.
struct Plan {
    file: Option<PathBuf>,
    pledges: usize,
    clients: usize,
    days_later: u64,
}

/// The newest link that each address was sent.
#[derive(Default)]
struct Links(Mutex<BTreeMap<String, String>>);

#[async_trait]
impl Mailer for Links {
    async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        let link = letter.text.lines().find_map(|line| line.strip_prefix("confirm_url=https://campaign.example.org"));
        let mut links = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        links.insert(letter.to.as_str().to_owned(), link.unwrap_or_default().to_owned());
        Ok(())
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let told = match plan(std::env::args().skip(1)) {
        Ok(plan) => launch(&plan).await,
        Err(error) => Err(error),
    };
    let (text, code) = match told {
        Ok(text) => (text, ExitCode::SUCCESS),
        Err(error) => (format!("failed: {error}"), ExitCode::FAILURE),
    };
    say(&text);
    code
}

/// A reader that has gone is no failure of ours.
fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}

fn plan(mut args: impl Iterator<Item = String>) -> Result<Plan, BoxError> {
    let mut plan = Plan { file: None, pledges: 12_000, clients: 64, days_later: 0 };
    while let Some(name) = args.next() {
        let value = args.next().ok_or_else(|| format!("`{name}` wants a value"))?;
        match name.as_str() {
            "--file" => plan.file = Some(PathBuf::from(value)),
            "--pledges" => plan.pledges = value.parse()?,
            "--clients" => plan.clients = value.parse::<usize>()?.max(1),
            "--days-later" => plan.days_later = value.parse()?,
            _ => return Err(format!("`{name}` is not known").into()),
        }
    }
    Ok(plan)
}

async fn launch(plan: &Plan) -> Result<String, BoxError> {
    let store = match &plan.file {
        Some(path) => store::local::on_file(path).await?,
        None => store::local::in_memory().await?,
    };
    let links = Arc::new(Links::default());
    let mut world = fixture::world_on(Arc::new(store));
    world.app.mailer = links.clone();
    world.app.chance = Arc::new(MachineChance);
    world.clock.pass(Duration::from_secs(plan.days_later * 24 * 60 * 60));
    let world = Arc::new(world);
    let (confirmed, requests) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let began = Instant::now();
    let clients: Vec<_> = (0..plan.clients)
        .map(|client| {
            let one = Client {
                world: world.clone(),
                links: links.clone(),
                confirmed: confirmed.clone(),
                requests: requests.clone(),
            };
            let people = (client..plan.pledges).step_by(plan.clients);
            tokio::spawn(async move {
                for n in people {
                    one.pledges(n).await?;
                }
                Ok::<_, BoxError>(())
            })
        })
        .collect();
    for client in clients {
        client.await??;
    }
    let seconds = began.elapsed().as_secs_f64();
    let form = FormId::parse(fixture::PLEDGE).ok_or("the form has a name")?;
    let count = world.store.count(&form).await?.confirmed;
    if count != plan.pledges as u64 {
        return Err(format!("{} pledged and confirmed, and {count} are counted", plan.pledges).into());
    }
    let place = if plan.file.is_some() { "on a file" } else { "in memory" };
    let requests = requests.load(Ordering::Relaxed);
    Ok(format!(
        "{count} pledges of {count} people confirmed from {} clients {place} in {seconds:.1} s: {:.0} pledges and {:.0} requests a second",
        plan.clients,
        plan.pledges as f64 / seconds,
        requests as f64 / seconds,
    ))
}

struct Client {
    world: Arc<fixture::World>,
    links: Arc<Links>,
    confirmed: Arc<AtomicUsize>,
    requests: Arc<AtomicUsize>,
}

impl Client {
    /// The pledge of person `n`, for three in ten once more, and its confirmation.
    async fn pledges(&self, n: usize) -> Result<(), BoxError> {
        let email = format!("person{n}@example.org");
        let name = format!("Person {n}");
        let pairs = fixture::pledge(&[("email_address", &email), ("given_name", &name)]);
        for _ in 0..if n % 10 < 3 { 2 } else { 1 } {
            // People sign one after the other: limits count by the clock.
            self.world.clock.pass(Duration::from_secs(1));
            self.post("/api/pledge", &pairs, n).await?;
        }
        let link = self.links.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&email);
        // No mail: it was confirmed before we were killed.
        if let Some(link) = link {
            self.post(&link, &[], n).await?;
        }
        let confirmed = self.confirmed.fetch_add(1, Ordering::Relaxed) + 1;
        if confirmed.is_multiple_of(20) {
            say(&format!("{confirmed} so far"));
        }
        Ok(())
    }

    async fn post(&self, path: &str, pairs: &[(&str, &str)], n: usize) -> Result<(), BoxError> {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        // Each at a place of their own.
        let ip = Ipv4Addr::from_bits(0x0a00_0000 + u32::try_from(n)?);
        let request = request.extension(ClientIp(ip.into())).body(Bytes::from(body))?;
        self.requests.fetch_add(1, Ordering::Relaxed);
        let answer: Response<Bytes> = handbill_functions::answer(&self.world.app, request).await;
        if answer.status() == 303 { Ok(()) } else { Err(format!("a post is answered with {}", answer.status()).into()) }
    }
}
