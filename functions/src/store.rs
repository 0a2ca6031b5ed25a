//! What a flow asks of a store, in its own words. [`dynamo`] keeps it, and alone knows AWS.
//!
//! Every write is one transaction, and each may be asked for twice: the second time changes nothing and says so.

pub mod dynamo;
pub(crate) mod item;
#[cfg(feature = "local")]
pub mod local;
pub mod table;

use async_trait::async_trait;
use handbill_contract::FormId;
use jiff::Timestamp;

use crate::domain::{
    Consent, Entry, Gift, GiftId, Grant, Id, LimitCell, Mail, Payment, Person, PersonKey, ProviderEvent, TokenHash,
};

pub use dynamo::DynamoStore;

/// Any error, boxed.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Why a store did not do what it was asked. For the log alone.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Too much at once: throttled, or transactions that kept colliding.
    #[error("the store is busy while it should {doing}")]
    Busy {
        /// What it was asked.
        doing: &'static str,
        /// What it said.
        #[source]
        cause: BoxError,
    },
    /// It cannot be reached, took too long, or refused.
    #[error("the store failed to {doing}")]
    Down {
        /// What it was asked.
        doing: &'static str,
        /// What it said.
        #[source]
        cause: BoxError,
    },
    /// A record is not what we write.
    #[error("a record cannot be read: {0}")]
    Record(String),
}

/// A new entry with all that is written together with it.
#[derive(Debug, Clone)]
pub struct NewEntry {
    /// Pending.
    pub entry: Entry,
    /// Appended.
    pub consents: Vec<Consent>,
    /// By which it is confirmed.
    pub grant: Grant,
    /// The mail that holds the token; none where the address has had enough of them.
    pub mail: Option<Mail>,
}

/// What became of a new entry.
#[derive(Debug, Clone, PartialEq)]
pub enum Entered {
    /// Written.
    New,
    /// The same person, form and slot has an entry already: this one. Nothing was written.
    Known(Box<Entry>),
}

/// What became of a confirmation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmed {
    /// Counted now.
    Now,
    /// Counted before.
    Already,
    /// The entry is no longer there.
    Gone,
}

/// Confirmed entries of one form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// How many.
    pub confirmed: u64,
    /// When the last one was.
    pub updated: Option<Timestamp>,
}

/// What a recount found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recount {
    /// What the counters said.
    pub counted: u64,
    /// How many confirmed entries there are.
    pub found: u64,
}

/// How often an address was written to in order to be confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Postage {
    /// In all.
    pub letters: u32,
    /// When last.
    pub last: Option<Timestamp>,
}

/// All that is kept about one person.
#[derive(Debug, Clone, Default)]
pub struct Dossier {
    /// Once they have confirmed anything.
    pub person: Option<Person>,
    /// Confirmed or not.
    pub entries: Vec<Entry>,
    /// In their order.
    pub consents: Vec<Consent>,
    /// When they left or were erased, if they were.
    pub suppressed: Option<Timestamp>,
}

/// What an event of the payment provider changed.
#[derive(Debug, Clone, PartialEq)]
pub enum Learned {
    /// The payment before, and as it is now.
    Changed(Option<Box<Payment>>, Box<Payment>),
    /// The event was known.
    Repeated,
}

/// A payment that is to be decided on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Which gift.
    pub gift: GiftId,
    /// The last day, `2015-11-06`.
    pub deadline: String,
}

/// What a flow asks of a store.
#[async_trait]
pub trait Store: Send + Sync {
    // Entries.

