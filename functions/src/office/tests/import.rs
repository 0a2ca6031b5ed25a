//! Earlier lists.

use super::*;
use crate::office::import::{ImportReport, Proof};
use crate::store::Store;
use crate::tests::fixture::world;

fn proof() -> Proof {
    Proof { statement: "email".to_owned(), text: "paper sheets, in the office".to_owned() }
}

async fn import(world: &World, table: &str) -> ImportReport {
    office(world).import(table.as_bytes(), &proof()).await.expect("a table")
}

#[tokio::test]
async fn importing_an_export_changes_nothing() {
    let world = world().await;
    signs(&world, "ann@example.org", true, true, &[("given_name", "=Ann")]).await;
    signs(&world, "bob@example.org", false, true, &[]).await;
    signs(&world, "cat@example.org", true, true, &[]).await;
    let person = world.person("cat@example.org");
    world.store.withdraw(&person, &[], crate::store::Letters::Stopped, world.app.clock.now()).await.expect("a store");
    let before = everything(&world).await;
    let tables = exported(&office(&world), Scope::Confirmed).await;
    let report = import(&world, &tables["people.csv"]).await;
    assert_eq!((report.new, report.known, report.unsubscribed), (0, 1, 2), "{report:?}");
    assert!(report.refused.is_empty(), "{report:?}");
    assert_eq!(everything(&world).await, before);
}

#[tokio::test]
async fn a_list_is_taken_once_and_nobody_who_left_comes_back() {
    let world = world().await;
    world.store.erase(&world.person("eve@example.org"), world.app.clock.now()).await.expect("a store");
    let table = "email_address,given_name,consent_given_at,phone_number\n\
                 dee@example.org,Dee,2015-10-08,+44 113 496 0000\neve@example.org,Eve,2015-10-08,\n";
    let report = import(&world, table).await;
    assert_eq!((report.new, report.left, report.known), (1, 1, 0), "{report:?}");
    let dossier = world.store.dossier(&world.person("dee@example.org")).await.expect("a store");
    let person = dossier.person.expect("Dee");
    assert_eq!((person.given_name.as_str(), person.phone_number.as_str()), ("Dee", "441134960000"));
    let consent = &dossier.consents[0];
    assert_eq!((consent.how.as_str(), consent.form.as_str()), ("paper sheets, in the office", "import"));
    assert_eq!(consent.text, "Write to me about this.");
    assert!(world.store.dossier(&world.person("eve@example.org")).await.expect("a store").person.is_none());

    let before = everything(&world).await;
    let report = import(&world, table).await;
    assert_eq!((report.new, report.left, report.known), (0, 1, 1));
    assert_eq!(everything(&world).await, before);
}

#[tokio::test]
async fn an_old_list_does_not_undo_what_was_taken_back_since() {
    let world = world().await;
    signs(&world, "ann@example.org", true, true, &[]).await;
    let person = world.person("ann@example.org");
    let given = world.store.dossier(&person).await.expect("a store").consents.pop().expect("a consent");
    let taken_back = given.changed(crate::domain::ConsentChange::Withdrawn, "page", world.app.clock.now());
    let letters = crate::store::Letters::AsBefore;
    world.store.withdraw(&person, &[taken_back], letters, world.app.clock.now()).await.expect("a store");
    let before = everything(&world).await;
    let report = import(&world, "email_address,consent_given_at\nann@example.org,2015-10-08\n").await;
    assert_eq!((report.left, report.new), (1, 0), "{report:?}");
    assert_eq!(everything(&world).await, before);
}

#[tokio::test]
async fn a_row_that_cannot_be_taken_is_named_by_its_line_and_stops_no_other() {
    let world = world().await;
    let table = format!(
        "\u{feff}Email_Address , consent_given_at\nnobody,2015-10-08\nann@example.org,\nbob@example.org,yesterday\n\
         cat@example.org,2999-01-01\ndan@example.org,2015-10-08,too,many,cells\neve@example.org,2015-10-08T19:00:00Z\n{}\n",
        "x".repeat(5_000)
    );
    let report = import(&world, &table).await;
    assert_eq!(report.new, 2, "{report:?}");
    let told: Vec<_> = report.refused.iter().map(|(line, why)| format!("{line}: {why}")).collect();
    assert_eq!(told.len(), 5, "{told:?}");
    for (told, expected) in told.iter().zip([
        "2: `email_address` holds no address",
        "3: `consent_given_at` does not say when",
        "4: `consent_given_at` is no time",
        "5: `consent_given_at` lies in the future",
        "8: a cell is longer",
    ]) {
        assert!(told.starts_with(expected), "{told}");
    }
}

#[tokio::test]
async fn a_list_without_a_statement_a_proof_or_addresses_is_refused() {
    let world = world().await;
    let office = office(&world);
    for (table, proof, expected) in [
        (
            "email_address\n",
            Proof { statement: "sms".to_owned(), ..proof() },
            "no statement of consent `sms`; it has email",
        ),
        ("email_address\n", Proof { text: " ".to_owned(), ..proof() }, "--proof"),
        ("name\nAnn\n", proof(), "no column `email_address`"),
        ("", proof(), "no column `email_address`"),
    ] {
        let error = office.import(table.as_bytes(), &proof).await.expect_err("refused").to_string();
        assert!(error.contains(expected), "{error}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]
    #[test]
    fn no_table_makes_it_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300)) {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(async {
            let world = world().await;
            let mut table = b"email_address,consent_given_at\n".to_vec();
            table.extend(bytes);
            let _ = office(&world).import(&table[..], &proof()).await;
        });
    }
}
