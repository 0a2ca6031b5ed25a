//! What leaves the house.

use super::*;
use crate::store::Store;
use crate::tests::fixture::world;
use crate::tests::gifts::{gift, give, giving, pay, promised, stored};

#[tokio::test]
async fn an_export_has_the_columns_of_osdi_and_only_what_was_confirmed() {
    let world = world().await;
    signs(&world, "ann@example.org", true, true, &[("comments", "=HYPERLINK(\"http://x\")"), ("public_name", "yes")])
        .await;
    signs(&world, "bob@example.org", false, true, &[("given_name", "@Bob"), ("comments", "a, \"b\"\nc")]).await;
    signs(&world, "cat@example.org", true, false, &[]).await;
    signs(&world, "dan@example.org", true, true, &[("form", "campaigns/rent-controls:rsvp")]).await;
    signs(&world, "eve@example.org", true, true, &[("form", "campaigns/rent-controls:consultation")]).await;
    let tables = exported(&office(&world), Scope::Confirmed).await;

    let header = |name: &str| tables[name].trim_start_matches('\u{feff}').lines().next().expect("a line").to_owned();
    assert_eq!(
        header("people.csv"),
        "identifiers,given_name,family_name,email_address,email_status,phone_number,address_line_1,locality,region,\
         postal_code,country,language,source,local_group,consent_text,consent_given_at,confirmed_at,created_date,\
         modified_date,tags"
    );
    assert_eq!(
        header("signatures.csv"),
        "identifiers,petition,action_date,created_date,comments,public_name,source,referrer,website,url,given_name,\
         family_name,email_address,postal_code,country,add_tags"
    );
    assert_eq!(
        header("donations.csv"),
        "identifiers,fundraising_page,action_date,created_date,amount,currency,recipient_display_name,\
         recipient_legal_name,payment_method,payment_reference_number,recurring,period,subscription_instance,voided,\
         voided_date,credited_amount,credited_date,permissibility_status,source,given_name,family_name,email_address,\
         address_line_1,postal_code,country"
    );
    let people = rows(&tables["people.csv"]);
    let status = |address: &str| {
        people.iter().find(|row| row["email_address"] == address).map(|row| row["email_status"].as_str())
    };
    assert_eq!(people.len(), 4, "{people:?}");
    assert_eq!((status("ann@example.org"), status("bob@example.org")), (Some("subscribed"), Some("unsubscribed")));
    assert_eq!(status("cat@example.org"), None, "nobody who has not confirmed");
    let ann = people.iter().find(|row| row["email_address"] == "ann@example.org").expect("Ann");
    assert_eq!(ann["consent_text"], "Write to me about this.");
    assert_eq!((ann["country"].as_str(), ann["tags"].as_str()), ("GB", "campaigns/rent-controls:pledge"));

    let signatures = rows(&tables["signatures.csv"]);
    let comments: Vec<_> = signatures.iter().map(|row| row["comments"].as_str()).collect();
    assert!(comments.contains(&"'=HYPERLINK(\"http://x\")") && comments.contains(&"a, \"b\"\nc"), "{comments:?}");
    assert!(signatures.iter().any(|row| row["given_name"] == "'@Bob"));
    assert_eq!(rows(&tables["attendances.csv"])[0]["status"], "accepted");
    assert_eq!(rows(&tables["submissions.csv"])[0]["form"], "campaigns/rent-controls:consultation");
    for name in TABLES {
        let all: serde_json::Value = serde_json::from_str(&tables[&format!("{name}.json")]).expect("JSON");
        let records = all["_embedded"][format!("osdi:{name}")].as_array().expect("a list").len();
        assert_eq!(records, rows(&tables[&format!("{name}.csv")]).len(), "{name}");
        assert_eq!(all["total_records"], records, "{name}");
    }
    let people: serde_json::Value = serde_json::from_str(&tables["people.json"]).expect("JSON");
    let person = &people["_embedded"]["osdi:people"][0];
    assert_eq!(person["email_addresses"][0]["primary"], true);
    assert!(person["identifiers"][0].as_str().is_some_and(|id| id.starts_with("handbill:")));
}

#[tokio::test]
async fn who_still_waits_is_told_where_it_is_asked_and_may_not_be_written_to() {
    let world = world().await;
    signs(&world, "cat@example.org", true, false, &[]).await;
    let tables = exported(&office(&world), Scope::Everything).await;
    let people = rows(&tables["people.csv"]);
    assert_eq!(people.len(), 1);
    assert_eq!((people[0]["email_status"].as_str(), people[0]["confirmed_at"].as_str()), ("unsubscribed", ""));
}

#[tokio::test]
async fn everybody_is_told_once_wherever_a_page_of_the_store_ends() {
    let world = world().await;
    for number in 0..40 {
        signs(&world, &format!("p{number}@example.org"), number % 2 == 0, true, &[]).await;
    }
    let person = world.person("p0@example.org");
    world.store.withdraw(&person, &[], crate::store::Letters::Stopped, world.app.clock.now()).await.expect("a store");
    let tables = exported(&office(&world), Scope::Confirmed).await;
    let people = rows(&tables["people.csv"]);
    let addresses: std::collections::BTreeSet<_> = people.iter().map(|row| row["email_address"].clone()).collect();
    assert_eq!((people.len(), addresses.len()), (40, 40));
    assert_eq!(people.iter().filter(|row| row["email_status"] == "subscribed").count(), 19, "one has left");
    assert_eq!(rows(&tables["signatures.csv"]).len(), 40);
}

#[tokio::test]
async fn a_gift_is_told_once_it_is_paid() {
    let world = giving().await;
    let id = promised(&give(&world, &gift("12.50", &[])).await);
    assert!(rows(&exported(&office(&world), Scope::Confirmed).await["donations.csv"]).is_empty());
    pay(&world, &stored(&world, &id).await, "pi_1", "2026-10-10T10:00:00Z").await;
    let tables = exported(&office(&world), Scope::Confirmed).await;
    let row = &rows(&tables["donations.csv"])[0];
    assert_eq!((row["amount"].as_str(), row["currency"].as_str()), ("12.50", "GBP"));
    assert_eq!((row["payment_reference_number"].as_str(), row["voided"].as_str()), ("pi_1", "no"));
    let json: serde_json::Value = serde_json::from_str(&tables["donations.json"]).expect("JSON");
    assert_eq!(json["_embedded"]["osdi:donations"][0]["amount"], "12.50", "a string, as there");
}
