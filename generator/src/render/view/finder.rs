//! The finder and the map as every template sees them: `site.finder`.

use serde::Serialize;
use tera::Value;

use crate::model::config::Words;
use crate::model::site::{LangId, Site};
use crate::places::{Coding, OUTCODES_ATTRIBUTION, Places};
use crate::render::Country;
use crate::render::output::{Parts, map_page, near_data, near_form};
use crate::render::redirects::POSTCODE;

#[derive(Serialize)]
struct FinderView<'a> {
    /// Where the form leads; empty where there is a map alone.
    url: String,
    /// Where the map is; empty where there is none.
    map_url: String,
    /// The name of the form's field.
    name: &'static str,
    /// What the field takes where no script helps.
    pattern: String,
    /// Such a code.
    example: &'a str,
    is_british: bool,
    places_url: &'a str,
    data_url: String,
    attribution: Option<AttributionView<'a>>,
}

/// Words that have to be shown with what is made of somebody's data.
#[derive(Serialize)]
struct AttributionView<'a> {
    text: &'a str,
    /// Only where it is not that of the page.
    lang: Option<&'static str>,
}

/// None where the site has neither.
pub(in crate::render) fn finder_value(site: &Site, lang: LangId, parts: Parts, country: &Country) -> Value {
    if !parts.finder && !parts.map {
        return Value::none();
    }
    let places = site.config.places();
    let is_british = places.coding() == Coding::British;
    let address = |is_there: bool, path: fn(&Site, LangId) -> crate::ids::UrlPath| {
        if is_there { path(site, lang).to_string() } else { String::new() }
    };
    let view = FinderView {
        url: address(parts.finder, near_form),
        map_url: address(parts.map, map_page),
        name: POSTCODE,
        pattern: pattern(places),
        example: if is_british { "LS1" } else { places.all().first().map_or("", |place| place.code.as_str()) },
        is_british,
        places_url: if parts.finder { country.places(site).path.as_str() } else { "" },
        data_url: address(parts.finder, near_data),
        attribution: attribution(site, &site.config.finder.attribution, lang),
    };
    Value::from_serializable(&view)
}

fn attribution<'a>(site: &'a Site, own: &'a Words, lang: LangId) -> Option<AttributionView<'a>> {
    let tag = site.lang(lang);
    if let Some(text) = own.of(tag, site.config.default_lang()) {
        return Some(AttributionView { text, lang: None });
    }
    let is_british = site.config.places().coding() == Coding::British;
    is_british.then_some(AttributionView {
        text: OUTCODES_ATTRIBUTION,
        lang: Some("en").filter(|english| *english != tag.as_str()),
    })
}

/// A regular expression of what can be a code, in capitals or in small letters: a host knows no mixture of the two.
fn pattern(places: &Places) -> String {
    if places.coding() == Coding::British {
        return "[A-Z]{1,2}[0-9][A-Z0-9]?|[a-z]{1,2}[0-9][a-z0-9]?".to_owned();
    }
    let lengths = || places.all().iter().map(|place| place.code.len());
    let (least, most) = (lengths().min().unwrap_or(1), lengths().max().unwrap_or(1));
    if places.all().iter().all(|place| place.code.bytes().all(|c| c.is_ascii_digit())) {
        return format!("[0-9]{{{least},{most}}}");
    }
    format!("[A-Z0-9]{{{least},{most}}}|[a-z0-9]{{{least},{most}}}")
}
