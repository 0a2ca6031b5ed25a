//! What a site has at a path: pages, files, and where else a host would lead.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::model::artifact::{Artifact, Costly};
use crate::project::Rendering;
use crate::render::paths;

/// What can be looked up.
pub(super) struct Shelf<'a> {
    pub(super) rendering: &'a Rendering<'a>,
    others: OnceCell<BTreeMap<String, Artifact>>,
    costly: OnceCell<BTreeMap<String, Costly<'a>>>,
    index: OnceCell<BTreeMap<String, Artifact>>,
}

/// What is at a path.
pub(super) enum Found {
    /// A page by its number, and the status to send it with.
    Page(usize, u16),
    /// Something else.
    File(Artifact),
    /// It is elsewhere, and the status to say so with.
    Moved(String, u16),
    /// Nothing, not even a page that says so.
    Nothing,
}

impl<'a> Shelf<'a> {
    /// Looks nothing up yet.
    pub(super) fn new(rendering: &'a Rendering<'a>) -> Self {
        Self { rendering, others: OnceCell::new(), costly: OnceCell::new(), index: OnceCell::new() }
    }

    /// What takes long to make, at `path`.
    pub(super) fn costly(&self, path: &str) -> Option<&Costly<'a>> {
        // All of it is a picture or a print, and a page is asked for by its folder.
        if path.ends_with('/') || self.rendering.number(path).is_some() {
            return None;
        }
        let all = || self.rendering.costly().into_iter().map(|costly| (costly.path.to_string(), costly)).collect();
        self.costly.get_or_init(all).get(path)
    }

    /// What a host would give out at a path, by the rules of its own files.
    pub(super) fn find(&self, path: &str, query: &str) -> Found {
        if let Some(at) = self.rendering.number(path) {
            return match self.rendering.elsewhere(path, query, true) {
                Some(elsewhere) => Found::Moved(elsewhere.to, elsewhere.status),
                None => Found::Page(at, 200),
            };
        }
        if let Some(file) = self.rendering.asset(path) {
            return Found::File(file);
        }
        let elsewhere = self.rendering.elsewhere(path, query, false);
        if let Some(elsewhere) = elsewhere.as_ref().filter(|elsewhere| matches!(elsewhere.status, 301 | 302)) {
            return Found::Moved(elsewhere.to.clone(), elsewhere.status);
        }
        let slashed = format!("{path}/");
        if self.rendering.number(&slashed).is_some() {
            return Found::Moved(slashed, 301);
        }
        if path.starts_with(paths::SEARCH_INDEX)
            && let Some(file) = self.index().get(path)
        {
            return Found::File(file.clone());
        }
        if let Some(file) = self.others().get(path) {
            return Found::File(file.clone());
        }
        let lost = elsewhere.filter(|elsewhere| elsewhere.status == 404);
        let page = lost.and_then(|lost| self.rendering.number(&lost.to));
        page.map_or(Found::Nothing, |at| Found::Page(at, 404))
    }

    fn others(&self) -> &BTreeMap<String, Artifact> {
        self.others.get_or_init(|| by_path(self.rendering.others().0))
    }

    /// What a visitor's browser searches: made when somebody does.
    fn index(&self) -> &BTreeMap<String, Artifact> {
        self.index.get_or_init(|| by_path(self.rendering.search_index().0))
    }
}

fn by_path(artifacts: Vec<Artifact>) -> BTreeMap<String, Artifact> {
    artifacts.into_iter().map(|artifact| (artifact.path.to_string(), artifact)).collect()
}
