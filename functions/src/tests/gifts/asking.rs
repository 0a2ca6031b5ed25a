//! What a giver is asked for, by the boundaries of the law; and what happens when the checkout does not open.

use async_trait::async_trait;

use super::*;
use crate::domain::{Dispute, Tier};
use crate::pay::{Checkout, Opened, Order, PayError};
use crate::tests::fixture::text;

fn asks(answer: &Response<Bytes>) -> (bool, bool) {
    assert_eq!(answer.status(), 422, "{}", text(answer));
    let page = text(answer);
    (page.contains("name=\"donor_kind\""), page.contains("name=\"phone_number\""))
}

#[tokio::test]
async fn a_gift_of_500_00_is_asked_for_nothing_more_and_one_of_500_01_for_the_donor() {
    let world = giving().await;
    let id = promised(&give(&world, &gift("£500.00", &[])).await);
    let kept = stored(&world, &id).await;
    assert_eq!((kept.tier, kept.amount_pence, &kept.donor), (Tier::Small, 50_000, &None));
    assert_eq!(kept.declarations.iter().map(|d| d.declaration.as_str()).collect::<Vec<_>>(), ["d0"]);
    let statement = manifest().declaration("d0").cloned().expect("D0");
    assert_eq!(Some(kept.declarations[0].sha256.as_str()), statement.sha256().get("en"));
    assert_eq!(kept.declarations[0].version, "2024-01-01/1");

    let answer = give(&world, &gift("500.01", &[])).await;
    assert_eq!(asks(&answer), (true, false));
    let page = text(&answer);
    assert!(page.contains("en larger-title") && page.contains("£500 30"), "{page}");
    assert!(!page.contains("error-required"), "what nobody was asked before is no mistake: {page}");

    let id = promised(&give(&world, &larger("500.01", &[])).await);
    let kept = stored(&world, &id).await;
    assert_eq!(kept.tier, Tier::Checked);
    let donor = kept.donor.expect("a donor");
    assert_eq!((donor.legal_name.as_str(), donor.country.as_str()), ("Ann Gwen Lee", "GB"));
    assert_eq!(donor.address, ["1 Albion Street", "Leeds", "LS1 1BA"]);
    assert_eq!(kept.declarations.iter().map(|d| d.declaration.as_str()).collect::<Vec<_>>(), ["d1"]);
}

#[tokio::test]
async fn a_gift_of_11_180_00_is_not_reportable_and_one_of_11_180_01_is() {
    let world = giving().await;
    promised(&give(&world, &larger("11,180.00", &[])).await);
    assert_eq!(asks(&give(&world, &larger("11,180.01", &[])).await), (true, true));
    let id = promised(&give(&world, &reported("11,180.01")).await);
    let kept = stored(&world, &id).await;
    assert_eq!(kept.tier, Tier::Reportable);
    assert_eq!(kept.donor.expect("a donor").phone_number, "441134960000");
    assert_eq!(kept.declarations.iter().map(|d| d.declaration.as_str()).collect::<Vec<_>>(), ["d1", "d2"]);
}

#[tokio::test]
async fn the_larger_declaration_takes_the_place_of_the_smaller_one_and_nothing_is_asked_twice() {
    let mut world = giving().await;
    let mut manifest = (*world.app.forms.manifest().await.expect("a manifest")).clone();
    let d0 = html_escaped(&ticket("d0"));
    for answers in manifest.answers.values_mut() {
        for html in answers.forms.values_mut() {
            let own = format!(
                "<p><label for=\"d-phone\">Phone</label><input id=\"d-phone\" name=\"phone_number\"></p>\
                 <p class=\"declare\">The small one.</p><input type=\"hidden\" name=\"declaration\" value=\"{d0}\">"
            );
            *html = html.replace("<p class=\"check\">", &format!("{own}<p class=\"check\">"));
        }
    }
    world.app.forms = Forms::held(Some(manifest));
    let page = super::super::fixture::text(&give(&world, &gift("12000", &[])).await);
    assert!(!page.contains("The small one.") && !page.contains(&d0), "{page}");
    assert_eq!(page.matches("name=\"phone_number\"").count(), 1, "{page}");
    assert!(page.contains(&html_escaped(&ticket("d1"))) && page.contains(&html_escaped(&ticket("d2"))), "{page}");

    // Then they think again and give less: what they were shown is enough.
    let d1 = ticket("d1");
    let mut pairs = gift("20", &[]);
    pairs.retain(|(name, _)| name != "declaration");
    pairs.push(("declaration".to_owned(), d1));
    let kept = stored(&world, &promised(&give(&world, &pairs).await)).await;
    assert_eq!(kept.declarations.iter().map(|d| d.declaration.as_str()).collect::<Vec<_>>(), ["d1"]);
}

