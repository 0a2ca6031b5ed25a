//! What still stops a launch: settings, the table, and whether mails of the sender are believed.

use async_trait::async_trait;
use handbill_contract::{Kind, Manifest};
use hickory_resolver::TokioResolver;
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::rr::RData;

use crate::settings::{Diagnosis, Need, domain_of};
use crate::store::DynamoStore;
use crate::store::table::{self, Recovery};

/// How it stands with one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is as it should be; what was seen.
    Well(String),
    /// It stops a launch; what is wrong, and what to do.
    Wrong(String, String),
    /// It is no obstacle, and worth a look; what was seen, and what to do.
    Look(String, String),
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Which.
    pub what: &'static str,
    /// How it stands.
    pub verdict: Verdict,
}

impl Seen {
    /// It is as it should be.
    pub fn well(what: &'static str, seen: impl Into<String>) -> Self {
        Self { what, verdict: Verdict::Well(seen.into()) }
    }

    /// It stops a launch.
    pub fn wrong(what: &'static str, seen: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what, verdict: Verdict::Wrong(seen.into(), remedy.into()) }
    }

    /// It is worth a look.
    pub fn look(what: &'static str, seen: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what, verdict: Verdict::Look(seen.into(), remedy.into()) }
    }
}

/// What knows texts by names.
#[async_trait]
pub trait Names: Send + Sync {
    /// The TXT records of a name; none where there are none. An `Err` when nobody could be asked.
    async fn texts(&self, name: &str) -> Result<Vec<String>, String>;
}

/// The name servers of this machine.
pub struct Dns(TokioResolver);

impl Dns {
    /// As this machine is set up. An `Err` when it is not.
    pub fn of_this_machine() -> Result<Self, String> {
        let builder = TokioResolver::builder_tokio().map_err(|error| error.to_string())?;
        builder.build().map(Self).map_err(|error| error.to_string())
    }
}

#[async_trait]
impl Names for Dns {
    async fn texts(&self, name: &str) -> Result<Vec<String>, String> {
        match self.0.txt_lookup(format!("{name}.")).await {
            Ok(found) => Ok(found
                .answers()
                .iter()
                .filter_map(|record| match &record.data {
                    RData::TXT(text) => Some(text.txt_data.concat()),
                    _ => None,
                })
                .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
                .collect()),
            Err(NetError::Dns(DnsError::NoRecordsFound(_))) => Ok(Vec::new()),
            Err(error) => Err(error.to_string()),
        }
    }
}

/// What the functions of a site need beyond the table and the secret.
pub fn needs(manifest: &Manifest) -> Vec<Need> {
    let takes_gifts = manifest.forms.values().any(|form| form.kind() == Kind::Donate);
    let mut needs = if manifest.forms.is_empty() { Vec::new() } else { vec![Need::Mail] };
    if takes_gifts {
        needs.extend([Need::Checkout, Need::Webhook]);
    }
    needs
}

/// How it stands with the settings: each that is missing or wrong is named, and none is shown.
pub fn settings(found: &Diagnosis, manifest: &Manifest) -> Vec<Seen> {
    const WHAT: &str = "settings";
    let takes_gifts = needs(manifest).contains(&Need::Checkout);
    let mut seen: Vec<Seen> = found
        .wrong
        .iter()
        .map(|wrong| Seen::wrong(WHAT, wrong.clone(), "set it where the functions run, and here to look at the table"))
        .collect();
    if seen.is_empty() {
        seen.push(Seen::well(WHAT, "all that the functions need is set"));
    }
    if takes_gifts && found.is_test_key {
        seen.push(Seen::look(
            "payments",
            "the key is one for trying",
            "use the live key, and the live webhook's secret",
        ));
    }
    if takes_gifts && !found.has_treasurer {
        let remedy = "name those who hear of gifts to be checked in `HANDBILL_TREASURER`: there are 30 days for each";
        seen.push(Seen::wrong("payments", "`HANDBILL_TREASURER` is not set", remedy));
    }
    seen
}

/// How it stands with the table.
pub async fn table(store: &DynamoStore) -> Vec<Seen> {
    const WHAT: &str = "table";
    let remedy = "`handbill table create` makes it and switches on what is off";
    match table::faults(store.client(), store.table(), Recovery::PointInTime).await {
        Ok(faults) if faults.is_empty() => {
            vec![Seen::well(WHAT, format!("`{}` is there and as it should be", store.table()))]
        }
        Ok(faults) => faults.into_iter().map(|fault| Seen::wrong(WHAT, fault, remedy)).collect(),
        Err(error) => {
            let seen = format!("`{}` cannot be reached: {}", store.table(), crate::causes(&error));
            vec![Seen::wrong(WHAT, seen, format!("{remedy}; the region and the keys must be those of its account"))]
        }
    }
}

/// Whether mails that say they come from `from` are believed: SPF, DKIM and DMARC.
pub async fn sender(names: &dyn Names, from: &str, selector: Option<&str>) -> Vec<Seen> {
    let domain = domain_of(from);
    let mut seen = vec![
        record(
            names,
            "SPF",
            domain,
            "v=spf1",
            "publish the record that your mail provider names, so that its servers may send for you",
        )
        .await,
    ];
    seen.push(match selector {
        Some(selector) => {
            let name = format!("{selector}._domainkey.{domain}");
            record(names, "DKIM", &name, "p=", "publish the key that your mail provider names").await
        }
        None => Seen::look(
            "DKIM",
            "`HANDBILL_DKIM_SELECTOR` is not set",
            "set it to the selector of your provider to have the key looked at",
        ),
    });
    let name = format!("_dmarc.{domain}");
    seen.push(
        record(
            names,
            "DMARC",
            &name,
            "v=DMARC1",
            "publish at least `v=DMARC1; p=none; rua=mailto:…`: large providers refuse mails without it",
        )
        .await,
    );
    seen
}

async fn record(names: &dyn Names, what: &'static str, name: &str, begins: &str, remedy: &str) -> Seen {
    match names.texts(name).await {
        Err(why) => {
            Seen::look(what, format!("nobody could be asked about `{name}`: {why}"), "look again with a network")
        }
        Ok(texts) => {
            let fits: Vec<&String> = texts.iter().filter(|text| text.contains(begins)).collect();
            match fits[..] {
                [] => Seen::wrong(what, format!("`{name}` has no such record"), remedy),
                [_] => Seen::well(what, format!("`{name}` has one")),
                [..] => Seen::wrong(
                    what,
                    format!("`{name}` has {} of them", fits.len()),
                    "leave one: with more, none counts",
                ),
            }
        }
    }
}
