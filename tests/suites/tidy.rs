//! House rules that a machine can hold.

use std::collections::BTreeSet;
use std::path::Path;

use handbill_tests::{house, tree};
use walkdir::WalkDir;

/// Files that are longer than a screenful of screens, and why that is well.
const LONG: [&str; 0] = [];

/// Findings that no small whole site can show: the unit tests of load and parse do.
///
/// Git keeps neither such names nor such links on every machine, each small site gets a `site.toml`, and an index fails
/// with no content that we know of.
const SHOWN_ELSEWHERE: [&str; 4] = ["file-name-not-utf8", "link-outside-site", "search-failed", "site-config-missing"];

#[test]
fn every_file_says_first_what_its_one_job_is() {
    let silent = sources().into_iter().filter(|(_, text)| !text.trim_start().starts_with("//!"));
    none(silent.map(|(path, _)| path), "does not begin with `//!`");
}

#[test]
fn no_file_has_grown_a_second_job() {
    let long = sources().into_iter().filter(|(path, text)| {
        let is_test = path.ends_with("/tests.rs") || path.starts_with("tests/") || path.contains("/tests/");
        let lines = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]")).count();
        !is_test && lines > 300 && !LONG.contains(&path.as_str())
    });
    none(
        long.map(|(path, text)| format!("{path} ({} lines)", text.lines().count())),
        "is over 300 lines without its tests",
    );
}

#[test]
fn nothing_is_left_open() {
    // Written apart, so that this file does not name what it looks for.
    let marks = [["TO", "DO"], ["FIX", "ME"], ["unimplemen", "ted!"], ["#[igno", "re"], ["#[should_", "panic"]];
    let open = sources().into_iter().filter(|(_, text)| marks.iter().any(|mark| text.contains(&mark.concat())));
    none(open.map(|(path, _)| path), "has something left open");
}

#[test]
fn nothing_names_a_machine() {
    let hosts = [["registry.np", "mjs.org"], ["static.cr", "ates.io"], ["files.python", "hosted.org"]];
    let folders = [["/ro", "ot/"], ["/wo", "rk/"], ["/t", "mp/"], ["/ho", "me/"]];
    let named = text_files().into_iter().filter(|(path, text)| {
        let has_host = hosts.iter().any(|host| text.contains(&host.concat()));
        let has_folder = folders.iter().map(|folder| folder.concat()).any(|folder| names_folder(text, &folder));
        has_host || (has_folder && !path.ends_with("Cargo.lock"))
    });
    none(named.map(|(path, _)| path), "names a place on one machine");
}

/// Whether a path begins at the root, and is no part of a URL or a longer path.
fn names_folder(text: &str, folder: &str) -> bool {
    text.match_indices(folder).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back()).unwrap_or(' ');
        matches!(before, ' ' | '"' | '\'' | '`' | '(' | '=' | '\n')
    })
}

#[test]
fn no_folder_has_a_mod_rs() {
    none(sources().into_iter().map(|(path, _)| path).filter(|path| path.ends_with("/mod.rs")), "should be `name.rs`");
}

#[test]
fn no_file_is_named_for_nothing() {
    let vague = ["utils.rs", "util.rs", "helpers.rs", "common.rs", "manager.rs", "misc.rs"];
    let named = sources().into_iter().map(|(path, _)| path);
    none(
        named.filter(|path| vague.iter().any(|name| path.ends_with(&format!("/{name}")))),
        "does not say what it holds",
    );
}

#[test]
fn the_house_has_its_papers() {
    let papers = [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "clippy.toml",
        "rustfmt.toml",
        "deny.toml",
        "rust-toolchain.toml",
        "netlify.toml",
        ".ci/run",
    ];
    none(papers.into_iter().filter(|name| !house().join(name).is_file()), "is missing");
    let readme = tree::text(&house().join("README.md"));
    assert!(
        readme.contains("cargo run --release -- serve"),
        "the README begins with the command that does the main job"
    );
    let script = tree::text(&house().join(".ci/run"));
    for command in ["cargo test --workspace", "cargo fmt", "cargo clippy", "cargo doc", "check advisories"] {
        assert!(script.contains(command), "`.ci/run` runs `{command}`");
    }
    assert!(readme.contains("cargo test --workspace"), "the README names the test command that CI runs");
}

