//! The answers to a form's questions, each by the kind of its field.

use std::collections::BTreeMap;

use super::{ErrorCode, FieldError, Pairs, value};
use crate::email;
use crate::field::{Field, FieldKind};
use crate::form::Shape;
use crate::post;

/// What is wrong, and the limit that it names.
type Wrong = (ErrorCode, String);

/// Every answer, with an error added for each that cannot be taken.
pub(super) fn all(shape: &Shape, pairs: &Pairs, errors: &mut Vec<FieldError>) -> BTreeMap<String, String> {
    let mut answers = BTreeMap::new();
    for field in &shape.fields {
        match answer(field, value(pairs, &field.name).unwrap_or_default()) {
            Ok(Some(text)) => {
                answers.insert(field.name.clone(), text);
            }
            Ok(None) => {}
            Err((code, limit)) => errors.push(FieldError { name: field.name.clone(), code, limit }),
        }
    }
    answers
}

/// What `typed` means as an answer to `field`: cleaned, or nothing where nothing was typed.
/// An `Err` says what is wrong with it.
pub fn answer(field: &Field, typed: &str) -> Result<Option<String>, Wrong> {
    let typed = typed.trim();
    if typed.is_empty() {
        return if field.required { Err(plain(ErrorCode::Required)) } else { Ok(None) };
    }
    let text = match field.kind {
        FieldKind::Text => line(typed, field.max_chars)?,
        FieldKind::Textarea => lines(typed, field.max_chars)?,
        FieldKind::Email => email::normalised(&line(typed, field.max_chars)?).ok_or_else(|| plain(ErrorCode::Email))?,
        FieldKind::Tel => phone(&line(typed, field.max_chars)?).ok_or_else(|| plain(ErrorCode::Phone))?,
        FieldKind::Postcode => postcode(&line(typed, field.max_chars)?).ok_or_else(|| plain(ErrorCode::Postcode))?,
        FieldKind::Choice => {
            let chosen = field.options.iter().find(|choice| choice.value == typed);
            chosen.map(|choice| choice.value.clone()).ok_or_else(|| plain(ErrorCode::Choice))?
        }
        FieldKind::Checkbox if typed == post::YES => typed.to_owned(),
        FieldKind::Checkbox => return Err(plain(ErrorCode::Choice)),
        FieldKind::Number => number(typed).ok_or_else(|| plain(ErrorCode::Number))?,
    };
    Ok(Some(text))
}

fn plain(code: ErrorCode) -> Wrong {
    (code, String::new())
}

/// One line of text without control characters, at most `max_chars` long.
pub(super) fn line(typed: &str, max_chars: u32) -> Result<String, Wrong> {
    if typed.chars().any(char::is_control) {
        return Err(plain(ErrorCode::Characters));
    }
    fitting(typed.to_owned(), max_chars)
}

/// Lines of text, ended by `\n` however the browser ends them.
fn lines(typed: &str, max_chars: u32) -> Result<String, Wrong> {
    let text = typed.replace("\r\n", "\n").replace('\r', "\n");
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
        return Err(plain(ErrorCode::Characters));
    }
    fitting(text, max_chars)
}

fn fitting(text: String, max_chars: u32) -> Result<String, Wrong> {
    let max = usize::try_from(max_chars).unwrap_or(usize::MAX);
    if text.chars().count() > max { Err((ErrorCode::TooLong, max_chars.to_string())) } else { Ok(text) }
}

fn number(typed: &str) -> Option<String> {
    let digits: String = typed.chars().filter(|c| !matches!(c, ',' | ' ')).collect();
    let is_number = (1..=15).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_digit());
    is_number.then(|| digits.parse::<u64>().map(|n| n.to_string()).ok()).flatten()
}

/// Digits with the country's code and no plus, as OSDI writes them; a number that begins with one 0 is British.
fn phone(typed: &str) -> Option<String> {
    if !typed.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | ' ' | '(' | ')' | '-' | '.')) {
        return None;
    }
    let typed = typed.replace("(0)", "");
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let digits = match digits.strip_prefix("00") {
        Some(abroad) => abroad.to_owned(),
        None => digits.strip_prefix('0').map_or(digits.clone(), |national| format!("44{national}")),
    };
    // E.164: at most 15 digits. The shortest numbers that can be rung from abroad have 7.
    (7..=15).contains(&digits.len()).then_some(digits)
}

/// A British postcode with its one space and in capitals; another country's as it was typed, in capitals.
fn postcode(typed: &str) -> Option<String> {
    let compact: String = typed.to_uppercase().chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    if compact.is_empty() || !compact.chars().all(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    let inward_at = compact.len().saturating_sub(3);
    let (outward, inward) = compact.split_at_checked(inward_at)?;
    if is_outward(outward) && is_inward(inward) {
        return Some(format!("{outward} {inward}"));
    }
    // Voters abroad have codes of other shapes, all of them with a digit.
    (compact.len() >= 3 && compact.chars().any(|c| c.is_ascii_digit())).then(|| typed.trim().to_uppercase())
}

/// One or two letters, a digit, and a digit or letter or nothing.
fn is_outward(text: &str) -> bool {
    let letters = text.chars().take_while(char::is_ascii_alphabetic).count();
    let rest: Vec<char> = text.chars().skip(letters).collect();
    (1..=2).contains(&letters)
        && (1..=2).contains(&rest.len())
        && rest.first().is_some_and(char::is_ascii_digit)
        && rest.iter().all(char::is_ascii_alphanumeric)
}

/// A digit and two letters.
fn is_inward(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_ascii_digit()) && chars.all(|c| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postcodes_are_written_one_way() {
        for (typed, expected) in [("ls11ba", "LS1 1BA"), (" sw1a  1aa ", "SW1A 1AA"), ("m1 1ae", "M1 1AE")] {
            assert_eq!(postcode(typed.trim()).as_deref(), Some(expected));
        }
        assert_eq!(postcode("75008").as_deref(), Some("75008"));
        for typed in ["", "LEEDS", "?", "LS1 1BÄ"] {
            assert_eq!(postcode(typed), None, "{typed}");
        }
    }

    #[test]
    fn numbers_to_ring_have_their_country() {
        for (typed, expected) in [
            ("0113 496 0000", "441134960000"),
            ("+44 (0)113 496 0000", "441134960000"),
            ("0033 1 23 45 67 89", "33123456789"),
        ] {
            assert_eq!(phone(typed).as_deref(), Some(expected), "{typed}");
        }
        for typed in ["12", "call me", "1234567890123456"] {
            assert_eq!(phone(typed), None, "{typed}");
        }
    }
}
