//! Which files a theme consists of, once the site's own stand in for the theme's.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, nearest};
use crate::ids::Lang;
use crate::model::config::Config;
use crate::render::language::LanguageFiles;
use crate::source::{FileId, SourceFile, Sources};

/// The files of a theme, by what they are for.
#[derive(Debug)]
pub(super) struct ThemeFiles<'a> {
    pub(super) name: &'a str,
    pub(super) manifest: Option<(FileId, &'a SourceFile)>,
    /// Below `templates/`.
    pub(super) templates: BTreeMap<&'a str, (FileId, &'a SourceFile)>,
    /// Below `assets/`.
    pub(super) assets: BTreeMap<&'a str, (FileId, &'a SourceFile)>,
    /// Below `print/`: templates for paper and share pictures, and their typefaces.
    pub(super) print: BTreeMap<&'a str, (FileId, &'a SourceFile)>,
    pub(super) languages: LanguageFiles<'a>,
}

impl<'a> ThemeFiles<'a> {
    /// The files of the theme that `config` names, the site's over them; an error when there is no such theme.
    pub(super) fn find(sources: &'a Sources, config: &'a Config) -> Result<Self, Box<Diagnostic>> {
        let name = config.theme.value.as_str();
        let mut files = Self {
            name,
            manifest: None,
            templates: BTreeMap::new(),
            assets: BTreeMap::new(),
            print: BTreeMap::new(),
            languages: BTreeMap::new(),
        };
        let folder = format!("themes/{name}/");
        let known = theme_names(sources);
        if !known.contains(name) {
            return Err(Box::new(unknown(config, &known)));
        }
        // The site's files come second, and so stand in for the theme's.
        for prefix in [folder.as_str(), "theme/"] {
            for (id, file) in sources.iter() {
                if let Some(below) = file.path.strip_prefix(prefix) {
                    files.take(below, id, file);
                }
            }
        }
        Ok(files)
    }

    fn take(&mut self, below: &'a str, id: FileId, file: &'a SourceFile) {
        if below == "theme.toml" {
            self.manifest.get_or_insert((id, file));
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

fn theme_names(sources: &Sources) -> BTreeSet<&str> {
    sources
        .iter()
        .filter_map(|(_, file)| file.path.strip_prefix("themes/")?.split_once('/').map(|(name, _)| name))
        .collect()
}

fn unknown(config: &Config, known: &BTreeSet<&str>) -> Diagnostic {
    let typed = &config.theme;
    let finding = Diagnostic::error("theme-unknown", format!("there is no theme `{}`", typed.value)).at(
        config.file,
        typed.span,
        format!("no folder `themes/{}/`", typed.value),
    );
    match nearest(&typed.value, known.iter().copied()) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None if known.is_empty() => finding,
        None => finding
            .help(format!("known themes: {}", known.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", "))),
    }
}
