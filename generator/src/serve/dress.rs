//! What a page gets besides while it is served here: the script that loads it again, or what is wrong in its place.

use std::fmt::Write as _;

/// The script that waits for changes.
pub(super) const SCRIPT: &str = include_str!("dress/reload.js");

/// How the page of mistakes looks.
pub(super) const STYLES: &str = include_str!("dress/dev.css");

const TAG: &str = "<script src=\"/_dev/reload.js\" defer></script>";

/// A page with the script at its end.
pub(super) fn with_script(html: Vec<u8>) -> Vec<u8> {
    let Ok(mut html) = String::from_utf8(html) else { return Vec::new() };
    let at = html.rfind("</body>").unwrap_or(html.len());
    html.insert_str(at, TAG);
    html.into_bytes()
}

/// The page that says what is wrong.
pub(super) fn wrong(summary: &str, findings: impl Iterator<Item = String>) -> String {
    let mut list = String::new();
    for finding in findings {
        let _ = write!(list, "<li><pre>{}</pre></li>", escaped(&finding));
    }
    let html = format!(
        "<p>The site is not built while this is so. The page comes back by itself as soon as it is mended and saved.</p>\
         <ol>{list}</ol>{TAG}"
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
        let html = String::from_utf8(with_script(b"<body><p>a</p></body></html>".to_vec())).expect("text");
        assert_eq!(html, format!("<body><p>a</p>{TAG}</body></html>"));
    }

    #[test]
    fn a_finding_is_shown_as_it_is_typed() {
        let html = wrong("1 error", ["an <em> that never ends".to_owned()].into_iter());
        assert!(html.contains("<pre>an &lt;em&gt; that never ends</pre>"));
    }
}
