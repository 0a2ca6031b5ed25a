//! Forms as authors write them, and what they become or are told.

use std::collections::BTreeMap;

use handbill_contract::{Amounts, Purpose};
use jiff::civil::date;
use jiff::tz::TimeZone;

use super::*;
use crate::model::config::{
    Consent, Counts, Language, Limits, Party, Privacy, Promoter, RawHtml, Untranslated, Words as ConfigWords,
};
use crate::model::draft::{Body, Detail, Meta};
use crate::parse::toml;
use crate::source::{FileId, Spanned};

const SITE: FileId = FileId(0);
const ORIGINAL: FileId = FileId(1);
const TRANSLATION: FileId = FileId(2);

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a tag")
}

fn table(file: FileId, text: &str) -> Table {
    let (table, findings) = toml::table(file, text, 0..text.len());
    assert!(findings.is_empty(), "{findings:?}");
    table
}

fn config() -> Config {
    let language = |code: &str| Language {
        code: lang(code),
        name: code.to_owned(),
        site_name: "Momentum".to_owned(),
        tagline: String::new(),
        description: String::new(),
        banner: String::new(),
        untranslated: Untranslated::Show,
    };
    Config {
        file: SITE,
        base_url: "https://momentum.example.org".to_owned(),
        languages: vec![language("en"), language("cy")],
        timezone: ("Europe/London".to_owned(), TimeZone::UTC),
        now: None,
        theme: Spanned::new("placard".to_owned(), Span::default()),
        theme_options: Table::default(),
        organisation: Party::default(),
        promoter: Promoter::default(),
        printer: None,
        privacy: Some(Privacy {
            page: Spanned::new("pages/privacy".to_owned(), Span::default()),
            version: "1".to_owned(),
        }),
        security: None,
        navigation: Vec::new(),
        footer: Vec::new(),
        donate: None,
        social: Vec::new(),
        consents: vec![consent("email", &["en", "cy"]), consent("sms", &["en"])],
        defaults: BTreeMap::new(),
        regions: Vec::new(),
        limits: Limits { file_max_bytes: 1, asset_max_bytes: 1, per_page: 1, feed_items: 1 },
        raw_html: RawHtml::Sanitise,
        counts: Counts::default(),
        finder: Default::default(),
        share_pictures: false,
        embeds: true,
        search: false,
    }
}

fn consent(id: &str, langs: &[&str]) -> Consent {
    Consent {
        id: Spanned::new(id.to_owned(), Span::default()),
        channel: id.to_owned(),
        version: "1".to_owned(),
        text: ConfigWords(langs.iter().map(|tag| (lang(tag), format!("{id} in {tag}"))).collect()),
    }
}

fn draft(file: FileId, kind: PageKind, tag: &str, text: &str) -> DraftPage {
    let forms = table(file, text).entries.into_iter().filter_map(|(name, node)| match node.value {
        Value::Table(table) => Some((name, table)),
        _ => None,
    });
    DraftPage {
        file,
        span: Span::default(),
        key: "campaigns/rents".to_owned(),
        kind,
        lang: lang(tag),
        meta: Meta::default(),
        detail: Detail::Plain,
        forms: forms.collect(),
        body: Arc::new(Body::default()),
    }
}

fn page() -> FormPage {
    FormPage {
        title: Words::one("en", "Rents"),
        url: Words::one("en", "/campaigns/rents/"),
        goal: Some(9_000),
        closes: None,
        is_over: false,
    }
}

fn read_with(config: &Config, page: &FormPage, drafts: &[&DraftPage]) -> (Vec<Arc<Form>>, Vec<Diagnostic>) {
    let urls = |key: &str| (key == "pages/ta").then(|| Words::one("en", "/ta/"));
    let thanks = |kind: Kind| Words::one("en", &format!("/thank-you/{kind}/"));
    let known = Known::default();
    let context = FormContext::new(config, &urls, &thanks, &known);
    let (forms, findings) = read(&context, page, drafts);
    (forms.to_vec(), findings)
}

