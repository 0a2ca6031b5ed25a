//! Which files a theme consists of, once its own stand in for those of the theme that it builds on, and the site's for both.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, nearest};
use crate::ids::Lang;
use crate::model::config::Config;
use crate::model::theme::{BaseProblem, BaseProblemKind, Folders, OF_SITE, names};
use crate::render::language::LanguageFiles;
use crate::source::{FileId, SourceFile, Sources};

/// The files of a theme, by what they are for.
#[derive(Debug)]
pub(super) struct ThemeFiles<'a> {
    pub(super) name: &'a str,
    /// Each `theme.toml`, from that of the theme which all others build on to that of the site.
    pub(super) manifests: Vec<Manifested<'a>>,
    /// Below `templates/`.
    pub(super) templates: BTreeMap<&'a str, (FileId, &'a SourceFile)>,
    /// Below `assets/`.
    pub(super) assets: BTreeMap<&'a str, (FileId, &'a SourceFile)>,
    /// Below `print/`: templates for paper and share pictures, and their typefaces.
    pub(super) print: BTreeMap<&'a str, (FileId, &'a SourceFile)>,
    pub(super) languages: LanguageFiles<'a>,
}

/// A `theme.toml`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manifested<'a> {
    pub(super) id: FileId,
    pub(super) file: &'a SourceFile,
    /// Whether it is `theme/theme.toml`, which adds to a theme and is none.
    pub(super) is_of_site: bool,
}

impl<'a> ThemeFiles<'a> {
    /// The files of the theme that `config` names, over those of the themes that it builds on, the site's over all; an
    /// error when one of these themes is not there.
    pub(super) fn find(sources: &'a Sources, config: &'a Config) -> Result<Self, Box<Diagnostic>> {
        let name = config.theme.value.as_str();
        let mut files = Self {
            name,
            manifests: Vec::new(),
            templates: BTreeMap::new(),
            assets: BTreeMap::new(),
            print: BTreeMap::new(),
            languages: BTreeMap::new(),
        };
        let known = names(sources);
        if !known.contains(name) {
            return Err(Box::new(unknown(config, &known)));
        }
        let folders = Folders::of(sources, name);
        if let Some(problem) = folders.problem {
            return Err(Box::new(baseless(&problem, &known)));
        }
        // The later a folder comes, the nearer it is to the site: its files stand in for those of the earlier.
        for folder in &folders.all {
            for (id, file) in sources.iter() {
                if let Some(below) = file.path.strip_prefix(folder.as_str()) {
                    files.take(folder, below, id, file);
                }
            }
        }
        Ok(files)
    }

    fn take(&mut self, folder: &str, below: &'a str, id: FileId, file: &'a SourceFile) {
        if below == "theme.toml" {
            self.manifests.push(Manifested { id, file, is_of_site: folder == OF_SITE });
        } else if let Some(template) = below.strip_prefix("templates/") {
            self.templates.insert(template, (id, file));
        } else if let Some(asset) = below.strip_prefix("assets/") {
            self.assets.insert(asset, (id, file));
        } else if let Some(print) = below.strip_prefix("print/") {
            self.print.insert(print, (id, file));
        } else if let Some(lang) = below.strip_prefix("languages/").and_then(|name| name.strip_suffix(".ftl"))
            && let Some(lang) = Lang::parse(lang)
        {
            self.languages.entry(lang).or_default().push((id, file.text()));
        }
    }
}

fn unknown(config: &Config, known: &BTreeSet<&str>) -> Diagnostic {
    let typed = &config.theme;
    let finding = Diagnostic::error("theme-unknown", format!("there is no theme `{}`", typed.value)).at(
        config.file,
        typed.span,
        format!("no folder `themes/{}/`", typed.value),
    );
    among(finding, &typed.value, known)
}

/// A `base` that is not there, or that leads back to where it stands.
fn baseless(problem: &BaseProblem, known: &BTreeSet<&str>) -> Diagnostic {
    let base = problem.base.as_str();
    match problem.kind {
        BaseProblemKind::Unknown => {
            let finding = Diagnostic::error("theme-base-unknown", format!("there is no theme `{base}` to build on"));
            among(finding.at(problem.file, problem.span, format!("no folder `themes/{base}/`")), base, known)
        }
        BaseProblemKind::Circle => {
            Diagnostic::error("theme-base-circle", format!("the theme `{base}` builds on itself"))
                .at(problem.file, problem.span, "this leads back to the theme that it stands in")
                .help("take out one `base`, so that there is a theme which builds on none")
        }
    }
}

/// With the theme that was perhaps meant, else with all that there are.
fn among(finding: Diagnostic, typed: &str, known: &BTreeSet<&str>) -> Diagnostic {
    match nearest(typed, known.iter().copied()) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None if known.is_empty() => finding,
        None => finding
            .help(format!("known themes: {}", known.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", "))),
    }
}
