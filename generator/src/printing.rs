//! Papers made to order: for one group, for a printer's, with a word of one's own in the link.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::diag::{Diagnostic, Strictness, in_order, nearest};
use crate::load::{LoadError, load};
use crate::model::draft::Kind;
use crate::model::site::{Detail, EntryId, LangId, Site};
use crate::project::Project;
use crate::render::print::Order;
pub use crate::render::print::Paper;
use crate::resolve::Options;
use crate::source::Sources;
use crate::write::cache::{Cache, Mode};
use crate::write::{WriteError, put_file};

/// What is wanted.
#[derive(Debug, Clone)]
pub struct Request {
    /// The folder that holds `content/`.
    pub root: PathBuf,
    /// Where the files go; below the root unless it is absolute.
    pub out: PathBuf,
    /// The clock, the drafts, the address.
    pub options: Options,
    /// Campaigns by their key, with or without the folder; none is all that have a leaflet.
    pub campaigns: Vec<String>,
    /// The group that hands them out, by its key.
    pub group: Option<String>,
    /// The word that their links say.
    pub source: Option<String>,
    /// Which papers.
    pub papers: Vec<Paper>,
    /// The language; `None` is every one that the text is written in.
    pub lang: Option<String>,
    /// Marks to cut by, and colour beyond them.
    pub crop_marks: bool,
    /// Whether a warning stops it.
    pub strictness: Strictness,
}

/// How printing ended.
#[derive(Debug)]
pub struct Printed {
    /// What findings point into.
    pub sources: Sources,
    /// Everything that was found; where it stops printing nothing was written.
    pub findings: Vec<Diagnostic>,
    /// The files, and where the code on each leads.
    pub files: Vec<(PathBuf, String)>,
}

/// Why nothing can be printed.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// The site could not be read.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// A file could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// No page has that key.
    #[error("there is no {what} `{typed}`{}", .near.as_ref().map(|near| format!(": did you mean `{near}`?")).unwrap_or_default())]
    Unknown {
        /// `campaign`, `group`, `language`.
        what: &'static str,
        /// As it was typed.
        typed: String,
        /// The nearest that there is.
        near: Option<String>,
    },
    /// The campaign's author asks for none.
    #[error("`{0}` has no leaflet: write `leaflet = true` at the head of its file")]
    NoLeaflet(String),
    /// No campaign has one.
    #[error("no campaign of this site has a leaflet: write `leaflet = true` at the head of one's file")]
    NoLeaflets,
}

/// Makes what is wanted and writes it.
///
/// # Errors
/// When something that was named is not there, or the disk says no.
pub fn print(request: &Request) -> Result<Printed, PrintError> {
    let (sources, loading) = load(&request.root)?;
    let project = Project::open(sources, request.options.clone());
    let found = loading.into_iter().chain(project.findings.iter().cloned());
    let mut findings: Vec<Diagnostic> = found.collect();
    let mut files = Vec::new();
    let is_wrong = |findings: &[Diagnostic]| findings.iter().any(|finding| finding.stops(request.strictness));
    if let (Some(site), Some(rendering), false) = (&project.site, project.rendering(), is_wrong(&findings)) {
        let cache = Cache::of(&request.root, Mode::Look);
        let orders = orders(request, site)?;
        let made: Vec<_> = orders
            .par_iter()
            .filter_map(|order| {
                let (costly, link) = rendering.paper(order)?;
                let (bytes, found) = cache.bytes(&costly);
                Some((file_name(site, order), link, bytes, found))
            })
            .collect();
        findings.extend(made.iter().flat_map(|(.., found)| found).cloned());
        if !is_wrong(&findings) {
            for (name, link, bytes, _) in made {
                let path = request.out.join(name);
                put_file(&request.root.join(&path), &bytes.unwrap_or_default())?;
                files.push((path, link));
            }
        }
    }
    Ok(Printed { findings: in_order(findings), files, sources: project.sources })
}

fn orders(request: &Request, site: &Site) -> Result<Vec<Order>, PrintError> {
    let has_leaflet = |entry: &EntryId| matches!(&site.page_in(*entry, LangId(0)).detail, Detail::Campaign(campaign) if campaign.leaflet.is_some());
    let mut campaigns = Vec::new();
    for typed in &request.campaigns {
        let entry = find(site, Kind::Campaign, typed)?;
        if !has_leaflet(&entry) {
            return Err(PrintError::NoLeaflet(site.entry(entry).key.to_string()));
        }
        campaigns.push(entry);
    }
    if request.campaigns.is_empty() {
        campaigns = of_kind(site, Kind::Campaign).filter(has_leaflet).collect();
        if campaigns.is_empty() {
            return Err(PrintError::NoLeaflets);
        }
    }
    let group = request.group.as_deref().map(|typed| find(site, Kind::Group, typed)).transpose()?;
    let langs = langs(request, site)?;
    let mut orders = Vec::new();
    for campaign in campaigns {
        for &lang in &langs {
            orders.extend(request.papers.iter().map(|&paper| Order {
                campaign,
                lang,
                paper,
                group,
                source: request.source.clone(),
                crop_marks: request.crop_marks,
            }));
        }
    }
    Ok(orders)
}

fn langs(request: &Request, site: &Site) -> Result<Vec<LangId>, PrintError> {
    let Some(typed) = &request.lang else { return Ok(site.langs().collect()) };
    let found = site.langs().find(|lang| site.lang(*lang).as_str() == typed);
    let known = || site.config.languages.iter().map(|language| language.code.as_str());
    let near = || nearest(typed, known()).map(str::to_owned);
    found.map(|lang| vec![lang]).ok_or_else(|| PrintError::Unknown {
        what: "language",
        typed: typed.clone(),
        near: near(),
    })
}

fn of_kind(site: &Site, kind: Kind) -> impl Iterator<Item = EntryId> {
    site.entries.iter().zip((0..=u32::MAX).map(EntryId)).filter(move |(entry, _)| entry.kind == kind).map(|(_, id)| id)
}

/// The page that somebody means: by its key, its name alone, or the path of its file.
fn find(site: &Site, kind: Kind, typed: &str) -> Result<EntryId, PrintError> {
    let folder = kind.folder().unwrap_or_default();
    let name = typed.trim_start_matches("content/").trim_end_matches(".md");
    let name = name.strip_prefix(folder).and_then(|name| name.strip_prefix('/')).unwrap_or(name);
    let wanted = format!("{folder}/{name}");
    let found = site.find(&wanted).filter(|entry| site.entry(*entry).kind == kind);
    found.ok_or_else(|| {
        let keys: Vec<&str> = of_kind(site, kind).map(|entry| &*site.entry(entry).key).collect();
        let what = if kind == Kind::Group { "group" } else { "campaign" };
        let near = nearest(&wanted, keys).map(str::to_owned);
        PrintError::Unknown { what, typed: typed.to_owned(), near }
    })
}

/// `rent-controls-leaflet-leeds.pdf`, and `rent-controls-leaflet.cy.pdf` in a language that is not the first.
fn file_name(site: &Site, order: &Order) -> PathBuf {
    let group = order.group.map(|group| format!("-{}", site.file_stem(group))).unwrap_or_default();
    let lang = if order.lang == LangId(0) { String::new() } else { format!(".{}", site.lang(order.lang)) };
    Path::new(&format!("{}-{}{group}{lang}.pdf", site.file_stem(order.campaign), order.paper.as_str())).to_owned()
}
