//! Words that are the same on all pages of a language, written into its templates before these are compiled.
//!
//! A site of ten thousand pages would else ask for each of them ten thousand times: `{{ t(key="home") }}` is a look-up
//! by name, with a table of arguments made for it. Only what fits in the place of its call is written there, and the
//! rest of the place is filled up, so that whatever is told of a template is told of the same bytes of its file.

use std::ops::Range;

use crate::render::language::Language;

/// How a call without other arguments begins and ends.
const BEGIN: &str = "t(key=\"";
const END: &str = "\")";

/// A template in the words of `language`: as long as `text`, and of the same meaning.
pub(super) fn spoken(text: &str, language: &Language) -> String {
    let mut spoken = String::with_capacity(text.len());
    // What stands between these two is no template.
    if text.contains("endraw") {
        return text.to_owned();
    }
    let mut done = 0;
    for tag in tags(text) {
        for (call, key) in calls(text, &tag) {
            let Some(said) = language.value(key) else { continue };
            let is_all = text.get(tag.start..call.start) == Some("{{ ") && text.get(call.end..tag.end) == Some(" }}");
            let (place, words) = if is_all {
                (tag.clone(), as_text(said.as_str().unwrap_or_default()))
            } else {
                (call, as_literal(said.as_str().unwrap_or_default()))
            };
            let Some(words) = words.and_then(|words| filled(words, place.len(), is_all)) else { continue };
            spoken.push_str(text.get(done..place.start).unwrap_or_default());
            spoken.push_str(&words);
            done = place.end;
        }
    }
    spoken.push_str(text.get(done..).unwrap_or_default());
    spoken
}

/// The tags that print or decide something, with their braces.
fn tags(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + text.get(from..)?.find('{')?;
            let end = match text.as_bytes().get(start + 1)? {
                b'{' => "}}",
                b'%' => "%}",
                b'#' => "#}",
                _ => {
                    from = start + 1;
                    continue;
                }
            };
            from = start + text.get(start..)?.find(end)? + end.len();
            if end != "#}" {
                return Some(start..from);
            }
        }
    })
}

/// The calls in a tag, and the keys that they name.
fn calls<'t>(text: &'t str, tag: &Range<usize>) -> Vec<(Range<usize>, &'t str)> {
    let inside = text.get(tag.clone()).unwrap_or_default();
    // The other quotes of a string, in which a call would be no more than words.
    if inside.contains(['\'', '`']) {
        return Vec::new();
    }
    let begins = inside.match_indices(BEGIN).filter(|(at, _)| {
        // Not the end of another function's name.
        inside.get(..*at).and_then(|before| before.chars().next_back()).is_some_and(|before| " ={(,[-".contains(before))
    });
    let call = |(at, _): (usize, &str)| {
        let rest = inside.get(at + BEGIN.len()..)?;
        let length = rest.find('"')?;
        let key = rest.get(..length)?;
        rest.get(length..)?.starts_with(END).then(|| {
            let start = tag.start + at;
            (start..start + BEGIN.len() + length + END.len(), key)
        })
    };
    begins.filter_map(call).collect()
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

/// `words` filled up to `length`, with a comment between tags and with spaces in one; `None` when they are longer.
fn filled(mut words: String, length: usize, is_between_tags: bool) -> Option<String> {
    let rest = length.checked_sub(words.len())?;
    match (is_between_tags, rest) {
        (true, 0) | (false, _) => words.extend(std::iter::repeat_n(' ', rest)),
        (true, 1..4) => return None,
        (true, _) => {
            words.push_str("{#");
            words.extend(std::iter::repeat_n(' ', rest - 4));
            words.push_str("#}");
        }
    }
    Some(words)
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
        let spoken = spoken(text, languages.get(&english));
        assert_eq!(spoken.len(), text.len(), "{spoken}");
        spoken
    }

    #[test]
    fn words_stand_in_the_place_of_their_calls() {
        assert_eq!(said("<a>{{ t(key=\"home\") }}</a>"), "<a>Home{#           #}</a>");
        assert_eq!(said("{% set a = b or t(key=\"home\") -%}"), "{% set a = b or \"Home\"        -%}");
        assert_eq!(said("{{ <ui.s title={t(key=\"home\")} /> -}}"), "{{ <ui.s title={\"Home\"       } /> -}}");
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
            "{{ t(key=\"long\") }}",
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
