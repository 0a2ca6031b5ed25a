//! `content/site.toml` becomes a [`Config`]. Where something is wrong a stand-in is put, so that pages are read too.

mod language;
mod party;
mod region;
mod section;

use std::collections::BTreeMap;

use jiff::civil;
use jiff::tz::TimeZone;

use crate::diag::Diagnostic;
use crate::model::config::{Config, Counts, Limits, RawHtml};
use crate::model::draft::When;
use crate::model::node::{Table, Value};
use crate::parse::reader::Reader;
use crate::parse::{front_matter, place, toml};
use crate::source::{FileId, Span, Spanned};

/// Where the configuration stands.
pub const PATH: &str = "content/site.toml";

/// The theme of a site that names none.
pub const THEME: &str = "placard";

/// The zone of a site that names none.
const ZONE: &str = "Europe/London";

/// The folders whose pages can have defaults.
const FOLDERS: [&str; 5] = ["campaigns", "events", "groups", "news", "pages"];

/// The finding about a folder that is no site.
pub fn missing() -> Diagnostic {
    Diagnostic::error("site-config-missing", format!("there is no `{PATH}`"))
        .help("run `handbill new DIR` to make a site to start from, or `--root DIR` to name the folder of yours")
}

/// Reads `site.toml`.
pub fn read(file: FileId, text: &str) -> (Config, Vec<Diagnostic>) {
    let conflict = front_matter::conflict(file, text);
    let (table, mut findings) = match conflict {
        Some(finding) => (Table::default(), vec![finding]),
        None => toml::table(file, text, 0..text.len()),
    };
    let is_broken = !findings.is_empty();
    let mut reader = Reader::new(file, &table, Span::default());
    let config = config(&mut reader);
    let told = reader.finish();
    // What seems to be missing from a file that could not be read may well be there.
    findings.extend(told.into_iter().filter(|finding| !is_broken || !finding.code.ends_with("-missing")));
    (config, findings)
}

fn config(reader: &mut Reader<'_>) -> Config {
    let name = reader.filled("name").map(|name| name.value).unwrap_or_default();
    reader.require("name");
    let languages = language::read(reader, &name);
    let default = languages.first().map(|language| language.code.clone()).unwrap_or_else(language::english);
    let base_url = base_url(reader);
    let timezone = timezone(reader);
    let now = reader.when("now").map(|now| local(&now.value, &timezone.1));
    let theme = reader.filled("theme").unwrap_or_else(|| Spanned::new(THEME.to_owned(), Span::default()));
    let (organisation, promoter) = party::read(reader, &name);
    let printer = party::printer(reader);
    Config {
        file: reader.file(),
        base_url,
        timezone,
        now,
        theme,
        theme_options: raw_table(reader, "theme_options"),
        organisation,
        promoter,
        printer,
        privacy: section::privacy(reader),
        security: section::security(reader),
        navigation: section::menu(reader, "navigation", &default),
        footer: section::menu(reader, "footer", &default),
        donate: section::donate(reader),
        social: section::social(reader),
        consents: section::consents(reader, &languages),
        defaults: defaults(reader),
        regions: region::read(reader, &default),
        limits: limits(reader),
        raw_html: raw_html(reader),
        finder: section::finder(reader, &default),
        counts: Counts { is_live: is_live(reader), ..Counts::default() },
        share_pictures: on_unless(reader, "share", "pictures"),
        embeds: on_unless(reader, "embeds", "enabled"),
        search: on_unless(reader, "search", "enabled") && cfg!(feature = "search"),
        languages,
    }
}

/// The address of a site as it is kept, without a slash at its end; `None` where it is none, or says more.
///
/// ```
/// use handbill::parse::config::base_url_of;
/// assert_eq!(base_url_of("https://example.org/").as_deref(), Some("https://example.org"));
/// assert!(base_url_of("https://example.org/blog").is_none());
/// ```
pub fn base_url_of(typed: &str) -> Option<String> {
    let plain = typed.trim().trim_end_matches('/');
    let host = plain.split_once("://").map_or("", |(_, host)| host);
    (place::is_url(plain) && !host.contains(['/', '?', '#', '@'])).then(|| plain.to_owned())
}

