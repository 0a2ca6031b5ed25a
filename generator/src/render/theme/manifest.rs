//! `theme.toml`: what a theme says of itself, over what the theme says that it builds on.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::contrast::Rgb;
use super::files::{Manifested, ThemeFiles};
use crate::diag::{Diagnostic, nearest};
use crate::model::config::Config;
use crate::source::{FileId, Span};

/// `theme.toml`, read. A key that we do not know is a mistake.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    /// Shown in lists of themes.
    #[serde(rename = "name", default)]
    _name: String,
    #[serde(rename = "description", default)]
    _description: String,
    #[serde(rename = "version", default)]
    _version: String,
    #[serde(rename = "licence", default)]
    _licence: String,
    #[serde(rename = "author", default)]
    _author: String,
    /// The languages that it has words in: told by its files, and checked by its maker's tests.
    #[serde(rename = "languages", default)]
    _languages: Vec<String>,
    /// The theme that it builds on; which folders that makes is found out by `model::theme`.
    #[serde(default)]
    base: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) options: BTreeMap<String, OptionSpec>,
    #[serde(default, deserialize_with = "sound")]
    pub(super) shortcodes: BTreeMap<String, Shortcode>,
    #[serde(default)]
    pub(super) css: CssSpec,
    #[serde(default)]
    pub(super) pictures: PicturesSpec,
}

/// A shortcode that a theme adds; its template is `shortcodes/NAME.html`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shortcode {
    /// The names of its arguments.
    #[serde(default)]
    pub arguments: Vec<String>,
    /// Whether it has an end, and text between.
    #[serde(default)]
    pub body: bool,
    /// Whether it may stand in a line of text.
    #[serde(default)]
    pub inline: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OptionSpec {
    #[serde(rename = "type")]
    pub(super) kind: OptionKind,
    pub(super) default: Spanned<RawValue>,
    #[serde(rename = "description", default)]
    _description: String,
    #[serde(default)]
    pub(super) choices: Vec<String>,
    #[serde(default)]
    pub(super) contrast: Vec<ContrastSpec>,
    /// Where it was read, for findings about its default.
    #[serde(skip)]
    pub(super) file: Option<FileId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum OptionKind {
    #[serde(alias = "color")]
    Colour,
    Text,
    Choice,
    Bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum RawValue {
    Bool(bool),
    Text(String),
}

/// A colour that an option must stand out against.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContrastSpec {
    pub(super) against: Rgb,
    pub(super) at_least: f64,
    pub(super) mode: Mode,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Mode {
    Light,
    Dark,
}

impl Mode {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// What is not said is what the theme below says, else a default.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CssSpec {
    #[serde(default)]
    entry: Option<Vec<String>>,
    #[serde(default)]
    light: Option<Rgb>,
    #[serde(default)]
    dark: Option<Rgb>,
}

impl CssSpec {
    /// Stylesheets that begin with the options.
    pub(super) fn entry(&self) -> impl Iterator<Item = &str> {
        let named = self.entry.iter().flatten().map(String::as_str);
        named.chain(self.entry.is_none().then_some("site.css"))
    }

    /// What text stands on in light mode.
    pub(super) fn light(&self) -> Rgb {
        self.light.unwrap_or(Rgb::WHITE)
    }

    /// What text stands on in dark mode; a warm black, since pure black on screens makes white text swim.
    pub(super) fn dark(&self) -> Rgb {
        self.dark.unwrap_or(Rgb([0x14, 0x12, 0x0f]))
    }
}

impl Manifest {
    /// What `nearer` says, and where it is silent what this says.
    fn under(mut self, nearer: Self) -> Self {
        self.options.extend(nearer.options);
        self.shortcodes.extend(nearer.shortcodes);
        let css = CssSpec {
            entry: nearer.css.entry.or(self.css.entry),
            light: nearer.css.light.or(self.css.light),
            dark: nearer.css.dark.or(self.css.dark),
        };
        let pictures = PicturesSpec { text_sizes: nearer.pictures.text_sizes.or(self.pictures.text_sizes) };
        Self { options: self.options, shortcodes: self.shortcodes, css, pictures, ..nearer }
    }
}

/// How pictures are shown.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PicturesSpec {
    /// How wide a picture of the text is: the `sizes` of its `<img>`.
    text_sizes: Option<String>,
}

impl PicturesSpec {
    /// As wide as the window, where the theme does not say.
    pub(super) fn text_sizes(self) -> String {
        self.text_sizes.unwrap_or_else(|| "100vw".to_owned())
    }
}

/// The shortcodes that can be read: parse tells what is wrong with the others, since pages are read with them.
fn sound<'de, D: Deserializer<'de>>(table: D) -> Result<BTreeMap<String, Shortcode>, D::Error> {
    let table = toml::Value::deserialize(table)?;
    let all = table.as_table().cloned().unwrap_or_default().into_iter();
    Ok(all.filter_map(|(name, node)| Some((name, Shortcode::deserialize(node).ok()?))).collect())
}

/// Reads every `theme.toml`, the nearer over the further; with a mistake in one the theme goes on without what it says.
pub(super) fn read(files: &ThemeFiles<'_>, config: &Config) -> (Manifest, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    if files.manifests.iter().all(|one| one.is_of_site) {
        let message = format!("the theme `{}` has no `theme.toml`", files.name);
        let finding = Diagnostic::error("theme-file-missing", message);
        findings.push(finding.at(config.file, config.theme.span, "this theme"));
    }
    let mut manifest = Manifest::default();
    for one in &files.manifests {
        match one_of(one) {
            Ok(nearer) => manifest = manifest.under(nearer),
            Err(finding) => findings.push(*finding),
        }
    }
    (manifest, findings)
}

fn one_of(one: &Manifested<'_>) -> Result<Manifest, Box<Diagnostic>> {
    let mut manifest = toml::from_str::<Manifest>(one.file.text()).map_err(|error| {
        let message = error.message().lines().next().unwrap_or("it is not TOML").to_owned();
        let span = error.span().map(|span| Span::within(one.file.text(), span)).unwrap_or_default();
        Box::new(invalid(&message).at(one.id, span, ""))
    })?;
    if let Some(base) = manifest.base.take_if(|_| one.is_of_site) {
        let message = "`theme/theme.toml` adds to the theme that `site.toml` names, and can build on no other";
        let finding = Diagnostic::error("theme-file-invalid", message).at(one.id, Span::new(base.span()), "");
        return Err(Box::new(finding.help("name the other theme in `site.toml`, or make a theme of your own of both")));
    }
    manifest.options.values_mut().for_each(|option| option.file = Some(one.id));
    Ok(manifest)
}

/// What the parser says, with the nearest key where one is unknown.
fn invalid(message: &str) -> Diagnostic {
    let names: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    match names.split_first() {
        Some((name, known)) if message.starts_with("unknown field") => {
            let finding = Diagnostic::error("theme-file-invalid", format!("`theme.toml` has no key `{name}` here"));
            match nearest(name, known.iter().copied()) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help(format!("the keys are `{}`", known.join("`, `"))),
            }
        }
        _ => Diagnostic::error("theme-file-invalid", format!("`theme.toml` cannot be read: {message}")),
    }
}
