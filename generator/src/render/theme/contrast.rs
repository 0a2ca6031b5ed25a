//! Contrast as WCAG 2.2 measures it, and the nearest colour that has enough of it.

use std::fmt;
use std::str::FromStr;

use csscolorparser::Color;
use serde::Deserialize;

/// What text needs, WCAG 2.2, 1.4.3.
pub(super) const TEXT: f64 = 4.5;

/// An opaque colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Rgb(pub [u8; 3]);

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

/// Why a text is no colour that can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ColourError {
    /// Nothing that CSS takes for a colour.
    #[error("it is not a colour")]
    Shape,
    /// Its contrast hangs on what is behind it.
    #[error("a see-through colour has no contrast of its own")]
    SeeThrough,
}

impl FromStr for Rgb {
    type Err = ColourError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // The parser takes hex digits without a `#` too, which CSS does not.
        let is_css = text.starts_with('#') || text.contains('(');
        let colour = csscolorparser::parse(text).ok().filter(|_| is_css).ok_or(ColourError::Shape)?;
        match colour.to_rgba8() {
            [r, g, b, 255] => Ok(Self([r, g, b])),
            _ => Err(ColourError::SeeThrough),
        }
    }
}

impl TryFrom<String> for Rgb {
    type Error = ColourError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl Rgb {
    pub(super) const BLACK: Self = Self([0, 0, 0]);
    pub(super) const WHITE: Self = Self([255, 255, 255]);

    /// Relative luminance, from 0 (black) to 1 (white).
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let [r, g, b] = self.0.map(linear);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// Contrast, from 1 (none) to 21 (black on white).
    ///
    /// ```
    /// use handbill::render::theme::Rgb;
    /// assert_eq!(Rgb([0; 3]).contrast(Rgb([255; 3])), 21.0);
    /// ```
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance() + 0.05, other.luminance() + 0.05);
        if a > b { a / b } else { b / a }
    }

    /// Black or white, whichever is easier to read on it: never under 4.5, since the worst colour gives 4.58.
    pub fn text_on(self) -> Self {
        if self.contrast(Self::WHITE) >= self.contrast(Self::BLACK) { Self::WHITE } else { Self::BLACK }
    }

    /// The nearest colour, darker or lighter in steps of one part in 200, for which `will_do` holds.
    pub(super) fn nearest(self, will_do: impl Fn(Self) -> bool) -> Option<Self> {
        let [r, g, b] = self.0;
        let [lightness, chroma, hue, _] = Color::from_rgba8(r, g, b, 255).to_oklcha();
        let at = |lightness: f32| {
            let [r, g, b, _] = Color::from_oklcha(lightness, chroma, hue, 1.0).to_rgba8();
            Self([r, g, b])
        };
        let tries = std::iter::once(self).chain((1..=200u8).flat_map(|step| {
            let by = f32::from(step) / 200.0;
            let darker = (lightness - by >= 0.0).then(|| at(lightness - by));
            let lighter = (lightness + by <= 1.0).then(|| at(lightness + by));
            darker.into_iter().chain(lighter)
        }));
        tries.chain([Self::BLACK, Self::WHITE]).find(|&colour| will_do(colour))
    }

    /// The nearest colour in which text can be read on `ground`.
    pub(super) fn readable_on(self, ground: Self) -> Self {
        self.nearest(|colour| colour.contrast(ground) >= TEXT).unwrap_or_else(|| ground.text_on())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rgb(text: &str) -> Rgb {
        text.parse().expect("a colour")
    }

    #[test]
    fn known_contrasts_are_measured() {
        let near = |a: f64, b: f64| (a - b).abs() < 0.005;
        assert!(near(rgb("#767676").contrast(Rgb::WHITE), 4.54));
        assert!(near(rgb("#777").contrast(Rgb::WHITE), 4.48));
        assert!(near(Rgb::BLACK.contrast(Rgb::WHITE), 21.0));
        assert!(near(rgb("rgb(255, 0, 0)").contrast(Rgb::WHITE), 4.0));
        assert!(near(Rgb::WHITE.contrast(Rgb::WHITE), 1.0));
    }

    #[test]
    fn what_is_no_colour_is_refused() {
        assert_eq!("crimsonish".parse::<Rgb>(), Err(ColourError::Shape));
        assert_eq!("ffffff".parse::<Rgb>(), Err(ColourError::Shape));
        assert_eq!("#ff000080".parse::<Rgb>(), Err(ColourError::SeeThrough));
        assert_eq!(rgb("#E3001B").to_string(), "#e3001b");
    }

    proptest! {
        #[test]
        fn every_colour_has_readable_companions(r: u8, g: u8, b: u8) {
            let colour = Rgb([r, g, b]);
            let dark = Rgb([0x14, 0x12, 0x0f]);
            prop_assert!(colour.contrast(colour.text_on()) >= TEXT);
            prop_assert!(colour.readable_on(Rgb::WHITE).contrast(Rgb::WHITE) >= TEXT);
            prop_assert!(colour.readable_on(dark).contrast(dark) >= TEXT);
        }
    }
}
