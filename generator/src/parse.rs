//! Step 2: [`Sources`] become a [`Draft`], one file at a time.
//!
//! Each file is read alone, so that files can be read side by side, and one that has not changed need not be read again.

pub mod config;
mod counts;
mod csv;
pub mod front_matter;
pub mod markdown;
mod page;
pub mod place;
mod places;
pub mod reader;
pub mod shortcode;
pub mod toml;
pub mod when;
pub mod yaml;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::Diagnostic;
use crate::model::config::Config;
use crate::model::draft::{Draft, DraftPage};
use crate::model::theme::Folders;
use crate::parse::markdown::MarkdownOptions;
use crate::parse::page::{Context, PageFile};
use crate::parse::shortcode::ShortcodeSet;
use crate::source::{Content, FileId, Place, SourceFile, Sources};

/// Reads a site; without a `content/site.toml` there is no draft.
pub fn parse(sources: &Sources) -> (Option<Draft>, Vec<Diagnostic>) {
    parse_again(&mut Memory::default(), sources)
}

/// What was read before, to be used again for files whose text is the same.
#[derive(Debug, Default)]
pub struct Memory {
    /// What all pages depend on: `site.toml` and the theme's shortcodes.
    common: Vec<Arc<str>>,
    /// What was found in files that are no pages.
    told: Vec<Diagnostic>,
    files: BTreeMap<Arc<str>, Read>,
    /// In which of them something was found.
    faulty: BTreeSet<Arc<str>>,
}

impl Memory {
    /// All that was found when it was last brought up to date, in no particular order.
    pub(crate) fn findings(&self) -> impl Iterator<Item = Diagnostic> {
        let faulty = self.faulty.iter().filter_map(|path| self.files.get(path));
        self.told.iter().chain(faulty.flat_map(|read| &read.findings)).cloned()
    }
}

/// A page as its file had it, and as it has it now.
pub(crate) type Edited = (Arc<DraftPage>, Arc<DraftPage>);

/// What one file gave.
#[derive(Debug, Clone)]
struct Read {
    /// `None` where there was too much of it to be read.
    text: Option<Arc<str>>,
    id: FileId,
    is_translation: bool,
    pages: Vec<Arc<DraftPage>>,
    findings: Vec<Diagnostic>,
}

/// So many files a thread takes at most at a time: with more, one would still read when all others have done.
const AT_ONCE: usize = 32;

/// Reads a site as [`parse`] does, but only those files that differ from what `memory` holds, which it brings up to date.
pub fn parse_again(memory: &mut Memory, sources: &Sources) -> (Option<Draft>, Vec<Diagnostic>) {
    let Some((config_file, site)) = sources.find(config::PATH) else { return (None, vec![config::missing()]) };
    if site.content == Content::Unread {
        return (None, Vec::new());
    }
    let (mut config, mut findings) = config::read(config_file, site.text());
    findings.extend(counts::read(sources, &mut config));
    findings.extend(places::read(sources, &mut config));
    findings.extend(page::defaults(&config));
    let folders = Folders::of(sources, &config.theme.value);
    let theme: Vec<(FileId, &SourceFile)> = folders.manifests(sources).map(|(_, id, file)| (id, file)).collect();
    let (shortcodes, told) = ShortcodeSet::new(theme.iter().map(|(id, file)| (*id, file.text())));
    findings.extend(told);
    // With places of its own a site takes postcodes of any shape.
    let own_places = sources.find(places::PATH).map(|(_, file)| file);
    let of_theme = theme.iter().map(|(_, file)| *file);
    let common: Vec<Arc<str>> = std::iter::once(site).chain(own_places).chain(of_theme).filter_map(shared).collect();
    if memory.common != common {
        *memory = Memory { common, ..Memory::default() };
    }
    let options = MarkdownOptions { raw_html: config.raw_html, shortcodes: &shortcodes };
    let context = Context { config: &config, options };
    let files: Vec<(FileId, &SourceFile)> =
        sources.iter().filter(|(_, file)| file.path.starts_with("content/")).collect();
    let read = |(id, file): &(FileId, &SourceFile)| is_read(file).then(|| read(memory, &context, sources, *id, file));
    let read: Vec<Option<Read>> = files.par_iter().with_max_len(AT_ONCE).map(read).collect();
    memory.told.clone_from(&findings);
    let (mut pages, mut assets) = (Vec::with_capacity(files.len()), Vec::new());
    let mut known = Vec::with_capacity(files.len());
    for ((id, file), read) in files.into_iter().zip(read) {
        match read {
            None if ![config::PATH, counts::PATH, places::PATH].contains(&&*file.path) => assets.push(id),
            None => {}
            Some(read) => {
                pages.extend(read.pages.iter().cloned());
                findings.extend(read.findings.iter().cloned());
                known.push((Arc::clone(&file.path), read));
            }
        }
    }
    memory.faulty =
        known.iter().filter(|(_, read)| !read.findings.is_empty()).map(|(path, _)| Arc::clone(path)).collect();
    memory.files = BTreeMap::from_iter(known);
    (Some(Draft { config, pages, assets }), findings)
}

