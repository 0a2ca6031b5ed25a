//! Where a link leads: to a file of the site, into its own page, or away.

use crate::diag::{Diagnostic, nearest};
use crate::source::{FileId, Span};

use super::Page;

/// What kind of address stands in a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// Nothing stands there.
    Nothing,
    /// A file of the site: resolve looks for it.
    File,
    /// `#fragment`
    Fragment,
    /// Another site, an address for mail, …
    Elsewhere,
    /// `javascript:` and its like.
    Unsafe,
}

impl Target {
    /// Judges an address by its first characters.
    pub(crate) fn of(address: &str) -> Self {
        match address.chars().next() {
            None => Self::Nothing,
            Some('#') => Self::Fragment,
            Some(_) if address.starts_with("//") => Self::Elsewhere,
            Some(_) if is_unsafe(address) => Self::Unsafe,
            Some(_) if has_scheme(address) => Self::Elsewhere,
            Some(_) => Self::File,
        }
    }
}

fn has_scheme(address: &str) -> bool {
    let Some((scheme, _)) = address.split_once(':') else { return false };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
}

/// Whether an address runs or holds something instead of leading somewhere.
pub(crate) fn is_unsafe(address: &str) -> bool {
    if !address.contains(':') {
        return false;
    }
    // Browsers leave out control characters and spaces here, so we do.
    let mut letters = address.chars().filter(|c| !c.is_control() && !c.is_whitespace());
    let scheme: String = letters.by_ref().take(16).take_while(|&c| c != ':').collect();
    ["javascript", "vbscript", "livescript", "data", "blob", "file"].iter().any(|bad| scheme.eq_ignore_ascii_case(bad))
}

/// Tells of such an address.
pub(crate) fn unsafe_scheme(file: FileId, span: Span) -> Diagnostic {
    Diagnostic::error("link-scheme-unsafe", "a link runs a script or holds a file instead of leading somewhere")
        .at(file, span, "this scheme is not taken")
        .help("link to a page, a file beside this one, `https://…`, `mailto:…` or `tel:…`")
}

/// Ids that templates give their parts: the forms, and the places of a skip link.
const KNOWN: [&str; 8] = ["pledge", "signup", "donate", "rsvp", "consultation", "top", "main", "content"];

/// With more missing than this, the nearest is no longer looked for: it costs time, and nobody reads it.
const MAX_HELPED: usize = 50;

/// Tells of each `#fragment` that names nothing on its page.
pub(super) fn check_fragments(page: &mut Page<'_>) {
    let mut missing = 0;
    for (fragment, span) in std::mem::take(&mut page.fragments) {
        let id = decoded(&fragment);
        if id.is_empty() || KNOWN.contains(&id.as_str()) || page.ids.has(&id) || page.ids.has(&fragment) {
            continue;
        }
        missing += 1;
        let finding = Diagnostic::error("link-fragment-missing", format!("no heading on this page has the id `{id}`"))
            .at(page.file, span, "this id does not exist");
        let near = if missing > MAX_HELPED { None } else { nearest(&id, page.ids.all().iter().map(String::as_str)) };
        page.findings.push(match near {
            Some(near) => finding.help(format!("did you mean `#{near}`?")),
            None => finding.help(format!("give a heading this id: `## Heading {{#{id}}}`")),
        });
    }
}

/// `%C3%A4` as `ä`; what is no UTF-8 stays as it was.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(b) = rest.next() {
        let mut ahead = rest.clone();
        let digit = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16)).and_then(|d| u8::try_from(d).ok());
        match (b, digit(ahead.next()), digit(ahead.next())) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(high << 4 | low);
                rest = ahead;
            }
            _ => bytes.push(b),
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_judged_by_its_beginning() {
        for (address, target) in [
            ("", Target::Nothing),
            ("../groups/leeds.md#meet", Target::File),
            ("/groups/leeds.md", Target::File),
            ("leaflet.pdf", Target::File),
            ("a/b:c.md", Target::File),
            ("#meet", Target::Fragment),
            ("https://x.example/", Target::Elsewhere),
            ("//x.example/", Target::Elsewhere),
            ("mailto:a@x.example", Target::Elsewhere),
            ("javascript:alert(1)", Target::Unsafe),
            (" JaVa\tScript:alert(1)", Target::Unsafe),
            ("data:text/html,x", Target::Unsafe),
        ] {
            assert_eq!(Target::of(address), target, "{address}");
        }
    }

    #[test]
    fn a_fragment_is_decoded() {
        assert_eq!(decoded("t%C5%B7-gwyn%2"), "tŷ-gwyn%2");
    }
}
