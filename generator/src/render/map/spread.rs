//! Groups of one town are drawn beside one another, so that each can be seen and hit.
//!
//! Nothing but sums, products and square roots: every machine draws the same.

/// As often as points are pushed apart; most maps need a handful.
const ROUNDS: usize = 120;
/// The height of an equilateral triangle: rows of a honeycomb lie so far apart.
const ROW: f64 = 0.866_025_403_784;

/// Moves points apart until no two are nearer than `apart`, or nearly so; those at one place first take the cells of a
/// honeycomb round it, in their order.
pub(super) fn spread(points: &mut [(f64, f64)], apart: f64) {
    fan_out(points, apart);
    for _ in 0..ROUNDS {
        if !push(points, apart) {
            break;
        }
    }
}

fn fan_out(points: &mut [(f64, f64)], apart: f64) {
    let mut order: Vec<usize> = (0..points.len()).collect();
    let place = |at: usize, points: &[(f64, f64)]| points.get(at).copied().unwrap_or_default();
    order.sort_by(|a, b| {
        let (a_at, b_at) = (place(*a, points), place(*b, points));
        a_at.0.total_cmp(&b_at.0).then(a_at.1.total_cmp(&b_at.1)).then(a.cmp(b))
    });
    let mut middle = None;
    let mut cells = honeycomb();
    for at in order {
        let here = place(at, points);
        if middle != Some(here) {
            middle = Some(here);
            cells = honeycomb();
        }
        let (column, row) = cells.next().unwrap_or_default();
        if let Some(point) = points.get_mut(at) {
            *point =
                (here.0 + (f64::from(column) + f64::from(row) / 2.0) * apart, here.1 + f64::from(row) * ROW * apart);
        }
    }
}

/// The cells of a honeycomb from its middle outwards, ring by ring: steps to the right, and rows down.
fn honeycomb() -> Box<dyn Iterator<Item = (i32, i32)>> {
    const WAYS: [(i32, i32); 6] = [(-1, 1), (-1, 0), (0, -1), (1, -1), (1, 0), (0, 1)];
    let ring = |radius: i32| {
        let mut cell = (radius, 0);
        let mut cells = Vec::new();
        for (column, row) in WAYS {
            for _ in 0..radius {
                cells.push(cell);
                cell = (cell.0 + column, cell.1 + row);
            }
        }
        cells
    };
    Box::new(std::iter::once((0, 0)).chain((1..).flat_map(ring)))
}

/// Pushes every two that are too near halfway apart; whether there were any.
fn push(points: &mut [(f64, f64)], apart: f64) -> bool {
    let mut order: Vec<usize> = (0..points.len()).collect();
    order.sort_by(|a, b| points[*a].0.total_cmp(&points[*b].0).then(a.cmp(b)));
    let enough = apart * 0.995;
    let mut is_moved = false;
    for (rank, a) in order.iter().enumerate() {
        for b in order.iter().skip(rank + 1) {
            let (from, to) = (points[*a], points[*b]);
            let (x, y) = (to.0 - from.0, to.1 - from.1);
            // Those after it lie farther to the right, but for what was moved in this round.
            if x > 2.0 * apart {
                break;
            }
            let distance = (x * x + y * y).sqrt();
            if distance >= enough {
                continue;
            }
            is_moved = true;
            let (x, y) = if distance < 1e-6 { (1.0, 0.0) } else { (x / distance, y / distance) };
            let step = (apart - distance) / 2.0;
            points[*a] = (from.0 - x * step, from.1 - y * step);
            points[*b] = (to.0 + x * step, to.1 + y * step);
        }
    }
    is_moved
}

/// How far from its middle each point can be hit without taking from a neighbour; `most` at most.
pub(super) fn reach(points: &[(f64, f64)], most: f64) -> Vec<f64> {
    let nearest = |at: usize, here: &(f64, f64)| {
        let others = points.iter().enumerate().filter(|(other, _)| *other != at);
        let squares = others.map(|(_, there)| (there.0 - here.0).powi(2) + (there.1 - here.1).powi(2));
        squares.fold(f64::INFINITY, f64::min).sqrt() / 2.0
    };
    points.iter().enumerate().map(|(at, here)| nearest(at, here).min(most)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn least(points: &[(f64, f64)]) -> f64 {
        reach(points, f64::INFINITY).into_iter().fold(f64::INFINITY, f64::min) * 2.0
    }

    #[test]
    fn groups_at_one_place_are_fanned_out_round_it() {
        let mut points = [(100.0, 100.0); 19];
        spread(&mut points, 10.0);
        assert!(least(&points) > 9.9, "{points:?}");
        assert_eq!(points[0], (100.0, 100.0));
        assert!(points.iter().all(|(x, y)| (x - 100.0).abs() < 21.0 && (y - 100.0).abs() < 21.0));
    }

    #[test]
    fn those_that_have_room_stay_where_they_are() {
        let mut points = [(0.0, 0.0), (30.0, 0.0), (0.0, 40.0)];
        spread(&mut points, 10.0);
        assert_eq!(points, [(0.0, 0.0), (30.0, 0.0), (0.0, 40.0)]);
        assert_eq!(reach(&points, 14.0), [14.0, 14.0, 14.0]);
        assert_eq!(reach(&points, 99.0)[0], 15.0);
    }

    proptest! {
        #[test]
        fn a_crowd_ends_up_apart(crowd in proptest::collection::vec((0u16..60, 0u16..60), 0..60)) {
            let mut points: Vec<(f64, f64)> = crowd.iter().map(|(x, y)| (f64::from(*x), f64::from(*y))).collect();
            spread(&mut points, 8.0);
            prop_assert!(points.len() < 2 || least(&points) > 6.0, "{} {:?}", least(&points), points);
            prop_assert!(points.iter().all(|(x, y)| x.is_finite() && y.is_finite()));
        }
    }
}