#[tokio::test]
async fn a_second_gift_of_5_600_in_a_year_is_asked_for_all() {
    let world = giving().await;
    let first = stored(&world, &promised(&give(&world, &larger("5,600", &[])).await)).await;
    promised(&give(&world, &larger("5,600", &[])).await);
    pay(&world, &first, "pi_1", "2026-10-10T10:00:00Z").await;
    assert_eq!(asks(&give(&world, &larger("5,600", &[])).await), (true, true));
    let second = stored(&world, &promised(&give(&world, &reported("5,600")).await)).await;
    pay(&world, &second, "pi_2", "2026-10-10T10:00:01Z").await;
    let tier = async |key| payment(&world, key).await.expect("a payment").tier;
    assert_eq!((tier("pi_1").await, tier("pi_2").await), (Some(Tier::Checked), Some(Tier::Reportable)));
}

#[tokio::test]
async fn from_another_postcode_an_address_does_not_tell_what_its_owner_gave() {
    let world = giving().await;
    let first = stored(&world, &promised(&give(&world, &larger("11,000", &[])).await)).await;
    pay(&world, &first, "pi_1", "2026-10-10T10:00:00Z").await;
    let elsewhere = [("postal_code", "CF10 1EP")];
    let second = stored(&world, &promised(&give(&world, &larger("600", &elsewhere)).await)).await;
    assert_eq!(second.tier, Tier::Reportable, "the record knows");
    pay(&world, &second, "pi_2", "2026-10-10T10:00:01Z").await;
    assert_eq!(payment(&world, "pi_2").await.expect("a payment").tier, Some(Tier::Reportable));
}

#[tokio::test]
async fn gifts_of_490_23_times_are_flagged_and_never_refused() {
    let mut world = giving().await;
    for n in 1..=23 {
        set_clock(&mut world, &format!("2026-10-{n:02}T09:00:00Z"));
        let id = promised(&give(&world, &gift("490", &[])).await);
        let kept = stored(&world, &id).await;
        assert_eq!(kept.tier, if n == 1 { Tier::Small } else { Tier::SmallFlagged }, "gift {n}");
        pay(&world, &kept, &format!("pi_{n}"), &format!("2026-10-{n:02}T10:00:00Z")).await;
    }
    let all = world.store.payments(&ann(&world), Timestamp::MIN).await.expect("the store answers");
    assert_eq!(all.iter().filter(|payment| payment.tier == Some(Tier::SmallFlagged)).count(), 22);
    assert!(world.store.due_payments("9999-12-31").await.expect("the store answers").is_empty());
}

#[tokio::test]
async fn gifts_of_6_000_on_31_december_and_on_1_january_are_of_two_years() {
    let mut world = giving().await;
    set_clock(&mut world, "2026-12-31T23:59:00Z");
    let first = stored(&world, &promised(&give(&world, &larger("6,000", &[])).await)).await;
    pay(&world, &first, "pi_1", "2026-12-31T23:59:30Z").await;
    assert_eq!(asks(&give(&world, &larger("6,000", &[])).await), (true, true), "still that year");
    set_clock(&mut world, "2027-01-01T00:00:00Z");
    let second = stored(&world, &promised(&give(&world, &larger("6,000", &[])).await)).await;
    pay(&world, &second, "pi_2", "2027-01-01T00:00:01Z").await;
    assert_eq!(payment(&world, "pi_2").await.expect("a payment").tier, Some(Tier::Checked));
    for (year, key) in [(2026, "pi_1"), (2027, "pi_2")] {
        let of_year = world.store.payments_of_year(year).await.expect("the store answers");
        assert_eq!(of_year.iter().map(|payment| payment.payment.0.as_str()).collect::<Vec<_>>(), [key]);
    }
}

#[tokio::test]
async fn all_that_a_larger_gift_lacks_is_told_at_once_and_what_was_typed_stays() {
    let world = giving().await;
    let mut pairs = larger("600", &[(donor::KIND, "company"), (donor::MONEY, "anothers"), (donor::LOCALITY, "")]);
    pairs.retain(|(name, _)| name != "given_name");
    let answer = give(&world, &pairs).await;
    let page = text(&answer);
    for name in ["given_name", donor::COMPANY_NUMBER, donor::TRUE_DONOR, donor::LOCALITY] {
        assert!(page.contains(&format!("error-required {name}")), "{name}: {page}");
    }
    assert!(page.contains("value=\"1 Albion Street\""), "{page}");
    for (name, wrong) in [(donor::KIND, "charity"), (donor::COUNTRY, "Wales"), (donor::MONEY, "both")] {
        let answer = give(&world, &larger("600", &[(name, wrong)])).await;
        assert_eq!(asks(&answer), (true, false), "{name}");
    }
    let stale: Vec<_> = larger("600", &[])
        .into_iter()
        .map(|(name, value)| {
            let value = if value.starts_with("d1@") { "d1@0123456789abcdef".to_owned() } else { value };
            (name, value)
        })
        .collect();
    assert!(text(&give(&world, &stale).await).contains("error-declaration-changed"));
}