/// Reads some files again, when they and the configuration are all that a site is made of that may have changed:
/// their pages, each before and after. `None` where a file is no page, or has another number of pages than before.
pub(crate) fn parse_some(
    memory: &mut Memory,
    config: &Config,
    sources: &Sources,
    changed: &[FileId],
) -> Option<Vec<Edited>> {
    let folders = Folders::of(sources, &config.theme.value);
    let (shortcodes, _) = ShortcodeSet::new(folders.manifests(sources).map(|(_, id, file)| (id, file.text())));
    let options = MarkdownOptions { raw_html: config.raw_html, shortcodes: &shortcodes };
    let context = Context { config, options };
    let mut edited = Vec::new();
    for id in changed {
        let file = sources.get(*id);
        let known = memory.files.get(&file.path).filter(|known| known.id == *id && known.text.is_some())?;
        let after = read(memory, &context, sources, *id, file);
        if after.text.is_none() || known.pages.len() != after.pages.len() {
            return None;
        }
        edited.extend(known.pages.iter().cloned().zip(after.pages.iter().cloned()));
        if after.findings.is_empty() {
            memory.faulty.remove(&file.path);
        } else {
            memory.faulty.insert(Arc::clone(&file.path));
        }
        memory.files.insert(Arc::clone(&file.path), after);
    }
    edited.retain(|(before, after)| !Arc::ptr_eq(before, after));
    Some(edited)
}

fn shared(file: &SourceFile) -> Option<Arc<str>> {
    match &file.content {
        Content::Text(text) => Some(Arc::clone(text)),
        Content::Bytes(_) | Content::Unread => None,
    }
}

fn extension(path: &str) -> String {
    path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default()
}

/// Whether a file holds pages: all Markdown does, and CSV among the groups.
fn is_read(file: &SourceFile) -> bool {
    match extension(&file.path).as_str() {
        "md" | "markdown" => true,
        "csv" => file.path.starts_with("content/groups/"),
        _ => false,
    }
}

fn read(memory: &Memory, context: &Context<'_>, sources: &Sources, id: FileId, file: &SourceFile) -> Read {
    let is_translation = page::original(&file.path).is_some_and(|original| sources.find(&original).is_some());
    let text = shared(file);
    if let Some(known) = memory.files.get(&file.path)
        && known.is_translation == is_translation
        && is_same(&known.text, &text)
    {
        return renumbered(known, id);
    }
    let page_file = PageFile { id, path: &file.path, text: file.text(), is_translation };
    let (pages, findings) = match (extension(&file.path).as_str(), &text) {
        ("csv", Some(_)) => csv::read(context, &page_file),
        ("csv", None) => (Vec::new(), Vec::new()),
        (_, Some(_)) => {
            let (page, findings) = page::read(context, &page_file);
            (page.into_iter().collect(), findings)
        }
        (_, None) => (page::unread(context, &page_file).into_iter().collect(), Vec::new()),
    };
    let pages = pages.into_iter().map(Arc::new).collect();
    Read { text, id, is_translation, pages, findings }
}

/// Whether it is the very same text, or reads the same.
fn is_same(known: &Option<Arc<str>>, text: &Option<Arc<str>>) -> bool {
    match (known, text) {
        (Some(known), Some(text)) => Arc::ptr_eq(known, text) || known == text,
        (None, None) => true,
        _ => false,
    }
}

/// What a file gave, with its number of today: files before it may have come or gone.
fn renumbered(known: &Read, id: FileId) -> Read {
    let mut read = known.clone();
    if read.id == id {
        return read;
    }
    let moved = |place: Place| if place.file == known.id { Place { file: id, ..place } } else { place };
    for page in &mut read.pages {
        Arc::make_mut(page).file = id;
    }
    for finding in &mut read.findings {
        finding.place = finding.place.map(moved);
        for (place, _) in &mut finding.related {
            *place = moved(*place);
        }
    }
    read.id = id;
    read
}

#[cfg(test)]
mod tests;