/// The one form that `text` declares on a campaign, when nothing is wrong with it.
fn good(text: &str) -> Arc<Form> {
    let (forms, findings) = read_with(&config(), &page(), &[&draft(ORIGINAL, PageKind::Campaign, "en", text)]);
    assert_eq!(findings, []);
    forms.into_iter().next().expect("a form")
}

/// Each finding as `code: message | what stands under the caret | help`.
fn told(config: &Config, kind: PageKind, text: &str, translation: Option<&str>) -> Vec<String> {
    let original = draft(ORIGINAL, kind, "en", text);
    let translation = translation.map(|text| (text, draft(TRANSLATION, kind, "cy", text)));
    let drafts: Vec<_> = std::iter::once(&original).chain(translation.as_ref().map(|(_, draft)| draft)).collect();
    let (_, findings) = read_with(config, &page(), &drafts);
    let sources = [("", SITE), (text, ORIGINAL), (translation.as_ref().map_or("", |(text, _)| text), TRANSLATION)];
    let line = |finding: &Diagnostic| {
        let place = finding.place.expect("each finding has a place");
        let source = sources.iter().find(|(_, file)| *file == place.file).map_or("", |(text, _)| text);
        let under = source.get(place.span.range()).unwrap_or("(outside)");
        format!("{}: {} | {under} | {}", finding.code, finding.message, finding.help.join(" / "))
    };
    findings.iter().map(line).collect()
}

#[track_caller]
fn check(text: &str, wanted: &[&str]) {
    assert_eq!(told(&config(), PageKind::Campaign, text, None), wanted, "of {text}");
}

fn names(form: &Form) -> Vec<(&str, bool)> {
    form.shape.fields.iter().map(|field| (field.name.as_str(), field.required)).collect()
}

#[test]
fn an_empty_table_is_a_whole_pledge() {
    let form = good("[pledge]\n");
    assert_eq!(form.id.as_str(), "campaigns/rents:pledge");
    let wanted = [("given_name", true), ("family_name", false), ("email_address", true), ("postal_code", false)];
    assert_eq!(names(&form), wanted);
    assert_eq!(form.shape.consents, ["email"]);
    assert_eq!((form.goal, form.state), (Some(9_000), State::Open));
    assert_eq!(form.shape.thanks.get("en"), Some("/thank-you/pledge/"));
    assert_eq!(form.shape.languages, ["en", "cy"]);
}

#[test]
fn every_key_is_read() {
    let form = good(
        r#"
[pledge]
heading = { en = "Sign", cy = "Llofnodwch" }
statement = { en = "I pledge", cy = "Addawaf" }
button = { en = "Add me", cy = "Ychwanegwch" }
goal = 5000
fields = ["given_name", "ward", "email_address", "phone_number"]
required = ["ward"]
consents = ["sms"]
state = "paused"
thanks = "pages/ta"
public_names = true
second_signer = true
[[pledge.custom]]
name = "ward"
label = "Your ward"
type = "choice"
options = [{ value = "a", label = "A" }, { value = "bb" }]
[[pledge.custom]]
name = "more"
label = "More"
type = "textarea"
max_chars = 300
"#,
    );
    let wanted = [
        ("given_name", false),
        ("custom_fields.ward", true),
        ("email_address", true),
        ("phone_number", false),
        ("custom_fields.more", false),
    ];
    assert_eq!(names(&form), wanted);
    assert_eq!((form.goal, form.state), (Some(5_000), State::Paused));
    let shape = &form.shape;
    assert!(shape.public_names && shape.second_signer);
    assert_eq!(shape.thanks.get("en"), Some("/ta/"));
    assert_eq!(shape.heading.get("cy"), Some("Llofnodwch"));
    // There is no Welsh text of `sms` to agree to.
    assert_eq!(shape.languages, ["en"]);
    let more = shape.field("custom_fields.more").expect("it is asked");
    assert_eq!((more.max_chars, more.label.get("en")), (300, Some("More")));
    let ward = shape.field("custom_fields.ward").expect("it is asked");
    assert_eq!(ward.options.iter().map(|choice| choice.value.as_str()).collect::<Vec<_>>(), ["a", "bb"]);
}

