//! A theme's templates, compiled once for each language; what Tera finds wrong becomes a finding at its place.
//!
//! What is compiled is written out first: included templates and words stand where they are asked for ([`flat`],
//! [`spoken`]). Only when something goes wrong are the templates compiled as their author wrote them, and then say where.

mod flat;
mod report;
mod spoken;
mod tags;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use tera::{Context, ErrorKind, Tera};

use super::files::ThemeFiles;
use super::functions;
use crate::diag::Diagnostic;
use crate::model::config::Config;
use crate::render::language::{Language, Languages};
use report::TemplateFiles;

/// The folder of templates that others include.
const PARTIALS: &str = "partials/";

/// Compiled templates.
pub(super) struct Templates {
    by_lang: BTreeMap<String, Compiled>,
    default: Compiled,
    files: TemplateFiles,
    languages: Languages,
    urls: BTreeMap<String, String>,
}

/// The templates of one language.
struct Compiled {
    language: Arc<Language>,
    written_out: Tera,
    /// As they were written, once something has gone wrong.
    plain: OnceLock<Tera>,
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
        let files = TemplateFiles::new(files);
        // A partial is as good as always a part of others, where it is written out already.
        let written_out = |name: &str, text: &str| {
            if name.starts_with(PARTIALS) { text.to_owned() } else { flat::flat(name, text, &files) }
        };
        let flat: Vec<(&str, String)> = files.texts().map(|(name, text)| (name, written_out(name, text))).collect();
        let compiled = |language: &Arc<Language>| -> Result<Compiled, Vec<Diagnostic>> {
            let texts = flat.iter().map(|(name, text)| (*name, spoken::spoken(text, language, urls)));
            let mut written_out = with_functions(language, languages, urls);
            if written_out.add_raw_templates(texts).is_err() {
                written_out = with_functions(language, languages, urls);
                written_out.add_raw_templates(files.texts()).map_err(|error| told(&error, &files, &written_out))?;
            }
            Ok(Compiled { language: Arc::clone(language), written_out, plain: OnceLock::new() })
        };
        let default = compiled(languages.get(config.default_lang()))?;
        let mut by_lang = BTreeMap::new();
        for language in languages.iter().filter(|language| language.lang() != config.default_lang()) {
            by_lang.insert(language.lang().to_string(), compiled(language)?);
        }
        Ok(Self { by_lang, default, files, languages: languages.clone(), urls: urls.clone() })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.files.has(name)
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.files.names()
    }

    /// Whether a word stands in any of them.
    pub(super) fn mention(&self, word: &str) -> bool {
        self.files.texts().any(|(_, text)| text.contains(word))
    }

    /// A template with its context, added to `html`.
    pub(super) fn render(&self, name: &str, context: &Context, html: &mut Vec<u8>) -> Result<(), tera::Error> {
        let lang = context.get("lang").and_then(|lang| lang.as_str());
        let compiled = lang.and_then(|lang| self.by_lang.get(lang)).unwrap_or(&self.default);
        let begin = html.len();
        compiled.written_out.render_to(name, context, &mut *html).or_else(|_| {
            html.truncate(begin);
            compiled.plain.get_or_init(|| self.plain(&compiled.language)).render_to(name, context, html)
        })
    }

    fn plain(&self, language: &Arc<Language>) -> Tera {
        let mut tera = with_functions(language, &self.languages, &self.urls);
        // Without them rendering fails again, and tells of a template that is not there.
        let _ = tera.add_raw_templates(self.files.texts());
        tera
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

fn with_functions(language: &Arc<Language>, languages: &Languages, urls: &BTreeMap<String, String>) -> Tera {
    let mut tera = Tera::new();
    functions::register(&mut tera, urls);
    functions::register_words(&mut tera, language, languages);
    tera
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
