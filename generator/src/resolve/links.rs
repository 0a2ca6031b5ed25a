//! What an author wrote as a link, a picture or a key, and what it is.

mod paths;
mod pictures;

use std::collections::BTreeMap;
use std::sync::Arc;

use self::paths::{nearest_file, normal, relative, split};
use super::assets::Assets;
use super::entries::{Gathered, Hidden, Texts};
use super::routes::Routes;
use crate::diag::{Diagnostic, nearest};
use crate::model::draft::Kind;
use crate::model::site::{AssetRef, EntryId, Link};
use crate::source::{FileId, Sources, Span, Spanned};

/// All that a link may lead to.
pub(super) struct Index<'a> {
    pub(super) gathered: &'a Gathered,
    pub(super) assets: &'a Assets,
    pub(super) routes: &'a Routes,
    pub(super) sources: &'a Sources,
    pub(super) languages: &'a [String],
}

enum Target<'a> {
    Page(EntryId, &'a Texts),
    Asset(&'a AssetRef),
    Served,
    Hidden(Hidden, String),
    Nothing(String),
}

impl Index<'_> {
    /// The entry with `key`.
    pub(super) fn find(&self, key: &str) -> Option<EntryId> {
        let at = self.gathered.entries.binary_search_by(|texts| (*texts.key).cmp(key)).ok()?;
        u32::try_from(at).ok().map(EntryId)
    }

    pub(super) fn texts(&self, id: EntryId) -> &Texts {
        &self.gathered.entries[id.0 as usize]
    }

    /// A page by its key, be it written `campaigns/rents`, `rents` where the kind is known, or as a path to its file.
    pub(super) fn page(
        &self,
        file: FileId,
        written: &Spanned<String>,
        kind: Option<Kind>,
        found: &mut Vec<Diagnostic>,
    ) -> Option<EntryId> {
        let text = written.value.trim().trim_end_matches('/');
        let fits = |id: &EntryId| kind.is_none_or(|kind| self.texts(*id).original().kind == kind);
        if let Some(entry) = self.find(text).filter(fits) {
            return Some(entry);
        }
        let below = kind.and_then(folder).map(|folder| [folder, "/", text].concat());
        let as_path = self.key_of(self.folder_of(file).as_str(), text);
        let candidates = [Some(text.to_owned()), below, as_path, Some([text, "/index"].concat())];
        let entry = candidates.iter().flatten().filter_map(|key| self.find(key)).find(fits);
        if entry.is_none() {
            found.push(self.no_such_page(file, written, kind, &candidates));
        }
        entry
    }

    fn no_such_page(
        &self,
        file: FileId,
        written: &Spanned<String>,
        kind: Option<Kind>,
        candidates: &[Option<String>],
    ) -> Diagnostic {
        let what = kind.map_or("page", name);
        if let Some((key, why)) =
            candidates.iter().flatten().find_map(|key| self.gathered.hidden.get_key_value(key.as_str()))
        {
            return not_shown(file, written.span, key, *why);
        }
        let known = self.gathered.entries.iter().filter(|texts| kind.is_none_or(|kind| texts.original().kind == kind));
        let keys: Vec<&str> = known.map(|texts| &*texts.key).collect();
        let is_near = |key: &&str| nearest(&written.value, key.rsplit('/').next()).is_some();
        let near = nearest(&written.value, keys.iter().copied()).or_else(|| keys.iter().copied().find(is_near));
        let told = Diagnostic::error("page-missing", format!("no {what} is called `{}`", written.value)).at(
            file,
            written.span,
            format!("names a {what} that does not exist"),
        );
        match near {
            Some(near) => told.help(format!("did you mean `{near}`?")),
            None => {
                let folder = kind.and_then(folder).unwrap_or("pages");
                told.help(format!("a page's name is its path below `content/`, without `.md`: `{folder}/our-name`"))
            }
        }
    }

    /// What belongs in the hole of a link.
    pub(super) fn link(&self, file: FileId, href: &Spanned<String>, found: &mut Vec<Diagnostic>) -> Link {
        let (path, query, fragment) = split(&href.value);
        match self.target(file, path) {
            Target::Page(entry, texts) => {
                found.extend(fragment_missing(file, href, texts, fragment));
                Link::Page(entry, format!("{query}{fragment}"))
            }
            Target::Asset(asset) => Link::Url(format!("{}{query}{fragment}", asset.url)),
            Target::Served => Link::Url(href.value.clone()),
            Target::Hidden(why, key) => {
                found.push(not_shown(file, href.span, &key, why));
                Link::Url(String::new())
            }
            Target::Nothing(path) => {
                found.push(self.nothing_there(file, href, &path));
                Link::Url(String::new())
            }
        }
    }

    fn target(&self, file: FileId, path: &str) -> Target<'_> {
        let decoded = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
        let Some(below) = normal(&self.folder_of(file), &decoded) else { return Target::Nothing(decoded.into_owned()) };
        if let Some(asset) = self.assets.get(below.as_str()) {
            return Target::Asset(asset);
        }
        if path.starts_with('/') && (self.routes.has(path) || is_made_by_the_site(path)) {
            return Target::Served;
        }
        let key = self.key_of_path(&below);
        if let Some(entry) = key.as_deref().and_then(|key| self.find(key)) {
            return Target::Page(entry, self.texts(entry));
        }
        match key.and_then(|key| self.gathered.hidden.get(key.as_str()).map(|why| (*why, key.clone()))) {
            Some((why, key)) => Target::Hidden(why, key),
            None => Target::Nothing(format!("content/{below}")),
        }
    }

    fn nothing_there(&self, file: FileId, href: &Spanned<String>, path: &str) -> Diagnostic {
        let from = self.folder_of(file);
        let pages = self.gathered.entries.iter().map(|texts| self.path_of(texts));
        let files: Vec<String> = pages.chain(self.assets.keys().map(|path| path.to_string())).collect();
        let (written, _, _) = split(&href.value);
        let near = nearest_file(path.strip_prefix("content/").unwrap_or(path), &files);
        let told = Diagnostic::error("link-target-missing", format!("no page or file at `{path}`")).at(
            file,
            href.span,
            "nothing is there",
        );
        match near {
            Some(near) if written.starts_with('/') => told.help(format!("did you mean `/{near}`?")),
            Some(near) => told.help(format!("did you mean `{}`?", relative(&from, near))),
            None => told.help("a link to a page is a link to its file, such as `../groups/leeds.md`"),
        }
    }

    fn path_of(&self, texts: &Texts) -> String {
        let path = &self.sources.get(texts.original().file).path;
        let below = path.strip_prefix("content/").unwrap_or(path);
        if below.ends_with(".csv") { format!("{}.md", texts.key) } else { below.to_owned() }
    }

    /// The folder of a file below `content/`, without a slash at its end.
    fn folder_of(&self, file: FileId) -> String {
        let path = &self.sources.get(file).path;
        let below = path.strip_prefix("content/").unwrap_or(path);
        below.rsplit_once('/').map_or_else(String::new, |(folder, _)| folder.to_owned())
    }

    fn key_of(&self, folder: &str, path: &str) -> Option<String> {
        self.key_of_path(&normal(folder, path)?)
    }

    /// The key of the page whose file is at `below`, as far as its name tells.
    fn key_of_path(&self, below: &str) -> Option<String> {
        let stem = below.strip_suffix(".md").or_else(|| below.strip_suffix(".markdown"));
        let Some(stem) = stem else {
            return (!below.contains('.')).then(|| below.to_owned()).map(|folder| {
                if folder.is_empty() { "index".to_owned() } else { format!("{}/index", folder.trim_end_matches('/')) }
            });
        };
        let stem = match stem.rsplit_once('.') {
            Some((stem, lang)) if self.languages.iter().any(|known| known == lang) => stem,
            _ => stem,
        };
        match stem.strip_suffix("/index") {
            Some(folder) if folder.contains('/') => Some(folder.to_owned()),
            _ => Some(stem.to_owned()),
        }
    }
}

