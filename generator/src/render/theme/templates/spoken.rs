//! Words and addresses that are the same on all pages of a language, written into its templates before these are compiled.
//!
//! A site of ten thousand pages would else ask for each of them ten thousand times: `{{ t(key="home") }}` is a look-up
//! by name, with a table of arguments made for it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::tags::{tags, takes_text_as_it_is};
use crate::render::language::Language;

/// How a call without other arguments begins and ends.
const WORDS: &str = "t(key=\"";
const ASSET: &str = "asset(path=\"";
const END: &str = "\")";

/// A template in the words of `language`, with the `urls` of assets; of the same meaning.
pub(super) fn spoken(text: &str, language: &Language, urls: &BTreeMap<String, String>) -> String {
    if takes_text_as_it_is(text) {
        return text.to_owned();
    }
    let mut spoken = String::with_capacity(text.len());
    let mut done = 0;
    for tag in tags(text) {
        for (call, asked) in calls(text, &tag) {
            let said = match asked {
                Asked::Words(key) => language.value(key).and_then(|words| words.as_str().map(str::to_owned)),
                Asked::Asset(path) => urls.get(path).cloned(),
            };
            let Some(said) = said else { continue };
            let is_all = text.get(tag.start..call.start) == Some("{{ ") && text.get(call.end..tag.end) == Some(" }}");
            let place = if is_all { tag.clone() } else { call };
            let Some(words) = (if is_all { as_text(&said) } else { as_literal(&said) }) else { continue };
            spoken.push_str(text.get(done..place.start).unwrap_or_default());
            spoken.push_str(&words);
            done = place.end;
        }
    }
    spoken.push_str(text.get(done..).unwrap_or_default());
    spoken
}

/// What a call asks for.
#[derive(Debug, Clone, Copy)]
enum Asked<'t> {
    /// A message, by its key.
    Words(&'t str),
    /// The address of an asset, by its path.
    Asset(&'t str),
}

/// The calls in a tag, in their order, and what they ask for.
fn calls<'t>(text: &'t str, tag: &Range<usize>) -> Vec<(Range<usize>, Asked<'t>)> {
    let inside = text.get(tag.clone()).unwrap_or_default();
    // The other quotes of a string, in which a call would be no more than words.
    if inside.contains(['\'', '`']) {
        return Vec::new();
    }
    let of = |begin: &'static str, asked: fn(&'t str) -> Asked<'t>| {
        let begins = inside.match_indices(begin).filter(|(at, _)| {
            // Not the end of another function's name.
            inside.get(..*at).and_then(|before| before.chars().next_back()).is_some_and(|c| " ={(,[-".contains(c))
        });
        begins.filter_map(move |(at, _)| {
            let rest = inside.get(at + begin.len()..)?;
            let length = rest.find('"')?;
            let name = rest.get(..length)?;
            rest.get(length..)?.starts_with(END).then(|| {
                let start = tag.start + at;
                (start..start + begin.len() + length + END.len(), asked(name))
            })
        })
    };
    let mut calls: Vec<_> = of(WORDS, Asked::Words).chain(of(ASSET, Asked::Asset)).collect();
    calls.sort_by_key(|(call, _)| call.start);
    calls
}

/// Words as they stand between tags; `None` for those that would have to be escaped there, or would begin a tag.
fn as_text(words: &str) -> Option<String> {
    (!words.contains(['<', '>', '&', '"', '\'', '{', '}'])).then(|| words.to_owned())
}

/// Words as a template's own text; `None` for those that it could take for something else.
fn as_literal(words: &str) -> Option<String> {
    let is_plain = !words.contains(['"', '\\', '\n', '\r', '{', '}', '%']);
    is_plain.then(|| format!("\"{words}\""))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::ids::Lang;
    use crate::render::language::load;
    use crate::render::theme::tests::config;
    use crate::source::FileId;

    fn said(text: &str) -> String {
        let english = Lang::parse("en").expect("a language");
        let words = "home = Home\nsharp = a < b\nquoted = a \"b\"\nlong = Longer than the call that asks for it\ncount = { $n }\n";
        let (languages, _) = load(&BTreeMap::from([(english.clone(), vec![(FileId(0), words)])]), &config());
        let urls = BTreeMap::from([("site.css".to_owned(), "/assets/site.3f2a.css".to_owned())]);
        spoken(text, languages.get(&english), &urls)
    }

    #[test]
    fn words_stand_in_the_place_of_their_calls() {
        assert_eq!(said("<a>{{ t(key=\"home\") }}</a>"), "<a>Home</a>");
        assert_eq!(said("{{ t(key=\"long\") }}"), "Longer than the call that asks for it");
        assert_eq!(said("{% set a = b or t(key=\"home\") -%}"), "{% set a = b or \"Home\" -%}");
        assert_eq!(said("{{ <ui.s title={t(key=\"home\")} /> -}}"), "{{ <ui.s title={\"Home\"} /> -}}");
        assert_eq!(said("<link href=\"{{ asset(path=\"site.css\") }}\">"), "<link href=\"/assets/site.3f2a.css\">");
        assert_eq!(
            said("{{ f(a=t(key=\"home\"), b=asset(path=\"site.css\")) }}"),
            "{{ f(a=\"Home\", b=\"/assets/site.3f2a.css\") }}"
        );
    }

    #[test]
    fn what_is_no_call_or_asks_for_more_stays() {
        for text in [
            "t(key=\"home\")",
            "{# t(key=\"home\") #}",
            "{% raw %}{{ t(key=\"home\") }}{% endraw %}",
            "{{ t(key=\"home\", n=1) }}",
            "{{ part(key=\"home\") }}",
            "{{ t(key=\"sharp\") }}",
            "{{ x or t(key=\"quoted\") }}",
            "{{ asset(path=\"no-such.css\") }}",
            "{{ t(key=\"count\") }}",
            "{{ t(key=\"no-such-key\") }}",
            "{{ t(key=\"home",
            "{{ 'as t(key=\"home\") says' }}",
            "{{ `as t(key=\"home\") says` }}",
        ] {
            assert_eq!(said(text), text);
        }
    }
}
