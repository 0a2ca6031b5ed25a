//! What is to be given, and how often.

use serde::{Deserialize, Serialize};

use super::{ErrorCode, FieldError, Pairs, value};
use crate::donation::pounds;
use crate::form::Shape;
use crate::post;

/// What a giver asks to give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GiftWish {
    /// How much.
    pub pence: u64,
    /// How often.
    pub recurrence: Recurrence,
}

/// How often a gift is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Recurrence {
    /// A single gift.
    Once,
    /// The same each month.
    Monthly,
}

/// What a post to a form that takes gifts asks to give, whatever is wrong with the rest of it.
pub fn wished(shape: &Shape, pairs: &Pairs) -> Option<GiftWish> {
    wish(shape, pairs, &mut Vec::new())
}

/// The wish of a post to a form that takes gifts; `None` when it takes none, or with an error added.
pub(super) fn wish(shape: &Shape, pairs: &Pairs, errors: &mut Vec<FieldError>) -> Option<GiftWish> {
    let amounts = shape.amounts.as_ref()?;
    let typed = value(pairs, post::AMOUNT_OTHER);
    let (name, text) = match value(pairs, post::AMOUNT) {
        Some(chosen) if chosen != post::OTHER => (post::AMOUNT, Some(chosen)),
        _ => (post::AMOUNT_OTHER, typed),
    };
    let recurrence = match value(pairs, post::RECURRENCE) {
        Some(post::MONTHLY) if amounts.monthly => Recurrence::Monthly,
        None | Some(post::ONCE) => Recurrence::Once,
        Some(_) => {
            errors.push(FieldError::new(post::RECURRENCE, ErrorCode::Choice));
            return None;
        }
    };
    let error = match text.and_then(pence) {
        None => FieldError::new(name, ErrorCode::Amount),
        Some(pence) if pence < amounts.min_pence => {
            FieldError::with_limit(name, ErrorCode::AmountMin, pounds(amounts.min_pence))
        }
        Some(pence) if pence > amounts.max_pence => {
            FieldError::with_limit(name, ErrorCode::AmountMax, pounds(amounts.max_pence))
        }
        Some(pence) => return Some(GiftWish { pence, recurrence }),
    };
    errors.push(error);
    None
}

/// An amount as people type it: `5`, `£5`, `1,000`, `2.50`, `2.5`, `GBP 5`, `250p`.
fn pence(typed: &str) -> Option<u64> {
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    if let Some(pence) = typed.strip_suffix('p') {
        return pence.parse().ok().filter(|_| is_digits(pence) && pence.len() <= 9);
    }
    let typed = typed.strip_prefix('£').or_else(|| typed.strip_prefix("gbp")).unwrap_or(&typed);
    let typed = typed.strip_suffix('£').or_else(|| typed.strip_suffix("gbp")).unwrap_or(typed);
    let (whole, part) = typed.split_once('.').unwrap_or((typed, ""));
    let whole = grouped(whole)?;
    if whole.len() > 9 || part.len() > 2 || !is_digits(&whole) || !(part.is_empty() || is_digits(part)) {
        return None;
    }
    let part_pence: u64 = format!("{part:0<2}").parse().ok()?;
    whole.parse::<u64>().ok()?.checked_mul(100)?.checked_add(part_pence)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit())
}

/// `whole` without the commas between its thousands; `None` for commas elsewhere, since `5,50` may mean five pounds
/// fifty, and must not become 550 pounds.
fn grouped(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let rest: Vec<_> = groups.collect();
    let is_grouped = rest.iter().all(|group| group.len() == 3) && (rest.is_empty() || (1..=3).contains(&first.len()));
    is_grouped.then(|| format!("{first}{}", rest.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for (typed, expected) in [
            ("5", 500),
            ("£5", 500),
            ("£ 5.00", 500),
            ("5£", 500),
            ("GBP 20", 2_000),
            ("1,000", 100_000),
            ("£11,180.01", 1_118_001),
            ("1,000,000", 100_000_000),
            ("2.5", 250),
            ("5.", 500),
            ("250p", 250),
            ("500.01", 50_001),
            ("\u{a0}7\u{a0}", 700),
        ] {
            assert_eq!(pence(typed), Some(expected), "{typed}");
        }
        for typed in [
            "",
            "£",
            "££5",
            "five",
            "-5",
            "5.001",
            "1e3",
            "99999999999999999999",
            "5.-1",
            "+5",
            "5,50",
            "1,0000",
            ",500",
            "1,,000",
            "p",
            "5.5p",
            "5.5.5",
            "£-1",
            "٥",
            "5.٥",
        ] {
            assert_eq!(pence(typed), None, "{typed}");
        }
    }
}
