//! `_headers`: what Netlify, Cloudflare Pages and their likes send with the files.
//!
//! Hosts disagree about two rules that match one path and set one header. Cloudflare joins the values with a comma, in
//! the order of the file, unless the later rule says `! Name` first: then what came before is taken away. Netlify passes
//! over a line without a colon, and of two values sends the later. So a header is set by two such rules in one way alone:
//! the special rule stands behind the general one, says `! Name`, and then the whole new value. Where a host knows neither
//! way, both policies hold, and what may be framed nowhere is the worst that comes of it.

use std::fmt::Write;

use crate::ids::UrlPath;
use crate::model::artifact::Artifact;
use crate::model::site::Site;
use crate::render::paths::{self, Diary, Format, Topic};
use crate::render::robots::Audience;

/// The content security policy of every page. Functions send the same.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
    form-action 'self' https://checkout.stripe.com; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; \
    upgrade-insecure-requests";

/// The policy of the one kind of page that others may show in a frame: nothing is said of who, and no script runs.
pub const EMBED_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; \
    form-action 'self' https://checkout.stripe.com; base-uri 'none'; object-src 'none'; upgrade-insecure-requests";

/// The policy of the page to search from, and of the program that it loads: WebAssembly may run there, as it was served.
pub const SEARCH_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
    form-action 'self' https://checkout.stripe.com; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; \
    upgrade-insecure-requests";

const POLICY: &str = "Content-Security-Policy";

/// What every answer bears.
pub const FOR_ALL: [(&str, &str); 6] = [
    (POLICY, CONTENT_SECURITY_POLICY),
    ("Strict-Transport-Security", "max-age=63072000"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    (
        "Permissions-Policy",
        "accelerometer=(), browsing-topics=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), \
         microphone=(), payment=(), usb=()",
    ),
    ("Cross-Origin-Opener-Policy", "same-origin"),
];

/// Files under `/assets/` bear their hash in their name, so they never change.
const FOREVER: (&str, &str) = ("Cache-Control", "public, max-age=31536000, immutable");

/// Data that other sites' pages may read.
const OPEN: (&str, &str) = ("Access-Control-Allow-Origin", "*");

const CALENDAR: (&str, &str) = ("Content-Type", "text/calendar; charset=utf-8");
const ATOM: (&str, &str) = ("Content-Type", "application/atom+xml; charset=utf-8");
const JSON_FEED: (&str, &str) = ("Content-Type", "application/feed+json; charset=utf-8");
const PLAIN: (&str, &str) = ("Content-Type", "text/plain; charset=utf-8");
const MANIFEST: (&str, &str) = ("Content-Type", "application/manifest+json; charset=utf-8");

/// A path, in which `*` stands for anything and `:name` for one step, and what is sent with what is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    path: String,
    /// Names that earlier rules may have set, and this one takes away before it sets its own.
    without: &'static [&'static str],
    headers: Vec<Header>,
}

/// A name and a value.
pub type Header = (&'static str, &'static str);

impl Rule {
    fn new(path: impl Into<String>, headers: &[Header]) -> Self {
        Self { path: path.into(), without: &[], headers: headers.to_vec() }
    }

    /// In the place of what the rules before it set of these names.
    fn instead(path: impl Into<String>, without: &'static [&'static str], headers: &[Header]) -> Self {
        Self { without, ..Self::new(path, headers) }
    }

    /// Whether it is about `path`.
    fn fits(&self, path: &str) -> bool {
        let (mut wanted, mut steps) = (self.path.split('/'), path.split('/'));
        loop {
            match (wanted.next(), steps.next()) {
                (Some("*"), Some(_)) | (None, None) => return true,
                (Some(name), Some(step)) if name.starts_with(':') && !step.is_empty() => {}
                (Some(word), Some(step)) if word == step => {}
                _ => return false,
            }
        }
    }
}

/// What is sent with `path`, by all the rules that are about it.
pub fn sent_with(rules: &[Rule], path: &str) -> Vec<Header> {
    let mut sent: Vec<Header> = Vec::new();
    for rule in rules.iter().filter(|rule| rule.fits(path)) {
        sent.retain(|(name, _)| !rule.without.contains(name));
        sent.extend(&rule.headers);
    }
    sent
}

