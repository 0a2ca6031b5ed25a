//! What is made again is what is made afresh: after any edits, with the clock going on, and for the demonstration too.
//! Edits that concern one page alone have to be made quickly, or `handbill serve` is not what it promises.

use std::collections::BTreeMap;

use handbill::project::{Extent, Project};
use handbill::resolve::{Now, Options};
use handbill::source::{SourceFile, Sources};
use handbill_tests::memory::{file, made_of, small_site};
use handbill_tests::{data, differ, house, tree};
use jiff::{SignedDuration, Timestamp};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestCaseError;

use crate::cases;

/// A page with those parts of it that are edited.
#[derive(Debug, Clone)]
struct Page {
    head: &'static str,
    title: String,
    body: String,
    /// Lines of front matter that others can see.
    seen: String,
}

/// Paths, and what their front matter says besides the title.
const PAGES: [(&str, &str); 11] = [
    ("content/index.md", ""),
    ("content/news/index.md", ""),
    ("content/campaigns/a.md", "deadline = 2015-11-30\n[pledge]\nstatement = \"I\"\n"),
    ("content/campaigns/a.cy.md", ""),
    ("content/groups/a.md", "region = \"wales\"\nlatitude = 52.0\nlongitude = -3.0\n"),
    ("content/groups/b.md", "region = \"wales\"\nlatitude = 52.5\nlongitude = -3.5\n"),
    ("content/events/a.md", "start = 2015-10-25T12:00:00\ngroup = \"groups/a\"\ncampaign = \"campaigns/a\"\n"),
    ("content/events/b.md", "start = 2015-10-11T12:00:00\ngroup = \"groups/b\"\n"),
    ("content/news/a.md", "campaign = \"campaigns/a\"\n"),
    ("content/news/b.md", "group = \"groups/a\"\n"),
    ("content/pages/—.md", ""),
];

