//! Codes are read as people type them, and fall back as the data's page says.

use super::*;

fn found(typed: &str) -> Option<(&'static str, Extent)> {
    Places::british().lookup(typed).map(|place| (place.code.as_str(), place.extent))
}

#[test]
fn every_line_of_the_table_is_read() {
    let of = |extent| Places::british().all().iter().filter(|place| place.extent == extent).count();
    assert_eq!(of(Extent::Code), 2865);
    assert_eq!(of(Extent::Area), 120);
    assert_eq!(of(Extent::Siblings), 8);
    let is_in_britain = |at: Position| (49.8..61.0).contains(&at.latitude) && (-8.7..1.8).contains(&at.longitude);
    assert!(Places::british().all().iter().all(|place| is_in_britain(place.position)));
}

#[test]
fn a_code_is_found_however_it_is_typed() {
    for typed in ["LS1", "ls1", " Ls1 ", "LS1 4AB", "ls14ab", "LS1-4AB", "LS1 4", "LS1 4A", "LS1\u{a0}4AB"] {
        assert_eq!(found(typed), Some(("LS1", Extent::Code)), "{typed}");
    }
    assert_eq!(found("LS14"), Some(("LS14", Extent::Code)));
    assert_eq!(found("EC1A 1BB"), Some(("EC1A", Extent::Code)));
    assert_eq!(found("m1 1ae"), Some(("M1", Extent::Code)));
}

#[test]
fn a_code_that_is_not_there_falls_back_to_its_siblings_then_to_its_area_then_to_nothing() {
    assert_eq!(found("EC1"), Some(("EC1", Extent::Siblings)));
    assert_eq!(found("EC1Z"), Some(("EC1", Extent::Siblings)));
    assert_eq!(found("SW1 1AA"), Some(("SW1", Extent::Siblings)));
    // `LS3` and `LS30` are no siblings, and nothing is at `LS30`.
    assert_eq!(found("LS30"), Some(("LS", Extent::Area)));
    assert_eq!(found("LS1A"), Some(("LS1", Extent::Code)));
    assert_eq!(found("ls"), Some(("LS", Extent::Area)));
    for typed in ["BT1 5GS", "BT1", "IM1 1AA", "JE2", "", " ", "Leeds", "ZZ", "12345", "😀", "LS1 4CB", "LS1 4AB 7"] {
        assert_eq!(found(typed), None, "{typed}");
    }
}

#[test]
fn the_mean_of_siblings_is_the_mean_of_siblings() {
    let places = Places::of_outcodes(
        "outcode\tlatitude\tlongitude\nEC1A\t51.520\t-0.100\nEC1M\t51.522\t-0.102\nEC2A\t51.530\t-0.080\n",
    );
    let at = |code| places.find(code).map(|place| (place.position.latitude, place.position.longitude));
    assert_eq!(at("EC1"), Some((51.521, -0.101)));
    assert_eq!(at("EC2"), Some((51.53, -0.08)));
    assert_eq!(at("EC"), Some((51.524, -0.094)));
}

#[test]
fn a_sites_own_codes_fall_back_to_the_longest_that_is_known() {
    let place = |code: &str| Place {
        code: code.to_owned(),
        position: Position { latitude: 52.5, longitude: 13.4 },
        name: String::new(),
        region: None,
        extent: Extent::Code,
    };
    let places = Places::own(["10115", "10", "2", "10115"].map(place).to_vec());
    assert_eq!(places.all().len(), 3);
    let found = |typed| places.lookup(typed).map(|place| place.code.as_str());
    assert_eq!(found("10115"), Some("10115"));
    assert_eq!(found("D-10115"), None);
    assert_eq!(found("10 117"), Some("10"));
    assert_eq!(found("20095"), Some("2"));
    assert_eq!(found("30159"), None);
    assert_eq!(found(""), None);
}

#[test]
fn the_readme_bears_the_attribution_word_for_word() {
    assert!(include_str!("README.md").contains(OUTCODES_ATTRIBUTION));
}
