//! A form that comes back: with what was typed, an error summary first, and each error beside its field.

use handbill_contract::answer::{fill, html_escaped};
use handbill_contract::post;

use super::element;
use super::voice::Voice;
use crate::problem::{Invalid, Step};

/// The title and the inside of the page.
///
/// Not built yet beyond the summary: values are not put back, and errors do not stand beside their fields.
pub(super) fn again(voice: &Voice<'_>, invalid: &Invalid) -> (String, String) {
    let title = voice.word("errors-title", &[]);
    let told: String = invalid
        .errors
        .iter()
        .map(|error| {
            let values = [("label", error.name.as_str()), ("min", &error.limit), ("max", &error.limit)];
            element("li", &voice.word(&format!("error-{}", error.code.as_str()), &values))
        })
        .collect();
    let html = voice.answers().and_then(|answers| answers.forms.get(&invalid.form.shape.version()));
    let form = html.map(|html| fill(html, &[("form", invalid.form.id.as_str())], html_escaped)).unwrap_or_default();
    let main =
        format!("{}{}<ul>\n{told}</ul>\n{form}", element("h1", &title), element("p", &voice.word("errors-intro", &[])));
    (title, main)
}

/// The title and the inside of the "one more step" page: the post again, hidden, with a button.
pub(super) fn step(voice: &Voice<'_>, step: &Step) -> (String, String) {
    let title = voice.word("step-title", &[]);
    let n = step.wait_s.to_string();
    let text = voice.word(if step.is_early { "step-early" } else { "step-text" }, &[("n", &n)]);
    let hidden = |(name, value): &(String, String)| {
        format!("<input type=\"hidden\" name=\"{}\" value=\"{}\">\n", html_escaped(name), html_escaped(value))
    };
    let typed = step.typed.pairs.iter().filter(|(name, _)| name != handbill_contract::parse::STEP);
    let typed: String = typed.filter(|(name, _)| name != post::HONEYPOT).map(hidden).collect();
    let token = hidden(&(handbill_contract::parse::STEP.to_owned(), step.token.clone()));
    let main = format!(
        "{}{}<form method=\"post\" action=\"{}\">\n{typed}{token}<p><button class=\"btn\" type=\"submit\">{}</button></p>\n</form>\n",
        element("h1", &title),
        element("p", &text),
        step.form.kind().action(),
        html_escaped(&voice.word("step-button", &[]))
    );
    (title, main)
}
