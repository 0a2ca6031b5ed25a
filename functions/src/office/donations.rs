//! The dates of the law on donations: what is to be checked, what is to be reported, what the treasurer decided.
//! Nothing here is legal advice.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};

use super::rows::amount;
use super::{Office, OfficeError};
use crate::domain::gift::judge;
use crate::domain::{Decision, Gift, Payment, PaymentKey, Permissibility, PersonKey, Tier, Verdict};
use crate::store::Decided;

/// Three months of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quarter {
    year: i16,
    /// 1 to 4.
    number: i8,
}

impl Quarter {
    /// Reads `2026-Q3`.
    pub fn parse(typed: &str) -> Option<Self> {
        let (year, number) = typed.split_once("-Q").or_else(|| typed.split_once("-q"))?;
        let (year, number) = (year.parse().ok()?, number.parse().ok()?);
        ((1..=4).contains(&number) && (2000..=9998).contains(&year)).then_some(Self { year, number })
    }

    /// The quarter of a day.
    pub fn of(day: Date) -> Self {
        Self { year: day.year(), number: (day.month() - 1) / 3 + 1 }
    }

    /// The last one that is over on a day.
    pub fn before(day: Date) -> Self {
        let Self { year, number } = Self::of(day);
        if number == 1 { Self { year: year - 1, number: 4 } } else { Self { year, number: number - 1 } }
    }

    /// Its first day, and the first of the next.
    fn days(self) -> (Date, Date) {
        let first = date(self.year, (self.number - 1) * 3 + 1, 1);
        let next = if self.number == 4 { date(self.year + 1, 1, 1) } else { date(self.year, self.number * 3 + 1, 1) };
        (first, next)
    }

    fn holds(self, day: Date) -> bool {
        let (first, next) = self.days();
        first <= day && day < next
    }
}

impl std::fmt::Display for Quarter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-Q{}", self.year, self.number)
    }
}

/// Why something is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The year's donations of this donor come to more than the law's figure.
    Large,
    /// It was returned, as impermissible or unidentifiable.
    Returned,
}

/// A donation that is to be reported.
#[derive(Debug, Clone)]
pub struct Reported {
    /// What was promised and declared.
    pub gift: Gift,
    /// What came.
    pub payment: Payment,
    /// Why.
    pub why: Why,
    /// When it was received.
    pub received: Date,
    /// When it was accepted or returned.
    pub decided: Date,
    /// The last day on which it may be reported.
    pub due: Date,
    /// What the donor gave in the calendar year, in pence, donations alone.
    pub year_pence: u64,
}

/// Something that has a date.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dated {
    /// The last day.
    pub by: Date,
    /// `check`, `report`
    pub what: &'static str,
    /// Which payment.
    pub payment: String,
    /// How much, `600.00`.
    pub amount: String,
}

