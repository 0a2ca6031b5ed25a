//! Mails: when they may leave, and that none is lost.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;

use super::fixture::{PLEDGE, World, pledge, world};
use crate::clock::later;
use crate::domain::{Email, Id, Limit, Mail, MailName, Window};
use crate::mail::{Letter, MailError, Mailbox, Mailer};
use crate::store::{Entered, Letters, Store};
use crate::sweep;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// What a mail server does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mood {
    Takes,
    Later,
    Never,
    Hangs,
}

/// A mail server with moods, that counts its callers.
struct Moody {
    mood: Mutex<Mood>,
    tries: AtomicUsize,
    mailbox: Arc<Mailbox>,
}

impl Moody {
    fn in_front_of(world: &mut World, mood: Mood) -> Arc<Self> {
        let moody = Self { mood: Mutex::new(mood), tries: AtomicUsize::new(0), mailbox: world.mailbox.clone() };
        let moody = Arc::new(moody);
        world.app.mailer = moody.clone();
        moody
    }

    fn becomes(&self, mood: Mood) {
        *self.mood.lock().expect("no panic") = mood;
    }

    fn tries(&self) -> usize {
        self.tries.load(Ordering::Relaxed)
    }
}

#[async_trait]
impl Mailer for Moody {
    async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        self.tries.fetch_add(1, Ordering::Relaxed);
        let mood = *self.mood.lock().expect("no panic");
        match mood {
            Mood::Takes => self.mailbox.send(letter).await,
            Mood::Later => Err(MailError::Later("SMTP status 451".into())),
            Mood::Never => Err(MailError::Never("SMTP status 550".into())),
            Mood::Hangs => std::future::pending().await,
        }
    }
}

async fn waiting(world: &World) -> Vec<Mail> {
    world.store.due_mails(Timestamp::MAX, 1_000).await.expect("an outbox")
}

#[tokio::test]
async fn a_stranger_cannot_have_a_message_of_theirs_sent() {
    let world = world().await;
    let typed = pledge(&[("given_name", "Win at https://evil.example.net"), ("family_name", "evil.example.net")]);
    assert_eq!(world.post("/api/pledge", &typed).await.status(), 303);
    let letter = world.mailbox.letters().pop().expect("a letter");
    assert!(!format!("{}{}{}", letter.subject, letter.text, letter.html).contains("evil"), "{}", letter.text);
}

#[tokio::test]
async fn a_mail_that_cannot_be_read_does_not_keep_the_others() {
    let world = world().await;
    let mail = letter_to_nobody(&world, "confirm-pledge", 0);
    world.store.post(&mail).await.expect("a store");
    world.store.post(&letter_to_nobody(&world, "confirm-pledge", 0)).await.expect("a store");
    world.store.spoil_mail(&mail.id).await;
    assert_eq!(sweep(&world.app).await.expect("a sweep").sent, 1);
}

fn signup<'a>(form: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut pairs = pledge(&[("form", form)]);
    pairs.extend_from_slice(more);
    pairs
}

const SIGNUP: &str = "campaigns/rent-controls:signup";

#[tokio::test]
async fn one_address_gets_one_letter_an_hour_and_the_next_one_comes_then() {
    let world = world().await;
    world.post("/api/pledge", &pledge(&[])).await;
    assert_eq!(world.post("/api/signup", &signup(SIGNUP, &[])).await.status(), 303);
    assert_eq!(world.mailbox.letters().len(), 1);
    world.clock.pass(HOUR - MINUTE);
    sweep(&world.app).await.expect("a sweep");
    assert_eq!(world.mailbox.letters().len(), 1);
    world.clock.pass(MINUTE);
    let swept = sweep(&world.app).await.expect("a sweep");
    assert_eq!(swept.sent, 1);
    assert_eq!(world.mailbox.letters()[1].subject, "confirm-signup");
    assert!(waiting(&world).await.is_empty());
}

#[tokio::test]
async fn one_address_gets_five_letters_in_all_until_it_answers() {
    let world = world().await;
    for _ in 0..8 {
        assert_eq!(world.post("/api/pledge", &pledge(&[])).await.status(), 303);
        world.clock.pass(HOUR);
    }
    assert_eq!(world.mailbox.letters().len(), 5);
    world.post(&world.link(), &[]).await;
    assert_eq!(world.confirmed().await, 1, "the last one still holds");
    world.post("/api/signup", &signup(SIGNUP, &[])).await;
    assert_eq!(world.mailbox.letters().len(), 6, "who answers may ask for more");
}

