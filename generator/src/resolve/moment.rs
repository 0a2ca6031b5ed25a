//! A date as it was written becomes a moment in its zone.

use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use jiff::{Zoned, civil};

use crate::diag::Diagnostic;
use crate::model::draft::When;
use crate::source::{FileId, Spanned};

/// Whether a time of day was written.
pub(super) fn has_time(when: &When) -> bool {
    !matches!(when, When::Day(_))
}

/// The moment in `zone`; of a day its first. A time that summer time skips or repeats is told.
pub(super) fn zoned(file: FileId, when: &Spanned<When>, zone: &TimeZone, found: &mut Vec<Diagnostic>) -> Option<Zoned> {
    let local = match when.value {
        When::Exact(moment) => return Some(moment.to_zoned(zone.clone())),
        When::Day(day) => day.at(0, 0, 0, 0),
        When::Local(time) => time,
    };
    let ambiguous = zone.to_ambiguous_zoned(local);
    if has_time(&when.value) {
        found.extend(around_summer_time(file, when, local, ambiguous.offset()));
    }
    match ambiguous.compatible() {
        Ok(zoned) => Some(zoned),
        Err(_) => {
            let told = Diagnostic::error("date-invalid", format!("`{local}` lies too far from our time to be kept"));
            found.push(told.at(file, when.span, "this date").help("look at the year"));
            None
        }
    }
}

fn around_summer_time(
    file: FileId,
    when: &Spanned<When>,
    local: civil::DateTime,
    offset: AmbiguousOffset,
) -> Option<Diagnostic> {
    match offset {
        AmbiguousOffset::Unambiguous { .. } => None,
        AmbiguousOffset::Gap { before, after } => Some(
            Diagnostic::error(
                "time-skipped",
                format!("there is no `{}` on that day: the clocks go forward", local.time()),
            )
            .at(file, when.span, "summer time skips this hour")
            .help(format!(
                "write an hour before or after it, or the offset too: `{}` or `{}`",
                with_offset(local, before),
                with_offset(local, after)
            )),
        ),
        AmbiguousOffset::Fold { before, after } => Some(
            Diagnostic::warning(
                "time-twice",
                format!("`{}` comes twice on that day: the clocks go back", local.time()),
            )
            .at(file, when.span, "taken for the first of the two")
            .help(format!(
                "say which: `{}` is the first, `{}` the second",
                with_offset(local, before),
                with_offset(local, after)
            )),
        ),
    }
}

/// As TOML and YAML read it: `2015-10-25T01:30:00+01:00`.
fn with_offset(local: civil::DateTime, offset: Offset) -> String {
    offset.to_timestamp(local).map_or_else(|_| local.to_string(), |at| at.display_with_offset(offset).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn codes(written: &str) -> Vec<&'static str> {
        let zone = TimeZone::get("Europe/London").expect("bundled");
        let when = Spanned::new(When::Local(written.parse().expect("a date")), Span::default());
        let mut found = Vec::new();
        zoned(FileId(0), &when, &zone, &mut found);
        found.iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn the_remedy_can_be_pasted() {
        let at: civil::DateTime = "2015-10-25T01:30:00".parse().expect("a date");
        assert_eq!(with_offset(at, Offset::constant(1)), "2015-10-25T01:30:00+01:00");
        assert_eq!(with_offset(at, Offset::UTC), "2015-10-25T01:30:00+00:00");
    }

    #[test]
    fn hours_that_summer_time_skips_or_repeats_are_told() {
        assert_eq!(codes("2015-10-25T01:30:00"), ["time-twice"]);
        assert_eq!(codes("2015-03-29T01:30:00"), ["time-skipped"]);
        assert_eq!(codes("2015-10-25T02:30:00"), Vec::<&str>::new());
    }
}
