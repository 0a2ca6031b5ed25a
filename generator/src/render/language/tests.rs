//! Words, dates, lists in English and Welsh.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Zoned;
use jiff::tz::TimeZone;

use super::dates::Precision;
use super::*;
use crate::render::theme::tests::config;
use crate::source::FileId;

const CY: &str = "month-10 = Hydref\nweekday-6 = dydd Sadwrn\ndate-full = { $weekday }, { $day } { $month } { $year }\n\
                  pm = yr hwyr\nam = y bore\nnumber-group = .\nlist-and = { $first } a { $last }\n\
                  when-same-day = { $date }, { $from } tan { $to }\n";

fn languages() -> Languages {
    let lang = |tag| Lang::parse(tag).expect("a language");
    let files = BTreeMap::from([
        (
            lang("en"),
            vec![(
                FileId(0),
                "hello = Hello\nboth = Both\ntell = { $name } said { $what }: \"{ $n }\"\n\
             minutes = { $n ->\n    [one] { $n } minute\n   *[other] { $n } minutes\n }\n",
            )],
        ),
        (lang("cy"), vec![(FileId(0), CY), (FileId(0), "hello = Shwmae\n")]),
    ]);
    load(&files, &config()).0
}

fn language(tag: &str) -> Arc<Language> {
    Arc::clone(languages().find(tag).expect("a language"))
}

fn london() -> TimeZone {
    TimeZone::get("Europe/London").expect("a zone")
}

fn at(text: &str) -> Zoned {
    text.parse().expect("a moment")
}

fn when(tag: &str, start: &str, end: Option<&str>) -> String {
    language(tag).when(&at(start), end.map(at).as_ref(), Precision::Time, &london())
}

#[test]
fn a_language_falls_back_message_by_message() {
    let cy = language("cy");
    assert_eq!((cy.text("hello"), cy.text("both"), cy.text("none")), ("Shwmae", "Both", "none"));
    assert!(cy.has_own("hello") && !cy.has_own("both") && cy.has("both") && !cy.has("none"));
    assert_eq!(cy.nearest_key("helo"), Some("hello"));
}

#[test]
fn a_message_is_said_with_what_it_is_given_now() {
    let en = language("en");
    let minutes = |n: i64| en.format("minutes", &[("n", n.into())]).expect("a message");
    assert_eq!([1, 1000, 1].map(minutes), ["1 minute", "1,000 minutes", "1 minute"]);
    assert_eq!(en.format("minutes", &[("n", 1.5.into())]).as_deref(), Some("1.5 minutes"));
    let tell = |given: &[(&str, FluentValue<'_>)]| en.format("tell", given).expect("a message");
    assert_eq!(
        tell(&[("name", "Ann".into()), ("what", "{ $n }".into()), ("n", 1_200.into())]),
        "Ann said { $n }: \"1,200\""
    );
    assert_eq!(tell(&[("name", "Ann".into()), ("what", "so".into()), ("n", "12".into())]), "Ann said so: \"12\"");
    assert_eq!(tell(&[("n", 12.into())]), "{$name} said {$what}: \"12\"");
}

#[test]
fn a_date_is_told_in_words() {
    let view = language("en").date(&at("2015-10-24T19:05:09[Europe/London]"), Precision::Time, &london());
    assert_eq!((view.iso.as_str(), view.day.as_str()), ("2015-10-24T19:05:09+01:00", "2015-10-24"));
    assert_eq!((view.text.as_str(), view.short.as_str()), ("Saturday 24 October 2015", "24 Oct"));
    assert_eq!((view.short_year.as_str(), view.weekday.as_str()), ("24 Oct 2015", "Sat"));
    assert_eq!((view.dom.as_str(), view.month.as_str()), ("24", "Oct"));
    assert_eq!((view.time.as_str(), view.zone.as_str()), ("7.05 pm", ""));
    let view = language("cy").date(&at("2015-10-03T00:00:00[Europe/London]"), Precision::Day, &london());
    assert_eq!((view.iso.as_str(), view.text.as_str()), ("2015-10-03", "dydd Sadwrn, 3 Hydref 2015"));
    assert_eq!((view.dom.as_str(), view.time.as_str()), ("3", ""));
    assert_eq!(language("en").month_year(at("2015-10-03T00:00:00[Europe/London]").date()), "October 2015");
}

#[test]
fn times_of_day_are_told_as_people_say_them() {
    let time = |text: &str| language("en").date(&at(text), Precision::Time, &london()).time;
    assert_eq!(time("2015-10-24T12:00:00[Europe/London]"), "noon");
    assert_eq!(time("2015-10-24T00:00:00[Europe/London]"), "midnight");
    assert_eq!(time("2015-10-24T00:30:00[Europe/London]"), "12.30 am");
    assert_eq!(time("2015-10-24T12:30:00[Europe/London]"), "12.30 pm");
    assert_eq!(time("2015-10-24T23:00:00[Europe/London]"), "11 pm");
}

#[test]
fn an_event_tells_when_it_is() {
    let start = "2015-10-24T19:00:00[Europe/London]";
    assert_eq!(when("en", start, None), "Saturday 24 October 2015, 7 pm");
    assert_eq!(when("en", start, Some("2015-10-24T21:00:00[Europe/London]")), "Saturday 24 October 2015, 7 pm to 9 pm");
    assert_eq!(
        when("cy", start, Some("2015-10-24T21:00:00[Europe/London]")),
        "dydd Sadwrn, 24 Hydref 2015, 7 yr hwyr tan 9 yr hwyr"
    );
    assert_eq!(
        when("en", start, Some("2015-10-25T00:00:00[Europe/London]")),
        "Saturday 24 October 2015, 7 pm to midnight"
    );
    assert_eq!(
        when("en", start, Some("2015-10-25T10:30:00[Europe/London]")),
        "Saturday 24 October 2015, 7 pm to Sunday 25 October 2015, 10.30 am"
    );
}

#[test]
fn an_event_over_whole_days_tells_the_last_one() {
    let days =
        |end| language("en").when(&at("2015-10-24T00:00:00[Europe/London]"), Some(&at(end)), Precision::Day, &london());
    assert_eq!(days("2015-10-25T00:00:00[Europe/London]"), "Saturday 24 October 2015");
    assert_eq!(days("2015-10-27T00:00:00[Europe/London]"), "Saturday 24 October 2015 to Monday 26 October 2015");
}

#[test]
fn a_zone_is_told_where_its_clocks_differ() {
    assert_eq!(
        when("en", "2015-10-24T19:00:00[America/New_York]", None),
        "Saturday 24 October 2015, 7 pm (New York time)"
    );
    assert_eq!(when("en", "2015-10-24T19:00:00[Europe/Dublin]", None), "Saturday 24 October 2015, 7 pm");
    assert_eq!(when("en", "2015-10-24T19:00:00[UTC]", None), "Saturday 24 October 2015, 7 pm (UTC)");
}

#[test]
fn numbers_money_and_lists_follow_the_language() {
    let (en, cy) = (language("en"), language("cy"));
    assert_eq!((en.number(12_345), cy.number(-12_345)), ("12,345".to_owned(), "-12.345".to_owned()));
    assert_eq!((en.money(1000, "GBP"), en.money(123_450, "GBP")), ("£10".to_owned(), "£1,234.50".to_owned()));
    let items = ["a".to_owned(), "b".to_owned(), "c".to_owned()];
    assert_eq!((cy.list(&items), cy.list(&items[..1])), ("a, b a c".to_owned(), "a".to_owned()));
}
