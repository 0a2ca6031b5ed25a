//! Dates and moments as authors write them.

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, Zoned};

use crate::diag::Diagnostic;
use crate::model::draft::When;

/// Reads `2015-10-08`, `2015-10-08T19:00`, `2015-10-08 19:00:00` and those with an offset.
///
/// ```
/// use handbill::{model::draft::When, parse::when};
/// assert!(matches!(when::parse("2015-10-08"), Some(When::Day(_))));
/// assert!(matches!(when::parse("2015-10-08 19:00"), Some(When::Local(_))));
/// assert!(matches!(when::parse("2015-10-08T19:00:00+01:00"), Some(When::Exact(_))));
/// assert!(when::parse("2015-02-30").is_none());
/// ```
pub fn parse(text: &str) -> Option<When> {
    let text = text.trim();
    let (day, rest) = text.split_at_checked(10)?;
    let date = day_of(day)?;
    let Some(separator) = rest.chars().next() else { return Some(When::Day(date)) };
    if !matches!(separator, 'T' | 't' | ' ') {
        return None;
    }
    let time = rest.get(1..)?;
    if time.len() < 5 || !time.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if time.ends_with(['Z', 'z']) || time.contains(['+', '-']) {
        return format!("{day}T{}", time.replace(' ', "")).parse::<Timestamp>().ok().map(When::Exact);
    }
    format!("{day}T{time}").parse::<DateTime>().ok().map(When::Local)
}

