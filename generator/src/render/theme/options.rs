//! A theme's options as the site has set them: checked, and their contrast measured.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use tera::{Map, Value as TeraValue};

use super::contrast::{ColourError, Rgb};
use super::manifest::{ContrastSpec, CssSpec, Manifest, OptionKind, OptionSpec, RawValue};
use crate::diag::{Diagnostic, nearest};
use crate::model::config::Config;
use crate::model::node::{Node, Value};
use crate::source::{FileId, Place, Span};

/// The value of one option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OptionValue {
    /// A colour.
    Colour(Rgb),
    /// Free text, or one of the choices.
    Text(String),
    /// On or off.
    Bool(bool),
}

/// All options of a theme, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    values: BTreeMap<String, OptionValue>,
}

impl Options {
    /// One option.
    pub fn get(&self, name: &str) -> Option<&OptionValue> {
        self.values.get(name)
    }

    /// A colour option.
    pub fn colour(&self, name: &str) -> Option<Rgb> {
        match self.get(name) {
            Some(OptionValue::Colour(colour)) => Some(*colour),
            _ => None,
        }
    }

    /// As templates see them: `{ accent: "#e3001b" }`.
    pub fn value(&self) -> TeraValue {
        let mut map = Map::new();
        for (name, value) in &self.values {
            let value = match value {
                OptionValue::Colour(colour) => TeraValue::from(colour.to_string()),
                OptionValue::Text(text) => TeraValue::from(text.as_str()),
                OptionValue::Bool(on) => TeraValue::from(*on),
            };
            map.insert(name.clone().into(), value);
        }
        TeraValue::from(map)
    }

    /// The custom properties that each entry stylesheet begins with; companions of each colour can be read.
    pub(super) fn css(&self, css: &CssSpec) -> String {
        let mut out = String::from(":root{");
        for (name, value) in &self.values {
            if let OptionValue::Colour(colour) = value {
                let _ = write!(
                    out,
                    "--option-{name}:{colour};--{name}:{colour};--on-{name}:{};--{name}-text:{};--{name}-text-dark:{};",
                    colour.text_on(),
                    colour.readable_on(css.light()),
                    colour.readable_on(css.dark()),
                );
            }
        }
        if out.ends_with('{') {
            return String::new();
        }
        out.pop();
        out.push('}');
        out
    }
}

/// The site's options over the theme's defaults.
pub(super) fn read(manifest: &Manifest, config: &Config) -> (Options, Vec<Diagnostic>) {
    let mut findings = unknown_options(manifest, config);
    let mut values = BTreeMap::new();
    for (name, spec) in &manifest.options {
        let (value, place) = match config.theme_options.get(name) {
            Some(node) => (of_node(name, spec, node, config.file), place(config.file, node.span)),
            None => default_of(name, spec),
        };
        match value {
            Ok(value) => {
                findings.extend(measure(name, &value, &spec.contrast, place));
                values.insert(name.clone(), value);
            }
            Err(finding) => findings.push(*finding),
        }
    }
    (Options { values }, findings)
}

type Checked = Result<OptionValue, Box<Diagnostic>>;

fn place(file: FileId, span: Span) -> Option<Place> {
    Some(Place { file, span })
}

