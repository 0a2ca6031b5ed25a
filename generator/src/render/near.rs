//! The finder of what is near: its form, the page of each place, and what a script asks for.
//!
//! A site has thousands of places, so that nothing is done twice: the shell of their pages is rendered once for each
//! language and region, an entry once for each language, and which are nearest is found by plain arithmetic.

mod data;
mod rank;
mod shell;

use std::sync::OnceLock;

use tera::Value;

pub(super) use self::data::{named_by_content, places};

use self::rank::{EVENTS_SHOWN, GROUPS_SHOWN};
use self::shell::{Filling, Shell};
use super::answers::hole;
use super::output::{self, What};
use super::theme::Theme;
use super::view::body::escape;
use super::view::list::Extra;
use super::view::page::{CrumbView, Frame};
use super::{Output, Renderer, paths};
use crate::diag::Diagnostic;
use crate::ids::UrlPath;
use crate::model::artifact::Artifact;
use crate::model::config::Unit;
use crate::model::draft::{Position, Section};
use crate::model::site::{Detail, EntryId, LangId, RegionId, Site};
use crate::places::distance::{Direction, KM_A_MILE};
use crate::places::{Coding, Extent, Place};

/// The page of a place.
const PLACE: &str = "near-place.html";
/// An entry on it.
const ITEM: &str = "partials/near-item.html";
/// What a theme needs so that a site has a finder.
const NEEDED: [&str; 3] = ["near.html", PLACE, ITEM];

/// As many named places are listed at most, where they are not areas of the post.
const NAMES_LISTED: usize = 300;

/// Whether a site in the dress of a theme has a finder.
pub(super) fn has_finder(site: &Site, theme: &Theme) -> bool {
    site.finder.is_on && NEEDED.iter().all(|name| theme.has_template(name)) && !site.config.places().all().is_empty()
}

/// What a distance is told in.
pub(super) fn unit(site: &Site) -> Unit {
    let usual = if site.config.places().coding() == Coding::British { Unit::Miles } else { Unit::Kilometres };
    site.config.finder.unit.unwrap_or(usual)
}

/// What is kept for all places.
#[derive(Default)]
pub(super) struct Near {
    groups: Vec<Direction>,
    events: Vec<Direction>,
    /// By the number of the language, and in each by the number of the region, the last for none.
    shells: Vec<OnceLock<Option<Shell>>>,
    /// Entries with a hole where their distance stands, by the number of their page.
    items: Vec<OnceLock<String>>,
}

impl Near {
    fn new(site: &Site) -> Self {
        if !site.finder.is_on {
            return Self::default();
        }
        let directions = |all: &[(EntryId, Position)]| all.iter().map(|(_, at)| Direction::of(*at)).collect();
        let shells = site.config.languages.len() * (site.config.regions.len() + 1);
        Self {
            groups: directions(&site.finder.groups),
            events: directions(&site.finder.events),
            shells: std::iter::repeat_with(OnceLock::new).take(shells).collect(),
            items: std::iter::repeat_with(OnceLock::new).take(site.pages.len()).collect(),
        }
    }
}

impl<'a> Renderer<'a> {
    /// The page with the form, and that which says that a code is not known.
    pub(super) fn near_page(&self, lang: LangId, is_lost: bool, path: &'a UrlPath) -> (String, Frame<'a>, Extra) {
        let (key, place) = if is_lost { ("near-unknown-title", "/near/404.html") } else { ("finder-title", "/near/") };
        let mut frame = self.made(lang, "near", key, path, |lang| self.site.path_in(lang, place), 1);
        frame.is_hidden = is_lost;
        frame.crumbs.extend(self.section_crumb(Section::Groups, lang));
        let extra = vec![("is_unknown", Value::from(is_lost)), ("areas", self.areas(lang))];
        ("near.html".into(), frame, extra)
    }
}

