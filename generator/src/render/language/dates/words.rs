//! The names and patterns of one language, and how a date is put into them.

use std::sync::Arc;

use jiff::Zoned;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use super::digits::{push_number, push_two};
use crate::render::language::Bundle;
use crate::render::language::pattern::{Pattern, Slot};

/// Names and patterns of one language.
#[derive(Debug)]
pub(in crate::render::language) struct DateWords {
    months: [String; 12],
    months_short: [String; 12],
    weekdays: [String; 7],
    weekdays_short: [String; 7],
    noon: String,
    midnight: String,
    am: String,
    pm: String,
    full: Pattern,
    pub(super) short: Pattern,
    pub(super) short_year: Pattern,
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
pub(in crate::render::language) const PATTERNS: [(&str, &str); 12] = [
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
    pub(in crate::render::language) fn new(bundles: &[Arc<Bundle>]) -> Self {
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

    pub(super) fn month_short(&self, date: Date) -> &str {
        one_of(&self.months_short, date.month())
    }

    fn weekday(&self, date: Date) -> &str {
        one_of(&self.weekdays, date.weekday().to_monday_one_offset())
    }

    pub(super) fn weekday_short(&self, date: Date) -> &str {
        one_of(&self.weekdays_short, date.weekday().to_monday_one_offset())
    }

    pub(super) fn write_full(&self, date: Date, out: &mut String) {
        self.full.write(out, |slot, out| match slot {
            Slot::Weekday => out.push_str(self.weekday(date)),
            Slot::Month => out.push_str(self.month(date)),
            other => write_number(other, date, out),
        });
    }

    pub(super) fn write_short(&self, pattern: &Pattern, date: Date, out: &mut String) {
        pattern.write(out, |slot, out| match slot {
            Slot::Weekday => out.push_str(self.weekday_short(date)),
            Slot::Month => out.push_str(self.month_short(date)),
            other => write_number(other, date, out),
        });
    }

    pub(super) fn write_month_year(&self, date: Date, out: &mut String) {
        self.month_year.write(out, |slot, out| match slot {
            Slot::Month => out.push_str(self.month(date)),
            other => write_number(other, date, out),
        });
    }

    pub(super) fn write_time(&self, time: Time, out: &mut String) {
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

    pub(super) fn write_days(&self, first: Date, last: Date, out: &mut String) {
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

    pub(super) fn write_times(&self, start: &Zoned, end: Option<&Zoned>, out: &mut String) {
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
    pub(super) fn zone(&self, at: &Zoned, site: &TimeZone) -> String {
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

fn one_of<const N: usize>(words: &[String; N], number: i8) -> &str {
    usize::try_from(number - 1).ok().and_then(|at| words.get(at)).map_or("", String::as_str)
}

/// Whether an event ends on the day on which it starts; at midnight counts.
fn ends_on_the_day(start: &Zoned, end: &Zoned) -> bool {
    end.date() == start.date() || (end.time() == Time::midnight() && start.date().tomorrow().ok() == Some(end.date()))
}

fn write_number(slot: Slot, date: Date, out: &mut String) {
    match slot {
        Slot::Day => push_number(i16::from(date.day()), out),
        Slot::Year => push_number(date.year(), out),
        _ => {}
    }
}
