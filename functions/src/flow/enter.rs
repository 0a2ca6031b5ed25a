//! Signing up and pledging: one record for each person and form, and a mail that proves the address.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use handbill_contract::parse::{self, Refusal, Submission};
use handbill_contract::{Form, FormId, Kind, State, post};

use super::{Outcome, Scene, deliver, limits};
use crate::clock::later;
use crate::domain::mail::When;
use crate::domain::{Consent, Email, Entry, EntryState, Grant, Id, Mail, MailName, Slot, Token, consent, mail, token};
use crate::form::Typed;
use crate::problem::{Invalid, Problem};
use crate::request::Function;
use crate::store::{Entered, NewEntry, StoreError};

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
    let mut entry = Entry::new(&form, &read, person, email, scene.now);
    entry.network = scene.client.map_or_else(String::new, |ip| scene.app.keys.network(ip));
    if let Some(known) = add(scene, &form, &read, &entry).await? {
        if form.shape.second_signer && entry.is_by_another(&known) {
            let entry = Entry { slot: Slot::SECOND, ..entry };
            let known = add(scene, &form, &read, &entry).await?;
            if let Some(known) = known.filter(|known| !entry.is_by_another(known)) {
                again(scene, &form, &read, known).await?;
            }
        } else {
            again(scene, &form, &read, known).await?;
        }
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
            Problem::Invalid(Box::new(Invalid { form, typed, errors, parts: Vec::new(), larger: None }))
        }
    })
}

/// The path of the page that says thank you.
pub(super) fn thanks(scene: &Scene<'_>, form: &Form, lang: &str) -> String {
    let default = scene.manifest.site.languages.first().map_or("en", String::as_str);
    form.shape.thanks.of(lang, default).unwrap_or("/").to_owned()
}

/// How often we look again, where other posts of the same person come in between.
const MAX_TRIES: usize = 4;

/// Writes `entry`, unless it is known: then as what.
async fn add(scene: &Scene<'_>, form: &Form, read: &Submission, entry: &Entry) -> Result<Option<Entry>, Problem> {
    let consents = given(scene, form, read, entry);
    for _ in 0..MAX_TRIES {
        let (grant, mail) = confirmation(scene, form, entry).await;
        let new = NewEntry { entry: entry.clone(), consents: consents.clone(), grant, mail };
        match scene.app.store.enter(&new).await? {
            Entered::Known(known) => return Ok(Some(*known)),
            Entered::New => {
                if let Some(mail) = &new.mail {
                    deliver::at_once(scene, mail).await;
                }
                return Ok(None);
            }
            Entered::Crowded => {}
        }
    }
    Err(crowded())
}

/// What another post of a `known` entry brings: the mail once more, where nobody has answered it yet, and consents that
/// do not stand. The first answers stay.
async fn again(scene: &Scene<'_>, form: &Form, read: &Submission, mut known: Entry) -> Result<(), Problem> {
    for _ in 0..MAX_TRIES {
        let mut consents = given(scene, form, read, &known);
        if !consents.is_empty() {
            let standing = consent::standing(scene.app.store.dossier(&known.person).await?.consents);
            consents.retain(|new| !standing.iter().any(|old| new.repeats(old)));
        }
        if known.state == EntryState::Confirmed && consents.is_empty() {
            return Ok(());
        }
        let (grant, mail) = confirmation(scene, form, &known).await;
        // Who waits for a mail has got one within the hour: a further one can wait until it is asked for again.
        let mail = mail.filter(|mail| known.state == EntryState::Confirmed || mail.goes_at_once(scene.now));
        if mail.is_none() && consents.is_empty() {
            return Ok(());
        }
        let new = NewEntry { entry: known, consents, grant, mail };
        if let Entered::New = scene.app.store.remind(&new).await? {
            if let Some(mail) = &new.mail {
                deliver::at_once(scene, mail).await;
            }
            return Ok(());
        }
        let Some(now_known) = scene.app.store.entry(&new.grant).await? else { return Ok(()) };
        known = now_known;
    }
    Err(crowded())
}

fn given(scene: &Scene<'_>, form: &Form, read: &Submission, entry: &Entry) -> Vec<Consent> {
    let agreed = read.consents.iter();
    agreed.filter_map(|agreed| Consent::given(&scene.manifest, form, agreed, &entry.person, scene.now)).collect()
}

fn crowded() -> Problem {
    let cause = "the same person posts all the time".into();
    Problem::Store(StoreError::Busy { doing: "write an entry", cause })
}

/// A token for `entry`, and the mail that holds it; no mail where the address has had enough of them.
pub(super) async fn confirmation(scene: &Scene<'_>, form: &Form, entry: &Entry) -> (Grant, Option<Mail>) {
    let token = Token::new(&*scene.app.chance);
    let grant = Grant {
        token_hash: token.hash(),
        person: entry.person.clone(),
        form: entry.form.clone(),
        slot: entry.slot,
        expires: scene.now.as_second() + TOKEN_DAYS * 24 * 60 * 60,
    };
    let (due, attempts) = match limits::postage(scene, &entry.person).await {
        // The request that writes the mail tries first.
        When::Now => (later(scene.now, Duration::from_secs(mail::GRACE_S)), 1),
        When::At(due) => (due, 0),
        When::Never => return (grant, None),
    };
    let lang = entry.language.as_str();
    let holes = [
        ("name", mail::greeting(entry.answer("given_name")).to_owned()),
        ("title", form.title.of(lang, lang).unwrap_or_default().to_owned()),
        ("confirm_url", token::confirm_url(&scene.manifest, &token)),
        ("days", TOKEN_DAYS.to_string()),
    ];
    let mail = Mail {
        id: Id::new(scene.now, &*scene.app.chance),
        mail: MailName(format!("confirm-{}", if form.kind() == Kind::Donate { Kind::Signup } else { form.kind() })),
        language: lang.to_owned(),
        to: entry.email_address.clone(),
        person: Some(entry.person.clone()),
        holes: holes.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<BTreeMap<_, _>>(),
        created_date: scene.now,
        due,
        attempts,
    };
    (grant, Some(mail))
}
