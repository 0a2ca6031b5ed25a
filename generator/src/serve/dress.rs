//! What a page gets besides while it is served here: the script that loads it again, or what is wrong in its place.

use std::fmt::Write as _;

/// The script that waits for changes.
pub(super) const SCRIPT: &str = include_str!("dress/reload.js");

/// How the page of mistakes looks.
pub(super) const STYLES: &str = include_str!("dress/dev.css");

/// The script's tag, which says of which version of the site the page is: what has changed since is not missed.
fn tag(version: u64) -> String {
    format!("<script src=\"/_dev/reload.js?{version}\" defer></script>")
}

/// A page with the script at its end.
pub(super) fn with_script(html: Vec<u8>, version: u64) -> Vec<u8> {
    let Ok(mut html) = String::from_utf8(html) else { return Vec::new() };
    let at = html.rfind("</body>").unwrap_or(html.len());
    html.insert_str(at, &tag(version));
    html.into_bytes()
}

/// The page that says what is wrong.
pub(super) fn wrong(summary: &str, findings: impl Iterator<Item = String>, version: u64) -> String {
    let tag = tag(version);
    let mut list = String::new();
    for finding in findings {
        let _ = write!(list, "<li><pre>{}</pre></li>", escaped(&finding));
    }
    let html = format!(
        "<p>The site is not built while this is so. The page comes back by itself as soon as it is mended and saved.</p>\
         <ol>{list}</ol>{tag}"
    );
    shell(summary, &html)
}

/// A page of our own round some HTML.
pub(super) fn shell(title: &str, html: &str) -> String {
    let title = escaped(title);
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <link rel=\"stylesheet\" href=\"/_dev/dev.css\"></head><body><main><h1>{title}</h1>{html}</main></body></html>"
    )
}

/// Text as it stands in HTML, in an attribute too.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_at_the_end_of_the_page() {
        let html = String::from_utf8(with_script(b"<body><p>a</p></body></html>".to_vec(), 7)).expect("text");
        assert_eq!(html, "<body><p>a</p><script src=\"/_dev/reload.js?7\" defer></script></body></html>");
    }

    #[test]
    fn a_finding_is_shown_as_it_is_typed() {
        let html = wrong("1 error", ["an <em> that never ends".to_owned()].into_iter(), 0);
        assert!(html.contains("<pre>an &lt;em&gt; that never ends</pre>"));
    }
}
