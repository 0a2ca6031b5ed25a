//! Every word, part and mail of the contract, in the default theme and each language of a small site.

use std::collections::BTreeSet;

use handbill_contract::answer::MAILS;
use handbill_contract::{Amounts, Field, Form, FormId, Manifest, State, Words};
use scraper::{Html, Selector};

use super::*;
use crate::load::embedded;
use crate::model::site::Site;
use crate::render::robots::Audience;
use crate::render::theme::Theme;
use crate::render::{Country, forms_json, sample};
use crate::source::{Content, SourceFile, Sources};

/// The default theme, without the files that `is_left_out`.
fn placard(site: &Site, is_left_out: impl Fn(&str) -> bool) -> Theme {
    let files = embedded::themes()
        .into_iter()
        .flat_map(|(name, files)| files.into_iter().map(move |(path, bytes)| (format!("themes/{name}/{path}"), bytes)));
    // Its typefaces are no text, and nothing is said with them.
    let files = files.filter(|(path, _)| !is_left_out(path)).filter_map(|(path, bytes)| {
        let text = std::str::from_utf8(bytes).ok()?;
        Some(SourceFile { path: path.into(), content: Content::Text(text.into()) })
    });
    let (theme, findings) = Theme::load(&Sources::new(files.collect()), &site.config);
    assert!(findings.is_empty(), "{findings:#?}");
    theme.expect("a theme")
}

fn form(key: &str, kind: Kind) -> Arc<Form> {
    let fields = ["given_name", "email_address"].iter().filter_map(|name| Field::standard(name, true));
    let shape = Shape {
        kind,
        purpose: kind.purpose(),
        languages: vec!["en".to_owned(), "cy".to_owned()],
        heading: Words::default(),
        statement: Words::default(),
        intro: Words::default(),
        button: Words::default(),
        fields: fields.collect(),
        consents: Vec::new(),
        amounts: (kind == Kind::Donate).then(|| Amounts {
            currency: "GBP".to_owned(),
            suggested_pence: vec![500, 1_000],
            default_pence: None,
            min_pence: 100,
            max_pence: 2_000_000,
            monthly: true,
        }),
        public_names: kind == Kind::Pledge,
        second_signer: false,
        min_age_years: 13,
        thanks: Words::default(),
    };
    Arc::new(Form {
        id: FormId::new(key, kind),
        shape: Arc::new(shape),
        state: State::Closed,
        goal: None,
        closes_at_s: None,
        title: Words::default(),
        page: Words::default(),
    })
}

/// The sample with a form of each kind.
fn site() -> Site {
    let mut site = sample::site(Vec::new());
    let none = vec![Vec::new(); site.config.regions.len()];
    for lists in &mut site.lists {
        (lists.groups_by_region, lists.upcoming_by_region) = (none.clone(), none.clone());
    }
    site.pages[0].forms = Kind::ALL.map(|kind| form("campaigns/rents", kind)).into();
    site
}

fn spoken() -> Spoken {
    let site = site();
    let theme = placard(&site, |_| false);
    let (spoken, findings) = Renderer::new(&site, &theme, &Country::default(), Audience::Public).spoken();
    assert!(findings.is_empty(), "{findings:#?}");
    spoken
}

/// The names between `⟦` and `⟧`.
fn holes(text: &str) -> BTreeSet<&str> {
    text.split(HOLE_OPEN).skip(1).filter_map(|after| after.split_once(HOLE_CLOSE)).map(|(name, _)| name).collect()
}

fn set<'a>(names: &[&'a str]) -> BTreeSet<&'a str> {
    names.iter().copied().collect()
}

/// What a reader of HTML5 has to complain of.
fn complaints(html: &str) -> Vec<String> {
    let errors = match html.starts_with("<!DOCTYPE") {
        true => Html::parse_document(html).errors,
        false => Html::parse_fragment(html).errors,
    };
    errors.iter().map(ToString::to_string).collect()
}

#[test]
fn every_word_is_said_in_each_language_with_its_holes_and_no_other() {
    let spoken = spoken();
    assert_eq!(spoken.answers.keys().collect::<Vec<_>>(), ["cy", "en"]);
    for (lang, answers) in &spoken.answers {
        assert_eq!(answers.words.len(), WORDS.len());
        for (key, wanted) in WORDS {
            let word = &answers.words[*key];
            assert_eq!(holes(word), set(wanted), "{lang} {key}: {word}");
            assert!(!word.starts_with("answer-") && !word.contains('<'), "{lang} {key}: {word}");
        }
    }
    for (key, _) in WORDS.iter().filter(|(key, _)| !key.starts_with("larger")) {
        assert_ne!(spoken.answers["en"].words[*key], spoken.answers["cy"].words[*key], "{key}");
    }
}

#[test]
fn every_mail_is_written_in_each_language_with_its_holes_and_no_other() {
    let spoken = spoken();
    for (lang, mails) in &spoken.mails {
        assert_eq!(mails.len(), MAILS.len());
        for (name, wanted) in MAILS {
            let mail = &mails[*name];
            assert_eq!(holes(&mail.text), set(wanted), "{lang} {name}: {}", mail.text);
            assert_eq!(holes(&mail.html), set(wanted), "{lang} {name}: {}", mail.html);
            assert!(holes(&mail.subject).is_subset(&set(wanted)), "{lang} {name}: {}", mail.subject);
            assert!(!mail.subject.starts_with("mail-") && !mail.subject.contains('\n'), "{lang} {name}");
            let imprint = if lang == "cy" { "Hyrwyddwyd gan" } else { "Promoted by" };
            for part in [&mail.text, &mail.html] {
                assert!(part.contains(imprint), "{lang} {name} has no imprint");
                assert!(part.contains("https://momentum.example.org"), "{lang} {name} does not say where the site is");
            }
            assert!(mail.html.starts_with("<!DOCTYPE html>") && !mail.text.contains('<'), "{lang} {name}");
            assert!(!mail.html.contains("<img"), "{lang} {name} has a picture");
            assert_eq!(complaints(&mail.html), [""; 0], "{lang} {name}");
        }
    }
}

