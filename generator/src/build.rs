//! The five steps in order: a folder of content becomes a site on the disk, or what is wrong with it is told.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::diag::{Diagnostic, Strictness, in_order};
use crate::ids::UrlPath;
use crate::load::{LoadError, load};
use crate::model::artifact::{Artifact, Costly};
use crate::project::{Project, Rendering};
use crate::resolve::{Drafts, Now, Options};
use crate::source::Sources;
use crate::write::cache::{Cache, Mode};
use crate::write::stamp::{Digest, fingerprint};
use crate::write::{Counts, Folder, Inputs, Outcome, Takeover, WriteError, rehearse, write};

/// What is to be built, and how.
#[derive(Debug, Clone)]
pub struct Request {
    /// The folder that holds `content/`.
    pub root: PathBuf,
    /// Where the site is written; below the root unless it is absolute.
    pub out: PathBuf,
    /// The clock, the drafts, the address.
    pub options: Options,
    /// Whether a warning stops the build.
    pub strictness: Strictness,
    /// What may be replaced.
    pub takeover: Takeover,
}

/// How a build ended.
#[derive(Debug)]
pub struct Built {
    /// All that was read; what findings point into.
    pub sources: Sources,
    /// Everything that was found, in the order of files.
    pub findings: Vec<Diagnostic>,
    /// What became of the output.
    pub done: Done,
}

/// What became of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// The site is there.
    Written(Counts),
    /// Nothing that the site is made from has changed: these many files are as they were.
    Current(usize),
    /// A finding stopped the build, and nothing was written.
    Refused,
}

/// What the world would not let us do.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// A file or folder could not be read.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The output could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Hears how many files are made, and of how many.
pub type Telling<'a> = dyn Fn(usize, usize) + Sync + 'a;

/// Builds a site: reads `root`, makes everything, and puts it in the place of `out`, all or nothing.
///
/// # Errors
/// When the disk says no, another build runs, or `out` is not ours to replace.
pub fn build(request: &Request) -> Result<Built, BuildError> {
    build_and_tell(request, &|_, _| {})
}

/// As [`build`]; `telling` hears how many files are made, and of how many, on whichever thread has made one.
///
/// # Errors
/// As [`build`].
pub fn build_and_tell(request: &Request, telling: &Telling<'_>) -> Result<Built, BuildError> {
    let folder = Folder::open(&request.root, &request.out, request.takeover)?;
    let (sources, loading) = load(&request.root)?;
    let fingerprint = request.fingerprint(&sources);
    if loading.is_empty()
        && let Some(files) = folder.is_current(fingerprint, stamped(request.options.now))
    {
        return Ok(Built { sources, findings: Vec::new(), done: Done::Current(files) });
    }
    let project = Project::open(sources, request.options.clone());
    let inputs = Inputs { fingerprint, now: stamped(request.options.now), valid_until: project.valid_until() };
    let cache = Cache::of(&request.root, Mode::Keep);
    let making = Making { project: &project, cache: &cache, strictness: request.strictness, telling };
    let (done, findings) = making.write_all(loading, &folder, inputs)?;
    let Project { sources, site, theme, memory, .. } = project;
    // A build is the last thing that a process does: taking a large site to pieces would only keep its user waiting.
    std::mem::forget((site, theme, memory));
    Ok(Built { sources, findings: in_order(findings), done })
}

/// Everything that is wrong with the site at `root`; writes nothing.
///
/// # Errors
/// When a file or folder cannot be read.
pub fn check(root: &Path, options: Options) -> Result<(Sources, Vec<Diagnostic>), LoadError> {
    let (sources, loading) = load(root)?;
    let project = Project::open(sources, options);
    let cache = Cache::of(root, Mode::Look);
    let rendering = project.rendering().map(|rendering| rehearsed(&rendering, &cache)).unwrap_or_default();
    let findings = in_order(loading.into_iter().chain(project.findings).chain(rendering));
    Ok((project.sources, findings))
}