#[tokio::test]
async fn a_giver_abroad_is_stopped_above_500_unless_on_a_register_here() {
    let world = giving().await;
    let answer = give(&world, &larger("500.01", &[(donor::COUNTRY, "fr")])).await;
    assert_eq!(answer.status(), 403);
    assert!(text(&answer).contains("en abroad-text £500"), "{}", text(&answer));
    let elector = [(donor::COUNTRY, "fr"), (donor::POSTAL_CODE, "75008"), (donor::OVERSEAS_ELECTOR, "yes")];
    promised(&give(&world, &larger("500.01", &elector)).await);
    let company = [(donor::COUNTRY, "fr"), (donor::KIND, "company"), (donor::OVERSEAS_ELECTOR, "yes")];
    assert_eq!(give(&world, &larger("500.01", &company)).await.status(), 403);
    promised(&give(&world, &larger("500.00", &[(donor::COUNTRY, "fr")])).await);
}

#[tokio::test]
async fn amounts_that_are_none_bring_the_form_back() {
    let world = giving().await;
    for amount in ["", "0", "0.99", "-5", "5,50", "1e3", "20,000.01", "99999999999999999999", "<b>5"] {
        let answer = give(&world, &gift(amount, &[])).await;
        assert_eq!(answer.status(), 422, "{amount}");
        assert!(
            text(&answer).contains("error-amount") && !text(&answer).contains("<b>5"),
            "{amount}: {}",
            text(&answer)
        );
    }
    for (amount, pence) in [("£1,000.50", 100_050), ("7", 700), ("GBP 7.5", 750), ("250p", 250)] {
        let id = promised(&give(&world, &larger(amount, &[])).await);
        assert_eq!(stored(&world, &id).await.amount_pence, pence, "{amount}");
    }
}

#[tokio::test]
async fn what_a_machine_fills_in_opens_no_checkout() {
    let world = giving().await;
    let answer = give(&world, &gift("5", &[("homepage", "https://spam.example.org")])).await;
    assert_eq!(header(&answer, "location"), "/thanks/");
}

#[tokio::test]
async fn consents_beside_a_gift_wait_to_be_confirmed_like_all_others() {
    let world = giving().await;
    let ticket = manifest().consents[0].ticket("en").expect("it has a text");
    promised(&give(&world, &gift("5", &[("consent", &ticket)])).await);
    assert_eq!(world.store.consents(&ann(&world)).await.len(), 1);
    assert!(sent(&world).is_empty(), "giving needs no mail server");
    let waiting = world.store.due_mails(Timestamp::MAX, 9).await.expect("the store answers");
    assert_eq!(waiting.iter().map(|mail| mail.mail.0.as_str()).collect::<Vec<_>>(), ["confirm-signup"]);
}

/// A checkout that never opens, and notes what it was asked.
struct Broken(std::sync::Mutex<Vec<GiftId>>);

#[async_trait]
impl Checkout for Broken {
    async fn open(&self, order: &Order) -> Result<Opened, PayError> {
        self.0.lock().expect("no panic").push(order.gift.clone());
        Err(PayError::Down("the line is dead".into()))
    }
}

#[tokio::test]
async fn where_the_checkout_does_not_open_it_is_said_and_the_promise_is_kept_and_counts_for_nothing() {
    let mut world = giving().await;
    let broken = Arc::new(Broken(std::sync::Mutex::default()));
    world.app.checkout = broken.clone();
    let answer = give(&world, &larger("11,000", &[])).await;
    assert_eq!((answer.status().as_u16(), header(&answer, "retry-after")), (503, "60"));
    let page = text(&answer);
    assert!(page.contains("en payment-title") && !page.contains("dead"), "{page}");
    let id = broken.0.lock().expect("no panic")[0].clone();
    assert_eq!(stored(&world, &id).await.amount_pence, 1_100_000, "written before the checkout was asked");
    let again = give(&world, &larger("11,000", &[])).await;
    assert_eq!(again.status(), 503, "not reportable: nothing came yet");
    assert!(world.store.payments(&ann(&world), Timestamp::MIN).await.expect("the store answers").is_empty());
}

#[tokio::test]
async fn a_gift_that_went_back_is_in_no_total() {
    let world = giving().await;
    let first = stored(&world, &promised(&give(&world, &larger("11,000", &[])).await)).await;
    pay(&world, &first, "pi_1", "2026-10-10T10:00:00Z").await;
    let lost = json!({"id": "du_1", "status": "lost", "payment_intent": "pi_1"});
    assert_eq!(hear(&world, &event("evt_l", "charge.dispute.closed", "2026-10-10T10:00:00Z", lost)).await, 200);
    assert_eq!(payment(&world, "pi_1").await.expect("a payment").facts.disputes["du_1"], Dispute::Lost);
    promised(&give(&world, &larger("600", &[])).await);
}
