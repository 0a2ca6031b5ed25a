//! Sites that are built without a disk, and the demonstration.

use std::path::Path;
use std::sync::Arc;

use handbill::diag::{Diagnostic, in_order};
use handbill::project::Project;
use handbill::resolve::Options;
use handbill::source::{Content, SourceFile, Sources};
use rayon::prelude::*;

use crate::tree::{self, Tree};

/// What became of a site.
pub struct Built {
    /// What was read.
    pub sources: Sources,
    /// What was made, by the path of its file.
    pub made: Tree,
    /// What was found.
    pub findings: Vec<Diagnostic>,
}

/// The files of a small site that needs no more than `files`: with the configuration and the theme of the small sites.
pub fn small_site(files: impl IntoIterator<Item = (String, String)>) -> Vec<SourceFile> {
    let data = crate::data();
    let mut all: Tree = tree::read(&data.join("themes/bare"))
        .into_iter()
        .map(|(path, bytes)| (format!("themes/bare/{path}"), bytes))
        .collect();
    all.insert("content/site.toml".to_owned(), tree::text(&data.join("sites/site.toml")).into_bytes());
    all.extend(files.into_iter().map(|(path, text)| (path, text.into_bytes())));
    all.into_iter().map(|(path, bytes)| file(&path, bytes)).collect()
}

/// A file as it is loaded.
pub fn file(path: &str, bytes: Vec<u8>) -> SourceFile {
    let content = match String::from_utf8(bytes) {
        Ok(text) => Content::Text(text.into()),
        Err(bytes) => Content::Bytes(bytes.into_bytes().into()),
    };
    SourceFile { path: Arc::from(path), content }
}

/// Builds what stands in a folder.
pub fn build_folder(root: &Path) -> Built {
    let (sources, findings) = handbill::load::load(root).expect("the folder can be read");
    let mut built = build(sources);
    built.findings.splice(0..0, findings);
    built
}

/// Builds what was read.
pub fn build(sources: Sources) -> Built {
    let project = Project::open(sources, Options::default());
    let (made, findings) = made_of(&project);
    Built { sources: project.sources, made, findings: in_order(findings) }
}

/// Everything that a project becomes, and everything that is found on the way.
pub fn made_of(project: &Project) -> (Tree, Vec<Diagnostic>) {
    let (mut made, mut findings) = (Tree::new(), project.findings.clone());
    if let Some(rendering) = project.rendering() {
        let pages = (0..rendering.pages().len()).into_par_iter().map(|at| rendering.page(at));
        let (pages, told): (Vec<_>, Vec<_>) = pages.unzip();
        let (others, telling) = rendering.others();
        made = pages.into_iter().flatten().chain(others).map(|one| (one.path.to_file(), one.bytes)).collect();
        // What takes long is not made, and its place is known.
        made.extend(rendering.costly().into_iter().map(|costly| (costly.path.to_file(), Vec::new())));
        findings.extend(rendering.findings().into_iter().chain(told.into_iter().flatten()).chain(telling));
    }
    (made, findings)
}
