//! Dates and times in words. Every page shows several, so the words are looked up once and only joined here.

use std::fmt::Write as _;
use std::sync::Arc;

use jiff::Zoned;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use serde::Serialize;

use super::pattern::{Pattern, Slot};
use super::{Bundle, Language};

/// Whether an author gave a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// A day.
    Day,
    /// A day and a time.
    Time,
}

/// A date as templates see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DateView {
    /// For `datetime=`: `2015-10-24`, or `2015-10-24T19:00:00+01:00`.
    pub iso: String,
    /// `2015-10-24`
    pub day: String,
    /// `Saturday 24 October 2015`
    pub text: String,
    /// `24 Oct`
    pub short: String,
    /// `24 Oct 2015`
    pub short_year: String,
    /// `Sat`
    pub weekday: String,
    /// `24`
    pub dom: String,
    /// `Oct`
    pub month: String,
    /// `7 pm`, or nothing for a day.
    pub time: String,
    /// `New York time`, or nothing in the site's own zone.
    pub zone: String,
}

/// Names and patterns of one language.
#[derive(Debug)]
pub(super) struct DateWords {
    months: [String; 12],
    months_short: [String; 12],
    weekdays: [String; 7],
    weekdays_short: [String; 7],
    noon: String,
    midnight: String,
    am: String,
    pm: String,
    full: Pattern,
    short: Pattern,
    short_year: Pattern,
    hour: Pattern,
    minute: Pattern,
    same_day: Pattern,
    single: Pattern,
    from_to: Pattern,
    all_day: Pattern,
    days: Pattern,
    zone: Pattern,
    month_year: Pattern,
}

/// The messages that this file asks for, and what is said where no language has them.
pub(super) const PATTERNS: [(&str, &str); 12] = [
    ("date-full", "{ $weekday } { $day } { $month } { $year }"),
    ("date-short", "{ $day } { $month }"),
    ("date-short-year", "{ $day } { $month } { $year }"),
    ("time-hour", "{ $hour12 } { $ampm }"),
    ("time-minute", "{ $hour12 }.{ $minute2 } { $ampm }"),
    ("when-same-day", "{ $date }, { $from } to { $to }"),
    ("when-single", "{ $date }, { $from }"),
    ("when-from-to", "{ $start } to { $end }"),
    ("when-all-day", "{ $date }"),
    ("when-days", "{ $start } to { $end }"),
    ("time-zone", "{ $city } time"),
    ("month-year", "{ $month } { $year }"),
];

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
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

impl DateWords {
    pub(super) fn new(bundles: &[Arc<Bundle>]) -> Self {
        let word = |key: &str, otherwise: &str| {
            bundles.iter().find_map(|bundle| bundle.plain(key)).unwrap_or_else(|| otherwise.to_owned())
        };
        let short = |name: &str| name.chars().take(3).collect::<String>();
        let pattern = |key: &str| {
            let otherwise = PATTERNS.iter().find(|(name, _)| *name == key).map_or("", |(_, text)| text);
            Pattern::of(bundles, key, otherwise)
        };
        Self {
            months: std::array::from_fn(|at| word(&format!("month-{}", at + 1), MONTHS[at])),
            months_short: std::array::from_fn(|at| word(&format!("month-short-{}", at + 1), &short(MONTHS[at]))),
            weekdays: std::array::from_fn(|at| word(&format!("weekday-{}", at + 1), WEEKDAYS[at])),
            weekdays_short: std::array::from_fn(|at| word(&format!("weekday-short-{}", at + 1), &short(WEEKDAYS[at]))),
            noon: word("noon", "noon"),
            midnight: word("midnight", "midnight"),
            am: word("am", "am"),
            pm: word("pm", "pm"),
            full: pattern("date-full"),
            short: pattern("date-short"),
            short_year: pattern("date-short-year"),
            hour: pattern("time-hour"),
            minute: pattern("time-minute"),
            same_day: pattern("when-same-day"),
            single: pattern("when-single"),
            from_to: pattern("when-from-to"),
            all_day: pattern("when-all-day"),
            days: pattern("when-days"),
            zone: pattern("time-zone"),
            month_year: pattern("month-year"),
        }
    }

    fn month(&self, date: Date) -> &str {
        one_of(&self.months, date.month())
    }

    fn month_short(&self, date: Date) -> &str {
        one_of(&self.months_short, date.month())
    }

