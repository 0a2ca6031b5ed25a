//! Where things are: postcodes, positions, zones, and addresses on the web.

use jiff::tz::TimeZone;

use crate::diag::{Diagnostic, nearest};
use crate::model::draft::Position;
use crate::parse::reader::Reader;
use crate::places;
use crate::source::{Span, Spanned};

/// Reads a postcode however it is typed, and writes it as `LS1 4AB`; `None` when it has not that shape.
///
/// The shape is that of all live postcodes of Great Britain and Northern Ireland:
/// `[A-PR-UWYZ][A-HK-Y]?[0-9][A-Z0-9]? [0-9][ABD-HJLNP-UW-Z]{2}`.
///
/// ```
/// use handbill::parse::place::postcode;
/// assert_eq!(postcode("ls1-4ab").as_deref(), Some("LS1 4AB"));
/// assert_eq!(postcode("LS1 4AC"), None);
/// ```
pub fn postcode(typed: &str) -> Option<String> {
    let plain: String = typed.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    let (outward, inward) = plain.split_at_checked(plain.len().checked_sub(3)?)?;
    (places::is_outward(outward) && places::is_inward(inward)).then(|| format!("{outward} {inward}"))
}

/// Whether a text has the shape of an e-mail address.
///
/// ```
/// use handbill::parse::place::is_email;
/// assert!(is_email("hello@example.org"));
/// assert!(!is_email("hello at example.org"));
/// ```
pub fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '@' | '<' | '>' | '"' | ',' | ';');
    let steps = || host.split('.');
    !name.is_empty()
        && name.chars().all(plain)
        && steps().count() > 1
        && steps().all(|step| !step.is_empty() && step.chars().all(|c| c.is_alphanumeric() || c == '-'))
}

/// Whether a text is a URL of the web: `http` or `https`, and a host.
///
/// ```
/// use handbill::parse::place::is_url;
/// assert!(is_url("https://example.org/a?b=c"));
/// assert!(!is_url("www.example.org"));
/// ```
pub fn is_url(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | '"' | '\\');
    !host.is_empty() && rest.chars().all(plain) && host.chars().any(char::is_alphanumeric)
}

/// The postcode at `key`, written as `LS1 4AB`.
pub fn read_postcode(reader: &mut Reader<'_>, key: &'static str) -> Option<Spanned<String>> {
    checked(reader, key, postcode, |name, text| {
        Diagnostic::error("postcode-invalid", format!("{name} is no postcode: `{text}`"))
            .help("postcodes look like `LS1 4AB`; the letters C, I, K, M, O and V are never among the last two")
    })
}

/// The e-mail address at `key`.
pub fn read_email(reader: &mut Reader<'_>, key: &'static str) -> Option<Spanned<String>> {
    let parse = |text: &str| is_email(text.trim()).then(|| text.trim().to_owned());
    checked(reader, key, parse, |name, text| {
        let finding = Diagnostic::error("email-invalid", format!("{name} is no e-mail address: `{text}`"));
        finding.help("e-mail addresses look like `leeds@example.org`")
    })
}

/// The URL at `key`.
pub fn read_url(reader: &mut Reader<'_>, key: &'static str) -> Option<Spanned<String>> {
    let parse = |text: &str| is_url(text.trim()).then(|| text.trim().to_owned());
    checked(reader, key, parse, |name, text| {
        let finding = Diagnostic::error("url-invalid", format!("{name} is no URL: `{text}`"));
        let https = format!("https://{}", text.trim().trim_start_matches("//"));
        if !text.contains("://") && text.contains('.') && is_url(&https) {
            return finding.help(format!("write the whole of it: `{https}`"));
        }
        finding.help("URLs look like `https://example.org/page`")
    })
}

/// The zone at `key`: its IANA name.
pub fn read_zone(reader: &mut Reader<'_>, key: &'static str) -> Option<Spanned<String>> {
    let parse = |text: &str| zone(text).is_some().then(|| text.to_owned());
    checked(reader, key, parse, |name, text| {
        let finding = Diagnostic::error("timezone-unknown", format!("{name} is no time zone: `{text}`"));
        match nearest_zone(text) {
            Some(zone) => finding.help(format!("did you mean `{zone}`?")),
            None => finding.help("zones have a continent and a city: `Europe/London`"),
        }
    })
}

/// The zone with an IANA name, in the letters of the name.
pub fn zone(name: &str) -> Option<TimeZone> {
    let zone = jiff::tz::db().get(name).ok()?;
    (zone.iana_name() == Some(name)).then_some(zone)
}

