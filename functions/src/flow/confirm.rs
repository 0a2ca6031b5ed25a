//! Confirming an address: looking changes nothing, for scanners of mail follow links; a button does it.

use super::enter::thanks;
use super::{Outcome, Page, Scene};
use crate::domain::{Grant, Token};
use crate::problem::Problem;
use crate::store::Confirmed;

/// The page with the button. It asks nothing of the entry: the link works again while it lives.
pub async fn ask(scene: &Scene<'_>, token: &str) -> Result<Outcome, Problem> {
    let Some(grant) = granted(scene, token).await? else { return Ok(gone(scene)) };
    let Some(entry) = scene.app.store.entry(&grant).await? else { return Ok(gone(scene)) };
    let lang = entry.language;
    let form = grant.form_id().and_then(|id| scene.manifest.forms.get(&id));
    let title = form.and_then(|form| form.title.of(&lang, &lang)).unwrap_or_default().to_owned();
    Ok(Outcome::Page(Page::ConfirmButton { title }, lang))
}

/// Confirms. The second time is like the first.
pub async fn confirm(scene: &Scene<'_>, token: &str) -> Result<Outcome, Problem> {
    let Some(grant) = granted(scene, token).await? else { return Ok(gone(scene)) };
    match scene.app.store.confirm(&grant, scene.now).await? {
        Confirmed::Gone => Ok(gone(scene)),
        Confirmed::Now | Confirmed::Already => {
            let lang = scene.app.store.entry(&grant).await?.map_or_else(|| default(scene), |entry| entry.language);
            let form = grant.form_id().and_then(|id| scene.manifest.forms.get(&id));
            Ok(Outcome::Thanks(form.map_or_else(|| "/".to_owned(), |form| thanks(scene, form, &lang))))
        }
    }
}

async fn granted(scene: &Scene<'_>, token: &str) -> Result<Option<Grant>, Problem> {
    let Some(token) = Token::parse(token) else { return Ok(None) };
    let grant = scene.app.store.grant(&token.hash()).await?;
    Ok(grant.filter(|grant| grant.holds_at(scene.now)))
}

fn gone(scene: &Scene<'_>) -> Outcome {
    Outcome::Page(Page::ConfirmGone, default(scene))
}

fn default(scene: &Scene<'_>) -> String {
    scene.manifest.site.languages.first().cloned().unwrap_or_default()
}