impl Renderer<'_> {
    fn near(&self) -> &Near {
        self.near.get_or_init(|| Near::new(self.site))
    }

    /// The page of a place.
    pub(super) fn near_place(&self, output: &Output, lang: LangId, place: u32) -> (Option<Artifact>, Vec<Diagnostic>) {
        let Some(place) = self.site.config.places().all().get(place as usize) else { return Default::default() };
        let here = Direction::of(place.position);
        let groups = rank::nearest(&self.near().groups, here, GROUPS_SHOWN);
        let events = rank::next(&self.near().events, here, EVENTS_SHOWN);
        let region = self.region_of_place(place, groups.first().map(|(number, _)| *number));
        let regions = self.site.config.regions.len();
        let at = usize::from(lang.0) * (regions + 1) + region.map_or(regions, |region| usize::from(region.0));
        let Some(kept) = self.near().shells.get(at) else { return Default::default() };
        let mut findings = Vec::new();
        let shell = kept.get_or_init(|| {
            self.shell(lang, region).map_err(|finding| findings.push(*finding)).ok().map(|html| Shell::new(&html))
        });
        let listed = |chosen: &[(usize, f64)], all: &[(EntryId, Position)]| {
            let found = chosen.iter().filter_map(|(number, km)| Some((all.get(*number)?.0, *km)));
            found.map(|(entry, km)| self.near_item(entry, lang, km)).collect::<String>()
        };
        let finder = &self.site.finder;
        let (groups, events) = (listed(&groups, &finder.groups), listed(&events, &finder.events));
        let mut name = String::new();
        escape(&called(place), &mut name);
        let filling = Filling { name: &name, slug: &place.code.to_lowercase(), groups: &groups, events: &events };
        findings.extend(self.shared.told());
        let html = shell.as_ref().map(|shell| shell.filled(&filling));
        (html.map(|html| Artifact { path: output.path.clone(), bytes: html.into_bytes() }), findings)
    }

    /// The region of a place: that which the site's table says, else that of the nearest group.
    fn region_of_place(&self, place: &Place, nearest: Option<usize>) -> Option<RegionId> {
        let regions = self.site.config.regions.iter().zip(paths::regions(self.site));
        let told = regions.filter(|(region, _)| place.region.as_ref() == Some(&region.id)).map(|(_, id)| id).next();
        told.or_else(|| {
            let (entry, _) = self.site.finder.groups.get(nearest?)?;
            match &self.site.page_in(*entry, LangId(0)).detail {
                Detail::Group(group) => group.region,
                _ => None,
            }
        })
    }

    /// The page of all places of a region, with holes.
    fn shell(&self, lang: LangId, region: Option<RegionId>) -> Result<String, Box<Diagnostic>> {
        let name = hole("place");
        let path = |lang| self.site.path_in(lang, &format!("/near/{}/", hole("slug")));
        let title = self.words(lang).format("near-title", &[("place", name.as_str().into())]);
        let (title, here) = (title.unwrap_or_else(|| name.clone()), path(lang));
        let mut frame = self.made(lang, "near-place", "", &here, path, 1);
        frame.title = &title;
        frame.is_hidden = true;
        frame.crumbs.extend(self.near_crumb(lang));
        let region = region.map_or_else(Value::none, |region| self.region_value(region, lang));
        let list = |name, all: &[Direction]| {
            if all.is_empty() { Value::none() } else { Value::safe_string(&hole(name)) }
        };
        let extra = vec![
            ("place", Value::from(name.as_str())),
            ("groups", list("groups", &self.near().groups)),
            ("events", list("events", &self.near().events)),
            ("region", region),
        ];
        let (context, _) = self.context(&frame, extra);
        self.made_of(PLACE, &context)
    }

    fn near_crumb(&self, lang: LangId) -> Option<CrumbView> {
        Some(CrumbView::new(self.words(lang).text("finder-title"), output::near_form(self.site, lang).as_str()))
    }

    /// An entry with its distance.
    fn near_item(&self, entry: EntryId, lang: LangId, km: f64) -> String {
        let mut distance = String::new();
        escape(&self.distance(km, lang), &mut distance);
        self.near_item_blank(entry, lang).replace(&hole("distance"), &distance)
    }

    /// An entry with a hole for its distance.
    fn near_item_blank(&self, entry: EntryId, lang: LangId) -> &str {
        let page = self.site.entry(entry).pages[usize::from(lang.0)];
        self.near().items[page.0 as usize].get_or_init(|| {
            let mut context = self.shared_context(lang);
            context.insert_value("item", self.card(entry, lang));
            context.insert("distance", &hole("distance"));
            self.made_of(ITEM, &context).unwrap_or_else(|finding| {
                self.shared.tell(*finding);
                String::new()
            })
        })
    }

    /// A distance in words: the codes of the post are so coarse that less than one is all that can be said below one.
    fn distance(&self, km: f64, lang: LangId) -> String {
        let (length, key) = match unit(self.site) {
            Unit::Miles => (km / KM_A_MILE, "near-miles"),
            Unit::Kilometres => (km, "near-km"),
        };
        if length < 1.0 {
            return self.words(lang).text(&format!("{key}-under")).to_owned();
        }
        let number = self.words(lang).tenths(length);
        self.words(lang).format(key, &[("n", number.into())]).unwrap_or_default()
    }

    /// Places to choose from by hand: the areas of Britain's post, else those of the site's own places that have a name.
    fn areas(&self, lang: LangId) -> Value {
        let places = self.site.config.places();
        let is_british = places.coding() == Coding::British;
        let is_listed = |place: &&Place| {
            // The letters of an area say enough: `LS`. A code that is an area by itself has none below it.
            if is_british { place.extent == Extent::Area } else { !place.name.is_empty() }
        };
        let listed = places.all().iter().filter(is_listed).take(NAMES_LISTED);
        let view = |place: &Place| {
            let mut map = tera::Map::default();
            map.insert("name".into(), Value::from(called(place)));
            map.insert("url".into(), Value::from(output::near_place(self.site, lang, place).as_str()));
            Value::from(map)
        };
        Value::from(listed.map(view).collect::<Vec<_>>())
    }
}

/// `LS1`, or `10115 (Mitte)`.
fn called(place: &Place) -> String {
    if place.name.is_empty() { place.code.clone() } else { format!("{} ({})", place.code, place.name) }
}

/// The pages of the finder in a language.
pub(super) fn outputs(site: &Site, lang: LangId, all: &mut Vec<Output>) {
    all.push(Output { path: output::near_form(site, lang), what: What::Near { lang, is_lost: false } });
    all.push(Output { path: site.path_in(lang, "/near/404.html"), what: What::Near { lang, is_lost: true } });
    for (place, number) in site.config.places().all().iter().zip(0..=u32::MAX) {
        all.push(Output { path: output::near_place(site, lang, place), what: What::NearPlace { lang, place: number } });
    }
}
