//! The mails that the functions write: a subject, plain text and HTML each, with holes.

use std::collections::BTreeMap;

use handbill_contract::MailText;
use handbill_contract::answer::{MAILS, Said};
use tera::{Context, Value};

use super::hole;
use crate::diag::Diagnostic;
use crate::model::site::LangId;
use crate::render::Renderer;
use crate::render::theme::Theme;

/// A part of a mail that has a template of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    Html,
    Text,
}

impl Half {
    fn ending(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Text => "txt",
        }
    }
}

/// The template of the mail `name`: its own, else that of its family.
pub(super) fn template(theme: &Theme, name: &str, half: Half) -> Option<String> {
    let own = format!("mail/{name}.{}", half.ending());
    [own, family(name, half)].into_iter().find(|template| theme.has_template(template))
}

/// The template of all mails that begin alike: `mail/confirm.html` of `confirm-pledge`.
pub(super) fn family(name: &str, half: Half) -> String {
    let first = name.split_once('-').map_or(name, |(first, _)| first);
    format!("mail/{first}.{}", half.ending())
}

/// The message that is the subject of the mail `name`.
pub(super) fn subject(name: &str) -> String {
    format!("mail-{name}-subject")
}

impl Renderer<'_> {
    /// All mails in a language, by their names.
    pub(super) fn letters(&self, lang: LangId) -> Result<BTreeMap<String, MailText>, Box<Diagnostic>> {
        MAILS.iter().map(|said| Ok((said.0.to_owned(), self.letter(lang, said)?))).collect()
    }

    fn letter(&self, lang: LangId, said: &Said) -> Result<MailText, Box<Diagnostic>> {
        let (name, holes) = said;
        let subject = self.word(lang, &subject(name), said);
        let mut context = Context::new();
        context.insert("lang", self.site.lang(lang).as_str());
        context.insert_value("site", self.sites[usize::from(lang.0)].clone());
        context.insert("mail", name);
        context.insert("subject", &subject);
        for name in *holes {
            context.insert_value(*name, Value::from(hole(name)));
        }
        let half = |half| {
            let template = template(self.theme, name, half).unwrap_or_else(|| family(name, half));
            let made = self.made_of(&template, &context)?;
            Ok::<_, Box<Diagnostic>>(format!("{}\n", made.trim()))
        };
        Ok(MailText { subject, text: half(Half::Text)?, html: half(Half::Html)? })
    }
}
