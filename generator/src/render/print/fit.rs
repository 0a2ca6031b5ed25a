//! Whether words fit on their paper, in an author's words.

use super::press::{Overflow, Set};
use crate::diag::Diagnostic;

/// What does not fit, and by how much.
pub(super) fn findings(set: &Set, words: usize) -> Vec<Diagnostic> {
    set.overflows().iter().map(|overflow| too_long(overflow, words)).collect()
}

fn too_long(overflow: &Overflow, words: usize) -> Diagnostic {
    let Overflow { part, needs_mm, over_mm } = overflow;
    let over = format!("{over_mm:.0} mm");
    match part.as_str() {
        "text" => {
            let share = (over_mm / needs_mm * words as f64).ceil().max(1.0);
            Diagnostic::error("leaflet-too-long", format!("the text of this leaflet is {over} too long for its side"))
                .help(format!(
                    "cut about {share:.0} of its {words} words, or write a shorter one as `text` under `[leaflet]`"
                ))
        }
        "front" => Diagnostic::error("leaflet-too-long", format!("the front of this leaflet is {over} too high"))
            .help("write a shorter `headline` or `summary` under `[leaflet]`, or fewer `asks`"),
        "poster" => Diagnostic::error("leaflet-too-long", format!("what this poster says is {over} too high"))
            .help("write a shorter `headline` or `summary` under `[leaflet]`"),
        _ => {
            Diagnostic::error("leaflet-too-long", format!("the sheet for stalls has {over} too little room for names"))
                .help("ask for fewer consents in this campaign's form")
        }
    }
}