#[test]
fn gifts_are_counted_in_pence() {
    let form = good("[donate]\namounts = [5, 12.50]\ndefault_amount = 12.5\nmonthly = true\nmin_amount = 2\n");
    let amounts = Amounts {
        currency: "GBP".to_owned(),
        suggested_pence: vec![500, 1_250],
        default_pence: Some(1_250),
        min_pence: 200,
        max_pence: 500_000,
        monthly: true,
    };
    assert_eq!(form.shape.amounts, Some(amounts));
    assert!(form.shape.fields.iter().all(|field| field.required), "the law asks who gives");
    assert_eq!(form.goal, None, "a campaign's goal counts names");
}

#[test]
fn wrong_amounts_are_told() {
    check(
        "[donate]\namounts = [0, 2.555, \"10\"]\n",
        &[
            "amount-invalid: `amounts` of `donate` must be in pounds, more than nothing | 0 | write numbers without a sign, such as `10` or `2.50`",
            "amount-invalid: `amounts` of `donate` must be in pounds, more than nothing | 2.555 | write numbers without a sign, such as `10` or `2.50`",
            "amount-invalid: `amounts` of `donate` must be in pounds, more than nothing | \"10\" | write numbers without a sign, such as `10` or `2.50`",
        ],
    );
    check(
        "[donate]\namounts = [1, 6000]\ndefault_amount = 7\nmin_amount = 2\n",
        &[
            "amount-out-of-range: £1 is suggested, and cannot be given | 1 | suggest amounts from £2 to £5,000, or change the limits",
            "amount-out-of-range: £6,000 is suggested, and cannot be given | 6000 | suggest amounts from £2 to £5,000, or change the limits",
            "amount-default-unlisted: £7 is to be chosen at first, and is not suggested | 7 | name one of `amounts`, or add it to them",
        ],
    );
    check(
        "[donate]\nmin_amount = 20\nmax_amount = 10\n",
        &[
            "amount-out-of-range: the least gift, £20, is more than the most, £10 | 20 | change `min_amount` or `max_amount`",
        ],
    );
}

#[test]
fn unknown_names_are_told_with_the_nearest() {
    check(
        "[pledge]\nfields = [\"given_nam\", \"email_address\"]\nconsents = [\"emial\", \"fax\"]\nheadng = \"x\"\n",
        &[
            "key-unknown: there is no key `headng` in `pledge` | headng | did you mean `heading`?",
            "field-unknown: there is no field `given_nam` | \"given_nam\" | did you mean `given_name`?",
            "consent-unknown: there is no consent `emial` | \"emial\" | did you mean `email`?",
            "consent-unknown: there is no consent `fax` | \"fax\" | write the statement in `site.toml`: `[[consent]]`, `id = \"fax\"`",
        ],
    );
}

#[test]
fn keys_of_another_kind_are_unknown() {
    let told = told(&config(), PageKind::Campaign, "[pledge]\namounts = [5]\n[donate]\npublic_names = true\n", None);
    assert_eq!(told.iter().filter(|line| line.starts_with("key-unknown")).count(), 2, "{told:?}");
}

#[test]
fn fields_asked_twice_or_not_at_all_are_told() {
    check(
        "[pledge]\nfields = [\"given_name\", \"given_name\"]\nrequired = [\"locality\"]\n",
        &[
            "field-doubled: `given_name` is asked twice | \"given_name\" | name each field once",
            "field-missing: `pledge` does not ask for `email_address` | \"given_name\" | add `email_address` to `fields`: a person is known, and confirms, by an e-mail address",
            "field-unknown: `locality` is not asked for | \"locality\" | add `locality` to `fields`, or take it out of `required`",
        ],
    );
}

