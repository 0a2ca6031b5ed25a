//! What a leaflet says in the place of its page's text: Markdown within front matter.

use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::model::draft::{Body, HoleKind, Leaflet};
use crate::parse::markdown::{self, MarkdownOptions};
use crate::source::{FileId, Span};

/// Reads the text of a leaflet; all that is wrong with it is told at the whole text, whose lines front matter may have
/// folded.
pub(super) fn read(leaflet: &mut Leaflet, file: FileId, options: &MarkdownOptions<'_>) -> Vec<Diagnostic> {
    let Some(text) = &leaflet.text else { return Vec::new() };
    let (mut body, mut findings) = markdown::body(file, &text.value, 0..text.value.len(), options);
    let span = text.span;
    for finding in &mut findings {
        if let Some(place) = &mut finding.place {
            place.span = span;
        }
    }
    findings.extend(body.holes.iter().filter_map(|hole| in_print(&hole.what, file, span)));
    lay_at(&mut body, span);
    leaflet.body = Some(Arc::new(body));
    findings
}

/// What has no sense on paper.
fn in_print(what: &HoleKind, file: FileId, span: Span) -> Option<Diagnostic> {
    let name = match what {
        HoleKind::Link(_) => return None,
        HoleKind::Picture(_) => "a picture".to_owned(),
        HoleKind::Shortcode(call) => format!("the shortcode `{}`", call.name.value),
    };
    let finding = Diagnostic::error("leaflet-not-text", format!("{name} has no place in the text of a leaflet"));
    Some(finding.at(file, span, "").help("write text, headings, lists, quotations and links here, and nothing else"))
}

/// Links are told, too, where the text stands.
fn lay_at(body: &mut Body, span: Span) {
    body.holes.retain(|hole| matches!(hole.what, HoleKind::Link(_)));
    for hole in &mut body.holes {
        if let HoleKind::Link(href) = &mut hole.what {
            href.span = span;
        }
    }
}
