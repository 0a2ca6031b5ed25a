//! The finder's pages against a plain calculation, and what the maps weigh.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use handbill::places::distance::km_between;
use handbill::places::{Extent, Place, Places};
use handbill_tests::memory::{self, Built};
use handbill_tests::tree::{self, Tree};
use handbill_tests::{demonstration, house};
use rayon::prelude::*;
use scraper::{Html, Selector};

use crate::read::{BASE, none, texts};
use crate::weight::compressed;

/// What a map may weigh with all that it asks for.
const MAP_BYTES: usize = 60 * 1024;

/// Where the groups of `groups.json` are, by the path of their page: those are OSDI's words, made by other code.
fn groups() -> BTreeMap<String, handbill::model::draft::Position> {
    let (_, json) = texts("groups.json").into_iter().find(|(path, _)| *path == "groups.json").expect("it is made");
    let json: serde_json::Value = serde_json::from_str(json).expect("it is JSON");
    let all = json["_embedded"]["osdi:organizations"].as_array().expect("groups");
    all.iter()
        .map(|group| {
            let url = group["browser_url"].as_str().and_then(|url| url.strip_prefix(BASE)).expect("a page");
            let at = &group["postal_addresses"][0]["location"];
            let degrees = |name: &str| at[name].as_f64().expect("every group of the demonstration has a position");
            let (latitude, longitude) = (degrees("latitude"), degrees("longitude"));
            (url.to_owned(), handbill::model::draft::Position { latitude, longitude })
        })
        .collect()
}

/// The links and distances of the first list of a page.
fn listed(html: &str) -> Vec<(String, String)> {
    let list = html.split("<ul class=\"near\">").nth(1).and_then(|rest| rest.split("</ul>").next()).unwrap_or_default();
    let between = |item: &str, from: &str, to: &str| {
        item.split(from).nth(1).and_then(|rest| rest.split(to).next()).unwrap_or_default().to_owned()
    };
    list.split("<li>")
        .skip(1)
        .map(|item| (between(item, "href=\"", "\""), between(item, "class=\"far\">", "<")))
        .collect()
}

#[test]
fn the_page_of_every_place_has_the_nearest_groups_of_a_plain_calculation() {
    let groups = groups();
    let made = &demonstration::built().made;
    let check = |place: &Place| {
        let mut plain: Vec<(f64, &str)> =
            groups.iter().map(|(url, at)| (km_between(place.position, *at), url.as_str())).collect();
        plain.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut told = Vec::new();
        for (prefix, words) in [
            ("", ("about ", " miles away", "under a mile away")),
            ("cy/", ("tua ", " milltir i ffwrdd", "llai na milltir i ffwrdd")),
        ] {
            let path = format!("{prefix}near/{}/index.html", place.code.to_lowercase());
            let Some(html) = made.get(&path) else { return vec![format!("{path}: is not made")] };
            let found = listed(std::str::from_utf8(html).expect("it is text"));
            if found.len() != 5 {
                told.push(format!("{path}: {} groups", found.len()));
            }
            for ((url, far), (km, _)) in found.iter().zip(&plain) {
                // Two may be equally far: what counts is how far the one is that is shown. Some have another address in Welsh.
                let is_nearest = match groups.get(url) {
                    Some(at) => (km_between(place.position, *at) - km).abs() < 1e-6,
                    None => !prefix.is_empty(),
                };
                if !is_nearest || !is_told(far, km / 1.609_344, words) {
                    told.push(format!("{path}: {url}, {far}, where {km} km belong"));
                }
            }
        }
        told
    };
    let wrong: Vec<String> = Places::british().all().par_iter().flat_map(check).collect();
    assert!(wrong.is_empty(), "{} in all: {:#?}", wrong.len(), wrong.iter().take(20).collect::<Vec<_>>());
    assert!(Places::british().all().iter().filter(|place| place.extent == Extent::Code).count() > 2800);
}

/// Whether `far` says `miles` as nearly as it can.
fn is_told(far: &str, miles: f64, (before, after, under): (&str, &str, &str)) -> bool {
    if miles < 1.0 {
        return far == under;
    }
    let number =
        far.strip_prefix(before).and_then(|rest| rest.strip_suffix(after)).and_then(|text| text.parse::<f64>().ok());
    let exactness = if miles < 9.9 { 0.051 } else { 0.51 };
    number.is_some_and(|number| (number - miles).abs() < exactness)
}