/// The file of headers.
pub fn headers(site: &Site, audience: Audience) -> Artifact {
    let mut text = String::new();
    for Rule { path, without, headers } in rules(site, audience) {
        let _ = writeln!(text, "{path}");
        for name in without {
            let _ = writeln!(text, "  ! {name}");
        }
        for (name, value) in headers {
            let _ = writeln!(text, "  {name}: {value}");
        }
    }
    Artifact { path: UrlPath::new(paths::HEADERS), bytes: text.into_bytes() }
}

/// Every rule of the site.
pub fn rules(site: &Site, audience: Audience) -> Vec<Rule> {
    let mut all = FOR_ALL.to_vec();
    if audience == Audience::Preview {
        all.push(("X-Robots-Tag", "noindex, nofollow"));
    }
    let mut rules = vec![
        Rule::new("/*", &all),
        Rule::new("/assets/*", &[FOREVER]),
        Rule::new(paths::GROUPS_JSON, &[OPEN]),
        Rule::new(paths::EVENTS_JSON, &[OPEN]),
    ];
    if site.config.security.is_some() {
        rules.push(Rule::new(paths::SECURITY, &[PLAIN]));
    }
    if site.config.search {
        let index = format!("{}*", paths::SEARCH_INDEX);
        rules.push(Rule::instead(index, &[POLICY], &[(POLICY, SEARCH_POLICY)]));
    }
    for lang in site.langs() {
        for (topic, format) in [Topic::Site, Topic::News].into_iter().flat_map(both) {
            rules.push(Rule::new(paths::feed(site, lang, topic, format).as_str(), &of(format)));
        }
        rules.push(Rule::new(paths::calendar(site, lang, Diary::Site).as_str(), &[CALENDAR, OPEN]));
        rules.push(Rule::new(paths::manifest(site, lang).as_str(), &[MANIFEST]));
        if site.config.search {
            rules.push(Rule::instead(paths::search(site, lang).as_str(), &[POLICY], &[(POLICY, SEARCH_POLICY)]));
        }
        if site.config.embeds {
            rules.push(Rule::instead(site.path_in(lang, "/embed/*").as_str(), &[POLICY], &[(POLICY, EMBED_POLICY)]));
        }
        rules.extend(PATTERNS.map(|(path, sent)| Rule::new(site.path_in(lang, path).as_str(), &sent)));
    }
    rules
}

/// Files of which there are many: one rule for all.
const PATTERNS: [(&str, [(&str, &str); 2]); 7] = [
    ("/tags/:tag/feed.xml", [ATOM, OPEN]),
    ("/tags/:tag/feed.json", [JSON_FEED, OPEN]),
    ("/regions/:region/feed.xml", [ATOM, OPEN]),
    ("/regions/:region/feed.json", [JSON_FEED, OPEN]),
    ("/regions/:region/events.ics", [CALENDAR, OPEN]),
    ("/groups/:group/events.ics", [CALENDAR, OPEN]),
    ("/events/:event/event.ics", [CALENDAR, OPEN]),
];

fn both(topic: Topic) -> [(Topic, Format); 2] {
    [(topic, Format::Atom), (topic, Format::Json)]
}

