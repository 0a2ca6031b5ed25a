//! What is set in type: leaflets, posters and sheets for stalls as PDF, and the pictures that go with a shared link.
//!
//! - `press`: Typst, with the theme's templates
//! - `text`: a page's text for paper
//! - `paper`: a campaign's leaflet, poster and sheet
//! - `share`: a page's picture
//!
//! Both are [`Costly`]: kept by all that they are made from.

mod fit;
mod paper;
mod press;
mod share;
mod text;

use std::sync::OnceLock;

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use serde_json::{Value, json};

pub use self::paper::{Order, Paper};

use self::press::Press;
use super::Renderer;
use crate::diag::Diagnostic;
use crate::model::artifact::Costly;
use crate::model::site::LangId;

/// A press that is made ready when the first print is asked for.
#[derive(Default)]
pub(super) struct LazyPress(OnceLock<Press>);

impl<'a> Renderer<'a> {
    fn press(&self) -> &Press {
        self.press.0.get_or_init(|| Press::new(self.theme.print()))
    }

    /// Everything that is set in type.
    pub(super) fn prints(&'a self) -> impl Iterator<Item = Costly<'a>> {
        self.papers().chain(self.share_pictures())
    }

    /// What all templates for print are given.
    fn print_data(&self, lang: LangId, imprint: &str) -> Value {
        let accent = self.theme.options().colour("accent");
        let language = &self.site.config.languages[usize::from(lang.0)];
        json!({
            "lang": language.code.as_str(),
            "site": { "name": language.site_name, "tagline": language.tagline },
            "imprint": imprint,
            "colours": {
                "accent": accent.map_or_else(|| "#000000".to_owned(), |accent| accent.to_string()),
                "on_accent": accent.map_or_else(|| "#ffffff".to_owned(), |accent| accent.text_on().to_string()),
            },
        })
    }
}

/// One set of data with another's keys added.
fn with(mut data: Value, more: Value) -> Value {
    if let (Some(data), Value::Object(more)) = (data.as_object_mut(), more) {
        data.extend(more);
    }
    data
}

/// What is told of characters that no typeface of the theme has, and that are left out.
fn left_out(unknown: &str) -> Option<Diagnostic> {
    if unknown.is_empty() {
        return None;
    }
    let finding = Diagnostic::warning("print-no-glyph", format!("`{unknown}` cannot be printed and is left out"));
    Some(finding.help("no typeface for print has it: put one that does, as TTF or OTF, into `theme/print/fonts/`"))
}

/// A QR code as an SVG; one that is still read with a quarter of it torn off, where there is room for that.
fn code(link: &str) -> Option<String> {
    let levels = [EcLevel::Q, EcLevel::M, EcLevel::L];
    let code = levels.into_iter().find_map(|level| QrCode::with_error_correction_level(link, level).ok())?;
    Some(code.render::<svg::Color<'_>>().quiet_zone(true).build())
}
