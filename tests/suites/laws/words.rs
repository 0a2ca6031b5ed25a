//! Texts to try: what people write, cut up and mixed with what nobody would.

use std::sync::OnceLock;

use handbill_tests::{data, house, tree};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Bodies.
const MARKDOWN: &[&str] = &[
    "# One\n",
    "## Two {#two}\n",
    "## Zwei `x` *y*\n",
    "Three\n---\n",
    "#### Four {#two .a b=c}\n",
    "## \n",
    "```rust\nfn x() {}\n```\n",
    "~~~\n",
    "```",
    "    code\n",
    "`{{< pledge >}}`",
    "<!-- ",
    " -->",
    "{{< pledge >}}\n",
    "{{< signup page=\"pages/a\" >}}\n",
    "{{< quote by=\"A\" >}}\n",
    "{{< /quote >}}\n",
    "{{< faq >}}\n",
    "{{< /faq >}}\n",
    "{{< figure src=\"a.svg\" alt=\"A\" >}}\n",
    "{{< note kind=\"x\" >}}",
    "{{< /note >}}",
    "{{< events limit=3 past=true >}}\n",
    "{{< button href=\"a.md\" label=\"Go\" >}}",
    "{{< video src=\"https://example.org/v\" title=\"V\" >}}\n",
    "{{<",
    ">}}",
    "{{</* pledge */>}}",
    "{{ x }}",
    "{% raw %}",
    "\\{{< x >}}",
    "[a](a.md)",
    "[b](../news/b.md#two)",
    "[c](#two)",
    "[d]: a.md \"D\"\n",
    "[d]",
    "![p](a.svg)",
    "![](a.svg \"t\")",
    "[![p](a.svg)](a.md)",
    "<https://example.org/?a=b&c>",
    "[e](javascript:x)",
    "[f](mailto:a@example.org)",
    "[g](//example.org)",
    "[h](</a b>)",
    "[i](a%20b.md)",
    "[j](/pages/)",
    "[](a.md)",
    "[^1]",
    "[^1]: A note.\n",
    "[^2]: Another\n\n    with `code`\n",
    "| a | b |\n|---|:-:|\n",
    "| 1 | [x](a.md) |\n",
    "|---|",
    "- [ ] do\n",
    "- [x] done\n",
    "* a\n  * b\n",
    "1. one\n",
    "10) ten\n",
    "> said\n",
    "> > twice\n",
    "~~gone~~",
    "**bold**",
    "*_both_*",
    "__",
    "***",
    "\\*",
    "&amp;",
    "&#0;",
    "&nbsp",
    "<b>",
    "</b>",
    "<div>\n",
    "</div>\n",
    "<img src=x onerror=y>",
    "<a href=\"a.md\" id=two>",
    "<script>",
    "</script>",
    "<p align=\"",
    "<?php ?>",
    "<![CDATA[ x ]]>",
    "\"said\"",
    "it's",
    "a -- b --- c...",
    "<<<<<<< HEAD\n",
    "=======\n",
    ">>>>>>> main\n",
];

/// Front matter in TOML; a page's keys and a site's.
const TOML: &[&str] = &[
    "+++\n",
    "+++",
    "title = \"A\"\n",
    "title = '''\nA\n'''\n",
    "summary = \"B\"\n",
    "date = 2015-10-08\n",
    "date = 2015-10-08T10:00:00\n",
    "date = \"8.10.2015\"\n",
    "start = 2015-10-25T01:30:00\n",
    "end = 2015-10-25\n",
    "all_day = true\n",
    "timezone = \"Europe/Berlin\"\n",
    "draft = true\n",
    "publish_at = 2099-01-01\n",
    "expires = 2015-10-09\n",
    "aliases = [\"/old/\", \"/b\"]\n",
    "tags = [\"a\", \"A\", \"-\", \"é\"]\n",
    "image = { src = \"a.svg\", alt = \"x\" }\n",
    "image = \"a.svg\"\n",
    "weight = -1\n",
    "[extra]\nx = 1\n",
    "goal = 99999999999999999999\n",
    "goal = 5\n",
    "region = \"wales\"\n",
    "regions = [\"wales\", \"walse\"]\n",
    "group = \"groups/a\"\n",
    "campaign = \"campaigns/a\"\n",
    "latitude = 91.5\n",
    "longitude = nan\n",
    "postcode = \"ls1 3aa\"\n",
    "email = \"a@b\"\n",
    "website = \"http://[\"\n",
    "slug = \"A b\"\n",
    "slug = \"index\"\n",
    "status = \"forming\"\n",
    "type = \"rally\"\n",
    "lead = \"campaigns/a\"\n",
    "template = \"page\"\n",
    "venue = { name = \"V\", postcode = \"E1 6AN\" }\n",
    "[venue]\n",
    "accessibility = { status = \"partial\" }\n",
    "[pledge]\n",
    "[signup]\n",
    "[donate]\n",
    "[rsvp]\n",
    "[[pledge.custom]]\n",
    "statement = { en = \"I\", cy = \"Y\" }\n",
    "fields = [\"given_name\", \"email_address\"]\n",
    "required = [\"email_address\"]\n",
    "consents = [\"email\"]\n",
    "amounts = [500, 1000]\n",
    "name = \"x\"\n",
    "label = \"L\"\n",
    "[languages]\n",
    "[[languages]]\n",
    "code = \"cy\"\n",
    "base_url = \"https://x.example.org\"\n",
    "language = \"cy\"\n",
    "theme = \"bare\"\n",
    "[theme_options]\n",
    "accent = \"#ffff\"\n",
    "[limits]\n",
    "file_max_bytes = 3\n",
    "[markdown]\n",
    "raw_html = \"allow\"\n",
    "[[navigation]]\n",
    "page = \"pages/a\"\n",
    "[[consent]]\n",
    "id = \"email\"\n",
    "[consent.text]\n",
    "en = \"Yes\"\n",
    "[defaults.groups.signup]\n",
    "[promoter]\n",
    "[organisation]\n",
    "[privacy]\n",
    "[security]\n",
    "now = 2015-10-12\n",
    "[[regions]]\n",
    "[options.x]\n",
    "type = \"colour\"\n",
    "default = \"#000\"\n",
    "[shortcodes.note]\n",
    "arguments = [\"a\"]\n",
    "body = true\n",
    "[css]\nentry = [\"site.css\"]\n",
    "# a comment\n",
    "\"\"\"",
    "= ",
    "a.b.c = 1\n",
];

