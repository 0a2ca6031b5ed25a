//! Dates and times in words. Every page shows several, so the words are looked up once and only joined here.

mod digits;
mod words;

use jiff::Zoned;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use serde::Serialize;

pub(super) use self::words::{DateWords, PATTERNS};

use self::digits::{push_day, push_exact, push_number};
use super::Language;

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
        self.dates.write_month_year(date, &mut out);
        out
    }
}

fn last_day(start: &Zoned, end: &Zoned) -> Date {
    if end.time() == Time::midnight() && end.date() > start.date() {
        end.date().yesterday().unwrap_or(end.date())
    } else {
        end.date()
    }
}
