//! Which groups and events are nearest to a place: plain arithmetic, the same for pages and scripts.

use crate::places::distance::{Direction, km_of_chord_square};

/// Groups on the page of a place.
pub(super) const GROUPS_SHOWN: usize = 5;

/// Events on the page of a place.
pub(super) const EVENTS_SHOWN: usize = 3;

/// As far as people travel for an evening, in kilometres: 25 miles. Within it the sooner event comes first.
pub(super) const EVENING_KM: f64 = 40.2336;

/// The nearest of `all` to `here`, the nearest first: their numbers in the list, and how many kilometres away they are.
///
/// Of two that are equally far the one that is listed first comes first.
pub(super) fn nearest(all: &[Direction], here: Direction, limit: usize) -> Vec<(usize, f64)> {
    let mut best: Vec<(f64, usize)> = Vec::with_capacity(limit + 1);
    for (number, there) in all.iter().enumerate() {
        let square = here.chord_square(*there);
        if best.len() == limit && best.last().is_none_or(|(farthest, _)| square >= *farthest) {
            continue;
        }
        let at = best.partition_point(|(known, _)| *known <= square);
        best.insert(at, (square, number));
        best.truncate(limit);
    }
    best.into_iter().map(|(square, number)| (number, km_of_chord_square(square))).collect()
}

/// The next events near `here`, `all` being listed soonest first: those within [`EVENING_KM`] in that order, and where
/// they are too few the nearest of the others.
pub(super) fn next(all: &[Direction], here: Direction, limit: usize) -> Vec<(usize, f64)> {
    let km = |there: &Direction| km_of_chord_square(here.chord_square(*there));
    let within = all.iter().map(km).enumerate().filter(|(_, km)| *km <= EVENING_KM);
    let mut chosen: Vec<(usize, f64)> = within.take(limit).collect();
    if chosen.len() < limit {
        let farther = nearest(all, here, limit).into_iter().filter(|(_, km)| *km > EVENING_KM);
        chosen.extend(farther);
        chosen.truncate(limit);
    }
    chosen
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::draft::Position;
    use crate::places::distance::km_between;

    fn position((latitude, longitude): (f64, f64)) -> Position {
        Position { latitude, longitude }
    }

    proptest! {
        #[test]
        fn the_nearest_are_those_of_a_plain_calculation(
            groups in proptest::collection::vec((50.0..59.0, -6.0..1.5), 0..60),
            here in (50.0..59.0, -6.0..1.5),
        ) {
            let here = position(here);
            let directions: Vec<Direction> = groups.iter().map(|at| Direction::of(position(*at))).collect();
            let mut plain: Vec<f64> = groups.iter().map(|at| km_between(here, position(*at))).collect();
            plain.sort_by(f64::total_cmp);
            let found = nearest(&directions, Direction::of(here), 5);
            prop_assert_eq!(found.len(), groups.len().min(5));
            for ((number, km), plain) in found.iter().zip(&plain) {
                prop_assert!((km - plain).abs() < 1e-6, "{} and {}", km, plain);
                prop_assert!((km_between(here, position(groups[*number])) - km).abs() < 1e-6);
            }
        }

        #[test]
        fn events_of_an_evening_are_told_soonest_first_and_others_after_them(
            events in proptest::collection::vec((50.0..54.0, -3.0..1.5), 0..40),
            here in (50.0..54.0, -3.0..1.5),
        ) {
            let here = Direction::of(position(here));
            let directions: Vec<Direction> = events.iter().map(|at| Direction::of(position(*at))).collect();
            let found = next(&directions, here, 3);
            prop_assert_eq!(found.len(), events.len().min(3));
            let near: Vec<usize> = found.iter().filter(|(_, km)| *km <= EVENING_KM).map(|(number, _)| *number).collect();
            prop_assert!(near.is_sorted());
            let all_near = directions.iter().filter(|at| km_of_chord_square(here.chord_square(**at)) <= EVENING_KM).count();
            prop_assert_eq!(near.len(), all_near.min(3));
            let far: Vec<f64> = found.iter().map(|(_, km)| *km).filter(|km| *km > EVENING_KM).collect();
            prop_assert!(far.is_sorted());
        }
    }

    #[test]
    fn of_two_at_one_place_the_first_of_the_list_comes_first() {
        let leeds = Direction::of(position((53.8, -1.55)));
        let found = nearest(&[leeds; 7], leeds, 3);
        assert_eq!(found, [(0, 0.0), (1, 0.0), (2, 0.0)]);
    }
}
