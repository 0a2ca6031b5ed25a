//! The languages of a site, the default first.

use crate::diag::Diagnostic;
use crate::ids::Lang;
use crate::model::config::{Language, Untranslated};
use crate::parse::reader::Reader;
use crate::source::Spanned;

/// Names that authors write where a tag belongs, and the names of languages in themselves.
const KNOWN: [(&str, &str, &str); 6] = [
    ("english", "en", "English"),
    ("welsh", "cy", "Cymraeg"),
    ("cymraeg", "cy", "Cymraeg"),
    ("gaelic", "gd", "Gàidhlig"),
    ("irish", "ga", "Gaeilge"),
    ("scots", "sco", "Scots"),
];

/// The language of a site that names none.
pub(super) fn english() -> Lang {
    Lang::parse("en").expect("`en` is a language tag")
}

/// Reads `language` and `[[languages]]`, and the texts that stand at the top for the default language.
pub(super) fn read(reader: &mut Reader<'_>, site_name: &str) -> Vec<Language> {
    let default = reader.filled("language");
    let default_lang = default.as_ref().and_then(|tag| lang(reader, tag));
    let mut texts = |key| reader.string(key).map(|text| text.value).unwrap_or_default();
    let (tagline, description, banner) = (texts("tagline"), texts("description"), texts("banner"));
    let mut languages: Vec<Language> = Vec::new();
    for mut inner in reader.tables("languages") {
        if let Some(language) = one(&mut inner, site_name, &languages) {
            languages.push(language);
        }
        reader.absorb(inner);
    }
    let first =
        default_lang.or_else(|| languages.first().map(|language| language.code.clone())).unwrap_or_else(english);
    match languages.iter().position(|language| language.code == first) {
        Some(at) => languages.get_mut(..=at).unwrap_or_default().rotate_right(1),
        None => {
            if let (false, Some(tag)) = (languages.is_empty(), &default) {
                let finding = Diagnostic::error("language-unknown", format!("`{first}` is not among `[[languages]]`"))
                    .at(reader.file(), tag.span, "the default language")
                    .help(format!("add `[[languages]]` with `code = \"{first}\"`"));
                reader.tell(finding);
            }
            languages.insert(0, plain(first, site_name));
        }
    }
    if let Some(language) = languages.first_mut() {
        let fill = |own: &mut String, text: String| {
            if own.is_empty() {
                *own = text;
            }
        };
        fill(&mut language.tagline, tagline);
        fill(&mut language.description, description);
        fill(&mut language.banner, banner);
    }
    languages
}

fn one(inner: &mut Reader<'_>, site_name: &str, before: &[Language]) -> Option<Language> {
    inner.require("code");
    let code = inner.filled("code");
    let mut text = |key| inner.string(key).map(|text| text.value);
    let (name, own_name) = (text("name"), text("site_name"));
    let (tagline, description, banner) = (text("tagline"), text("description"), text("banner"));
    let known = [(Untranslated::Warn, "warn"), (Untranslated::Show, "show")];
    let untranslated = inner.choice("untranslated", &known).map_or(Untranslated::Warn, |chosen| chosen.value);
    let tag = code?;
    let code = lang(inner, &tag)?;
    if before.iter().any(|language| language.code == code) {
        let finding = Diagnostic::error("language-doubled", format!("`{code}` is listed twice"));
        inner.tell(finding.at(inner.file(), tag.span, "the second time"));
        return None;
    }
    let fresh = plain(code, site_name);
    Some(Language {
        name: name.filter(|name| !name.is_empty()).unwrap_or(fresh.name),
        site_name: own_name.unwrap_or(fresh.site_name),
        tagline: tagline.unwrap_or_default(),
        description: description.unwrap_or_default(),
        banner: banner.unwrap_or_default(),
        untranslated,
        code: fresh.code,
    })
}

fn plain(code: Lang, site_name: &str) -> Language {
    let name = KNOWN.iter().find(|(_, tag, _)| *tag == code.as_str()).map_or(code.as_str(), |(.., name)| name);
    Language {
        name: name.to_owned(),
        site_name: site_name.to_owned(),
        tagline: String::new(),
        description: String::new(),
        banner: String::new(),
        untranslated: Untranslated::Warn,
        code,
    }
}

fn lang(reader: &mut Reader<'_>, tag: &Spanned<String>) -> Option<Lang> {
    if let Some(lang) = Lang::parse(&tag.value) {
        return Some(lang);
    }
    let finding = Diagnostic::error("language-unknown", format!("`{}` is no language tag", tag.value)).at(
        reader.file(),
        tag.span,
        "a tag has two or three small letters",
    );
    let meant = KNOWN.iter().find(|(name, ..)| *name == tag.value.to_lowercase());
    reader.tell(match meant {
        Some((_, tag, _)) => finding.help(format!("write `{tag}`")),
        None => finding.help("English is `en`, Welsh is `cy`"),
    });
    None
}
