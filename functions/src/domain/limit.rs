//! Cells in which posts and mails are counted, for a shorter and a longer window of time at once.

use std::net::IpAddr;

use handbill_contract::FormId;
use jiff::Timestamp;

use super::keys::Keys;
use super::person::PersonKey;

/// A window of time, and up to how many are let through in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// In seconds.
    pub length_s: i64,
    /// The most in that time.
    pub max: u32,
}

/// Two windows: one for a burst, one for a day of patience. A cell holds a counter for each shorter window in its
/// longer one, so that the longer one is at most a few hundred times as long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// The shorter window.
    pub short: Window,
    /// The longer one.
    pub long: Window,
}

/// All limits of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Posts from one network.
    pub ip: Limit,
    /// Posts under one address.
    pub person: Limit,
    /// Posts to one form.
    pub form: Limit,
    /// Mails that strangers can have sent, from the whole site.
    pub mails: Limit,
}

const MINUTE_S: i64 = 60;
const HOUR_S: i64 = 60 * MINUTE_S;
const DAY_S: i64 = 24 * HOUR_S;

impl Limit {
    const fn new(short: (i64, u32), long: (i64, u32)) -> Self {
        Self { short: Window { length_s: short.0, max: short.1 }, long: Window { length_s: long.0, max: long.1 } }
    }

    /// Once in each window of `length_s` seconds.
    pub const fn once_in(length_s: i64) -> Self {
        Self::new((length_s, 1), (length_s, 1))
    }
}

impl Default for Limits {
    /// A hall of people behind one address may sign within ten minutes, and a launch of 3,000 posts a minute goes
    /// through. Mails are held at what a common provider takes (14 a second).
    fn default() -> Self {
        Self {
            ip: Limit::new((10 * MINUTE_S, 60), (DAY_S, 600)),
            person: Limit::new((10 * MINUTE_S, 10), (DAY_S, 40)),
            form: Limit::new((10 * MINUTE_S, 30_000), (DAY_S, 300_000)),
            mails: Limit::new((MINUTE_S, 800), (HOUR_S, 24_000)),
        }
    }
}

impl Limits {
    /// The same with so many mails a minute, and thirty times as many an hour.
    #[must_use]
    pub fn with_mails_a_minute(self, max: u32) -> Self {
        Self { mails: Limit::new((MINUTE_S, max), (HOUR_S, max.saturating_mul(30))), ..self }
    }
}

/// How many there are in the two windows of a cell, this one included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// In the shorter window.
    pub short: u32,
    /// In the longer one.
    pub long: u32,
}

/// One counter: a scope, whom it is about, and its windows of time.
///
/// The beginning of its window is a part of its name: a cell that has expired and is still there is never read again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitCell {
    /// `ip`, `person`, `form`, `mail`, or what is done once.
    pub scope: &'static str,
    /// A hash, or a form's id: never an address.
    pub subject: String,
    /// A moment in its windows, in seconds of Unix time.
    pub at: i64,
    /// How long, and up to how many.
    pub limit: Limit,
}

impl LimitCell {
    /// The cell for posts from `ip` at `now`; hosts of IPv6 share their network's (/64).
    pub fn of_ip(keys: &Keys, ip: IpAddr, limit: Limit, now: Timestamp) -> Self {
        let network = match ip {
            IpAddr::V4(ip) => ip.to_string(),
            IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
                Some(ip) => ip.to_string(),
                None => format!("{:x}", u128::from(ip) >> 64),
            },
        };
        Self::new("ip", keys.mark("limit", &network), limit, now)
    }

    /// The cell for posts under one address.
    pub fn of_person(person: &PersonKey, limit: Limit, now: Timestamp) -> Self {
        Self::new("person", person.as_str().to_owned(), limit, now)
    }

    /// The cell for posts to one form.
    pub fn of_form(form: &FormId, limit: Limit, now: Timestamp) -> Self {
        Self::new("form", form.to_string(), limit, now)
    }

    /// A cell of any scope.
    pub fn new(scope: &'static str, subject: String, limit: Limit, now: Timestamp) -> Self {
        Self { scope, subject, at: now.as_second(), limit }
    }

    /// When its longer window began, in seconds of Unix time.
    pub fn from(&self) -> i64 {
        self.at - self.at.rem_euclid(self.limit.long.length_s.max(1))
    }

    /// The number of its shorter window, counted from the beginning of Unix time.
    pub fn short_number(&self) -> i64 {
        self.at.div_euclid(self.limit.short.length_s.max(1))
    }

    /// When the store may forget it, in seconds of Unix time.
    pub fn expires(&self) -> i64 {
        self.from().saturating_add(self.limit.long.length_s.saturating_mul(2))
    }

    /// Whether `tally` is more than `times` what it lets through: then after how many seconds that is over.
    pub fn exceeded(&self, tally: Tally, times: u32) -> Option<u32> {
        let left = |window: Window| window.length_s - self.at.rem_euclid(window.length_s.max(1));
        let Limit { short, long } = self.limit;
        let seconds = if tally.long > long.max.saturating_mul(times) {
            left(long)
        } else if tally.short > short.max.saturating_mul(times) {
            left(short)
        } else {
            return None;
        };
        Some(u32::try_from(seconds).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("a time")
    }

    #[test]
    fn a_network_of_ipv6_shares_one_cell_and_mapped_addresses_are_those_they_map() {
        let keys = Keys::parse(&"s".repeat(32)).expect("long enough");
        let subject =
            |ip: &str| LimitCell::of_ip(&keys, ip.parse().expect("an address"), Limits::default().ip, at(0)).subject;
        assert_eq!(subject("2001:db8:0:1::1"), subject("2001:db8:0:1:ffff::2"));
        assert_ne!(subject("2001:db8:0:1::1"), subject("2001:db8:0:2::1"));
        assert_eq!(subject("::ffff:203.0.113.7"), subject("203.0.113.7"));
        assert_ne!(subject("203.0.113.8"), subject("203.0.113.7"));
    }

    #[test]
    fn windows_begin_again_and_tell_how_long_they_last() {
        let limit = Limit::new((60, 2), (3_600, 5));
        let cell = LimitCell::new("ip", String::new(), limit, at(3_600 + 59));
        assert_eq!((cell.from(), cell.short_number(), cell.expires()), (3_600, 60, 3_600 * 3));
        assert_eq!(cell.exceeded(Tally { short: 2, long: 5 }, 1), None);
        assert_eq!(cell.exceeded(Tally { short: 3, long: 5 }, 1), Some(1));
        assert_eq!(cell.exceeded(Tally { short: 3, long: 6 }, 1), Some(3_541));
        assert_eq!(cell.exceeded(Tally { short: 3, long: 6 }, 2), None);
    }
}