    fn weekday(&self, date: Date) -> &str {
        one_of(&self.weekdays, date.weekday().to_monday_one_offset())
    }

    fn weekday_short(&self, date: Date) -> &str {
        one_of(&self.weekdays_short, date.weekday().to_monday_one_offset())
    }

    fn write_full(&self, date: Date, out: &mut String) {
        self.full.write(out, |slot, out| match slot {
            Slot::Weekday => out.push_str(self.weekday(date)),
            Slot::Month => out.push_str(self.month(date)),
            other => write_number(other, date, out),
        });
    }

    fn write_short(&self, pattern: &Pattern, date: Date, out: &mut String) {
        pattern.write(out, |slot, out| match slot {
            Slot::Weekday => out.push_str(self.weekday_short(date)),
            Slot::Month => out.push_str(self.month_short(date)),
            other => write_number(other, date, out),
        });
    }

    fn write_time(&self, time: Time, out: &mut String) {
        match (time.hour(), time.minute()) {
            (12, 0) => out.push_str(&self.noon),
            (0, 0) => out.push_str(&self.midnight),
            (_, 0) => self.write_clock(&self.hour, time, out),
            _ => self.write_clock(&self.minute, time, out),
        }
    }

    fn write_clock(&self, pattern: &Pattern, time: Time, out: &mut String) {
        let (hour, minute) = (time.hour(), time.minute());
        pattern.write(out, |slot, out| match slot {
            Slot::Hour12 => push_number(i16::from((hour + 11) % 12 + 1), out),
            Slot::Hour24 => push_number(i16::from(hour), out),
            Slot::Minute2 => push_two(minute, out),
            Slot::Ampm => out.push_str(if hour < 12 { &self.am } else { &self.pm }),
            _ => {}
        });
    }

    fn write_moment(&self, at: &Zoned, out: &mut String) {
        self.single.write(out, |slot, out| match slot {
            Slot::Date => self.write_full(at.date(), out),
            Slot::From => self.write_time(at.time(), out),
            _ => {}
        });
    }

    fn write_same_day(&self, start: &Zoned, end: &Zoned, out: &mut String) {
        self.same_day.write(out, |slot, out| match slot {
            Slot::Date => self.write_full(start.date(), out),
            Slot::From => self.write_time(start.time(), out),
            Slot::To => self.write_time(end.time(), out),
            _ => {}
        });
    }

    fn write_days(&self, first: Date, last: Date, out: &mut String) {
        if first >= last {
            self.all_day.write(out, |slot, out| {
                if slot == Slot::Date {
                    self.write_full(first, out);
                }
            });
            return;
        }
        self.days.write(out, |slot, out| match slot {
            Slot::Start => self.write_full(first, out),
            Slot::End => self.write_full(last, out),
            _ => {}
        });
    }

    fn write_times(&self, start: &Zoned, end: Option<&Zoned>, out: &mut String) {
        match end {
            None => self.write_moment(start, out),
            Some(end) if ends_on_the_day(start, end) => self.write_same_day(start, end, out),
            Some(end) => self.from_to.write(out, |slot, out| match slot {
                Slot::Start => self.write_moment(start, out),
                Slot::End => self.write_moment(end, out),
                _ => {}
            }),
        }
    }

    /// The zone in words, where its clocks differ from the site's at that moment.
    fn zone(&self, at: &Zoned, site: &TimeZone) -> String {
        let mut out = String::new();
        if at.offset() == site.to_offset(at.timestamp()) {
            return out;
        }
        match at.time_zone().iana_name() {
            Some(name) if name.contains('/') => {
                let city = name.rsplit('/').next().unwrap_or(name).replace('_', " ");
                self.zone.write(&mut out, |slot, out| {
                    if slot == Slot::City {
                        out.push_str(&city);
                    }
                });
            }
            Some(name) => out.push_str(name),
            None => out.push_str(&at.offset().to_string()),
        }
        out
    }
}

