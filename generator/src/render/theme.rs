//! A theme, made ready: its options checked, its assets hashed, its templates compiled, its words read.
//!
//! A theme is the folder `themes/NAME/`, over that of the theme which its `theme.toml` names as `base`; the files of the
//! site's own `theme/` stand in for its files one by one.

mod assets;
mod contrast;
mod files;
mod functions;
mod inline;
mod manifest;
mod options;
mod stylesheet;
mod templates;

use std::collections::BTreeMap;

use tera::{Context, Map, Value};

pub(in crate::render) use assets::hashed;
pub use contrast::Rgb;
pub(in crate::render) use functions::escape;
pub use inline::inline_markdown;
pub use manifest::Shortcode;
pub use options::{OptionValue, Options};

use crate::diag::{Diagnostic, nearest};
use crate::ids::Lang;
use crate::model::artifact::Artifact;
use crate::model::config::Config;
use crate::render::language::{self, Languages};
use crate::source::{Content, FileId, Sources};
use files::ThemeFiles;
use templates::Templates;

/// As long as most pages are at most.
const PAGE_BYTES: usize = 16 * 1024;

/// A theme that pages can be rendered with.
#[derive(Debug)]
pub struct Theme {
    name: String,
    options: Options,
    ground: Rgb,
    shortcodes: BTreeMap<String, Shortcode>,
    languages: Languages,
    assets: Vec<Artifact>,
    icon: Option<(FileId, String)>,
    picture_sizes: String,
    templates: Templates,
    each: Vec<(String, String)>,
    menus: Vec<(String, String)>,
    asks_for_headings: bool,
    print: PrintFiles,
}

/// What a theme prints with, by the path below its folder `print/`: Typst templates, and typefaces below `fonts/`.
pub type PrintFiles = BTreeMap<String, (FileId, Content)>;

impl Theme {
    /// Finds the theme that `site.toml` names and makes it ready; `None` when no page can be rendered with it.
    pub fn load(sources: &Sources, config: &Config) -> (Option<Self>, Vec<Diagnostic>) {
        let files = match ThemeFiles::find(sources, config) {
            Ok(files) => files,
            Err(finding) => return (None, vec![*finding]),
        };
        let (manifest, mut findings) = manifest::read(&files, config);
        let (options, told) = options::read(&manifest, config);
        findings.extend(told);
        let (languages, told) = language::load(&files.languages, config);
        findings.extend(told);
        let (assets, told) = assets::make(&files, &manifest.css, &options);
        findings.extend(told);
        let templates = match Templates::compile(&files, &languages, config, &assets.urls) {
            Ok(templates) => templates,
            Err(told) => {
                findings.extend(told);
                return (None, findings);
            }
        };
        let theme = Self {
            name: files.name.to_owned(),
            options,
            ground: manifest.css.light(),
            shortcodes: manifest.shortcodes,
            languages,
            assets: assets.artifacts,
            icon: assets.icon,
            picture_sizes: manifest.pictures.text_sizes(),
            each: in_folder("each/", &templates),
            menus: in_folder("menu/", &templates),
            asks_for_headings: templates.mention("headings"),
            templates,
            print: files
                .print
                .iter()
                .map(|(path, (id, file))| ((*path).to_owned(), (*id, file.content.clone())))
                .collect(),
        };
        (Some(theme), findings)
    }

    /// Its folder's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its options, as the site has set them.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// What text stands on by day.
    pub fn ground(&self) -> Rgb {
        self.ground
    }

    /// The shortcodes that it adds to ours, by name.
    pub fn shortcodes(&self) -> &BTreeMap<String, Shortcode> {
        &self.shortcodes
    }

    /// Its words.
    pub fn languages(&self) -> &Languages {
        &self.languages
    }

    /// Stylesheets, scripts, pictures: under hashed names, so that they may be kept for ever.
    pub fn assets(&self) -> &[Artifact] {
        &self.assets
    }

    /// `assets/icon.svg` with the site's colours in it, from which the icons are made.
    pub fn icon_svg(&self) -> Option<(FileId, &str)> {
        self.icon.as_ref().map(|(file, svg)| (*file, svg.as_str()))
    }

