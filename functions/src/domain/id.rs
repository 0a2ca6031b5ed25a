//! Names that sort by the time at which they were made: ULIDs.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::clock::Chance;

/// 48 bits of time and 80 of chance in 26 letters and digits (Crockford's base 32).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(String);

const DIGITS: [char; 32] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'M', 'N', 'P',
    'Q', 'R', 'S', 'T', 'V', 'W', 'X', 'Y', 'Z',
];

impl Id {
    /// A new one.
    pub fn new(now: Timestamp, chance: &dyn Chance) -> Self {
        let mut random = [0_u8; 16];
        chance.fill(&mut random);
        let time = u128::try_from(now.as_millisecond()).unwrap_or_default();
        let number = (time << 80) | (u128::from_be_bytes(random) & ((1 << 80) - 1));
        let digit = |at: u32| DIGITS.get(((number >> (5 * at)) & 31) as usize).copied().unwrap_or('0');
        Self((0..26).rev().map(digit).collect())
    }

    /// Reads one; `None` unless it has the form of one.
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 26 && text.chars().all(|c| DIGITS.contains(&c))).then(|| Self(text.to_owned()))
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::CountingChance;

    #[test]
    fn later_ones_sort_behind() {
        let chance = CountingChance::default();
        let ids: Vec<_> =
            (0..40).map(|s| Id::new(Timestamp::from_second(1_700_000_000 + s).expect("a time"), &chance)).collect();
        assert!(ids.is_sorted());
        assert!(ids.iter().all(|id| Id::parse(id.as_str()).as_ref() == Some(id)));
    }
}
