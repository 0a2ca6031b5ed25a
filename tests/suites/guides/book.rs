//! `docs/content/`, read: sections, what stands in their fences, and the rows of their tables.

use std::sync::OnceLock;

use handbill_tests::{house, tree};

/// What stands below one heading, up to the next.
#[derive(Debug, Default)]
pub(crate) struct Section {
    /// The file, below `docs/content/`.
    pub(crate) page: String,
    /// The heading, as it is written.
    pub(crate) heading: String,
    /// `meet` of `{#meet}`; may be empty.
    pub(crate) id: String,
    /// Its fences, in order.
    pub(crate) fences: Vec<Fence>,
    /// Its tables' rows without their heads, as cells.
    pub(crate) rows: Vec<Vec<String>>,
    /// Its lines that are no fence.
    pub(crate) lines: Vec<String>,
}

/// A block between three backticks and three backticks.
#[derive(Debug)]
pub(crate) struct Fence {
    /// `sh`, or `toml content/site.toml`.
    pub(crate) info: String,
    /// What stands in it.
    pub(crate) text: String,
}

/// All sections of all guides, in order.
pub(crate) fn sections() -> &'static [Section] {
    static SECTIONS: OnceLock<Vec<Section>> = OnceLock::new();
    SECTIONS.get_or_init(|| {
        let pages = tree::read(&house().join("docs/content")).into_iter().filter(|(path, _)| path.ends_with(".md"));
        pages.flat_map(|(path, bytes)| page(&path, &String::from_utf8(bytes).expect("a guide is text"))).collect()
    })
}

/// The rows below the heading `id` of the page whose path ends so.
pub(crate) fn rows(page: &str, id: &str) -> &'static [Vec<String>] {
    let found = sections().iter().find(|section| section.page.ends_with(page) && section.id == id);
    let rows = &found.expect("the guides have this section").rows;
    assert!(!rows.is_empty(), "{page}#{id} has a table");
    rows
}

/// What stands between backticks.
pub(crate) fn codes(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// The name that a row is about.
pub(crate) fn name(row: &[String]) -> String {
    row.first().and_then(|cell| codes(cell).next()).expect("a row begins with a name in backticks").to_owned()
}

fn page(path: &str, text: &str) -> Vec<Section> {
    let begin = |heading: &str| Section {
        page: path.to_owned(),
        heading: heading.to_owned(),
        id: heading.split_once("{#").map_or("", |(_, id)| id.trim_end_matches('}')).to_owned(),
        ..Section::default()
    };
    let mut sections = vec![begin("")];
    let (mut fence, mut is_in_table) = (None::<Fence>, false);
    for line in text.lines() {
        let section = sections.last_mut().expect("it begins with one");
        match (&mut fence, line.strip_prefix("```")) {
            (Some(_), Some(_)) => section.fences.extend(fence.take()),
            (Some(open), None) => open.text.push_str(&format!("{line}\n")),
            (None, Some(info)) => fence = Some(Fence { info: info.to_owned(), text: String::new() }),
            (None, None) if line.starts_with('#') => sections.push(begin(line)),
            (None, None) => {
                // The first line of a table is its head, the second a row of dashes.
                if line.starts_with("| ") && is_in_table {
                    section.rows.push(cells(line));
                }
                is_in_table = line.starts_with('|');
                section.lines.push(line.to_owned());
            }
        }
    }
    assert!(fence.is_none(), "{path}: a fence is never closed");
    sections
}

fn cells(line: &str) -> Vec<String> {
    let inner = line.trim().trim_start_matches('|').trim_end_matches('|');
    inner.split(" | ").map(|cell| cell.trim().to_owned()).collect()
}