    /// What it prints with.
    pub fn print(&self) -> &PrintFiles {
        &self.print
    }

    /// How wide a picture of the text is shown, as `sizes` says it.
    pub fn picture_sizes(&self) -> &str {
        &self.picture_sizes
    }

    /// Whether there is a template `page.html`, `shortcodes/pledge.html`.
    pub fn has_template(&self, name: &str) -> bool {
        self.templates.has(name)
    }

    /// All templates, in the order of their names.
    pub fn template_names(&self) -> impl Iterator<Item = &str> {
        self.templates.names()
    }

    /// A page's template by the name that an author typed, without `.html`: its name, or the nearest there is.
    ///
    /// # Errors
    /// The finding says that there is none; it has no place yet, which is the author's `template` key.
    pub fn page_template(&self, typed: &str) -> Result<String, Box<Diagnostic>> {
        let name = format!("{typed}.html");
        if self.has_template(&name) && !typed.contains('/') {
            return Ok(name);
        }
        let known = || self.template_names().filter(|name| !name.contains('/')).filter_map(|n| n.strip_suffix(".html"));
        let finding = Diagnostic::error("template-unknown", format!("the theme has no template `{typed}`"));
        Err(Box::new(match nearest(typed, known()) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => {
                finding.help(format!("it has {}", known().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ")))
            }
        }))
    }

    /// A template with its context, in the words of the context's `lang`.
    ///
    /// # Errors
    /// Whatever the template got wrong; [`Theme::template_error`] makes a finding of it.
    pub fn render(&self, template: &str, context: &Context) -> Result<String, tera::Error> {
        let mut html = Vec::new();
        self.templates.render(template, context, &mut html)?;
        Ok(String::from_utf8(html).unwrap_or_default())
    }

    /// A whole page as bytes, which it is written as; else as [`Theme::render`].
    ///
    /// # Errors
    /// Whatever the template got wrong.
    pub fn render_page(&self, template: &str, context: &Context) -> Result<Vec<u8>, tera::Error> {
        let mut html = Vec::with_capacity(PAGE_BYTES);
        self.templates.render(template, context, &mut html)?;
        Ok(html)
    }

    /// Renders `once/*.html` in a language: the same on all pages. `footer-links.html` becomes `footer_links`.
    ///
    /// # Errors
    /// The finding for the first that fails.
    pub fn render_once(&self, lang: &Lang, site: &Value) -> Result<Value, Box<Diagnostic>> {
        let mut context = Context::new();
        context.insert_value("lang", Value::from(lang.as_str()));
        context.insert_value("site", site.clone());
        let mut once = Map::new();
        for name in self.template_names() {
            let Some(short) = name.strip_prefix("once/").and_then(|name| name.strip_suffix(".html")) else { continue };
            let html = self.render(name, &context).map_err(|error| Box::new(self.template_error(&error)))?;
            once.insert(short.replace('-', "_").into(), Value::safe_string(html.trim()));
        }
        Ok(Value::from(once))
    }

    /// `each/*.html`, what is the same wherever an entry is listed: what templates call it, and the template's name.
    pub fn each(&self) -> &[(String, String)] {
        &self.each
    }

    /// `menu/*.html`, what is the same on all pages below an item of the menu, named likewise.
    pub fn menus(&self) -> &[(String, String)] {
        &self.menus
    }

    /// Whether any template lists a page's headings: they are made for those alone.
    pub fn asks_for_headings(&self) -> bool {
        self.asks_for_headings
    }

    /// What went wrong while rendering, at its place in the theme's file.
    pub fn template_error(&self, error: &tera::Error) -> Diagnostic {
        self.templates.failed(error)
    }
}

/// The templates of a folder: `each/footer-links.html` is called `footer_links`.
fn in_folder(folder: &str, templates: &Templates) -> Vec<(String, String)> {
    let short = |name: &str| Some(name.strip_prefix(folder)?.strip_suffix(".html")?.replace('-', "_"));
    templates.names().filter_map(|name| Some((short(name)?, name.to_owned()))).collect()
}

#[cfg(test)]
pub(super) mod tests;
