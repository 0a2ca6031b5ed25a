//! Where places are: the codes of a country's post, and what a code that is typed means.
//!
//! The outward codes of Great Britain are in the program; a site may bring the codes of any country in their place, in
//! `content/places.csv`.

pub mod distance;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::model::draft::Position;

/// The outward codes of Great Britain: `places/README.md` says where they come from.
const OUTCODES: &str = include_str!("places/outcodes.tsv");

/// What has to be shown wherever the outward codes are used.
pub const OUTCODES_ATTRIBUTION: &str = "Contains OS data © Crown copyright and database right 2025. \
    Contains Royal Mail data © Royal Mail copyright and database right 2025.";

/// A code, and where it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Capital letters and digits of ASCII: `LS1`.
    pub code: String,
    /// Where its middle is.
    pub position: Position,
    /// How people call it; may be empty.
    pub name: String,
    /// The id of the region in which it lies, where the site's own table says so.
    pub region: Option<String>,
    /// How much lies in it.
    pub extent: Extent,
}

/// How much lies in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// It is a code of the table.
    Code,
    /// Codes that differ in their last letter: `EC1` of `EC1A` and `EC1M`.
    Siblings,
    /// All codes that begin with these letters: `EC`.
    Area,
}

/// How codes are read, and what a code falls back to that is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// Britain's: whole postcodes are cut to their outward codes; these fall back to siblings, then to the area.
    British,
    /// A site's own: the longest known code with which the typed one begins.
    Own,
}

/// All places that are known, in the order of their codes.
#[derive(Debug, Clone, PartialEq)]
pub struct Places {
    coding: Coding,
    all: Vec<Place>,
}

impl Places {
    /// The outward codes of Great Britain, with their siblings and areas.
    pub fn british() -> &'static Self {
        static BRITISH: LazyLock<Places> = LazyLock::new(|| Places::of_outcodes(OUTCODES));
        &BRITISH
    }

    /// A site's own; of two with one code the first is kept.
    pub fn own(mut places: Vec<Place>) -> Self {
        places.sort_by(|a, b| a.code.cmp(&b.code));
        places.dedup_by(|second, first| second.code == first.code);
        Self { coding: Coding::Own, all: places }
    }

    /// Reads lines of a code, a latitude and a longitude with tabs between them; what is none is passed over.
    fn of_outcodes(text: &str) -> Self {
        let read = |line: &str| {
            let mut cells = line.split('\t');
            let (code, latitude, longitude) = (cells.next()?, cells.next()?, cells.next()?);
            let position = Position { latitude: latitude.parse().ok()?, longitude: longitude.parse().ok()? };
            Some((code.to_owned(), position))
        };
        let codes: BTreeMap<String, Position> = text.lines().filter_map(read).collect();
        let mut wider: BTreeMap<String, (Extent, Vec<Position>)> = BTreeMap::new();
        for (code, position) in &codes {
            let siblings = siblings_of(code).map(|prefix| (prefix, Extent::Siblings));
            for (prefix, extent) in siblings.into_iter().chain([(area_of(code), Extent::Area)]) {
                if !codes.contains_key(prefix) {
                    wider.entry(prefix.to_owned()).or_insert_with(|| (extent, Vec::new())).1.push(*position);
                }
            }
        }
        let place = |code, position, extent| Place { code, position, name: String::new(), region: None, extent };
        let exact = codes.into_iter().map(|(code, position)| place(code, position, Extent::Code));
        let wider = wider.into_iter().map(|(code, (extent, of))| place(code, mean(&of), extent));
        let mut all: Vec<Place> = exact.chain(wider).collect();
        all.sort_by(|a, b| a.code.cmp(&b.code));
        Self { coding: Coding::British, all }
    }

    /// All of them, in the order of their codes.
    pub fn all(&self) -> &[Place] {
        &self.all
    }

    /// How codes are read.
    pub fn coding(&self) -> Coding {
        self.coding
    }

    /// The place of exactly this code, in capital letters.
    pub fn find(&self, code: &str) -> Option<&Place> {
        let at = self.all.binary_search_by(|place| place.code.as_str().cmp(code)).ok()?;
        self.all.get(at)
    }

    /// The place that somebody means who types this; `None` where nothing is known of it.
    ///
    /// ```
    /// use handbill::places::Places;
    /// let found = |typed| Places::british().lookup(typed).map(|place| place.code.as_str());
    /// assert_eq!(found("ls1 4ab"), Some("LS1"));
    /// assert_eq!(found("EC1"), Some("EC1"));
    /// assert_eq!(found("LS30"), Some("LS"));
    /// assert_eq!(found("BT1 5GS"), None);
    /// ```
    pub fn lookup(&self, typed: &str) -> Option<&Place> {
        match self.coding {
            Coding::British => {
                let code = outward(typed).or_else(|| Some(plain(typed)).filter(|code| code.len() <= 3))?;
                self.find(&code)
                    .or_else(|| self.find(siblings_of(&code)?))
                    .or_else(|| outward(&code).and_then(|code| self.find(area_of(&code))))
            }
            Coding::Own => {
                let code = plain(typed);
                (1..=code.len()).rev().find_map(|length| self.find(code.get(..length)?))
            }
        }
    }
}

