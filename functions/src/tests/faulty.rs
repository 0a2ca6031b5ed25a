//! Parts that fail on demand: a store, at one call or from one call on, before or after what it was asked took effect;
//! a post; and the connection to the database itself.

use std::fmt;
use std::future::Future;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorFuture};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use handbill_contract::FormId;
use jiff::Timestamp;

use crate::domain::{
    Consent, Decision, Entry, Gift, GiftId, Grant, Id, LimitCell, Mail, Payment, PaymentKey, Person, PersonKey,
    ProviderEvent, Tally, TokenHash,
};
use crate::mail::{Letter, MailError, Mailbox, Mailer};
use crate::store::local::Embedded;
use crate::store::{
    Confirmed, Count, Decided, Dossier, Due, Entered, Imported, Kept, Learned, Letters, NewEntry, Place, Postage,
    Recount, Settle, Store, StoreError, Traces,
};

/// How a store fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failing {
    /// It is busy, and did nothing.
    Busy,
    /// It cannot be reached, and did nothing.
    Down,
    /// It did what it was asked, and its answer was lost: to us it is as if the process had been killed there.
    Deaf,
}

/// When something fails: at call `at`, and at all that follow where `for_good`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fault<F> {
    pub(crate) at: usize,
    pub(crate) for_good: bool,
    pub(crate) failing: F,
}

/// Counts calls, and says which of them fail.
#[derive(Debug)]
pub(crate) struct Plan<F> {
    calls: AtomicUsize,
    fault: Mutex<Option<Fault<F>>>,
    seen: Mutex<Vec<String>>,
}

impl<F> Default for Plan<F> {
    fn default() -> Self {
        Self { calls: AtomicUsize::new(0), fault: Mutex::new(None), seen: Mutex::default() }
    }
}

impl<F: Copy> Plan<F> {
    /// From now on, calls are counted from nought, and fail as `fault` says.
    pub(crate) fn begin(&self, fault: Option<Fault<F>>) {
        *self.fault.lock().unwrap_or_else(PoisonError::into_inner) = fault;
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.calls.store(0, Ordering::SeqCst);
    }

    /// What was called since.
    pub(crate) fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn next(&self, call: &str) -> Option<F> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).push(call.to_owned());
        let n = self.calls.fetch_add(1, Ordering::SeqCst);
        let fault = *self.fault.lock().unwrap_or_else(PoisonError::into_inner);
        fault.filter(|fault| n == fault.at || (fault.for_good && n > fault.at)).map(|fault| fault.failing)
    }
}

/// A store that fails.
pub(crate) struct Faulty {
    pub(crate) inner: Arc<dyn Store>,
    pub(crate) plan: Arc<Plan<Failing>>,
}

impl Faulty {
    async fn call<T>(
        &self,
        doing: &'static str,
        inner: impl Future<Output = Result<T, StoreError>> + Send,
    ) -> Result<T, StoreError> {
        match self.plan.next(doing) {
            None => inner.await,
            Some(Failing::Busy) => Err(StoreError::Busy { doing, cause: "a cause for the log".into() }),
            Some(Failing::Down) => Err(StoreError::Down { doing, cause: "a cause for the log".into() }),
            Some(Failing::Deaf) => {
                inner.await?;
                Err(StoreError::Down { doing, cause: "a cause for the log".into() })
            }
        }
    }
}

