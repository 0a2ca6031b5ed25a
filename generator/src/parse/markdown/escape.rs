//! Text and URLs, made fit to stand in HTML.

use crate::scan;

/// `text` as it stands between tags.
pub(super) fn text(out: &mut String, text: &str) {
    escape(out, text, |b| match b {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        _ => None,
    });
}

/// `text` as it stands in an attribute, in double quotation marks.
pub(super) fn attribute(out: &mut String, text: &str) {
    escape(out, text, |b| match b {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        _ => None,
    });
}

fn escape(out: &mut String, text: &str, entity: impl Fn(u8) -> Option<&'static str>) {
    if !scan::has_any(text, |b| (b == b'&') | (b == b'<') | (b == b'>') | (b == b'"')) {
        out.push_str(text);
        return;
    }
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|b| entity(b).is_some()) {
        // What is escaped is ASCII: both cuts are between characters.
        let (before, from) = rest.split_at(at);
        let (special, after) = from.split_at(1);
        out.push_str(before);
        out.extend(special.bytes().filter_map(&entity));
        rest = after;
    }
    out.push_str(rest);
}

/// A URL as it stands in an attribute: what cannot stand in a URL is written with percent signs.
pub(super) fn url(out: &mut String, url: &str) {
    for c in url.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_ascii_alphanumeric() || "-_.+!*(),%#@?=;:/$~".contains(c) => out.push(c),
            c => {
                let mut bytes = [0; 4];
                for b in c.encode_utf8(&mut bytes).bytes() {
                    out.push('%');
                    out.extend(
                        [b >> 4, b & 15]
                            .into_iter()
                            .filter_map(|d| char::from_digit(u32::from(d), 16))
                            .map(|d| d.to_ascii_uppercase()),
                    );
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_keeps_its_form_and_loses_what_could_end_an_attribute() {
        let mut out = String::new();
        url(&mut out, "https://x.example/ä?a=1&b=\"'#c");
        assert_eq!(out, "https://x.example/%C3%A4?a=1&amp;b=%22&#39;#c");
    }

    #[test]
    fn text_is_escaped_once() {
        let mut out = String::new();
        attribute(&mut out, "a<b & \"c\" ë>");
        assert_eq!(out, "a&lt;b &amp; &quot;c&quot; ë&gt;");
    }
}
