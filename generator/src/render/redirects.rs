//! `_redirects`: old paths, the functions, the finder, and the 404 page of each language. The first rule that fits wins.
//!
//! The rules are made once, here: a host reads them from the file, and the dev server follows them itself.

use std::fmt::Write;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::ids::UrlPath;
use crate::model::artifact::Artifact;
use crate::model::site::{LangId, Site};
use crate::render::{output, paths};

/// The parameter of the finder's form.
pub const POSTCODE: &str = "postcode";

/// As many rules as Netlify reads.
const MAX_RULES: usize = 10_000;

/// Which paths a rule is about.
#[derive(Debug, Clone, PartialEq, Eq)]
enum From {
    /// One.
    Path(UrlPath),
    /// One, when it is asked for with a query of this name and no other.
    Asked(UrlPath, &'static str),
    /// All that begin so.
    Below(UrlPath),
}

/// Where a path leads, and how that is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    from: From,
    /// A path; `:value` in it stands for the query's value, `:splat` for the rest of the path.
    to: String,
    status: u16,
}

impl Rule {
    fn moved(from: &UrlPath, to: &UrlPath) -> Self {
        Self { from: From::Path(from.clone()), to: to.to_string(), status: 301 }
    }

    /// Whether it holds even where there is a file.
    fn is_forced(&self) -> bool {
        matches!(self.from, From::Asked(..))
    }

    /// Where somebody is led who asks for this; `None` where the rule is about something else.
    fn target(&self, path: &str, query: &str) -> Option<String> {
        match &self.from {
            From::Path(from) => (from.as_str() == path).then(|| self.to.clone()),
            From::Below(from) => path.starts_with(from.as_str()).then(|| self.to.clone()),
            From::Asked(from, name) => {
                let value = value_of(query, name).filter(|_| from.as_str() == path)?;
                Some(self.to.replace(":value", &utf8_percent_encode(&value, NON_ALPHANUMERIC).to_string()))
            }
        }
    }

    /// As it stands in the file.
    fn line(&self) -> String {
        let (status, mark) = (self.status, if self.is_forced() { "!" } else { "" });
        match &self.from {
            From::Path(from) => format!("{}  {}  {status}{mark}", escaped(from), escaped(&UrlPath::new(&*self.to))),
            From::Asked(from, name) => format!("{}  {name}=:value  {}  {status}{mark}", escaped(from), self.to),
            From::Below(from) => format!("{}*  {}  {status}{mark}", escaped(from), self.to),
        }
    }
}

/// Somewhere else, and the status to say so with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// A path.
    pub to: String,
    /// 301 and 302 lead there; with 404 its page is shown in the place of what was asked for.
    pub status: u16,
}

/// Where the first rule leads that is about `path` and `query`; those that a file hides are asked only where there is none.
pub fn follow(rules: &[Rule], path: &str, query: &str, has_file: bool) -> Option<Elsewhere> {
    let fitting = rules.iter().filter(|rule| !has_file || rule.is_forced());
    let mut leading = fitting.filter_map(|rule| Some(Elsewhere { to: rule.target(path, query)?, status: rule.status }));
    leading.next()
}

/// Every rule of the site, the first that fits first.
pub fn rules(site: &Site, has_finder: bool) -> Vec<Rule> {
    let api =
        Rule { from: From::Below(UrlPath::new("/api/")), to: "/.netlify/functions/:splat".to_owned(), status: 200 };
    let mut rules = vec![api];
    rules.extend(site.redirects.iter().filter(|(old, new)| old != new).map(|(old, new)| Rule::moved(old, new)));
    if has_finder {
        site.langs().for_each(|lang| finder(site, lang, &mut rules));
    }
    for lang in site.langs().filter(|lang| *lang != LangId(0)) {
        let lost = site.path_in(lang, "/404.html").to_string();
        rules.push(Rule { from: From::Below(site.path_in(lang, "/")), to: lost, status: 404 });
    }
    rules
}

