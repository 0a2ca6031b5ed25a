//! What the functions say to visitors and write in mails: rendered by the generator at build, in the site's theme and
//! languages. A function only fills holes: `⟦name⟧`, escaped for where the hole stands.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What a hole begins with.
pub const HOLE_OPEN: char = '⟦';
/// What a hole ends with.
pub const HOLE_CLOSE: char = '⟧';

/// All that is said in one language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Answers {
    /// A whole HTML document in the site's look, imprint included, with two holes: `⟦title⟧`, which is text, inside
    /// `<title>`; and `⟦main⟧`, which is HTML, inside `<main>`.
    pub page: String,
    /// Sentences by their key, those of [`WORDS`]: text, never HTML. In the theme they are the messages `answer-KEY`.
    pub words: BTreeMap<String, String>,
    /// The HTML of the form of each shape, by [`Shape::version`](crate::Shape::version), as it stands on an open page.
    /// In it the hole `⟦form⟧` is the form's id. A function puts values, errors and the summary into it.
    pub forms: BTreeMap<String, String>,
    /// Pieces of forms that are asked for now and then, by their name, those of [`PARTS`]: HTML.
    #[serde(default)]
    pub parts: BTreeMap<String, String>,
}

/// The text of one mail in one language, imprint and the organisation's address included.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MailText {
    /// One line of text.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// A whole HTML document.
    pub html: String,
}

