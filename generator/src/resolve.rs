//! Step 3: a [`Draft`] becomes a [`Site`]: the whole site at once.
//!
//! Pages of one key are brought together, each gets its place, then every link, picture, group, campaign and time
//! gets its meaning, and at last the lists are made. What cannot be resolved is told and left out.

mod again;
mod apostrophe;
mod assets;
mod body;
pub mod clock;
mod detail;
mod entries;
mod finder;
pub mod form;
mod layers;
mod links;
mod lists;
mod menus;
mod moment;
mod page;
mod routes;

use std::sync::Arc;

use handbill_contract::Kind as FormKind;
use jiff::Timestamp;
use jiff::civil::DateTime;

pub use self::again::Memory;
pub(crate) use self::again::{Edit, Listing};
pub use self::entries::Drafts;

use self::again::Facts;
use self::clock::Clock;
use crate::diag::Diagnostic;
use crate::ids::UrlPath;
use crate::model::config::{Config, Untranslated};
use crate::model::draft::{Draft, Kind};
use crate::model::site::{Entry, LangId, PageId, Related, Site};
use crate::source::Sources;

/// What the build is told besides the content.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// What the build takes for now.
    pub now: Now,
    /// Which drafts are shown.
    pub drafts: Drafts,
    /// Where the site is served, instead of the `base_url` of `site.toml`: without a slash at its end.
    pub base_url: Option<String>,
    /// Whether the functions are known to run behind the site, so that counters may ask them, whatever `site.toml` says.
    pub has_functions: bool,
}

/// What a build takes for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Now {
    /// The clock; a `now` in `site.toml` counts more.
    Clock(Timestamp),
    /// Asked for, local to the site's time zone; counts more than `site.toml`.
    Local(DateTime),
    /// Asked for, with its offset; counts more than `site.toml`.
    Exact(Timestamp),
}

impl Default for Now {
    fn default() -> Self {
        Self::Clock(Timestamp::UNIX_EPOCH)
    }
}

/// Resolves the whole draft; with an error among the memory's findings the site is not to be written.
pub fn resolve(draft: &Draft, sources: &Sources, options: &Options) -> (Site, Memory) {
    let config = &draft.config;
    let mut found = Vec::new();
    let clock = Clock::new(now(config, options.now));
    let gathered = entries::gather(&draft.pages, config, &clock, options.drafts, &mut found);
    let mut claims = routes::Routes::default();
    let urls = routes::of_pages(&gathered, config, &mut claims, &mut found);
    let redirects = routes::of_aliases(&gathered, &urls, &mut claims, &mut found);
    let (files, assets) = assets::place(&draft.assets, sources, &mut claims, &mut found);
    let mut tags = lists::TagNames::default();
    for texts in &gathered.entries {
        texts.by_lang.iter().flatten().flat_map(|page| &page.meta.tags).for_each(|tag| tags.add(&tag.value));
    }
    let facts = Facts {
        gathered,
        urls,
        claims,
        assets,
        languages: links::language_codes(config),
        regions: links::regions(config),
        tags: tags.numbers(),
        forms: form::Known::default(),
    };
    let all: Vec<usize> = (0..facts.gathered.entries.len()).collect();
    let made = facts.make(&all, config, sources, &clock);
    let targets = menus::find(config, &facts.index(sources), &mut found);
    let mut of_entries = Vec::with_capacity(made.len());
    let mut site = assemble(config, made, &facts.gathered.entries, &mut of_entries);
    site.tags = tags.into_tags();
    site.assets = files;
    site.redirects = redirects;
    bring_together(&mut site, &targets, &clock);
    (site, Memory::new(facts, targets, clock, found, of_entries))
}

/// What all pages together make: the lists, the menus, what belongs to what.
///
/// It is made anew after an edit of one page, so it is to look at [`Site::pages`] and nothing that came before them;
/// what it looks at there stands in `again::is_listed_alike`.
fn bring_together(site: &mut Site, targets: &menus::Targets, clock: &Clock) {
    set_clock(site, clock);
    site.lists = site.langs().map(|lang| lists::of_language(site, lang)).collect();
    for (entry, related) in lists::related(site, site.lists(LangId(0))).into_iter().enumerate() {
        site.entries[entry].related = related;
    }
    lists::fill_tags(site);
    site.finder = finder::of(site);
    set_menus(site, targets);
}

