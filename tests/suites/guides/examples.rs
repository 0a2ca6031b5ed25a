//! Every example is built in a small site, and nothing is found, or exactly what the guide shows.
//!
//! A fence with a path is a file of the site. The files below one heading are one site, up to a fence `told`, which says
//! what `handbill check` tells of them. A page that is shown in part gets the rest; `site.toml` takes the place of what it
//! sets anew. The examples in the last column of a table of keys are built one by one.

use std::path::Path;

use handbill_tests::tree::{self, Tree};
use handbill_tests::{NOW, data, handbill, house, is_update};
use rayon::prelude::*;

use crate::book::{Section, codes, name, sections};
use crate::none;

/// A small site, and what is to be told of it.
struct Example {
    /// Where it stands.
    place: String,
    /// Its page, below `docs/content/`.
    page: &'static str,
    /// Paths and texts, as the guide shows them, with their language.
    files: Vec<(String, String, String)>,
    /// What the fence `told` says.
    told: Option<&'static str>,
}

/// Headings whose tables hold examples, and the file that each goes into.
const TABLES: [(&str, &str); 7] = [
    ("keys-all", "content/news/example.md"),
    ("keys-campaign", "content/campaigns/example.md"),
    ("keys-article", "content/news/example.md"),
    ("keys-event", "content/events/example.md"),
    ("keys-group", "content/groups/example.md"),
    ("keys-page", "content/pages/example.md"),
    ("keys-home", "content/index.md"),
];

#[test]
fn every_example_is_what_the_guides_say() {
    let given = given();
    let examples: Vec<Example> = sections().iter().flat_map(of_section).collect();
    assert!(examples.len() > 150, "the guides show examples");
    let wrong: Vec<(&Example, String)> =
        examples.par_iter().filter_map(|example| Some((example, differs(example, &given)?))).collect();
    let left = wrong.iter().filter(|(example, now)| !(is_update() && take(example, now)));
    none(left.map(|(example, now)| format!("{}\n{now}", example.place)), "is not what the guides say");
}

/// The small site, with one picture in every folder.
fn given() -> Tree {
    let folder = data().join("guides/content");
    let mut given: Tree =
        tree::read(&folder).into_iter().map(|(path, bytes)| (format!("content/{path}"), bytes)).collect();
    let picture = given.get("content/news/march.jpg").expect("the small site has a picture").clone();
    for kind in ["campaigns", "events", "groups", "pages"] {
        given.insert(format!("content/{kind}/march.jpg"), picture.clone());
    }
    given
}

fn of_section(section: &'static Section) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut files = Vec::new();
    let begin = |files: &mut Vec<_>, told| Example {
        place: format!("{}: {}", section.page, section.heading),
        page: &section.page,
        files: std::mem::take(files),
        told,
    };
    for fence in &section.fences {
        if fence.info == "told" {
            examples.push(begin(&mut files, Some(fence.text.as_str())));
        } else if let Some((language, path)) = fence.info.split_once(' ') {
            files.push((path.to_owned(), language.to_owned(), fence.text.clone()));
        }
    }
    if !files.is_empty() {
        examples.push(begin(&mut files, None));
    }
    examples.extend(section.rows.iter().filter_map(|row| of_row(section, row)));
    examples
}

/// The example in the last cell of a row.
fn of_row(section: &'static Section, row: &[String]) -> Option<Example> {
    let shown: Vec<&str> = codes(row.last()?).filter(|code| code.contains(" = ")).collect();
    let text: String = shown.iter().map(|line| format!("{line}\n")).collect();
    let of_page = TABLES.iter().find(|(id, _)| *id == section.id).map(|(_, path)| (*path, text.clone()));
    let (path, text) = match section.id.as_str() {
        _ if shown.is_empty() || row.len() < 3 => return None,
        "keys-form" => ("content/campaigns/example.md", format!("[{}]\n{text}", form_of(row))),
        "party" => ("content/site.toml", format!("[organisation]\n{text}")),
        _ if section.page.ends_with("organisers/site.md") => ("content/site.toml", text),
        _ => of_page?,
    };
    let files = vec![(path.to_owned(), "toml".to_owned(), text)];
    Some(Example { place: format!("{}: {}", section.page, name(row)), page: &section.page, files, told: None })
}

/// The first form that a row names, or any.
fn form_of(row: &[String]) -> &str {
    row.get(1).and_then(|cell| codes(cell).next()).unwrap_or("pledge")
}

