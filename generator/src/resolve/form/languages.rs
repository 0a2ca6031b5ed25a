//! In which languages a form may be shown: all that it asks people to agree to must be said in them.

use handbill_contract::{Kind, donation};

use crate::diag::Diagnostic;
use crate::ids::Lang;
use crate::model::config::{Consent, Words};
use crate::resolve::form::shape::Making;

/// The languages, the site's default first; what a language of the page lacks is told.
pub(super) fn make(making: &mut Making, consents: &[&Consent]) -> Vec<String> {
    let published: Vec<&Lang> = making.declared.langs().collect();
    for &lang in &published {
        declarations(making, lang);
        texts(making, lang);
    }
    let site = making.config().languages.iter().map(|language| &language.code);
    let spoken = |lang: &&Lang| may_be_shown(making, consents, lang) || published.first() == Some(lang);
    site.filter(spoken).map(Lang::to_string).collect()
}

fn may_be_shown(making: &Making, consents: &[&Consent], lang: &Lang) -> bool {
    let statement = &making.raw.texts.statement;
    consents.iter().all(|consent| says(&consent.text, lang))
        && (statement.0.is_empty() || says(statement, lang))
        && (making.kind() != Kind::Donate || donation::LANGUAGES.contains(&lang.as_str()))
}

fn says(words: &Words, lang: &Lang) -> bool {
    words.0.get(lang).is_some_and(|text| !text.trim().is_empty())
}

/// Nobody declares anything in a language they may not read. Consents that lack one are told where they are written.
fn declarations(making: &mut Making, lang: &Lang) {
    if making.kind() == Kind::Donate && !donation::LANGUAGES.contains(&lang.as_str()) {
        let message = format!("the declarations of givers are not written in `{lang}`");
        let finding = Diagnostic::error("declaration-missing", message).help(format!(
            "there are declarations in `{}`: take the translation of this page away",
            donation::LANGUAGES.join("` and `")
        ));
        making.tell(finding, making.raw.at.whole, format!("a gift is asked for in `{lang}`"));
    }
}

/// The author's words that are said in another language and not in this one.
fn texts(making: &mut Making, lang: &Lang) {
    let raw = making.raw;
    let own = &raw.texts;
    let mut lacking: Vec<String> = Vec::new();
    let mut look = |words: &Words, name: String| {
        if !words.0.is_empty() && !says(words, lang) {
            lacking.push(name);
        }
    };
    look(&own.heading, "`heading`".to_owned());
    look(&own.statement, "`statement`".to_owned());
    look(&own.intro, "`intro`".to_owned());
    look(&own.button, "`button`".to_owned());
    for custom in &raw.custom {
        let name = custom.name.as_ref().map_or("custom", |name| &name.value);
        look(&custom.label, format!("`label` of `{name}`"));
        look(&custom.hint, format!("`hint` of `{name}`"));
        for option in &custom.options {
            look(&option.label, format!("option `{}` of `{name}`", option.value.value));
        }
    }
    if !lacking.is_empty() {
        let mut languages = making.config().languages.iter().map(|language| &language.code);
        let other = languages.find(|other| *other != lang).unwrap_or(making.config().default_lang());
        let message = format!("`{}` lacks texts in `{lang}`: {}", making.kind(), lacking.join(", "));
        let finding = Diagnostic::warning("label-missing", message)
            .help(format!("write each text as a table: `{{ {other} = \"…\", {lang} = \"…\" }}`"));
        making.tell(finding, raw.at.whole, format!("published in `{lang}` too"));
    }
}
