//! The map of groups: the country in faint dots, the groups on it as links. Drawn at build, with no tiles and no third party.
//!
//! The dots are one file for all maps, since they are always the same; a close-up is another window on the same drawing.

mod project;
mod spread;

use std::collections::BTreeSet;
use std::fmt::Write;

use serde::Serialize;
use tera::Value;

pub(super) use self::project::Projection;

use self::project::Window;
use self::spread::{reach, spread};
use super::near::named_by_content;
use super::theme::Theme;
use super::view::list::Extra;
use super::view::page::Frame;
use super::{Country, Renderer, output};
use crate::ids::UrlPath;
use crate::model::artifact::Artifact;
use crate::model::draft::{Position, Section};
use crate::model::site::{EntryId, LangId, RegionId, Site};

/// How large a map is drawn on a large screen, in CSS pixels: what its sizes are reckoned for.
const DRAWN: (f64, f64) = (544.0, 1000.0);
/// The least distance between the middles of two groups, in pixels, where there is room.
const APART: f64 = 17.0;
/// However many there are, they are not nearer to one another than this.
const APART_AT_LEAST: f64 = 7.0;
/// The part of the drawing that groups may cover: a third of the box that holds Britain is land.
const COVERED: f64 = 0.08;
/// The largest radius in which a group can be hit, in pixels: a target of 28.
const HIT: f64 = 14.0;
/// The size of a name, in pixels; on small screens it is drawn larger by [`NAME_GROWS`].
const NAME: f64 = 16.0;
/// Stylesheets may draw names larger by this on small screens.
const NAME_GROWS: f64 = 1.6;
/// How wide a letter is, in the mean, in parts of its size.
const LETTER: f64 = 0.56;
/// A dot of the country, in pixels.
const DOT: f64 = 2.6;

/// Whether a site in the dress of a theme has a map.
pub(super) fn has_map(site: &Site, theme: &Theme, country: &Country) -> bool {
    let has_groups = site.finder.is_on && !site.finder.groups.is_empty();
    has_groups && theme.has_template("map.html") && country.chart(site).is_some()
}

/// The country in dots: one path, drawn in whatever colour and width the map that uses it says.
pub(super) fn dots(site: &Site, chart: &Projection) -> Artifact {
    let mut seen = BTreeSet::new();
    let mut path = String::new();
    let mut last: Option<(i64, i64)> = None;
    for place in site.config.places().all() {
        let (x, y) = chart.rounded(place.position);
        if !seen.insert((x, y)) {
            continue;
        }
        // Codes of one town follow one another, so that most steps are short.
        let _ = match last {
            None => write!(path, "M{x} {y}h0"),
            Some((from_x, from_y)) => {
                let (x, y) = (x - from_x, y - from_y);
                let gap = if y < 0 { "" } else { " " };
                write!(path, "m{x}{gap}{y}h0")
            }
        };
        last = Some((x, y));
    }
    let Window { width, height, .. } = chart.whole();
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\"><path id=\"dots\" fill=\"none\" \
         stroke=\"currentColor\" stroke-linecap=\"round\" d=\"{path}\"/></svg>\n"
    );
    named_by_content("dots.svg", svg.into_bytes())
}

/// A map as templates see it; lengths are in the units of the drawing.
#[derive(Debug, Serialize)]
struct MapView<'a> {
    view_box: String,
    width: i64,
    height: i64,
    dots_url: &'a str,
    dot: i64,
    radius: i64,
    name_size: i64,
    items: Vec<Item<'a>>,
}

/// A group on it.
#[derive(Debug, Serialize)]
struct Item<'a> {
    title: &'a str,
    url: &'a str,
    lang: Option<&'a str>,
    x: i64,
    y: i64,
    /// As wide as the ring round the dot in which it can be hit.
    ring: i64,
    name_x: i64,
    name_y: i64,
}

