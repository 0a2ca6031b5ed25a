//! One more step: what its page posts, so that a post that waited a little is known, and is let through once.

use handbill_contract::FormId;
use jiff::Timestamp;

use super::keys::{Keys, hex};
use super::person::PersonKey;
use crate::clock::Chance;

/// How long the step takes at least, in seconds: nothing for one person, much for a thousand posts.
pub const WAIT_S: i64 = 5;

/// How long a step is good for, in seconds: an hour to find the button.
pub const VALID_S: i64 = 60 * 60;

/// What a token of a step is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It was made by us for this post, and it is time. It was made then, and is good once.
    Good(Timestamp),
    /// It comes so many seconds too early.
    Early(u32),
    /// It is not ours, of another post, or too old.
    None,
}

/// A token for a post to `form` by `person`: its time, a number, and a mark that binds them together.
pub fn token(keys: &Keys, form: &FormId, person: &PersonKey, now: Timestamp, chance: &dyn Chance) -> String {
    let mut number = [0; 8];
    chance.fill(&mut number);
    let begun = format!("{}.{}", now.as_second(), hex(&number));
    let mark = keys.mark("step", &bound(&begun, form, person));
    format!("{begun}.{mark}")
}

/// What `token` is worth in a post to `form` by `person` at `now`.
pub fn judge(keys: &Keys, form: &FormId, person: &PersonKey, token: &str, now: Timestamp) -> Step {
    let Some((begun, mark)) = token.rsplit_once('.') else { return Step::None };
    if !keys.is_mark("step", &bound(begun, form, person), mark) {
        return Step::None;
    }
    let begun = begun.split_once('.').and_then(|(second, _)| second.parse().ok());
    let Some(begun) = begun.and_then(|second| Timestamp::from_second(second).ok()) else { return Step::None };
    let waited_s = now.as_second() - begun.as_second();
    match waited_s {
        _ if waited_s > VALID_S => Step::None,
        _ if waited_s < WAIT_S => Step::Early(u32::try_from(WAIT_S - waited_s).unwrap_or(u32::MAX)),
        _ => Step::Good(begun),
    }
}

fn bound(begun: &str, form: &FormId, person: &PersonKey) -> String {
    format!("{begun} {form} {}", person.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::CountingChance;
    use handbill_contract::Kind;

    #[test]
    fn a_token_is_good_for_its_own_post_alone_and_for_a_while() {
        let keys = Keys::parse(&"s".repeat(32)).expect("long enough");
        let person = |digit: &str| PersonKey::parse(&digit.repeat(32)).expect("a key");
        let form = |page: &str| FormId::new(page, Kind::Pledge);
        let at = |second: i64| Timestamp::from_second(1_700_000_000 + second).expect("a time");
        let token = token(&keys, &form("a"), &person("1"), at(0), &CountingChance::default());
        let judged = |form: &FormId, who: &PersonKey, second| judge(&keys, form, who, &token, at(second));
        assert_eq!(judged(&form("a"), &person("1"), 0), Step::Early(5));
        assert_eq!(judged(&form("a"), &person("1"), 4), Step::Early(1));
        assert_eq!(judged(&form("a"), &person("1"), 5), Step::Good(at(0)));
        assert_eq!(judged(&form("a"), &person("1"), 3_600), Step::Good(at(0)));
        assert_eq!(judged(&form("a"), &person("1"), 3_601), Step::None);
        assert_eq!(judged(&form("b"), &person("1"), 5), Step::None);
        assert_eq!(judged(&form("a"), &person("2"), 5), Step::None);
        let sooner = token.replacen("17", "16", 1);
        assert_eq!(judge(&keys, &form("a"), &person("1"), &sooner, at(5)), Step::None);
        for wrong in ["", ".", "..", "é.é.é", "1.2.3"] {
            assert_eq!(judge(&keys, &form("a"), &person("1"), wrong, at(5)), Step::None, "{wrong}");
        }
    }
}
