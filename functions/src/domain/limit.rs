//! Cells in which posts are counted, for a window of time each.

use std::net::IpAddr;

use handbill_contract::FormId;
use jiff::Timestamp;

use super::keys::Keys;
use super::person::PersonKey;

/// How long a cell counts, and up to how many are let through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// In seconds.
    pub length_s: i64,
    /// The most in that time.
    pub max: u32,
}

/// One counter: a scope, whom it is about, and a window of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitCell {
    /// `ip`, `person`, `form`, `mail` or `site`.
    pub scope: &'static str,
    /// A hash, or a form's id: never an address.
    pub subject: String,
    /// Since when it counts, in seconds of Unix time.
    pub from: i64,
    /// How long, and up to how many.
    pub window: Window,
}

impl LimitCell {
    /// The cell for posts from `ip` at `now`; hosts of IPv6 share their network's (/64).
    pub fn of_ip(keys: &Keys, ip: IpAddr, window: Window, now: Timestamp) -> Self {
        let network = match ip {
            IpAddr::V4(ip) => ip.to_string(),
            IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
                Some(ip) => ip.to_string(),
                None => format!("{:x}", u128::from(ip) >> 64),
            },
        };
        Self::new("ip", keys.mark("limit", &network), window, now)
    }

    /// The cell for posts under one address.
    pub fn of_person(person: &PersonKey, window: Window, now: Timestamp) -> Self {
        Self::new("person", person.as_str().to_owned(), window, now)
    }

    /// The cell for posts to one form.
    pub fn of_form(form: &FormId, window: Window, now: Timestamp) -> Self {
        Self::new("form", form.to_string(), window, now)
    }

    /// A cell of any scope.
    pub fn new(scope: &'static str, subject: String, window: Window, now: Timestamp) -> Self {
        let second = now.as_second();
        Self { scope, subject, from: second - second.rem_euclid(window.length_s.max(1)), window }
    }

    /// When the store may forget it, in seconds of Unix time.
    pub fn expires(&self) -> i64 {
        self.from.saturating_add(self.window.length_s.saturating_mul(2))
    }
}