/// What makes the finder's form work without a script: its query becomes a page, a code in capitals its page.
fn finder(site: &Site, lang: LangId, rules: &mut Vec<Rule>) {
    let near = output::near_form(site, lang);
    rules.push(Rule { from: From::Asked(near.clone(), POSTCODE), to: format!("{near}:value/"), status: 302 });
    let mut capitals: Vec<Rule> = Vec::new();
    for place in site.config.places().all() {
        let (typed, page) = (UrlPath::new(format!("{near}{}/", place.code)), output::near_place(site, lang, place));
        if typed != page {
            capitals.push(Rule::moved(&typed, &page));
        }
    }
    // A host that reads no more would pass over the rules after them: then codes have to be typed in small letters.
    if rules.len() + capitals.len() + 2 * site.config.languages.len() <= MAX_RULES {
        rules.extend(capitals);
    }
    rules.push(Rule { from: From::Below(near), to: site.path_in(lang, "/near/404.html").to_string(), status: 404 });
}

/// The file of redirects.
pub fn redirects(rules: &[Rule]) -> Artifact {
    let mut text = String::new();
    for rule in rules {
        let _ = writeln!(text, "{}", rule.line());
    }
    Artifact { path: UrlPath::new(paths::REDIRECTS), bytes: text.into_bytes() }
}

/// What a query says of `name`, decoded as forms are encoded; `None` where it says nothing of it.
fn value_of(query: &str, name: &str) -> Option<String> {
    let (_, value) = query.split('&').filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name)?;
    let spaced = value.replace('+', " ");
    let value = percent_encoding::percent_decode_str(&spaced).decode_utf8_lossy().into_owned();
    (!value.is_empty()).then_some(value)
}

/// A path with nothing in it that the file's syntax gives a meaning to: `*`, `:name`, spaces, other scripts.
fn escaped(path: &UrlPath) -> String {
    let mut escaped = String::with_capacity(path.as_str().len());
    for byte in path.as_str().bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~%!$&'()+,;=@".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    fn text(has_finder: bool) -> String {
        let rules = rules(&sample::site(Vec::new()), has_finder);
        String::from_utf8(redirects(&rules).bytes).expect("text")
    }

    #[test]
    fn functions_come_first_then_old_paths_then_what_is_not_found() {
        let expected = "/api/*  /.netlify/functions/:splat  200\n\
            /old%3A1/%C5%B5%2A/  /news/launch/  301\n\
            /cy/*  /cy/404.html  404\n";
        assert_eq!(text(false), expected);
    }

    #[test]
    fn the_finders_rules_stand_before_the_page_for_the_lost_and_fit_the_host() {
        let text = text(true);
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines.len() < MAX_RULES, "{}", lines.len());
        let at = |line: &str| lines.iter().position(|known| *known == line).unwrap_or_else(|| panic!("no {line}"));
        for prefix in ["", "/cy"] {
            let query = at(&format!("{prefix}/near/  postcode=:value  {prefix}/near/:value/  302!"));
            let capitals = at(&format!("{prefix}/near/LS1/  {prefix}/near/ls1/  301"));
            let unknown = at(&format!("{prefix}/near/*  {prefix}/near/404.html  404"));
            assert!(query < capitals && capitals < unknown);
            assert!(unknown < at("/cy/*  /cy/404.html  404"));
        }
    }

    #[test]
    fn a_code_is_led_to_its_page_and_nothing_leads_out_of_the_finder() {
        let rules = rules(&sample::site(Vec::new()), true);
        let led = |path: &str, query: &str, has_file| {
            follow(&rules, path, query, has_file).map(|elsewhere| (elsewhere.to, elsewhere.status))
        };
        let to = |path: &str, status| Some((path.to_owned(), status));
        assert_eq!(led("/near/", "postcode=LS1", true), to("/near/LS1/", 302));
        assert_eq!(led("/near/LS1/", "", false), to("/near/ls1/", 301));
        assert_eq!(led("/cy/near/", "a=b&postcode=ec1a", true), to("/cy/near/ec1a/", 302));
        assert_eq!(led("/near/zz9/", "", false), to("/near/404.html", 404));
        assert_eq!(led("/cy/near/zz9/", "", false), to("/cy/near/404.html", 404));
        assert_eq!(led("/near/", "postcode=..%2F..%2Fx", true), to("/near/%2E%2E%2F%2E%2E%2Fx/", 302));
        assert_eq!(led("/near/", "postcode=", true), None);
        assert_eq!(led("/near/", "", true), None);
        assert_eq!(led("/old:1/ŵ*/", "", false), to("/news/launch/", 301));
    }
}
