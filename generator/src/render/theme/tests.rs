//! A tiny theme, and what becomes of it.

use std::sync::Arc;

use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::*;
use crate::diag::Severity;
use crate::model::config::{Counts, Language, Limits, Party, Promoter, RawHtml, Untranslated};
use crate::model::node::{Node, Table, Value as NodeValue};
use crate::source::{Content, FileId, SourceFile, Span, Spanned};

const TOML: &str = r##"
name = "Tiny"
languages = ["en", "cy"]
[options.accent]
type = "colour"
default = "#e3001b"
contrast = [{ against = "#ffffff", at_least = 4.5, mode = "light" }]
[options.shape]
type = "choice"
choices = ["round", "square"]
default = "round"
[options.big]
type = "bool"
default = false
[shortcodes.poster]
arguments = ["src"]
"##;

const EN: &str = "hello = Hello & welcome\nevents = { $n ->\n    [one] { $n } event\n   *[other] { $n } events\n}\n";
const CY: &str = "hello = Helo\nevents = { $n ->\n    [zero] { $n } digwyddiad (zero)\n    [one] { $n } (one)\n    \
                  [two] { $n } (two)\n    [few] { $n } (few)\n    [many] { $n } (many)\n   *[other] { $n } (other)\n}\n";

/// A configuration in English and Welsh.
pub(in crate::render) fn config() -> Config {
    let code = |code| Lang::parse(code).expect("a language");
    let language = |tag| Language {
        code: code(tag),
        name: String::new(),
        site_name: "Tiny".to_owned(),
        tagline: String::new(),
        description: String::new(),
        banner: String::new(),
        untranslated: Untranslated::Show,
    };
    Config {
        file: FileId(0),
        base_url: "https://example.org".to_owned(),
        languages: vec![language("en"), language("cy")],
        timezone: ("Europe/London".to_owned(), TimeZone::get("Europe/London").expect("a zone")),
        now: None,
        theme: Spanned::new("tiny".to_owned(), Span::new(0..4)),
        theme_options: Table::default(),
        organisation: Party::default(),
        promoter: Promoter::default(),
        printer: None,
        privacy: None,
        security: None,
        navigation: Vec::new(),
        footer: Vec::new(),
        donate: None,
        social: Vec::new(),
        consents: Vec::new(),
        defaults: BTreeMap::new(),
        regions: Vec::new(),
        limits: Limits { file_max_bytes: 0, asset_max_bytes: 0, per_page: 20, feed_items: 20 },
        raw_html: RawHtml::Sanitise,
        counts: Counts::default(),
        finder: Default::default(),
        share_pictures: false,
        embeds: true,
        search: false,
    }
}

fn sources(more: &[(&str, &str)]) -> Sources {
    let mut files: BTreeMap<&str, &str> = [
        ("content/site.toml", "theme = \"tiny\""),
        ("themes/tiny/theme.toml", TOML),
        ("themes/tiny/assets/site.css", "a { color: var(--accent) }"),
        ("themes/tiny/assets/dot.svg", "<svg/>"),
        ("themes/tiny/assets/icon.svg", "<svg fill='{accent}' color='{on_accent}'/>"),
        ("themes/tiny/languages/en.ftl", EN),
        ("themes/tiny/languages/cy.ftl", CY),
        ("themes/tiny/templates/base.html", "<title>{% block title %}{% endblock %}</title>{{ once.footer }}"),
        ("themes/tiny/templates/page.html", "{% extends \"base.html\" %}{% block title %}{{ title }}{% endblock %}"),
        ("themes/tiny/templates/once/footer.html", "\n<p>{{ t(key=\"hello\") }} {{ site.name }}</p>\n"),
    ]
    .into();
    files.extend(more.iter().copied());
    let file = |(path, text): (&str, &str)| SourceFile { path: path.into(), content: Content::Text(Arc::from(text)) };
    Sources::new(files.into_iter().map(file).collect())
}