/// Reads a day alone.
pub fn day_of(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    if parts.next().is_some() || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The finding about a text that is no date, without its place; `name` is the key in sentences.
pub fn invalid(text: &str, name: &str) -> Diagnostic {
    let finding = Diagnostic::error("date-invalid", format!("{name} is no date: `{}`", text.trim()));
    meant(text).into_iter().fold(finding, Diagnostic::help)
}

/// Whether a text that is no date was meant as one: it has a day, a month and a year in some notation.
pub fn is_meant(text: &str) -> bool {
    parse(text).is_none() && meant(text).first().is_some_and(|help| *help != notation())
}

/// What may have been meant, as sentences.
fn meant(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .flat_map(|word| word.split_once('t').filter(|(day, _)| is_number(day)).map_or([word, ""], |(a, b)| [a, b]))
        .filter(|word| !word.is_empty() && *word != "h" && !is_weekday(word))
        .collect();
    let [first, second, third, rest @ ..] = words.as_slice() else { return vec![notation()] };
    let time = time_of(rest);
    let (first, second, third) = (part(first), part(second), part(third));
    match (first, second, third) {
        (Part::Number(day), Part::Month(month), Part::Number(year))
        | (Part::Month(month), Part::Number(day), Part::Number(year)) => {
            vec![dated(year, month, day, &time)]
        }
        (Part::Number(year), Part::Number(month), Part::Number(day)) if year > 31 => {
            vec![dated(year, month, day, &time)]
        }
        (Part::Number(a), Part::Number(b), Part::Number(year)) => ambiguous(a, b, year, &time),
        _ => vec![notation()],
    }
}

fn ambiguous(a: i32, b: i32, year: i32, time: &str) -> Vec<String> {
    let (british, american) = (date(year, b, a), date(year, a, b));
    match (british, american) {
        (Some(day_first), Some(month_first)) if day_first != month_first => vec![format!(
            "write the year first: `{day_first}{time}` if the day came first, `{month_first}{time}` if the month did"
        )],
        (Some(day), _) | (_, Some(day)) => vec![format!("write the year first: `{day}{time}`")],
        _ => vec![no_such_day(year, b), notation()],
    }
}

fn dated(year: i32, month: i32, day: i32, time: &str) -> String {
    match date(year, month, day) {
        Some(day) => format!("write it as `{day}{time}`"),
        None => no_such_day(year, month),
    }
}

fn no_such_day(year: i32, month: i32) -> String {
    match date(year, month, 1) {
        Some(first) => format!(
            "{} {} has {} days",
            MONTHS[usize::try_from(month - 1).unwrap_or(0).min(11)],
            first.year(),
            first.days_in_month()
        ),
        None => format!("months go from 01 to 12, and this would be {month}"),
    }
}

fn notation() -> String {
    "dates are written as `2015-10-08`, and with a time as `2015-10-08T19:00:00`".to_owned()
}

fn date(year: i32, month: i32, day: i32) -> Option<Date> {
    let year = if (0..100).contains(&year) { year + 2000 } else { year };
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// `T19:00:00` of what follows a date, or nothing.
fn time_of(words: &[&str]) -> String {
    let words: Vec<&str> = words.iter().copied().filter(|word| *word != "at" && *word != "t").collect();
    let (Some(first), second) = (words.first(), words.get(1)) else { return String::new() };
    let digits: String = first.chars().take_while(char::is_ascii_digit).collect();
    let afternoon = words.iter().any(|word| word.ends_with("pm"));
    let Ok(hour) = digits.parse::<u8>() else { return String::new() };
    let hour = if afternoon && hour < 12 { hour + 12 } else { hour };
    let minute: String = second.map(|word| word.chars().take_while(char::is_ascii_digit).collect()).unwrap_or_default();
    match minute.parse::<u8>().unwrap_or(0) {
        minute if hour < 24 && minute < 60 => format!("T{hour:02}:{minute:02}:00"),
        _ => String::new(),
    }
}

enum Part {
    Number(i32),
    Month(i32),
    Other,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A number (`8`, `8th`), a month's name or its first letters.
fn part(word: &str) -> Part {
    let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
    let rest = word.get(digits.len()..).unwrap_or("");
    if let (Ok(number), "" | "st" | "nd" | "rd" | "th") = (digits.parse(), rest) {
        return Part::Number(number);
    }
    let month = MONTHS.iter().position(|month| word.len() >= 3 && month.to_lowercase().starts_with(word));
    month.and_then(|at| i32::try_from(at + 1).ok()).map_or(Part::Other, Part::Month)
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

fn is_weekday(word: &str) -> bool {
    word.len() >= 3 && WEEKDAYS.iter().any(|day| day.starts_with(word))
}

/// The day of a moment, in the zone of its writer where it has none of its own.
pub fn day(when: &When) -> Date {
    match when {
        When::Day(day) => *day,
        When::Local(moment) => moment.date(),
        When::Exact(moment) => Zoned::new(*moment, jiff::tz::TimeZone::UTC).date(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn help(text: &str) -> String {
        assert_eq!(parse(text), None, "{text}");
        meant(text).join("; ")
    }

    #[test]
    fn other_notations_are_shown_in_ours() {
        assert_eq!(help("8 October 2015"), "write it as `2015-10-08`");
        assert_eq!(help("Thursday, 8th Oct 2015 at 7.30pm"), "write it as `2015-10-08T19:30:00`");
        assert_eq!(help("October 8, 2015"), "write it as `2015-10-08`");
        assert_eq!(help("2015/10/08"), "write it as `2015-10-08`");
        assert_eq!(help("2015-10-8"), "write it as `2015-10-08`");
        assert_eq!(help("24/10/2015"), "write the year first: `2015-10-24`");
        assert_eq!(
            help("8/10/2015"),
            "write the year first: `2015-10-08` if the day came first, `2015-08-10` if the month did"
        );
    }

    #[test]
    fn days_that_do_not_exist_are_told() {
        assert_eq!(help("2015-02-30"), "February 2015 has 28 days");
        assert_eq!(help("2015-13-01"), "months go from 01 to 12, and this would be 13");
        assert!(help("soon").starts_with("dates are written as"));
        assert!(help("2015-10-08T25:00").starts_with("write it as `2015-10-08"));
        assert!(help("").starts_with("dates are written as"));
    }

    #[test]
    fn what_is_a_moment_is_read() {
        for text in ["2015-10-08T09:00:00", "2015-10-08 09:00", "2015-10-08t09:00:00.5", " 2015-10-08 "] {
            assert!(parse(text).is_some(), "{text}");
        }
        for text in ["2015-10-08T09:00:00Z", "2015-10-08 09:00:00+01:00", "2015-10-08 09:00:00 +01:00"] {
            assert!(matches!(parse(text), Some(When::Exact(_))), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".{0,40}", shaped in "[0-9]{1,4}[-/ .][0-9a-zA-Z]{1,5}[-/ .][0-9]{1,9}([T ][0-9:.+Zpm-]{0,12})?") {
            for text in [text, shaped] {
                let _ = (parse(&text), meant(&text));
            }
        }
    }
}
