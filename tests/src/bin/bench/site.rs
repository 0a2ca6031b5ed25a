//! Makes a campaign site of any size: of ten pages six are articles, two and a half groups, one and a half events.
//! Once for Handbill and once for Hugo: the same bodies, the same facts in each one's own words.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::words::{Dice, Vocabulary};

/// For whom a site is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum For {
    Handbill,
    Hugo,
}

const CAMPAIGNS: [&str; 6] =
    ["rent-controls", "register-to-vote", "secure-jobs", "warm-homes", "fair-buses", "open-libraries"];

const TYPES: [&str; 6] = ["rally", "meet-up", "consultation", "canvass", "training", "meeting"];

/// Any change to this changes every figure that was ever written down.
const SEED: u64 = 2015;

/// How many of each there are among so many pages.
pub(crate) struct Shares {
    articles: usize,
    groups: usize,
    events: usize,
}

impl Shares {
    pub(crate) fn of(pages: usize) -> Self {
        let groups = pages / 4;
        let events = pages * 3 / 20;
        Self { articles: pages - groups - events, groups, events }
    }
}

/// Writes a site of `pages` pages below `root`, which must not exist.
pub(crate) fn make(root: &Path, pages: usize, reader: For) {
    let vocabulary = Vocabulary::new();
    let shares = Shares::of(pages);
    let maker = Maker { root, reader, vocabulary: &vocabulary, shares: &shares };
    maker.frame();
    let busy = maker.events();
    maker.groups(&busy);
    maker.articles();
}

struct Maker<'a> {
    root: &'a Path,
    reader: For,
    vocabulary: &'a Vocabulary,
    shares: &'a Shares,
}

