//! Pages of one key are brought together, and those that are not to be seen yet, or no more, set aside.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::clock::Clock;
use super::moment::zoned;
use crate::diag::Diagnostic;
use crate::model::config::Config;
use crate::model::draft::{Body, Detail, DraftPage, Kind, Meta, Section};
use crate::model::site::LangId;
use crate::source::Span;

/// One key with its texts.
#[derive(Debug)]
pub(super) struct Texts {
    /// `campaigns/rent-controls`
    pub(super) key: Arc<str>,
    /// For each language, by its number.
    pub(super) by_lang: Vec<Option<Arc<DraftPage>>>,
    /// The language that the others are translations of: the site's first, where there is a text in it.
    pub(super) original: LangId,
}

impl Texts {
    /// The text that the others are translations of.
    pub(super) fn original(&self) -> &Arc<DraftPage> {
        self.by_lang[usize::from(self.original.0)].as_ref().expect("the original's language is one that has a text")
    }

    /// The text shown in `lang`, and its language.
    pub(super) fn shown(&self, lang: LangId) -> (&Arc<DraftPage>, LangId) {
        match &self.by_lang[usize::from(lang.0)] {
            Some(text) => (text, lang),
            None => (self.original(), self.original),
        }
    }
}

/// Why a page is not on the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hidden {
    /// It says `draft = true`.
    Draft,
    /// Its `publish_at` is still to come.
    NotYet,
    /// Its `expires` has come.
    Expired,
}

/// Which drafts are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Drafts {
    /// None: what is published.
    #[default]
    Hide,
    /// All, and what is still to appear: a preview.
    Show,
}

/// Pages by key, in the order of keys, and the keys that are set aside.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) entries: Vec<Texts>,
    pub(super) hidden: BTreeMap<Arc<str>, Hidden>,
}

/// Brings the pages of each key together.
pub(super) fn gather(
    pages: &[Arc<DraftPage>],
    config: &Config,
    clock: &Clock,
    drafts: Drafts,
    found: &mut Vec<Diagnostic>,
) -> Gathered {
    let mut by_key: BTreeMap<Arc<str>, Vec<Option<Arc<DraftPage>>>> = BTreeMap::new();
    for page in pages {
        let Some(lang) = config.languages.iter().position(|language| language.code == page.lang) else { continue };
        let texts = by_key.entry(page.key.as_str().into()).or_insert_with(|| vec![None; config.languages.len()]);
        match &texts[lang] {
            Some(first) => found.push(told_twice(page, first)),
            None => texts[lang] = Some(Arc::clone(page)),
        }
    }
    add_what_every_site_has(&mut by_key, config);
    let mut gathered = Gathered::default();
    for (key, mut by_lang) in by_key {
        let Some(original) = by_lang.iter().position(Option::is_some) else { continue };
        let why = by_lang[original].as_ref().and_then(|page| hidden(page, config, clock, drafts, found));
        if let Some(why) = why {
            gathered.hidden.insert(key, why);
            continue;
        }
        for text in by_lang.iter_mut().skip(original + 1) {
            let is_hidden = |page: &mut Arc<DraftPage>| hidden(page, config, clock, drafts, found).is_some();
            text.take_if(is_hidden);
        }
        let original = LangId(u8::try_from(original).unwrap_or(0));
        gathered.entries.push(Texts { key, by_lang, original });
    }
    gathered
}

fn told_twice(page: &DraftPage, first: &DraftPage) -> Diagnostic {
    Diagnostic::error("page-doubled", format!("two files are the page `{}`", page.key))
        .at(page.file, page.span, "the second")
        .also(first.file, first.span, "the first")
        .help("rename one of them, or take it away")
}

fn hidden(
    page: &DraftPage,
    config: &Config,
    clock: &Clock,
    drafts: Drafts,
    found: &mut Vec<Diagnostic>,
) -> Option<Hidden> {
    let mut moment = |when: &Option<_>| -> Option<Timestamp> {
        zoned(page.file, when.as_ref()?, &config.timezone.1, found).map(|zoned| zoned.timestamp())
    };
    let (appears, expires) = (moment(&page.meta.publish_at), moment(&page.meta.expires));
    if expires.is_some_and(|at| clock.has_come(at)) {
        return Some(Hidden::Expired);
    }
    if drafts == Drafts::Show {
        return None;
    }
    if page.meta.draft {
        return Some(Hidden::Draft);
    }
    (!appears.is_none_or(|at| clock.has_come(at))).then_some(Hidden::NotYet)
}

/// A site has a home page and its lists, whether or not someone wrote a text for them; a list of which there is nothing,
/// not even a draft, only where a menu leads to it.
fn add_what_every_site_has(by_key: &mut BTreeMap<Arc<str>, Vec<Option<Arc<DraftPage>>>>, config: &Config) {
    let is_listed = |section: Section| {
        let has_some = by_key.values().flatten().flatten().any(|page| page.kind == listed(section));
        let names = |target: &str| target.strip_suffix("/index").unwrap_or(target) == section.folder();
        has_some || config.navigation.iter().chain(&config.footer).any(|item| names(&item.target.value))
    };
    let sections = Section::ALL.into_iter().filter(|section| is_listed(*section)).collect::<Vec<_>>();
    let sections = sections.into_iter().map(|section| (format!("{}/index", section.folder()), Kind::Section(section)));
    for (key, kind) in sections.chain([("index".to_owned(), Kind::Home)]) {
        by_key.entry(key.as_str().into()).or_insert_with(|| {
            let mut texts = vec![None; config.languages.len()];
            texts[0] = Some(Arc::new(unwritten(key, kind, config)));
            texts
        });
    }
}

/// What a section lists.
fn listed(section: Section) -> Kind {
    match section {
        Section::Campaigns => Kind::Campaign,
        Section::Groups => Kind::Group,
        Section::Events => Kind::Event,
        Section::News => Kind::Article,
    }
}

fn unwritten(key: String, kind: Kind, config: &Config) -> DraftPage {
    DraftPage {
        file: config.file,
        span: Span::default(),
        key,
        kind,
        lang: config.default_lang().clone(),
        meta: Meta::default(),
        detail: if kind == Kind::Home { Detail::Home { lead: None } } else { Detail::Plain },
        forms: Vec::new(),
        body: Arc::new(Body::default()),
    }
}

/// The zone of a page that names none.
pub(super) fn site_zone(config: &Config) -> &TimeZone {
    &config.timezone.1
}