    /// Writes a new entry, its consents, its token and its mail, all or nothing, unless the entry is there.
    async fn enter(&self, new: &NewEntry) -> Result<Entered, StoreError>;
    /// Writes a further token and mail for an entry that is still pending.
    async fn remind(&self, grant: &Grant, mail: &Mail) -> Result<(), StoreError>;
    /// How often `person` was written to in order to be confirmed.
    async fn postage(&self, person: &PersonKey) -> Result<Postage, StoreError>;
    /// What a token grants; `None` where there is none. Whether it still holds is the caller's to ask.
    async fn grant(&self, token: &TokenHash) -> Result<Option<Grant>, StoreError>;
    /// The entry that a token is for.
    async fn entry(&self, grant: &Grant) -> Result<Option<Entry>, StoreError>;
    /// Confirms: entry, counter, person and consents, all or nothing; a new consent ends a suppression.
    async fn confirm(&self, grant: &Grant, now: Timestamp) -> Result<Confirmed, StoreError>;
    /// How many confirmed entries `form` has.
    async fn count(&self, form: &FormId) -> Result<Count, StoreError>;
    /// Counts the confirmed entries of `form` and sets its counters right.
    async fn recount(&self, form: &FormId, now: Timestamp) -> Result<Recount, StoreError>;
    /// A page of the entries of `form`, confirmed ones only, from behind `after`, and where the next page begins.
    async fn entries(&self, form: &FormId, after: Option<String>) -> Result<(Vec<Entry>, Option<String>), StoreError>;

    // People.

    /// All that is kept about `person`.
    async fn dossier(&self, person: &PersonKey) -> Result<Dossier, StoreError>;
    /// Appends `withdrawn` records and keeps `person` from being written to.
    async fn withdraw(&self, person: &PersonKey, withdrawn: &[Consent], now: Timestamp) -> Result<(), StoreError>;
    /// Whether `person` has left.
    async fn is_suppressed(&self, person: &PersonKey) -> Result<bool, StoreError>;
    /// Forgets `person` but for gifts and the suppression; their confirmed entries leave the counters.
    async fn erase(&self, person: &PersonKey, now: Timestamp) -> Result<(), StoreError>;

    // Limits.

    /// Counts one more in `cell`, and says how many there are.
    async fn tally(&self, cell: &LimitCell) -> Result<u32, StoreError>;

    // The outbox.

    /// Writes a mail that belongs to nothing else.
    async fn post(&self, mail: &Mail) -> Result<(), StoreError>;
    /// At most `max` mails that are due at `now`, the oldest first.
    async fn due_mails(&self, now: Timestamp, max: usize) -> Result<Vec<Mail>, StoreError>;
    /// Takes a mail for one more try until `until`; `false` when another has taken it or it was sent.
    async fn claim(&self, mail: &Mail, until: Timestamp) -> Result<bool, StoreError>;
    /// Removes a mail that was sent or given up.
    async fn sent(&self, mail: &Id) -> Result<(), StoreError>;

    // Gifts.

    /// Writes a gift before its checkout is opened.
    async fn promise(&self, gift: &Gift) -> Result<(), StoreError>;
    /// The gift `id`.
    async fn gift(&self, id: &GiftId) -> Result<Option<Gift>, StoreError>;
    /// Payments of `person` that were received since `since`.
    async fn payments(&self, person: &PersonKey, since: Timestamp) -> Result<Vec<Payment>, StoreError>;
    /// Joins what `event` says to its payment, and notes the event, all or nothing. `settle` completes the new record
    /// (whose, tier, deadline) and says which mails are written with it; it may be called again when two events collide.
    async fn learn(&self, event: &ProviderEvent, settle: &Settle<'_>) -> Result<Learned, StoreError>;
    /// Payments that are to be decided on by `day` (`2015-11-06`), the most pressing first.
    async fn due_payments(&self, day: &str) -> Result<Vec<Due>, StoreError>;

    // Housekeeping.

    /// Removes at most `max` records that have expired, where the database does not do so itself; how many it were.
    async fn purge(&self, now: Timestamp, max: usize) -> Result<usize, StoreError>;
}

/// Completes a payment whose facts have changed; see [`Store::learn`].
pub type Settle<'a> = dyn Fn(Payment) -> (Payment, Vec<Mail>) + Send + Sync + 'a;
