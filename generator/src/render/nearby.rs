//! Which groups are nearest to a group.

use crate::model::site::{EntryId, Site};
use crate::places::distance::{Direction, KM_A_MILE, km_of_chord_square};

/// So many are shown.
const SHOWN: usize = 4;

/// Groups with a position, from south to north.
#[derive(Debug, Default)]
pub(super) struct Nearby {
    from_south: Vec<(EntryId, Direction)>,
    /// By the number of the entry: its place among them.
    place: Vec<Option<u32>>,
}

impl Nearby {
    /// Sorts the site's groups; closed ones are left out.
    pub(super) fn new(site: &Site) -> Self {
        let mut groups = site.finder.groups.clone();
        groups.sort_by(|a, b| a.1.latitude.total_cmp(&b.1.latitude).then(a.0.cmp(&b.0)));
        let from_south: Vec<_> = groups.into_iter().map(|(id, at)| (id, Direction::of(at))).collect();
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
        let miles = |chord_square| (km_of_chord_square(chord_square) / KM_A_MILE).round().max(1.0) as i64;
        best.into_iter().map(|(chord_square, id)| (id, miles(chord_square))).collect()
    }

    /// Takes a group into account; `false` when it and all beyond lie too far to the north or south.
    fn consider(&self, at: usize, here: Direction, best: &mut Vec<(f64, EntryId)>) -> bool {
        let Some((id, there)) = self.from_south.get(at) else { return false };
        let is_full = best.len() == SHOWN;
        let farthest = best.last().map_or(f64::INFINITY, |(square, _)| *square);
        if is_full && here.axis_square(*there) > farthest {
            return false;
        }
        let square = here.chord_square(*there);
        if !is_full || square < farthest {
            let place = best.partition_point(|(known, known_id)| (*known, *known_id) < (square, *id));
            best.insert(place, (square, *id));
            best.truncate(SHOWN);
        }
        true
    }
}
