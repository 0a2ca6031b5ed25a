//! What is past at the moment that a build takes for now, and how long that stays true.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;

/// A fixed now that remembers the next moment at which one of its answers would change.
///
/// Shared by threads; the answers, and what it remembers, do not depend on their order.
#[derive(Debug)]
pub struct Clock {
    now: Timestamp,
    next_second: AtomicI64,
}

impl Clock {
    /// A clock that stands at `now`.
    pub fn new(now: Timestamp) -> Self {
        Self { now, next_second: AtomicI64::new(i64::MAX) }
    }

    /// The same clock at a later moment, at which all of its answers are still true.
    #[must_use]
    pub(super) fn later(&self, now: Timestamp) -> Self {
        Self { now, next_second: AtomicI64::new(self.next_second.load(Ordering::Relaxed)) }
    }

    /// The moment at which it stands.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Whether `moment` has come.
    pub fn has_come(&self, moment: Timestamp) -> bool {
        if moment > self.now {
            self.next_second.fetch_min(moment.as_second(), Ordering::Relaxed);
        }
        moment <= self.now
    }

    /// The first moment at which an answer given so far changes; `None` when none ever does.
    pub fn valid_until(&self) -> Option<Timestamp> {
        match self.next_second.load(Ordering::Relaxed) {
            i64::MAX => None,
            second => Timestamp::from_second(second).ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_moment_still_to_come_is_remembered() {
        let at = |second| Timestamp::from_second(second).expect("small");
        let clock = Clock::new(at(100));
        assert!(
            clock.has_come(at(100)) && !clock.has_come(at(300)) && !clock.has_come(at(200)) && clock.has_come(at(5))
        );
        assert_eq!(clock.valid_until(), Some(at(200)));
    }
}