#[test]
fn a_page_has_room_for_a_title_and_for_what_is_said() {
    for (lang, answers) in &spoken().answers {
        let page = &answers.page;
        assert_eq!(holes(page), set(&["main", "title"]), "{lang}");
        assert_eq!(complaints(page), [""; 0], "{lang}");
        let html = Html::parse_document(page);
        let text = |selector: &str| {
            let found = html.select(&Selector::parse(selector).expect("a selector")).next();
            found.map(|found| found.text().collect::<String>()).unwrap_or_default()
        };
        assert!(text("title").starts_with("⟦title⟧"), "{lang}");
        assert_eq!(text("main").trim(), "⟦main⟧", "{lang}");
        assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"), "{lang}");
        assert!(!text(".imprint").is_empty(), "{lang}");
    }
}

#[test]
fn a_form_is_rendered_once_for_each_shape_open_and_without_its_name() {
    let site = site();
    for (lang, answers) in &spoken().answers {
        assert_eq!(answers.forms.len(), Kind::ALL.len());
        for form in site.pages[0].forms.iter() {
            let html = &answers.forms[&form.shape.version()];
            assert_eq!(holes(html), set(&["form"]), "{lang}: {html}");
            assert!(html.contains("<input type=\"hidden\" name=\"form\" value=\"⟦form⟧\">"), "{lang}: {html}");
            assert!(html.contains(&format!("<div class=\"errors\" id=\"{}-errors\"", form.kind())), "{lang}: {html}");
            assert_eq!(complaints(html), [""; 0], "{lang}");
        }
    }
}

#[test]
fn a_larger_gift_is_asked_for_all_that_the_law_wants() {
    let site = site();
    let declarations = crate::model::statements::declarations(&site.config, site.now.date());
    for (lang, answers) in &spoken().answers {
        let fields = handbill_contract::donor::FIELDS.map(|(name, ..)| name);
        for (part, declared, names) in [("donor", "d1", &fields[..]), ("reportable", "d2", &["phone_number"])] {
            let html = &answers.parts[part];
            let parsed = Html::parse_fragment(html);
            assert_eq!(parsed.select(&Selector::parse("fieldset.part").expect("a selector")).count(), 1, "{html}");
            let declaration = declarations.iter().find(|statement| statement.id() == declared).expect("it is law");
            let ticket = declaration.ticket(lang).expect("it has a text");
            assert!(html.contains(&format!("name=\"declaration\" value=\"{ticket}\"")), "{html}");
            let text: String = parsed.root_element().text().collect();
            assert!(text.contains(declaration.text().get(lang).expect("a text")), "{text}");
            for name in names {
                assert!(html.contains(&format!("name=\"{name}\"")), "{lang} {part} {name}");
            }
            assert!(!text.contains("donor-") && !text.contains("field-"), "{text}");
            assert_eq!((holes(html), complaints(html)), (BTreeSet::new(), Vec::new()), "{lang} {part}");
        }
    }
}

#[test]
fn a_theme_that_cannot_answer_is_told_where_there_are_forms() {
    let mut site = site();
    let theme = placard(&site, |path| path.contains("/mail/confirm.") || path.ends_with("/answer.html"));
    let (spoken, findings) = Renderer::new(&site, &theme, &Country::default(), Audience::Public).spoken();
    let [finding] = &findings[..] else { panic!("{findings:#?}") };
    assert_eq!((finding.code, spoken), ("theme-file-missing", Spoken::default()));
    assert!(finding.message.contains("`answer.html`, `mail/confirm.html`, `mail/confirm.txt`"), "{}", finding.message);
    site.pages[0].forms = Vec::new().into();
    assert_eq!(Renderer::new(&site, &theme, &Country::default(), Audience::Public).spoken(), Default::default());
}

#[test]
fn thousands_of_forms_of_one_shape_add_nothing_to_what_is_said() {
    let mut site = site();
    let theme = placard(&site, |_| false);
    let size = |site: &Site| {
        let (spoken, _) = Renderer::new(site, &theme, &Country::default(), Audience::Public).spoken();
        let manifest = forms_json::manifest(site, &Words::default(), spoken.clone());
        let read = Manifest::from_json(&manifest.to_json()).expect("our own file");
        assert_eq!(read, manifest);
        serde_json::to_string(&spoken.answers).expect("texts").len()
            + serde_json::to_string(&spoken.mails).expect("texts").len()
    };
    let few = size(&site);
    let shape = form("groups/leeds", Kind::Signup).shape.clone();
    let group = |at: usize| {
        let mut form = Form::clone(&form(&format!("groups/group-{at}"), Kind::Signup));
        form.shape = shape.clone();
        Arc::new(form)
    };
    site.pages[1].forms = (0..4_000).map(group).collect::<Vec<_>>().into();
    assert_eq!(size(&site), few);
    assert!(few < 200_000, "{few} bytes");
}
