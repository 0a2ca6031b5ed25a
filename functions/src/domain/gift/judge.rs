//! What the law makes of a gift (PPERA, Part IV and Schedule 7): its tier by this amount and by what was given before,
//! and the days by which it must be decided on and reported. Days are those of the United Kingdom.
//! Nothing here is legal advice.

use handbill_contract::donation::{Day, Thresholds};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use super::{Payment, Permissibility, Tier};

/// How far back small gifts are added up, in days.
pub const LOOK_BACK_DAYS: i64 = 365;

/// Years for which all that has to do with a gift is kept.
const KEPT_YEARS: i64 = 6;

/// Money that came from one donor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Received {
    /// When.
    pub at: Timestamp,
    /// How much.
    pub pence: u64,
}

/// The day on which `moment` falls in the United Kingdom.
pub fn day(moment: Timestamp) -> Date {
    let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    moment.to_zoned(zone).date()
}

/// The figures that hold at `moment`.
pub fn thresholds(moment: Timestamp) -> &'static Thresholds {
    let day = day(moment);
    Thresholds::on(Day::new(day.year(), day.month(), day.day()))
}

/// The tier of `pence`, given at `at` by someone from whom `earlier` came before.
///
/// Each earlier item is measured by the figures of its own day.
pub fn tier(pence: u64, at: Timestamp, earlier: &[Received]) -> Tier {
    let law = thresholds(at);
    let sum =
        |items: &mut dyn Iterator<Item = &Received>| items.fold(pence, |sum, item| sum.saturating_add(item.pence));
    if pence <= law.no_donation_up_to_pence {
        let since = added(day(at), -LOOK_BACK_DAYS);
        let of_year = sum(&mut earlier.iter().filter(|item| day(item.at) > since));
        return if of_year > law.no_donation_up_to_pence { Tier::SmallFlagged } else { Tier::Small };
    }
    let is_donation = |item: &&Received| {
        item.pence > thresholds(item.at).no_donation_up_to_pence && day(item.at).year() == day(at).year()
    };
    let of_calendar_year = sum(&mut earlier.iter().filter(is_donation));
    if of_calendar_year > law.reportable_above_pence { Tier::Reportable } else { Tier::Checked }
}

/// The tier of one payment among all `others` of its giver: those that came before it and have stayed.
/// `None` while its money has not come.
pub fn tier_of(payment: &Payment, others: &[Payment]) -> Option<Tier> {
    let (at, pence) = (payment.facts.received?, payment.facts.amount_pence?);
    let came_before = |other: &&Payment| {
        other.counts()
            && other.payment != payment.payment
            && other.facts.received.is_some_and(|theirs| (theirs, &other.payment) < (at, &payment.payment))
    };
    Some(tier(pence, at, &received(others.iter().filter(came_before))))
}

/// `payment` with all that follows from its facts: its tier among `others` of its giver, whether it is to be checked,
/// and by when.
pub fn settled(mut payment: Payment, others: &[Payment]) -> Payment {
    payment.tier = tier_of(&payment, others);
    let is_donation = matches!(payment.tier, Some(Tier::Checked | Tier::Reportable));
    if let (true, Some(received)) = (is_donation, payment.facts.received) {
        payment.permissibility_status.get_or_insert(Permissibility::ReceivedUnchecked);
        payment.deadline = Some(deadline(received).to_string());
    }
    payment
}

/// Those of `others` whose tier is another one now that `payment` is as it is, with their new tier.
pub fn rejudged(others: &[Payment], payment: &Payment) -> Vec<Payment> {
    let mut all: Vec<Payment> = others.iter().filter(|other| other.payment != payment.payment).cloned().collect();
    all.push(payment.clone());
    let again = others.iter().map(|other| Payment { tier: tier_of(other, &all), ..other.clone() });
    again.zip(others).filter(|(now, before)| now.tier != before.tier).map(|(now, _)| now).collect()
}

/// The money of `payments` that came and stayed.
pub fn received<'a>(payments: impl IntoIterator<Item = &'a Payment>) -> Vec<Received> {
    let kept = payments.into_iter().filter(|payment| payment.counts());
    kept.filter_map(|payment| Some(Received { at: payment.facts.received?, pence: payment.facts.amount_pence? }))
        .collect()
}

/// The last day on which what was received at `received` may be returned: the day of receipt is the first of 30.
pub fn deadline(received: Timestamp) -> Date {
    added(day(received), i64::from(thresholds(received).check_days) - 1)
}

/// The last day on which what was accepted on `accepted` may be reported: that day is the first of 30.
pub fn report_due(accepted: Date) -> Date {
    let law = Thresholds::on(Day::new(accepted.year(), accepted.month(), accepted.day()));
    added(accepted, i64::from(law.report_days) - 1)
}

/// How the check of `payment` stands on `today`: what was not returned by its deadline counts as accepted.
pub fn standing(payment: &Payment, today: Date) -> Option<Permissibility> {
    let status = payment.permissibility_status?;
    let has_lapsed = payment.deadline.as_deref().is_some_and(|deadline| *deadline < *today.to_string());
    if status == Permissibility::ReceivedUnchecked && has_lapsed {
        Some(Permissibility::Accepted)
    } else {
        Some(status)
    }
}

/// Until when records of what happened at `moment` are kept, in seconds of Unix time: six years, and a day for the
/// zones of the world.
pub fn kept_until_s(moment: Timestamp) -> i64 {
    let day = day(moment);
    let until = day.checked_add(Span::new().years(KEPT_YEARS)).unwrap_or(Date::MAX);
    let until = added(until, 2);
    until.to_zoned(TimeZone::UTC).map_or(i64::MAX, |until| until.timestamp().as_second())
}

fn added(day: Date, days: i64) -> Date {
    let edge = if days < 0 { Date::MIN } else { Date::MAX };
    day.checked_add(Span::new().try_days(days).unwrap_or_default()).unwrap_or(edge)
}

#[cfg(test)]
mod tests;