/// The menus, which show titles.
fn set_menus(site: &mut Site, targets: &menus::Targets) {
    site.menus = site.langs().map(|lang| menus::in_language(targets, site, lang)).collect();
}

/// The moment at which a site stands, and how long what is said of it is true.
fn set_clock(site: &mut Site, clock: &Clock) {
    site.now = clock.now().to_zoned(site.config.timezone.1.clone());
    site.valid_until = clock.valid_until();
}

/// The moment that a build takes for now.
pub(crate) fn now(config: &Config, asked: Now) -> Timestamp {
    let local = |now: DateTime| now.to_zoned(config.timezone.1.clone()).ok().map(|now| now.timestamp());
    match asked {
        Now::Exact(now) => now,
        Now::Local(now) => local(now).unwrap_or_default(),
        Now::Clock(now) => config.now.and_then(local).unwrap_or(now),
    }
}

fn words_of(config: &Config, urls: &[UrlPath]) -> handbill_contract::Words {
    config.languages.iter().zip(urls).map(|(language, url)| (language.code.to_string(), url.to_string())).collect()
}

/// The page that says thank you where a form names none: `/thank-you/pledge/`.
fn thanks(config: &Config, kind: FormKind) -> handbill_contract::Words {
    let path = |prefix: &str| format!("{prefix}/thank-you/{}/", kind.as_str());
    let paths = config.languages.iter().enumerate().map(|(at, language)| {
        let prefix = if at == 0 { String::new() } else { format!("/{}", language.code) };
        (language.code.to_string(), path(&prefix))
    });
    paths.collect()
}

/// Pages language by language; those that could not be made have been told, and their entry is left out.
fn assemble(
    config: &Config,
    made: Vec<page::Made>,
    texts: &[entries::Texts],
    found: &mut Vec<Vec<Diagnostic>>,
) -> Site {
    let langs = config.languages.len();
    let mut by_lang: Vec<Vec<crate::model::site::Page>> = (0..langs).map(|_| Vec::with_capacity(made.len())).collect();
    let mut entries = Vec::with_capacity(made.len());
    let count = made.len();
    for (at, (made, texts)) in made.into_iter().zip(texts).enumerate() {
        found.push(made.findings);
        let page = |lang: usize| PageId(u32::try_from(lang * count + at).unwrap_or(u32::MAX));
        entries.push(Entry {
            key: Arc::clone(&texts.key),
            kind: texts.original().kind,
            pages: (0..langs).map(page).collect(),
            translated: texts.by_lang.iter().map(Option::is_some).collect(),
            related: Related::default(),
        });
        for (pages, page) in by_lang.iter_mut().zip(made.pages) {
            pages.push(page);
        }
    }
    Site {
        config: Arc::new(config.clone()),
        now: jiff::Zoned::default(),
        pages: by_lang.into_iter().flatten().collect(),
        entries,
        tags: Vec::new(),
        lists: Vec::new(),
        assets: Vec::new(),
        redirects: Default::default(),
        menus: Vec::new(),
        finder: Default::default(),
        valid_until: None,
    }
}

/// Pages that a language lacks, where `site.toml` does not say that this is meant.
fn untranslated(entries: &[entries::Texts], config: &Config) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if config.languages.iter().all(|language| language.untranslated == Untranslated::Show) {
        return found;
    }
    for texts in entries {
        for (language, text) in config.languages.iter().zip(&texts.by_lang) {
            if text.is_some() || language.untranslated != Untranslated::Warn {
                continue;
            }
            let page = texts.original();
            let is_made_up = page.file == config.file && matches!(page.kind, Kind::Home | Kind::Section(_));
            if !is_made_up {
                let span = page.meta.title.as_ref().map_or(page.span, |title| title.span);
                found.push(
                    Diagnostic::warning(
                        "translation-missing",
                        format!("`{}` has no text in {}", texts.key, language.name),
                    )
                    .at(page.file, span, format!("is shown in {} there, with a notice", config.languages[0].name))
                    .help(format!(
                        "write `{}.{}.md`, or say `untranslated = \"show\"` for {} in `site.toml`",
                        texts.key, language.code, language.name
                    )),
                );
            }
        }
    }
    found
}
