//! `theme.toml`: what a theme says of itself.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::contrast::Rgb;
use super::files::ThemeFiles;
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
    #[serde(default)]
    pub(super) options: BTreeMap<String, OptionSpec>,
    #[serde(default, deserialize_with = "sound")]
    pub(super) shortcodes: BTreeMap<String, Shortcode>,
    #[serde(default)]
    pub(super) css: CssSpec,
    /// Where it was read, for findings about defaults.
    #[serde(skip)]
    pub(super) file: Option<FileId>,
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

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CssSpec {
    /// Stylesheets that begin with the options.
    #[serde(default = "site_css")]
    pub(super) entry: Vec<String>,
    /// What text stands on in light mode.
    #[serde(default = "white")]
    pub(super) light: Rgb,
    /// What text stands on in dark mode.
    #[serde(default = "near_black")]
    pub(super) dark: Rgb,
}

impl Default for CssSpec {
    fn default() -> Self {
        Self { entry: site_css(), light: white(), dark: near_black() }
    }
}

/// The shortcodes that can be read: parse tells what is wrong with the others, since pages are read with them.
fn sound<'de, D: Deserializer<'de>>(table: D) -> Result<BTreeMap<String, Shortcode>, D::Error> {
    let table = toml::Value::deserialize(table)?;
    let all = table.as_table().cloned().unwrap_or_default().into_iter();
    Ok(all.filter_map(|(name, node)| Some((name, Shortcode::deserialize(node).ok()?))).collect())
}

fn site_css() -> Vec<String> {
    vec!["site.css".to_owned()]
}

fn white() -> Rgb {
    Rgb([0xff, 0xff, 0xff])
}

/// A warm black: pure black on screens makes white text swim.
fn near_black() -> Rgb {
    Rgb([0x14, 0x12, 0x0f])
}

/// Reads `theme.toml`; with a mistake in it the theme goes on without options.
pub(super) fn read(files: &ThemeFiles<'_>, config: &Config) -> (Manifest, Vec<Diagnostic>) {
    let Some((id, file)) = files.manifest else {
        let finding = Diagnostic::error(
            "theme-file-missing",
            format!("the theme `{}` has no `theme.toml`", files.name),
        )
        .at(config.file, config.theme.span, "this theme");
        return (Manifest::default(), vec![finding]);
    };
    match toml::from_str::<Manifest>(file.text()) {
        Ok(manifest) => (Manifest { file: Some(id), ..manifest }, Vec::new()),
        Err(error) => {
            let message = error.message().lines().next().unwrap_or("it is not TOML").to_owned();
            let span = error.span().map(|span| Span::within(file.text(), span)).unwrap_or_default();
            (Manifest::default(), vec![invalid(&message).at(id, span, "")])
        }
    }
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
