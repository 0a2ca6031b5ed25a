//! Every line that begins with `handbill`, in a fence `sh` or between backticks, is run in a fresh site.

use std::collections::BTreeMap;
use std::path::Path;

use handbill_tests::tree::{self, Tree};
use handbill_tests::{Answer, handbill};
use rayon::prelude::*;

use crate::book::{codes, sections};
use crate::none;

/// Commands that are not run, and why: it is only looked at whether they know all that a line says.
const LOOKED_AT: [(&str, &str); 5] = [
    ("serve", "goes on until it is stopped"),
    ("doctor", "asks the network"),
    ("supporters sync", "asks the network"),
    ("donations accept", "names a payment, and a fresh site has none"),
    ("donations return", "names a payment, and a fresh site has none"),
];

/// What `handbill serve` makes when it starts for the first time; without it there are no records.
const SECRET: &[u8] = b"a-secret-of-the-tests-that-everybody-knows\n";

/// The folder of the site that every line is run in.
const SITE: &str = "our-campaign";

#[test]
fn every_command_does_what_the_guides_say() {
    let files = files();
    let lines = lines();
    assert!(lines.len() > 20, "the guides show commands");
    let told: Vec<String> =
        lines.par_iter().filter_map(|(line, page)| Some(format!("{page}: {line}\n{}", wrong(line, &files)?))).collect();
    none(told, "does not do what the guides say");
}

#[test]
fn every_command_is_in_the_guides() {
    let help = handbill(Path::new("."), &["--help"]).both;
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let verbs: Vec<&str> = listed.filter_map(|line| line.split_whitespace().next()).filter(|v| *v != "help").collect();
    assert!(verbs.contains(&"build"), "the help lists commands: {help}");
    let lines = lines();
    let is_shown = |verb: &&str| lines.keys().any(|line| line.split_whitespace().nth(1) == Some(*verb));
    none(verbs.iter().filter(|verb| !is_shown(verb)).map(|verb| (*verb).to_owned()), "is in no guide");
}

/// Each command once, with a page that shows it.
fn lines() -> BTreeMap<&'static str, &'static str> {
    let mut lines = BTreeMap::new();
    for section in sections() {
        let fences = section.fences.iter().filter(|fence| fence.info == "sh").flat_map(|fence| fence.text.lines());
        let spans = section.lines.iter().flat_map(|line| codes(line));
        let commands = fences.chain(spans).filter(|line| line.starts_with("handbill "));
        lines.extend(commands.map(|line| (line, section.page.as_str())));
    }
    lines
}

/// Files that a command reads: fences with a path outside `content/` and `theme/`.
fn files() -> Tree {
    let fences = sections().iter().flat_map(|section| &section.fences);
    let named = fences.filter_map(|fence| Some((fence.info.split_once(' ')?.1, fence)));
    let beside = named.filter(|(path, _)| !path.contains('/'));
    beside.map(|(path, fence)| (path.to_owned(), fence.text.clone().into_bytes())).collect()
}

/// What is wrong with a line; nothing when it does what it says.
fn wrong(line: &str, files: &Tree) -> Option<String> {
    let words = words(line);
    let verb = words.first().expect("a line says what to do");
    let is_group = ["table", "supporters", "donations", "import", "theme"].contains(&verb.as_str());
    let path: Vec<&str> = words.iter().take(if is_group { 2 } else { 1 }).map(String::as_str).collect();
    let help = run(Path::new("."), &[path.as_slice(), &["--help"][..]].concat());
    if help.code != 0 {
        return Some(format!("there is no such command: {}", help.both));
    }
    let knows = |flag: &str| help.both.split(|c: char| !(c.is_alphanumeric() || c == '-')).any(|word| word == flag);
    if let Some(flag) = words.iter().find(|word| word.starts_with("--") && !knows(word)) {
        return Some(format!("`{flag}` is not in its help"));
    }
    if LOOKED_AT.iter().any(|(verb, _)| *verb == path.join(" ")) {
        return None;
    }
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let here = folder.path();
    let site = here.join(SITE);
    if *verb != "new" {
        let made = run(here, &["new", text(&site)]);
        assert_eq!(made.code, 0, "{}", made.both);
        tree::write(here, files);
        tree::write(&site, &Tree::from([(".handbill/secret".to_owned(), SECRET.to_vec())]));
    }
    let mut args = placed(here, &words, is_group || *verb == "new");
    for (flag, value) in [("--root", Some(text(&site))), ("--local", None)] {
        if knows(flag) && !words.iter().any(|word| word == flag) {
            args.extend([Some(flag), value].into_iter().flatten().map(str::to_owned));
        }
    }
    let answer = run(here, &args.iter().map(String::as_str).collect::<Vec<_>>());
    (answer.code != 0).then(|| format!("[exit {}]\n{}", answer.code, answer.both))
}

/// The words of a command with its files in the folder `here`: a process has one working folder, and tests are many.
fn placed(here: &Path, words: &[String], names_files: bool) -> Vec<String> {
    let mut before = "";
    let mut placed = Vec::new();
    let is_new_site = words.first().is_some_and(|verb| verb == "new");
    for word in words {
        let is_file = before == "--root"
            || (names_files && (before == "--out" || (is_new_site && before == "new") || is_table(word)));
        placed.push(if is_file { text(&here.join(word)).to_owned() } else { word.clone() });
        before = word;
    }
    placed
}

fn is_table(word: &str) -> bool {
    Path::new(word).extension().is_some_and(|end| end == "csv")
}

/// The words after `handbill`; those between quotes are one.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in line.split('"').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words.split_off(1)
}

fn run(root: &Path, args: &[&str]) -> Answer {
    handbill(root, args)
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a temporary folder has a plain name")
}
