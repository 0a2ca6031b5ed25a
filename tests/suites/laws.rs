//! Laws: what holds for any input, whatever its author meant.
//!
//! `PROPTEST_CASES=25600` looks a hundred times as far as a plain run does.

#[path = "laws/again.rs"]
mod again;
#[path = "laws/any_text.rs"]
mod any_text;
#[path = "laws/disk.rs"]
mod disk;
#[path = "laws/typed.rs"]
mod typed;
#[path = "laws/whole_sites.rs"]
mod whole_sites;
#[path = "laws/words.rs"]
mod words;

use std::collections::BTreeSet;

use handbill::diag::render::{Color, github, human, json};
use handbill::diag::{Diagnostic, Severity};
use handbill::source::Sources;
use handbill_tests::memory::Built;
use handbill_tests::tree::Tree;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError};
use scraper::{Html, Selector};

/// So many cases in a plain run, and in proportion when the environment asks for more.
fn cases(plain: u32) -> Config {
    let asked = Config::default();
    // 256 is what proptest takes when nothing is asked for.
    let cases = plain.saturating_mul(asked.cases) / 256;
    Config { cases, failure_persistence: None, max_shrink_iters: 4000, ..asked }
}

/// All that must hold of whatever was built.
fn is_lawful(built: &Built) -> Result<(), TestCaseError> {
    for finding in &built.findings {
        can_be_told(finding, &built.sources)?;
    }
    if !has_errors(&built.findings) {
        links_lead_somewhere(&built.made)?;
    }
    Ok(())
}

fn has_errors(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

/// Every span lies in its file and cuts no character, and the finding can be shown.
fn can_be_told(finding: &Diagnostic, sources: &Sources) -> Result<(), TestCaseError> {
    for place in finding.place.iter().chain(finding.related.iter().map(|(place, _)| place)) {
        prop_assert!((place.file.0 as usize) < sources.len(), "there is no such file: {finding:?}");
        let text = sources.get(place.file).text();
        prop_assert!(text.get(place.span.range()).is_some(), "out of {} bytes: {finding:?}", text.len());
    }
    for shown in [human(finding, sources, Color::Never), human(finding, sources, Color::Always)] {
        prop_assert!(shown.contains(finding.code), "{shown}");
    }
    prop_assert!(serde_json::from_str::<serde_json::Value>(&json(finding, sources)).is_ok());
    prop_assert!(!github(finding, sources).contains('\n'));
    Ok(())
}

/// Every internal link, picture and fragment has something at its other end.
fn links_lead_somewhere(made: &Tree) -> Result<(), TestCaseError> {
    let (linking, with_id) = (select("[href], [src], [poster]"), select("[id]"));
    for (from, bytes) in made.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = Html::parse_document(&String::from_utf8_lossy(bytes));
        for one in page.select(&linking) {
            let typed = ["href", "src", "poster"].iter().find_map(|name| one.attr(name)).unwrap_or_default();
            let inner = typed.strip_prefix("https://tenants.example.org").unwrap_or(typed);
            let (path, fragment) = inner.split_once('#').unwrap_or((inner, ""));
            if path.contains(':') || path.starts_with("//") || path.starts_with("/api/") {
                continue;
            }
            let file = if path.is_empty() { from.clone() } else { file_at(path) };
            prop_assert!(made.contains_key(&file), "{from}: `{typed}` leads nowhere");
            if !fragment.is_empty() {
                let target = Html::parse_document(&String::from_utf8_lossy(&made[&file]));
                let fragment = percent_encoding::percent_decode_str(fragment).decode_utf8_lossy();
                let ids: BTreeSet<&str> = target.select(&with_id).filter_map(|one| one.attr("id")).collect();
                prop_assert!(ids.contains(&*fragment), "{from}: `{typed}`: nothing has this id");
            }
        }
    }
    Ok(())
}

/// The file at a path of the site.
fn file_at(path: &str) -> String {
    let path = path.split('?').next().unwrap_or(path);
    let below = percent_encoding::percent_decode_str(path.trim_start_matches('/')).decode_utf8_lossy().into_owned();
    if below.is_empty() || below.ends_with('/') { format!("{below}index.html") } else { below }
}

fn select(css: &str) -> Selector {
    Selector::parse(css).expect("our own selector")
}
