//! Every key that the code knows has its row in the guides, and no other has one.
//!
//! Which keys there are is found by asking: a key is known because somebody reads it, and a reader that is given a key that
//! it does not know names all that it does. What is a table says so when it is given a date, and is asked in its turn.

use std::collections::{BTreeMap, BTreeSet};

use handbill::diag::Diagnostic;
use handbill::source::Sources;
use handbill_tests::memory;
use rayon::prelude::*;

use crate::book::{codes, name, rows, sections};
use crate::{none, same};

/// A key that nobody knows, and that is near to none.
const STRANGE: &str = "zzzzzzzzzz";

/// Forms, and a page that may have each.
const FORMS: [(&str, &str); 5] = [
    ("pledge", CAMPAIGN),
    ("signup", CAMPAIGN),
    ("consultation", CAMPAIGN),
    ("donate", CAMPAIGN),
    ("rsvp", "content/events/a.md"),
];

const SECTION: &str = "content/news/index.md";
const CAMPAIGN: &str = "content/campaigns/a.md";
const SITE: &str = "content/site.toml";
const COUNTS: &str = "content/counts.toml";

/// Headings of the front matter's guide, and a page of the kind that each is about.
const KINDS: [(&str, &str); 6] = [
    ("keys-campaign", CAMPAIGN),
    ("keys-article", "content/news/a.md"),
    ("keys-event", "content/events/a.md"),
    ("keys-group", "content/groups/a.md"),
    ("keys-page", "content/pages/a.md"),
    ("keys-home", "content/index.md"),
];

/// Tables of `site.toml` that have the keys of a body or a person: these are listed once.
const PARTIES: [&str; 4] = ["organisation", "promoter.on_behalf_of", "promoter", "printer"];

/// What only an event has, and the reader of every kind asks for in order to know whether it is there.
const OF_EVENTS: &str = "start";

const FRONT_MATTER: &str = "volunteers/front-matter.md";
const FORM: &str = "volunteers/forms.md";
const SITE_GUIDE: &str = "organisers/site.md";

#[test]
fn every_key_of_front_matter_is_in_the_guides() {
    let mut common = names(&keys_of(SECTION));
    common.remove(OF_EVENTS);
    same("every page", &named(FRONT_MATTER, "keys-all"), &common);
    KINDS.par_iter().for_each(|(id, page)| {
        let is_in_form = |key: &String| FORMS.iter().any(|(form, _)| key.starts_with(&format!("{form}.")));
        let is_own = |key: &String| !common.contains(key) && (key != OF_EVENTS || *id == "keys-event");
        let own = names(&keys_of(page)).into_iter().filter(|key| is_own(key) && !is_in_form(key)).collect();
        same(id, &named(FRONT_MATTER, id), &own);
    });
}

#[test]
fn every_key_of_a_form_is_in_the_guides() {
    FORMS.par_iter().for_each(|(form, page)| {
        let of_form = |key: String| key.strip_prefix(&format!("{form}.")).map(str::to_owned);
        let known: BTreeSet<String> = names(&keys_of(page)).into_iter().filter_map(of_form).collect();
        let is_for = |row: &&Vec<String>| row[1] == "all" || codes(&row[1]).any(|known| known == *form);
        let own = rows(FORM, "keys-form").iter().filter(is_for).map(|row| name(row));
        let named = own.chain(rows(FORM, "custom").iter().map(|row| name(row))).collect();
        same(form, &named, &known);
    });
}

#[test]
fn every_key_of_the_site_is_in_the_guides() {
    let known = keys_of(SITE).into_keys().filter(|key| !is_of_defaults(key)).map(|key| of_party(&key)).collect();
    let of_guide = sections().iter().filter(|section| section.page.ends_with(SITE_GUIDE));
    let named = of_guide.filter(|section| section.id != "counts-file").flat_map(|section| {
        let prefix = if section.id == "party" { "PARTY." } else { "" };
        section.rows.iter().map(move |row| format!("{prefix}{}", name(row)))
    });
    same("site.toml", &named.collect(), &known);
    same("counts.toml", &named_in(rows(SITE_GUIDE, "counts-file")), &names(&keys_of(COUNTS)));
}