#[tokio::test]
async fn posts_to_all_forms_at_once_bring_one_letter() {
    let mut world = world().await;
    let manifest = super::fixture::manifest();
    let mut many = manifest.clone();
    let pledge_form = manifest.forms[&handbill_contract::FormId::parse(PLEDGE).expect("an id")].clone();
    let ids: Vec<_> = (0..6).map(|n| format!("campaigns/c{n}:pledge")).collect();
    for id in &ids {
        let id = handbill_contract::FormId::parse(id).expect("an id");
        many.forms.insert(id.clone(), Arc::new(handbill_contract::Form { id, ..(*pledge_form).clone() }));
    }
    world.app.forms = crate::forms::Forms::held(Some(many));
    let world = Arc::new(world);
    let posts: Vec<_> = ids
        .into_iter()
        .map(|id| {
            let world = world.clone();
            tokio::spawn(async move { world.post("/api/pledge", &signup(&id, &[])).await.status().as_u16() })
        })
        .collect();
    for post in posts {
        assert!(matches!(post.await.expect("an answer"), 303 | 503));
    }
    assert_eq!(world.mailbox.letters().len(), 1);
    let mut due: Vec<_> = waiting(&world).await.into_iter().map(|mail| mail.due).collect();
    due.dedup();
    let hours: Vec<_> = due.windows(2).map(|two| two[1].as_second() - two[0].as_second()).collect();
    assert!(hours.iter().all(|apart| *apart >= 3_600), "{hours:?}");
}

#[tokio::test]
async fn a_mail_that_fails_is_swept_later_and_once() {
    let mut world = world().await;
    let server = Moody::in_front_of(&mut world, Mood::Later);
    assert_eq!(world.post("/api/pledge", &pledge(&[])).await.status(), 303, "the visitor need not know");
    server.becomes(Mood::Takes);
    let swept = sweep(&world.app).await.expect("a sweep");
    assert_eq!((swept.sent, server.tries()), (0, 1), "the request still has it to itself");
    world.clock.pass(2 * MINUTE);
    assert_eq!(sweep(&world.app).await.expect("a sweep").sent, 1);
    assert_eq!(sweep(&world.app).await.expect("a sweep").sent, 0);
    world.post(&world.link(), &[]).await;
    assert_eq!(world.confirmed().await, 1);
}

#[tokio::test]
async fn a_sweep_that_is_killed_leaves_its_mail_to_the_next_one() {
    let mut world = world().await;
    let server = Moody::in_front_of(&mut world, Mood::Later);
    world.post("/api/pledge", &pledge(&[])).await;
    server.becomes(Mood::Takes);
    world.clock.pass(2 * MINUTE);
    let mail = waiting(&world).await.remove(0);
    let claimed = world.store.claim(&mail, later(world.app.clock.now(), HOUR)).await.expect("a store");
    assert!(claimed, "and here it is killed");
    assert_eq!(sweep(&world.app).await.expect("a sweep").sent, 0);
    world.clock.pass(HOUR);
    assert_eq!(sweep(&world.app).await.expect("a sweep").sent, 1);

    // Killed when the mail had left and was not removed yet: it leaves again, as the same message.
    world.store.post(&Mail { due: world.app.clock.now(), ..mail }).await.expect("a store");
    assert_eq!(sweep(&world.app).await.expect("a sweep").sent, 1);
    let letters = world.mailbox.letters();
    assert_eq!(letters[0].id, letters[1].id);
    assert!(waiting(&world).await.is_empty());
}

#[tokio::test]
async fn a_mail_is_tried_eight_times_and_then_kept_with_what_went_wrong() {
    let mut world = world().await;
    let server = Moody::in_front_of(&mut world, Mood::Later);
    world.post("/api/pledge", &pledge(&[])).await;
    let mut given_up = 0;
    for _ in 0..30 * 24 {
        world.clock.pass(HOUR);
        given_up += sweep(&world.app).await.expect("a sweep").given_up;
        if given_up > 0 {
            break;
        }
    }
    assert_eq!((given_up, server.tries()), (1, 8));
    assert!(waiting(&world).await.is_empty());
    let failed = world.store.failed_mails().await;
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].1, "the mail server could not take it now: SMTP status 451");
    world.clock.pass(HOUR);
    sweep(&world.app).await.expect("a sweep");
    assert_eq!(server.tries(), 8);
}

