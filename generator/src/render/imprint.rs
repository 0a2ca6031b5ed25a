//! The sentence that the law asks for on all that is published: who promotes it, and on whose behalf.
//!
//! Elections Act 2022, Part 6 (digital); PPERA 2000, section 143 (print).

use fluent_bundle::FluentValue;

use crate::diag::Diagnostic;
use crate::model::config::{Config, Party};
use crate::render::language::Language;

/// The imprint of a digital page, in the words of a language.
///
/// # Errors
/// `imprint-missing` when the language has no words for it: another language's will not do.
pub fn digital(config: &Config, language: &Language) -> Result<String, Box<Diagnostic>> {
    let promoter = &config.promoter;
    let others: Vec<String> = promoter.on_behalf_of.iter().map(|party| named(party, language)).collect();
    let name = legal_name(&promoter.party);
    let address = address(&promoter.party);
    let mut args = vec![("promoter", FluentValue::from(name)), ("address", FluentValue::from(address))];
    if others.is_empty() {
        return say(language, "imprint", &args);
    }
    args.push(("others", FluentValue::from(language.list(&others))));
    say(language, "imprint-on-behalf", &args)
}

/// The imprint of a leaflet: who prints it, and then the rest; `None` where `site.toml` names no printer.
///
/// # Errors
/// `imprint-missing` when the language has no words for it.
pub fn printed(config: &Config, language: &Language) -> Result<Option<String>, Box<Diagnostic>> {
    let Some(printer) = &config.printer else { return Ok(None) };
    let args = [("printer", FluentValue::from(legal_name(printer))), ("address", FluentValue::from(address(printer)))];
    let printed = say(language, "imprint-printed", &args)?;
    Ok(Some(format!("{printed} {}", digital(config, language)?)))
}

fn say(language: &Language, key: &str, args: &[(&str, FluentValue<'_>)]) -> Result<String, Box<Diagnostic>> {
    let said = language.has_own(key).then(|| language.format(key, args)).flatten();
    said.ok_or_else(|| {
        let message = format!("there are no words for the imprint in `{}`", language.lang());
        let help = format!("write the message `{key}` in `theme/languages/{}.ftl`", language.lang());
        Box::new(Diagnostic::error("imprint-missing", message).help(help))
    })
}

/// `Name of address`, in the language's words.
fn named(party: &Party, language: &Language) -> String {
    let (name, address) = (legal_name(party), address(party));
    let args = [("name", FluentValue::from(name)), ("address", FluentValue::from(address.clone()))];
    language.format("imprint-party", &args).unwrap_or_else(|| format!("{name} of {address}"))
}

fn legal_name(party: &Party) -> &str {
    party.legal_name.as_deref().filter(|name| !name.is_empty()).unwrap_or(&party.name)
}

fn address(party: &Party) -> String {
    let lines = party.address.iter().map(String::as_str).chain(party.postcode.as_deref());
    lines.map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use super::*;
    use crate::ids::Lang;
    use crate::model::config::Promoter;
    use crate::render::language::load;
    use crate::render::theme::tests::config;
    use crate::source::FileId;

    const EN: &str = "imprint = Promoted by { $promoter } of { $address }.\n\
                      imprint-on-behalf = Promoted by { $promoter } of { $address } on behalf of { $others }.\n\
                      imprint-printed = Printed by { $printer } of { $address }.\n\
                      list-and = { $first } and { $last }\n";

    fn party(name: &str) -> Party {
        let address = vec!["1 Example Street".to_owned(), "London".to_owned()];
        Party { name: name.to_owned(), address, postcode: Some("N1 1AA".to_owned()), ..Party::default() }
    }

    fn language(tag: &str) -> Arc<Language> {
        let files = BTreeMap::from([(Lang::parse("en").expect("a language"), vec![(FileId(0), EN)])]);
        Arc::clone(load(&files, &config()).0.find(tag).expect("a language"))
    }

    #[test]
    fn the_imprint_names_all_on_whose_behalf_it_is() {
        let mut config = config();
        config.promoter = Promoter { party: party("A Person"), on_behalf_of: Vec::new() };
        let said = |config: &Config| digital(config, &language("en")).expect("an imprint");
        assert_eq!(said(&config), "Promoted by A Person of 1 Example Street, London, N1 1AA.");
        config.promoter.on_behalf_of = vec![party("One"), party("Two")];
        assert_eq!(
            said(&config),
            "Promoted by A Person of 1 Example Street, London, N1 1AA on behalf of \
             One of 1 Example Street, London, N1 1AA and Two of 1 Example Street, London, N1 1AA."
        );
    }

    #[test]
    fn a_leaflet_names_its_printer_first() {
        let mut config = config();
        config.promoter.party = party("A Person");
        assert_eq!(printed(&config, &language("en")), Ok(None));
        config.printer = Some(party("Printer"));
        let said = printed(&config, &language("en")).expect("words").expect("an imprint");
        assert!(said.starts_with("Printed by Printer of 1 Example Street, London, N1 1AA. Promoted by"), "{said}");
    }

    #[test]
    fn another_language_s_imprint_will_not_do() {
        let finding = digital(&config(), &language("cy")).expect_err("no words");
        assert_eq!(finding.code, "imprint-missing");
    }
}
