//! What stops a launch.

use std::collections::BTreeMap;

use async_trait::async_trait;

use super::*;
use crate::office::doctor::{Names, Seen, Verdict, needs, sender, settings, table};
use crate::settings::Diagnosis;
use crate::tests::fixture::world;

struct Book(BTreeMap<&'static str, Vec<&'static str>>);

#[async_trait]
impl Names for Book {
    async fn texts(&self, name: &str) -> Result<Vec<String>, String> {
        if name.ends_with("away.example") {
            return Err("no answer".to_owned());
        }
        Ok(self.0.get(name).into_iter().flatten().map(|text| (*text).to_owned()).collect())
    }
}

fn told(seen: &[Seen]) -> Vec<(&str, &str)> {
    let word = |verdict: &Verdict| match verdict {
        Verdict::Well(_) => "well",
        Verdict::Wrong(..) => "wrong",
        Verdict::Look(..) => "look",
    };
    seen.iter().map(|one| (one.what, word(&one.verdict))).collect()
}

#[tokio::test]
async fn a_sender_without_records_is_told_which_and_one_with_two_that_none_counts() {
    let book = Book(BTreeMap::from([
        ("campaign.example.org", vec!["v=spf1 include:mail.example.net -all", "google-site-verification=1"]),
        ("k1._domainkey.campaign.example.org", vec!["v=DKIM1; k=rsa; p=MIGf"]),
        ("_dmarc.campaign.example.org", vec!["v=DMARC1; p=none"]),
        ("two.example.org", vec!["v=spf1 -all", "v=spf1 +all"]),
    ]));
    let seen = sender(&book, "The Campaign <hello@campaign.example.org>", Some("k1")).await;
    assert_eq!(told(&seen), [("SPF", "well"), ("DKIM", "well"), ("DMARC", "well")]);
    let seen = sender(&book, "a@two.example.org", None).await;
    assert_eq!(told(&seen), [("SPF", "wrong"), ("DKIM", "look"), ("DMARC", "wrong")]);
    let seen = sender(&book, "a@away.example", Some("k1")).await;
    assert_eq!(told(&seen), [("SPF", "look"), ("DKIM", "look"), ("DMARC", "look")], "nobody is blamed for a network");
}

#[test]
fn settings_are_named_and_never_shown() {
    let manifest = manifest();
    let nothing = Diagnosis::read(|_| None, &needs(&manifest));
    let seen = settings(&nothing, &manifest);
    let text = format!("{seen:?}");
    for name in [
        "HANDBILL_SECRET",
        "HANDBILL_AWS_REGION",
        "HANDBILL_SMTP_URL",
        "HANDBILL_STRIPE_WEBHOOK_SECRET",
        "HANDBILL_TREASURER",
    ] {
        assert!(text.contains(name), "{name}: {text}");
    }
    let lookup = |name: &str| match name {
        "HANDBILL_SECRET" => Some("hidden".repeat(8)),
        "HANDBILL_STRIPE_SECRET_KEY" => Some("sk_test_hidden".to_owned()),
        "HANDBILL_SMTP_URL" => Some("smtps://u:hidden@mail.example.org".to_owned()),
        "HANDBILL_MAIL_FROM" => Some("hello@campaign.example.org".to_owned()),
        "HANDBILL_TREASURER" => Some("t@example.org".to_owned()),
        "HANDBILL_MAILS_PER_MINUTE" | "HANDBILL_MAIL_REPLY_TO" => None,
        _ => Some("hidden-value".to_owned()),
    };
    let all = Diagnosis::read(lookup, &needs(&manifest));
    let seen = settings(&all, &manifest);
    assert_eq!(told(&seen), [("settings", "well"), ("payments", "look")], "{seen:?}");
    assert!(!format!("{seen:?}").contains("hidden"), "{seen:?}");
}

#[tokio::test]
async fn a_table_that_is_away_or_another_is_told() {
    let world = world().await;
    let seen = table(&world.store).await;
    // The embedded database has no recovery to earlier moments, and says so by not knowing the question.
    assert!(matches!(seen[0].verdict, Verdict::Wrong(..)), "{seen:?}");
    let faults =
        crate::store::table::faults(world.store.client(), world.store.table(), crate::store::table::Recovery::None);
    assert!(faults.await.expect("it answers").is_empty());
    let none = crate::store::table::faults(world.store.client(), "nothing", crate::store::table::Recovery::None).await;
    assert!(none.is_err());
}
