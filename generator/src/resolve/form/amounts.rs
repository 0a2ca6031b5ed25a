//! What may be given: suggestions within their limits, in pence.

use handbill_contract::donation::pounds;
use handbill_contract::{Amounts, Kind};

use crate::diag::Diagnostic;
use crate::resolve::form::raw::RawAmounts;
use crate::resolve::form::shape::Making;
use crate::source::Spanned;

/// What is suggested when the author does not say.
const USUAL_PENCE: [u64; 4] = [500, 1_000, 2_500, 5_000];
/// Below this the provider's fee eats the gift.
const USUAL_MIN_PENCE: u64 = 100;
/// Above this a gift is better talked about: a typing mistake costs dear.
const USUAL_MAX_PENCE: u64 = 500_000;

/// The amounts of a form that takes gifts.
pub(super) fn make(making: &mut Making) -> Option<Amounts> {
    let raw = making.raw.amounts.as_ref().filter(|_| making.kind() == Kind::Donate)?;
    let min_pence = raw.min.as_ref().map_or(USUAL_MIN_PENCE, |min| min.value);
    let max_pence = raw.max.as_ref().map_or(USUAL_MAX_PENCE.max(min_pence), |max| max.value);
    let suggested_pence = suggested(making, raw, min_pence, max_pence);
    let default_pence = raw.default.as_ref().and_then(|default| chosen(making, default, &suggested_pence));
    Some(Amounts {
        currency: "GBP".to_owned(),
        suggested_pence,
        default_pence,
        min_pence,
        max_pence,
        monthly: raw.monthly,
    })
}

fn suggested(making: &mut Making, raw: &RawAmounts, min_pence: u64, max_pence: u64) -> Vec<u64> {
    let limits = min_pence..=max_pence;
    if limits.is_empty() {
        let span = raw.min.as_ref().or(raw.max.as_ref()).map_or(making.raw.at.whole, |limit| limit.span);
        let message = format!("the least gift, {}, is more than the most, {}", pounds(min_pence), pounds(max_pence));
        let finding = Diagnostic::error("amount-out-of-range", message);
        making.tell(finding.help("change `min_amount` or `max_amount`"), span, "nothing can be given");
        return Vec::new();
    }
    let Some(sums) = &raw.suggested else {
        return USUAL_PENCE.into_iter().filter(|pence| limits.contains(pence)).collect();
    };
    for sum in sums.iter().filter(|sum| !limits.contains(&sum.value)) {
        let message = format!("{} is suggested, and cannot be given", pounds(sum.value));
        let help = format!("suggest amounts from {} to {}, or change the limits", pounds(min_pence), pounds(max_pence));
        making.tell(Diagnostic::error("amount-out-of-range", message).help(help), sum.span, "beyond the limits");
    }
    sums.iter().map(|sum| sum.value).collect()
}

fn chosen(making: &mut Making, default: &Spanned<u64>, suggested: &[u64]) -> Option<u64> {
    if suggested.contains(&default.value) {
        return Some(default.value);
    }
    let message = format!("{} is to be chosen at first, and is not suggested", pounds(default.value));
    let finding =
        Diagnostic::error("amount-default-unlisted", message).help("name one of `amounts`, or add it to them");
    making.tell(finding, default.span, "none of the amounts");
    None
}
