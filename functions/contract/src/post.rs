//! The names under which a page posts what is not a [`Field`](crate::Field).

/// The form's id.
pub const FORM: &str = "form";
/// The language in which the form was shown; also OSDI's name for a person's language.
pub const LANGUAGE: &str = "language";
/// A [`Statement::ticket`](crate::Statement::ticket) of a statement that was ticked; stands once for each.
pub const CONSENT: &str = "consent";
/// The ticket of the declaration that was shown beside a gift.
pub const DECLARATION: &str = "declaration";
/// Ticked by one who is old enough: [`MIN_AGE_YEARS`].
pub const OLD_ENOUGH: &str = "old_enough";
/// Ticked by one whose name may be shown.
pub const PUBLIC_NAME: &str = "public_name";
/// A suggested amount, in whole or decimal pounds, or [`OTHER`].
pub const AMOUNT: &str = "amount";
/// An amount that the giver typed, in pounds.
pub const AMOUNT_OTHER: &str = "amount_other";
/// How often a gift is made: [`ONCE`] or [`MONTHLY`].
pub const RECURRENCE: &str = "recurrence";
/// Left empty by people, who do not see it.
pub const HONEYPOT: &str = "homepage";

/// What a ticked box posts.
pub const YES: &str = "yes";
/// The value of [`AMOUNT`] that points to [`AMOUNT_OTHER`].
pub const OTHER: &str = "other";
/// The value of [`RECURRENCE`] for a single gift.
pub const ONCE: &str = "once";
/// The value of [`RECURRENCE`] for a gift each month.
pub const MONTHLY: &str = "monthly";

/// Who may fill in a form: data protection law lets people of 13 agree for themselves (DPA 2018, s.9).
pub const MIN_AGE_YEARS: u8 = 13;
