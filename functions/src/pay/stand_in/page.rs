//! The stand-in's page: plain HTML with no script and no style, for the keyboard and for every reader.

use handbill_contract::answer::html_escaped;
use handbill_contract::donation::pounds;

use super::events::{Act, Sale};
use crate::domain::{Dispute, Payment};

/// The checkout of one gift.
pub(super) fn checkout(sale: &Sale) -> String {
    let gift = &sale.gift;
    let often = if sale.is_monthly() { "each month" } else { "once" };
    let summary = format!(
        "<dl>\n<dt>For</dt><dd>{}</dd>\n<dt>Amount</dt><dd>{}, {often}</dd>\n<dt>Reference</dt><dd>{}</dd>\n</dl>\n",
        html_escaped(&sale.title),
        html_escaped(&pounds(gift.amount_pence)),
        gift.gift,
    );
    let button = |(act, name, label): &(Act, &str, &str)| {
        act.is_offered(sale)
            .then(|| format!("<p><button type=\"submit\" name=\"do\" value=\"{name}\">{label}</button></p>\n"))
    };
    let buttons: String = Act::ALL.iter().filter_map(button).collect();
    let main = format!(
        "<h1>Stand-in checkout</h1>\n<p>No money moves here. Each button sends signed events to the webhook of this \
         machine, as the payment provider would.</p>\n{summary}{}<form method=\"post\">\n\
         <fieldset>\n<legend>How the events are sent</legend>\n\
         <p><input type=\"checkbox\" id=\"twice\" name=\"twice\" value=\"yes\"> <label for=\"twice\">Each of them twice</label></p>\n\
         <p><input type=\"checkbox\" id=\"odd\" name=\"odd\" value=\"yes\"> <label for=\"odd\">In an odd order: the last one first</label></p>\n\
         </fieldset>\n<fieldset>\n<legend>What happens</legend>\n{buttons}</fieldset>\n</form>\n\
         <p><a href=\"{}\">Back to the form, with nothing paid</a></p>\n",
        known(&sale.payments),
        html_escaped(&sale.cancel),
    );
    document("Stand-in checkout", &main)
}

/// A page that says one thing.
pub(super) fn notice(title: &str, text: &str) -> String {
    document(title, &format!("<h1>{}</h1>\n<p>{}</p>\n", html_escaped(title), html_escaped(text)))
}

/// What the store knows of the payments.
fn known(payments: &[Payment]) -> String {
    if payments.is_empty() {
        return "<p>Nothing has come yet.</p>\n".to_owned();
    }
    let items: String = payments
        .iter()
        .map(|payment| {
            let amount = pounds(payment.facts.amount_pence.unwrap_or_default());
            let name = html_escaped(&payment.payment.0);
            format!("<li>{} received: {}. <code>{name}</code></li>\n", html_escaped(&amount), state(payment))
        })
        .collect();
    format!("<h2>What the store knows</h2>\n<ul>\n{items}</ul>\n")
}

fn state(payment: &Payment) -> &'static str {
    let has = |wanted| payment.facts.disputes.values().any(|dispute| *dispute == wanted);
    if has(Dispute::Lost) {
        "lost in a dispute"
    } else if payment.facts.is_returned() {
        "refunded"
    } else if has(Dispute::Won) {
        "disputed, and won"
    } else if has(Dispute::Open) {
        "disputed"
    } else {
        "kept"
    }
}

fn document(title: &str, main: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n</head>\n<body>\n<main>\n{main}</main>\n</body>\n</html>\n",
        html_escaped(title)
    )
}
