//! One file becomes a page, or the pages of its rows.

mod detail;
mod leaflet;
mod location;
mod meta;

use std::sync::Arc;

use crate::diag::{Diagnostic, nearest};
use crate::ids::Lang;
use crate::model::config::Config;
use crate::model::draft::{Detail, DraftPage, Kind, Meta, When};
use crate::model::node::Table;
use crate::parse::front_matter;
use crate::parse::markdown::{self, MarkdownOptions};
use crate::parse::page::detail::Postcodes;
use crate::parse::reader::Reader;
use crate::source::{FileId, Span, Spanned};

pub(crate) use self::location::{Location, locate, original, stem};

/// What all pages are read with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    /// The site's configuration.
    pub(crate) config: &'a Config,
    /// How its Markdown is read.
    pub(crate) options: MarkdownOptions<'a>,
}

/// A file that holds pages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PageFile<'a> {
    /// Its number.
    pub(crate) id: FileId,
    /// Its path from the site's root.
    pub(crate) path: &'a str,
    /// Its text.
    pub(crate) text: &'a str,
    /// Whether it stands beside its original: then it takes no defaults, since it inherits.
    pub(crate) is_translation: bool,
}

/// Reads a Markdown file.
pub(crate) fn read(context: &Context<'_>, file: &PageFile<'_>) -> (Option<DraftPage>, Vec<Diagnostic>) {
    let Some(location) = locate(file.path) else { return (None, vec![out_of_place(file)]) };
    let (front, mut findings) = front_matter::read(file.id, file.text);
    let page = PageTable { file, location: &location, table: &front.table, whole: front.fence };
    let (mut draft, mut told) = page.read(context);
    told.retain(|finding| finding.place.is_none_or(|place| place.span.start < front.sound_until));
    findings.extend(told);
    if !front.body.is_empty() {
        let (body, told) = markdown::body(file.id, file.text, front.body, &context.options);
        draft.body = Arc::new(body);
        findings.extend(told);
    }
    if let Detail::Campaign(campaign) = &mut draft.detail
        && let Some(leaflet) = &mut campaign.leaflet
    {
        findings.extend(leaflet::read(leaflet, file.id, &context.options));
    }
    if front.is_broken {
        stand_in(&mut draft, |_| true);
    }
    (Some(draft), findings)
}

/// The page of a file that is too large to be read, so that links to it are not told as well.
pub(crate) fn unread(context: &Context<'_>, file: &PageFile<'_>) -> Option<DraftPage> {
    let location = locate(file.path)?;
    let page = PageTable { file, location: &location, table: &Table::default(), whole: Span::default() };
    let (mut draft, _) = page.read(context);
    stand_in(&mut draft, |_| true);
    Some(draft)
}

/// The finding about a Markdown file that no kind of page claims.
fn out_of_place(file: &PageFile<'_>) -> Diagnostic {
    let name = file.path.rsplit('/').next().unwrap_or(file.path);
    let finding = Diagnostic::error("page-out-of-place", format!("no kind of page lives at `{}`", file.path)).at(
        file.id,
        Span::default(),
        "this file would be no page",
    );
    if file.path.starts_with("content/pages/index.") {
        return finding.help("`pages` has no list: give the page a name of its own, or write to `content/index.md`");
    }
    let folder = file.path.strip_prefix("content/").and_then(|below| below.split_once('/')).map(|(folder, _)| folder);
    let folders = ["campaigns", "groups", "events", "news", "pages"];
    if let Some(near) = folder.and_then(|folder| nearest(folder, folders)) {
        return finding.help(format!("did you mean the folder `content/{near}/`?"));
    }
    finding.help(format!(
        "move it to `content/pages/{name}`, or into `campaigns`, `events`, `groups` or `news` if it is one of these"
    ))
}

/// What could not be read was perhaps there: a key that `may_be_there` is not told as missing as well.
fn stand_in(draft: &mut DraftPage, may_be_there: impl Fn(&str) -> bool) {
    let moment = || Some(Spanned::new(some_moment(), draft.span));
    if draft.meta.title.is_none() && may_be_there("title") {
        draft.meta.title = Some(Spanned::new(draft.key.clone(), draft.span));
    }
    if draft.meta.date.is_none() && may_be_there("date") && draft.kind == Kind::Article {
        draft.meta.date = moment();
    }
    if let Detail::Event(event) = &mut draft.detail
        && event.start.is_none()
        && may_be_there("start")
    {
        event.start = moment();
    }
}

/// What stands for a date that is there and cannot be read: with a time, so that the lack of one is not told.
fn some_moment() -> When {
    When::Local(jiff::civil::date(2000, 1, 1).at(0, 0, 0, 0))
}

/// The keys of one page, from front matter or from a row.
pub(crate) struct PageTable<'a> {
    /// Its file.
    pub(crate) file: &'a PageFile<'a>,
    /// What its path says.
    pub(crate) location: &'a Location,
    /// Its keys.
    pub(crate) table: &'a Table,
    /// Where a missing key is told.
    pub(crate) whole: Span,
}

