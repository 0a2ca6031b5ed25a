//! Leaving: looking changes nothing; a post acts at once, and again as often as it comes (RFC 8058).

use handbill_contract::Channel;

use super::{Outcome, Page, Scene};
use crate::domain::{ConsentChange, consent, token};
use crate::form::Typed;
use crate::problem::Problem;
use crate::store::Letters;

/// Under which name the page posts the ids of what is kept.
pub const KEEP: &str = "keep";

/// Under which name the page says that it is a page, and no mail program.
pub const PAGE: &str = "page";

/// The page with the button and the choices. It does not ask whose the token is: one that is none of ours gets the same.
pub fn ask(scene: &Scene<'_>, token: &str) -> Outcome {
    let lang = language(scene, token);
    let statements = scene.manifest.consents.iter();
    let choices: Vec<_> = statements
        .filter_map(|statement| {
            let text = statement.text().of(&lang, &lang)?;
            Some((statement.id().to_owned(), text.to_owned()))
        })
        .collect();
    let choices = if choices.len() > 1 { choices } else { Vec::new() };
    Outcome::Page(Page::UnsubscribeButton { choices }, lang)
}

/// Takes back consents: all of them for a one-click post, else those that were not ticked to be kept.
/// An `Err` when the store does not answer: then nothing is said to be done.
pub async fn leave(scene: &Scene<'_>, token: &str, typed: &Typed) -> Result<Outcome, Problem> {
    let done = Outcome::Page(Page::Unsubscribed, language(scene, token));
    let Some(person) = token::leaver(&scene.app.keys, token) else { return Ok(done) };
    let is_page = typed.value(PAGE).is_some();
    let kept: Vec<_> = typed.pairs.iter().filter(|(name, _)| is_page && name == KEEP).map(|(_, id)| id).collect();
    let how = if is_page { "page" } else { "one-click" };
    let standing = consent::standing(scene.app.store.dossier(&person).await?.consents);
    let left = standing.iter().filter(|consent| !kept.contains(&&consent.consent));
    let withdrawn: Vec<_> = left.map(|consent| consent.changed(ConsentChange::Withdrawn, how, scene.now)).collect();
    let keeps_mail =
        kept.iter().filter_map(|id| scene.manifest.consent(id)).any(|kept| kept.channel() == Channel::Email);
    let letters = if keeps_mail { Letters::AsBefore } else { Letters::Stopped };
    scene.app.store.withdraw(&person, &withdrawn, letters, scene.now).await?;
    Ok(done)
}

/// Of the site's, as the token says; or the first one.
fn language(scene: &Scene<'_>, token: &str) -> String {
    let langs = &scene.manifest.site.languages;
    let told = token.split_once('.').map(|(_, lang)| lang);
    langs.iter().find(|lang| Some(lang.as_str()) == told).or_else(|| langs.first()).cloned().unwrap_or_default()
}
