//! A launch in small: many at once, and killed in the middle. The numbers of the design are measured by
//! `cargo run --release -p handbill-functions --features local --bin launch`, with `--file PATH` for a file.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use aws_sdk_dynamodb::types::AttributeValue;
use handbill_contract::{FormId, Kind};
use handbill_functions::store::{Store, local};

fn launch(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_launch"));
    command.args(args).stdout(Stdio::piped());
    command
}

/// It ends well: which means that the counter is exact.
fn ends_well(args: &[&str]) {
    let output = launch(args).output().expect("it runs");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}");
    assert!(told.contains("pledges and"), "{told}");
}

#[test]
fn many_pledges_at_once_are_counted_exactly() {
    ends_well(&["--pledges", "400", "--clients", "64"]);
}

/// What the counter says, and how many confirmed entries there are.
async fn counted_and_found(path: &Path) -> (u64, u64) {
    let store = local::on_file(path).await.expect("it opens");
    let form = FormId::new("campaigns/rent-controls", Kind::Pledge);
    let counted = store.count(&form).await.expect("a count").confirmed;
    let mut found = 0;
    let mut items = store.client().scan().table_name(store.table()).consistent_read(true).into_paginator().items().send();
    while let Some(item) = items.next().await {
        let item = item.expect("an item");
        let is_entry = item.get("sk").and_then(|sk| sk.as_s().ok()).is_some_and(|sk| sk.starts_with("E#"));
        found += u64::from(is_entry && item.get("state") == Some(&AttributeValue::S("confirmed".to_owned())));
    }
    (counted, found)
}

#[test]
fn killed_in_the_middle_it_begins_again_and_counts_exactly() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("handbill.db");
    let file = path.to_str().expect("text");
    let mut child = launch(&["--pledges", "120", "--clients", "16", "--file", file]).spawn().expect("it runs");
    let lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    for line in lines.map_while(Result::ok) {
        if line.starts_with("40 ") {
            break;
        }
    }
    // SIGKILL: nothing is tidied up.
    child.kill().expect("it is there");
    assert!(!child.wait().expect("it ends").success());

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let (counted, found) = runtime.block_on(counted_and_found(&path));
    assert_eq!(counted, found, "after the kill");
    assert!((1..120).contains(&counted), "it was killed in the middle: {counted}");

    ends_well(&["--pledges", "120", "--clients", "16", "--file", file, "--days-later", "1"]);
    let (counted, found) = runtime.block_on(counted_and_found(&path));
    assert_eq!((counted, found), (120, 120));
}
