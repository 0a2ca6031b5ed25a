//! Whole sites are read, and read again; no text makes any of it panic.

use super::*;
use crate::model::draft::Kind;
use crate::source::Span;

const SITE: &str = "name = \"Site\"\nbase_url = \"https://example.org\"\n[[languages]]\ncode = \"en\"\n\
    [[languages]]\ncode = \"cy\"\n[promoter]\nname = \"Site\"\naddress = [\"1 Street\"]\npostcode = \"N1 1AA\"\n\
    [defaults.groups]\nstatus = \"forming\"\n[defaults.groups.signup]\npurpose = \"group\"\n";

fn sources(files: &[(&str, &str)]) -> Sources {
    let file =
        |(path, text): &(&str, &str)| SourceFile { path: (*path).into(), content: Content::Text((*text).into()) };
    Sources::new(files.iter().chain([&("content/site.toml", SITE)]).map(file).collect())
}

fn codes(findings: &[Diagnostic]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.code).collect()
}

fn lies_within(finding: &Diagnostic, sources: &Sources) -> bool {
    let fits = |place: Place| sources.get(place.file).text().get(place.span.range()).is_some();
    finding.place.is_none_or(fits) && finding.related.iter().all(|(place, _)| fits(*place))
}

#[test]
fn a_folder_without_a_site_is_told() {
    assert_eq!(codes(&parse(&Sources::new(Vec::new())).1), ["site-config-missing"]);
}

#[test]
fn pages_rows_and_assets_are_told_apart() {
    let sources = sources(&[
        ("content/index.md", "+++\ntitle = \"Home\"\nlead = \"campaigns/a\"\n+++\n"),
        ("content/groups/leeds.md", "---\ntitle: Leeds\npostcode: ls14ab\n---\n"),
        ("content/groups/leeds.cy.md", "+++\ntitle = \"Leeds\"\n+++\n"),
        ("content/groups/all.csv", "name,slug,latitude,longitude,body\nYork,york,53.9,-1.1,Hello\n"),
        ("content/news/a.jpg", ""),
    ]);
    let (draft, findings) = parse(&sources);
    let draft = draft.expect("a draft");
    assert_eq!(findings, []);
    let keys: Vec<_> = draft.pages.iter().map(|page| (page.key.as_str(), page.lang.as_str())).collect();
    assert_eq!(keys, [("groups/york", "en"), ("groups/leeds", "cy"), ("groups/leeds", "en"), ("index", "en")]);
    assert_eq!(draft.assets.len(), 1);
    let status = |at: usize| match &draft.pages[at].detail {
        crate::model::draft::Detail::Group(group) => group.status,
        _ => None,
    };
    assert_eq!((status(0).is_some(), status(1).is_some(), status(2).is_some()), (true, false, true));
    assert!(draft.pages.iter().all(|page| page.forms.is_empty()));
    assert_eq!(draft.pages[3].kind, Kind::Home);
}

#[test]
fn defaults_are_told_once() {
    let site = SITE.replace("\"forming\"", "\"frming\"");
    let files = [("content/site.toml", site.as_str()), ("content/groups/a.md", "+++\ntitle=\"A\"\n+++\n")];
    let file =
        |(path, text): &(&str, &str)| SourceFile { path: (*path).into(), content: Content::Text((*text).into()) };
    let (_, findings) = parse(&Sources::new(files.iter().map(file).collect()));
    assert_eq!(codes(&findings), ["value-unknown"]);
    assert_eq!(findings[0].help, ["did you mean `forming`?"]);
}

#[test]
fn what_is_read_again_is_what_is_read_at_first() {
    let before = [
        ("content/news/b.md", "+++\ntitle = \"B\"\ntilte = 1\n+++\nText"),
        ("content/news/c.md", "+++\ntitle = \"C\"\n+++\nText"),
    ];
    let after = [
        ("content/news/a.md", "+++\ntitle = \"A\"\n+++\n"),
        before[0],
        ("content/news/c.md", "+++\ntitle = \"D\"\n+++\n"),
    ];
    let mut memory = Memory::default();
    let _ = parse_again(&mut memory, &sources(&before));
    let sources = sources(&after);
    let (draft, findings) = parse_again(&mut memory, &sources);
    let (fresh, told) = parse(&sources);
    assert_eq!(findings, told);
    assert_eq!(format!("{:?}", draft.expect("a draft").pages), format!("{:?}", fresh.expect("a draft").pages));
}

#[test]
fn files_in_odd_places_are_told() {
    let page = "+++\ntitle = \"A\"\n+++\n";
    let sources =
        sources(&[("content/about.md", page), ("content/pages/x.fr.md", page), ("content/pages/index.md", page)]);
    assert_eq!(codes(&parse(&sources).1), ["page-out-of-place", "page-out-of-place", "language-unknown"]);
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(
        text in "(\\+\\+\\+\n|---\n|title = \"A\"\n|title: A\n|start = |2015-10-08|\\[|\\]|\\{|\\}|\"|,|;|=|:|\n|[ -~é]){0,40}",
        path in proptest::sample::select(vec![
            "content/site.toml", "content/events/a.md", "content/groups/a.csv", "content/groups/b.cy.csv", "content/index.md",
        ]),
    ) {
        let file = |path: &str, text: &str| SourceFile { path: path.into(), content: Content::Text(text.into()) };
        let mut files = vec![file(path, &text)];
        if path != "content/site.toml" {
            files.push(file("content/site.toml", SITE));
        }
        let sources = Sources::new(files);
        for finding in parse(&sources).1 {
            proptest::prop_assert!(lies_within(&finding, &sources), "{finding:?}");
        }
    }
}

#[test]
fn the_spans_of_values_lie_in_the_page() {
    let text = "+++\ntitle = \"A\"\nregion = \"wales\"\n+++\n";
    let sources = sources(&[("content/groups/a.md", text)]);
    let draft = parse(&sources).0.expect("a draft");
    let title = draft.pages[0].meta.title.as_ref().expect("a title");
    assert_eq!(title.span, Span::new(12..15));
}