fn load(more: &[(&str, &str)]) -> (Option<Theme>, Vec<Diagnostic>) {
    Theme::load(&sources(more), &config())
}

fn good(more: &[(&str, &str)]) -> Theme {
    let (theme, findings) = load(more);
    assert_eq!(findings, [], "no finding");
    theme.expect("a theme")
}

/// The one error of a theme with these files in it: its code, the text at its place, its message and help.
fn error(more: &[(&str, &str)]) -> (String, String, String) {
    let sources = sources(more);
    let (_, findings) = Theme::load(&sources, &config());
    let finding = only(&findings);
    (finding.code.to_owned(), at(finding, &sources), format!("{} {}", finding.message, finding.help.join(" ")))
}

fn only(findings: &[Diagnostic]) -> &Diagnostic {
    assert_eq!(findings.len(), 1, "{findings:#?}");
    &findings[0]
}

fn at(finding: &Diagnostic, sources: &Sources) -> String {
    let Some(place) = finding.place else { return String::new() };
    sources.get(place.file).text().get(place.span.range()).expect("the span lies within the file").to_owned()
}

fn context(lang: &str, title: &str) -> Context {
    let mut context = Context::new();
    context.insert("lang", lang);
    context.insert("title", title);
    context.insert_value("once", Value::from(Map::from_iter([("footer".into(), Value::safe_string("<hr>"))])));
    context
}

fn rendered(template: &str, lang: &str) -> String {
    good(&[("theme/templates/x.html", template)]).render("x.html", &context(lang, "T")).expect("renders")
}

#[test]
fn a_theme_renders_in_each_language() {
    assert_eq!(rendered("{{ t(key=\"hello\") }}", "en"), "Hello &amp; welcome");
    assert_eq!(rendered("{{ t(key=\"hello\") }}", "cy"), "Helo");
    assert_eq!(rendered("{{ t(key=\"hello\", lang=\"cy\") }}", "en"), "Helo");
    assert_eq!(
        rendered("{{ t(key=\"events\", n=1) }}, {{ t(key=\"events\", n=1200) }}", "en"),
        "1 event, 1,200 events"
    );
    assert_eq!(rendered("{{ number(n=12345) }}", "en"), "12,345");
}

#[test]
fn a_component_speaks_the_language_of_its_page() {
    let template = "{% component hi() %}{{ t(key=\"hello\") }}{% endcomponent hi %}{{ <hi /> }}";
    assert_eq!(rendered(template, "cy"), "Helo");
}

#[test]
fn welsh_has_six_plurals() {
    let template = "{% for n in [0, 1, 2, 3, 6, 5] %}{{ t(key=\"events\", n=n) }};{% endfor %}";
    assert_eq!(rendered(template, "cy"), "0 digwyddiad (zero);1 (one);2 (two);3 (few);6 (many);5 (other);");
}

#[test]
fn assets_have_hashed_names_everywhere() {
    let theme = good(&[
        ("theme/templates/x.html", "{{ asset(path=\"site.css\") }}"),
        ("themes/tiny/assets/site.css", "a { background: url(dot.svg) }"),
    ]);
    let url = theme.render("x.html", &context("en", "")).expect("renders");
    let css = theme.assets().iter().find(|asset| asset.path.as_str() == url).expect("the stylesheet");
    let css = String::from_utf8(css.bytes.clone()).expect("text");
    let dot = theme.assets().iter().find(|asset| asset.path.as_str().ends_with(".svg")).expect("the picture");
    assert!(css.contains(dot.path.as_str()), "{css}");
    assert!(css.starts_with(":root{--option-accent:#e3001b;--accent:#e3001b;--on-accent:#ffffff;"), "{css}");
    assert_eq!(theme.icon_svg().map(|(_, svg)| svg), Some("<svg fill='#e3001b' color='#ffffff'/>"));
}

