//! A site between reading and writing: parsed, resolved, dressed, and every file of it ready to be made.

mod again;

use std::sync::{Arc, OnceLock};

use jiff::{Timestamp, ToSpan};

use self::again::Memory;
use crate::diag::{Diagnostic, in_order};
use crate::model::artifact::{Artifact, Costly};
use crate::model::site::{LangId, Site};
use crate::parse;
use crate::render;
use crate::render::headers::{self, Header};
use crate::render::redirects::{self, Elsewhere, Rule};
use crate::render::robots::Audience;
use crate::render::theme::Theme;
use crate::render::{Country, Output, Renderer};
use crate::resolve::{self, Drafts, Now, Options};
use crate::source::Sources;

/// A site whose sources have been read.
#[derive(Debug)]
pub struct Project {
    /// All that was read.
    pub sources: Sources,
    /// What parse, resolve and the theme had to tell, in the order of files.
    pub findings: Vec<Diagnostic>,
    /// The site; `None` where its `site.toml` cannot be used.
    pub site: Option<Site>,
    pub(crate) theme: Option<Theme>,
    /// As long as the configuration is the same.
    country: Country,
    /// As long as nothing is listed otherwise; made when they are first asked for.
    pages: OnceLock<Arc<Pages>>,
    /// How much of it was resolved when it was last opened.
    pub extent: Extent,
    options: Options,
    pub(crate) memory: Memory,
}

/// How much of a site was resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// Those pages whose files had been edited.
    Edited,
}

impl Project {
    /// Parses, resolves and dresses the site of `sources`.
    pub fn open(sources: Sources, options: Options) -> Self {
        Self::made(Memory::default(), None, sources, options)
    }

    fn made(mut memory: Memory, known: Option<Theme>, sources: Sources, options: Options) -> Self {
        let (draft, mut findings) = parse::parse_again(&mut memory.parsed, &sources);
        let (mut site, mut theme) = (None, None);
        memory.resolved = None;
        if let Some(mut draft) = draft {
            if let Some(base_url) = &options.base_url {
                draft.config.base_url.clone_from(base_url);
            }
            draft.config.counts.is_live |= options.has_functions;
            let ((dress, looks), (made, resolved)) = rayon::join(
                || memory.looks.again(known, &sources, &draft.config),
                || resolve::resolve(&draft, &sources, &options),
            );
            findings.extend(looks.findings.iter().cloned().chain(resolved.findings(&draft.config)));
            (site, theme) = (Some(made), dress);
            memory = Memory { parsed: memory.parsed, resolved: Some(resolved), looks };
        }
        Self {
            sources,
            findings: in_order(findings),
            site,
            theme,
            country: Country::default(),
            pages: OnceLock::new(),
            extent: Extent::Whole,
            options,
            memory,
        }
    }

    /// From when on the same sources make another site; `None` is never.
    ///
    /// With every midnight a deadline comes a day nearer.
    pub fn valid_until(&self) -> Option<Timestamp> {
        let site = self.site.as_ref()?;
        let is_fixed = site.config.now.is_some() || !matches!(self.options.now, Now::Clock(_));
        if is_fixed {
            return None;
        }
        let midnight = site.now.checked_add(1.day()).and_then(|tomorrow| tomorrow.start_of_day()).ok()?.timestamp();
        Some(site.valid_until.map_or(midnight, |until| until.min(midnight)))
    }

    /// Who the site is for: with drafts in it, not for search engines.
    fn audience(&self) -> Audience {
        if self.options.drafts == Drafts::Show { Audience::Preview } else { Audience::Public }
    }

    /// What a host sends with `path`.
    pub fn headers(&self, path: &str) -> Vec<Header> {
        let rules = self.site.as_ref().map(|site| headers::rules(site, self.audience())).unwrap_or_default();
        headers::sent_with(&rules, path)
    }

    /// All that can be rendered; `None` where the site or its theme cannot be used.
    pub fn rendering(&self) -> Option<Rendering<'_>> {
        let (site, theme) = (self.site.as_ref()?, self.theme.as_ref()?);
        let (country, audience) = (&self.country, self.audience());
        let renderer = || Renderer::new(site, theme, country, audience);
        let pages = || Arc::clone(self.pages.get_or_init(|| Arc::new(Pages::of(site, theme, country))));
        // Where they are known, another thread would only have to be woken.
        let (renderer, pages) =
            if self.pages.get().is_some() { (renderer(), pages()) } else { rayon::join(renderer, pages) };
        Some(Rendering { pages, redirects: renderer.redirects(), renderer, site, theme, sources: &self.sources })
    }
}

