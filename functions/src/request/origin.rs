//! Whose page a post comes from.

use http::HeaderMap;

/// Whether a post with these headers comes from a page of `base_url` or of one of `others`.
///
/// Browsers say so in `Sec-Fetch-Site` or in `Origin`. A request that says neither comes from an old browser or from a
/// program, which can do no harm in anybody's name: we keep no cookie.
pub fn is_ours(headers: &HeaderMap, base_url: &str, others: &[String]) -> bool {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(origin) = header("origin").filter(|origin| *origin != "null") {
        return origin == origin_of(base_url) || others.iter().any(|other| origin_of(other) == origin);
    }
    !matches!(header("sec-fetch-site"), Some("cross-site" | "same-site"))
}

/// `https://example.org` of `https://example.org/campaign`
fn origin_of(url: &str) -> &str {
    let after = url.find("://").map_or(0, |at| at + 3);
    let rest = url.get(after..).unwrap_or_default();
    let end = rest.find('/').map_or(url.len(), |at| after + at);
    url.get(..end).unwrap_or(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_may_post() {
        for (name, value, expected) in [
            ("origin", "https://a.example.org", true),
            ("origin", "https://preview.example.org", true),
            ("origin", "https://evil.example.org", false),
            ("sec-fetch-site", "same-origin", true),
            ("sec-fetch-site", "cross-site", false),
            ("accept", "*/*", true),
        ] {
            let headers = HeaderMap::from_iter([(name.parse().expect("a name"), value.parse().expect("a value"))]);
            let others = ["https://preview.example.org".to_owned()];
            assert_eq!(is_ours(&headers, "https://a.example.org/x", &others), expected, "{name}: {value}");
        }
    }
}
