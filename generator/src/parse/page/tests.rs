//! Pages are read with all their keys, and what is wrong with them is told.

use crate::diag::Diagnostic;
use crate::model::draft::{Detail, EventType, When};
use crate::parse::parse;
use crate::source::{Content, SourceFile, Sources};

const SITE: &str = "name = \"Site\"\nbase_url = \"https://example.org\"\n[promoter]\nname = \"Site\"\n\
    address = [\"1 Street\"]\npostcode = \"N1 1AA\"\n";

fn read(path: &str, front: &str) -> (std::sync::Arc<crate::model::draft::DraftPage>, Vec<Diagnostic>) {
    let text = format!("+++\ntitle = \"A\"\n{front}\n+++\n");
    let file = |path: &str, text: &str| SourceFile { path: path.into(), content: Content::Text(text.into()) };
    let (draft, findings) = parse(&Sources::new(vec![file(path, &text), file("content/site.toml", SITE)]));
    (draft.expect("a draft").pages.remove(0), findings)
}

fn told(path: &str, front: &str) -> Vec<String> {
    let findings = read(path, front).1.into_iter();
    findings.map(|finding| format!("{}: {} | {}", finding.code, finding.message, finding.help.join("; "))).collect()
}

#[test]
fn an_event_is_read_whole() {
    let (page, findings) = read(
        "content/events/2015-10-01-rally.md",
        "start = 2015-10-24T19:00:00\nend = \"2015-10-24 21:00\"\ntype = \"meet-up\"\ntimezone = \"Europe/London\"\n\
         group = \"groups/leeds\"\ncapacity = 40\nonline = \"https://example.org/x\"\n\
         venue = { name = \"Hall\", postcode = \"ls14ab\", latitude = 53.8, longitude = -1.5 }\n\
         accessibility = { status = \"partial\", notes = \"A step\" }\n[rsvp]\nbutton = \"Come\"",
    );
    assert_eq!(findings, []);
    assert!(matches!(page.meta.date.as_ref().map(|date| &date.value), Some(When::Day(_))));
    let Detail::Event(event) = &page.detail else { unreachable!("the folder says so") };
    assert_eq!(event.event_type.as_ref().map(|kind| kind.value), Some(EventType::MeetUp));
    assert_eq!(event.venue.as_ref().and_then(|venue| venue.postcode.as_deref()), Some("LS1 4AB"));
    assert_eq!(page.forms[0].0.value, "rsvp");
}

/// A page, what its front matter says, and what is told.
const MISTAKES: [(&str, &str, &str); 14] = [
    ("news/a", "sumary = \"x\"", "key-unknown: there is no key `sumary` | did you mean `summary`?"),
    (
        "campaigns/a",
        "goal = \"5,000\"",
        "key-type: `goal` must be a whole number, and this is text | write it without quotes: `5000`",
    ),
    ("campaigns/a", "goal = -5", "number-negative: `goal` is negative | write 0 or more, or take the line out"),
    (
        "events/a",
        "start = \"8/13/2015\"",
        "date-invalid: `start` is no date: `8/13/2015` | write the year first: `2015-08-13`",
    ),
    ("events/a", "type = \"ralley\"", "value-unknown: `type` cannot be `ralley` | did you mean `rally`?"),
    (
        "groups/a",
        "latitude = -1.5\nlongitude = 53.8",
        "coordinates-invalid: latitude and longitude seem to be swapped | write `latitude = 53.8` and `longitude = -1.5`",
    ),
    (
        "groups/a",
        "latitude = 53.8",
        "coordinates-invalid: a position has a latitude and a longitude | add `longitude`, or take this one out",
    ),
    (
        "groups/a",
        "website = \"www.example.org\"",
        "url-invalid: `website` is no URL: `www.example.org` | write the whole of it: `https://www.example.org`",
    ),
    (
        "news/a",
        "tags = \"housing, rent\"",
        "key-type: `tags` must be a list of texts, and this is text | write it as a list: `[\"housing\", \"rent\"]`",
    ),
    (
        "news/a",
        "slug = \"Rent Controls\"",
        "slug-invalid: `Rent Controls` cannot stand in a URL | write `rent-controls`",
    ),
    (
        "news/a",
        "image = { src = \"a.jpg\" }",
        "picture-alt-missing: the picture has no `alt` | say in `alt` what the picture shows",
    ),
    (
        "news/a",
        "aliases = [\"old\"]",
        "alias-invalid: `old` is no path of this site | it looks like `/old/page/`, without the site's address",
    ),
    (
        "events/a",
        "[venue]\npostcod = \"LS1 4AB\"",
        "key-unknown: there is no key `postcod` in `venue` | did you mean `postcode`?",
    ),
    (
        "news/a",
        "lang = \"fr\"",
        "language-unknown: `fr` is no language of this site | the site has `en`; others are added to `[[languages]]` in `content/site.toml`",
    ),
];

#[test]
fn each_mistake_has_its_name_and_its_way_out() {
    for (path, front, expected) in MISTAKES {
        assert_eq!(told(&format!("content/{path}.md"), front), [expected], "{front}");
    }
}

#[test]
fn forms_stand_only_where_they_belong() {
    let told = told("content/news/a.md", "[pledge]\nstatement = \"I pledge\"");
    assert!(told[0].starts_with("key-unknown: there is no key `pledge`"), "{told:?}");
}

#[test]
fn a_key_of_the_authors_own_is_shown_its_place() {
    let told = told("content/news/a.md", "mood = \"glad\"");
    assert!(told[0].ends_with("keys of your own live under `extra`"), "{told:?}");
    assert_eq!(told[0].matches("`image`").count(), 1, "{told:?}");
}

#[test]
fn a_title_that_is_wrong_is_not_told_as_missing() {
    let text = "+++\ntitle = 5\n+++\n";
    let file = |path: &str, text: &str| SourceFile { path: path.into(), content: Content::Text(text.into()) };
    let sources = Sources::new(vec![file("content/news/a.md", text), file("content/site.toml", SITE)]);
    let (draft, findings) = parse(&sources);
    assert_eq!(findings[0].help, ["put it in quotes: `\"5\"`"]);
    assert!(draft.expect("a draft").pages[0].meta.title.is_some());
}
