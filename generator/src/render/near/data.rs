//! What the finder's script asks for: the places, once for all languages, and the groups and events of a language.

use serde_json::{Value, json};

use super::super::answers::hole;
use super::rank::EVENING_KM;
use super::{Renderer, unit};
use crate::ids::UrlPath;
use crate::model::artifact::Artifact;
use crate::model::config::Unit;
use crate::model::draft::Position;
use crate::model::site::{EntryId, LangId, Site};
use crate::places::Coding;
use crate::places::distance::{EARTH_RADIUS_KM, KM_A_MILE};
use crate::render::output;
use crate::render::theme::hashed;

/// A file under a name that changes with it.
pub(in crate::render) fn named_by_content(name: &str, bytes: Vec<u8>) -> Artifact {
    Artifact { path: UrlPath::new(hashed(name, &bytes)), bytes }
}

/// `{ "coding": "british", "places": { "LS1": [53.797, -1.552], … } }`
pub(in crate::render) fn places(site: &Site) -> Artifact {
    let places = site.config.places();
    let coding = if places.coding() == Coding::British { "british" } else { "own" };
    let all: serde_json::Map<String, Value> = places
        .all()
        .iter()
        .map(|place| (place.code.clone(), json!([place.position.latitude, place.position.longitude])))
        .collect();
    let json = json!({ "coding": coding, "places": all });
    named_by_content("places.json", json.to_string().into_bytes())
}

impl Renderer<'_> {
    /// The groups and events of a language with their places, each as the HTML that pages show, and the words around them.
    pub(in crate::render) fn near_data(&self, lang: LangId) -> Artifact {
        let words = self.words(lang);
        let groups = &self.site.finder.groups;
        let entries = |all: &[(EntryId, Position)]| -> Vec<Value> {
            let entry = |(entry, at): &(EntryId, Position)| {
                let title = &self.site.page_in(*entry, lang).title;
                json!({
                    "at": [at.latitude, at.longitude],
                    "title": title,
                    "html": self.near_item_blank(*entry, lang),
                })
            };
            all.iter().map(entry).collect()
        };
        let (key, unit_km) = match unit(self.site) {
            Unit::Miles => ("near-miles", KM_A_MILE),
            Unit::Kilometres => ("near-km", 1.0),
        };
        let holes = ["place", "nearest", "distance"].map(|name| (name, hole(name)));
        let mut arguments: Vec<(&str, fluent_bundle::FluentValue<'_>)> =
            holes.iter().map(|(name, hole)| (*name, hole.as_str().into())).collect();
        arguments.push(("n", i64::try_from(groups.len()).unwrap_or(i64::MAX).into()));
        let told = |key: &str| words.format(key, &arguments).unwrap_or_default();
        let about = words.format(key, &[("n", hole("n").into())]).unwrap_or_default();
        let json = json!({
            "radius_km": EARTH_RADIUS_KM,
            "unit_km": unit_km,
            "evening_km": EVENING_KM,
            "thousands": words.number(1000).trim_matches(|c: char| c.is_ascii_digit()),
            "point": words.tenths(1.0).get(1..2).unwrap_or("."),
            "words": {
                "under": words.text(&format!("{key}-under")),
                "about": about,
                "found": told("finder-found"),
                "none": words.text("finder-no-groups"),
                "all": words.text("all-groups"),
                "groups": told("near-groups"),
                "events": told("near-events"),
            },
            "groups": entries(groups),
            "events": entries(&self.site.finder.events),
        });
        Artifact { path: output::near_data(self.site, lang), bytes: json.to_string().into_bytes() }
    }
}