fn of(format: Format) -> [(&'static str, &'static str); 2] {
    match format {
        Format::Atom => [ATOM, OPEN],
        Format::Json => [JSON_FEED, OPEN],
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::render::sample;

    /// Each rule's path and headers; what it takes away has no value.
    fn rules(audience: Audience) -> Vec<(String, Vec<(String, String)>)> {
        let text = String::from_utf8(headers(&sample::site(Vec::new()), audience).bytes).expect("text");
        let mut rules: Vec<(String, Vec<(String, String)>)> = Vec::new();
        for line in text.lines() {
            match (line.strip_prefix("  "), rules.last_mut()) {
                (Some(line), Some((_, headers))) => {
                    let (name, value) = line.split_once(": ").unwrap_or((line, ""));
                    headers.push((name.to_owned(), value.to_owned()));
                }
                _ => rules.push((line.to_owned(), Vec::new())),
            }
        }
        rules
    }

    #[test]
    fn no_header_is_set_twice_for_one_file_unless_the_first_is_taken_away() {
        let rules = rules(Audience::Public);
        let paths: BTreeSet<&String> = rules.iter().map(|(path, _)| path).collect();
        assert_eq!(paths.len(), rules.len());
        let for_all: BTreeSet<&String> = rules[0].1.iter().map(|(name, _)| name).collect();
        for (path, headers) in rules.iter().skip(1) {
            for (at, (name, _)) in headers.iter().enumerate().filter(|(_, (name, _))| for_all.contains(name)) {
                let before = headers.iter().take(at).any(|(taken, _)| *taken == format!("! {name}"));
                assert!(before, "{path} sets {name} once more");
            }
        }
    }

    #[test]
    fn the_policy_is_one_line_with_no_gap() {
        assert!(!CONTENT_SECURITY_POLICY.contains("  ") && !CONTENT_SECURITY_POLICY.contains('\n'));
        assert!(
            CONTENT_SECURITY_POLICY.starts_with("default-src 'none'; script-src 'self'; style-src 'self'; img-src")
        );
    }

    #[test]
    fn nothing_but_an_embed_may_stand_in_a_frame() {
        let rules = super::rules(&sample::site(Vec::new()), Audience::Preview);
        let policies = |path: &str| -> Vec<&str> {
            sent_with(&rules, path).iter().filter(|(name, _)| *name == POLICY).map(|(_, value)| *value).collect()
        };
        for path in ["/", "/embed", "/campaigns/embed/", "/a/embed/b/", "/no/such/page", "/cy/", "/assets/a.css"] {
            assert_eq!(policies(path), [CONTENT_SECURITY_POLICY], "{path}");
        }
        for path in ["/embed/campaigns/rent/pledge/", "/cy/embed/groups/leeds/signup/"] {
            assert_eq!(policies(path), [EMBED_POLICY], "{path}");
            let names: Vec<&str> = sent_with(&rules, path).iter().map(|(name, _)| *name).collect();
            assert!(names.contains(&"X-Content-Type-Options") && names.contains(&"X-Robots-Tag"), "{names:?}");
            assert!(!names.contains(&"X-Frame-Options"), "{names:?}");
        }
        assert!(!EMBED_POLICY.contains("frame-ancestors") && !EMBED_POLICY.contains("script-src"));
    }

    #[test]
    fn nothing_at_all_may_stand_in_a_frame_where_there_are_no_embeds() {
        let mut site = sample::site(Vec::new());
        std::sync::Arc::get_mut(&mut site.config).expect("nobody else has it").embeds = false;
        let rules = super::rules(&site, Audience::Public);
        let sent = sent_with(&rules, "/embed/campaigns/rent/pledge/");
        assert!(sent.contains(&(POLICY, CONTENT_SECURITY_POLICY)) && !sent.contains(&(POLICY, EMBED_POLICY)));
    }

    #[test]
    fn only_a_preview_asks_not_to_be_found() {
        let has = |audience| rules(audience)[0].1.iter().any(|(name, _)| name == "X-Robots-Tag");
        assert!(has(Audience::Preview) && !has(Audience::Public));
    }

    #[test]
    fn a_path_is_sent_with_what_all_its_rules_say() {
        let rules = super::rules(&sample::site(Vec::new()), Audience::Public);
        let sent = |path: &str, name: &str| {
            sent_with(&rules, path)
                .iter()
                .filter(|(known, _)| *known == name)
                .map(|(_, value)| *value)
                .collect::<Vec<_>>()
        };
        assert_eq!(sent("/assets/site.1a2b.css", "Cache-Control"), [FOREVER.1]);
        assert_eq!(sent("/", "Content-Security-Policy"), [CONTENT_SECURITY_POLICY]);
        assert_eq!(sent("/groups/leeds/events.ics", "Content-Type"), [CALENDAR.1]);
        assert!(sent("/groups/leeds/more/events.ics", "Content-Type").is_empty());
    }
}