impl PageTable<'_> {
    /// Reads everything but the body.
    pub(crate) fn read(&self, context: &Context<'_>) -> (DraftPage, Vec<Diagnostic>) {
        let config = context.config;
        let mut reader = Reader::new(self.file.id, self.table, self.whole);
        let defaults = self.location.kind.folder().and_then(|folder| config.defaults.get(folder));
        let is_listed = !matches!(self.location.kind, Kind::Section(_));
        if let (Some(defaults), false, true) = (defaults, self.file.is_translation, is_listed) {
            reader = reader.over(config.file, defaults);
        }
        let lang = self.lang(&mut reader, config);
        let (meta, detail, forms) = keys(&mut reader, self.location, postcodes_of(config));
        // To ask for a key is to know it: only events have a start.
        let asked: &[&str] =
            if self.location.kind == Kind::Event { &["title", "date", "start"] } else { &["title", "date"] };
        let doubtful: Vec<&str> = asked.iter().copied().filter(|key| reader.is_doubtful(key)).collect();
        let mut findings = reader.finish();
        // Defaults are checked once, by `defaults`.
        findings.retain(|finding| finding.place.is_none_or(|place| place.file != config.file));
        let mut draft = DraftPage {
            file: self.file.id,
            span: self.whole,
            key: self.location.key.clone(),
            kind: self.location.kind,
            lang,
            meta,
            detail,
            forms,
            body: Arc::default(),
        };
        stand_in(&mut draft, |key| doubtful.contains(&key));
        (draft, findings)
    }

    /// The page's language: what it says itself, else what its file's name says, else the site's.
    fn lang(&self, reader: &mut Reader<'_>, config: &Config) -> Lang {
        let known = |lang: &Lang| config.languages.iter().any(|language| language.code == *lang);
        let of_name = self.location.lang.clone();
        if let Some(lang) = of_name.as_ref().filter(|lang| !known(lang)) {
            let finding = Diagnostic::error("language-unknown", format!("`{lang}` is no language of this site")).at(
                self.file.id,
                self.whole,
                format!("the file's name ends in `.{lang}`"),
            );
            reader.tell(finding.help(spoken(config)));
        }
        let written = reader.filled("lang");
        if let Some(tag) = &written {
            match Lang::parse(&tag.value).filter(known) {
                Some(lang) => return lang,
                None => {
                    let finding =
                        Diagnostic::error("language-unknown", format!("`{}` is no language of this site", tag.value))
                            .at(self.file.id, tag.span, "not among `[[languages]]`");
                    reader.tell(finding.help(spoken(config)));
                }
            }
        }
        // A translation into a language that is none goes with that language, else it would be told to be its original.
        let is_kept = |lang: &Lang| known(lang) || self.file.is_translation;
        of_name.filter(is_kept).unwrap_or_else(|| config.default_lang().clone())
    }
}

fn spoken(config: &Config) -> String {
    let tags: Vec<String> = config.languages.iter().map(|language| format!("`{}`", language.code)).collect();
    format!("the site has {}; others are added to `[[languages]]` in `content/site.toml`", tags.join(", "))
}

type Keys = (Meta, Detail, Vec<(Spanned<String>, Table)>);

/// A site with places of its own may be in any country.
fn postcodes_of(config: &Config) -> Postcodes {
    if config.finder.own.is_some() { Postcodes::Any } else { Postcodes::British }
}

fn keys(reader: &mut Reader<'_>, location: &Location, postcodes: Postcodes) -> Keys {
    let meta = meta::read(reader, location);
    let detail = detail::read(reader, location.kind, postcodes);
    let mut forms = Vec::new();
    for &form in detail::forms(location.kind) {
        // Forms among the defaults are read where forms are: they are not repeated for each page.
        let Some(found) = reader.take(form).filter(|found| found.file == reader.file()) else { continue };
        if let Some(table) = meta::raw(reader, form) {
            forms.push((Spanned::new(form.to_owned(), found.key_span), table));
        }
    }
    (meta, detail, forms)
}

/// What is wrong with the defaults of `site.toml`, told once for all pages.
pub(crate) fn defaults(config: &Config) -> Vec<Diagnostic> {
    let kinds = [Kind::Campaign, Kind::Event, Kind::Group, Kind::Article, Kind::Page];
    let mut findings = Vec::new();
    for (kind, folder) in kinds.into_iter().filter_map(|kind| Some((kind, kind.folder()?))) {
        let Some(table) = config.defaults.get(folder) else { continue };
        let mut reader = Reader::new(config.file, table, Span::default()).named(format!("defaults.{folder}"));
        let location = Location { kind, key: String::new(), lang: None, date: None };
        reader.leave(["lang"]);
        let _ = keys(&mut reader, &location, postcodes_of(config));
        findings.extend(reader.finish());
    }
    findings
}

#[cfg(test)]
mod tests;