#[test]
fn what_is_the_same_on_all_pages_is_rendered_once() {
    let site = Value::from(Map::from_iter([("name".into(), Value::from("A & B"))]));
    let once = good(&[]).render_once(&Lang::parse("cy").expect("a language"), &site).expect("renders");
    let footer = once.get_from_path("footer").expect("the footer");
    assert_eq!((footer.as_str(), footer.is_safe()), (Some("<p>Helo A &amp; B</p>"), true));
}

#[test]
fn files_of_the_site_stand_in_for_the_theme_s() {
    let theme = good(&[
        ("theme/templates/base.html", "<h1>{% block title %}{% endblock %}</h1>"),
        ("theme/languages/en.ftl", "hello = Ahoy\n"),
        ("theme/templates/x.html", "{{ t(key=\"hello\") }} {{ t(key=\"events\", n=2) }}"),
    ]);
    assert_eq!(theme.render("page.html", &context("en", "T")).expect("renders"), "<h1>T</h1>");
    assert_eq!(theme.render("x.html", &context("en", "T")).expect("renders"), "Ahoy 2 events");
    assert_eq!(theme.template_names().count(), 4);
    assert_eq!(theme.shortcodes()["poster"].arguments, ["src"]);
}

/// The files of a theme `small` that builds on `tiny`, and `more`.
fn small(more: &[(&'static str, &'static str)]) -> (Sources, Config) {
    let own =
        [("themes/small/theme.toml", "base = \"tiny\"\n[options.accent]\ntype = \"colour\"\ndefault = \"#123456\"\n")];
    let mut config = config();
    config.theme.value = "small".to_owned();
    (sources(&[&own, more].concat()), config)
}

fn good_small(more: &[(&'static str, &'static str)]) -> Theme {
    let (sources, config) = small(more);
    let (theme, findings) = Theme::load(&sources, &config);
    assert_eq!(findings, []);
    theme.expect("a theme")
}

#[test]
fn a_theme_has_all_that_it_builds_on_and_does_not_have_itself() {
    let theme =
        good_small(&[("themes/small/templates/x.html", "{{ t(key=\"hello\") }} {{ asset(path=\"dot.svg\") }}")]);
    assert!(theme.render("x.html", &context("cy", "T")).expect("renders").starts_with("Helo /assets/dot."));
    assert_eq!(theme.render("page.html", &context("en", "T")).expect("renders"), "<title>T</title><hr>");
    assert_eq!(theme.shortcodes()["poster"].arguments, ["src"]);
    assert_eq!(theme.options().get("shape"), Some(&OptionValue::Text("round".to_owned())));
    assert_eq!(theme.options().colour("accent").map(|accent| accent.to_string()).as_deref(), Some("#123456"));
    assert!(theme.icon_svg().is_some_and(|(_, svg)| svg.contains("#123456")));
}

#[test]
fn a_theme_s_own_files_stand_in_for_those_that_it_builds_on_and_the_site_s_for_both() {
    let theme = good_small(&[
        ("themes/small/templates/base.html", "<b>{% block title %}{% endblock %}</b>"),
        ("themes/small/languages/en.ftl", "hello = Ahoy\n"),
        ("themes/small/templates/x.html", "{{ t(key=\"hello\") }} {{ t(key=\"events\", n=2) }}"),
        ("themes/small/templates/y.html", "small"),
        ("theme/templates/y.html", "site"),
    ]);
    assert_eq!(theme.render("page.html", &context("en", "T")).expect("renders"), "<b>T</b>");
    assert_eq!(theme.render("x.html", &context("en", "T")).expect("renders"), "Ahoy 2 events");
    assert_eq!(theme.render("y.html", &context("en", "T")).expect("renders"), "site");
}

#[test]
fn a_site_adds_to_what_its_theme_says() {
    let toml = "[shortcodes.chant]\narguments = [\"words\"]\n[options.big]\ntype = \"bool\"\ndefault = true\n";
    let theme = good(&[("theme/theme.toml", toml)]);
    assert_eq!(theme.shortcodes().keys().collect::<Vec<_>>(), ["chant", "poster"]);
    assert_eq!(theme.options().get("big"), Some(&OptionValue::Bool(true)));
    let (code, at, message) = error(&[("theme/theme.toml", "base = \"placard\"")]);
    assert_eq!((code.as_str(), at.as_str()), ("theme-file-invalid", "\"placard\""), "{message}");
}