fn nearest_zone(typed: &str) -> Option<String> {
    let names = jiff::tz::db().available().map(|name| name.as_str().to_owned());
    // `Etc/GMT+1` lies west of Greenwich: nobody who types `GMT+1` means it.
    let names: Vec<String> = names.filter(|name| name.contains('/') && !name.starts_with("Etc/")).collect();
    let city = typed.rsplit('/').next().unwrap_or(typed).trim().replace(' ', "_").to_lowercase();
    let by_city = |name: &&String| name.to_lowercase().rsplit('/').next() == Some(&city);
    let letters = city.trim_end_matches(|c: char| !c.is_alphabetic());
    let british = matches!(letters, "bst" | "gmt" | "uk" | "britain").then(|| "Europe/London".to_owned());
    british
        .or_else(|| names.iter().find(by_city).cloned())
        .or_else(|| nearest(typed, names.iter().map(String::as_str)).map(str::to_owned))
}

/// `latitude` and `longitude`: both or neither.
pub fn read_position(reader: &mut Reader<'_>) -> Option<Position> {
    let keys = reader.take("latitude").or_else(|| reader.take("longitude"));
    let (latitude, longitude) = (reader.float("latitude"), reader.float("longitude"));
    let found = keys?;
    let is_set = |reader: &mut Reader<'_>, key| reader.take(key).is_some();
    let (Some(latitude), Some(longitude)) = (latitude, longitude) else {
        if is_set(reader, "latitude") != is_set(reader, "longitude") {
            let finding = Diagnostic::error("coordinates-invalid", "a position has a latitude and a longitude");
            let other = if is_set(reader, "latitude") { "longitude" } else { "latitude" };
            let finding = finding.at(found.file, found.node.span, format!("`{other}` is missing"));
            reader.tell(finding.help(format!("add `{other}`, or take this one out")));
        }
        return None;
    };
    match position(latitude.value, longitude.value) {
        Ok(position) => Some(position),
        Err((message, help)) => {
            let finding =
                Diagnostic::error("coordinates-invalid", message).at(found.file, found.node.span, "this position");
            reader.tell(match help {
                Some(help) => finding.help(help),
                None => finding,
            });
            None
        }
    }
}

/// The position of these degrees; else what is wrong with them, and what may have been meant.
pub fn position(latitude: f64, longitude: f64) -> Result<Position, (String, Option<String>)> {
    let is_british =
        |latitude: f64, longitude: f64| (49.0..61.5).contains(&latitude) && (-9.0..2.5).contains(&longitude);
    let is_on_earth = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
    if is_british(longitude, latitude) {
        let help = format!("write `latitude = {longitude}` and `longitude = {latitude}`");
        return Err(("latitude and longitude seem to be swapped".to_owned(), Some(help)));
    }
    if is_on_earth {
        return Ok(Position { latitude, longitude });
    }
    let message = format!("there is no place at latitude {latitude}, longitude {longitude}");
    Err((message, Some("latitudes go from -90 to 90, longitudes from -180 to 180".to_owned())))
}

fn checked(
    reader: &mut Reader<'_>,
    key: &'static str,
    parse: impl Fn(&str) -> Option<String>,
    wrong: impl Fn(&str, &str) -> Diagnostic,
) -> Option<Spanned<String>> {
    let text = reader.string(key)?;
    if text.value.trim().is_empty() {
        return None;
    }
    if let Some(value) = parse(&text.value) {
        return Some(Spanned::new(value, text.span));
    }
    let finding = wrong(&reader.named_key(key), text.value.trim());
    let (file, span) = reader.take(key).map_or((reader.file(), Span::default()), |found| (found.file, found.node.span));
    reader.tell(finding.at(file, span, "this cannot be read"));
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postcodes_are_read_as_people_type_them() {
        for (typed, read) in
            [("sw1a 1aa", "SW1A 1AA"), ("M11AE", "M1 1AE"), (" cf10  1ep ", "CF10 1EP"), ("BT1 5GS", "BT1 5GS")]
        {
            assert_eq!(postcode(typed).as_deref(), Some(read));
        }
        for typed in ["", "LS1", "QS1 4AB", "LS1 4CB", "12345", "LSS 4AB", "hello@example.org"] {
            assert_eq!(postcode(typed), None, "{typed}");
        }
    }

    #[test]
    fn swapped_degrees_are_told() {
        assert!(position(53.8, -1.5).is_ok());
        assert!(position(40.7, -74.0).is_ok());
        assert!(position(-1.5, 53.8).expect_err("swapped").0.contains("swapped"));
        assert!(position(153.8, -1.5).is_err());
        assert!(position(f64::NAN, 0.0).is_err());
    }

    #[test]
    fn zones_have_one_name() {
        assert!(zone("Europe/London").is_some());
        assert_eq!(nearest_zone("Europe/Londn").as_deref(), Some("Europe/London"));
        assert_eq!(nearest_zone("london").as_deref(), Some("Europe/London"));
        assert_eq!(nearest_zone("BST").as_deref(), Some("Europe/London"));
    }
}
