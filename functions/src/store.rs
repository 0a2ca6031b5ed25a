//! What a flow asks of a store, in its own words. [`dynamo`] keeps it, and alone knows AWS.
//!
//! Every write is one transaction, and each may be asked for twice: the second time changes nothing and says so.

pub mod dynamo;
pub(crate) mod item;
mod kept;
#[cfg(feature = "local")]
pub mod local;
pub mod table;

use async_trait::async_trait;
use handbill_contract::FormId;
use jiff::Timestamp;

use crate::domain::{
    Consent, Decision, Entry, Gift, GiftId, Grant, Id, LimitCell, Mail, Payment, PaymentKey, Person, PersonKey, Plan,
    ProviderEvent, Tally, TokenHash,
};

pub use dynamo::DynamoStore;
pub use kept::{Imported, Kept, Place, Traces};

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
    /// Another mail to the same person was written meanwhile, or the entry changed: it is to be asked again, with a
    /// fresh look. Nothing was written.
    Crowded,
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

/// Whether somebody who takes back consents goes on to get letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letters {
    /// No more of them.
    Stopped,
    /// Nothing changes: only other consents are taken back.
    AsBefore,
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

/// What came of an event of the payment provider.
#[derive(Debug, Clone, PartialEq)]
pub enum Learned {
    /// It was joined to what is known, and these mails were written with it.
    Changed(Vec<Mail>),
    /// It is noted, but belongs to no gift of ours, or to one that is not known yet.
    Stranger,
    /// It was known.
    Repeated,
}

/// A change that an event brings, for whoever writes the mails about it.
#[derive(Debug, Clone, Copy)]
pub enum Change<'a> {
    /// Of a payment.
    Payment {
        /// What was promised.
        gift: &'a Gift,
        /// As it was known before.
        before: Option<&'a Payment>,
        /// As it is known now.
        now: &'a Payment,
    },
    /// Of a monthly gift as a whole.
    Plan {
        /// What was promised.
        gift: &'a Gift,
        /// As it was known before.
        before: Option<&'a Plan>,
        /// As it is known now.
        now: &'a Plan,
    },
}

/// What became of a treasurer's decision.
#[derive(Debug, Clone, PartialEq)]
pub enum Decided {
    /// It is written; the payment as it is now.
    Now(Box<Payment>),
    /// Another decision stands already; the payment as it is.
    Already(Box<Payment>),
    /// There is no such payment, or nothing to decide about it.
    Nothing,
}

/// A payment that is to be decided on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Which gift.
    pub gift: GiftId,
    /// The last day, `2015-11-06`.
    pub deadline: String,
    /// Which payment of it.
    pub payment: PaymentKey,
}

/// What a flow asks of a store.
#[async_trait]
pub trait Store: Send + Sync {
    // Entries.

    /// Writes a new entry, its consents, its token and its mail, all or nothing, unless the entry is there.
    async fn enter(&self, new: &NewEntry) -> Result<Entered, StoreError>;
    /// Writes what came with another post of an entry that is there: its consents and, where there is a mail, the mail
    /// and its token. Never [`Entered::Known`].
    async fn remind(&self, new: &NewEntry) -> Result<Entered, StoreError>;
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
    /// Appends `withdrawn` records, and keeps `person` from being written to where `letters` says so.
    async fn withdraw(
        &self,
        person: &PersonKey,
        withdrawn: &[Consent],
        letters: Letters,
        now: Timestamp,
    ) -> Result<(), StoreError>;
    /// Whether `person` has left.
    async fn is_suppressed(&self, person: &PersonKey) -> Result<bool, StoreError>;
    /// Forgets `person` but for gifts and the suppression; their confirmed entries leave the counters.
    async fn erase(&self, person: &PersonKey, now: Timestamp) -> Result<(), StoreError>;

    // Limits.