#[test]
fn prose_has_one_sentence_a_line() {
    let papers = text_files().into_iter().filter(|(path, _)| {
        Path::new(path).extension().is_some_and(|end| end == "md")
            && !path.contains("/spec/")
            && !path.contains("/sites/")
    });
    let crowded = papers.flat_map(|(path, text)| {
        let lines: Vec<String> = prose(&text).filter(|line| is_crowded(line)).map(str::to_owned).collect();
        lines.into_iter().map(move |line| format!("{path}: {line}"))
    });
    none(crowded, "has more than one sentence");
}

/// The lines of ordinary paragraphs: outside front matter, fences, tables and shortcodes, and no items, headings or asides.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut fence = None;
    text.lines().enumerate().filter_map(move |(at, line)| {
        let mark = ["```", "~~~", "+++"].into_iter().find(|mark| line.trim_start().starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) if mark != "+++" || at == 0 => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ if fence.is_none() && is_of_a_paragraph(line) => return Some(line),
            _ => {}
        }
        None
    })
}

/// An item, a heading or an aside is one thing, and stands on one line with all its sentences.
fn is_of_a_paragraph(line: &str) -> bool {
    let is_numbered =
        line.split_once(". ").is_some_and(|(number, _)| number.bytes().all(|digit| digit.is_ascii_digit()));
    let is_aside = line.starts_with('(') || (line.ends_with('*') && !line.ends_with("**"));
    let is_other = line.starts_with(['|', '#', '>', '-', ' ']) || line.starts_with("* ") || line.contains("{{<");
    !is_numbered && !is_aside && !is_other
}

fn is_crowded(line: &str) -> bool {
    line.as_bytes().windows(3).any(|window| matches!(window, [b'a'..=b'z' | b')', b'.' | b'?' | b'!', b' ']))
        && line.split(['.', '?', '!']).skip(1).any(|rest| {
            let mut next = rest.chars();
            next.next() == Some(' ') && next.next().is_some_and(char::is_uppercase)
        })
}

#[test]
fn every_finding_is_shown_by_a_small_site() {
    let in_code: BTreeSet<String> = sources()
        .into_iter()
        .filter(|(path, _)| path.starts_with("generator/src/") && !path.ends_with("tests.rs"))
        .flat_map(|(_, text)| codes_made_in(&text))
        .collect();
    let sites = house().join("tests/sites");
    let shown: BTreeSet<String> = tree::folders(&sites)
        .iter()
        .flat_map(|name| codes_told_in(&tree::text(&sites.join(name).join("told.txt"))))
        .collect();
    let elsewhere: BTreeSet<String> = SHOWN_ELSEWHERE.iter().map(|code| (*code).to_owned()).collect();
    none(
        in_code.iter().filter(|code| !shown.contains(*code) && !elsewhere.contains(*code)),
        "is shown by no small site",
    );
    none(elsewhere.intersection(&shown), "is shown after all: take it off the list");
    none(shown.difference(&in_code), "is told by a site, and found nowhere in the code");
}

/// The codes between `Diagnostic::error("` or `Diagnostic::warning("` and the next quote.
fn codes_made_in(text: &str) -> Vec<String> {
    let units: String = text
        .lines()
        .take_while(|line| !line.starts_with("#[cfg(test)]"))
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect();
    let made = ["Diagnostic::error(", "Diagnostic::warning("];
    made.iter()
        .flat_map(|call| units.split(call).skip(1))
        .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next().map(str::to_owned))
        .collect()
}

/// The codes of `error[code]: …` and `warning[code]: …`.
fn codes_told_in(told: &str) -> Vec<String> {
    told.lines()
        .filter_map(|line| {
            let rest = line.strip_prefix("error[").or_else(|| line.strip_prefix("warning["))?;
            rest.split(']').next().map(str::to_owned)
        })
        .collect()
}

fn none<T: std::fmt::Display>(found: impl IntoIterator<Item = T>, what: &str) {
    let found: Vec<String> = found.into_iter().map(|one| one.to_string()).collect();
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

/// Every file of Rust, with its path from the house.
fn sources() -> Vec<(String, String)> {
    text_files().into_iter().filter(|(path, _)| path.ends_with(".rs")).collect()
}

/// Every file of text that is ours, with its path from the house.
fn text_files() -> Vec<(String, String)> {
    let skipped = ["target", "dist", ".git", "node_modules", ".handbill", "sites"];
    WalkDir::new(house())
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| !skipped.iter().any(|name| entry.file_name() == *name))
        .map(|entry| entry.expect("the house can be read"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let below = entry.path().strip_prefix(house()).expect("it stands in the house");
            (below.display().to_string(), tree::text(entry.path()))
        })
        .filter(|(_, text)| !text.is_empty())
        .collect()
}
