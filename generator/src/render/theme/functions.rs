//! What templates can call besides what Tera has: words, assets, numbers, Markdown.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use fluent_bundle::{FluentArgs, FluentValue};
use tera::{Error, Kwargs, State, StringInput, Tera, TeraResult, Value};

use super::inline::inline_markdown;
use crate::diag::nearest;
use crate::render::language::{Language, Languages};
use crate::scan;

/// Text as it stands in HTML, in attributes too.
///
/// As Tera's own, but that it first looks whether there is anything to be done, which there seldom is.
pub(in crate::render) fn escape(text: &str, out: &mut dyn Write) -> io::Result<()> {
    if scan::has_any(text, |b| (b == b'&') | (b == b'<') | (b == b'>') | (b == b'"') | (b == b'\'')) {
        tera::escape_html(text, out)
    } else {
        out.write_all(text.as_bytes())
    }
}

/// The functions that every template has, whatever its language.
pub(super) fn register(tera: &mut Tera, urls: &BTreeMap<String, String>) {
    tera.set_escape_fn(escape);
    let urls: BTreeMap<String, Value> =
        urls.iter().map(|(path, url)| (path.clone(), Value::from(url.as_str()))).collect();
    tera.register_function("asset", move |args: Kwargs, _: &State| -> TeraResult<Value> {
        let path = args.must_get::<&str>("path")?;
        urls.get(path).cloned().ok_or_else(|| unknown("asset", path, nearest(path, urls.keys().map(String::as_str))))
    });
    tera.register_filter("heading_level", |html: StringInput<'_>, args: Kwargs, _: &State| -> TeraResult<Value> {
        Ok(Value::safe_string(&heading_level(html.as_str(), args.must_get::<u8>("n")?.clamp(1, 6))))
    });
    tera.register_filter("markdown", |text: StringInput<'_>, _: Kwargs, _: &State| -> Value {
        Value::safe_string(&inline_markdown(text.as_str()))
    });
}

/// HTML with its first heading at another level, as the place wants it where it is shown.
fn heading_level(html: &str, level: u8) -> String {
    let mut moved = html.as_bytes().to_vec();
    let mut tags = memchr::memchr_iter(b'<', html.as_bytes());
    let is_level = |at: usize| html.as_bytes().get(at).is_some_and(|byte| (b'1'..=b'6').contains(byte));
    let mut next = |name: &[u8]| {
        let behind = |at: usize| html.as_bytes().get(at + 1..)?.starts_with(name).then_some(at + 1 + name.len());
        tags.by_ref().filter_map(behind).find(|at| is_level(*at))
    };
    let opening = next(b"h");
    for at in [opening, opening.and_then(|_| next(b"/h"))].into_iter().flatten() {
        moved[at] = b'0' + level;
    }
    String::from_utf8(moved).unwrap_or_else(|_| html.to_owned())
}

/// The functions that speak a language: each language has its own set of templates, so that a message is one look-up,
/// in a component too, where the page's context cannot be seen.
pub(super) fn register_words(tera: &mut Tera, language: &Arc<Language>, languages: &Languages) {
    let (own, others) = (Arc::clone(language), languages.clone());
    tera.register_function("t", move |args: Kwargs, _: &State| -> TeraResult<Value> {
        let key = args.must_get::<&str>("key")?;
        let language = match args.get::<&str>("lang")? {
            None => &own,
            Some(tag) => others.find(tag).ok_or_else(|| Error::message(format!("the site has no language `{tag}`")))?,
        };
        say(language, key, &args)
    });
    let own = Arc::clone(language);
    tera.register_function("number", move |args: Kwargs, _: &State| -> TeraResult<Value> {
        let number = args.must_get::<&Value>("n")?;
        match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => Ok(Value::from(own.number(whole))),
            (None, Some(fraction)) => Ok(Value::from(own.decimal(fraction))),
            (None, None) => Err(Error::message(format!("`number` takes a number, not {}", number.name()))),
        }
    });
}

fn say(language: &Language, key: &str, args: &Kwargs) -> TeraResult<Value> {
    if let Some(value) = language.value(key) {
        return Ok(value);
    }
    let mut given = FluentArgs::new();
    for (name, value) in args.iter() {
        if let Some(name) = name.as_str().filter(|name| !matches!(*name, "key" | "lang")) {
            given.set(name.to_owned(), argument(value));
        }
    }
    let said = language.format_args(key, &given).map(Value::from);
    said.ok_or_else(|| unknown("message", key, language.nearest_key(key)))
}

fn argument(value: &Value) -> FluentValue<'_> {
    if let Some(text) = value.as_str() {
        FluentValue::from(text)
    } else if let Some(whole) = value.as_i64() {
        FluentValue::from(whole)
    } else if let Some(number) = value.as_f64() {
        FluentValue::from(number)
    } else {
        FluentValue::from(value.to_string())
    }
}

fn unknown(what: &str, name: &str, near: Option<&str>) -> Error {
    Error::message(match near {
        Some(near) => format!("there is no {what} `{name}`; did you mean `{near}`?"),
        None => format!("there is no {what} `{name}`"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_takes_the_level_of_its_place() {
        let card = "<li>\n<hr><h3 class=\"t\"><a>One &lt;h4&gt; ŷ</a></h3>\n<h3>Two</h3>";
        let moved = "<li>\n<hr><h2 class=\"t\"><a>One &lt;h4&gt; ŷ</a></h2>\n<h3>Two</h3>";
        assert_eq!(heading_level(card, 2), moved);
        for whole in ["", "<h", "<hr>", "</h3>", "no heading"] {
            assert_eq!(heading_level(whole, 2), whole);
        }
        assert_eq!(heading_level("<h3>cut off</h", 2), "<h2>cut off</h");
    }
}