#[test]
fn a_theme_whose_base_is_not_there_or_leads_back_is_told() {
    let circle = [("themes/tiny/theme.toml", "base = \"small\"")];
    for (more, toml, code, words) in [
        (&[][..], "base = \"tinny\"", "theme-base-unknown", "did you mean `tiny`?"),
        (&circle[..], "base = \"tiny\"", "theme-base-circle", "take out one `base`"),
    ] {
        let (sources, config) = small(&[more, &[("themes/small/theme.toml", toml)]].concat());
        let (theme, findings) = Theme::load(&sources, &config);
        assert!(theme.is_none(), "no page can be made with it");
        let finding = only(&findings);
        assert_eq!(finding.code, code);
        assert!(finding.help.join("").contains(words) && at(finding, &sources).starts_with('"'), "{finding:#?}");
    }
}

#[test]
fn mistakes_in_templates_are_told_at_their_place() {
    let template = |text| error(&[("theme/templates/x.html", text)]);
    let (code, at, _) = template("ü\n{% if %}x{% endif %}");
    assert_eq!((code.as_str(), at.as_str()), ("template-invalid", "%}"));
    for (text, wanted, near) in [
        ("ü\nü{{ number2(n=1) }}", "number2(n=1)", "`number`"),
        ("{{ title | uper }}", "uper", "`upper`"),
        ("a\n {% include \"bas.html\" %}", "\"bas.html\"", "`base.html`"),
        ("{% extends \"bse.html\" %}", "bse.html", "`base.html`"),
        ("{% component card(a) %}{% endcomponent card %}{{ <crad a={1} /> }}", "<crad a={1} />", "`card`"),
    ] {
        let (code, at, message) = template(text);
        assert_eq!((code.as_str(), at.as_str()), ("template-invalid", wanted), "{text}");
        assert!(message.contains(near), "{message}");
    }
}

#[test]
fn all_mistakes_in_syntax_are_told_at_once() {
    let (theme, findings) = load(&[("theme/templates/x.html", "{% if %}"), ("theme/templates/y.html", "{{ a b }}")]);
    assert!(theme.is_none());
    assert_eq!(findings.len(), 2, "{findings:#?}");
}

#[test]
fn what_fails_while_rendering_is_told_at_its_place() {
    for (text, wanted) in [
        ("ü {{ t(key=\"helo\") }}", "did you mean `hello`?"),
        ("{{ asset(path=\"sit.css\") }}", "did you mean `site.css`?"),
        ("{{ nothing.at.all }}", ""),
        ("{% component c() %}{{ t(key=\"helo\") }}{% endcomponent c %}{{ <c /> }}", "did you mean `hello`?"),
    ] {
        let sources = sources(&[("theme/templates/x.html", text)]);
        let theme = Theme::load(&sources, &config()).0.expect("a theme");
        let error = theme.render("x.html", &context("en", "T")).expect_err("fails");
        let finding = theme.template_error(&error);
        assert_eq!(finding.code, "template-failed");
        assert_eq!(finding.help.join(""), wanted, "{finding:#?}");
        assert!(text.contains(&at(&finding, &sources)) && !at(&finding, &sources).is_empty(), "{finding:#?}");
    }
}

#[test]
fn a_mistake_in_an_included_template_is_told_in_its_own_file() {
    let page = "{{ t(key=\"hello\") }}\n{% include \"parts/a.html\" -%}\n";
    let part = "<p>{{ title }}</p>\n{{ asset(path=\"site.css\") }}{{ nobody }}";
    let files = [("theme/templates/x.html", page), ("theme/templates/parts/a.html", part)];
    let (sources, theme) = (sources(&files), good(&files));
    for lang in ["en", "cy"] {
        let error = theme.render("x.html", &context(lang, "T")).expect_err("there is no `nobody`");
        let finding = theme.template_error(&error);
        assert_eq!(at(&finding, &sources), "nobody");
        let file = finding.place.map(|place| sources.get(place.file).path.to_string());
        assert_eq!(file.as_deref(), Some("theme/templates/parts/a.html"));
    }
}

