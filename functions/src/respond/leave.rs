//! The page on which people leave: one button for everything, and boxes for what they would rather keep.

use handbill_contract::answer::html_escaped;

use super::element;
use super::voice::Voice;
use crate::flow::unsubscribe::{KEEP, PAGE};

/// The title and the inside of the page. Its form posts to the page's own address.
pub(super) fn page(voice: &Voice<'_>, choices: &[(String, String)], organisation: (&str, &str)) -> (String, String) {
    let title = voice.word("unsubscribe-title", &[organisation]);
    let text = voice.word("unsubscribe-text", &[organisation]);
    let button = html_escaped(&voice.word("unsubscribe-button", &[organisation]));
    let main = format!(
        "{}{}<form method=\"post\">\n<input type=\"hidden\" name=\"{PAGE}\" value=\"yes\">\n{}\
         <p><button class=\"btn\" type=\"submit\">{button}</button></p>\n</form>\n",
        element("h1", &title),
        element("p", &text),
        kept(voice, choices),
    );
    (title, main)
}

/// A box for each statement, in its own words: nobody has to remember what they agreed to.
fn kept(voice: &Voice<'_>, choices: &[(String, String)]) -> String {
    if choices.is_empty() {
        return String::new();
    }
    let boxes: String = choices
        .iter()
        .enumerate()
        .map(|(at, (id, text))| {
            format!(
                "<p class=\"check\"><input type=\"checkbox\" id=\"keep-{at}\" name=\"{KEEP}\" value=\"{}\">\
                 <label for=\"keep-{at}\">{}</label></p>\n",
                html_escaped(id),
                html_escaped(text)
            )
        })
        .collect();
    format!("<fieldset>\n<legend>{}</legend>\n{boxes}</fieldset>\n", html_escaped(&voice.word("unsubscribe-keep", &[])))
}
