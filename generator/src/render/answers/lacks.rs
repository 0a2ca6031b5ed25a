//! What a theme must have on a site with forms, so that the functions can answer.

use handbill_contract::answer::{MAILS, PARTS, WORDS};

use super::PAGE;
use super::letters::{self, Half};
use crate::diag::Diagnostic;
use crate::model::site::Site;
use crate::render::shared::FORM;
use crate::render::theme::Theme;

/// An error for templates that are not there, a warning for words that are there in no language.
pub(super) fn findings(site: &Site, theme: &Theme, takes_gifts: bool) -> Vec<Diagnostic> {
    let place = |finding: Diagnostic| finding.at(site.config.file, site.config.theme.span, "this theme");
    let mut findings = Vec::new();
    let templates = templates(theme, takes_gifts);
    if !templates.is_empty() {
        let message = format!("the theme has no {}, and the site has forms", named(&templates));
        findings.push(
            place(Diagnostic::error("theme-file-missing", message))
                .help("write them, or build on a theme that has them: `base = \"placard\"` in `theme.toml`"),
        );
    }
    let words = words(site, theme);
    if !words.is_empty() {
        let message = format!("the theme has no words for {}, and the site has forms", named(&words));
        let help = format!("write them in `theme/languages/{}.ftl`", site.config.default_lang());
        findings.push(place(Diagnostic::warning("message-missing", message)).help(help));
    }
    findings
}

fn templates(theme: &Theme, takes_gifts: bool) -> Vec<String> {
    let parts = PARTS.iter().filter(|_| takes_gifts).map(|(name, _)| format!("partials/{name}.html"));
    let mut missing: Vec<String> = [PAGE, FORM].into_iter().map(str::to_owned).chain(parts).collect();
    missing.retain(|name| !theme.has_template(name));
    for (name, _) in MAILS {
        for half in [Half::Html, Half::Text] {
            let family = letters::family(name, half);
            if letters::template(theme, name, half).is_none() && !missing.contains(&family) {
                missing.push(family);
            }
        }
    }
    missing
}

fn words(site: &Site, theme: &Theme) -> Vec<String> {
    let words = WORDS.iter().map(|(key, _)| format!("answer-{key}"));
    let subjects = MAILS.iter().map(|(name, _)| letters::subject(name));
    let language = theme.languages().get(site.config.default_lang());
    words.chain(subjects).filter(|key| !language.has(key)).collect()
}

fn named(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
