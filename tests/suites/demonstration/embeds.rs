//! What stands on other people's pages: forms alone in frames, and the pages that hold the code for them.

use std::collections::BTreeSet;

use handbill_contract::Manifest;
use scraper::{ElementRef, Html, Selector};

use crate::read::is_embed;
use crate::{BASE, built, none, pages, texts};

fn all<'a>(page: &'a Html, css: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(css).expect("our own selector");
    page.select(&selector).collect()
}

fn embeds() -> Vec<(&'static str, &'static str)> {
    pages().into_iter().filter(|(path, _)| is_embed(path)).collect()
}

/// The policies that a host sends with the file at `path`: `rule` is what it makes of two rules that both match.
fn policies(path: &str, rule: fn(&mut Vec<String>, &str)) -> Vec<String> {
    let path = format!("/{}", path.trim_end_matches("index.html"));
    let (mut sent, mut fits) = (Vec::new(), false);
    for line in texts("_headers")[0].1.lines() {
        if line.starts_with('/') {
            fits = line.strip_suffix('*').map_or(line == path, |start| path.starts_with(start));
        } else if fits && line.to_lowercase().contains("content-security-policy") {
            rule(&mut sent, line.trim());
        }
    }
    sent
}

/// Values are joined, and `! Name` takes away what came before.
fn as_cloudflare(sent: &mut Vec<String>, line: &str) {
    match line.split_once(": ") {
        Some((_, value)) => sent.push(value.to_owned()),
        None if line.starts_with('!') => sent.clear(),
        None => {}
    }
}

/// A line without a colon is passed over, and the later value stands.
fn as_netlify(sent: &mut Vec<String>, line: &str) {
    if let Some((_, value)) = line.split_once(": ") {
        *sent = vec![value.to_owned()];
    }
}

/// A host that joins, and knows of nothing else.
fn as_any_other(sent: &mut Vec<String>, line: &str) {
    sent.extend(line.split_once(": ").map(|(_, value)| value.to_owned()));
}

#[test]
fn no_page_but_a_form_for_a_frame_may_be_framed() {
    let forbids = |policies: &[String]| policies.iter().any(|policy| policy.contains("frame-ancestors 'none'"));
    let everything: Vec<_> = pages().into_iter().chain([("no/such/page/index.html", "")]).collect();
    none(&everything, |path, _| {
        let mut told = Vec::new();
        for host in [as_cloudflare, as_netlify] {
            let sent = policies(path, host);
            if sent.len() != 1 || forbids(&sent) == is_embed(path) {
                told.push(format!("{sent:?}"));
            }
        }
        if !forbids(&policies(path, as_any_other)) {
            told.push("a host that joins values would let everyone frame it".to_owned());
        }
        told
    });
    assert!(!texts("_headers")[0].1.contains("X-Frame-Options"));
}

#[test]
fn every_form_stands_alone_in_every_language() {
    let manifest = texts("forms.json").first().map(|(_, text)| *text).expect("there is a forms.json");
    let manifest: Manifest = serde_json::from_str(manifest).expect("a manifest");
    let paths = |id: &handbill_contract::FormId| {
        ["", "cy/"].map(|lang| format!("{lang}embed/{}/{}/index.html", id.key(), id.kind()))
    };
    let wanted: BTreeSet<String> = manifest.forms.keys().flat_map(paths).collect();
    let made: BTreeSet<String> = embeds().into_iter().map(|(path, _)| path.to_owned()).collect();
    assert_eq!(wanted, made);
}

