//! Gifts as rows of tables and as OSDI's JSON.

use serde_json::{Value, json};

use super::{Row, identifier, or_home, postal};
use crate::domain::{Gift, Payment, PaymentFacts, Tier};

/// Pence as OSDI writes money: `12.50`.
pub(in crate::office) fn amount(pence: u64) -> String {
    format!("{}.{:02}", pence / 100, pence % 100)
}

/// A payment of a gift, to `recipient`: the name that is shown, and that in law.
pub(in crate::office) fn donation(payment: &Payment, gift: &Gift, recipient: (&str, &str)) -> Row {
    let PaymentFacts { received, amount_pence, subscription, .. } = &payment.facts;
    let date = received.unwrap_or(gift.created_date).to_string();
    let paid = amount(amount_pence.unwrap_or(gift.amount_pence));
    let returned = payment.facts.returned_pence();
    let is_voided = payment.facts.is_returned();
    let last = payment.facts.last.map_or_else(String::new, |last| last.to_string());
    let credited = if returned > 0 { amount(returned) } else { String::new() };
    let permissibility = payment.permissibility_status.and_then(|status| serde_json::to_value(status).ok());
    let permissibility = match payment.tier {
        // Many small gifts that come to a large one: never refused for it, and to be looked at.
        Some(Tier::SmallFlagged) => "evasion_review",
        _ => permissibility.as_ref().and_then(Value::as_str).unwrap_or_default(),
    };
    let address = gift.donor.as_ref().map(|donor| donor.address.join(", ")).unwrap_or_default();
    let country = gift.donor.as_ref().map_or("", |donor| &donor.country);
    let is_recurring = subscription.is_some();
    let id = identifier(&[gift.gift.as_str(), &payment.payment.0]);
    let cells: [&str; 25] = [
        &id,
        &gift.form,
        &date,
        &date,
        &paid,
        &gift.currency,
        recipient.0,
        recipient.1,
        "Credit Card",
        &payment.payment.0,
        if is_recurring { "yes" } else { "no" },
        if is_recurring { "Monthly" } else { "" },
        subscription.as_deref().unwrap_or_default(),
        if is_voided { "yes" } else { "no" },
        if is_voided { &last } else { "" },
        &credited,
        if returned > 0 { &last } else { "" },
        permissibility,
        "",
        &gift.given_name,
        &gift.family_name,
        gift.email_address.as_str(),
        &address,
        &gift.postal_code,
        or_home(country),
    ];
    let json = json!({
        "identifiers": [id], "fundraising_page": gift.form, "action_date": date, "created_date": date,
        "amount": paid, "currency": gift.currency,
        "recipients": [{"display_name": recipient.0, "legal_name": recipient.1, "amount": paid}],
        "payment": {"method": "Credit Card", "reference_number": payment.payment.0, "authorization_stored": is_recurring},
        "subscription_instance": subscription, "voided": is_voided, "credited_amount": credited,
        "permissibility_status": permissibility,
        "person": {
            "identifiers": [identifier(&[gift.person.as_str()])],
            "given_name": gift.given_name, "family_name": gift.family_name,
            "email_addresses": [{"primary": true, "address": gift.email_address.as_str()}],
            "postal_addresses": [postal(&address, "", "", &gift.postal_code, or_home(country))],
        },
    });
    Row { cells: cells.map(str::to_owned).into(), json }
}
