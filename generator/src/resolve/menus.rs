//! Menus: what `site.toml` names, found, with its words in each language.

use super::links::Index;
use crate::diag::Diagnostic;
use crate::model::config::{Config, MenuItem as Written, Words};
use crate::model::draft::Kind;
use crate::model::site::{EntryId, LangId, MenuItem, Menus, Site};
use crate::source::Spanned;

/// What the menus lead to, the same in all languages.
#[derive(Debug)]
pub(super) struct Targets {
    navigation: Vec<(Written, Option<EntryId>)>,
    footer: Vec<(Written, Option<EntryId>)>,
    donate: Option<EntryId>,
    privacy: Option<EntryId>,
}

/// Finds the pages that the menus name.
pub(super) fn find(config: &Config, index: &Index<'_>, found: &mut Vec<Diagnostic>) -> Targets {
    let mut page = |key: &Spanned<String>| index.page(config.file, key, None, found);
    let mut items = |written: &[Written]| {
        let found = written.iter().map(|item| (item.clone(), if item.is_url { None } else { page(&item.target) }));
        found.filter(|(item, entry)| item.is_url || entry.is_some()).collect::<Vec<_>>()
    };
    let (navigation, footer) = (items(&config.navigation), items(&config.footer));
    let donate = config.donate.as_ref().and_then(&mut page);
    let privacy = config.privacy.as_ref().and_then(|privacy| page(&privacy.page));
    Targets { navigation, footer, donate, privacy }
}

/// The menus in the words of `lang`.
pub(super) fn in_language(targets: &Targets, site: &Site, lang: LangId) -> Menus {
    let items = |items: &[(Written, Option<EntryId>)]| {
        items.iter().map(|(written, entry)| item(written, *entry, site, lang)).collect::<Vec<_>>()
    };
    Menus {
        navigation: items(&targets.navigation),
        footer: items(&targets.footer),
        donate: targets.donate.map(|entry| to_page(entry, &Words::default(), site, lang)),
        privacy: targets.privacy.map(|entry| to_page(entry, &Words::default(), site, lang)),
    }
}

fn item(written: &Written, entry: Option<EntryId>, site: &Site, lang: LangId) -> MenuItem {
    if let Some(entry) = entry {
        return to_page(entry, &written.label, site, lang);
    }
    let url = written.target.value.clone();
    let label = written.label.of(site.lang(lang), site.config.default_lang()).unwrap_or(&url).to_owned();
    MenuItem { label, url, entry: None, section: None }
}

fn to_page(entry: EntryId, label: &Words, site: &Site, lang: LangId) -> MenuItem {
    let page = site.page_in(entry, lang);
    let section = match site.entry(entry).kind {
        Kind::Section(section) => Some(section),
        _ => None,
    };
    let label = label.0.get(site.lang(lang)).cloned().unwrap_or_else(|| page.title.clone());
    MenuItem { label, url: page.url.to_string(), entry: Some(entry), section }
}
