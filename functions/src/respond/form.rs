//! A form that comes back: with what was typed, an error summary first, and each error beside its field.
//!
//! The generator's HTML is rewritten: themes need no place for errors beyond the empty `.errors` of each form.

mod controls;
mod rewrite;

use handbill_contract::answer::{fill, html_escaped};
use handbill_contract::parse::FieldError;
use handbill_contract::post;

use super::element;
use super::voice::Voice;
use crate::problem::{Invalid, Step};
use controls::Controls;

/// The title and the inside of the page.
pub(super) fn again(voice: &Voice<'_>, invalid: &Invalid) -> (String, String) {
    let title = voice.word("errors-title", &[]);
    let answers = voice.answers();
    let html = answers.and_then(|answers| answers.forms.get(&invalid.form.shape.version()));
    let html = html.map(|html| fill(html, &[("form", invalid.form.id.as_str())], html_escaped)).unwrap_or_default();
    let parts: String =
        invalid.parts.iter().filter_map(|name| answers.and_then(|answers| answers.parts.get(*name))).cloned().collect();
    let controls = Controls::of(&format!("{html}{parts}"));
    let told: Vec<_> =
        invalid.errors.iter().map(|error| (error.name.clone(), sentence(voice, &controls, error))).collect();
    let summary = summary(voice, &title, &controls, &told);
    let rewritten = rewrite::rewritten(&html, &controls, &invalid.typed, &told, &format!("{summary}\u{0}{parts}"));
    (title.clone(), format!("{}{rewritten}", element("h1", &title)))
}

fn sentence(voice: &Voice<'_>, controls: &Controls, error: &FieldError) -> String {
    let own = match error.name.as_str() {
        post::AMOUNT | post::AMOUNT_OTHER => "label-amount",
        post::RECURRENCE => "label-recurrence",
        post::CONSENT => "label-consent",
        post::OLD_ENOUGH => "label-age",
        _ => "",
    };
    let label = if own.is_empty() { controls.label(&error.name).to_owned() } else { voice.word(own, &[]) };
    let values = [("label", label.as_str()), ("min", &error.limit), ("max", &error.limit)];
    voice.word(&format!("error-{}", error.code.as_str()), &values)
}

/// What is put into `.errors`.
fn summary(voice: &Voice<'_>, title: &str, controls: &Controls, told: &[(String, String)]) -> String {
    let item = |(name, text): &(String, String)| match controls.id(name) {
        Some(id) => format!("<li><a href=\"#{}\">{}</a></li>\n", html_escaped(id), html_escaped(text)),
        None => element("li", text),
    };
    let items: String = told.iter().map(item).collect();
    let intro = element("p", &voice.word("errors-intro", &[]));
    format!("{}{intro}<ul>\n{items}</ul>\n", element("h2", title))
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
    let button = html_escaped(&voice.word("step-button", &[]));
    let action = step.form.kind().action();
    let main = format!(
        "{}{}<form method=\"post\" action=\"{action}\">\n{typed}{token}\
         <p><button class=\"btn\" type=\"submit\">{button}</button></p>\n</form>\n",
        element("h1", &title),
        element("p", &text),
    );
    (title, main)
}