/// Front matter in YAML.
const YAML: &[&str] = &[
    "---\n",
    "---",
    "...\n",
    "title: A\n",
    "title: A: B\n",
    "title: \"A\"\n",
    "title: 'it''s'\n",
    "title: |\n  A\n  B\n",
    "title: >-\n  A\n",
    "\ttitle: A\n",
    "summary: @B\n",
    "date: 2015-10-08\n",
    "date: 2015-10-08 10:00:00 +01:00\n",
    "start: 2015-10-08T10:00\n",
    "tags: [a, b]\n",
    "tags:\n  - a\n  - b: c\n",
    "image:\n  src: a.svg\n  alt: x\n",
    "draft: yes\n",
    "goal: 0x10\n",
    "goal: 1e400\n",
    "weight: ~\n",
    "extra: &a {x: *a}\n",
    "x: *b\n",
    "? a\n: b\n",
    "venue: {name: V\n",
    "pledge:\n  statement:\n    en: I\n",
    "!!binary x\n",
    "%YAML 1.2\n",
    "# c\n",
    "aliases: /old/\n",
];

/// Tables of groups.
const CSV: &[&str] = &[
    "name,town,region,postcode,email\n",
    "title,slug,latitude,longitude,status,body\n",
    "name",
    ",",
    ";",
    "\t",
    "\"",
    "\"\"",
    "\n",
    "\r\n",
    "Leeds",
    "\"a, b\"",
    "\"two\nlines\"",
    "yorkshire-and-the-humber",
    "LS1 3AA",
    "53.8",
    "-1.5",
    "active",
    "a@example.org",
    "https://example.org",
    "# Heading",
    "{{< signup >}}",
    "[x](a.md)",
    "sep=;\n",
    "\u{feff}",
    "tags",
    "extra.x",
];

/// Templates.
const TERA: &[&str] = &[
    "{% extends \"base.html\" %}",
    "{% block more %}",
    "{% endblock more %}",
    "{% endblock %}",
    "{{ page.title }}",
    "{{ page.x.y }}",
    "{{ page.content | safe }}",
    "{% if page %}",
    "{% endif %}",
    "{% for a in page.tags %}",
    "{% endfor %}",
    "{% set a = 1 %}",
    "{{ a | nope }}",
    "{{ t(key=\"read-more\") }}",
    "{{ asset(path=\"site.css\") }}",
    "{{ asset(path=\"no.css\") }}",
    "{% include \"partials/form.html\" %}",
    "{% include \"page.html\" %}",
    "{% extends \"page.html\" %}",
    "{{",
    "{%",
    "%}",
    "}}",
    "{#",
    "#}",
    "{{ 1 / 0 }}",
    "{{ [1][9] }}",
    "{% raw %}",
    "{% endraw %}",
    "{{ page.title[0:99] }}",
    "{{ -9223372036854775808 * 2 }}",
    "<p>",
    "\"",
    "'",
    "\n",
    "é",
];

/// Words of a theme.
const FLUENT: &[&str] = &[
    "news = News\n",
    "a = { $count ->\n",
    "    [one] one\n",
    "   *[other] { $count }\n",
    "  }\n",
    "b = { a }\n",
    "b = { b }\n",
    "-t = T\n",
    "{",
    "}",
    "# c\n",
    "\"",
];

/// Stylesheets.
const CSS: &[&str] = &[
    "a { color: red }\n",
    "@import url(x.css);\n",
    "url(\"icon.svg\")",
    "url(",
    "@media (min-width: 1px) {",
    "{",
    "}",
    "/*",
    "*/",
    "--a: b;",
    "var(--a)",
    ";",
    "\\",
    "\"",
    "@layer x;\n",
];