impl<'a> Renderer<'a> {
    /// The page of the map.
    pub(super) fn map_page(&self, lang: LangId, path: &'a UrlPath) -> (String, Frame<'a>, Extra) {
        let mut frame = self.made(lang, "map", "map-title", path, |lang| output::map_page(self.site, lang), 1);
        frame.crumbs.extend(self.section_crumb(Section::Groups, lang));
        let lists = self.site.lists(lang);
        let on_map: BTreeSet<EntryId> = self.site.finder.groups.iter().map(|(entry, _)| *entry).collect();
        let elsewhere: Vec<EntryId> = lists.groups.iter().copied().filter(|entry| !on_map.contains(entry)).collect();
        ("map.html".into(), frame, vec![("map", self.map(lang, None)), ("elsewhere", self.cards(&elsewhere, lang))])
    }

    /// The map of the country, or of a region of it; none where there is nothing on it.
    pub(super) fn map(&self, lang: LangId, region: Option<RegionId>) -> Value {
        let Some(chart) = self.country.chart(self.site).filter(|_| self.parts.map) else { return Value::none() };
        let lists = self.site.lists(lang);
        let in_region = region.map(|region| {
            lists.groups_by_region.get(usize::from(region.0)).into_iter().flatten().copied().collect::<BTreeSet<_>>()
        });
        let fits = |entry: &EntryId| in_region.as_ref().is_none_or(|all| all.contains(entry));
        let groups: Vec<(EntryId, Position)> =
            self.site.finder.groups.iter().filter(|(entry, at)| fits(entry) && chart.holds(*at)).copied().collect();
        if groups.is_empty() {
            return Value::none();
        }
        let points: Vec<(f64, f64)> = groups.iter().map(|(_, at)| chart.point(*at)).collect();
        let window = if region.is_some() { chart.close_up(&points) } else { chart.whole() };
        let view = self.map_view(lang, &groups, points, &window);
        Value::from_serializable(&view)
    }

    fn map_view(
        &self,
        lang: LangId,
        groups: &[(EntryId, Position)],
        mut points: Vec<(f64, f64)>,
        window: &Window,
    ) -> MapView<'_> {
        let (width, height) = (window.width as f64, window.height as f64);
        let unit = (width / DRAWN.0).max(height / DRAWN.1);
        let room = (width * height * COVERED / points.len().max(1) as f64).sqrt();
        let apart = (room / unit).clamp(APART_AT_LEAST, APART) * unit;
        spread(&mut points, apart);
        let radius = apart * 0.42;
        let reaches = reach(&points, HIT * unit);
        let items = groups.iter().zip(&points).zip(reaches).map(|(((entry, _), (x, y)), hit)| {
            let page = self.site.page_in(*entry, lang);
            let name = name_at((*x, *y), page.title.chars().count(), radius, unit, window);
            Item {
                title: &page.title,
                url: page.url.as_str(),
                lang: (page.text_lang != page.lang).then(|| self.site.lang(page.text_lang).as_str()),
                x: whole(*x),
                y: whole(*y),
                ring: whole((hit - radius).max(0.0) * 2.0),
                name_x: whole(name.0),
                name_y: whole(name.1),
            }
        });
        MapView {
            view_box: format!("{} {} {} {}", window.x, window.y, window.width, window.height),
            width: window.width,
            height: window.height,
            dots_url: self.country.dots(self.site).map_or("", |file| file.path.as_str()),
            dot: whole(DOT * unit).max(1),
            radius: whole(radius).max(1),
            name_size: whole(NAME * unit).max(1),
            items: items.collect(),
        }
    }
}

/// Where the middle of a name's line is: above its dot, or below it at the top, and as far as may be within the drawing.
fn name_at((x, y): (f64, f64), letters: usize, radius: f64, unit: f64, window: &Window) -> (f64, f64) {
    let size = NAME * NAME_GROWS * unit;
    let half = letters as f64 * LETTER * size / 2.0;
    let (left, right) = (window.x as f64 + half, (window.x + window.width) as f64 - half);
    let middle = if left <= right { x.clamp(left, right) } else { window.x as f64 + window.width as f64 / 2.0 };
    let above = y - radius - size / 3.0;
    let is_too_high = above - size < window.y as f64;
    (middle, if is_too_high { y + radius + size } else { above })
}

fn whole(length: f64) -> i64 {
    length.round() as i64
}