    /// Counts one more in `cell`, and says how many there are.
    async fn tally(&self, cell: &LimitCell) -> Result<Tally, StoreError>;

    // The outbox.

    /// Writes a mail that belongs to nothing else.
    async fn post(&self, mail: &Mail) -> Result<(), StoreError>;
    /// At most `max` mails that are due at `now`, the oldest first.
    async fn due_mails(&self, now: Timestamp, max: usize) -> Result<Vec<Mail>, StoreError>;
    /// Takes a mail for one more try until `until`; `false` when another has taken it or it was sent.
    async fn claim(&self, mail: &Mail, until: Timestamp) -> Result<bool, StoreError>;
    /// Removes a mail that was sent.
    async fn sent(&self, mail: &Id) -> Result<(), StoreError>;
    /// Keeps a mail that nobody will try to send again, with its `failure`, which names no address, for 30 days.
    async fn give_up(&self, mail: &Id, failure: &str, now: Timestamp) -> Result<(), StoreError>;
    /// Writes mails that belong to nothing else, once: `false`, and nothing is written, where `mark` was made before.
    async fn post_once(&self, mark: &LimitCell, mails: &[Mail]) -> Result<bool, StoreError>;

    // Gifts.

    /// Writes a gift before its checkout is opened.
    async fn promise(&self, gift: &Gift) -> Result<(), StoreError>;
    /// The gift `id`.
    async fn gift(&self, id: &GiftId) -> Result<Option<Gift>, StoreError>;
    /// Payments of `person` that were received since `since`, all that was written before included.
    async fn payments(&self, person: &PersonKey, since: Timestamp) -> Result<Vec<Payment>, StoreError>;
    /// Joins what `event` says to its payment or plan, judges the payment and those of the same giver anew, and notes
    /// the event, all or nothing. `write` says which mails are written with it; it is called again when events collide.
    async fn learn(&self, event: &ProviderEvent, write: &Settle<'_>) -> Result<Learned, StoreError>;
    /// Payments that are to be decided on by `day` (`2015-11-06`), the most pressing first; those whose day has passed
    /// are among them until somebody decides.
    async fn due_payments(&self, day: &str) -> Result<Vec<Due>, StoreError>;
    /// The payment `key`, by any of its names.
    async fn payment(&self, key: &PaymentKey) -> Result<Option<Payment>, StoreError>;
    /// Payments that were received in a calendar year of the United Kingdom, the oldest first.
    async fn payments_of_year(&self, year: i16) -> Result<Vec<Payment>, StoreError>;
    /// Writes what a treasurer decided, once.
    async fn decide(&self, key: &PaymentKey, decision: &Decision) -> Result<Decided, StoreError>;

    // For organisers.

    /// A page of all records from behind `after`, and where the next page begins. What belongs to one person stands
    /// together, their consents first, then their entries, then they themselves.
    async fn everything(&self, after: Option<Place>) -> Result<(Vec<Kept>, Option<Place>), StoreError>;
    /// Writes a person of an earlier list and those of `consents` that do not stand already, unless they left.
    async fn import(&self, person: &Person, consents: &[Consent]) -> Result<Imported, StoreError>;
    /// Removes one entry, and takes it from its counter where it was counted; `false` when it has changed meanwhile.
    async fn strike(&self, entry: &Entry, now: Timestamp) -> Result<bool, StoreError>;
    /// Removes what else names an erased `person`: tokens, limits, promises of gifts that no money followed.
    async fn remove_traces(&self, person: &PersonKey, now: Timestamp) -> Result<Traces, StoreError>;

    // Housekeeping.

    /// Removes at most `max` records that have expired, where the database does not do so itself; how many it were.
    async fn purge(&self, now: Timestamp, max: usize) -> Result<usize, StoreError>;
}

/// Writes the mails about a change; see [`Store::learn`].
pub type Settle<'a> = dyn Fn(&Change<'_>) -> Vec<Mail> + Send + Sync + 'a;