#[tokio::test]
async fn a_mail_whose_last_try_was_cut_off_is_not_tried_again() {
    let world = world().await;
    let mail = letter_to_nobody(&world, "confirm-pledge", 8);
    world.store.post(&mail).await.expect("a store");
    let swept = sweep(&world.app).await.expect("a sweep");
    assert_eq!((swept.given_up, swept.sent), (1, 0));
    assert!(world.mailbox.letters().is_empty());
}

#[tokio::test]
async fn a_mail_that_is_refused_for_good_twice_is_kept_with_what_went_wrong() {
    let mut world = world().await;
    let server = Moody::in_front_of(&mut world, Mood::Never);
    assert_eq!(world.post("/api/pledge", &pledge(&[])).await.status(), 303);
    assert_eq!(waiting(&world).await.len(), 1);
    for _ in 0..2 {
        world.clock.pass(DAY);
        sweep(&world.app).await.expect("a sweep");
        assert_eq!(server.tries(), 2);
        assert!(waiting(&world).await.is_empty());
        assert_eq!(world.store.failed_mails().await[0].1, "the mail server refuses it: SMTP status 550");
    }
}

#[tokio::test]
async fn a_mail_server_that_hangs_holds_nobody_up() {
    let mut world = world().await;
    let server = Moody::in_front_of(&mut world, Mood::Hangs);
    assert_eq!(world.post("/api/pledge", &pledge(&[])).await.status(), 303);
    world.clock.pass(2 * MINUTE);
    let swept = sweep(&world.app).await.expect("a sweep");
    assert_eq!((swept.sent, swept.waiting, server.tries()), (0, 1, 2));
    server.becomes(Mood::Takes);
    world.clock.pass(HOUR);
    assert_eq!(sweep(&world.app).await.expect("a sweep").sent, 1);
}

#[tokio::test]
async fn two_sweeps_at_once_send_each_mail_once() {
    let mut world = world().await;
    let server = Moody::in_front_of(&mut world, Mood::Later);
    for n in 0..24 {
        let email = format!("a{n}@example.org");
        world.post("/api/pledge", &pledge(&[("email_address", &email)])).await;
    }
    server.becomes(Mood::Takes);
    world.clock.pass(HOUR);
    let world = Arc::new(world);
    let both = [world.clone(), world.clone()].map(|world| tokio::spawn(async move { sweep(&world.app).await.is_ok() }));
    for one in both {
        assert!(one.await.expect("a sweep"));
    }
    let mut ids: Vec<_> = world.mailbox.letters().into_iter().map(|letter| letter.id).collect();
    assert_eq!(ids.len(), 24);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 24);
    assert!(waiting(&world).await.is_empty());
}

#[tokio::test]
async fn the_breaker_holds_mails_back_and_tells_the_treasurer_once() {
    let mut world = world().await;
    let minute = Window { length_s: 60, max: 3 };
    world.app.limits.mails = Limit { short: minute, long: Window { length_s: 3_600, max: 1_000 } };
    world.app.treasurer = vec![Email::parse("treasurer@example.org").expect("an address")];
    for n in 0..8 {
        let email = format!("a{n}@example.org");
        let answer = world.post("/api/pledge", &pledge(&[("email_address", &email)])).await;
        assert_eq!(answer.status(), 303, "nobody is turned away");
    }
    assert_eq!(world.mailbox.letters().len(), 3);
    assert_eq!(waiting(&world).await.len(), 5 + 1);
    sweep(&world.app).await.expect("a sweep");
    let letter = world.mailbox.letters().pop().expect("a letter");
    assert_eq!((letter.subject.as_str(), letter.to.as_str()), ("admin-breaker", "treasurer@example.org"));
    assert_eq!(letter.text, "n=3\ndate=2026-10-10\n");
    assert_eq!(letter.unsubscribe_url, None);
    world.clock.pass(2 * MINUTE);
    let swept = sweep(&world.app).await.expect("a sweep");
    assert_eq!((swept.sent, swept.waiting), (3, 2), "the breaker holds for the sweep, too");
    world.clock.pass(MINUTE);
    assert_eq!(sweep(&world.app).await.expect("a sweep").sent, 2);
    let alarms = world.mailbox.letters().into_iter().filter(|letter| letter.subject == "admin-breaker").count();
    assert_eq!((world.mailbox.letters().len(), alarms), (9, 1));
}

