//! Which groups are nearest to a group.

use crate::model::draft::Position;
use crate::model::site::{Detail, EntryId, LangId, Site};

/// So many are shown.
const SHOWN: usize = 4;
/// The mean radius of the earth, IUGG, in statute miles.
const EARTH_RADIUS_MILES: f64 = 3958.8;

/// Groups with a position, from south to north.
#[derive(Debug, Default)]
pub(super) struct Nearby {
    from_south: Vec<(EntryId, Position)>,
    /// By the number of the entry: its place among them.
    place: Vec<Option<u32>>,
}

impl Nearby {
    /// Sorts the site's groups; closed ones are left out.
    pub(super) fn new(site: &Site) -> Self {
        let mut from_south: Vec<(EntryId, Position)> = Vec::new();
        for id in &site.lists(LangId(0)).groups {
            if let Detail::Group(group) = &site.page_in(*id, LangId(0)).detail {
                from_south.extend(group.position.map(|position| (*id, position)));
            }
        }
        from_south.sort_by(|a, b| a.1.latitude.total_cmp(&b.1.latitude).then(a.0.cmp(&b.0)));
        let mut place = vec![None; site.entries.len()];
        for ((id, _), at) in from_south.iter().zip(0u32..) {
            place[id.0 as usize] = Some(at);
        }
        Self { from_south, place }
    }

    /// The nearest groups to a group, the nearest first, with their distances in whole miles.
    pub(super) fn of(&self, entry: EntryId) -> Vec<(EntryId, i64)> {
        let Some(at) = self.place.get(entry.0 as usize).copied().flatten() else { return Vec::new() };
        let at = at as usize;
        let (_, here) = self.from_south[at];
        let mut best: Vec<(f64, EntryId)> = Vec::with_capacity(SHOWN + 1);
        let (mut south, mut north) = (at.checked_sub(1), Some(at + 1));
        while south.is_some() || north.is_some() {
            south = south.filter(|at| self.consider(*at, here, &mut best)).and_then(|at| at.checked_sub(1));
            north = north.filter(|at| self.consider(*at, here, &mut best)).map(|at| at + 1);
        }
        best.into_iter().map(|(miles, id)| (id, miles.round().max(1.0) as i64)).collect()
    }

    /// Takes a group into account; `false` when it and all beyond lie too far to the north or south.
    fn consider(&self, at: usize, here: Position, best: &mut Vec<(f64, EntryId)>) -> bool {
        let Some((id, there)) = self.from_south.get(at) else { return false };
        let is_full = best.len() == SHOWN;
        let farthest = best.last().map_or(f64::INFINITY, |(miles, _)| *miles);
        let across = (there.latitude - here.latitude).abs().to_radians() * EARTH_RADIUS_MILES;
        if is_full && across > farthest {
            return false;
        }
        let miles = miles_between(here, *there);
        if !is_full || miles < farthest {
            let place = best.partition_point(|(known, known_id)| (*known, *known_id) < (miles, *id));
            best.insert(place, (miles, *id));
            best.truncate(SHOWN);
        }
        true
    }
}

/// The way over the ground, by the haversine formula.
pub(crate) fn miles_between(a: Position, b: Position) -> f64 {
    let (latitude_a, latitude_b) = (a.latitude.to_radians(), b.latitude.to_radians());
    let half = |from: f64, to: f64| ((to - from) / 2.0).sin().powi(2);
    let longitude = half(a.longitude.to_radians(), b.longitude.to_radians());
    let chord = half(latitude_a, latitude_b) + latitude_a.cos() * latitude_b.cos() * longitude;
    2.0 * EARTH_RADIUS_MILES * chord.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leeds_is_thirty_six_miles_from_manchester() {
        let leeds = Position { latitude: 53.797, longitude: -1.544 };
        let manchester = Position { latitude: 53.479, longitude: -2.245 };
        assert!((miles_between(leeds, manchester) - 36.0).abs() < 1.0);
    }
}
