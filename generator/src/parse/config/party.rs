//! Who stands behind the site, and the imprint that the law wants of them.

use crate::diag::Diagnostic;
use crate::model::config::{Party, Promoter};
use crate::parse::place;
use crate::parse::reader::Reader;

/// What the law wants, in the words of a help.
const LAW: &str = "the Elections Act 2022 wants the promoter's name and postal address on each page, and those of \
                   whoever it is published for: at least one line and a postcode";

/// Reads `[organisation]` and `[promoter]`.
pub(super) fn read(reader: &mut Reader<'_>, site_name: &str) -> (Party, Promoter) {
    let organisation = match reader.table("organisation") {
        Some(mut inner) => {
            let mut party = party(&mut inner);
            if party.name.is_empty() {
                site_name.clone_into(&mut party.name);
            }
            reader.absorb(inner);
            party
        }
        None => Party { name: site_name.to_owned(), ..Party::default() },
    };
    let promoter = promoter(reader, &organisation);
    (organisation, promoter)
}

/// Reads `[printer]`.
pub(super) fn printer(reader: &mut Reader<'_>) -> Option<Party> {
    let mut inner = reader.table("printer")?;
    let party = party(&mut inner);
    reader.absorb(inner);
    (!party.name.is_empty()).then_some(party)
}

fn promoter(reader: &mut Reader<'_>, organisation: &Party) -> Promoter {
    let Some(mut inner) = reader.table("promoter") else {
        if reader.take("promoter").is_none() {
            let finding =
                Diagnostic::error("imprint-missing", "there is no `[promoter]`, so pages would have no imprint")
                    .at(reader.file(), reader.whole(), "the promoter is named in this file")
                    .help(LAW)
                    .help("add `[promoter]` with `name`, `address` and `postcode`");
            reader.tell(finding);
        }
        return Promoter::default();
    };
    let party = party(&mut inner);
    told(&mut inner, &party, "promoter");
    let mut on_behalf_of = Vec::new();
    for mut other in inner.tables("on_behalf_of") {
        let party = self::party(&mut other);
        told(&mut other, &party, "one on whose behalf it is promoted");
        inner.absorb(other);
        on_behalf_of.push(party);
    }
    let is_own = [Some(&organisation.name), organisation.legal_name.as_ref()].contains(&Some(&party.name));
    if on_behalf_of.is_empty() && !is_own && !party.name.is_empty() {
        told(&mut inner, organisation, "organisation on whose behalf it is promoted");
        on_behalf_of.push(organisation.clone());
    }
    reader.absorb(inner);
    Promoter { party, on_behalf_of }
}

/// Tells what an imprint lacks of `party`.
fn told(reader: &mut Reader<'_>, party: &Party, who: &str) {
    let is_postal = |line: &&String| !line.trim().is_empty() && !line.contains('@') && !is_web(line);
    let has_address = party.address.iter().any(|line| is_postal(&line));
    let is_typed_postcode = reader.take("postcode").is_some();
    let mut lacks = Vec::new();
    if party.name.trim().is_empty() {
        lacks.push("a name");
    }
    if !has_address {
        lacks.push("a postal address");
    }
    if party.postcode.is_none() && !(is_typed_postcode && who == "promoter") {
        lacks.push("a postcode");
    }
    if lacks.is_empty() {
        return;
    }
    let finding = Diagnostic::error("imprint-missing", format!("the {who} needs {}", lacks.join(" and ")))
        .at(reader.file(), reader.whole(), "the imprint is made of this")
        .help(LAW);
    let finding = if !has_address && !party.address.is_empty() {
        finding.help("an e-mail address or a URL is not an address")
    } else {
        finding
    };
    reader.tell(finding);
}

fn is_web(line: &str) -> bool {
    line.contains("://") || line.trim_start().starts_with("www.")
}

fn party(inner: &mut Reader<'_>) -> Party {
    let filled =
        |inner: &mut Reader<'_>, key| inner.string(key).map(|text| text.value).filter(|text| !text.trim().is_empty());
    Party {
        name: filled(inner, "name").unwrap_or_default(),
        legal_name: filled(inner, "legal_name"),
        address: inner.strings("address").into_iter().map(|line| line.value).collect(),
        postcode: place::read_postcode(inner, "postcode").map(|postcode| postcode.value),
        email: place::read_email(inner, "email").map(|email| email.value),
        phone: filled(inner, "phone"),
        company_number: filled(inner, "company_number"),
    }
}