impl Language {
    /// A date as templates see it.
    pub fn date(&self, at: &Zoned, precision: Precision, site: &TimeZone) -> DateView {
        let words = &self.dates;
        let date = at.date();
        let written = |write: &dyn Fn(&mut String)| {
            let mut out = String::with_capacity(32);
            write(&mut out);
            out
        };
        let day = written(&|out| push_day(date, out));
        let is_timed = precision == Precision::Time;
        DateView {
            iso: if is_timed { written(&|out| push_exact(at, out)) } else { day.clone() },
            text: written(&|out| words.write_full(date, out)),
            short: written(&|out| words.write_short(&words.short, date, out)),
            short_year: written(&|out| words.write_short(&words.short_year, date, out)),
            weekday: words.weekday_short(date).to_owned(),
            dom: written(&|out| push_number(i16::from(date.day()), out)),
            month: words.month_short(date).to_owned(),
            time: if is_timed { written(&|out| words.write_time(at.time(), out)) } else { String::new() },
            zone: if is_timed { words.zone(at, site) } else { String::new() },
            day,
        }
    }

    /// When an event is, in words: `Saturday 24 October 2015, 7 pm to 9 pm`.
    ///
    /// An `end` of `Precision::Day` is the midnight after the last day.
    pub fn when(&self, start: &Zoned, end: Option<&Zoned>, precision: Precision, site: &TimeZone) -> String {
        let mut out = String::with_capacity(64);
        if precision == Precision::Day {
            let last = end.map_or(start.date(), |end| last_day(start, end));
            self.dates.write_days(start.date(), last, &mut out);
            return out;
        }
        self.dates.write_times(start, end, &mut out);
        let zone = self.dates.zone(start, site);
        if !zone.is_empty() {
            out.push_str(" (");
            out.push_str(&zone);
            out.push(')');
        }
        out
    }

    /// `October 2015`, as the heading of a month.
    pub fn month_year(&self, date: Date) -> String {
        let mut out = String::with_capacity(16);
        self.dates.month_year.write(&mut out, |slot, out| match slot {
            Slot::Month => out.push_str(self.dates.month(date)),
            other => write_number(other, date, out),
        });
        out
    }
}

fn one_of<const N: usize>(words: &[String; N], number: i8) -> &str {
    usize::try_from(number - 1).ok().and_then(|at| words.get(at)).map_or("", String::as_str)
}

/// Whether an event ends on the day on which it starts; at midnight counts.
fn ends_on_the_day(start: &Zoned, end: &Zoned) -> bool {
    end.date() == start.date() || (end.time() == Time::midnight() && start.date().tomorrow().ok() == Some(end.date()))
}

fn last_day(start: &Zoned, end: &Zoned) -> Date {
    if end.time() == Time::midnight() && end.date() > start.date() {
        end.date().yesterday().unwrap_or(end.date())
    } else {
        end.date()
    }
}

fn write_number(slot: Slot, date: Date, out: &mut String) {
    match slot {
        Slot::Day => push_number(i16::from(date.day()), out),
        Slot::Year => push_number(date.year(), out),
        _ => {}
    }
}

/// Faster than `write!`, which a page would call thirty times.
fn push_number(number: i16, out: &mut String) {
    if let Ok(small @ 0..10) = u8::try_from(number) {
        out.push(char::from(b'0' + small));
    } else if let (Ok(small @ 10..100), Ok(signed)) = (u8::try_from(number), i8::try_from(number)) {
        debug_assert!(small < 100);
        push_two(signed, out);
    } else if let Ok(year @ 1000..10_000) = u16::try_from(number) {
        let half = |two: u16| i8::try_from(two).unwrap_or(0);
        push_two(half(year / 100), out);
        push_two(half(year % 100), out);
    } else {
        let _ = write!(out, "{number}");
    }
}

fn push_two(number: i8, out: &mut String) {
    let number = number.unsigned_abs() % 100;
    out.push(char::from(b'0' + number / 10));
    out.push(char::from(b'0' + number % 10));
}

fn push_day(date: Date, out: &mut String) {
    push_number(date.year(), out);
    out.push('-');
    push_two(date.month(), out);
    out.push('-');
    push_two(date.day(), out);
}

/// RFC 3339, with the offset in minutes.
fn push_exact(at: &Zoned, out: &mut String) {
    let (time, offset) = (at.time(), at.offset().seconds() / 60);
    push_day(at.date(), out);
    out.push('T');
    push_two(time.hour(), out);
    out.push(':');
    push_two(time.minute(), out);
    out.push(':');
    push_two(time.second(), out);
    out.push(if offset < 0 { '-' } else { '+' });
    let two = |number: i32| i8::try_from(number).unwrap_or(0);
    push_two(two(offset.abs() / 60), out);
    out.push(':');
    push_two(two(offset.abs() % 60), out);
}