impl Maker<'_> {
    fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }

    /// A line of front matter that only Handbill takes at the top, and Hugo among its parameters.
    fn own(&self, lines: &str) -> String {
        match self.reader {
            For::Handbill => lines.to_owned(),
            For::Hugo => format!("[params]\n{}", lines.replace("type =", "event_type =")),
        }
    }

    fn frame(&self) {
        let index = if self.reader == For::Hugo { "_index" } else { "index" };
        if self.reader == For::Handbill {
            self.write("content/site.toml", include_str!("../../../bench/site.toml"));
        }
        self.write(
            &format!("content/{index}.md"),
            "+++\ntitle = \"The campaign\"\nsummary = \"A site to be measured.\"\n+++\n\nWelcome.\n",
        );
        for section in ["campaigns", "groups", "events", "news"] {
            let title = format!("All {section}");
            let outputs = match (self.reader, section) {
                (For::Hugo, "events") => {
                    "outputs = [\"html\", \"calendar\"]\n\n\
                     [[cascade]]\noutputs = [\"html\", \"calendar\"]\n[cascade.target]\nkind = \"page\"\n"
                }
                (For::Hugo, "news") => "outputs = [\"html\", \"rss\", \"feed\"]\n",
                _ => "",
            };
            self.write(
                &format!("content/{section}/{index}.md"),
                &format!("+++\ntitle = \"{title}\"\nsummary = \"All of them.\"\n{outputs}+++\n"),
            );
        }
        if self.reader == For::Hugo {
            self.write(
                "content/regions/_index.md",
                "+++\ntitle = \"Regions\"\n\n[[cascade]]\noutputs = [\"html\", \"rss\", \"feed\", \"calendar\"]\n\
                 [cascade.target]\nkind = \"term\"\n+++\n",
            );
        }
        let mut dice = Dice::new(SEED);
        for campaign in CAMPAIGNS {
            let body = self.vocabulary.body(&mut dice, 600, &[]);
            let own = self.own("goal = 5000\ndeadline = 2016-05-05\n");
            let form = "\n[pledge]\nstatement = \"I pledge to do my part.\"\nconsents = [\"email\"]\n";
            let form = if self.reader == For::Handbill { form } else { "" };
            let title = campaign.replace('-', " ");
            self.write(
                &format!("content/campaigns/{campaign}.md"),
                &format!("+++\ntitle = \"{title}\"\nsummary = \"What we want.\"\n{own}{form}+++\n\n{body}"),
            );
        }
        for page in ["about", "privacy"] {
            let body = self.vocabulary.body(&mut dice, 300, &[]);
            let folder = if self.reader == For::Hugo { "" } else { "pages/" };
            self.write(
                &format!("content/{folder}{page}.md"),
                &format!("+++\ntitle = \"{page}\"\nsummary = \"About us.\"\n+++\n\n{body}"),
            );
        }
    }

    /// All groups; those that are `busy` have a calendar of their events, which Handbill finds out by itself.
    fn groups(&self, busy: &BTreeSet<String>) {
        let mut dice = Dice::new(SEED + 1);
        for number in 0..self.shares.groups {
            let town = self.vocabulary.town(&mut dice);
            let region = self.vocabulary.region(&mut dice);
            let (north, east) = (50 + dice.below(8), dice.below(6));
            let own = self.own(&format!(
                "town = \"{town}\"\nregion = \"{region}\"\npostcode = \"LS1 3AA\"\n\
                 latitude = {north}.{:03}\nlongitude = -{east}.{:03}\nemail = \"group{number}@example.org\"\n\
                 meets = \"First Tuesday of the month, 7 pm, Unite House\"\n",
                dice.below(1000),
                dice.below(1000),
            ));
            let taxonomy = match self.reader {
                For::Handbill => String::new(),
                For::Hugo if busy.contains(&format!("groups/group-{number:05}")) => {
                    format!("regions = [\"{region}\"]\noutputs = [\"html\", \"calendar\"]\n")
                }
                For::Hugo => format!("regions = [\"{region}\"]\n"),
            };
            let link = format!("../campaigns/{}.md", dice.pick(&CAMPAIGNS));
            let body = self.vocabulary.body(&mut dice, 120, &[link]);
            let summary = self.vocabulary.phrase(&mut dice, 12);
            self.write(
                &format!("content/groups/group-{number:05}.md"),
                &format!("+++\ntitle = \"{town} {number}\"\nsummary = \"{summary}.\"\n{taxonomy}{own}+++\n\n{body}"),
            );
        }
    }

    /// All events; the groups that hold them.
    fn events(&self) -> BTreeSet<String> {
        let mut busy = BTreeSet::new();
        let mut dice = Dice::new(SEED + 2);
        for number in 0..self.shares.events {
            let kind = dice.pick(&TYPES);
            let region = self.vocabulary.region(&mut dice);
            let group = format!("groups/group-{:05}", dice.below(self.shares.groups.max(1)));
            let (month, day, hour) = (10 + dice.below(3), 13 + dice.below(15), 9 + dice.below(11));
            let own = self.own(&format!(
                "type = \"{kind}\"\nstart = 2015-{month}-{day}T{hour:02}:00:00\n\
                 end = 2015-{month}-{day}T{:02}:30:00\ngroup = \"{group}\"\n\
                 campaign = \"campaigns/{}\"\nregion = \"{region}\"\n\
                 venue = {{ name = \"The Old Hall\", address = \"Market Street\", postcode = \"LS1 3AA\" }}\n",
                hour + 1,
                dice.pick(&CAMPAIGNS),
            ));
            let taxonomy = if self.reader == For::Hugo { format!("regions = [\"{region}\"]\n") } else { String::new() };
            let body = self.vocabulary.body(&mut dice, 150, &[format!("../{group}.md")]);
            let title = self.vocabulary.phrase(&mut dice, 5);
            let summary = self.vocabulary.phrase(&mut dice, 14);
            self.write(
                &format!("content/events/event-{number:05}.md"),
                &format!("+++\ntitle = \"{title}\"\nsummary = \"{summary}.\"\n{taxonomy}{own}+++\n\n{body}"),
            );
            busy.insert(group);
        }
        busy
    }

    fn articles(&self) {
        let mut dice = Dice::new(SEED + 3);
        for number in 0..self.shares.articles {
            let (year, month, day) = (2012 + dice.below(3), 1 + dice.below(12), 1 + dice.below(28));
            let campaign = dice.pick(&CAMPAIGNS);
            let own = self.own(&format!("authors = [\"The press team\"]\ncampaign = \"campaigns/{campaign}\"\n"));
            let links = [
                format!("../campaigns/{campaign}.md"),
                format!("article-{:05}.md", dice.below(self.shares.articles)),
                format!("../groups/group-{:05}.md", dice.below(self.shares.groups.max(1))),
            ];
            let body = self.vocabulary.body(&mut dice, 600, &links);
            let title = self.vocabulary.phrase(&mut dice, 7);
            let summary = self.vocabulary.phrase(&mut dice, 18);
            let tags = self.vocabulary.tags(&mut dice);
            self.write(
                &format!("content/news/article-{number:05}.md"),
                &format!(
                    "+++\ntitle = \"{title}\"\nsummary = \"{summary}.\"\ndate = {year}-{month:02}-{day:02}T09:00:00\n\
                     tags = {tags:?}\n{own}+++\n\n{body}"
                ),
            );
        }
    }
}