#[test]
fn every_word_that_a_key_can_have_is_in_its_row() {
    let of_pages = KINDS.map(|(_, page)| page).into_iter().chain([SITE]);
    let words: Vec<(String, Vec<String>)> = of_pages
        .flat_map(keys_of)
        .filter(|(key, words)| !words.is_empty() && !is_of_defaults(key))
        .map(|(key, words)| (without_form(&key), words))
        .collect();
    let has = |wanted: &str| words.iter().any(|(key, _)| key == wanted);
    assert!(has("type") && has("custom.type") && has("consent.channel"), "{words:?}");
    let all_rows = || sections().iter().flat_map(|section| &section.rows);
    let is_told = |key: &str, word: &String| {
        let about = all_rows().filter(|row| codes(&row[0]).next() == Some(key));
        about.flat_map(|row| row.iter().skip(1)).flat_map(|cell| codes(cell)).any(|code| code == word)
    };
    let missing = words.iter().flat_map(|(key, words)| {
        words.iter().filter(move |word| !is_told(key, word)).map(move |word| format!("`{word}` of `{key}`"))
    });
    none(missing, "is in no row of its key");
}

/// `custom.type` of `pledge.custom.type`.
fn without_form(key: &str) -> String {
    let form = FORMS.iter().find_map(|(form, _)| key.strip_prefix(&format!("{form}.")));
    form.unwrap_or(key).to_owned()
}

/// `PARTY.name` of `printer.name`.
fn of_party(key: &str) -> String {
    let own = PARTIES.iter().find_map(|party| key.strip_prefix(&format!("{party}.")));
    own.filter(|own| *own != "on_behalf_of").map_or(key.to_owned(), |own| format!("PARTY.{own}"))
}

/// What stands below `defaults.news` is front matter.
fn is_of_defaults(key: &str) -> bool {
    key.starts_with("defaults.") && key.matches('.').count() > 1
}

fn named(page: &str, id: &str) -> BTreeSet<String> {
    named_in(rows(page, id))
}

fn named_in(rows: &[Vec<String>]) -> BTreeSet<String> {
    rows.iter().map(|row| name(row)).collect()
}

fn names(keys: &Keys) -> BTreeSet<String> {
    keys.keys().cloned().collect()
}

/// Keys with dots between their steps, and the words that each can have, where these are fixed.
type Keys = BTreeMap<String, Vec<String>>;

/// How a table stands in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Table,
    List,
}

/// All keys that may stand in the file at `path`.
fn keys_of(path: &str) -> Keys {
    let mut keys = Keys::new();
    ask(path, &[], &mut keys);
    assert!(!keys.is_empty(), "{path}: a reader names what it knows");
    keys
}

/// Asks for the keys of the table at `steps`, and of those in it.
fn ask(path: &str, steps: &[(String, Place)], keys: &mut Keys) {
    let strange = told(path, steps, &format!("{STRANGE} = 1"));
    let is_of_it = |finding: &&Diagnostic| finding.code == "key-unknown" && finding.message.contains(STRANGE);
    let Some(finding) = strange.iter().find(is_of_it) else { return };
    let known: Vec<&str> = finding.help.first().map(|help| codes(help).collect()).unwrap_or_default();
    let set = |value: &str| known.iter().map(|key| format!("{key} = {value}")).collect::<Vec<_>>().join(", ");
    let (dated, worded) = (told(path, steps, &set("1979-05-27")), told(path, steps, &set(&format!("\"{STRANGE}\""))));
    for key in known {
        let named = format!("`{key}`");
        let about = |findings: &[Diagnostic], code: &str| {
            let found = findings.iter().find(|finding| finding.code == code && finding.message.starts_with(&named));
            found.cloned()
        };
        let words = about(&worded, "value-unknown").and_then(|finding| finding.help.first().cloned());
        let words = words.map(|help| codes(&help).map(str::to_owned).collect()).unwrap_or_default();
        let step = |place| [steps, &[(key.to_owned(), place)][..]].concat();
        let name: Vec<&str> = steps.iter().map(|(step, _)| step.as_str()).chain([key]).collect();
        keys.insert(name.join("."), words);
        match about(&dated, "key-type").map(|finding| finding.message) {
            Some(message) if message.contains("must be a table,") => ask(path, &step(Place::Table), keys),
            Some(message) if message.contains("must be a list of tables,") => ask(path, &step(Place::List), keys),
            _ => {}
        }
    }
}

/// What is told of a site in which the table at `steps` of the file holds `inside`.
fn told(path: &str, steps: &[(String, Place)], inside: &str) -> Vec<Diagnostic> {
    let text = match steps.split_first() {
        None => inside.replace(", ", "\n"),
        Some(((first, place), rest)) => {
            let table = rest.iter().rev().fold(format!("{{ {inside} }}"), |table, (step, place)| {
                format!("{{ {step} = {} }}", listed(&table, *place))
            });
            format!("{first} = {}", listed(&table, *place))
        }
    };
    let text = if path.ends_with(".md") { format!("+++\n{text}\n+++\n") } else { text };
    memory::build(Sources::new(memory::small_site([(path.to_owned(), text)]))).findings
}

fn listed(table: &str, place: Place) -> String {
    if place == Place::List { format!("[{table}]") } else { table.to_owned() }
}
