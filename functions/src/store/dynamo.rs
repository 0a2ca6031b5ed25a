//! The store on DynamoDB. The client is made at the first request that needs it, so that a function starts at once.

mod counts;
mod entries;
mod gifts;
mod house;
mod learn;
mod limits;
mod office;
mod outbox;
mod people;
mod write;

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use async_trait::async_trait;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};
use aws_smithy_http_client::tls;
use handbill_contract::FormId;
use jiff::Timestamp;

use super::{
    Confirmed, Count, Decided, Dossier, Due, Entered, Imported, Kept, Learned, Letters, NewEntry, Place, Postage,
    Recount, Settle, Store, StoreError, Traces,
};
use crate::clock::{Chance, MachineChance};
use crate::domain::{
    Consent, Decision, Entry, Gift, GiftId, Grant, Id, LimitCell, Mail, Payment, PaymentKey, Person, PersonKey,
    ProviderEvent, Tally, TokenHash,
};
use crate::settings::Database;

type Maker = Box<dyn FnOnce() -> Client + Send>;

/// A table of DynamoDB, or of what speaks its language.
pub struct DynamoStore {
    client: LazyLock<Client, Maker>,
    table: String,
    chance: Arc<dyn Chance>,
}

impl DynamoStore {
    /// The table of `settings`; nothing is connected yet.
    pub fn new(settings: Database) -> Self {
        let table = settings.table.clone();
        let client: Maker = Box::new(move || Client::from_conf(config(settings)));
        Self { client: LazyLock::new(client), table, chance: Arc::new(MachineChance) }
    }

    /// The table `table` of a client that is there.
    pub fn with_client(client: Client, table: &str) -> Self {
        let maker: Maker = Box::new(move || client);
        Self { client: LazyLock::new(maker), table: table.to_owned(), chance: Arc::new(MachineChance) }
    }

    /// The same, with waits between tries by `chance`.
    #[must_use]
    pub fn with_chance(self, chance: Arc<dyn Chance>) -> Self {
        Self { chance, ..self }
    }

    /// The client, for `handbill table create`.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The name of the table.
    pub fn table(&self) -> &str {
        &self.table
    }
}

/// A connection is given a second, a call two, and a request with its retries four: a function has ten.
fn config(settings: Database) -> aws_sdk_dynamodb::Config {
    let Database { region, access_key_id, secret_access_key, session_token, endpoint, .. } = settings;
    let credentials = Credentials::new(
        access_key_id,
        secret_access_key.reveal(),
        session_token.map(|token| token.reveal().to_owned()),
        None,
        "settings",
    );
    let https = aws_smithy_http_client::Builder::new()
        .tls_provider(tls::Provider::Rustls(tls::rustls_provider::CryptoMode::Ring))
        .build_https();
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(1))
        .operation_attempt_timeout(Duration::from_secs(2))
        .operation_timeout(Duration::from_secs(4))
        .build();
    let mut config = aws_sdk_dynamodb::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(region))
        .credentials_provider(credentials)
        .retry_config(RetryConfig::standard().with_max_attempts(3))
        .timeout_config(timeouts)
        .http_client(https);
    if let Some(endpoint) = endpoint {
        config = config.endpoint_url(endpoint);
    }
    config.build()
}

#[async_trait]
impl Store for DynamoStore {
    async fn enter(&self, new: &NewEntry) -> Result<Entered, StoreError> {
        self.put_entry(new).await
    }

    async fn remind(&self, new: &NewEntry) -> Result<Entered, StoreError> {
        self.put_reminder(new).await
    }

    async fn postage(&self, person: &PersonKey) -> Result<Postage, StoreError> {
        self.read_postage(person).await
    }

    async fn grant(&self, token: &TokenHash) -> Result<Option<Grant>, StoreError> {
        self.read_grant(token).await
    }

    async fn entry(&self, grant: &Grant) -> Result<Option<Entry>, StoreError> {
        self.read_entry(grant).await
    }

    async fn confirm(&self, grant: &Grant, now: Timestamp) -> Result<Confirmed, StoreError> {
        self.confirm_entry(grant, now).await
    }