fn letter_to_nobody(world: &World, name: &str, attempts: u32) -> Mail {
    let now = world.app.clock.now();
    Mail {
        id: Id::new(now, &*world.app.chance),
        mail: MailName(name.to_owned()),
        language: "en".to_owned(),
        to: Email::parse("ann@example.org").expect("an address"),
        person: Some(world.person("ann@example.org")),
        holes: std::collections::BTreeMap::new(),
        created_date: now,
        due: now,
        attempts,
    }
}

#[tokio::test]
async fn who_has_left_gets_no_mail_but_the_confirmation_they_ask_for() {
    let world = world().await;
    let ann = world.person("ann@example.org");
    world.store.withdraw(&ann, &[], Letters::Stopped, world.app.clock.now()).await.expect("a store");
    world.store.post(&letter_to_nobody(&world, "donation-received", 0)).await.expect("a store");
    sweep(&world.app).await.expect("a sweep");
    assert!(world.mailbox.letters().is_empty());
    assert!(waiting(&world).await.is_empty(), "nor does it wait");
    world.post("/api/pledge", &pledge(&[])).await;
    assert_eq!(world.mailbox.letters().len(), 1);
    world.post(&world.link(), &[]).await;
    assert!(world.store.is_suppressed(&ann).await.expect("a store"), "a pledge alone is no consent");
}

#[tokio::test]
async fn what_nobody_confirms_is_forgotten_after_thirty_days() {
    let world = world().await;
    let ticket = super::fixture::manifest().consents[0].ticket("en").expect("a text");
    for email in ["ann@example.org", "bob@example.org"] {
        world.post("/api/pledge", &pledge(&[("email_address", email), ("consent", &ticket)])).await;
    }
    world.post(&world.link(), &[]).await;
    world.clock.pass(29 * DAY);
    sweep(&world.app).await.expect("a sweep");
    let ann = world.person("ann@example.org");
    assert_eq!(world.store.dossier(&ann).await.expect("a store").entries.len(), 1);
    world.clock.pass(2 * DAY);
    let swept = sweep(&world.app).await.expect("a sweep");
    assert!(swept.purged >= 3, "{swept:?}");
    let dossier = world.store.dossier(&ann).await.expect("a store");
    assert!(dossier.entries.is_empty() && dossier.consents.is_empty(), "{dossier:?}");
    let bob = world.store.dossier(&world.person("bob@example.org")).await.expect("a store");
    assert_eq!((bob.entries.len(), bob.consents.len(), bob.person.is_some()), (1, 2, true));
    assert_eq!(world.confirmed().await, 1);
}

#[tokio::test]
async fn a_late_reminder_keeps_its_entry_as_long_as_its_link() {
    let world = world().await;
    world.post("/api/pledge", &pledge(&[])).await;
    world.clock.pass(29 * DAY);
    world.post("/api/pledge", &pledge(&[])).await;
    world.clock.pass(5 * DAY);
    sweep(&world.app).await.expect("a sweep");
    world.post(&world.link(), &[]).await;
    assert_eq!(world.confirmed().await, 1);
}

#[tokio::test]
async fn an_entry_that_has_expired_and_is_still_there_makes_room() {
    let world = world().await;
    world.post("/api/pledge", &pledge(&[("given_name", "Old")])).await;
    world.clock.pass(31 * DAY);
    world.post("/api/pledge", &pledge(&[("given_name", "New")])).await;
    world.post(&world.link(), &[]).await;
    let dossier = world.store.dossier(&world.person("ann@example.org")).await.expect("a store");
    assert_eq!(dossier.person.expect("a person").given_name, "New");
    assert_eq!((dossier.entries.len(), world.confirmed().await), (1, 1));
}

#[tokio::test]
async fn a_letter_within_the_hour_is_refused_by_the_store_itself() {
    let world = world().await;
    world.post("/api/pledge", &pledge(&[])).await;
    let dossier = world.store.dossier(&world.person("ann@example.org")).await.expect("a store");
    let mail = letter_to_nobody(&world, "confirm-pledge", 0);
    let entry = dossier.entries[0].clone();
    let token = crate::domain::Token::new(&*world.app.chance);
    let grant = crate::domain::Grant {
        token_hash: token.hash(),
        person: entry.person.clone(),
        form: entry.form.clone(),
        slot: entry.slot,
        expires: i64::MAX,
    };
    let new = crate::store::NewEntry { entry, consents: Vec::new(), grant, mail: Some(mail) };
    assert_eq!(world.store.remind(&new).await.expect("a store"), Entered::Crowded);
}