#[test]
fn wrong_custom_fields_are_told() {
    let custom = |rest: &str| format!("[pledge]\n[[pledge.custom]]\n{rest}\n");
    check(
        &custom("name = \"Your Ward\"\nlabel = \"x\""),
        &[
            "custom-name-invalid: `Your Ward` cannot be the name of a field | \"Your Ward\" | write `your_ward`; what is shown is the `label`",
        ],
    );
    check(
        &custom("name = \"comments\"\nlabel = \"x\""),
        &[
            "custom-name-taken: `comments` is a standard field, and cannot be a custom one | \"comments\" | add `comments` to `fields` instead",
        ],
    );
    check(
        &custom("name = \"a\"\nlabel = \"x\"\n[[pledge.custom]]\nname = \"a\"\nlabel = \"y\""),
        &["custom-name-taken: two custom fields are called `a` | \"a\" | give each field a name of its own"],
    );
    check(
        &custom("name = \"a\"\nlabel = \"x\"\nmax_chars = 9000"),
        &["number-out-of-range: an answer cannot have 9000 characters at most | 9000 | write a number from 1 to 4000"],
    );
    let codes = |rest: &str| -> Vec<String> {
        let told = told(&config(), PageKind::Campaign, &custom(rest), None);
        told.iter().filter_map(|line| line.split_once(": ")).map(|(code, _)| code.to_owned()).collect()
    };
    assert_eq!(codes("name = \"a\"\nlabel = \"x\"\ntype = \"choice\""), ["options-missing"]);
    assert_eq!(codes("name = \"a\"\nlabel = \"x\"\noptions = [{ value = \"a\" }]"), ["options-unused"]);
    assert_eq!(
        codes("name = \"a\"\nlabel = \"x\"\ntype = \"choice\"\noptions = [{ value = \"a\" }, { value = \"a\" }]"),
        ["option-doubled"]
    );
    assert_eq!(codes("name = \"a\""), ["key-missing"]);
}

#[test]
fn a_list_needs_consent() {
    let wanted = "consent-statement-missing: `signup` keeps in touch, and asks for no consent | signup | ";
    check(
        "[signup]\nconsents = []\n",
        &[&format!("{wanted}offer a statement of `site.toml`: `consents = [\"email\"]`")],
    );
    let without = Config { consents: Vec::new(), ..config() };
    let help = "write a statement in `site.toml`: `[[consent]]`, `id = \"email\"`, `channel`, `version`, `text`";
    assert_eq!(told(&without, PageKind::Page, "[signup]\n", None), [format!("{wanted}{help}")]);
    assert_eq!(told(&without, PageKind::Campaign, "[pledge]\n", None), [""; 0]);
}

#[test]
fn a_consent_that_nobody_can_use_is_told() {
    check(
        "[pledge]\nconsents = [\"sms\"]\n",
        &[
            "consent-unanswerable: the consent `sms` is offered, and `phone_number` is not asked for | \"sms\" | add `phone_number` to `fields`, or take the consent out",
        ],
    );
}

#[test]
fn a_missing_privacy_page_is_told_in_the_site_file() {
    let without = Config { privacy: None, ..config() };
    let told = told(&without, PageKind::Campaign, "[pledge]\n", None);
    assert!(told.len() == 1 && told[0].starts_with("privacy-page-missing: "), "{told:?}");
}

#[test]
fn a_missing_page_of_thanks_is_told() {
    check(
        "[pledge]\nthanks = \"pages/tah\"\ngoal = 0\n",
        &[
            "thanks-page-missing: no page `pages/tah` | \"pages/tah\" | name a page by its path below `content/`, without `.md`: `pages/thank-you`",
            "goal-invalid: the goal of `pledge` is 0 | 0 | write how many are wanted, or take the line out",
        ],
    );
}

#[test]
fn a_translation_changes_texts_alone() {
    let original = draft(
        ORIGINAL,
        PageKind::Campaign,
        "en",
        "[pledge]\nheading = \"Sign\"\ngoal = 10\n[[pledge.custom]]\nname = \"ward\"\nlabel = \"Ward\"\n",
    );
    let welsh =
        "[pledge]\nheading = \"Llofnodwch\"\ngoal = 10\n[[pledge.custom]]\nname = \"ward\"\nlabel = \"Ward (cy)\"\n";
    let translation = draft(TRANSLATION, PageKind::Campaign, "cy", welsh);
    let (forms, findings) = read_with(&config(), &page(), &[&original, &translation]);
    assert_eq!(findings, []);
    let shape = &forms[0].shape;
    assert_eq!((shape.heading.get("en"), shape.heading.get("cy")), (Some("Sign"), Some("Llofnodwch")));
    assert_eq!(shape.fields.last().and_then(|field| field.label.get("cy")), Some("Ward (cy)"));
}

