//! A form that comes back: with what was typed, an error summary first, and each error beside its field.
//!
//! The generator's HTML is rewritten: themes need no place for errors beyond the empty `.errors` of each form.

mod controls;
mod rewrite;

use handbill_contract::answer::{fill, html_escaped};
use handbill_contract::donation::{Thresholds, pounds};
use handbill_contract::parse::FieldError;
use handbill_contract::post;

use super::element;
use super::voice::Voice;
use crate::problem::{Invalid, Step};
use controls::Controls;

/// The title and the inside of the page.
pub(super) fn again(voice: &Voice<'_>, invalid: &Invalid) -> (String, String) {
    let larger = invalid.larger.map(|law| larger(voice, law));
    // What nobody was asked before is no mistake.
    let title = match &larger {
        Some((title, _)) if invalid.errors.is_empty() => title.clone(),
        _ => voice.word("errors-title", &[]),
    };
    let answers = voice.answers();
    let html = answers.and_then(|answers| answers.forms.get(&invalid.form.shape.version()));
    let html = html.map(|html| fill(html, &[("form", invalid.form.id.as_str())], html_escaped)).unwrap_or_default();
    let parts: String =
        invalid.parts.iter().filter_map(|name| answers.and_then(|answers| answers.parts.get(*name))).cloned().collect();
    let (html, parts) = if parts.is_empty() { (html, parts) } else { rewrite::without_doubles(&html, &parts) };
    let controls = Controls::of(&format!("{html}{parts}"));
    let told: Vec<_> =
        invalid.errors.iter().map(|error| (error.name.clone(), sentence(voice, &controls, error))).collect();
    let mut summary = if told.is_empty() { element("h2", &title) } else { summary(voice, &controls, &told) };
    summary.push_str(&larger.map(|(_, text)| element("p", &text)).unwrap_or_default());
    let rewritten = rewrite::rewritten(&html, &controls, &invalid.typed, &told, &format!("{summary}\u{0}{parts}"));
    (title.clone(), format!("{}{rewritten}", element("h1", &title)))
}

/// Why a larger gift is asked for more.
fn larger(voice: &Voice<'_>, law: &Thresholds) -> (String, String) {
    let (floor, days) = (pounds(law.no_donation_up_to_pence), law.check_days.to_string());
    let values = [("floor", floor.as_str()), ("check_days", days.as_str())];
    (voice.word("larger-title", &values), voice.word("larger-text", &values))
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
fn summary(voice: &Voice<'_>, controls: &Controls, told: &[(String, String)]) -> String {
    let item = |(name, text): &(String, String)| match controls.id(name) {
        Some(id) => format!("<li><a href=\"#{}\">{}</a></li>\n", html_escaped(id), html_escaped(text)),
        None => element("li", text),
    };
    let items: String = told.iter().map(item).collect();
    format!("{}<ul>\n{items}</ul>\n", element("h2", &voice.word("errors-intro", &[])))
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
