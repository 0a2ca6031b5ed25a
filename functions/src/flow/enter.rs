//! Signing up and pledging: one record for each person and form, and a mail that proves the address.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use handbill_contract::parse::{self, Refusal, Submission};
use handbill_contract::{Form, FormId, State, post};

use super::{Outcome, Scene, deliver, limits};
use crate::clock::later;
use crate::domain::{Consent, Email, Entry, EntryState, Grant, Id, Mail, MailName, Slot, Token, mail, token};
use crate::form::Typed;
use crate::problem::{Invalid, Problem};
use crate::request::Function;
use crate::store::{Entered, NewEntry};

/// How long a token lets its holder confirm: seven days.
pub const TOKEN_DAYS: i64 = 7;

/// Takes what was typed into a form that `function` serves.
///
/// New or known, confirmed or not: the answer is the same, for who has signed is nobody else's business.
pub async fn enter(scene: &Scene<'_>, function: Function, typed: &Typed) -> Result<Outcome, Problem> {
    let form = open_form(scene, function, typed)?;
    let thanks = Outcome::Thanks(thanks(scene, &form, typed.language(&form)));
    if typed.is_from_a_machine() {
        return Ok(thanks);
    }
    let read = submission(scene, &form, typed)?;
    // A form without this field is refused by the generator.
    let email = read.answers.get("email_address").and_then(|text| Email::parse(text)).ok_or(Problem::Malformed)?;
    let person = scene.app.keys.person(&email);
    limits::admit(scene, &form, &person, typed).await?;
    let entry = Entry::new(&form, &read, person, email, scene.now);
    match add(scene, &form, &read, entry.clone()).await? {
        Entered::Known(known) if form.shape.second_signer && entry.is_by_another(&known) => {
            add(scene, &form, &read, Entry { slot: Slot::SECOND, ..entry }).await?;
        }
        Entered::Known(known) if known.state == EntryState::Pending => remind(scene, &form, &known).await?,
        Entered::Known(_) | Entered::New => {}
    }
    Ok(thanks)
}

/// The form that `typed` names, where `function` serves it and it takes posts.
pub(super) fn open_form(scene: &Scene<'_>, function: Function, typed: &Typed) -> Result<Arc<Form>, Problem> {
    let id = typed.value(post::FORM).and_then(FormId::parse).ok_or(Problem::FormUnknown)?;
    let form = scene.manifest.forms.get(&id).cloned().ok_or(Problem::FormUnknown)?;
    if !function.takes(form.kind()) {
        return Err(Problem::FormUnknown);
    }
    match form.state_at(scene.now.as_second()) {
        State::Open => Ok(form),
        State::Paused => Err(Problem::Paused(id)),
        State::Closed => Err(Problem::Closed(id)),
    }
}

/// What was typed, once all of it has been checked.
pub(super) fn submission(scene: &Scene<'_>, form: &Arc<Form>, typed: &Typed) -> Result<Submission, Problem> {
    parse::submission(&scene.manifest, form, &typed.pairs).map_err(|refusal| match refusal {
        Refusal::UnknownField => Problem::Malformed,
        Refusal::Invalid(errors) => {
            let (form, typed) = (form.clone(), typed.clone());
            Problem::Invalid(Box::new(Invalid { form, typed, errors, parts: Vec::new() }))
        }
    })
}

/// The path of the page that says thank you.
pub(super) fn thanks(scene: &Scene<'_>, form: &Form, lang: &str) -> String {
    let default = scene.manifest.site.languages.first().map_or("en", String::as_str);
    form.shape.thanks.of(lang, default).unwrap_or("/").to_owned()
}

async fn add(scene: &Scene<'_>, form: &Form, read: &Submission, entry: Entry) -> Result<Entered, Problem> {
    let consents = read.consents.iter();
    let consents =
        consents.filter_map(|agreed| Consent::given(&scene.manifest, form, agreed, &entry.person, scene.now)).collect();
    let (grant, mail) = confirmation(scene, form, &entry).await?;
    let new = NewEntry { entry, consents, grant, mail };
    let entered = scene.app.store.enter(&new).await?;
    if let (Entered::New, Some(mail)) = (&entered, &new.mail) {
        deliver::at_once(scene, mail).await;
    }
    Ok(entered)
}

async fn remind(scene: &Scene<'_>, form: &Form, known: &Entry) -> Result<(), Problem> {
    let (grant, mail) = confirmation(scene, form, known).await?;
    if let Some(mail) = mail {
        scene.app.store.remind(&grant, &mail).await?;
        deliver::at_once(scene, &mail).await;
    }
    Ok(())
}

/// A token for `entry`, and the mail that holds it; no mail where the address has had enough of them.
async fn confirmation(scene: &Scene<'_>, form: &Form, entry: &Entry) -> Result<(Grant, Option<Mail>), Problem> {
    let token = Token::new(&*scene.app.chance);
    let grant = Grant {
        token_hash: token.hash(),
        person: entry.person.clone(),
        form: entry.form.clone(),
        slot: entry.slot,
        expires: scene.now.as_second() + TOKEN_DAYS * 24 * 60 * 60,
    };
    let due = match limits::postage(scene, &entry.person).await? {
        limits::When::Now => later(scene.now, Duration::from_secs(mail::GRACE_S)),
        limits::When::At(due) => due,
        limits::When::Never => return Ok((grant, None)),
    };
    let lang = entry.language.as_str();
    let holes = [
        ("name", entry.answer("given_name").to_owned()),
        ("title", form.title.of(lang, lang).unwrap_or_default().to_owned()),
        ("confirm_url", token::confirm_url(&scene.manifest, &token)),
        ("days", TOKEN_DAYS.to_string()),
    ];
    let mail = Mail {
        id: Id::new(scene.now, &*scene.app.chance),
        mail: MailName(format!("confirm-{}", form.kind())),
        language: lang.to_owned(),
        to: entry.email_address.clone(),
        person: Some(entry.person.clone()),
        holes: holes.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<BTreeMap<_, _>>(),
        created_date: scene.now,
        due,
        attempts: 0,
    };
    Ok((grant, Some(mail)))
}
