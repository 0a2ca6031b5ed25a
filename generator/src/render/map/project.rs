//! From degrees to the units of the drawing: spherical transverse Mercator round the middle of the country.

use crate::model::draft::Position;
use crate::places::distance::{Direction, km_between};

/// The longest side of the country in units: one of Britain's is a quarter of a kilometre.
const SIDE: f64 = 4000.0;
/// The margin on each side, in parts of the longest side.
const MARGIN: f64 = 0.03;
/// A close-up is at least as wide as this, in kilometres: of one group the surroundings are seen.
const CLOSE_KM: f64 = 60.0;
/// The margin round the groups of a close-up, in parts of its longest side.
const CLOSE_MARGIN: f64 = 0.12;
/// A close-up is not wider than this for its height, and not higher than this for its width.
const SHAPE: f64 = 1.35;

/// A window on the drawing, in its units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) x: i64,
    pub(super) y: i64,
    pub(super) width: i64,
    pub(super) height: i64,
}

/// How positions become points.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::render) struct Projection {
    middle: Position,
    /// Units for each radian on the ball.
    scale: f64,
    /// What is taken from both coordinates so that they begin at nought.
    from: (f64, f64),
    size: (i64, i64),
    /// Units for each kilometre near the middle.
    units_a_km: f64,
}

impl Projection {
    /// That which shows all of these; `None` where they are none, or all at one place.
    pub(in crate::render) fn of(all: impl Iterator<Item = Position> + Clone) -> Option<Self> {
        let middle = Direction::middle(all.clone().map(Direction::of))?;
        let flat = all.map(|at| on_plane(middle, at));
        let start = (f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY);
        let (left, top, right, bottom) =
            flat.fold(start, |(l, t, r, b), (x, y)| (l.min(x), t.min(y), r.max(x), b.max(y)));
        let longest = (right - left).max(bottom - top);
        if !longest.is_finite() || longest < 1e-6 {
            return None;
        }
        let scale = SIDE / longest;
        let margin = SIDE * MARGIN;
        let side = |length: f64| (length * scale + 2.0 * margin).round() as i64;
        let mut chart = Self {
            middle,
            scale,
            from: (left * scale - margin, top * scale - margin),
            size: (side(right - left), side(bottom - top)),
            units_a_km: 0.0,
        };
        let north = Position { latitude: middle.latitude + 0.1, longitude: middle.longitude };
        let ((_, a), (_, b)) = (chart.point(middle), chart.point(north));
        chart.units_a_km = (a - b).abs() / km_between(middle, north);
        Some(chart)
    }

    /// Where a position is on the drawing, to a tenth of a unit, so that all machines agree on it.
    pub(super) fn point(&self, at: Position) -> (f64, f64) {
        let (x, y) = on_plane(self.middle, at);
        let tenth = |length: f64| (length * 10.0).round() / 10.0;
        (tenth(x * self.scale - self.from.0), tenth(y * self.scale - self.from.1))
    }

    /// The same to a unit.
    pub(super) fn rounded(&self, at: Position) -> (i64, i64) {
        let (x, y) = self.point(at);
        (x.round() as i64, y.round() as i64)
    }

    /// Whether a position lies on the drawing.
    pub(super) fn holds(&self, at: Position) -> bool {
        let ((x, y), (width, height)) = (self.rounded(at), self.size);
        // The far side of the earth would be drawn over this one.
        let is_near = km_between(self.middle, at) < 9_000.0;
        is_near && (0..=width).contains(&x) && (0..=height).contains(&y)
    }

    /// All of it.
    pub(super) fn whole(&self) -> Window {
        Window { x: 0, y: 0, width: self.size.0, height: self.size.1 }
    }

    /// A window round some points, with room round them.
    pub(super) fn close_up(&self, points: &[(f64, f64)]) -> Window {
        let start = (f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY);
        let (left, top, right, bottom) =
            points.iter().fold(start, |(l, t, r, b), (x, y)| (l.min(*x), t.min(*y), r.max(*x), b.max(*y)));
        let (mut width, mut height) = (right - left, bottom - top);
        let margin = width.max(height) * CLOSE_MARGIN;
        let least = CLOSE_KM * self.units_a_km;
        width = (width + 2.0 * margin).max(least);
        height = (height + 2.0 * margin).max(least);
        (width, height) = (width.max(height / SHAPE), height.max(width / SHAPE));
        let (x, y) = ((left + right - width) / 2.0, (top + bottom - height) / 2.0);
        let whole = |length: f64| length.round() as i64;
        Window { x: whole(x), y: whole(y), width: whole(width).max(1), height: whole(height).max(1) }
    }
}

/// Spherical transverse Mercator on a ball of radius one; down is positive.
fn on_plane(middle: Position, at: Position) -> (f64, f64) {
    let (latitude, east) = (at.latitude.to_radians(), (at.longitude - middle.longitude).to_radians());
    // A quarter of the earth away the plane has no end.
    let across = (latitude.cos() * east.sin()).clamp(-0.999, 0.999);
    (across.atanh(), -latitude.sin().atan2(latitude.cos() * east.cos()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::Places;

    fn britain() -> Projection {
        Projection::of(Places::british().all().iter().map(|place| place.position)).expect("a map")
    }

    #[test]
    fn britain_stands_upright_in_its_box() {
        let chart = britain();
        let Window { width, height, .. } = chart.whole();
        assert_eq!(height, 4240);
        assert!((2000..3000).contains(&width), "{width}");
        let at = |latitude, longitude| chart.point(Position { latitude, longitude });
        let (leeds, london, cardiff) = (at(53.8, -1.55), at(51.5, -0.1), at(51.48, -3.18));
        assert!(leeds.1 < london.1 && cardiff.0 < leeds.0 && leeds.0 < london.0);
        assert!(Places::british().all().iter().all(|place| chart.holds(place.position)));
        assert!(chart.holds(Position { latitude: 54.6, longitude: -5.93 }), "Belfast is on it");
        assert!(!chart.holds(Position { latitude: 40.7, longitude: -74.0 }), "New York is not");
        assert!(!chart.holds(Position { latitude: -54.0, longitude: 178.0 }));
    }

    #[test]
    fn lengths_on_the_drawing_are_lengths_on_the_ground() {
        let chart = britain();
        let (leeds, london) =
            (Position { latitude: 53.8, longitude: -1.55 }, Position { latitude: 51.5, longitude: -0.1 });
        let ((ax, ay), (bx, by)) = (chart.point(leeds), chart.point(london));
        let drawn = ((ax - bx).powi(2) + (ay - by).powi(2)).sqrt() / chart.units_a_km;
        assert!((drawn - km_between(leeds, london)).abs() < 2.0, "{drawn}");
    }

    #[test]
    fn nothing_and_one_place_make_no_map() {
        let one = Position { latitude: 53.8, longitude: -1.55 };
        assert_eq!(Projection::of([].into_iter()), None);
        assert_eq!(Projection::of([one, one].into_iter()), None);
    }

    #[test]
    fn a_close_up_of_one_group_shows_its_surroundings() {
        let chart = britain();
        let at = chart.point(Position { latitude: 53.8, longitude: -1.55 });
        let window = chart.close_up(&[at]);
        assert!((window.width as f64 / chart.units_a_km - 60.0).abs() < 1.0);
        assert!((window.x..window.x + window.width).contains(&(at.0 as i64)));
    }
}