#[test]
fn a_form_for_a_frame_is_the_form_and_a_way_out_and_nothing_else() {
    let sitemap: String = texts("sitemap.xml").iter().map(|(_, text)| *text).collect();
    assert!(!sitemap.contains("/embed/") && !sitemap.contains("/share/"), "search engines are not told of them");
    none(&embeds(), |path, text| {
        let page = Html::parse_document(text);
        let mut told = Vec::new();
        let forms = all(&page, "form");
        let id = path.strip_prefix("cy/").unwrap_or(path).trim_start_matches("embed/").trim_end_matches("/index.html");
        if let [form] = forms[..] {
            let ids: Vec<_> = all(&page, "input[type=hidden]").iter().filter_map(|one| one.attr("value")).collect();
            if !ids.iter().any(|value| value.replace(':', "/") == id) {
                told.push(format!("posts as {ids:?}"));
            }
            if form.attr("target") != Some("_top") {
                told.push("what is posted stays in the frame, where no answer may be shown".to_owned());
            }
        } else if !text.contains("class=\"note\"") {
            told.push(format!("{} forms, and no word why", forms.len()));
        }
        if all(&page, "meta[name=robots][content=noindex]").is_empty() {
            told.push("search engines are let in".to_owned());
        }
        let out = all(&page, "footer a[target=_blank][rel~=noopener]");
        if out.len() != 1 || !out[0].attr("href").is_some_and(|href| href.starts_with('/')) {
            told.push("no way to the full page".to_owned());
        }
        if all(&page, "base[target=_blank]").is_empty() {
            told.push("links would stay in the frame".to_owned());
        }
        told.extend(
            all(&page, "script, nav, header, img, iframe, link:not([rel=stylesheet])").iter().map(|one| one.html()),
        );
        told
    });
}

#[test]
fn every_campaign_says_how_it_is_passed_on() {
    let made = &built().made;
    let is_campaign = |path: &str| {
        let steps: Vec<&str> = path.strip_prefix("cy/").unwrap_or(path).split('/').collect();
        matches!(steps[..], ["campaigns", _, "index.html"])
    };
    let campaigns: Vec<_> = pages().into_iter().filter(|(path, _)| is_campaign(path)).collect();
    none(&campaigns, |path, text| {
        let share = path.replace("index.html", "share/index.html");
        let Some(bytes) = made.get(&share) else { return vec!["has no page that says how to pass it on".to_owned()] };
        let html = std::str::from_utf8(bytes).expect("it is text");
        let page = Html::parse_document(html);
        let mut told = Vec::new();
        if !text.contains(&format!("href=\"/{}\"", share.trim_end_matches("index.html"))) {
            told.push("does not lead to it".to_owned());
        }
        if !html.contains("content=\"noindex\"") {
            told.push("search engines are let in".to_owned());
        }
        let copied = all(&page, "textarea[readonly]").into_iter().map(|one| one.text().collect::<String>());
        let copied: Vec<String> = copied.collect();
        let url = format!("{BASE}/{}", path.trim_end_matches("index.html"));
        if !copied.contains(&url) || !copied.iter().any(|text| text.len() > url.len() && text.contains(&url)) {
            told.push("neither the link alone nor a message with it".to_owned());
        }
        let has_form = text.contains("<form ");
        let frames: Vec<Html> =
            copied.iter().filter(|text| text.starts_with("<iframe")).map(|code| Html::parse_fragment(code)).collect();
        if has_form == frames.is_empty() {
            told.push(format!("{} codes for its form", frames.len()));
        }
        for frame in &frames {
            let frame = all(frame, "iframe")[0];
            let src = frame.attr("src").and_then(|src| src.strip_prefix(BASE)).unwrap_or_default();
            let file = format!("{}index.html", src.trim_start_matches('/'));
            if !is_embed(&file) || !made.contains_key(&file) || file.starts_with("cy/") != path.starts_with("cy/") {
                told.push(format!("the code leads to `{src}`"));
            }
            let height: u32 = frame.attr("height").and_then(|height| height.parse().ok()).unwrap_or_default();
            if frame.attr("title").is_none_or(str::is_empty) || frame.attr("loading") != Some("lazy") || height < 500 {
                told.push(frame.html());
            }
        }
        // Nobody would draw the picture: the demonstration is built without its functions.
        told.extend(copied.iter().filter(|text| text.contains("/api/count/")).cloned());
        told
    });
    assert!(texts(".html").iter().any(|(path, text)| path.starts_with("thank-you/") && text.contains("/share/")));
}
