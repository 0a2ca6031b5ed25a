//! How far one place is from another, over the ground: the earth taken for a ball.
//!
//! [`km_between`] is the plain calculation. Where thousands of places are held against thousands of others, each is made a
//! [`Direction`] once, and two directions are compared by three multiplications.

use crate::model::draft::Position;

/// The mean radius of the earth, in kilometres: R1 of the IUGG, (2a + b) / 3 of WGS 84.
pub const EARTH_RADIUS_KM: f64 = 6371.0088;

/// The international mile, in kilometres; exact since 1959.
pub const KM_A_MILE: f64 = 1.609_344;

/// The way over the ground in kilometres, by the haversine formula.
///
/// ```
/// use handbill::model::draft::Position;
/// use handbill::places::distance::km_between;
/// let leeds = Position { latitude: 53.797, longitude: -1.544 };
/// let manchester = Position { latitude: 53.479, longitude: -2.245 };
/// assert!((km_between(leeds, manchester) - 58.2).abs() < 0.5);
/// ```
pub fn km_between(a: Position, b: Position) -> f64 {
    let (latitude_a, latitude_b) = (a.latitude.to_radians(), b.latitude.to_radians());
    let half = |from: f64, to: f64| ((to - from) / 2.0).sin().powi(2);
    let across = half(a.longitude.to_radians(), b.longitude.to_radians());
    let square = half(latitude_a, latitude_b) + latitude_a.cos() * latitude_b.cos() * across;
    2.0 * EARTH_RADIUS_KM * square.sqrt().min(1.0).asin()
}

/// A place as the point on the unit ball in which it is seen from the middle of the earth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Direction([f64; 3]);

impl Direction {
    /// The direction of a position.
    pub fn of(at: Position) -> Self {
        let (latitude, longitude) = (at.latitude.to_radians(), at.longitude.to_radians());
        Self([latitude.cos() * longitude.cos(), latitude.cos() * longitude.sin(), latitude.sin()])
    }

    /// The square of the chord to another, on the unit ball: from 0 to 4, and the larger the farther.
    ///
    /// Unlike the cosine of the angle it is exact for neighbours, too: nothing is taken from one.
    pub fn chord_square(self, other: Self) -> f64 {
        let [x, y, z] = [0, 1, 2].map(|axis| self.0[axis] - other.0[axis]);
        x * x + y * y + z * z
    }

    /// The part of [`Direction::chord_square`] that lies along the earth's axis: what is farther to the north or south than
    /// that is farther in all.
    pub fn axis_square(self, other: Self) -> f64 {
        let along = self.0[2] - other.0[2];
        along * along
    }

    /// The middle of some directions, as a position; `None` where they cancel one another out, or there are none.
    pub fn middle(all: impl IntoIterator<Item = Self>) -> Option<Position> {
        let sum = all.into_iter().fold([0.0; 3], |sum, one| [0, 1, 2].map(|axis| sum[axis] + one.0[axis]));
        let [x, y, z] = sum;
        let length = (x * x + y * y + z * z).sqrt();
        (length > 1e-9).then(|| Position {
            latitude: (z / length).clamp(-1.0, 1.0).asin().to_degrees(),
            longitude: y.atan2(x).to_degrees(),
        })
    }
}

/// The kilometres that a squared chord of [`Direction::chord_square`] stands for.
pub fn km_of_chord_square(square: f64) -> f64 {
    2.0 * EARTH_RADIUS_KM * (square.sqrt() / 2.0).min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(latitude: f64, longitude: f64) -> Position {
        Position { latitude, longitude }
    }

    #[test]
    fn a_degree_of_latitude_is_a_hundred_and_eleven_kilometres() {
        assert!((km_between(at(53.0, -1.5), at(54.0, -1.5)) - 111.195).abs() < 0.001);
        assert_eq!(km_between(at(53.0, -1.5), at(53.0, -1.5)), 0.0);
    }

    #[test]
    fn the_middle_lies_between_even_across_the_line_where_days_change() {
        let middle = Direction::middle([at(10.0, 179.0), at(10.0, -179.0)].map(Direction::of)).expect("a middle");
        assert!((middle.longitude.abs() - 180.0).abs() < 1e-9, "{middle:?}");
        assert_eq!(Direction::middle([]), None);
    }

    proptest! {
        #[test]
        fn both_ways_of_measuring_agree(a in (-89.0..89.0, -180.0..180.0), b in (-89.0..89.0, -180.0..180.0)) {
            let (a, b) = (at(a.0, a.1), at(b.0, b.1));
            let by_chord = km_of_chord_square(Direction::of(a).chord_square(Direction::of(b)));
            // Near the far side of the earth both formulas lose digits.
            prop_assert!((by_chord - km_between(a, b)).abs() < 0.001 || by_chord > 19_000.0);
        }
    }
}
