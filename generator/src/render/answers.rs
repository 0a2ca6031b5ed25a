//! All that the functions say to visitors and write in mails, in the site's theme and languages: rendered once for each
//! language, with holes that a function fills. It is a part of `forms.json`, and no page of the site.

mod lacks;
mod letters;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use fluent_bundle::FluentValue;
use handbill_contract::answer::{HOLE_CLOSE, HOLE_OPEN, PARTS, Said, WORDS};
use handbill_contract::{Answers, Kind, Shape};
use tera::{Context, Value};

use super::Renderer;
use super::forms_json::Spoken;
use super::view::page::Frame;
use crate::diag::{Diagnostic, Severity};
use crate::ids::UrlPath;
use crate::model::site::LangId;

/// The template of every page that a function shows.
const PAGE: &str = "answer.html";

impl Renderer<'_> {
    /// What the functions say, and what the theme lacks for it; nothing where the site has no form.
    pub(super) fn spoken(&self) -> (Spoken, Vec<Diagnostic>) {
        let shapes = self.shapes();
        if shapes.is_empty() {
            return Default::default();
        }
        let takes_gifts = shapes.values().any(|shape| shape.kind == Kind::Donate);
        let mut findings = lacks::findings(self.site, self.theme, takes_gifts);
        if findings.iter().any(|finding| finding.severity == Severity::Error) {
            return (Spoken::default(), findings);
        }
        let mut spoken = Spoken::default();
        for lang in self.site.langs() {
            let tag = self.site.lang(lang).to_string();
            match self.answers(lang, &shapes, takes_gifts) {
                Ok(answers) => {
                    spoken.answers.insert(tag.clone(), answers);
                }
                Err(finding) => findings.push(*finding),
            }
            match self.letters(lang) {
                Ok(letters) => {
                    spoken.mails.insert(tag, letters);
                }
                Err(finding) => findings.push(*finding),
            }
        }
        (spoken, findings)
    }

    /// The shapes of all forms, by their versions.
    fn shapes(&self) -> BTreeMap<String, Arc<Shape>> {
        // Thousands of forms share a shape: each is looked at once.
        let by_address: BTreeMap<_, _> = self
            .site
            .pages
            .iter()
            .flat_map(|page| page.forms.iter())
            .map(|form| (Arc::as_ptr(&form.shape), &form.shape))
            .collect();
        by_address.into_values().map(|shape| (shape.version(), Arc::clone(shape))).collect()
    }

    fn answers(
        &self,
        lang: LangId,
        shapes: &BTreeMap<String, Arc<Shape>>,
        takes_gifts: bool,
    ) -> Result<Answers, Box<Diagnostic>> {
        let here = UrlPath::new("/api/");
        let title = hole("title");
        let frame = Frame {
            lang,
            kind: "answer",
            template: "",
            title: &title,
            summary: "",
            url: &here,
            crumbs: Vec::new(),
            // What a function says stands in one language, at an address of no page.
            versions: Vec::new(),
            own: Vec::new(),
            feeds: Vec::new(),
            page: None,
            is_hidden: true,
        };
        let (mut context, _) = self.context(&frame, vec![("main", Value::safe_string(&hole("main")))]);
        let page = self.made_of(PAGE, &context)?;
        let mut forms = BTreeMap::new();
        for (version, shape) in shapes {
            let form = self.forms.blank(shape, lang, &hole("form"));
            forms.insert(version.clone(), self.form_html(&form, lang)?);
        }
        let mut parts = BTreeMap::new();
        for (name, _) in PARTS.iter().filter(|_| takes_gifts) {
            let Some(part) = self.forms.part(name, lang) else { continue };
            context.insert_value("part", Value::from_serializable(&part));
            parts.insert((*name).to_owned(), self.made_of(&format!("partials/{name}.html"), &context)?);
        }
        let words = WORDS.iter().map(|said| (said.0.to_owned(), self.word(lang, &format!("answer-{}", said.0), said)));
        Ok(Answers { page, words: words.collect(), forms, parts })
    }

    pub(super) fn made_of(&self, template: &str, context: &Context) -> Result<String, Box<Diagnostic>> {
        self.theme.render(template, context).map_err(|error| Box::new(self.theme.template_error(&error)))
    }

    /// The message `key` with the holes of `said` for its arguments; the key itself where there is none.
    fn word(&self, lang: LangId, key: &str, said: &Said) -> String {
        let holes: Vec<(&str, FluentValue<'_>)> =
            said.1.iter().map(|name| (*name, FluentValue::from(hole(name)))).collect();
        self.words(lang).format(key, &holes).unwrap_or_else(|| key.to_owned())
    }
}

/// `⟦name⟧`
pub(super) fn hole(name: &str) -> String {
    format!("{HOLE_OPEN}{name}{HOLE_CLOSE}")
}