#[test]
fn an_unknown_theme_or_template_is_told_with_the_nearest() {
    let mut config = config();
    config.theme.value = "tinny".to_owned();
    let (theme, findings) = Theme::load(&sources(&[]), &config);
    assert!(theme.is_none());
    assert_eq!((findings[0].code, findings[0].help.join("")), ("theme-unknown", "did you mean `tiny`?".to_owned()));
    let theme = good(&[]);
    assert_eq!(theme.page_template("page"), Ok("page.html".to_owned()));
    assert_eq!(theme.page_template("pge").expect_err("unknown").help, ["did you mean `page`?"]);
    assert_eq!(theme.page_template("once/footer").expect_err("unknown").code, "template-unknown");
}

fn with_option(name: &str, value: NodeValue) -> (Option<Theme>, Vec<Diagnostic>) {
    let mut config = config();
    let node = Node { span: Span::new(8..14), value };
    config.theme_options.entries.push((Spanned::new(name.to_owned(), Span::new(0..5)), node));
    Theme::load(&sources(&[]), &config)
}

#[test]
fn options_are_checked() {
    let text = |text: &str| NodeValue::String(text.to_owned());
    for (name, value, code, words) in [
        ("acent", text("#000"), "theme-option-unknown", "did you mean `accent`?"),
        ("accent", text("rot"), "theme-option-invalid", "cannot be `rot`"),
        ("accent", NodeValue::Integer(3), "theme-option-invalid", "not a whole number"),
        ("accent", text("#777777"), "contrast-too-low", "4.47"),
        ("shape", text("sqare"), "theme-option-invalid", "did you mean `square`?"),
        ("big", text("yes"), "theme-option-invalid", "`true` or `false`, not text"),
    ] {
        let (_, findings) = with_option(name, value);
        let finding = only(&findings);
        let said = format!("{} {}", finding.message, finding.help.join(" "));
        assert_eq!(finding.code, code);
        assert!(said.contains(words), "{said}");
        assert!(finding.place.is_some());
    }
    let (theme, findings) = with_option("shape", text("square"));
    assert_eq!(findings, []);
    assert_eq!(theme.expect("a theme").options().get("shape"), Some(&OptionValue::Text("square".to_owned())));
}

#[test]
fn the_nearest_colour_that_will_do_is_told() {
    let (_, findings) = with_option("accent", NodeValue::String("#777777".to_owned()));
    let near: Rgb = findings[0].help[0].split('`').nth(1).expect("a colour").parse().expect("a colour");
    assert!(near.contrast(Rgb::WHITE) >= 4.5 && near.contrast(Rgb::WHITE) < 4.7, "{near}");
}

#[test]
fn mistakes_in_language_files_are_told_at_their_place() {
    let ftl = |text| error(&[("theme/languages/en.ftl", text), ("theme/languages/cy.ftl", "date-full = x\n")]);
    let (code, at, _) = ftl("hello = Hi\nbroken = { $n ->\n    [one] x\n}\n");
    assert_eq!(code, "language-file-invalid", "{at}");
    let (code, at, message) = ftl("hello = Hi { -brand }\n");
    assert_eq!((code.as_str(), at.as_str()), ("language-file-invalid", "hello"));
    assert!(message.contains("`-brand`"), "{message}");
    let (_, at, message) = ftl("date-full = { $dya }\n");
    assert_eq!(at, "date-full");
    assert!(message.contains("`$dya`"), "{message}");
}