/// What somebody does to a site between two looks at it.
#[derive(Debug, Clone)]
enum Edit {
    Text(&'static str, String),
    Title(&'static str, String),
    Date(&'static str, i8),
    Row(usize, String),
    Seen(&'static str, &'static str),
    Rows(usize),
    Remove(&'static str),
    Site(String),
    Theme(String),
    Wait(i64),
}

impl Edit {
    /// Whether it concerns its page alone.
    fn is_of_one_page(&self) -> bool {
        match self {
            // A page whose file's name says nothing has its address from its title.
            Self::Title(path, _) => !path.contains('—'),
            Self::Text(..) | Self::Date(..) | Self::Row(..) => true,
            Self::Seen(..) | Self::Rows(_) | Self::Remove(_) | Self::Site(_) | Self::Theme(_) | Self::Wait(_) => false,
        }
    }
}

fn edit() -> impl Strategy<Value = Edit> {
    let paths: Vec<&'static str> = PAGES.map(|(path, _)| path).to_vec();
    let path = move || select(paths.clone());
    let dated = select(&["content/news/a.md", "content/news/b.md", "content/campaigns/a.md"][..]);
    let link = "(\\[[a-z]{1,3}\\]\\((/campaigns/a|/groups/b|/news/b|/nowhere)\\.md\\)|[a-zé ]{0,9}){0,4}";
    let seen = &[
        "",
        "tags = [\"b\", \"a\"]\n",
        "tags = [\"B\"]\n",
        "slug = \"other\"\n",
        "draft = true\n",
        "aliases = [\"/old/\"]\n",
        "publish_at = 2015-10-13\n",
        "summary = \"A sum\"\nweight = 3\n",
        "tilte = \"x\"\n",
    ][..];
    prop_oneof![
        6 => (path(), link).prop_map(|(path, text)| Edit::Text(path, text)),
        3 => (path(), "[A-Za-zé]{1,8}").prop_map(|(path, title)| Edit::Title(path, title)),
        2 => (dated, 1..28_i8).prop_map(|(path, day)| Edit::Date(path, day)),
        2 => (0..3_usize, "[a-z ]{0,9}").prop_map(|(row, text)| Edit::Row(row, text)),
        3 => (path(), select(seen)).prop_map(|(path, lines)| Edit::Seen(path, lines)),
        1 => (0..4_usize).prop_map(Edit::Rows),
        1 => path().prop_map(Edit::Remove),
        1 => path().prop_map(|path| Edit::Text(path, "## Two {#two}\n\n[a](#two) {{< news >}}".to_owned())),
        1 => "[a-z]{1,5}".prop_map(Edit::Site),
        1 => "[a-z]{1,5}".prop_map(Edit::Theme),
        1 => (1..500_i64).prop_map(Edit::Wait),
    ]
}

/// A site as it stands.
#[derive(Debug, Clone)]
struct Site {
    pages: BTreeMap<&'static str, Page>,
    rows: Vec<String>,
    name: String,
    foot: String,
    now: Timestamp,
}

impl Site {
    fn new() -> Self {
        let page = |(path, head)| {
            let body = "Words, and [more](/news/b.md).".to_owned();
            (path, Page { head, title: "Title".to_owned(), body, seen: "date = 2015-10-05\n".to_owned() })
        };
        let now = "2015-10-12T08:00:00Z".parse().expect("a moment");
        Self {
            pages: PAGES.into_iter().map(page).collect(),
            rows: vec![String::new(); 3],
            name: "Site".to_owned(),
            foot: String::new(),
            now,
        }
    }

    fn carry_out(&mut self, edit: &Edit) {
        // Time always goes on.
        self.now += SignedDuration::from_secs(7);
        match edit.clone() {
            Edit::Text(path, text) => self.page(path).body = text,
            Edit::Title(path, title) => self.page(path).title = title,
            Edit::Date(path, day) => self.page(path).seen = format!("date = 2015-10-{day:02}\n"),
            Edit::Seen(path, lines) => self.page(path).seen = lines.to_owned(),
            Edit::Row(row, text) => self.rows.iter_mut().skip(row).take(1).for_each(|meets| meets.clone_from(&text)),
            Edit::Rows(count) => self.rows.resize(count, String::new()),
            Edit::Remove(path) => drop(self.pages.remove(path)),
            Edit::Site(name) => self.name = name,
            Edit::Theme(foot) => self.foot = foot,
            Edit::Wait(hours) => self.now += SignedDuration::from_hours(hours),
        }
    }

    /// The page at a path; it comes back when it is edited after it has gone.
    fn page(&mut self, path: &'static str) -> &mut Page {
        let fresh = || Site::new().pages.remove(path).expect("one of them");
        self.pages.entry(path).or_insert_with(fresh)
    }

    fn files(&self) -> Vec<SourceFile> {
        let pages = self.pages.iter().map(|(path, page)| {
            let Page { head, title, body, seen } = page;
            ((*path).to_owned(), format!("+++\ntitle = \"{title}\"\n{seen}{head}+++\n{body}\n"))
        });
        let mut site = tree::text(&data().join("sites/site.toml")).replace("Tenants Together", &self.name);
        site.push_str("[[languages]]\ncode = \"en\"\n[[languages]]\ncode = \"cy\"\n");
        site.push_str("[defaults.groups.signup]\npurpose = \"group\"\n");
        let mut csv = "title,region,meets\n".to_owned();
        for (row, meets) in self.rows.iter().enumerate() {
            csv.push_str(&format!("Town {row},wales,{meets}\n"));
        }
        let foot = format!("<footer>{}</footer>\n", self.foot);
        let others =
            [("content/site.toml", site), ("content/groups/c.csv", csv), ("theme/templates/once/foot.html", foot)];
        small_site(pages.chain(others.into_iter().map(|(path, text)| (path.to_owned(), text))))
    }

    fn options(&self) -> Options {
        Options { now: Now::Clock(self.now), ..Options::default() }
    }
}

/// Makes `project` of `files` again, and holds it against one made afresh.
fn again(project: Project, files: Vec<SourceFile>, options: &Options, what: &str) -> Result<Project, TestCaseError> {
    let sources = Sources::new(files);
    let fresh = Project::open(sources.clone(), options.clone());
    let project = project.reopened(sources, options.clone());
    let ((made, found), (wanted, told)) = (made_of(&project), made_of(&fresh));
    prop_assert_eq!(handbill::diag::in_order(found), handbill::diag::in_order(told), "after {}", what);
    let told = differ::trees(&wanted, &made);
    prop_assert!(told.is_empty(), "after {what}:\n{}", told.join("\n"));
    Ok(project)
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn a_site_made_again_after_edits_is_the_one_made_afresh(edits in vec(edit(), 1..7)) {
        let mut site = Site::new();
        let mut project = Project::open(Sources::new(site.files()), site.options());
        for edit in edits {
            site.carry_out(&edit);
            project = again(project, site.files(), &site.options(), &format!("{edit:?}"))?;
        }
    }

    #[test]
    fn an_edit_of_one_page_makes_that_page_alone(edits in vec(edit().prop_filter("of one page", Edit::is_of_one_page), 1..5)) {
        let mut site = Site::new();
        let mut project = Project::open(Sources::new(site.files()), site.options());
        for edit in edits {
            let is_heading = matches!(&edit, Edit::Text(_, text) if text.contains("##"));
            site.carry_out(&edit);
            project = again(project, site.files(), &site.options(), &format!("{edit:?}"))?;
            if is_heading {
                break;
            }
            prop_assert_eq!(project.extent, Extent::Edited, "after {:?}", edit);
        }
    }
}

#[test]
fn an_edit_of_the_demonstration_is_made_again_as_if_afresh() {
    let root = house();
    let read = |folder: &str| {
        let files = tree::read(&root.join(folder)).into_iter();
        files.map(move |(path, bytes)| (format!("{folder}/{path}"), bytes)).collect::<Vec<_>>()
    };
    let mut files: Vec<SourceFile> =
        read("content").into_iter().chain(read("themes")).map(|(path, bytes)| file(&path, bytes)).collect();
    let options = Options::default();
    let project = Project::open(Sources::new(files.clone()), options.clone());
    let is_news = |file: &&mut SourceFile| file.path.starts_with("content/news/") && file.text().contains("title = \"");
    let edited = files.iter_mut().find(is_news).expect("the demonstration has news");
    let text = edited.text().replacen("title = \"", "title = \"Anew: ", 1) + "\nAnd [so on](/index.md).\n";
    *edited = file(&edited.path.clone(), text.into_bytes());
    let project = again(project, files, &options, "an edit of news").expect("it is the same");
    assert_eq!(project.extent, Extent::Edited);
}
