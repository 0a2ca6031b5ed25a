//! A short text in Markdown as HTML within a line: emphasis, links, code. HTML in it is shown as it was typed.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

/// Markdown within a line as safe HTML.
///
/// ```
/// use handbill::render::theme::inline_markdown;
/// assert_eq!(inline_markdown("A *free* <b>"), "A <em>free</em> &lt;b&gt;");
/// ```
pub fn inline_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for event in Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH | Options::ENABLE_SMART_PUNCTUATION) {
        match event {
            Event::Start(tag) => open(&tag, &mut out),
            Event::End(tag) => close(tag, &mut out),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => escape(&text, &mut out),
            Event::Code(code) => {
                out.push_str("<code>");
                escape(&code, &mut out);
                out.push_str("</code>");
            }
            Event::SoftBreak => out.push(' '),
            Event::HardBreak => out.push_str("<br>"),
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn open(tag: &Tag<'_>, out: &mut String) {
    match tag {
        Tag::Emphasis => out.push_str("<em>"),
        Tag::Strong => out.push_str("<strong>"),
        Tag::Strikethrough => out.push_str("<del>"),
        Tag::Link { link_type, dest_url, .. } => {
            let scheme = if *link_type == LinkType::Email { "mailto:" } else { "" };
            out.push_str("<a href=\"");
            if leads_somewhere(dest_url) {
                escape(&format!("{scheme}{dest_url}"), out);
            }
            out.push_str("\">");
        }
        _ => {}
    }
}

fn close(tag: TagEnd, out: &mut String) {
    match tag {
        TagEnd::Emphasis => out.push_str("</em>"),
        TagEnd::Strong => out.push_str("</strong>"),
        TagEnd::Strikethrough => out.push_str("</del>"),
        TagEnd::Link => out.push_str("</a>"),
        // Two paragraphs of a short text are two sentences.
        TagEnd::Paragraph => out.push(' '),
        _ => {}
    }
}

/// A path, or a URL that opens a page, a mail or a call: never a script.
fn leads_somewhere(url: &str) -> bool {
    match url.split_once(':') {
        Some((scheme, _)) if scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.')) => {
            ["http", "https", "mailto", "tel"].iter().any(|known| known.eq_ignore_ascii_case(scheme))
        }
        Some((before, _)) => before.contains(['/', '#', '?']),
        None => true,
    }
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn marks_become_elements_and_html_stays_text() {
        assert_eq!(
            inline_markdown("**Bold**, _thin_ and [a link](https://example.org/?a=1&b=2)"),
            "<strong>Bold</strong>, <em>thin</em> and <a href=\"https://example.org/?a=1&amp;b=2\">a link</a>"
        );
        assert_eq!(inline_markdown("<script>alert(1)</script>"), "&lt;script&gt;alert(1)&lt;/script&gt;");
        assert_eq!(
            inline_markdown("<hello@example.org>"),
            "<a href=\"mailto:hello@example.org\">hello@example.org</a>"
        );
    }

    #[test]
    fn a_link_never_runs_a_script() {
        for url in ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "&#106;avascript:alert(1)"] {
            assert_eq!(inline_markdown(&format!("[x]({url})")), "<a href=\"\">x</a>", "{url}");
        }
    }

    proptest! {
        #[test]
        fn typed_text_comes_out_escaped(text in r#"[<>"'&a-z/= ]{0,40}"#) {
            let html = inline_markdown(&text);
            for element in ["<a href=\"", "</a>", "<em>", "</em>", "<code>", "</code>", "<br>"] {
                // What is ours is taken out; what remains must hold no mark of HTML.
                let _ = element;
            }
            let rest = ["</a>", "<em>", "</em>", "<strong>", "</strong>", "<code>", "</code>", "<br>"]
                .iter()
                .fold(html.clone(), |rest, ours| rest.replace(ours, ""));
            let rest: String = rest.split("<a href=\"").collect();
            let rest = rest.replace("\">", "");
            prop_assert!(!rest.contains(['<', '>', '"']), "{html}");
        }
    }
}
