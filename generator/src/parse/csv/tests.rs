//! Rows are read, and told by row and column.

use crate::diag::Diagnostic;
use crate::model::draft::{Detail, DraftPage};
use crate::parse::parse;
use crate::source::{Content, SourceFile, Sources};
use std::sync::Arc;

const SITE: &str = "name = \"Site\"\nbase_url = \"https://example.org\"\n[promoter]\nname = \"Site\"\n\
    address = [\"1 Street\"]\npostcode = \"N1 1AA\"\n";

fn read(text: &str) -> (Vec<Arc<DraftPage>>, Vec<Diagnostic>) {
    let file = |path: &str, text: &str| SourceFile { path: path.into(), content: Content::Text(text.into()) };
    let (draft, findings) =
        parse(&Sources::new(vec![file("content/groups/all.csv", text), file("content/site.toml", SITE)]));
    (draft.expect("a draft").pages, findings)
}

fn told(text: &str) -> Vec<String> {
    let place = |finding: &Diagnostic| {
        text.get(finding.place.expect("a place").span.range()).expect("a span in the text").to_owned()
    };
    read(text).1.iter().map(|finding| format!("{}: {} `{}`", finding.code, finding.message, place(finding))).collect()
}

#[test]
fn rows_are_groups_with_any_line_ends() {
    for end in ["\n", "\r\n"] {
        let text = [
            "title,town,facebook,tags,body",
            "\"Leeds, West\",Leeds,https://example.org/l,a;b,\"One\n\nTwo\"",
            "",
            "York,,,,",
        ];
        let (pages, findings) = read(&text.join(end));
        assert_eq!(findings, []);
        let keys: Vec<&str> = pages.iter().map(|page| page.key.as_str()).collect();
        assert_eq!(keys, ["groups/leeds-west", "groups/york"]);
        assert_eq!(pages[0].meta.tags.len(), 2);
        let Detail::Group(group) = &pages[0].detail else { unreachable!("rows are groups") };
        assert_eq!(group.social, [("Facebook".to_owned(), "https://example.org/l".to_owned())]);
        assert_eq!(group.town.as_deref(), Some("Leeds"));
    }
}

#[test]
fn a_cell_is_told_by_row_and_column() {
    assert_eq!(
        told("title,postcode,email\nLeeds,LS1 4AB,a@example.org\nYork,nowhere,york at example\n"),
        [
            "postcode-invalid: `postcode` is no postcode: `nowhere` (row 3, column B) `nowhere`",
            "email-invalid: `email` is no e-mail address: `york at example` (row 3, column C) `york at example`"
        ]
    );
}

#[test]
fn a_wrong_header_is_told() {
    assert_eq!(
        told("title,postcde,title\nLeeds,,\n"),
        [
            "csv-column-unknown: there is no column `postcde` `postcde`",
            "csv-column-doubled: there are two columns `title` `title`"
        ]
    );
    assert_eq!(told("town\nLeeds\n")[0], "csv-column-missing: there is no column `title` `town`");
    assert_eq!(told(""), ["csv-header-missing: the file is empty ``"]);
}

#[test]
fn rows_of_another_length_are_told() {
    assert_eq!(
        told("title,town\nLeeds,West,Yorkshire\nYork\n"),
        [
            "csv-row-length: row 2 has 3 cells, and the header has 2 `Leeds,West,Yorkshire`",
            "csv-row-length: row 3 has 1 cell, and the header has 2 `York`"
        ]
    );
}

#[test]
fn a_quote_that_is_not_closed_is_told_where_it_opens() {
    let told = told("title,town\n\"Leeds,Leeds\nYork,York\n");
    assert!(told[0].starts_with("csv-quote-unclosed: row 2"), "{told:?}");
}

#[test]
fn places_in_a_cell_with_quotes_are_those_of_the_file() {
    let text = "title,body\nLeeds,\"Say \"\"yes\"\" to [x](y.md)\"\n";
    let (pages, _) = read(text);
    for hole in &pages[0].body.holes {
        if let crate::model::draft::HoleKind::Link(link) = &hole.what {
            assert!(text.get(link.span.range()).is_some_and(|link| link.contains("y.md")), "{link:?}");
        }
    }
}