fn base_url(reader: &mut Reader<'_>) -> String {
    reader.require("base_url");
    let Some(url) = reader.filled("base_url") else { return "https://example.org".to_owned() };
    if let Some(plain) = base_url_of(&url.value) {
        return plain;
    }
    let finding =
        Diagnostic::error("base-url-invalid", format!("`base_url` is not the address of a site: `{}`", url.value))
            .at(reader.file(), url.span, "a scheme and a host belong here, and nothing after them")
            .help("it looks like `https://example.org`");
    reader.tell(finding);
    "https://example.org".to_owned()
}

fn timezone(reader: &mut Reader<'_>) -> (String, TimeZone) {
    let name = place::read_zone(reader, "timezone").map_or_else(|| ZONE.to_owned(), |name| name.value);
    let zone = place::zone(&name).unwrap_or(TimeZone::UTC);
    (name, zone)
}

pub(super) fn local(when: &When, zone: &TimeZone) -> civil::DateTime {
    match when {
        When::Day(day) => day.to_datetime(civil::Time::midnight()),
        When::Local(moment) => *moment,
        When::Exact(moment) => zone.to_datetime(*moment),
    }
}

fn raw_table(reader: &mut Reader<'_>, key: &'static str) -> Table {
    let _ = reader.table(key);
    match reader.take(key).map(|found| &found.node.value) {
        Some(Value::Table(table)) => table.clone(),
        _ => Table::default(),
    }
}

fn defaults(reader: &mut Reader<'_>) -> BTreeMap<String, Table> {
    let Some(mut inner) = reader.table("defaults") else { return BTreeMap::new() };
    let tables = FOLDERS
        .into_iter()
        .map(|folder| (folder.to_owned(), raw_table(&mut inner, folder)))
        .filter(|(_, table)| !table.entries.is_empty())
        .collect();
    reader.absorb(inner);
    tables
}

fn limits(reader: &mut Reader<'_>) -> Limits {
    let mut limits = Limits { file_max_bytes: 1_000_000, asset_max_bytes: 10_000_000, per_page: 20, feed_items: 30 };
    let Some(mut inner) = reader.table("limits") else { return limits };
    let mut at_least_one = |key| {
        let number = inner.unsigned(key)?;
        if number.value == 0 {
            let finding = Diagnostic::error("number-too-small", format!("`{key}` must be at least 1"));
            let finding = finding.at(inner.file(), number.span, "less than 1");
            inner.tell(finding.help("write a larger number, or take the line out"));
            return None;
        }
        Some(number.value)
    };
    let size = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    limits.file_max_bytes = at_least_one("file_max_bytes").unwrap_or(limits.file_max_bytes);
    limits.asset_max_bytes = at_least_one("asset_max_bytes").unwrap_or(limits.asset_max_bytes);
    limits.per_page = at_least_one("per_page").map_or(limits.per_page, size);
    limits.feed_items = at_least_one("feed_items").map_or(limits.feed_items, size);
    reader.absorb(inner);
    limits
}

fn raw_html(reader: &mut Reader<'_>) -> RawHtml {
    let Some(mut inner) = reader.table("markdown") else { return RawHtml::Sanitise };
    let known = [(RawHtml::Sanitise, "sanitise"), (RawHtml::Allow, "allow")];
    let chosen = inner.choice("raw_html", &known).map_or(RawHtml::Sanitise, |chosen| chosen.value);
    reader.absorb(inner);
    chosen
}

/// What a site has unless its `table` says that `key` is false.
fn on_unless(reader: &mut Reader<'_>, table: &'static str, key: &'static str) -> bool {
    let Some(mut inner) = reader.table(table) else { return true };
    let is_on = inner.bool(key).is_none_or(|wanted| wanted.value);
    reader.absorb(inner);
    is_on
}

fn is_live(reader: &mut Reader<'_>) -> bool {
    let Some(mut inner) = reader.table("counts") else { return false };
    let is_live = inner.bool("live").is_some_and(|live| live.value);
    reader.absorb(inner);
    is_live
}

#[cfg(test)]
mod tests;
