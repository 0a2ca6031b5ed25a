//! A gift: judged, declared and written down before the giver goes to the checkout.
//!
//! What is judged here decides what is asked for. The money itself is judged again when it comes, each payment on its
//! own day and by all that came before it.

mod donor;

use std::sync::Arc;

use handbill_contract::donation::Thresholds;
use handbill_contract::parse::{self, ErrorCode, FieldError, GiftWish, Refusal, Submission};
use handbill_contract::{Form, post};

use super::{Outcome, Scene, enter, limits};
use crate::clock::earlier;
use crate::domain::gift::judge;
use crate::domain::{Consent, Declared, Donor, Email, Entry, Gift, Id, Payment, PersonKey, Tier};
use crate::form::Typed;
use crate::pay::Order;
use crate::problem::{Invalid, Problem};
use crate::request::Function;
use crate::store::NewEntry;

/// How far back payments are looked at: a year, and the days at its edges.
const LOOK_BACK: std::time::Duration = std::time::Duration::from_secs(368 * 24 * 60 * 60);

/// How many earlier gifts are looked at for the postcode that they came from.
const MAX_EARLIER: usize = 25;

/// The longest name of what is given for, in characters: the provider takes 250.
const TITLE_CHARS: usize = 200;

/// Takes a gift, and sends the giver to the checkout.
pub async fn donate(scene: &Scene<'_>, typed: &Typed) -> Result<Outcome, Problem> {
    let form = enter::open_form(scene, Function::Donate, typed)?;
    if typed.is_from_a_machine() {
        return Ok(Outcome::Thanks(enter::thanks(scene, &form, typed.language(&form))));
    }
    let (read, wish, email) = match parse::submission(&scene.manifest, &form, &typed.pairs) {
        Ok(read) => complete(read)?,
        Err(Refusal::UnknownField) => return Err(Problem::Malformed),
        Err(Refusal::Invalid(errors)) => return Err(incomplete(scene, &form, typed, errors)),
    };
    let person = scene.app.keys.person(&email);
    limits::admit(scene, &form, &person, typed).await?;
    let before = scene.app.store.payments(&person, earlier(scene.now, LOOK_BACK)).await?;
    let tier = judge::tier(wish.pence, scene.now, &judge::received(&before));
    let asked = asked_tier(scene, tier, wish.pence, &before, &read).await?;
    let donor = match donor::asked(&scene.manifest, typed, asked, Vec::new()) {
        donor::Answer::Whole(donor) => donor,
        donor::Answer::More { errors, parts } => return Err(again(scene, &form, typed, errors, parts)),
        donor::Answer::Abroad => return Err(abroad(scene)),
    };
    let declarations = declared(scene, asked, &read);
    if declarations.is_empty() {
        let error = FieldError::new(post::DECLARATION, ErrorCode::DeclarationChanged);
        return Err(again(scene, &form, typed, vec![error], donor::parts(asked)));
    }
    let gift = promised(scene, &form, &read, wish, Promise { person, email, tier, donor, declarations });
    scene.app.store.promise(&gift).await?;
    keep_consents(scene, &form, &read, &gift).await;
    let opened = scene.app.checkout.open(&order(scene, &form, &gift)).await?;
    Ok(Outcome::Pay(opened.url))
}

/// What a form for gifts always asks for. An `Err` when it is no such form: the generator refuses those.
fn complete(read: Submission) -> Result<(Submission, GiftWish, Email), Problem> {
    let email = read.answers.get("email_address").and_then(|text| Email::parse(text));
    match (read.gift, email) {
        (Some(wish), Some(email)) => Ok((read, wish, email)),
        _ => Err(Problem::Malformed),
    }
}

/// A post with mistakes: all of them are told at once, those in what a larger gift is asked for included.
fn incomplete(scene: &Scene<'_>, form: &Arc<Form>, typed: &Typed, errors: Vec<FieldError>) -> Problem {
    let pence = parse::wished(&form.shape, &typed.pairs).map_or(0, |wish| wish.pence);
    let tier = judge::tier(pence, scene.now, &[]);
    let is_larger = matches!(tier, Tier::Checked | Tier::Reportable);
    // What was on the page before stays on it.
    let tier = if is_larger && donor::was_shown(typed, "d2") { Tier::Reportable } else { tier };
    match donor::asked(&scene.manifest, typed, tier, errors.clone()) {
        donor::Answer::Whole(_) => again(scene, form, typed, errors, donor::parts(tier)),
        donor::Answer::More { errors, parts } => again(scene, form, typed, errors, parts),
        donor::Answer::Abroad => abroad(scene),
    }
}

fn again(
    scene: &Scene<'_>,
    form: &Arc<Form>,
    typed: &Typed,
    errors: Vec<FieldError>,
    parts: Vec<&'static str>,
) -> Problem {
    let larger = (!parts.is_empty()).then(|| law(scene));
    Problem::Invalid(Box::new(Invalid { form: form.clone(), typed: typed.clone(), errors, parts, larger }))
}

