//! What the payment provider says: the only truth about money. The page that a giver comes back to proves nothing.

use std::collections::BTreeMap;
use std::time::Duration;

use handbill_contract::FormId;
use handbill_contract::donation::pounds;

use super::{Outcome, Scene, deliver};
use crate::clock::later;
use crate::domain::gift::judge;
use crate::domain::{Email, Gift, Id, Mail, MailName, Payment, Tier, mail};
use crate::pay::stripe;
use crate::problem::Problem;
use crate::store::{Change, Learned};

/// Takes an event, as it was sent, with the header that signs it. An `Err` when it is not the provider's, or when it
/// could not be kept: then it comes again.
pub async fn hear(scene: &Scene<'_>, signature: &str, body: &[u8]) -> Result<Outcome, Problem> {
    let Some(secret) = &scene.app.webhook_secret else {
        tracing::error!("an event came, but there is no secret by which to believe it");
        return Err(Problem::Signature);
    };
    let Some(event) = stripe::event(secret, signature, body, scene.now)? else { return Ok(Outcome::Done) };
    let write = |change: &Change<'_>| letters(scene, change);
    match scene.app.store.learn(&event, &write).await.map_err(Problem::Event)? {
        Learned::Repeated => {}
        Learned::Stranger if event.gift().is_some() => {
            tracing::warn!(event = event.id, kind = event.kind, "an event names a gift that is not known");
        }
        Learned::Stranger => tracing::info!(event = event.id, kind = event.kind, "an event is of no gift of ours"),
        Learned::Changed(mails) => {
            // The organisation's own mails are left to the sweep: the provider waits for our answer.
            for mail in mails.iter().filter(|mail| mail.due > scene.now) {
                deliver::at_once(scene, mail).await;
            }
        }
    }
    Ok(Outcome::Done)
}

/// The mails about a change.
fn letters(scene: &Scene<'_>, change: &Change<'_>) -> Vec<Mail> {
    match change {
        Change::Payment { gift, before, now } => {
            let news = news(*before, now);
            let mut mails: Vec<_> =
                news.iter().map(|name| letter(scene, gift, name, payment_holes(scene, gift, now, name))).collect();
            let was_known = before.is_some_and(|before| before.tier.is_some());
            let escalated = now.tier == Some(Tier::Reportable) && before.is_some_and(|b| b.tier == Some(Tier::Checked));
            if now.permissibility_status.is_some() && (!was_known || escalated) {
                mails.extend(to_treasurers(scene, gift, now));
            }
            mails
        }
        Change::Plan { gift, before, now } => {
            let has_ended = now.facts.ended.is_some() && before.is_none_or(|before| before.facts.ended.is_none());
            let at = now.facts.ended.unwrap_or(scene.now);
            let holes = holes(scene, gift, gift.amount_pence, at);
            has_ended.then(|| letter(scene, gift, "donation-ended", holes)).into_iter().collect()
        }
    }
}

/// The names of the mails that a giver is sent about what is new.
fn news(before: Option<&Payment>, now: &Payment) -> Vec<&'static str> {
    let knew = before.filter(|before| before.person.is_some()).map(|before| &before.facts);
    let (had_come, had_failed) =
        knew.map_or((false, false), |facts| (facts.received.is_some(), facts.failed.is_some()));
    let had_returned = knew.filter(|facts| facts.received.is_some()).map_or(0, |facts| facts.returned_pence());
    let facts = &now.facts;
    let mut names = Vec::new();
    if facts.received.is_some() && !had_come {
        let is_donation = matches!(now.tier, Some(Tier::Checked | Tier::Reportable));
        names.push(if is_donation { "donation-unchecked" } else { "donation-received" });
    }
    if facts.received.is_none() && facts.failed.is_some() && !had_failed {
        names.push("donation-failed");
    }
    if facts.received.is_some() && facts.returned_pence() > had_returned {
        names.push("donation-refunded");
    }
    names
}

type Holes = BTreeMap<String, String>;

/// What the mail `name` says of a payment: of one that went back, how much went back in all.
fn payment_holes(scene: &Scene<'_>, gift: &Gift, payment: &Payment, name: &str) -> Holes {
    let facts = &payment.facts;
    if name == "donation-refunded" {
        return holes(scene, gift, facts.returned_pence(), facts.last.unwrap_or(scene.now));
    }
    let at = facts.received.or(facts.failed).unwrap_or(scene.now);
    holes(scene, gift, facts.amount_pence.unwrap_or(gift.amount_pence), at)
}

/// What the mails about gifts say. The date is written in digits, as all our languages do.
fn holes(scene: &Scene<'_>, gift: &Gift, pence: u64, at: jiff::Timestamp) -> Holes {
    let form = FormId::parse(&gift.form).and_then(|id| scene.manifest.forms.get(&id));
    let title = form.and_then(|form| form.title.of(&gift.language, &gift.language)).unwrap_or_default();
    [
        ("name", gift.given_name.clone()),
        ("amount", pounds(pence)),
        ("date", judge::day(at).strftime("%d/%m/%Y").to_string()),
        ("reference", gift.gift.to_string()),
        ("title", title.to_owned()),
        ("check_days", judge::thresholds(at).check_days.to_string()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}

fn letter(scene: &Scene<'_>, gift: &Gift, name: &str, holes: Holes) -> Mail {
    let due = later(scene.now, Duration::from_secs(mail::GRACE_S));
    written(scene, name, &gift.language, &gift.email_address, holes, due)
}

/// One mail to each of those who check gifts.
fn to_treasurers(scene: &Scene<'_>, gift: &Gift, payment: &Payment) -> Vec<Mail> {
    let mut holes = payment_holes(scene, gift, payment, "admin-gift");
    holes.insert("deadline".to_owned(), payment.deadline.clone().unwrap_or_default());
    holes.retain(|name, _| ["amount", "date", "reference", "deadline"].contains(&name.as_str()));
    let lang = scene.manifest.site.languages.first().map_or("en", String::as_str);
    let treasurers = scene.app.treasurer.iter();
    treasurers.map(|to| written(scene, "admin-gift", lang, to, holes.clone(), scene.now)).collect()
}

fn written(scene: &Scene<'_>, name: &str, lang: &str, to: &Email, holes: Holes, due: jiff::Timestamp) -> Mail {
    Mail {
        id: Id::new(scene.now, &*scene.app.chance),
        mail: MailName(name.to_owned()),
        language: lang.to_owned(),
        to: to.clone(),
        // A receipt is no mail that one can leave.
        person: None,
        holes,
        created_date: scene.now,
        due,
        attempts: 0,
    }
}
