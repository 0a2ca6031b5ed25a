//! The five steps in order: a folder of content becomes a site on the disk, or what is wrong with it is told.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::diag::{Diagnostic, Strictness, in_order};
use crate::ids::UrlPath;
use crate::load::{LoadError, load};
use crate::model::artifact::Artifact;
use crate::project::{Project, Rendering};
use crate::resolve::{Drafts, Now, Options};
use crate::source::Sources;
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

/// Builds a site: reads `root`, makes everything, and puts it in the place of `out`, all or nothing.
///
/// # Errors
/// When the disk says no, another build runs, or `out` is not ours to replace.
pub fn build(request: &Request) -> Result<Built, BuildError> {
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
    let (done, findings) = write_all(&project, loading, &folder, inputs, request.strictness)?;
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
    let rendering = project.rendering().map(|rendering| rehearsed(&rendering, || false)).unwrap_or_default();
    let findings = in_order(loading.into_iter().chain(project.findings).chain(rendering));
    Ok((project.sources, findings))
}

/// Everything that rendering has to tell, without keeping what it makes; it gives up as soon as `is_stopped` says so.
pub fn rehearsed(rendering: &Rendering<'_>, is_stopped: impl Fn() -> bool + Sync) -> Vec<Diagnostic> {
    let (others, told) = rendering.others();
    let paths = all_paths(rendering, &others);
    let mut findings = rendering.findings();
    findings.extend(told);
    findings.extend(rehearse(&paths, |at| if is_stopped() { Default::default() } else { rendering.page(at) }));
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

fn write_all(
    project: &Project,
    loading: Vec<Diagnostic>,
    folder: &Folder,
    inputs: Inputs,
    strictness: Strictness,
) -> Result<(Done, Vec<Diagnostic>), WriteError> {
    let found = loading.into_iter().chain(project.findings.iter().cloned());
    let Some(rendering) = project.rendering() else { return Ok((Done::Refused, found.collect())) };
    let (others, telling) = rendering.others();
    let found = found.chain(telling).chain(rendering.findings()).collect();
    let paths = all_paths(&rendering, &others);
    let others: Vec<Mutex<Option<Artifact>>> = others.into_iter().map(|other| Mutex::new(Some(other))).collect();
    let pages = rendering.pages().len();
    let written = write(folder, inputs, strictness, found, &paths, |at| match at.checked_sub(pages) {
        None => rendering.page(at),
        Some(at) => (others[at].lock().unwrap_or_else(PoisonError::into_inner).take(), Vec::new()),
    })?;
    std::mem::forget(rendering);
    let done = match written.outcome {
        Outcome::Refused => Done::Refused,
        Outcome::Done(counts) => Done::Written(counts),
    };
    Ok((done, written.findings))
}

fn all_paths(rendering: &Rendering<'_>, others: &[Artifact]) -> Vec<UrlPath> {
    let pages = rendering.pages().iter().map(|output| output.path.clone());
    pages.chain(others.iter().map(|other| other.path.clone())).collect()
}