/// Something that is said, and the holes that it may have.
pub type Said = (&'static str, &'static [&'static str]);

/// Every key of [`Answers::words`], with its holes.
/// `label` is the question as the form shows it, `title` that of the form's page, `n` a number of seconds or minutes.
pub const WORDS: &[Said] = &[
    // The summary above a form that comes back.
    ("errors-title", &[]),
    ("errors-intro", &[]),
    // One for each code of a `FieldError`; see `ErrorCode`.
    ("error-required", &["label"]),
    ("error-too-long", &["label", "max"]),
    ("error-email", &["label"]),
    ("error-postcode", &["label"]),
    ("error-phone", &["label"]),
    ("error-number", &["label"]),
    ("error-choice", &["label"]),
    ("error-characters", &["label"]),
    ("error-doubled", &["label"]),
    ("error-age", &["min"]),
    ("error-consent-changed", &[]),
    ("error-declaration-changed", &[]),
    ("error-amount", &[]),
    ("error-amount-min", &["min"]),
    ("error-amount-max", &["max"]),
    // A question that has no label of its own in the form: its name for the summary.
    ("label-amount", &[]),
    ("label-recurrence", &[]),
    ("label-consent", &[]),
    ("label-age", &[]),
    // Pages that a problem brings, each a title and a sentence.
    ("not-found-title", &[]),
    ("not-found-text", &[]),
    ("method-title", &[]),
    ("method-text", &[]),
    ("too-large-title", &[]),
    ("too-large-text", &[]),
    ("type-title", &[]),
    ("type-text", &[]),
    ("malformed-title", &[]),
    ("malformed-text", &[]),
    ("origin-title", &[]),
    ("origin-text", &[]),
    ("form-unknown-title", &[]),
    ("form-unknown-text", &[]),
    ("form-paused-title", &["title"]),
    ("form-paused-text", &["title"]),
    ("form-closed-title", &["title"]),
    ("form-closed-text", &["title"]),
    ("too-many-title", &[]),
    ("too-many-text", &["n"]),
    ("unavailable-title", &[]),
    ("unavailable-text", &[]),
    ("payment-title", &[]),
    ("payment-text", &[]),
    ("abroad-title", &[]),
    ("abroad-text", &["floor"]),
    // Confirming an address.
    ("confirm-title", &["title"]),
    ("confirm-text", &["title"]),
    ("confirm-button", &[]),
    ("confirm-gone-title", &[]),
    ("confirm-gone-text", &[]),
    // Leaving.
    ("unsubscribe-title", &["organisation"]),
    ("unsubscribe-text", &["organisation"]),
    ("unsubscribe-keep", &[]),
    ("unsubscribe-button", &[]),
    ("unsubscribed-title", &[]),
    ("unsubscribed-text", &["organisation"]),
    // One more step, where a limit trips.
    ("step-title", &[]),
    ("step-text", &["n"]),
    ("step-early", &["n"]),
    ("step-button", &[]),
    // A larger gift.
    ("larger-title", &[]),
    ("larger-text", &["floor", "check_days"]),
    // The link back, and the count as a picture.
    ("back", &[]),
    ("count-alt", &["n", "goal"]),
    ("count-label", &["goal"]),
    ("count-label-no-goal", &[]),
];

/// Every name of [`Answers::parts`], with its holes. Each is one `<fieldset>`, put behind the form's `.errors`.
///
/// - `donor`: what a gift of more than £500 asks for besides (tier 1): the controls of
///   [`donor::FIELDS`](crate::donor::FIELDS), with the declaration D1 as text and its ticket in a hidden `declaration`.
/// - `reportable`: what is asked for besides when a year's gifts are reported (tier 2): `phone_number`, D2 and its ticket.
pub const PARTS: &[Said] = &[("donor", &[]), ("reportable", &[])];

/// Every name of [`Manifest::mails`](crate::Manifest::mails), with its holes, which may stand in all three parts.
///
/// URLs are whole. `confirm-…` holds no campaigning. `title` is that of the form's page, `name` the given name and may
/// be empty, `n` how many days or items. The last three go to the organisation's own people.
pub const MAILS: &[Said] = &[
    ("confirm-pledge", &["name", "title", "confirm_url", "days"]),
    ("confirm-signup", &["name", "title", "confirm_url", "days"]),
    ("confirm-rsvp", &["name", "title", "confirm_url", "days"]),
    ("confirm-consultation", &["name", "title", "confirm_url", "days"]),
    ("donation-received", &["name", "amount", "date", "reference", "title"]),
    ("donation-unchecked", &["name", "amount", "date", "reference", "title", "check_days"]),
    ("donation-failed", &["name", "amount", "date", "reference", "title"]),
    ("donation-refunded", &["name", "amount", "date", "reference", "title"]),
    ("donation-ended", &["name", "amount", "date", "reference", "title"]),
    ("admin-gift", &["amount", "date", "reference", "deadline"]),
    ("admin-deadline", &["n", "deadline", "reference"]),
    ("admin-breaker", &["n", "date"]),
];

/// Fills the holes of `template`, each value as `escape` makes it. A hole that no value is known for becomes empty.
///
/// ```
/// use handbill_contract::answer::{fill, html_escaped};
/// let filled = fill("<p>⟦name⟧, ⟦more⟧</p>", &[("name", "A <b>")], html_escaped);
/// assert_eq!(filled, "<p>A &lt;b&gt;, </p>");
/// ```
pub fn fill(template: &str, values: &[(&str, &str)], escape: impl Fn(&str) -> String) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once(HOLE_OPEN) {
        filled.push_str(before);
        let Some((name, behind)) = after.split_once(HOLE_CLOSE) else {
            filled.push(HOLE_OPEN);
            rest = after;
            continue;
        };
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            filled.push_str(&escape(value));
        }
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

/// `text` as text of an HTML element, or as the value of an attribute in double or single quotes.
pub fn html_escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// `text` as it is, on one line: for plain text and subjects.
pub fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_with_a_hole_in_it_is_not_filled_again() {
        assert_eq!(fill("⟦a⟧⟦b⟧", &[("a", "⟦b⟧"), ("b", "x")], html_escaped), "⟦b⟧x");
    }

    #[test]
    fn an_open_hole_stays_text() {
        assert_eq!(fill("a ⟦b", &[("b", "x")], html_escaped), "a ⟦b");
    }

    #[test]
    fn every_key_stands_once() {
        for list in [WORDS, PARTS, MAILS] {
            let mut keys: Vec<_> = list.iter().map(|(key, _)| key).collect();
            keys.sort();
            let all = keys.len();
            keys.dedup();
            assert_eq!(keys.len(), all);
        }
    }
}
