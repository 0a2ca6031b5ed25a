//! The header `Stripe-Signature`: who sent an event, and when.

use hmac::{Hmac, Mac};
use jiff::Timestamp;
use sha2::Sha256;
use subtle::{Choice, ConstantTimeEq};

use crate::domain::keys::hex;
use crate::settings::Secret;

/// How far the moment of signing may lie from now, before and behind it, in seconds.
const TOLERANCE_S: u64 = 300;

/// Whether `header` signs `body` with `secret`, about `now`. An empty secret signs nothing.
pub(super) fn is_good(secret: &Secret, header: &str, body: &[u8], now: Timestamp) -> bool {
    if secret.reveal().is_empty() {
        return false;
    }
    let parts = || header.split(',').filter_map(|part| part.trim().split_once('='));
    let mut times = parts().filter(|(name, _)| *name == "t").map(|(_, value)| value);
    let (Some(time), None) = (times.next(), times.next()) else { return false };
    let is_number = (1..=12).contains(&time.len()) && time.chars().all(|c| c.is_ascii_digit());
    let is_now = time.parse::<i64>().is_ok_and(|time| now.as_second().abs_diff(time) <= TOLERANCE_S);
    let expected = signature(secret, time, body);
    // All are compared, each in a time that does not tell how much of it is right.
    let matches = parts()
        .filter(|(name, _)| *name == "v1")
        .fold(Choice::from(0), |found, (_, theirs)| found | expected.as_bytes().ct_eq(theirs.as_bytes()));
    bool::from(matches) && is_number && is_now
}

/// The header that signs `body` at `now`: what the provider does, done by the stand-in.
#[cfg(feature = "local")]
pub(crate) fn header(secret: &Secret, body: &[u8], now: Timestamp) -> String {
    let time = now.as_second().to_string();
    format!("t={time},v1={}", signature(secret, &time, body))
}

/// In lower-case hexadecimal digits.
fn signature(secret: &Secret, time: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.reveal().as_bytes()).expect("a key of any length will do");
    mac.update(time.as_bytes());
    mac.update(b".");
    mac.update(body);
    hex(&mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] = br#"{"id":"evt_test_1","object":"event","type":"checkout.session.completed"}"#;
    const GOOD: &str = "ca796b857b81e24d595a4c37abf88d2fafb533a32ede6ce4cfc9b0e892a35b08";

    fn is_good_at(second: i64, header: &str) -> bool {
        let now = Timestamp::from_second(second).expect("a time");
        is_good(&Secret::new("whsec_test_secret"), header, BODY, now)
    }

    #[test]
    fn the_known_signature_is_made_and_believed() {
        assert_eq!(signature(&Secret::new("whsec_test_secret"), "1700000000", BODY), GOOD);
        assert!(is_good_at(1_700_000_000, &format!("t=1700000000,v1={GOOD}")));
    }

    #[test]
    fn any_v1_may_match_and_v0_is_not_looked_at() {
        let other = "0".repeat(64);
        for (header, expected) in [
            (format!("t=1700000000,v1={other},v1={GOOD}"), true),
            (format!("t=1700000000,v1={GOOD},v1={other},v0=x"), true),
            (format!("v1={GOOD}, t=1700000000"), true),
            (format!("t=1700000000,v0={GOOD}"), false),
            (format!("t=1700000000,v1={other}"), false),
            (format!("t=1700000000,v1={}", GOOD.trim_end_matches('8')), false),
            (format!("t=1700000000,v1={}", GOOD.to_uppercase()), false),
            (format!("t=1700000001,v1={GOOD}"), false),
            (format!("t=1700000000,t=1700000001,v1={GOOD}"), false),
            (format!("t=+1700000000,v1={GOOD}"), false),
            (format!("v1={GOOD}"), false),
            ("t=1700000000".to_owned(), false),
            (String::new(), false),
        ] {
            assert_eq!(is_good_at(1_700_000_000, &header), expected, "{header}");
        }
    }

    #[test]
    fn what_was_signed_more_than_300_seconds_from_now_is_refused() {
        let header = format!("t=1700000000,v1={GOOD}");
        for (from_now, expected) in [(300, true), (301, false), (-300, true), (-301, false)] {
            assert_eq!(is_good_at(1_700_000_000 + from_now, &header), expected, "{from_now}");
        }
    }

    #[test]
    fn an_empty_secret_signs_nothing() {
        let secret = Secret::new("");
        let header = format!("t=1700000000,v1={}", signature(&secret, "1700000000", BODY));
        assert!(!is_good(&secret, &header, BODY, Timestamp::from_second(1_700_000_000).expect("a time")));
    }
}
