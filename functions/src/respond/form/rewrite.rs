//! Puts what was typed, and what is wrong with it, into a form's HTML.

use std::cell::RefCell;
use std::collections::BTreeSet;

use handbill_contract::answer::html_escaped;
use handbill_contract::{parse, post};
use lol_html::html_content::{ContentType, Element};
use lol_html::{RewriteStrSettings, element, rewrite_str};

use super::controls::Controls;
use crate::form::Typed;

/// Names whose values are the page's, not the visitor's.
const OURS: [&str; 4] = [post::FORM, post::LANGUAGE, post::DECLARATION, post::HONEYPOT];

/// `html` with `typed` in its controls, `told` beside them, and `summary` in its `.errors`; what stands behind a zero
/// byte in `summary` is put behind `.errors`. Without a form the summary alone.
pub(super) fn rewritten(
    html: &str,
    controls: &Controls,
    typed: &Typed,
    told: &[(String, String)],
    summary: &str,
) -> String {
    let (summary, parts) = summary.split_once('\u{0}').unwrap_or((summary, ""));
    let parts = with_controls(parts, controls, typed, told, None);
    let whole = with_controls(html, controls, typed, told, Some((summary, &parts)));
    if whole.is_empty() { summary.to_owned() } else { whole }
}

fn with_controls(
    html: &str,
    controls: &Controls,
    typed: &Typed,
    told: &[(String, String)],
    errors: Option<(&str, &str)>,
) -> String {
    let marked = RefCell::new(BTreeSet::new());
    let select = RefCell::new(None::<String>);
    let handlers = vec![
        element!("div.errors", |place| {
            if let Some((summary, parts)) = errors {
                place.remove_attribute("hidden");
                place.set_attribute("role", "alert")?;
                place.set_inner_content(summary, ContentType::Html);
                place.after(parts, ContentType::Html);
            }
            Ok(())
        }),
        element!("input[name], textarea[name], select[name]", |control| {
            let name = control.get_attribute("name").unwrap_or_default();
            if OURS.contains(&name.as_str()) {
                return Ok(());
            }
            put_value(control, &name, typed)?;
            if control.tag_name() == "select" {
                *select.borrow_mut() = parse::value(&typed.pairs, &name).map(str::to_owned);
            }
            let Some((_, text)) = told.iter().find(|(wrong, _)| *wrong == name) else { return Ok(()) };
            let id = format!("{}-error", controls.id(&name).unwrap_or(&name));
            control.set_attribute("aria-invalid", "true")?;
            let described = control.get_attribute("aria-describedby");
            let described = described.map_or_else(|| id.clone(), |hint| format!("{id} {hint}"));
            control.set_attribute("aria-describedby", &described)?;
            if marked.borrow_mut().insert(name) {
                let text = format!("<span class=\"error\" id=\"{}\">{}</span> ", html_escaped(&id), html_escaped(text));
                control.before(&text, ContentType::Html);
            }
            Ok(())
        }),
        element!("select[name] option", |option| {
            let value = option.get_attribute("value");
            if value.is_some() && value == *select.borrow() {
                option.set_attribute("selected", "")?;
            }
            Ok(())
        }),
    ];
    let settings =
        handlers.into_iter().fold(RewriteStrSettings::new(), RewriteStrSettings::append_element_content_handler);
    // The HTML is the generator's; where it cannot be rewritten, it is shown as it is.
    rewrite_str(html, settings).unwrap_or_else(|_| html.to_owned())
}

fn put_value(control: &mut Element<'_, '_>, name: &str, typed: &Typed) -> lol_html::HandlerResult {
    let kind = control.get_attribute("type").unwrap_or_default();
    match (control.tag_name().as_str(), kind.as_str()) {
        // A consent is given anew, with the text in sight.
        ("input", "checkbox" | "radio") => {
            let value = control.get_attribute("value").unwrap_or_default();
            let is_chosen = typed.pairs.iter().any(|(posted, text)| posted == name && *text == value);
            if is_chosen {
                control.set_attribute("checked", "")?;
            } else if typed.value(name).is_some() {
                control.remove_attribute("checked");
            }
        }
        ("input", "hidden") | ("select", _) => {}
        ("input", _) => {
            // The rewriter writes what it is given, but for double quotes: it leaves entities as they are.
            control.set_attribute("value", &html_escaped(typed.value(name).unwrap_or_default()))?;
        }
        _ => control.set_inner_content(typed.value(name).unwrap_or_default(), ContentType::Text),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str = "<form><div class=\"errors\" id=\"f-errors\" hidden></div>\
        <label for=\"f-n\">Name <span class=\"opt\">(optional)</span></label>\
        <input type=\"text\" id=\"f-n\" name=\"n\" aria-describedby=\"f-n-hint\">\
        <textarea id=\"f-c\" name=\"c\"></textarea>\
        <select id=\"f-s\" name=\"s\"><option value=\"\">-</option><option value=\"a\">A</option></select>\
        <input type=\"radio\" id=\"f-r-1\" name=\"r\" value=\"1\" checked><input type=\"radio\" id=\"f-r-2\" name=\"r\" value=\"2\">\
        </form>";

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        Typed { pairs: pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect() }
    }

    #[test]
    fn what_was_typed_stands_in_its_place() {
        let controls = Controls::of(HTML);
        assert_eq!((controls.id("n"), controls.label("n")), (Some("f-n"), "Name"));
        let typed = typed(&[("n", "\"><b>&lt;"), ("c", "</textarea><script>"), ("s", "a"), ("r", "2")]);
        let told = [("n".to_owned(), "Type <a> name".to_owned())];
        let html = rewritten(HTML, &controls, &typed, &told, "<p>Look</p>\u{0}<fieldset></fieldset>");
        for expected in [
            "<div class=\"errors\" id=\"f-errors\" role=\"alert\"><p>Look</p></div><fieldset></fieldset>",
            "<span class=\"error\" id=\"f-n-error\">Type &lt;a&gt; name</span> <input",
            "aria-describedby=\"f-n-error f-n-hint\" value=\"&quot;&gt;&lt;b&gt;&amp;lt;\" aria-invalid=\"true\"",
            "&lt;/textarea&gt;&lt;script&gt;</textarea>",
            "<option value=\"a\" selected=\"\">",
            "<input type=\"radio\" id=\"f-r-1\" name=\"r\" value=\"1\">",
            "<input type=\"radio\" id=\"f-r-2\" name=\"r\" value=\"2\" checked=\"\">",
        ] {
            assert!(html.contains(expected), "{expected}\n{html}");
        }
    }
}
