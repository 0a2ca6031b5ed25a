//! A theme's templates, compiled once for each language; what Tera finds wrong becomes a finding at its place.

mod report;
mod spoken;

use std::collections::BTreeMap;

use tera::{Context, ErrorKind, Tera};

use super::files::ThemeFiles;
use super::functions;
use crate::diag::Diagnostic;
use crate::model::config::Config;
use crate::render::language::{Language, Languages};
use report::TemplateFiles;

/// Compiled templates.
pub(super) struct Templates {
    by_lang: BTreeMap<String, Tera>,
    default: Tera,
    files: TemplateFiles,
}

impl std::fmt::Debug for Templates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Templates").field("names", &self.names().collect::<Vec<_>>()).finish_non_exhaustive()
    }
}

impl Templates {
    /// Compiles all templates; `urls` are those of the assets.
    pub(super) fn compile(
        files: &ThemeFiles<'_>,
        languages: &Languages,
        config: &Config,
        urls: &BTreeMap<String, String>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let known = TemplateFiles::new(files);
        let mut default = Tera::new();
        functions::register(&mut default, urls);
        functions::register_words(&mut default, languages.get(config.default_lang()), languages);
        let add = |tera: &mut Tera, language: &Language| {
            let texts = known.texts().map(|(name, text)| (name, spoken::spoken(text, language)));
            tera.add_raw_templates(texts)
        };
        if let Err(error) = add(&mut default, languages.get(config.default_lang())) {
            return Err(told(&error, &known, &default));
        }
        let mut by_lang = BTreeMap::new();
        for language in languages.iter().filter(|language| language.lang() != config.default_lang()) {
            let mut tera = Tera::new();
            functions::register(&mut tera, urls);
            functions::register_words(&mut tera, language, languages);
            add(&mut tera, language).map_err(|error| told(&error, &known, &tera))?;
            by_lang.insert(language.lang().to_string(), tera);
        }
        Ok(Self { by_lang, default, files: known })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.files.has(name)
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.files.names()
    }

    /// The templates that speak the language of a context.
    pub(super) fn of(&self, context: &Context) -> &Tera {
        let lang = context.get("lang").and_then(|lang| lang.as_str());
        lang.and_then(|lang| self.by_lang.get(lang)).unwrap_or(&self.default)
    }

    /// What went wrong while rendering.
    pub(super) fn failed(&self, error: &tera::Error) -> Diagnostic {
        let mut finding = match error.kind() {
            ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => self.files.finding(report),
            other => Diagnostic::error("template-failed", report::plain_words(&other.to_string())),
        };
        finding.code = "template-failed";
        finding
    }
}

/// All that is wrong with the templates. Tera stops at the first mistake in syntax: so each is read by itself then.
fn told(error: &tera::Error, files: &TemplateFiles, tera: &Tera) -> Vec<Diagnostic> {
    if !matches!(error.kind(), ErrorKind::SyntaxError(_)) {
        return files.findings(error, tera);
    }
    let alone = |(name, text)| Tera::new().add_raw_template(name, text).err();
    files
        .texts()
        .filter_map(alone)
        .filter_map(|error| match error.kind() {
            ErrorKind::SyntaxError(report) => Some(files.finding(report)),
            _ => None,
        })
        .collect()
}