/// Every page of a site, by number.
#[derive(Debug)]
struct Pages {
    all: Vec<Output>,
    /// Their numbers, in the order of their paths.
    by_path: OnceLock<Vec<usize>>,
}

impl Pages {
    fn of(site: &Site, theme: &Theme, country: &Country) -> Self {
        Self { all: render::outputs(site, theme, country), by_path: OnceLock::new() }
    }

    /// The number of the page at `path`; `None` where there is none.
    fn find(&self, path: &str) -> Option<usize> {
        let path_of = |at: &usize| self.all[*at].path.as_str();
        let by_path = self.by_path.get_or_init(|| {
            let mut all: Vec<usize> = (0..self.all.len()).collect();
            all.sort_by_key(path_of);
            all
        });
        by_path.binary_search_by(|at| path_of(at).cmp(path)).ok().map(|at| by_path[at])
    }
}

/// What is left of a rendering that nobody wants any more: all that can be done with it is to drop it.
///
/// To take the cards of a large site to pieces takes longer than all else between a save and its page, and slows down
/// what is made meanwhile on other threads, be it only for the allocator that they share: whoever has one drops it when
/// there is nothing else to do.
pub(crate) type Remains = Box<dyn Send>;

/// Every page of a site, by number, and all that is no page.
pub struct Rendering<'a> {
    renderer: Renderer<'a>,
    pages: Arc<Pages>,
    redirects: Vec<Rule>,
    site: &'a Site,
    theme: &'a Theme,
    sources: &'a Sources,
}

impl Rendering<'_> {
    /// The pages, in the order of their numbers.
    pub fn pages(&self) -> &[Output] {
        &self.pages.all
    }

    /// What is wrong with what all pages share.
    pub fn findings(&self) -> Vec<Diagnostic> {
        self.renderer.findings()
    }

    /// The page of a number; `None` where there is no such number, or its template failed.
    pub fn page(&self, at: usize) -> (Option<Artifact>, Vec<Diagnostic>) {
        self.pages.all.get(at).map_or_else(Default::default, |output| self.renderer.render(output))
    }

    /// The number of the page at `path`; `None` where there is none.
    pub fn number(&self, path: &str) -> Option<usize> {
        self.pages.find(path)
    }

    /// The stylesheet, picture or script at `path`.
    pub fn asset(&self, path: &str) -> Option<Artifact> {
        let of_theme = self.theme.assets().iter().find(|asset| asset.path.as_str() == path).cloned();
        of_theme.or_else(|| self.renderer.site_asset(self.sources, path))
    }

    /// Where a host leads one who asks for `path` with `query`; where there is a file, most rules are not asked.
    ///
    /// One who finds nothing is shown the page that says so, in the language of the part of the site that it lies in.
    pub fn elsewhere(&self, path: &str, query: &str, has_file: bool) -> Option<Elsewhere> {
        let found = redirects::follow(&self.redirects, path, query, has_file);
        let lost = || Elsewhere { to: self.site.path_in(LangId(0), "/404.html").to_string(), status: 404 };
        found.or_else(|| (!has_file).then(lost))
    }

    /// Makes what is being made on other threads give up: what they make from now on is of no use.
    pub fn stop(&self) {
        self.renderer.stop();
    }

    /// What is left when nobody wants it any more.
    pub(crate) fn into_remains(self) -> Remains {
        Box::new(self.renderer.into_remains())
    }

    /// Whether it has been stopped.
    pub fn is_stopped(&self) -> bool {
        self.renderer.is_stopped()
    }

    /// `forms.json`
    pub fn forms(&self) -> Artifact {
        self.renderer.forms().0
    }

    /// What a visitor's browser searches.
    pub fn search_index(&self) -> (Vec<Artifact>, Vec<Diagnostic>) {
        self.renderer.search_index()
    }

    /// Everything that takes long to make.
    pub fn costly(&self) -> Vec<Costly<'_>> {
        self.renderer.costly(self.sources)
    }

    /// A paper that is ordered, and where the code on it leads; `None` where there is no such leaflet in that language.
    #[cfg(feature = "print")]
    pub fn paper(&self, order: &crate::render::print::Order) -> Option<(Costly<'_>, String)> {
        Some((self.renderer.paper(order)?, self.renderer.paper_link(order)))
    }

    /// Everything that is no page, but for what takes long to make.
    pub fn others(&self) -> (Vec<Artifact>, Vec<Diagnostic>) {
        self.renderer.others(self.sources)
    }
}
