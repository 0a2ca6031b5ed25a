//! Numbers of dates as digits.

use std::fmt::Write as _;

use jiff::Zoned;
use jiff::civil::Date;

/// Faster than `write!`, which a page would call thirty times.
pub(super) fn push_number(number: i16, out: &mut String) {
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

pub(super) fn push_two(number: i8, out: &mut String) {
    let number = number.unsigned_abs() % 100;
    out.push(char::from(b'0' + number / 10));
    out.push(char::from(b'0' + number % 10));
}

pub(super) fn push_day(date: Date, out: &mut String) {
    push_number(date.year(), out);
    out.push('-');
    push_two(date.month(), out);
    out.push('-');
    push_two(date.day(), out);
}

/// RFC 3339, with the offset in minutes.
pub(super) fn push_exact(at: &Zoned, out: &mut String) {
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
