//! A mail that waits, its text from the manifest, becomes a letter.

use handbill_contract::Manifest;
use handbill_contract::answer::{fill, html_escaped, one_line};

use super::{Letter, MailError};
use crate::domain::{Keys, Mail, token};

/// The letter for `mail`. An `Err` when the manifest has no text for it in any language.
pub fn letter(manifest: &Manifest, keys: &Keys, mail: &Mail) -> Result<Letter, MailError> {
    let langs = [mail.language.as_str(), manifest.site.languages.first().map_or("en", String::as_str)];
    let text = langs.iter().find_map(|lang| Some((lang, manifest.mails.get(*lang)?.get(&mail.mail.0)?)));
    let (language, text) = text.ok_or_else(|| MailError::NoText(mail.mail.0.clone()))?;
    let holes: Vec<_> = mail.holes.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let unsubscribe_url = mail
        .person
        .as_ref()
        .map(|person| format!("{}/api/unsubscribe/{}", manifest.site.base_url, token::leaving(keys, person)));
    Ok(Letter {
        id: mail.id.to_string(),
        to: mail.to.clone(),
        subject: one_line(&fill(&text.subject, &holes, one_line)),
        text: fill(&text.text, &holes, one_line),
        html: fill(&text.html, &holes, html_escaped),
        language: (*language).to_owned(),
        unsubscribe_url,
    })
}
