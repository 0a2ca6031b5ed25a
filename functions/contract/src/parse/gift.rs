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

/// An amount as people type it: `5`, `£5`, `1,000`, `2.50`, `2.5`.
fn pence(typed: &str) -> Option<u64> {
    let typed: String = typed.trim().trim_start_matches('£').chars().filter(|c| !matches!(c, ',' | ' ')).collect();
    let (whole, part) = typed.split_once('.').unwrap_or((&typed, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    let part_pence: u64 = format!("{part:0<2}").parse().ok()?;
    Some(whole.parse::<u64>().ok()? * 100 + part_pence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for (typed, expected) in [("5", 500), ("£5", 500), ("1,000", 100_000), ("2.5", 250), ("500.01", 50_001)] {
            assert_eq!(pence(typed), Some(expected), "{typed}");
        }
        for typed in ["", "£", "five", "-5", "5.001", "1e3", "99999999999999999999", "5.-1", "+5"] {
            assert_eq!(pence(typed), None, "{typed}");
        }
    }
}
