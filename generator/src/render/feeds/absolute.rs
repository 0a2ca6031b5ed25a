//! HTML that is read away from its page: URLs are made whole, and forms, scripts and styles are left out.

use crate::ids::UrlPath;

/// Attributes that hold one URL. (`srcset` holds several, and is taken out: `src` says the same.)
const URL_ATTRIBUTES: [&str; 5] = ["href", "src", "poster", "cite", "data"];

/// Elements that mean nothing, or are forbidden, in a feed reader.
const LEFT_OUT: [&str; 4] = ["form", "script", "style", "template"];

/// `html` with every relative URL made whole, as seen from the page at `url`. Our own HTML has quotes around values;
/// raw HTML that has none stays as it is.
///
/// ```
/// use handbill::{ids::UrlPath, render::feeds::absolute};
/// let html = absolute(r##"<a href="/join/">Join</a> <a href="#why">why</a>"##, "https://example.org", &UrlPath::new("/news/x/"));
/// assert_eq!(html, r##"<a href="https://example.org/join/">Join</a> <a href="https://example.org/news/x/#why">why</a>"##);
/// ```
pub fn absolute(html: &str, base_url: &str, url: &UrlPath) -> String {
    let mut whole = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while let Some((text, tail)) = rest.split_once('<') {
        whole.push_str(text);
        rest = element(tail, base_url, url, &mut whole);
    }
    whole.push_str(rest);
    whole
}

/// Copies the tag that begins `tail`, after its `<`, and gives what follows it.
fn element<'t>(tail: &'t str, base_url: &str, url: &UrlPath, whole: &mut String) -> &'t str {
    if !tail.starts_with(|c: char| c.is_ascii_alphabetic()) {
        whole.push('<');
        return tail;
    }
    let (name, attributes) = split_at_first(tail, |c| c.is_ascii_whitespace() || matches!(c, '>' | '/'));
    if LEFT_OUT.iter().any(|left| name.eq_ignore_ascii_case(left)) {
        return after_closing(attributes, name);
    }
    // What a page offers a browser to choose from: `<img>` says the same once.
    if name.eq_ignore_ascii_case("source") && attributes.split('>').next().is_some_and(|tag| tag.contains("srcset=")) {
        return attributes.split_once('>').map_or("", |(_, after)| after);
    }
    whole.push('<');
    whole.push_str(name);
    copy_attributes(attributes, base_url, url, whole)
}

/// What follows `</name>`; nothing when it is never closed.
fn after_closing<'t>(text: &'t str, name: &str) -> &'t str {
    let mut rest = text;
    while let Some((_, tail)) = rest.split_once("</") {
        let (closing, after) = split_at_first(tail, |c| !c.is_ascii_alphanumeric());
        if closing.eq_ignore_ascii_case(name) {
            return after.split_once('>').map_or("", |(_, after)| after);
        }
        rest = tail;
    }
    ""
}

/// Copies everything up to and with the tag's `>`, and gives what follows it.
fn copy_attributes<'t>(mut rest: &'t str, base_url: &str, url: &UrlPath, whole: &mut String) -> &'t str {
    loop {
        let (before, tail) = split_at_first(rest, |c| matches!(c, '>' | '"' | '\''));
        let Some(found) = tail.chars().next() else {
            whole.push_str(before);
            return "";
        };
        let after = tail.get(1..).unwrap_or("");
        if found == '>' {
            whole.push_str(before);
            whole.push('>');
            return after;
        }
        let (value, after) = after.split_once(found).unwrap_or((after, ""));
        copy_attribute(before, found, value, (base_url, url), whole);
        rest = after;
    }
}

/// Copies one attribute: `before` ends with its name and `=`.
fn copy_attribute(before: &str, quote: char, value: &str, from: (&str, &UrlPath), whole: &mut String) {
    let unnamed = before.trim_end().trim_end_matches('=').trim_end();
    let start = unnamed.rfind(|c: char| c.is_ascii_whitespace() || c == '/').map_or(0, |at| at + 1);
    let (kept, name) = unnamed.split_at_checked(start).unwrap_or(("", unnamed));
    if name.eq_ignore_ascii_case("srcset") {
        return whole.push_str(kept.trim_end());
    }
    whole.push_str(before);
    whole.push(quote);
    if URL_ATTRIBUTES.iter().any(|known| name.eq_ignore_ascii_case(known)) {
        whole.push_str(&whole_prefix(value, from));
    }
    whole.push_str(value);
    whole.push(quote);
}

/// What a URL lacks in front of it.
fn whole_prefix(value: &str, (base_url, url): (&str, &UrlPath)) -> String {
    let (scheme, _) = split_at_first(value, |c| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')));
    let has_scheme = !scheme.is_empty() && value.get(scheme.len()..).is_some_and(|rest| rest.starts_with(':'));
    if has_scheme {
        String::new()
    } else if value.starts_with("//") {
        "https:".to_owned()
    } else if value.starts_with('/') {
        base_url.to_owned()
    } else {
        format!("{base_url}{url}")
    }
}

fn split_at_first(text: &str, is_end: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at_checked(text.find(is_end).unwrap_or(text.len())).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        assert_eq!(absolute(html, "https://example.org", &UrlPath::new("/news/x/")), expected);
    }

    #[test]
    fn urls_of_the_site_are_made_whole() {
        check(r#"<a class="b" href="/y/">y</a>"#, r#"<a class="b" href="https://example.org/y/">y</a>"#);
        check("<img src='a.jpg' alt=\"\">", "<img src='https://example.org/news/x/a.jpg' alt=\"\">");
        check(r#"<video src="//v.example/v"/>"#, r#"<video src="https://v.example/v"/>"#);
    }

    #[test]
    fn of_a_picture_s_sizes_one_is_left() {
        check(
            r#"<picture><source type="image/webp" srcset="/a.480.webp 480w"><img src="/a.jpg" srcset="/a.480.jpg 480w" alt=""></picture>"#,
            r#"<picture><img src="https://example.org/a.jpg" alt=""></picture>"#,
        );
        check(r#"<audio><source src="/a.ogg"></audio>"#, r#"<audio><source src="https://example.org/a.ogg"></audio>"#);
    }

    #[test]
    fn urls_of_others_and_all_that_is_no_url_stay() {
        for html in [
            r#"<a href="https://other.example/">o</a>"#,
            r#"<a href="mailto:a@example.org">o</a>"#,
            r#"<p title="/x/ > y">1 < 2 &amp; href="/x/"</p>"#,
            "<!-- <a -->",
            "a <",
            "<a",
            "",
        ] {
            check(html, html);
        }
    }

    #[test]
    fn a_tag_that_never_ends_ends_with_the_text() {
        check("<a href=\"/x", "<a href=\"https://example.org/x\"");
        check("a<form>b", "a");
    }

    #[test]
    fn forms_and_several_sources_are_left_out() {
        check("a<form action=\"/api/pledge\"><input></form>b<SCRIPT>x</b></SCRIPT >c", "abc");
        check(r#"<img srcset="/a 1x, /b 2x" src="/a">"#, r#"<img src="https://example.org/a">"#);
    }

    proptest::proptest! {
        #[test]
        fn what_is_whole_stays_so(html in r#"(<?/?(a|form|b)?[ "'=>]?(href|src)?|\PC){0,40}"#) {
            let url = UrlPath::new("/news/x/");
            let once = absolute(&html, "https://example.org", &url);
            proptest::prop_assert_eq!(absolute(&once, "https://example.org", &url), once);
        }
    }
}
