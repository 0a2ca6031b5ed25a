//! Gifts to a members association (PPERA, Part IV and Schedule 7): the figures that the law may change,
//! and the declarations that givers make. Nothing here is legal advice.

use std::fmt;

use crate::statement::{Channel, Statement};
use crate::words::Words;

/// A day, as `2024-01-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// Of the common era.
    pub year: i16,
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
}

impl Day {
    /// The day of these numbers.
    pub const fn new(year: i16, month: i8, day: i8) -> Self {
        Self { year, month, day }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// What holds from one day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    /// The first day on which it holds.
    pub effective_from: Day,
    /// Up to this, included, a gift is no donation in the sense of the law.
    pub no_donation_up_to_pence: u64,
    /// Above this, one donation, or one donor's donations of a calendar year, are reported.
    pub reportable_above_pence: u64,
    /// A donation is checked within this many days, of which the day of receipt is the first.
    pub check_days: u32,
    /// It is reported within this many days, of which the day of acceptance is the first.
    pub report_days: u32,
}

/// Every change, oldest first. The figures of 2010 come from the Political Parties and Elections Act 2009,
/// those of 2024 from the Representation of the People (Variation of Election Expenses, Expenditure Limits and
/// Donation etc. Thresholds) Order 2023.
pub const THRESHOLDS: [Thresholds; 2] = [
    Thresholds {
        effective_from: Day::new(2010, 1, 1),
        no_donation_up_to_pence: 50_000,
        reportable_above_pence: 750_000,
        check_days: 30,
        report_days: 30,
    },
    Thresholds {
        effective_from: Day::new(2024, 1, 1),
        no_donation_up_to_pence: 50_000,
        reportable_above_pence: 1_118_000,
        check_days: 30,
        report_days: 30,
    },
];

impl Thresholds {
    /// What holds on `day`; before the first row, that row.
    ///
    /// ```
    /// use handbill_contract::donation::{Day, Thresholds};
    /// assert_eq!(Thresholds::on(Day::new(2023, 12, 31)).reportable_above_pence, 750_000);
    /// assert_eq!(Thresholds::on(Day::new(2024, 1, 1)).reportable_above_pence, 1_118_000);
    /// ```
    pub fn on(day: Day) -> &'static Self {
        let [first, ..] = &THRESHOLDS;
        THRESHOLDS.iter().rev().find(|row| row.effective_from <= day).unwrap_or(first)
    }
}

/// Rises with each change of the wording below.
const WORDING: u32 = 1;

/// A declaration's id and its wording by language; `{…}` are filled from the table and the organisation's name.
const DECLARATIONS: [(&str, &[(&str, &str)]); 3] = [
    (
        "d0",
        &[
            ("en", "I am giving this money myself, from my own funds, and not on behalf of anyone else."),
            ("cy", "Rwyf yn rhoi’r arian hwn fy hun, o’m harian fy hun, ac nid ar ran neb arall."),
        ],
    ),
    (
        "d1",
        &[
            (
                "en",
                "I am on an electoral register in the United Kingdom at the address I have given, \
                 or I may give on behalf of the organisation that I have named, which is of the kind that I have chosen. \
                 The money is my own, or that organisation’s own. \
                 I know that {organisation} must check within {check_days} days whether it may accept this gift, \
                 and that it returns what it cannot accept. \
                 I know that giving false information about a donation of more than {floor} is an offence.",
            ),
            (
                "cy",
                "Rwyf ar gofrestr etholiadol yn y Deyrnas Unedig yn y cyfeiriad a roddais, \
                 neu caf roi ar ran y sefydliad a enwais, sydd o’r math a ddewisais. \
                 Fy arian i fy hun, neu arian y sefydliad hwnnw ei hun, yw hwn. \
                 Gwn fod yn rhaid i {organisation} wirio o fewn {check_days} diwrnod a gaiff dderbyn y rhodd hon, \
                 ac y dychwelir yr hyn na ellir ei dderbyn. \
                 Gwn fod rhoi gwybodaeth ffug am rodd o fwy na {floor} yn drosedd.",
            ),
        ],
    ),
    (
        "d2",
        &[
            (
                "en",
                "I know that when donations of more than {floor} each come to more than {reportable} in a calendar year, \
                 {organisation} must report them to the Electoral Commission, \
                 which publishes the donor’s name and the amount.",
            ),
            (
                "cy",
                "Gwn, pan ddaw rhoddion o fwy na {floor} yr un i fwy na {reportable} mewn blwyddyn galendr, \
                 fod yn rhaid i {organisation} eu hadrodd i’r Comisiwn Etholiadol, \
                 sy’n cyhoeddi enw’r rhoddwr a’r swm.",
            ),
        ],
    ),
];

/// The languages in which the declarations are written.
pub const LANGUAGES: [&str; 2] = ["en", "cy"];

/// D0, D1 and D2 for gifts to `organisation` on `day`, in the languages that we have.
pub fn declarations(organisation: &str, day: Day) -> Vec<Statement> {
    let thresholds = Thresholds::on(day);
    let version = format!("{}/{WORDING}", thresholds.effective_from);
    DECLARATIONS
        .iter()
        .map(|(id, wordings)| {
            let texts: Words =
                wordings.iter().map(|(lang, text)| (*lang, filled(text, organisation, thresholds))).collect();
            Statement::new(*id, Channel::Gift, version.clone(), texts)
        })
        .collect()
}

fn filled(wording: &str, organisation: &str, thresholds: &Thresholds) -> String {
    wording
        .replace("{check_days}", &thresholds.check_days.to_string())
        .replace("{floor}", &pounds(thresholds.no_donation_up_to_pence))
        .replace("{reportable}", &pounds(thresholds.reportable_above_pence))
        .replace("{organisation}", organisation)
}

/// Pence as pounds: `£11,180`, `£5.50`.
///
/// ```
/// use handbill_contract::donation::pounds;
/// assert_eq!(pounds(1_118_000), "£11,180");
/// assert_eq!(pounds(550), "£5.50");
/// ```
pub fn pounds(pence: u64) -> String {
    let whole = (pence / 100).to_string();
    let mut text = String::from("£");
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if !pence.is_multiple_of(100) {
        text.push_str(&format!(".{:02}", pence % 100));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_days() {
        assert!(THRESHOLDS.windows(2).all(|pair| pair[0].effective_from < pair[1].effective_from));
        assert_eq!(Thresholds::on(Day::new(1997, 5, 1)), &THRESHOLDS[0]);
    }

    #[test]
    fn each_declaration_is_filled_and_in_each_language() {
        let declarations = declarations("Handbill Society", Day::new(2026, 1, 1));
        assert_eq!(declarations.iter().map(Statement::id).collect::<Vec<_>>(), ["d0", "d1", "d2"]);
        for statement in &declarations {
            assert_eq!(statement.version(), "2024-01-01/1");
            for lang in LANGUAGES {
                let text = statement.text().get(lang).expect("both languages");
                assert!(!text.contains(['{', '}']), "{text}");
            }
        }
        let d2 = declarations[2].text().get("cy").expect("Welsh");
        assert!(d2.contains("£500 yr un") && d2.contains("£11,180") && d2.contains("Handbill Society"), "{d2}");
    }

    #[test]
    fn another_law_is_another_text_and_another_version() {
        let old = declarations("A", Day::new(2015, 10, 8));
        let new = declarations("A", Day::new(2024, 1, 1));
        assert_eq!(old[0].sha256(), new[0].sha256());
        assert_ne!(old[2].sha256(), new[2].sha256());
        assert_ne!(old[2].version(), new[2].version());
    }
}
