//! The smaller tables of `site.toml`: menus, profiles, privacy, security, consents.

use crate::diag::Diagnostic;
use crate::ids::Lang;
use crate::model::config::{Consent, Finder, Language, MenuItem, Privacy, Profile, Security, Unit};
use crate::parse::reader::Reader;
use crate::parse::{place, when};
use crate::source::Spanned;

/// Reads `[privacy]`.
pub(super) fn privacy(reader: &mut Reader<'_>) -> Option<Privacy> {
    let mut inner = reader.table("privacy")?;
    inner.require("page");
    inner.require("version");
    let (page, version) = (inner.filled("page"), inner.filled("version"));
    reader.absorb(inner);
    Some(Privacy { page: page?, version: version?.value })
}

/// Reads `[security]`.
pub(super) fn security(reader: &mut Reader<'_>) -> Option<Security> {
    let mut inner = reader.table("security")?;
    inner.require("contact");
    inner.require("expires");
    let contact = inner.filled("contact").and_then(|contact| contact_url(&mut inner, contact));
    let expires = inner.when("expires").map(|expires| expires.map(|expires| when::day(&expires)));
    reader.absorb(inner);
    Some(Security { contact: contact?, expires: expires? })
}

fn contact_url(inner: &mut Reader<'_>, contact: Spanned<String>) -> Option<String> {
    let is_mail = contact.value.strip_prefix("mailto:").is_some_and(place::is_email);
    if is_mail || contact.value.starts_with("https://") && place::is_url(&contact.value) {
        return Some(contact.value);
    }
    let finding = Diagnostic::error("url-invalid", format!("`contact` of `security` is no URL: `{}`", contact.value))
        .at(inner.file(), contact.span, "`mailto:` or `https:` belongs here");
    inner.tell(match place::is_email(&contact.value) {
        true => finding.help(format!("write `mailto:{}`", contact.value)),
        false => finding.help("it looks like `mailto:security@example.org`"),
    });
    None
}

/// Reads the items of a menu.
pub(super) fn menu(reader: &mut Reader<'_>, key: &'static str, default: &Lang) -> Vec<MenuItem> {
    let mut items = Vec::new();
    for mut inner in reader.tables(key) {
        let label = inner.words("label", default).map(|label| label.value).unwrap_or_default();
        let (page, url) = (inner.filled("page"), place::read_url(&mut inner, "url"));
        if page.is_none() && inner.take("url").is_none() {
            inner.require("page");
        }
        if page.is_none() && url.is_some() && label.0.is_empty() {
            inner.require("label");
        }
        let is_url = page.is_none();
        if let Some(target) = page.or(url) {
            items.push(MenuItem { target, is_url, label });
        }
        reader.absorb(inner);
    }
    items
}

/// Reads `[donate]`: the page of the button.
pub(super) fn donate(reader: &mut Reader<'_>) -> Option<Spanned<String>> {
    let mut inner = reader.table("donate")?;
    inner.require("page");
    let page = inner.filled("page");
    reader.absorb(inner);
    page
}

/// Reads `[finder]`.
pub(super) fn finder(reader: &mut Reader<'_>, default: &Lang) -> Finder {
    let Some(mut inner) = reader.table("finder") else { return Finder::default() };
    let units = [(Unit::Miles, "miles"), (Unit::Kilometres, "km")];
    let finder = Finder {
        enabled: inner.bool("enabled").map(|enabled| enabled.value),
        unit: inner.choice("unit", &units).map(|unit| unit.value),
        attribution: inner.words("attribution", default).map(|words| words.value).unwrap_or_default(),
        own: None,
    };
    reader.absorb(inner);
    finder
}

/// Reads `[[social]]`.
pub(super) fn social(reader: &mut Reader<'_>) -> Vec<Profile> {
    let mut profiles = Vec::new();
    for mut inner in reader.tables("social") {
        inner.require("name");
        inner.require("url");
        if let (Some(name), Some(url)) = (inner.filled("name"), place::read_url(&mut inner, "url")) {
            profiles.push(Profile { name: name.value, url: url.value });
        }
        reader.absorb(inner);
    }
    profiles
}

/// Reads `[[consent]]`: each statement must have a text in each language of the site.
pub(super) fn consents(reader: &mut Reader<'_>, languages: &[Language]) -> Vec<Consent> {
    let mut consents: Vec<Consent> = Vec::new();
    for mut inner in reader.tables("consent") {
        for key in ["id", "channel", "version", "text"] {
            inner.require(key);
        }
        if let Some(consent) = consent(&mut inner, languages) {
            match consents.iter().find(|known| known.id.value == consent.id.value) {
                Some(first) => {
                    let message = format!("two consents are called `{}`", consent.id.value);
                    let finding = Diagnostic::error("consent-doubled", message)
                        .at(inner.file(), consent.id.span, "the second one")
                        .also(inner.file(), first.id.span, "the first one")
                        .help("give each statement an `id` of its own");
                    inner.tell(finding);
                }
                None => consents.push(consent),
            }
        }
        reader.absorb(inner);
    }
    consents
}

fn consent(inner: &mut Reader<'_>, languages: &[Language]) -> Option<Consent> {
    let default = &languages.first()?.code;
    let id = inner.filled("id");
    let channel = inner.one_of("channel", &["email", "sms", "phone", "post", "share"]);
    let version = inner.filled("version");
    let text = inner.words("text", default);
    let id = id?;
    if let Some(text) = &text {
        let lacks = |language: &&Language| text.value.0.get(&language.code).is_none_or(|text| text.trim().is_empty());
        for language in languages.iter().filter(lacks) {
            let message = format!("the consent `{}` has no statement in {}", id.value, language.name);
            let finding = Diagnostic::error("consent-statement-missing", message)
                .at(inner.file(), text.span, format!("no text for `{}`", language.code))
                .help(format!("add it: `text = {{ {default} = \"…\", {} = \"…\" }}`", language.code));
            inner.tell(finding);
        }
    }
    Some(Consent { id, channel: channel?.value.to_owned(), version: version?.value, text: text?.value })
}