#[test]
fn what_a_translation_cannot_change_is_told() {
    let welsh = "[pledge]\ngoal = 20\n[[pledge.custom]]\nname = \"wrd\"\nlabel = \"x\"\n[rsvp]\n";
    let english = "[pledge]\ngoal = 10\n[[pledge.custom]]\nname = \"ward\"\nlabel = { en = \"Ward\", cy = \"Ward\" }\n";
    assert_eq!(
        told(&config(), PageKind::Campaign, english, Some(welsh)),
        [
            "translation-key-ignored: `goal` of `pledge` is taken from the original | goal | change it in the original, and take it out here",
            "field-unknown: the original has no custom field `wrd` | \"wrd\" | did you mean `ward`?",
            "form-original-missing: the original has no `[rsvp]` | rsvp | declare the form in the original, and here only the texts that differ",
        ]
    );
}

#[test]
fn a_welsh_page_needs_welsh_words() {
    let english =
        "[pledge]\nheading = \"Sign\"\nconsents = [\"sms\"]\nfields = [\"email_address\", \"phone_number\"]\n";
    let told = told(&config(), PageKind::Campaign, english, Some(""));
    assert_eq!(
        told,
        [
            "label-missing: `pledge` lacks texts in `cy`: `heading` | pledge | write each text as a table: `{ en = \"…\", cy = \"…\" }`",
        ]
    );
}

#[test]
fn a_gift_is_declared_in_a_language_that_we_have() {
    let mut french = config();
    french.languages[1].code = lang("fr");
    french.consents.clear();
    let original = draft(ORIGINAL, PageKind::Page, "en", "[donate]\n");
    let translation = DraftPage { lang: lang("fr"), ..draft(TRANSLATION, PageKind::Page, "cy", "") };
    let (forms, findings) = read_with(&french, &page(), &[&original, &translation]);
    assert_eq!(findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["declaration-missing"]);
    assert_eq!(forms[0].shape.languages, ["en"]);
}

#[test]
fn the_form_of_the_defaults_is_shared_and_can_be_changed() {
    let mut config = config();
    config.defaults.insert("groups".to_owned(), table(SITE, "[signup]\nheading = \"Join\"\nbutton = \"Go\"\n"));
    let plain = draft(ORIGINAL, PageKind::Group, "en", "");
    let own = draft(ORIGINAL, PageKind::Group, "en", "[signup]\nbutton = \"Come\"\n");
    let urls = |_: &str| None;
    let thanks = |_| Words::default();
    let known = Known::default();
    let context = FormContext::new(&config, &urls, &thanks, &known);
    let [(a, found_a), (b, found_b), (c, found_c)] =
        [&plain, &plain, &own].map(|draft| read(&context, &page(), &[draft]));
    assert_eq!([found_a, found_b, found_c], [vec![], vec![], vec![]]);
    assert!(Arc::ptr_eq(&a[0].shape, &b[0].shape));
    assert_eq!(a[0].shape.purpose, Purpose::Group);
    assert_eq!((c[0].shape.heading.get("en"), c[0].shape.button.get("en")), (Some("Join"), Some("Come")));
}

#[test]
fn a_form_closes_with_its_page() {
    let closes = date(2015, 10, 24).at(21, 0, 0, 0).to_zoned(TimeZone::UTC).expect("a moment");
    let original = draft(ORIGINAL, PageKind::Event, "en", "[rsvp]\n");
    let over = FormPage { closes: Some(closes), is_over: true, ..page() };
    let (forms, _) = read_with(&config(), &over, &[&original]);
    assert_eq!((forms[0].state, forms[0].closes_at_s, forms[0].goal), (State::Closed, Some(1_445_720_400), None));
    let campaign = draft(ORIGINAL, PageKind::Campaign, "en", "[pledge]\n[donate]\n");
    let (forms, _) = read_with(&config(), &over, &[&campaign]);
    assert_eq!([forms[0].state, forms[1].state], [State::Closed, State::Open]);
}