/// What breaks things.
const NOISE: &[&str] = &[
    "\0",
    "\u{feff}",
    "\u{2028}",
    "\u{202e}",
    "\r",
    "\r\n",
    "\t",
    "\u{a0}",
    "é",
    "e\u{301}",
    "😀",
    "👩\u{200d}👩",
    "ŵ",
    "ﬀ",
    "\u{85}",
    "\u{b}",
    "\u{7f}",
    "\u{fffd}",
    "中",
    "\\",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "\"",
    "'",
    "`",
    "|",
    "*",
    "_",
    "#",
    "~",
    "!",
    "&",
    ":",
    "-",
    "+",
    "=",
    " ",
    "\n",
    "\n\n",
    "    ",
    "0",
    "a",
    "ab cd",
];

/// Pieces of a kind in any order, with noise between.
pub(crate) fn soup(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => select(pieces).prop_map(str::to_owned),
        3 => select(NOISE).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
    ];
    vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// A body.
pub(crate) fn markdown() -> impl Strategy<Value = String> {
    soup(MARKDOWN)
}

/// A page: front matter in either notation, whole or broken, and a body.
pub(crate) fn page() -> impl Strategy<Value = String> {
    let toml = (soup(TOML), markdown()).prop_map(|(head, body)| format!("+++\ntitle = \"A\"\n{head}\n+++\n{body}"));
    let yaml = (soup(YAML), markdown()).prop_map(|(head, body)| format!("---\ntitle: A\n{head}\n---\n{body}"));
    let good = markdown().prop_map(|body| format!("+++\ntitle = \"A\"\n+++\n{body}"));
    prop_oneof![2 => toml, 2 => yaml, 3 => good, 1 => soup(TOML), 1 => soup(YAML), 3 => damaged("content", ".md")]
}

/// A `site.toml`.
pub(crate) fn site() -> impl Strategy<Value = String> {
    let good = tree::text(&data().join("sites/site.toml"));
    let longer = soup(TOML).prop_map(move |more| format!("{good}{more}"));
    prop_oneof![longer, soup(TOML), damaged("content", "site.toml")]
}

/// A `theme.toml`.
pub(crate) fn theme() -> impl Strategy<Value = String> {
    prop_oneof![soup(TOML), damaged("themes/placard", "theme.toml")]
}

/// A table of groups.
pub(crate) fn csv() -> impl Strategy<Value = String> {
    let with_header = soup(CSV).prop_map(|rows| format!("name,town,region,body\n{rows}"));
    prop_oneof![with_header, soup(CSV), damaged("content", ".csv")]
}

/// A template.
pub(crate) fn template() -> impl Strategy<Value = String> {
    prop_oneof![soup(TERA), damaged("themes/placard/templates", ".html")]
}

/// A file of a theme's words.
pub(crate) fn fluent() -> impl Strategy<Value = String> {
    prop_oneof![soup(FLUENT), damaged("themes/placard/languages", ".ftl")]
}

/// A stylesheet.
pub(crate) fn css() -> impl Strategy<Value = String> {
    prop_oneof![soup(CSS), damaged("themes/placard/assets", ".css")]
}

/// Lines of a real file of ours, left out, doubled or moved, with noise put in.
fn damaged(folder: &str, ending: &'static str) -> impl Strategy<Value = String> + use<> {
    let all: Vec<String> =
        real_files(folder).iter().filter(|(path, _)| path.ends_with(ending)).map(|(_, text)| text.clone()).collect();
    let changes = vec((any::<prop::sample::Index>(), select(NOISE), 0..5_u8), 0..6);
    (select(all), changes).prop_map(|(text, changes)| {
        changes.into_iter().fold(text, |text, (at, noise, how)| change(&text, at, noise, how))
    })
}

fn change(text: &str, at: prop::sample::Index, noise: &str, how: u8) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    if lines.is_empty() {
        return noise.to_owned();
    }
    let line = at.index(lines.len());
    match how {
        0 => {
            lines.remove(line);
        }
        1 => lines.insert(line, lines[line]),
        2 => {
            let moved = lines.remove(line);
            lines.insert(lines.len() / 2, moved);
        }
        _ => {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let (before, after) = text.split_at(places[at.index(places.len())]);
            // Every other time the text ends there.
            let rest = if how == 3 { after } else { "" };
            return format!("{before}{noise}{rest}");
        }
    }
    lines.concat()
}

fn real_files(folder: &str) -> Vec<(String, String)> {
    static CONTENT: OnceLock<Vec<(String, String)>> = OnceLock::new();
    let read = |folder: &str| {
        let texts = tree::read(&house().join(folder)).into_iter();
        texts.filter_map(|(path, bytes)| Some((path, String::from_utf8(bytes).ok()?))).collect::<Vec<_>>()
    };
    if folder == "content" { CONTENT.get_or_init(|| read(folder)).clone() } else { read(folder) }
}
