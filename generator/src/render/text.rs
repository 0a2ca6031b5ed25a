//! Text on its way into files that are no HTML: what they may not hold is taken out, moments are written their way.

use jiff::Zoned;

use crate::model::site::Page;
use crate::scan;

/// The moment of things that bear no date, where a format insists on one. Never the clock.
pub const NO_DATE: &str = "1970-01-01T00:00:00Z";

/// Without the characters that XML 1.0 cannot hold and that no reader wants: controls but for tab and line ends.
pub fn printable(text: &str) -> String {
    // Most text is plain ASCII.
    if !scan::has_any(text, |b| !matches!(b, b' '..=b'~') & (b != b'\n') & (b != b'\t')) {
        return text.to_owned();
    }
    let fits = |c: char| !c.is_control() || matches!(c, '\t' | '\n');
    text.chars().filter(|&c| fits(c) && !matches!(c, '\u{FFFE}' | '\u{FFFF}')).collect()
}

/// RFC 3339 with the offset of the zone: `2015-10-08T09:00:00+01:00`.
pub fn rfc3339(moment: &Zoned) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// When a page was last changed, as far as its author says.
pub fn last_change(page: &Page) -> Option<&Zoned> {
    page.updated.as_ref().or(page.date.as_ref())
}

/// The name of the machine in a base URL: `example.org` of `https://example.org:8080/x`.
pub fn host(base_url: &str) -> &str {
    let rest = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    rest.split(['/', ':']).next().unwrap_or(rest)
}