impl Office {
    /// Donations that were accepted or returned in `quarter` and are to be reported: those of donors whose calendar year
    /// comes to more than the law's figure, and all that were returned.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn report(&self, quarter: Quarter) -> Result<Vec<Reported>, OfficeError> {
        // What is received in December may be accepted in January.
        let mut reported = Vec::new();
        for year in [quarter.year - 1, quarter.year] {
            reported.extend(self.report_of_year(year).await?);
        }
        reported.retain(|one| quarter.holds(one.decided));
        reported.sort_by(|a, b| (a.decided, &a.payment.payment).cmp(&(b.decided, &b.payment.payment)));
        Ok(reported)
    }

    async fn report_of_year(&self, year: i16) -> Result<Vec<Reported>, OfficeError> {
        let payments = self.store.payments_of_year(year).await?;
        let is_donation = |payment: &&Payment| matches!(payment.tier, Some(Tier::Checked | Tier::Reportable));
        let mut by_donor: BTreeMap<PersonKey, Vec<&Payment>> = BTreeMap::new();
        for payment in payments.iter().filter(is_donation) {
            if let Some(person) = &payment.person {
                by_donor.entry(person.clone()).or_default().push(payment);
            }
        }
        let mut reported = Vec::new();
        for donations in by_donor.into_values() {
            let is_large = donations.iter().any(|payment| payment.tier == Some(Tier::Reportable));
            let kept = donations.iter().filter(|payment| payment.counts());
            let year_pence = kept.filter_map(|payment| payment.facts.amount_pence).sum();
            for payment in donations {
                let Some((verdict, decided)) = self.decided(payment) else { continue };
                let why = match verdict {
                    Verdict::Returned => Why::Returned,
                    Verdict::Accepted if is_large => Why::Large,
                    Verdict::Accepted => continue,
                };
                let (Some(id), Some(received)) = (&payment.facts.gift, payment.facts.received) else { continue };
                let Some(gift) = self.store.gift(id).await? else { continue };
                reported.push(Reported {
                    gift,
                    payment: payment.clone(),
                    why,
                    received: judge::day(received),
                    decided,
                    due: judge::report_due(decided),
                    year_pence,
                });
            }
        }
        Ok(reported)
    }

    /// What was decided of a donation and on which day: by the treasurer, or by the end of the 30 days.
    fn decided(&self, payment: &Payment) -> Option<(Verdict, Date)> {
        if let Some(decision) = &payment.decision {
            return Some((decision.verdict, judge::day(decision.at)));
        }
        let today = judge::day(self.now);
        let lapsed = judge::standing(payment, today) == Some(Permissibility::Accepted);
        let deadline: Date = payment.deadline.as_deref()?.parse().ok()?;
        lapsed.then_some((Verdict::Accepted, deadline))
    }

    /// What must be checked, and what must be reported, by date.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn due(&self) -> Result<Vec<Dated>, OfficeError> {
        let today = judge::day(self.now);
        let mut dated = Vec::new();
        for due in self.store.due_payments("9999-12-31").await? {
            let payment = self.store.payment(&due.payment).await?;
            let pence = payment.and_then(|payment| payment.facts.amount_pence).unwrap_or_default();
            if let Ok(by) = due.deadline.parse() {
                dated.push(Dated { by, what: "check", payment: due.payment.0, amount: amount(pence) });
            }
        }
        for year in [today.year() - 1, today.year()] {
            let open = self.report_of_year(year).await?.into_iter().filter(|one| one.due >= today);
            dated.extend(open.map(|one| Dated {
                by: one.due,
                what: "report",
                amount: amount(one.payment.facts.amount_pence.unwrap_or_default()),
                payment: one.payment.payment.0,
            }));
        }
        dated.sort();
        Ok(dated)
    }

    /// Writes down what the treasurer decided about the payment `typed`.
    ///
    /// # Errors
    /// When something is left empty, there is no such payment or nothing to decide about it, another decision stands, or
    /// the store does not answer.
    pub async fn decide(&self, typed: &str, decision: Decision) -> Result<Payment, OfficeError> {
        for (name, text) in [("by", &decision.by), ("how", &decision.how), ("evidence", &decision.evidence)] {
            if text.trim().is_empty() {
                return Err(OfficeError::Refused(format!(
                    "`--{name}` says nothing: it is kept for six years as proof"
                )));
            }
        }
        match self.store.decide(&PaymentKey(typed.to_owned()), &decision).await? {
            Decided::Now(payment) => Ok(*payment),
            Decided::Already(payment) => {
                let before = payment.decision.as_ref();
                if before
                    .is_some_and(|before| before.verdict == decision.verdict && before.evidence == decision.evidence)
                {
                    return Ok(*payment);
                }
                let who = before.map_or_else(String::new, |before| {
                    format!(": {} by {} on {}", word(before.verdict), before.by, judge::day(before.at))
                });
                Err(OfficeError::Refused(format!("another decision about `{typed}` stands already{who}")))
            }
            Decided::Nothing => Err(OfficeError::Refused(format!(
                "there is nothing to decide about `{typed}`: `handbill donations due` lists what there is"
            ))),
        }
    }
}

/// A verdict in a word.
pub fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Accepted => "accepted",
        Verdict::Returned => "returned",
    }
}