fn law(scene: &Scene<'_>) -> &'static Thresholds {
    judge::thresholds(scene.now)
}

fn abroad(scene: &Scene<'_>) -> Problem {
    Problem::Abroad { floor_pence: law(scene).no_donation_up_to_pence }
}

/// By which tier the giver is asked: the one that was judged.
///
/// Only where earlier gifts alone make the year reportable, one of them must have come from the postcode that was typed:
/// else anybody could learn from an address what its owner gave. The payment is judged by all of them when it comes.
async fn asked_tier(
    scene: &Scene<'_>,
    tier: Tier,
    pence: u64,
    before: &[Payment],
    read: &Submission,
) -> Result<Tier, Problem> {
    if tier != Tier::Reportable || judge::tier(pence, scene.now, &[]) == Tier::Reportable {
        return Ok(tier);
    }
    let postcode = read.answers.get("postal_code");
    let gifts: std::collections::BTreeSet<_> =
        before.iter().filter(|payment| payment.counts()).filter_map(|payment| payment.facts.gift.as_ref()).collect();
    // The newest first: names of gifts sort by time.
    for id in gifts.into_iter().rev().take(MAX_EARLIER) {
        let gift = scene.app.store.gift(id).await?;
        if gift.is_some_and(|gift| Some(&gift.postal_code) == postcode) {
            return Ok(Tier::Reportable);
        }
    }
    Ok(Tier::Checked)
}

/// The declarations that `tier` wants, as they were shown; none when one of them was not.
fn declared(scene: &Scene<'_>, tier: Tier, read: &Submission) -> Vec<Declared> {
    let one = |id: &&str| {
        let shown = read.declarations.iter().find(|shown| shown.id == *id)?;
        let statement = scene.manifest.declaration(id)?;
        Some(Declared {
            declaration: shown.id.clone(),
            version: statement.version().to_owned(),
            sha256: statement.sha256().get(&shown.language)?.to_owned(),
            language: shown.language.clone(),
        })
    };
    let wanted = donor::declarations(tier);
    // Who was shown D1 and gives less in the end has said all of D0, and was not shown that.
    let stronger = wanted == ["d0"] && !read.declarations.iter().any(|shown| shown.id == "d0");
    let all: Option<Vec<_>> = if stronger { &["d1"] } else { wanted }.iter().map(one).collect();
    all.unwrap_or_default()
}

/// What was found out about a gift beside what was typed.
struct Promise {
    person: PersonKey,
    email: Email,
    tier: Tier,
    donor: Option<Donor>,
    declarations: Vec<Declared>,
}

fn promised(scene: &Scene<'_>, form: &Form, read: &Submission, wish: GiftWish, promise: Promise) -> Gift {
    let answer = |name: &str| read.answers.get(name).cloned().unwrap_or_default();
    let Promise { person, email, tier, donor, declarations } = promise;
    Gift {
        gift: Id::new(scene.now, &*scene.app.chance),
        person,
        email_address: email,
        given_name: answer("given_name"),
        family_name: answer("family_name"),
        postal_code: answer("postal_code"),
        form: form.id.to_string(),
        amount_pence: wish.pence,
        currency: form.shape.amounts.as_ref().map_or_else(|| "GBP".to_owned(), |amounts| amounts.currency.clone()),
        recurrence: wish.recurrence,
        tier,
        donor,
        declarations,
        language: read.language.clone(),
        created_date: scene.now,
    }
}

/// What the checkout is to ask for.
fn order(scene: &Scene<'_>, form: &Form, gift: &Gift) -> Order {
    let lang = gift.language.as_str();
    let site = &scene.manifest.site;
    let default = site.languages.first().map_or("en", String::as_str);
    let title = form.title.of(lang, default).filter(|title| !title.is_empty()).unwrap_or(&site.organisation.name);
    let page = form.page.of(lang, default).unwrap_or("/");
    Order {
        gift: gift.gift.clone(),
        amount_pence: gift.amount_pence,
        currency: gift.currency.clone(),
        recurrence: gift.recurrence,
        title: title.chars().take(TITLE_CHARS).collect(),
        email: gift.email_address.clone(),
        language: lang.to_owned(),
        success_url: format!("{}{}", site.base_url, enter::thanks(scene, form, lang)),
        cancel_url: format!("{}{page}", site.base_url),
    }
}

/// Keeps what was ticked beside the gift, to be confirmed by mail as on any other form. A gift is not lost for it:
/// where the store fails, the log says so. The sweep sends the mail, since giving needs no mail server.
async fn keep_consents(scene: &Scene<'_>, form: &Form, read: &Submission, gift: &Gift) {
    if read.consents.is_empty() {
        return;
    }
    let entry = Entry::new(form, read, gift.person.clone(), gift.email_address.clone(), scene.now);
    let agreed = read.consents.iter();
    let consents =
        agreed.filter_map(|agreed| Consent::given(&scene.manifest, form, agreed, &gift.person, scene.now)).collect();
    let (grant, mail) = enter::confirmation(scene, form, &entry).await;
    if let Err(error) = scene.app.store.enter(&NewEntry { entry, consents, grant, mail }).await {
        let cause = crate::causes(&Problem::from(error));
        tracing::error!(form = form.id.as_str(), %cause, "consents beside a gift are lost");
    }
}