    async fn count(&self, form: &FormId) -> Result<Count, StoreError> {
        self.read_count(form).await
    }

    async fn recount(&self, form: &FormId, now: Timestamp) -> Result<Recount, StoreError> {
        self.count_again(form, now).await
    }

    async fn entries(&self, form: &FormId, after: Option<String>) -> Result<(Vec<Entry>, Option<String>), StoreError> {
        self.page_of_entries(form, after).await
    }

    async fn dossier(&self, person: &PersonKey) -> Result<Dossier, StoreError> {
        self.read_dossier(person).await
    }

    async fn withdraw(
        &self,
        person: &PersonKey,
        withdrawn: &[Consent],
        letters: Letters,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.put_withdrawal(person, withdrawn, letters, now).await
    }

    async fn is_suppressed(&self, person: &PersonKey) -> Result<bool, StoreError> {
        self.read_suppression(person).await
    }

    async fn erase(&self, person: &PersonKey, now: Timestamp) -> Result<(), StoreError> {
        self.erase_person(person, now).await
    }

    async fn tally(&self, cell: &LimitCell) -> Result<Tally, StoreError> {
        self.count_up(cell).await
    }

    async fn post(&self, mail: &Mail) -> Result<(), StoreError> {
        self.put_mail(mail).await
    }

    async fn due_mails(&self, now: Timestamp, max: usize) -> Result<Vec<Mail>, StoreError> {
        self.read_due_mails(now, max).await
    }

    async fn claim(&self, mail: &Mail, until: Timestamp) -> Result<bool, StoreError> {
        self.claim_mail(mail, until).await
    }

    async fn sent(&self, mail: &Id) -> Result<(), StoreError> {
        self.remove_mail(mail).await
    }

    async fn give_up(&self, mail: &Id, failure: &str, now: Timestamp) -> Result<(), StoreError> {
        self.set_mail_aside(mail, failure, now).await
    }

    async fn post_once(&self, mark: &LimitCell, mails: &[Mail]) -> Result<bool, StoreError> {
        self.put_mails_once(mark, mails).await
    }

    async fn promise(&self, gift: &Gift) -> Result<(), StoreError> {
        self.put_gift(gift).await
    }

    async fn gift(&self, id: &GiftId) -> Result<Option<Gift>, StoreError> {
        self.read_gift(id).await
    }

    async fn payments(&self, person: &PersonKey, since: Timestamp) -> Result<Vec<Payment>, StoreError> {
        self.read_payments(person, since).await
    }

    async fn learn(&self, event: &ProviderEvent, write: &Settle<'_>) -> Result<Learned, StoreError> {
        self.join_event(event, write).await
    }

    async fn due_payments(&self, day: &str) -> Result<Vec<Due>, StoreError> {
        self.read_due_payments(day).await
    }

    async fn payment(&self, key: &PaymentKey) -> Result<Option<Payment>, StoreError> {
        self.read_payment(key).await
    }

    async fn payments_of_year(&self, year: i16) -> Result<Vec<Payment>, StoreError> {
        self.read_payments_of_year(year).await
    }

    async fn decide(&self, key: &PaymentKey, decision: &Decision) -> Result<Decided, StoreError> {
        self.put_decision(key, decision).await
    }

    async fn everything(&self, after: Option<Place>) -> Result<(Vec<Kept>, Option<Place>), StoreError> {
        self.page_of_everything(after).await
    }

    async fn import(&self, person: &Person, consents: &[Consent]) -> Result<Imported, StoreError> {
        self.put_import(person, consents).await
    }

    async fn strike(&self, entry: &Entry, now: Timestamp) -> Result<bool, StoreError> {
        self.strike_entry(entry, now).await
    }

    async fn remove_traces(&self, person: &PersonKey, now: Timestamp) -> Result<Traces, StoreError> {
        self.remove_traces_of(person, now).await
    }

    async fn purge(&self, now: Timestamp, max: usize) -> Result<usize, StoreError> {
        self.remove_expired(now, max).await
    }
}