#[async_trait]
impl Store for Faulty {
    async fn enter(&self, new: &NewEntry) -> Result<Entered, StoreError> {
        self.call("enter", self.inner.enter(new)).await
    }
    async fn remind(&self, new: &NewEntry) -> Result<Entered, StoreError> {
        self.call("remind", self.inner.remind(new)).await
    }
    async fn postage(&self, person: &PersonKey) -> Result<Postage, StoreError> {
        self.call("postage", self.inner.postage(person)).await
    }
    async fn grant(&self, token: &TokenHash) -> Result<Option<Grant>, StoreError> {
        self.call("grant", self.inner.grant(token)).await
    }
    async fn entry(&self, grant: &Grant) -> Result<Option<Entry>, StoreError> {
        self.call("entry", self.inner.entry(grant)).await
    }
    async fn confirm(&self, grant: &Grant, now: Timestamp) -> Result<Confirmed, StoreError> {
        self.call("confirm", self.inner.confirm(grant, now)).await
    }
    async fn count(&self, form: &FormId) -> Result<Count, StoreError> {
        self.call("count", self.inner.count(form)).await
    }
    async fn recount(&self, form: &FormId, now: Timestamp) -> Result<Recount, StoreError> {
        self.call("recount", self.inner.recount(form, now)).await
    }
    async fn entries(&self, form: &FormId, after: Option<String>) -> Result<(Vec<Entry>, Option<String>), StoreError> {
        self.call("entries", self.inner.entries(form, after)).await
    }
    async fn dossier(&self, person: &PersonKey) -> Result<Dossier, StoreError> {
        self.call("dossier", self.inner.dossier(person)).await
    }
    async fn withdraw(
        &self,
        person: &PersonKey,
        withdrawn: &[Consent],
        letters: Letters,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.call("withdraw", self.inner.withdraw(person, withdrawn, letters, now)).await
    }
    async fn is_suppressed(&self, person: &PersonKey) -> Result<bool, StoreError> {
        self.call("is_suppressed", self.inner.is_suppressed(person)).await
    }
    async fn erase(&self, person: &PersonKey, now: Timestamp) -> Result<(), StoreError> {
        self.call("erase", self.inner.erase(person, now)).await
    }
    async fn tally(&self, cell: &LimitCell) -> Result<Tally, StoreError> {
        self.call("tally", self.inner.tally(cell)).await
    }
    async fn post(&self, mail: &Mail) -> Result<(), StoreError> {
        self.call("post", self.inner.post(mail)).await
    }
    async fn due_mails(&self, now: Timestamp, max: usize) -> Result<Vec<Mail>, StoreError> {
        self.call("due_mails", self.inner.due_mails(now, max)).await
    }
    async fn claim(&self, mail: &Mail, until: Timestamp) -> Result<bool, StoreError> {
        self.call("claim", self.inner.claim(mail, until)).await
    }
    async fn sent(&self, mail: &Id) -> Result<(), StoreError> {
        self.call("sent", self.inner.sent(mail)).await
    }
    async fn give_up(&self, mail: &Id, failure: &str, now: Timestamp) -> Result<(), StoreError> {
        self.call("give_up", self.inner.give_up(mail, failure, now)).await
    }
    async fn post_once(&self, mark: &LimitCell, mails: &[Mail]) -> Result<bool, StoreError> {
        self.call("post_once", self.inner.post_once(mark, mails)).await
    }
    async fn promise(&self, gift: &Gift) -> Result<(), StoreError> {
        self.call("promise", self.inner.promise(gift)).await
    }
    async fn gift(&self, id: &GiftId) -> Result<Option<Gift>, StoreError> {
        self.call("gift", self.inner.gift(id)).await
    }
    async fn payments(&self, person: &PersonKey, since: Timestamp) -> Result<Vec<Payment>, StoreError> {
        self.call("payments", self.inner.payments(person, since)).await
    }
    async fn learn(&self, event: &ProviderEvent, settle: &Settle<'_>) -> Result<Learned, StoreError> {
        self.call("learn", self.inner.learn(event, settle)).await
    }
    async fn due_payments(&self, day: &str) -> Result<Vec<Due>, StoreError> {
        self.call("due_payments", self.inner.due_payments(day)).await
    }
    async fn payment(&self, key: &PaymentKey) -> Result<Option<Payment>, StoreError> {
        self.call("payment", self.inner.payment(key)).await
    }
    async fn payments_of_year(&self, year: i16) -> Result<Vec<Payment>, StoreError> {
        self.call("payments_of_year", self.inner.payments_of_year(year)).await
    }
    async fn decide(&self, key: &PaymentKey, decision: &Decision) -> Result<Decided, StoreError> {
        self.call("decide", self.inner.decide(key, decision)).await
    }
    async fn everything(&self, after: Option<Place>) -> Result<(Vec<Kept>, Option<Place>), StoreError> {
        self.call("everything", self.inner.everything(after)).await
    }
    async fn import(&self, person: &Person, consents: &[Consent]) -> Result<Imported, StoreError> {
        self.call("import", self.inner.import(person, consents)).await
    }
    async fn strike(&self, entry: &Entry, now: Timestamp) -> Result<bool, StoreError> {
        self.call("strike", self.inner.strike(entry, now)).await
    }
    async fn remove_traces(&self, person: &PersonKey, now: Timestamp) -> Result<Traces, StoreError> {
        self.call("remove_traces", self.inner.remove_traces(person, now)).await
    }
    async fn purge(&self, now: Timestamp, max: usize) -> Result<usize, StoreError> {
        self.call("purge", self.inner.purge(now, max)).await
    }
}

