//! Puts what was typed, and what is wrong with it, into a form's HTML.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeSet;

use handbill_contract::answer::html_escaped;
use handbill_contract::{parse, post};
use lol_html::html_content::{ContentType, Element};
use lol_html::{ElementContentHandlers, RewriteStrSettings, Selector, element, rewrite_str};

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
    let answers = Answers { controls, typed, told };
    let parts = answers.put_into(parts, html.matches("<legend").count(), None);
    let whole = answers.put_into(html, 0, Some((summary, &parts)));
    if whole.is_empty() { summary.to_owned() } else { whole }
}

/// A form that is asked for more: what its `parts` declare takes the place of what it declares itself, and what it asks
/// itself is not asked again.
pub(super) fn without_doubles(html: &str, parts: &str) -> (String, String) {
    let names = RefCell::new(BTreeSet::new());
    let handlers = vec![
        element!(".declare", |declared| {
            declared.remove();
            Ok(())
        }),
        element!("input, select, textarea", |control| {
            let name = control.get_attribute("name").unwrap_or_default();
            if name == post::DECLARATION {
                control.remove();
            } else {
                names.borrow_mut().extend(control.get_attribute("id"));
            }
            Ok(())
        }),
    ];
    let html = rewrite_str(html, with(handlers)).unwrap_or_else(|_| html.to_owned());
    let names = names.into_inner();
    let handlers = vec![
        element!("label[for]", |label| {
            if label.get_attribute("for").is_some_and(|id| names.contains(&id)) {
                label.remove();
            }
            Ok(())
        }),
        element!("input[id], select[id], textarea[id]", |control| {
            if control.get_attribute("id").is_some_and(|id| names.contains(&id)) {
                control.remove();
            }
            Ok(())
        }),
    ];
    let parts = rewrite_str(parts, with(handlers)).unwrap_or_else(|_| parts.to_owned());
    (html, parts)
}

type Handlers<'h> = Vec<(Cow<'h, Selector>, ElementContentHandlers<'h>)>;

fn with(handlers: Handlers<'_>) -> RewriteStrSettings<'_, '_> {
    handlers.into_iter().fold(RewriteStrSettings::new(), RewriteStrSettings::append_element_content_handler)
}

/// What was typed, and what is wrong with it, by the name of the control.
struct Answers<'a> {
    controls: &'a Controls,
    typed: &'a Typed,
    told: &'a [(String, String)],
}

impl Answers<'_> {
    /// `html` with the answers in it; its first legend has the number `first_legend` among the controls.
    fn put_into(&self, html: &str, first_legend: usize, errors: Option<(&str, &str)>) -> String {
        let marked = RefCell::new(BTreeSet::new());
        let legends = RefCell::new(first_legend);
        let select = RefCell::new(None::<String>);
        let handlers = vec![
            element!("div.errors", |place| {
                if let Some((summary, parts)) = errors {
                    place.remove_attribute("hidden");
                    place.set_attribute("role", "alert")?;
                    // Read first, and without a script: the page was loaded anew.
                    place.set_attribute("autofocus", "")?;
                    place.set_inner_content(summary, ContentType::Html);
                    place.after(parts, ContentType::Html);
                }
                Ok(())
            }),
            element!("legend", |legend| {
                let number = *legends.borrow();
                *legends.borrow_mut() += 1;
                self.mark_group(legend, number);
                Ok(())
            }),
            element!("input[name], textarea[name], select[name]", |control| {
                let name = control.get_attribute("name").unwrap_or_default();
                if OURS.contains(&name.as_str()) {
                    return Ok(());
                }
                put_value(control, &name, self.typed)?;
                if control.tag_name() == "select" {
                    *select.borrow_mut() = parse::value(&self.typed.pairs, &name).map(str::to_owned);
                }
                self.mark_control(control, name, &mut marked.borrow_mut())
            }),
            element!("select[name] option", |option| {
                let value = option.get_attribute("value");
                if value.is_some() && value == *select.borrow() {
                    option.set_attribute("selected", "")?;
                }
                Ok(())
            }),
        ];
        // The HTML is the generator's; where it cannot be rewritten, it is shown as it is.
        rewrite_str(html, with(handlers)).unwrap_or_else(|_| html.to_owned())
    }

    /// Says what is wrong with a control, before it; once, where several have its name.
    fn mark_control(
        &self,
        control: &mut Element<'_, '_>,
        name: String,
        marked: &mut BTreeSet<String>,
    ) -> lol_html::HandlerResult {
        let Some((_, text)) = self.told.iter().find(|(wrong, _)| *wrong == name) else { return Ok(()) };
        let id = self.error_id(&name);
        control.set_attribute("aria-invalid", "true")?;
        let described = control.get_attribute("aria-describedby");
        let described = described.map_or_else(|| id.clone(), |hint| format!("{id} {hint}"));
        control.set_attribute("aria-describedby", &described)?;
        let is_in_a_group = self.controls.legend(&name).is_some();
        if marked.insert(name) && !is_in_a_group {
            control.before(&mark(&id, text), ContentType::Html);
        }
        Ok(())
    }

    /// Where there are several answers to choose from, what is wrong stands above them all.
    fn mark_group(&self, legend: &mut Element<'_, '_>, number: usize) {
        for (name, text) in self.told.iter().filter(|(name, _)| self.controls.legend(name) == Some(number)) {
            legend.after(&mark(&self.error_id(name), text), ContentType::Html);
        }
    }

    fn error_id(&self, name: &str) -> String {
        format!("{}-error", self.controls.id(name).unwrap_or(name))
    }
}

/// What is wrong with one answer, beside it.
fn mark(id: &str, text: &str) -> String {
    format!("<span class=\"error\" id=\"{}\">{}</span> ", html_escaped(id), html_escaped(text))
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
            "<div class=\"errors\" id=\"f-errors\" role=\"alert\" autofocus=\"\"><p>Look</p></div><fieldset></fieldset>",
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