/// Everything that rendering has to tell, without keeping what it makes but in `cache`; it gives up when the rendering is
/// stopped.
pub fn rehearsed(rendering: &Rendering<'_>, cache: &Cache) -> Vec<Diagnostic> {
    let (others, told) = rendering.others();
    if rendering.is_stopped() {
        return Vec::new();
    }
    let costly = rendering.costly();
    let (pages, files) = (others.len(), others.len() + rendering.pages().len());
    let paths = all_paths(rendering, &others, &costly);
    drop(others);
    let mut findings = rendering.findings();
    findings.extend(told);
    findings.extend(rehearse(&paths, |at| match (at.checked_sub(pages), at.checked_sub(files)) {
        _ if rendering.is_stopped() => Default::default(),
        (_, Some(at)) if costly[at].tells => (None, cache.bytes(&costly[at]).1),
        (None, _) | (_, Some(_)) => Default::default(),
        (Some(at), None) => rendering.page(at),
    }));
    findings
}

impl Request {
    /// Of all that was read and of all that was asked for, the program's own version included.
    fn fingerprint(&self, sources: &Sources) -> Digest {
        let drafts = if self.options.drafts == Drafts::Show { "drafts" } else { "" };
        let asked = match self.options.now {
            Now::Clock(_) => String::new(),
            Now::Local(now) => now.to_string(),
            Now::Exact(now) => now.to_string(),
        };
        let base_url = self.options.base_url.as_deref().unwrap_or_default();
        fingerprint(sources, &[env!("CARGO_PKG_VERSION"), drafts, &asked, base_url])
    }
}

/// The clock as it is kept with a build; one that was asked for is a part of the fingerprint, and needs no place in time.
fn stamped(now: Now) -> jiff::Timestamp {
    match now {
        Now::Clock(now) => now,
        Now::Local(_) | Now::Exact(_) => jiff::Timestamp::UNIX_EPOCH,
    }
}

/// A site on its way to the disk.
struct Making<'a> {
    project: &'a Project,
    cache: &'a Cache,
    strictness: Strictness,
    telling: &'a Telling<'a>,
}

impl Making<'_> {
    fn write_all(
        &self,
        loading: Vec<Diagnostic>,
        folder: &Folder,
        inputs: Inputs,
    ) -> Result<(Done, Vec<Diagnostic>), WriteError> {
        let found = loading.into_iter().chain(self.project.findings.iter().cloned());
        let Some(rendering) = self.project.rendering() else { return Ok((Done::Refused, found.collect())) };
        let ((mut others, told), (index, more)) = rayon::join(|| rendering.others(), || rendering.search_index());
        others.extend(index);
        let found: Vec<_> = found.chain(told).chain(more).chain(rendering.findings()).collect();
        let mut costly = rendering.costly();
        if found.iter().any(|finding| finding.stops(self.strictness)) {
            // Nothing will be written: who waits for what is wrong need not wait for pictures.
            costly.retain(|costly| costly.tells);
        }
        let paths = all_paths(&rendering, &others, &costly);
        let (pages, files) = (others.len(), others.len() + rendering.pages().len());
        let others: Vec<_> = others.into_iter().map(|other| Mutex::new(Some(other))).collect();
        let made = AtomicUsize::new(0);
        let written = write(folder, inputs, self.strictness, found, &paths, |at| {
            let file = match (at.checked_sub(pages), at.checked_sub(files)) {
                (None, _) => (others[at].lock().unwrap_or_else(PoisonError::into_inner).take(), Vec::new()),
                (_, Some(at)) => self.costly(&costly[at]),
                (Some(at), None) => rendering.page(at),
            };
            (self.telling)(made.fetch_add(1, Ordering::Relaxed) + 1, paths.len());
            file
        })?;
        drop(costly);
        std::mem::forget(rendering);
        let done = match written.outcome {
            Outcome::Refused => Done::Refused,
            Outcome::Done(counts) => {
                self.cache.prune();
                Done::Written(counts)
            }
        };
        Ok((done, written.findings))
    }

    fn costly(&self, costly: &Costly<'_>) -> (Option<Artifact>, Vec<Diagnostic>) {
        let (bytes, found) = self.cache.bytes(costly);
        (bytes.map(|bytes| Artifact { path: costly.path.clone(), bytes }), found)
    }
}

/// The paths of all files. What is there already comes first, so that it is out of memory while the pages are made.
fn all_paths(rendering: &Rendering<'_>, others: &[Artifact], costly: &[Costly<'_>]) -> Vec<UrlPath> {
    let others = others.iter().map(|other| &other.path);
    let pages = rendering.pages().iter().map(|output| &output.path);
    others.chain(pages).chain(costly.iter().map(|costly| &costly.path)).cloned().collect()
}