/// How the post fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Postal {
    /// It cannot be reached, or asks to try again.
    Later,
    /// It refuses for good.
    Never,
    /// It took the letter, and its answer was lost.
    Deaf,
}

/// A post that fails.
pub(crate) struct Postman {
    pub(crate) inner: Arc<Mailbox>,
    pub(crate) plan: Arc<Plan<Postal>>,
}

#[async_trait]
impl Mailer for Postman {
    async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        match self.plan.next("send") {
            None => self.inner.send(letter).await,
            Some(Postal::Later) => Err(MailError::Later("a cause for the log".into())),
            Some(Postal::Never) => Err(MailError::Never("a cause for the log".into())),
            Some(Postal::Deaf) => {
                self.inner.send(letter).await?;
                Err(MailError::Later("a cause for the log".into()))
            }
        }
    }
}

/// How the way to the database fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wire {
    /// Too many requests: nothing was done.
    Throttled,
    /// The server fails: nothing was done.
    Failing,
    /// The line is cut before the request is there.
    Cut,
    /// The line is cut after it was done.
    Lost,
    /// Another transaction holds the item; other requests go through.
    Collision,
}

/// A database that cannot be relied upon.
#[derive(Clone)]
pub(crate) struct Unruly {
    pub(crate) inner: Embedded,
    pub(crate) plan: Arc<Plan<Wire>>,
}

impl fmt::Debug for Unruly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Unruly")
    }
}

impl HttpConnector for Unruly {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let target = request.headers().get("x-amz-target").unwrap_or_default().to_owned();
        let writes_all_or_none = target.ends_with("TransactWriteItems");
        let fault = self.plan.next(target.rsplit('.').next().unwrap_or_default());
        let inner = self.inner.clone();
        HttpConnectorFuture::new(async move {
            let cut = || ConnectorError::io("the line is cut".into());
            match fault {
                None => inner.call(request).await,
                Some(Wire::Throttled) => Ok(refused(400, "ThrottlingException", "")),
                Some(Wire::Failing) => Ok(refused(500, "InternalServerError", "")),
                Some(Wire::Cut) => Err(cut()),
                Some(Wire::Lost) => inner.call(request).await.and(Err(cut())),
                Some(Wire::Collision) if writes_all_or_none => {
                    let reasons = r#","CancellationReasons":[{"Code":"TransactionConflict"},{"Code":"None"}]"#;
                    Ok(refused(400, "TransactionCanceledException", reasons))
                }
                Some(Wire::Collision) => inner.call(request).await,
            }
        })
    }
}

fn refused(status: u16, code: &str, more: &str) -> HttpResponse {
    let body = format!(r#"{{"__type":"com.amazonaws.dynamodb.v20120810#{code}","message":"no"{more}}}"#);
    let mut response = HttpResponse::new(status.try_into().expect("a status"), SdkBody::from(body));
    response.headers_mut().insert("content-type", "application/x-amz-json-1.0");
    response
}