#[test]
fn the_finders_pages_are_light_and_hidden_and_bear_the_attribution() {
    let made = &demonstration::built().made;
    let pages = made.iter().filter(|(path, _)| path.starts_with("near/") && path.ends_with(".html"));
    let told: Vec<String> = pages
        .filter_map(|(path, html)| {
            let html = std::str::from_utf8(html).expect("it is text");
            let is_form = path == "near/index.html";
            let wrong = [
                (!html.contains("Contains OS data © Crown copyright and database right 2025."), "has no attribution"),
                (html.contains("content=\"noindex\"") == is_form, "is shown to search engines, or the form is not"),
                (html.contains('⟦'), "has a hole"),
                (html.len() > 20_000, "is heavy"),
            ];
            wrong.iter().find(|(is_wrong, _)| *is_wrong).map(|(_, what)| format!("{path} {what}"))
        })
        .collect();
    assert!(told.is_empty(), "{:#?}", told.iter().take(20).collect::<Vec<_>>());
    let listed = texts("sitemap.xml").iter().any(|(_, text)| text.contains("/near/ls1/"));
    assert!(!listed, "the sitemap leaves them out");
}

#[test]
fn every_group_on_a_map_is_a_link_with_a_name_and_a_place_of_its_own() {
    let link = Selector::parse("svg [role=listitem] > a").expect("our own selector");
    let maps: Vec<_> = texts("groups/map/index.html").into_iter().chain(texts("regions/wales/index.html")).collect();
    assert_eq!(maps.len(), 4);
    none(&maps, |path, text| {
        let page = Html::parse_document(text);
        let mut places = BTreeMap::new();
        let mut told = Vec::new();
        for one in page.select(&link) {
            let name = one.text().collect::<String>();
            let dot =
                one.children().filter_map(scraper::ElementRef::wrap).find(|child| child.value().name() == "circle");
            let place = dot.map(|dot| (dot.attr("cx").map(str::to_owned), dot.attr("cy").map(str::to_owned)));
            if name.trim().is_empty() || place.is_none() || places.insert(place, name.clone()).is_some() {
                told.push(format!("`{name}` cannot be reached"));
            }
        }
        let wanted = if path.contains("wales") { 4 } else { groups().len() };
        if places.len() < wanted {
            told.push(format!("{} groups of {wanted}", places.len()));
        }
        told
    });
}

/// A site of so many groups, spread over the districts of Britain's post.
fn site_of(groups: usize) -> Built {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let regions = ["london", "wales", "scotland", "north-west", "yorkshire-and-the-humber"];
    let codes: Vec<&Place> = Places::british().all().iter().filter(|place| place.extent == Extent::Code).collect();
    let mut rows = "title,slug,region,postcode,meets\n".to_owned();
    for number in 0..groups {
        let place = codes[number * 2861 / groups];
        let region = regions[number % regions.len()];
        let _ = writeln!(
            rows,
            "Campaign group of {} {number},group-{number},{region},{} 1AA,\"Every second Tuesday, 7 pm\"",
            place.code, place.code
        );
    }
    let config = tree::text(&house().join("tests/bench/site.toml")).replace("enabled = false", "enabled = true");
    let page = |title: &str| format!("+++\ntitle = \"{title}\"\n+++\n\nWords.\n").into_bytes();
    let files = [
        ("content/site.toml", config.into_bytes()),
        ("content/pages/about.md", page("About")),
        ("content/pages/privacy.md", page("Privacy")),
        ("content/groups/groups.csv", rows.into_bytes()),
    ];
    tree::write(folder.path(), &files.map(|(path, bytes)| (path.to_owned(), bytes)).into_iter().collect::<Tree>());
    memory::build_folder(folder.path())
}

/// What a map's page weighs with its styles, and what the dots weigh.
fn weighed(built: &Built) -> (usize, usize) {
    let weight = |fits: &dyn Fn(&str) -> bool| -> usize {
        built.made.iter().filter(|(path, _)| fits(path)).map(|(_, bytes)| compressed(bytes)).sum()
    };
    let page = weight(&|path| path == "groups/map/index.html") + weight(&|path| path.ends_with(".css"));
    (page, weight(&|path| path.starts_with("assets/dots.") && path.ends_with(".svg")))
}

#[test]
fn a_map_is_under_sixty_kilobytes_with_four_hundred_groups_and_a_first_view_with_forty() {
    let (page, dots) = weighed(&site_of(400));
    assert!(dots > 4000, "the country is drawn");
    assert!(page + dots < MAP_BYTES, "{page} and {dots} bytes");
    let (page, _) = weighed(&site_of(40));
    assert!(page < 14 * 1024, "{page} bytes");
}
