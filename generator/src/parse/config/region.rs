//! The parts of the country.

use crate::ids::Lang;
use crate::model::config::{Region, Words};
use crate::parse::reader::Reader;

/// The twelve of the United Kingdom: id, name in English, name in Welsh.
const UNITED_KINGDOM: [(&str, &str, &str); 12] = [
    ("north-east", "North East", "Gogledd-ddwyrain Lloegr"),
    ("north-west", "North West", "Gogledd-orllewin Lloegr"),
    ("yorkshire-and-the-humber", "Yorkshire and the Humber", "Swydd Efrog a’r Humber"),
    ("east-midlands", "East Midlands", "Dwyrain Canolbarth Lloegr"),
    ("west-midlands", "West Midlands", "Gorllewin Canolbarth Lloegr"),
    ("east-of-england", "East of England", "Dwyrain Lloegr"),
    ("london", "London", "Llundain"),
    ("south-east", "South East", "De-ddwyrain Lloegr"),
    ("south-west", "South West", "De-orllewin Lloegr"),
    ("wales", "Wales", "Cymru"),
    ("scotland", "Scotland", "Yr Alban"),
    ("northern-ireland", "Northern Ireland", "Gogledd Iwerddon"),
];

/// Reads `[[regions]]`, each with `id` and `name`; without any, the twelve.
pub(super) fn read(reader: &mut Reader<'_>, default: &Lang) -> Vec<Region> {
    let mut regions = Vec::new();
    for mut inner in reader.tables("regions") {
        inner.require("id");
        inner.require("name");
        if let (Some(id), Some(name)) = (inner.filled("id"), inner.words("name", default)) {
            regions.push(Region { id: id.value, name: name.value });
        }
        reader.absorb(inner);
    }
    if regions.is_empty() { UNITED_KINGDOM.into_iter().map(known).collect() } else { regions }
}

fn known((id, english, welsh): (&str, &str, &str)) -> Region {
    let names = [("en", english), ("cy", welsh)];
    let words = names.into_iter().filter_map(|(tag, name)| Some((Lang::parse(tag)?, name.to_owned()))).collect();
    Region { id: id.to_owned(), name: Words(words) }
}