fn unknown_options(manifest: &Manifest, config: &Config) -> Vec<Diagnostic> {
    let known = || manifest.options.keys().map(String::as_str);
    let typed = config.theme_options.entries.iter().map(|(name, _)| name);
    typed
        .filter(|name| !manifest.options.contains_key(&name.value))
        .map(|name| {
            let message = format!("the theme has no option `{}`", name.value);
            let finding =
                Diagnostic::error("theme-option-unknown", message).at(config.file, name.span, "unknown option");
            match nearest(&name.value, known()) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None if manifest.options.is_empty() => finding,
                None => {
                    finding.help(format!("it has {}", known().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ")))
                }
            }
        })
        .collect()
}

fn of_node(name: &str, spec: &OptionSpec, node: &Node, file: FileId) -> Checked {
    let raw = match &node.value {
        Value::Bool(on) => RawValue::Bool(*on),
        Value::String(text) => RawValue::Text(text.clone()),
        other => return Err(Box::new(mistyped(name, spec, other.kind()).at(file, node.span, other.kind()))),
    };
    check(name, spec, &raw).map_err(|finding| Box::new(placed(*finding, place(file, node.span))))
}

fn default_of(name: &str, spec: &OptionSpec) -> (Checked, Option<Place>) {
    let at = spec.file.and_then(|file| place(file, Span::new(spec.default.span())));
    (check(name, spec, spec.default.get_ref()).map_err(|finding| Box::new(placed(*finding, at))), at)
}

fn placed(finding: Diagnostic, place: Option<Place>) -> Diagnostic {
    Diagnostic { place, ..finding }
}

fn check(name: &str, spec: &OptionSpec, raw: &RawValue) -> Checked {
    match (spec.kind, raw) {
        (OptionKind::Bool, RawValue::Bool(on)) => Ok(OptionValue::Bool(*on)),
        (OptionKind::Text, RawValue::Text(text)) => Ok(OptionValue::Text(text.clone())),
        (OptionKind::Choice, RawValue::Text(text)) if spec.choices.contains(text) => {
            Ok(OptionValue::Text(text.clone()))
        }
        (OptionKind::Choice, RawValue::Text(text)) => Err(Box::new(not_offered(name, spec, text))),
        (OptionKind::Colour, RawValue::Text(text)) => {
            text.parse().map(OptionValue::Colour).map_err(|error| Box::new(no_colour(name, text, error)))
        }
        (_, RawValue::Bool(_)) => Err(Box::new(mistyped(name, spec, "`true` or `false`"))),
        (_, RawValue::Text(_)) => Err(Box::new(mistyped(name, spec, "text"))),
    }
}

fn invalid(message: String, label: &str) -> Diagnostic {
    Diagnostic { label: label.to_owned(), ..Diagnostic::error("theme-option-invalid", message) }
}

fn mistyped(name: &str, spec: &OptionSpec, found: &str) -> Diagnostic {
    let wanted = match spec.kind {
        OptionKind::Colour => "a colour such as `\"#e3001b\"`",
        OptionKind::Text => "text",
        OptionKind::Choice => "one of its choices",
        OptionKind::Bool => "`true` or `false`",
    };
    invalid(format!("the option `{name}` is {wanted}, not {found}"), found)
}

fn no_colour(name: &str, typed: &str, error: ColourError) -> Diagnostic {
    invalid(format!("the option `{name}` cannot be `{typed}`: {error}"), "not an opaque colour")
        .help("write a colour such as `\"#e3001b\"` or `\"rgb(227, 0, 27)\"`")
}

fn not_offered(name: &str, spec: &OptionSpec, typed: &str) -> Diagnostic {
    let finding = invalid(format!("the option `{name}` cannot be `{typed}`"), "not offered");
    match nearest(typed, spec.choices.iter().map(String::as_str)) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding
            .help(format!("choose {}", spec.choices.iter().map(|c| format!("`{c}`")).collect::<Vec<_>>().join(" or "))),
    }
}

/// The first pair that a colour fails, and the nearest colour that passes all.
fn measure(name: &str, value: &OptionValue, pairs: &[ContrastSpec], place: Option<Place>) -> Option<Diagnostic> {
    let OptionValue::Colour(colour) = *value else { return None };
    let passes = |colour: Rgb, pair: &ContrastSpec| colour.contrast(pair.against) >= pair.at_least;
    let failed = pairs.iter().find(|pair| !passes(colour, pair))?;
    let ratio = rounded_down(colour.contrast(failed.against));
    let message = format!(
        "`{name}` is hard to read in {} mode: {colour} against {} has a contrast of {ratio}, and needs {}",
        failed.mode.as_str(),
        failed.against,
        failed.at_least,
    );
    let finding = Diagnostic::error("contrast-too-low", message);
    let finding = match colour.nearest(|colour| pairs.iter().all(|pair| passes(colour, pair))) {
        Some(near) => finding.help(format!("the nearest colour that will do is `{near}`")),
        None => finding.help("no shade of this colour will do for the theme"),
    };
    Some(match place {
        Some(place) => finding.at(place.file, place.span, format!("contrast {ratio}")),
        None => finding,
    })
}

/// 4.499 is told as 4.49: it is not enough.
fn rounded_down(ratio: f64) -> f64 {
    (ratio * 100.0).floor() / 100.0
}
