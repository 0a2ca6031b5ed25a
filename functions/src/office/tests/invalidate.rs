//! Entries that were never meant.

use std::net::IpAddr;

use super::*;
use crate::office::invalidate::{Rule, networks};
use crate::tests::fixture::{PLEDGE, world};

#[tokio::test]
async fn entries_of_a_domain_are_found_shown_and_taken_out_with_their_count() {
    let world = world().await;
    for address in ["a@spam.example", "b@mail.spam.example", "c@notspam.example", "d@example.org"] {
        signs(&world, address, true, true, &[]).await;
    }
    let office = office(&world);
    let rule = Rule { domain: Some("SPAM.example".to_owned()), ..Rule::default() };
    let found = office.find(PLEDGE, &rule).await.expect("found");
    assert_eq!((found.len(), world.confirmed().await), (2, 4), "looking changes nothing");
    let mut copy = Vec::new();
    assert_eq!(office.strike_out(&found, &mut copy).await.expect("struck"), 2);
    assert_eq!(world.confirmed().await, 2);
    let copy = rows(std::str::from_utf8(&copy).expect("text"));
    assert_eq!(copy.len(), 2);
    assert!(copy.iter().all(|row| row["email_address"].ends_with("spam.example")));
    assert_eq!(office.strike_out(&found, Vec::new()).await.expect("again"), 0, "none is taken out twice");
    for (form, recount) in office.recount().await.expect("counted") {
        assert_eq!(recount.counted, recount.found, "{form}");
    }
}

#[tokio::test]
async fn a_rule_that_says_nothing_means_nobody_and_a_form_that_is_none_is_named() {
    let office = office(&world().await);
    let error = office.find(PLEDGE, &Rule::default()).await.expect_err("refused").to_string();
    assert!(error.contains("--domain"), "{error}");
    let rule = Rule { domain: Some("x".to_owned()), ..Rule::default() };
    let error = office.find("campaigns/x:pledge", &rule).await.expect_err("refused").to_string();
    assert!(error.contains("no form `campaigns/x:pledge`; it has ") && error.contains(PLEDGE), "{error}");
}

#[tokio::test]
async fn a_time_means_those_who_posted_from_its_first_moment_to_before_its_last() {
    let world = world().await;
    signs(&world, "a@example.org", true, true, &[]).await;
    world.clock.pass(std::time::Duration::from_secs(3_600));
    let from = world.app.clock.now();
    signs(&world, "b@example.org", true, true, &[]).await;
    world.clock.pass(std::time::Duration::from_secs(3_600));
    let to = world.app.clock.now();
    signs(&world, "c@example.org", true, true, &[]).await;
    let rule = Rule { from: Some(from), to: Some(to), ..Rule::default() };
    let found = office(&world).find(PLEDGE, &rule).await.expect("found");
    let found: Vec<_> = found.iter().map(|entry| entry.email_address.as_str()).collect();
    assert_eq!(found, ["b@example.org"]);
}

#[tokio::test]
async fn a_network_holds_its_addresses_and_no_other() {
    let keys = world().await.app.keys;
    let holds = |typed: &str, ip: &str| {
        let ip: IpAddr = ip.parse().expect("an address");
        networks(&keys, typed).expect("a network").contains(&keys.network(ip))
    };
    for (typed, inside, outside) in [
        ("203.0.113.0/24", "203.0.113.255", "203.0.114.0"),
        ("203.0.113.77", "203.0.113.1", "203.0.112.255"),
        ("203.0.112.0/23", "203.0.113.9", "203.0.114.0"),
        ("10.20.0.0/16", "10.20.255.1", "10.21.0.1"),
        ("2001:db8:1:2::/64", "2001:db8:1:2:ffff::1", "2001:db8:1:3::1"),
        ("2001:db8:1::/48", "2001:db8:1:ffff::1", "2001:db8:2::1"),
    ] {
        assert!(holds(typed, inside), "{typed} {inside}");
        assert!(!holds(typed, outside), "{typed} {outside}");
    }
    for wrong in ["", "x", "203.0.113.0/x", "203.0.113.0/99", "203.0.113.7/32", "0.0.0.0/0", "::/0", "2001:db8::/129"] {
        assert!(networks(&keys, wrong).is_err(), "{wrong}");
    }
    let mark = keys.network("203.0.113.5".parse().expect("an address"));
    assert!(!mark.contains("203"), "it shows no address");
}