/// The folder of a kind.
pub(super) fn folder(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Campaign => Some("campaigns"),
        Kind::Group => Some("groups"),
        Kind::Event => Some("events"),
        Kind::Article => Some("news"),
        Kind::Page => Some("pages"),
        Kind::Home | Kind::Section(_) => None,
    }
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Campaign => "campaign",
        Kind::Group => "group",
        Kind::Event => "event",
        Kind::Article => "article",
        Kind::Page | Kind::Home | Kind::Section(_) => "page",
    }
}

/// Files that render makes and that an author may well link to.
fn is_made_by_the_site(path: &str) -> bool {
    let made = ["feed.xml", "feed.json", "events.ics", "groups.json", "events.json", "/tags/", "/events/archive/"];
    made.iter().any(|end| path.ends_with(end))
        || path.starts_with("/regions/")
        || path.starts_with("/tags/")
        || path.starts_with("/near/")
}

fn not_shown(file: FileId, span: Span, key: &str, why: Hidden) -> Diagnostic {
    let why = match why {
        Hidden::Draft => "is a draft",
        Hidden::NotYet => "is not published yet",
        Hidden::Expired => "has expired",
    };
    Diagnostic::error("link-target-hidden", format!("`{key}` {why}, so this would lead nowhere"))
        .at(file, span, "visitors would find nothing")
        .help("publish that page, or take the link away until it is there")
}

fn fragment_missing(file: FileId, href: &Spanned<String>, texts: &Texts, fragment: &str) -> Option<Diagnostic> {
    let id = fragment.strip_prefix('#').filter(|id| !id.is_empty())?;
    let mut pages = texts.by_lang.iter().flatten();
    let is_form = |id: &str| texts.original().forms.iter().any(|(name, _)| name.value == id);
    if pages.any(|page| page.body.ids.iter().any(|known| known == id)) || is_form(id) {
        return None;
    }
    let told = Diagnostic::error("link-fragment-missing", format!("`{}` has no heading with the id `{id}`", texts.key))
        .at(file, href.span, format!("`#{id}` is not there"));
    Some(match nearest(id, texts.original().body.ids.iter().map(String::as_str)) {
        Some(near) => told.help(format!("did you mean `#{near}`?")),
        None => told.help("a heading's id is its words in lower case, with hyphens between them"),
    })
}

/// Languages as they stand in file names.
pub(super) fn language_codes(config: &crate::model::config::Config) -> Vec<String> {
    config.languages.iter().map(|language| language.code.to_string()).collect()
}

/// Regions by their ids.
pub(super) fn regions(config: &crate::model::config::Config) -> BTreeMap<Arc<str>, crate::model::site::RegionId> {
    let numbered = config.regions.iter().zip(0..=u8::MAX);
    numbered.map(|(region, at)| (region.id.as_str().into(), crate::model::site::RegionId(at))).collect()
}