#[test]
fn messages_that_a_language_lacks_are_told_once() {
    let (theme, findings) = load(&[
        ("theme/languages/en.ftl", "more = More\nother = Other { $n }\n"),
        ("theme/templates/x.html", "{{ t(key=\"more\") }}"),
    ]);
    let finding = only(&findings);
    assert_eq!((finding.severity, finding.code), (Severity::Warning, "message-missing"));
    assert!(finding.message.contains("`cy`: `more`, `other`") || finding.message.contains("`date-full`, `more`"));
    assert_eq!(theme.expect("a theme").render("x.html", &context("cy", "")).expect("renders"), "More");
}

#[test]
fn a_loop_over_a_table_keeps_its_order() {
    let names = ["zebra", "apple", "mango", "kiwi", "fig", "plum"];
    let table = Map::from_iter(names.map(|name| (name.into(), Value::from(1))));
    let mut context = context("en", "T");
    context.insert_value("extra", Value::from(table));
    let theme = good(&[("theme/templates/x.html", "{% for k, v in extra %}{{ k }} {% endfor %}")]);
    assert_eq!(theme.render("x.html", &context).expect("renders"), "zebra apple mango kiwi fig plum ");
}

#[test]
fn no_theme_of_the_program_has_a_mistake() {
    let themes = crate::load::embedded::themes();
    assert!(themes.len() > 1, "there is more than one to choose from");
    let file = |path: String, bytes: &[u8]| SourceFile {
        path: path.into(),
        content: match std::str::from_utf8(bytes) {
            Ok(text) => Content::Text(text.into()),
            Err(_) => Content::Bytes(bytes.into()),
        },
    };
    for name in themes.keys() {
        let all = themes.iter().flat_map(|(theme, files)| files.iter().map(move |(path, bytes)| (theme, path, bytes)));
        let mut files = vec![file("content/site.toml".to_owned(), name.as_bytes())];
        files.extend(all.map(|(theme, path, bytes)| file(format!("themes/{theme}/{path}"), bytes)));
        let mut config = config();
        config.theme.value.clone_from(name);
        let (theme, findings) = Theme::load(&Sources::new(files), &config);
        assert_eq!(findings, [], "{name}");
        assert!(theme.is_some_and(|theme| theme.has_template("page.html")), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn typed_text_comes_out_escaped(title in "\\PC{0,30}[<>\"'&]{0,4}\\PC{0,10}") {
        let theme = good(&[]);
        let html = theme.render("page.html", &context("en", &title)).expect("renders");
        let inner = html.strip_prefix("<title>").and_then(|html| html.strip_suffix("</title><hr>")).expect("the frame");
        prop_assert!(!inner.contains(['<', '>', '"']), "{inner}");
        let back = inner.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&#x27;", "'").replace("&#x2F;", "/").replace("&amp;", "&");
        prop_assert_eq!(back, title);
    }

    #[test]
    fn no_text_of_a_theme_makes_loading_panic(
        template in "(\\{% ?(if|for|block|include|set|component)?|%\\}|\\{\\{ ?<?|/?>? ?\\}\\}|[ü\\n\\r\\t\"'a-c(){}|=.]){0,12}",
        css in "([a-c.#:{};@!(]|url\\(|\\n|ü|/\\*){0,20}",
        ftl in "([a-c] = |\\{ ?\\$?[a-c]?|\\}|->|\\[[a-c]\\]|\\*|\\n ?|ü){0,16}",
        toml in "(\\[|\\]|options|accent|\\.|=|\"|#fff|type|\\n|ü){0,12}",
    ) {
        let sources = sources(&[
            ("theme/templates/x.html", &template),
            ("theme/assets/x.css", &css),
            ("theme/languages/en.ftl", &ftl),
            ("themes/tiny/theme.toml", &toml),
        ]);
        let (theme, findings) = Theme::load(&sources, &config());
        for finding in findings.iter().filter(|finding| finding.place.is_some()) {
            let _ = at(finding, &sources);
        }
        if let Some(Err(error)) = theme.as_ref().map(|theme| theme.render("x.html", &context("en", "T"))) {
            let finding = theme.expect("it rendered").template_error(&error);
            let _ = at(&finding, &sources);
        }
    }
}
