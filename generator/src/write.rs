//! Step 5: artifacts become a folder, all of them or none.
//!
//! Each artifact is made and written at once to a folder beside the output, so that no more than a few are
//! in memory; when all are there and no finding stops the build, the two folders change places in one step.
//! A build that is killed leaves the old site whole, and a file whose bytes are the same is not touched.

pub mod cache;
mod disk;
pub mod plan;
pub mod stamp;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;
use rayon::prelude::*;

pub use self::disk::{Folder, Takeover, put_file};
use self::plan::{Plan, Step, clashes, plan, step};
use self::stamp::{Digest, Facts, Record, Stamp};
use crate::diag::{Diagnostic, Strictness};
use crate::ids::UrlPath;
use crate::model::artifact::Artifact;

/// What the world would not let us do.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The disk said no.
    #[error("could not {doing} `{}`", path.display())]
    Disk {
        /// What was being done: `write`, `read`.
        doing: &'static str,
        /// To which path.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Another build has the lock.
    #[error("another build is writing this site: wait for it, or stop it (it holds `{}`)", .0.display())]
    Busy(PathBuf),
    /// The folder holds something that no build of this site has put there.
    #[error("`{}` is not empty and was not made by a build of this site: name another folder with `--out`, empty it, or replace all that is in it with `--force`", .0.display())]
    NotOurs(PathBuf),
    /// The folder is, or holds, or stands in what we read.
    #[error("`{}` cannot be the output: it belongs to the site's own files", .0.display())]
    Inside(PathBuf),
    /// The output's path leads to a file.
    #[error("`{}` is not a folder", .0.display())]
    NoFolder(PathBuf),
}

/// What the artifacts are made from, kept to know the next time whether anything has changed.
#[derive(Debug, Clone, Copy)]
pub struct Inputs {
    /// Of all that was read and asked for; see [`stamp::fingerprint`].
    pub fingerprint: Digest,
    /// The clock of this build.
    pub now: Timestamp,
    /// From then on the same inputs make another site; `None` is never.
    pub valid_until: Option<Timestamp>,
}

/// How a writing ended.
#[derive(Debug)]
pub struct Written {
    /// What became of the folder.
    pub outcome: Outcome,
    /// What was found before, and what rendering had to tell; in no order.
    pub findings: Vec<Diagnostic>,
}

/// What became of the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// A finding stopped the build; nothing was written.
    Refused,
    /// All files are there, and how many are new or different, and how many are no longer made.
    Done(Counts),
}

/// What was done, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Files that are HTML pages.
    pub pages: usize,
    /// Other files.
    pub others: usize,
    /// Of all these, new or different ones.
    pub changed: usize,
    /// Files that were there before and no longer are.
    pub removed: usize,
}

/// Makes the artifact of every path with `render`, in parallel, and puts them in the place of what `folder` holds.
///
/// A finding that stops the build, by `strictness`, leaves the folder as it was, be it among those `found` before;
/// the rest is still rendered, so that everything is told at once.
///
/// # Errors
/// When the disk does not let us read the old folder or write the new one.
pub fn write<R>(
    folder: &Folder,
    inputs: Inputs,
    strictness: Strictness,
    found: Vec<Diagnostic>,
    paths: &[UrlPath],
    render: R,
) -> Result<Written, WriteError>
where
    R: Fn(usize) -> (Option<Artifact>, Vec<Diagnostic>) + Sync,
{
    let mut findings = found;
    findings.extend(clashes(paths));
    let old = folder.listing()?;
    let stage = folder.stage()?;
    let refused = AtomicBool::new(findings.iter().any(|finding| finding.stops(strictness)));
    let made = make_all(&old, &stage, strictness, &refused, paths.len(), render)?;

    let mut files = Vec::with_capacity(made.len());
    for one in made {
        findings.extend(one.findings);
        files.extend(one.file);
    }
    if refused.into_inner() {
        return Ok(Written { outcome: Outcome::Refused, findings });
    }
    // A map is made at one go of what is in order.
    files.par_sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    let new = BTreeMap::from_iter(files);
    let plan = plan(&old, &new, |record| record.digest);
    if !plan.is_empty() {
        stage.keep(&plan.keep)?;
        folder.swap(stage)?;
    }
    let counts = count(&plan, &new);
    let clean = findings.is_empty();
    folder.remember(&Stamp::new(inputs, clean, new))?;
    Ok(Written { outcome: Outcome::Done(counts), findings })
}

/// Renders everything and keeps only what there is to tell.
pub fn rehearse<R>(paths: &[UrlPath], render: R) -> Vec<Diagnostic>
where
    R: Fn(usize) -> (Option<Artifact>, Vec<Diagnostic>) + Sync,
{
    let mut findings = clashes(paths);
    findings.par_extend((0..paths.len()).into_par_iter().flat_map_iter(|at| render(at).1));
    findings
}

/// So many artifacts a thread takes at most at a time: with more, one would still write when all others have done.
const AT_ONCE: usize = 16;

/// One artifact, made.
struct Made {
    file: Option<(String, Record)>,
    findings: Vec<Diagnostic>,
}

fn make_all<R>(
    old: &BTreeMap<String, Record>,
    stage: &disk::Stage<'_>,
    strictness: Strictness,
    refused: &AtomicBool,
    len: usize,
    render: R,
) -> Result<Vec<Made>, WriteError>
where
    R: Fn(usize) -> (Option<Artifact>, Vec<Diagnostic>) + Sync,
{
    let make = |at: usize| -> Result<Made, WriteError> {
        let (artifact, findings) = render(at);
        if findings.iter().any(|finding| finding.stops(strictness)) {
            refused.store(true, Ordering::Relaxed);
        }
        let artifact = artifact.filter(|_| !refused.load(Ordering::Relaxed));
        let file = artifact.map(|artifact| put(old, stage, &artifact)).transpose()?;
        Ok(Made { file, findings })
    };
    (0..len).into_par_iter().with_max_len(AT_ONCE).map(make).collect()
}

/// Writes an artifact to the stage, unless the old folder has it already.
fn put(
    old: &BTreeMap<String, Record>,
    stage: &disk::Stage<'_>,
    artifact: &Artifact,
) -> Result<(String, Record), WriteError> {
    let file = artifact.path.to_file();
    let digest = Digest::of(&artifact.bytes);
    let facts: Facts = match (old.get(&file), step(old.get(&file).map(|record| record.digest), digest)) {
        (Some(record), Step::Keep) => record.facts,
        _ => stage.write(&file, &artifact.bytes)?,
    };
    Ok((file, Record { digest, facts }))
}

fn count(plan: &Plan<'_>, new: &BTreeMap<String, Record>) -> Counts {
    let pages = new.keys().filter(|file| file.ends_with(".html")).count();
    Counts { pages, others: new.len() - pages, changed: plan.write.len(), removed: plan.remove.len() }
}

#[cfg(test)]
mod tests;
