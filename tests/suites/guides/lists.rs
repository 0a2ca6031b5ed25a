//! Everything else of which the guides name all there are: columns, shortcodes, fields, codes, settings, events, paths.

use std::collections::BTreeSet;

use handbill::parse::shortcode::{ShortcodeSet, ShortcodeSpec};
use handbill::source::Sources;
use handbill_contract::Standard;
use handbill_contract::donation::{THRESHOLDS, pounds};
use handbill_tests::{house, memory, tree};

use crate::book::{codes, name, rows, sections};
use crate::{none, same};

/// Findings that no small whole site can show, as the suite `tidy` has them.
const SHOWN_BY_NO_SITE: [&str; 4] = ["file-name-not-utf8", "link-outside-site", "search-failed", "site-config-missing"];

#[test]
fn every_column_of_a_spreadsheet_is_in_the_guides() {
    let sheet = ("content/groups/a.csv".to_owned(), "zzzzzzzzzz\nx\n".to_owned());
    let findings = memory::build(Sources::new(memory::small_site([sheet]))).findings;
    let told = findings.iter().find(|finding| finding.code == "csv-column-unknown").expect("no such column is known");
    let known = told.help.iter().flat_map(|help| codes(help)).map(str::to_owned).collect();
    same("columns", &named("volunteers/groups.md", "columns"), &known);
}

#[test]
fn every_shortcode_and_argument_is_in_the_guides() {
    let (set, _) = ShortcodeSet::new(None);
    let of_guide = || sections().iter().filter_map(|section| Some((section.id.strip_prefix("shortcode-")?, section)));
    let known = set.iter().map(|spec| spec.name.clone()).collect();
    same("shortcodes", &of_guide().map(|(name, _)| name.to_owned()).collect(), &known);
    for (shortcode, section) in of_guide() {
        let spec = set.get(shortcode).expect("all of them are known");
        let needs = |row: &Vec<String>| if row[1].ends_with("; needed") { "!" } else { "" };
        let named = section.rows.iter().map(|row| format!("{}{}", name(row), needs(row))).collect::<BTreeSet<_>>();
        let known = arguments(spec);
        if !known.is_empty() || !named.is_empty() {
            same(shortcode, &named, &known);
        }
        let picture = format!("shortcode-{shortcode}.webp");
        assert!(section.lines.iter().any(|line| line.contains(&picture)), "{shortcode}: it is shown by a picture");
    }
}

/// Their names, with an exclamation mark behind those that are needed.
fn arguments(spec: &ShortcodeSpec) -> BTreeSet<String> {
    let mark = |is_required| if is_required { "!" } else { "" };
    spec.arguments.iter().map(|argument| format!("{}{}", argument.name, mark(argument.is_required))).collect()
}

#[test]
fn every_field_of_a_form_is_in_the_guides() {
    let known = Standard::ALL.iter().map(|field| field.name.to_owned()).collect();
    same("fields", &named("volunteers/forms.md", "fields"), &known);
}

#[test]
fn every_message_is_in_the_guides() {
    let sites = house().join("tests/sites");
    let told = tree::folders(&sites).into_iter().map(|site| tree::text(&sites.join(site).join("told.txt")));
    let codes = told.flat_map(|told| told.lines().filter_map(code).collect::<Vec<_>>());
    let known = codes.chain(SHOWN_BY_NO_SITE.map(str::to_owned)).collect();
    let of_guide = sections().iter().filter(|section| section.page.ends_with("volunteers/messages.md"));
    same("messages", &of_guide.flat_map(|section| &section.rows).map(|row| name(row)).collect(), &known);
}

/// `key-unknown` of `error[key-unknown]: …`
fn code(line: &str) -> Option<String> {
    let rest = line.strip_prefix("error[").or_else(|| line.strip_prefix("warning["))?;
    rest.split_once(']').map(|(code, _)| code.to_owned())
}

#[test]
fn every_setting_is_in_the_guides() {
    let is_letter = |c: char| c.is_ascii_uppercase() || c == '_';
    let is_name = |text: &&String| text.len() > 4 && text.contains('_') && text.chars().all(is_letter);
    let known: BTreeSet<String> = ["functions/src/settings.rs", "functions/src/settings/beyond.rs"]
        .iter()
        .flat_map(|file| quoted(file))
        .filter(|name| is_name(&name))
        .collect();
    same("settings", &named("organisers/settings.md", "settings"), &known);
}

#[test]
fn every_event_of_the_payment_provider_is_in_the_guides() {
    let is_event =
        |text: &&String| text.contains('.') && text.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '_' | '.'));
    let known = quoted("functions/src/pay/stripe/event.rs").iter().filter(is_event).cloned().collect();
    same("events", &named("organisers/payments.md", "stripe-events"), &known);
    let version = quoted("functions/src/pay/stripe.rs").into_iter().find(|text| text.starts_with("20"));
    assert!(page("organisers/payments.md").contains(&version.expect("it speaks a version")), "the version is named");
}

#[test]
fn the_figures_of_the_law_are_those_of_the_code() {
    let law = THRESHOLDS.last().expect("a law holds");
    let guide = page("organisers/donations.md");
    let figures = [
        pounds(law.no_donation_up_to_pence),
        pounds(law.reportable_above_pence),
        format!("first of {}", law.check_days),
        format!("{} days from the day on which each was accepted", law.report_days),
        format!("1 January {}", law.effective_from.year),
    ];
    none(figures.into_iter().filter(|figure| !guide.contains(figure)), "is not what the guide says");
}

#[test]
fn every_path_that_the_developers_guide_names_is_there() {
    let of_guide = sections().iter().filter(|section| section.page.contains("developers/"));
    let spans = of_guide.flat_map(|section| section.lines.iter().flat_map(|line| codes(line)));
    let folders = ["docs/", "functions/", "generator/", "tests/", "themes/"];
    let is_path = |code: &&str| {
        let stands_at_the_top = code.ends_with(".md") && !code.contains('/');
        (folders.iter().any(|folder| code.starts_with(folder)) || stands_at_the_top) && !code.contains("NAME")
    };
    let paths: BTreeSet<&str> = spans.filter(is_path).collect();
    assert!(paths.len() > 30, "the guide names paths");
    none(paths.into_iter().filter(|path| !house().join(path).exists()).map(str::to_owned), "is not there");
}

fn named(page: &str, id: &str) -> BTreeSet<String> {
    rows(page, id).iter().map(|row| name(row)).collect()
}

/// The text of a guide.
fn page(path: &str) -> String {
    tree::text(&house().join("docs/content/pages").join(path))
}

/// What stands between quotes in a file of Rust, before its tests and outside its comments.
fn quoted(path: &str) -> Vec<String> {
    let text = tree::text(&house().join(path));
    let lines = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or("").lines();
    let code: String =
        lines.filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| [line, "\n"]).collect();
    let found: Vec<String> = code.split('"').skip(1).step_by(2).map(str::to_owned).collect();
    assert!(!found.is_empty(), "{path} is there");
    found
}
