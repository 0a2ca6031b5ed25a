//! A project after a change: as much of it as the change left alone is kept.
//!
//! | changed | made again |
//! |---|---|
//! | texts of pages that are there | these pages and the menus ([`resolve::Memory`]) |
//! | what they are listed by: dates, some titles | the lists as well |
//! | pages that come, go, or show themselves to others in another way | what is in their files, then the whole site |
//! | `site.toml`, the theme | everything |
//!
//! Whatever is kept, the result is what [`Project::open`] makes of the same sources at the same moment: the suite `laws`
//! edits sites at random and compares.

use jiff::Timestamp;

use super::{Extent, Project};
use crate::diag::{Diagnostic, in_order};
use crate::model::config::Config;
use crate::parse;
use crate::render::theme::Theme;
use crate::resolve::{self, Edit, Listing, Options};
use crate::source::{FileId, SourceFile, Sources};

/// What the next project can be made with.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    pub(super) parsed: parse::Memory,
    /// `None` where there is no site.
    pub(super) resolved: Option<resolve::Memory>,
    pub(super) looks: Looks,
}

/// What a theme was made of, and what was found in it.
#[derive(Debug, Default)]
pub(crate) struct Looks {
    files: Vec<(FileId, SourceFile)>,
    pub(super) findings: Vec<Diagnostic>,
}

impl Looks {
    /// The theme: `known`, when it was made of the same files.
    pub(super) fn again(&self, known: Option<Theme>, sources: &Sources, config: &Config) -> (Option<Theme>, Self) {
        let files: Vec<_> = sources.iter().filter(|(_, file)| is_looks(&file.path)).collect();
        let is_same = files.len() == self.files.len()
            && files.iter().zip(&self.files).all(|((id, file), (known_id, known))| {
                id == known_id && file.path == known.path && file.content.is_same(&known.content)
            });
        let (theme, findings) = match known {
            Some(known) if is_same => (Some(known), self.findings.clone()),
            _ => Theme::load(sources, config),
        };
        (theme, Self { files: files.into_iter().map(|(id, file)| (id, file.clone())).collect(), findings })
    }
}

/// Whether a file has a part in how pages look: the theme and the configuration have.
fn is_looks(path: &str) -> bool {
    !path.starts_with("content/") || path.ends_with(".toml")
}

impl Project {
    /// The same project with other sources: what has not changed is not made again.
    #[must_use]
    pub fn reopened(mut self, sources: Sources, options: Options) -> Self {
        if self.take(&sources, &options).is_some() {
            self.sources = sources;
            self.options = options;
            self.extent = Extent::Edited;
            return self;
        }
        // The old site is taken to pieces beside the work on the new one.
        let old = self.site.take();
        rayon::spawn(move || drop(old));
        Self::made(self.memory, self.theme, sources, options)
    }

    /// Makes edited pages again; `None` where they are not all that has changed, and `self` has to be made anew.
    fn take(&mut self, sources: &Sources, options: &Options) -> Option<()> {
        let now = self.same_at(options)?;
        let changed = edited(&self.sources, sources)?;
        let site = self.site.as_mut()?;
        let edits = parse::parse_some(&mut self.memory.parsed, &site.config, sources, &changed)?;
        let edits: Vec<Edit> = edits.into_iter().map(|(before, after)| Edit { before, after }).collect();
        let resolved = self.memory.resolved.as_mut()?;
        if resolved.again(site, sources, now, &edits)? == Listing::Anew {
            self.pages.take();
        }
        let found = self.memory.parsed.findings().chain(self.memory.looks.findings.iter().cloned());
        self.findings = in_order(found.chain(resolved.findings(&site.config)));
        Some(())
    }

    /// The moment that `options` ask for, when all that was said of the site's own moment is true at it.
    fn same_at(&self, options: &Options) -> Option<Timestamp> {
        let site = self.site.as_ref()?;
        if *options != (Options { now: options.now, ..self.options.clone() }) {
            return None;
        }
        let (before, now) = (site.now.timestamp(), resolve::now(&site.config, options.now));
        let is_later = || now > before && self.valid_until().is_some_and(|until| now < until);
        (now == before || is_later()).then_some(now)
    }
}

/// The files whose text has changed, when nothing else has: no file has come or gone, and they are of the content.
fn edited(before: &Sources, after: &Sources) -> Option<Vec<FileId>> {
    let mut edited = Vec::new();
    if before.len() != after.len() {
        return None;
    }
    for (id, old, new) in before.beside(after) {
        if !std::sync::Arc::ptr_eq(&old.path, &new.path) && old.path != new.path {
            return None;
        }
        if !old.content.is_same(&new.content) {
            edited.push(id);
        }
    }
    edited.iter().all(|id| !is_looks(&after.get(*id).path)).then_some(edited)
}