/// What is told of an example, where that is not what the guide says.
fn differs(example: &Example, given: &Tree) -> Option<String> {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let root = folder.path();
    tree::write(root, given);
    for (path, language, text) in &example.files {
        let whole = whole(path, language, text, given);
        tree::write(root, &Tree::from([(path.clone(), whole.into_bytes())]));
    }
    let told = told(root);
    (told.trim() != example.told.unwrap_or("no findings").trim()).then_some(told)
}

/// What `handbill check` says, without its last line, which counts.
fn told(root: &Path) -> String {
    let path = root.to_str().expect("a temporary folder has a plain name");
    let answer = handbill(root, &["check", "--root", path, "--now", NOW, "--strict"]);
    let both = answer.both.trim_end();
    both.rsplit_once("\n\n").map_or(both, |(findings, _)| findings).to_owned()
}

/// The whole file of which a guide shows a part.
fn whole(path: &str, language: &str, text: &str, given: &Tree) -> String {
    match language {
        "toml" if path == "content/site.toml" => {
            let base = given.get(path).expect("the small site has a configuration");
            over(&String::from_utf8_lossy(base), text)
        }
        "toml" if is_page(path) => format!("+++\n{}{text}+++\n", lacking(path, text)),
        "markdown" if !text.starts_with("+++") && !text.starts_with("---") => {
            format!("+++\ntitle = \"An example\"\n+++\n\n{text}")
        }
        _ => text.to_owned(),
    }
}

fn is_page(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|end| end == "md")
}

/// The keys that a page of its kind must have and the guide does not show.
fn lacking(path: &str, text: &str) -> String {
    let says = |key: &str| text.lines().any(|line| line.split_once(" = ").is_some_and(|(name, _)| name == key));
    let file = path.rsplit('/').next().unwrap_or(path);
    let is_dated = file.starts_with(|c: char| c.is_ascii_digit());
    let needed = [
        ("title", "\"An example\"", true),
        ("start", "2015-10-24T14:00:00", path.contains("/events/")),
        ("date", "2015-10-08", path.contains("/news/") && !is_dated),
    ];
    let lacks = needed.iter().filter(|(key, _, is_needed)| *is_needed && !says(key));
    lacks.map(|(key, value, _)| format!("{key} = {value}\n")).collect()
}

/// `base` with what `text` says in the place of what it says anew; `[[…]]` is one more.
fn over(base: &str, text: &str) -> String {
    let (base_top, base_tables) = parts(base);
    let (top, tables) = parts(text);
    let one_more: Vec<&str> =
        roots(&tables).filter(|(_, table)| table.starts_with("[[")).map(|(root, _)| root).collect();
    let set: Vec<&str> = roots(&tables)
        .map(|(root, _)| root)
        .filter(|root| !one_more.contains(root))
        .chain(top.iter().copied().filter_map(key))
        .collect();
    let old_top = base_top.into_iter().filter(|line| key(line).is_none_or(|key| !set.contains(&key)));
    let old_tables = roots(&base_tables).filter(|(root, _)| !set.contains(root)).map(|(_, table)| table);
    let lines = old_top.chain(top).map(|line| format!("{line}\n"));
    lines.chain(old_tables.map(str::to_owned)).chain(tables.iter().cloned()).collect()
}

/// The lines before the first table, and each table.
fn parts(text: &str) -> (Vec<&str>, Vec<String>) {
    let mut top = Vec::new();
    let mut tables: Vec<String> = Vec::new();
    for line in text.lines() {
        if line.starts_with('[') {
            tables.push(String::new());
        }
        match tables.last_mut() {
            Some(table) => table.push_str(&format!("{line}\n")),
            None => top.push(line),
        }
    }
    (top, tables)
}

/// Each table with the first step of its name.
fn roots(tables: &[String]) -> impl Iterator<Item = (&str, &str)> {
    tables.iter().map(|table| (table.trim_start_matches('[').split(['.', ']']).next().unwrap_or(""), table.as_str()))
}

fn key(line: &str) -> Option<&str> {
    line.split_once(" = ").map(|(key, _)| key)
}

/// Writes what is told now into the guide; `false` where it shows no place for it.
fn take(example: &Example, now: &str) -> bool {
    let Some(told) = example.told else { return false };
    let path = house().join("docs/content").join(example.page);
    let fence = |text: &str| format!("```told\n{text}```\n");
    let text = tree::text(&path).replacen(&fence(told), &fence(&format!("{now}\n")), 1);
    tree::put(&path, &text);
    true
}
