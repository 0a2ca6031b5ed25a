//! Entries that were never meant: found by a rule, shown, taken out together with their count.

use std::collections::BTreeSet;
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use jiff::Timestamp;

use super::columns::SIGNATURES;
use super::rows;
use super::{Office, OfficeError};
use crate::domain::keys::network_of;
use crate::domain::{Entry, Keys};

/// The networks that one rule may name at most: an entry knows its own network alone, and by a mark.
const MOST_NETWORKS: u32 = 65_536;

/// Which entries are meant. All that is said must hold.
#[derive(Debug, Clone, Default)]
pub struct Rule {
    /// The part of the address behind the `@`, subdomains included.
    pub domain: Option<String>,
    /// Marks of the networks from which they were posted.
    pub networks: Option<BTreeSet<String>>,
    /// Posted at this time or later.
    pub from: Option<Timestamp>,
    /// Posted before this time.
    pub to: Option<Timestamp>,
}

impl Rule {
    fn means(&self, entry: &Entry) -> bool {
        let domain = entry.email_address.as_str().rsplit_once('@').map_or("", |(_, domain)| domain).to_lowercase();
        let of_domain = |wanted: &String| {
            let wanted = wanted.trim_start_matches('@').to_lowercase();
            domain == wanted || domain.ends_with(&format!(".{wanted}"))
        };
        self.domain.as_ref().is_none_or(of_domain)
            && self.networks.as_ref().is_none_or(|networks| networks.contains(&entry.network))
            && self.from.is_none_or(|from| entry.action_date >= from)
            && self.to.is_none_or(|to| entry.action_date < to)
    }

    /// Whether it says anything at all: a rule that does not would mean everybody.
    pub fn is_empty(&self) -> bool {
        self.domain.is_none() && self.networks.is_none() && self.from.is_none() && self.to.is_none()
    }
}

impl Office {
    /// The confirmed entries of the form `typed` that `rule` means. Nothing is changed.
    ///
    /// # Errors
    /// When there is no such form, the rule says nothing, or the store does not answer.
    pub async fn find(&self, typed: &str, rule: &Rule) -> Result<Vec<Entry>, OfficeError> {
        let form = self.form(typed)?;
        if rule.is_empty() {
            let text = "say which entries are meant: `--domain`, `--network`, `--from` or `--to`";
            return Err(OfficeError::Refused(text.to_owned()));
        }
        let (mut found, mut after) = (Vec::new(), None);
        loop {
            let (page, next) = self.store.entries(&form, after).await?;
            found.extend(page.into_iter().filter(|entry| rule.means(entry)));
            match next {
                Some(place) => after = Some(place),
                None => return Ok(found),
            }
        }
    }

    /// Writes `entries` to `copy`, so that nothing is lost, then takes them out, each with its count; how many it were.
    ///
    /// # Errors
    /// When the copy cannot be written, or the store does not answer: what was taken out by then stands in the copy.
    pub async fn strike_out(&self, entries: &[Entry], copy: impl Write) -> Result<usize, OfficeError> {
        let mut table = super::Table::new(copy, &SIGNATURES)?;
        for entry in entries {
            let row = rows::signature(entry, &self.manifest.site.base_url);
            table.row(&row.cells)?;
        }
        table.end()?;
        let mut struck = 0;
        for entry in entries {
            struck += usize::from(self.store.strike(entry, self.now).await?);
        }
        Ok(struck)
    }
}

/// The marks of all networks in `typed`: `203.0.113.0/24` or wider, `2001:db8::/64` or wider, or a single address, whose
/// whole network is meant.
///
/// # Errors
/// Says what is wrong with it.
pub fn networks(keys: &Keys, typed: &str) -> Result<BTreeSet<String>, String> {
    let wrong = || format!("`{typed}` is no network: write 203.0.113.0/24 or 2001:db8::/64");
    let (address, length) = match typed.split_once('/') {
        Some((address, length)) => (address, Some(length.parse::<u32>().map_err(|_| wrong())?)),
        None => (typed, None),
    };
    let ip: IpAddr = address.trim().parse().map_err(|_| wrong())?;
    let own = if ip.is_ipv4() { 24 } else { 64 };
    let most = if ip.is_ipv4() { 32 } else { 128 };
    let length = length.unwrap_or(own);
    if length > most {
        return Err(wrong());
    }
    if length > own {
        return Err(format!("an entry knows only its whole network: write `/{own}`, and look at what is found"));
    }
    let wider = own - length;
    if wider > MOST_NETWORKS.ilog2() {
        return Err(format!("`{typed}` is too wide: a /{} at most", own - MOST_NETWORKS.ilog2()));
    }
    let number = |at: u32| match network_of(ip) {
        IpAddr::V4(ip) => {
            let first = (ip.to_bits() >> 8 >> wider) << wider << 8;
            IpAddr::V4(Ipv4Addr::from_bits(first | (at << 8)))
        }
        IpAddr::V6(ip) => {
            let first = (ip.to_bits() >> 64 >> wider) << wider << 64;
            IpAddr::V6(Ipv6Addr::from_bits(first | (u128::from(at) << 64)))
        }
    };
    Ok((0..1_u32 << wider).map(|at| keys.network(number(at))).collect())
}
