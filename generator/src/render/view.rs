//! What templates see: plain values, made for one page at a time.

pub(super) mod body;
pub(super) mod card;
pub(super) mod detail;
pub(super) mod finder;
pub(super) mod list;
pub(super) mod page;
pub(super) mod parts;
pub(super) mod site;