/// What was typed, in capitals, and nothing but letters and digits of ASCII.
///
/// ```
/// assert_eq!(handbill::places::plain(" ls1-4ab "), "LS14AB");
/// ```
pub fn plain(typed: &str) -> String {
    typed.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// The outward code of what was typed, be it a whole British postcode, its first half, or that with some of its second.
///
/// ```
/// use handbill::places::outward;
/// assert_eq!(outward("sw1a 1aa").as_deref(), Some("SW1A"));
/// assert_eq!(outward("LS1").as_deref(), Some("LS1"));
/// assert_eq!(outward("LS1 4").as_deref(), Some("LS1"));
/// assert_eq!(outward("Leeds"), None);
/// ```
pub fn outward(typed: &str) -> Option<String> {
    let code = plain(typed);
    if let Some((first, second)) = code.split_at_checked(code.len().saturating_sub(3))
        && is_outward(first)
        && is_inward(second)
    {
        return Some(first.to_owned());
    }
    // Half typed: what stands before the gap is all of the first half.
    let (first, rest) = typed.trim().split_once(char::is_whitespace).unwrap_or(("", ""));
    let (first, rest) = (plain(first), plain(rest));
    if is_outward(&first) && rest.len() < 3 && rest.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(first);
    }
    is_outward(&code).then_some(code)
}

/// `[A-PR-UWYZ][A-HK-Y]?[0-9][A-Z0-9]?`
pub fn is_outward(code: &str) -> bool {
    let first = |c: u8| c.is_ascii_uppercase() && !matches!(c, b'Q' | b'V' | b'X');
    let second = |c: u8| c.is_ascii_uppercase() && !matches!(c, b'I' | b'J' | b'Z');
    let last = |rest: &[u8]| match rest {
        [] => true,
        [c] => c.is_ascii_uppercase() || c.is_ascii_digit(),
        _ => false,
    };
    match code.as_bytes() {
        [a, digit, rest @ ..] if first(*a) && digit.is_ascii_digit() => last(rest),
        [a, b, digit, rest @ ..] if first(*a) && second(*b) && digit.is_ascii_digit() => last(rest),
        _ => false,
    }
}

/// `[0-9][ABD-HJLNP-UW-Z]{2}`
pub fn is_inward(code: &str) -> bool {
    let letter = |c: u8| c.is_ascii_uppercase() && !matches!(c, b'C' | b'I' | b'K' | b'M' | b'O' | b'V');
    matches!(code.as_bytes(), [digit, a, b] if digit.is_ascii_digit() && letter(*a) && letter(*b))
}

/// `EC1` of `EC1A`: what is left without the letter at its end; `None` where it ends in a digit.
fn siblings_of(code: &str) -> Option<&str> {
    let before = code.strip_suffix(|c: char| c.is_ascii_uppercase())?;
    before.ends_with(|c: char| c.is_ascii_digit()).then_some(before)
}

/// `EC` of `EC1A`: the letters at its beginning.
fn area_of(code: &str) -> &str {
    let end = code.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(code.len());
    code.get(..end).unwrap_or_default()
}

/// The middle of some positions, to four decimals: ten metres, where the data has a hundred.
fn mean(of: &[Position]) -> Position {
    let rounded = |sum: f64| (sum / of.len().max(1) as f64 * 1e4).round() / 1e4;
    Position {
        latitude: rounded(of.iter().map(|at| at.latitude).sum()),
        longitude: rounded(of.iter().map(|at| at.longitude).sum()),
    }
}

#[cfg(test)]
mod tests;
