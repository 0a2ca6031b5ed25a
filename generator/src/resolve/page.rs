//! One key becomes a page in each language of the site.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Zoned;

use super::apostrophe;
use super::body::Resolver;
use super::clock::Clock;
use super::detail::Pair;
use super::entries::{Texts, site_zone};
use super::form::{self, FormContext, FormPage};
use super::layers::Layers;
use super::moment::zoned;
use crate::diag::Diagnostic;
use crate::ids::{Slug, UrlPath};
use crate::model::draft::{DraftPage, EventStatus, GroupStatus, Kind, Meta, When};
use crate::model::site::{Body, Detail, EntryId, Image, LangId, Page, TagId};
use crate::source::{FileId, Spanned};

/// What the pages of one build are made with.
pub(super) struct Maker<'a> {
    pub(super) resolver: &'a Resolver<'a>,
    pub(super) clock: &'a Clock,
    pub(super) forms: &'a FormContext<'a>,
    pub(super) urls: &'a [Vec<UrlPath>],
    pub(super) tags: &'a BTreeMap<Slug, TagId>,
}

/// The pages of one entry, one for each language, and what was found on the way.
pub(super) struct Made {
    pub(super) pages: Vec<Page>,
    pub(super) findings: Vec<Diagnostic>,
}

struct Written {
    detail: Detail,
    body: Arc<Body>,
}

impl Maker<'_> {
    /// Makes the pages of the entry at `at`.
    pub(super) fn entry(&self, at: usize) -> Made {
        let mut findings = Vec::new();
        let texts = &self.resolver.index.gathered.entries[at];
        let id = EntryId(u32::try_from(at).unwrap_or(u32::MAX));
        let original = self.write(texts, texts.original, id, &mut findings);
        let forms = self.read_forms(texts, at, &original.detail, &mut findings);
        let langs = (0..texts.by_lang.len()).filter_map(|at| u8::try_from(at).ok()).map(LangId);
        let pages = langs.map(|lang| {
            let has_own = texts.by_lang[usize::from(lang.0)].is_some() && lang != texts.original;
            let own = has_own.then(|| self.write(texts, lang, id, &mut findings));
            let written = own.as_ref().unwrap_or(&original);
            self.page(texts, at, lang, written, &forms, &mut findings)
        });
        let pages = pages.collect();
        Made { pages, findings }
    }

    fn write(&self, texts: &Texts, lang: LangId, id: EntryId, found: &mut Vec<Diagnostic>) -> Written {
        let (mine, _) = texts.shown(lang);
        let original = (lang != texts.original).then(|| &**texts.original());
        let pair = Pair { mine, original };
        let detail = self.resolver.detail(&pair, id, self.clock, found).unwrap_or(Detail::Plain);
        Written { detail, body: Arc::new(self.resolver.body(mine, id, found)) }
    }

    fn read_forms(
        &self,
        texts: &Texts,
        at: usize,
        detail: &Detail,
        found: &mut Vec<Diagnostic>,
    ) -> Arc<[Arc<handbill_contract::Form>]> {
        let languages = || self.resolver.config.languages.iter();
        let original = texts.original();
        let title = |text: &Option<Arc<DraftPage>>| {
            text.as_deref()
                .unwrap_or(original)
                .meta
                .title
                .as_ref()
                .map_or_else(String::new, |title| title.value.clone())
        };
        let (goal, closes, is_over) = ending(detail);
        let page = FormPage {
            title: languages().zip(&texts.by_lang).map(|(l, text)| (l.code.to_string(), title(text))).collect(),
            url: languages().zip(&self.urls[at]).map(|(l, url)| (l.code.to_string(), url.to_string())).collect(),
            goal,
            closes,
            is_over,
        };
        let mut drafts = vec![&**original];
        drafts.extend(texts.by_lang.iter().flatten().map(|text| &**text).filter(|text| text.lang != original.lang));
        let (forms, findings) = form::read(self.forms, &page, &drafts);
        found.extend(findings);
        forms
    }

    fn page(
        &self,
        texts: &Texts,
        at: usize,
        lang: LangId,
        written: &Written,
        forms: &Arc<[Arc<handbill_contract::Form>]>,
        found: &mut Vec<Diagnostic>,
    ) -> Page {
        let (shown, text_lang) = texts.shown(lang);
        let original = texts.original();
        let base = (shown.lang != original.lang).then(|| (original.file, &original.meta));
        let meta = Layers::new((shown.file, &shown.meta), base);
        let zone = site_zone(self.resolver.config);
        let mut moment = |when: Option<(FileId, &Spanned<When>)>| -> Option<Zoned> {
            let (file, when) = when?;
            zoned(file, when, zone, found)
        };
        let date = moment(meta.pick(|m: &Meta| m.date.as_ref()));
        let updated = moment(meta.pick(|m: &Meta| m.updated.as_ref()));
        found.extend(missing(shown, &date));
        let image = meta.pick(|m| m.image.as_ref()).and_then(|(file, image)| {
            let asset = self.resolver.index.asset(file, &image.src, found)?;
            Some(Image { asset, alt: image.alt.clone(), credit: image.credit.clone() })
        });
        let (_, tags) = meta.list(|m| m.tags.as_slice());
        let mut tags: Vec<TagId> =
            tags.iter().filter_map(|tag| self.tags.get(&Slug::of(&tag.value)?).copied()).collect();
        tags.dedup();
        let title = shown.meta.title.as_ref().map_or_else(String::new, |title| apostrophe::set(&title.value));
        let summary = shown.meta.summary.as_ref().map_or_else(|| shown.body.excerpt(), |s| apostrophe::set(&s.value));
        Page {
            entry: EntryId(u32::try_from(at).unwrap_or(u32::MAX)),
            lang,
            text_lang,
            file: shown.file,
            url: self.urls[at][usize::from(lang.0)].clone(),
            title,
            summary,
            is_excerpt: shown.meta.summary.is_none(),
            date,
            updated,
            image,
            tags,
            weight: meta.copy(|m| m.weight.as_ref()).unwrap_or(0),
            template: meta.pick(|m| m.template.as_ref()).map(|(file, name)| (file, name.clone())),
            draft: shown.meta.draft,
            extra: if shown.meta.extra.entries.is_empty() {
                original.meta.extra.clone()
            } else {
                shown.meta.extra.clone()
            },
            forms: Arc::clone(forms),
            detail: written.detail.clone(),
            body: Arc::clone(&written.body),
        }
    }
}

/// Goal, the moment at which forms close, and whether it has come.
fn ending(detail: &Detail) -> (Option<u64>, Option<Zoned>, bool) {
    match detail {
        Detail::Campaign(campaign) => (campaign.goal, campaign.deadline.clone(), campaign.is_over),
        Detail::Event(event) => {
            let over = event.is_past || event.status == EventStatus::Cancelled;
            (None, Some(event.end.clone().unwrap_or_else(|| event.start.clone())), over)
        }
        Detail::Group(group) => (None, None, group.status == GroupStatus::Closed),
        _ => (None, None, false),
    }
}

/// Keys without which a page of its kind means nothing.
fn missing(page: &DraftPage, date: &Option<Zoned>) -> Option<Diagnostic> {
    let is_made_up = page.meta.title.is_none() && matches!(page.kind, Kind::Home | Kind::Section(_));
    let (key, example) = match page.kind {
        _ if page.meta.title.is_none() && !is_made_up => ("title", "title = \"Rent controls now\""),
        Kind::Article if date.is_none() && page.meta.date.is_none() => ("date", "date = 2015-10-08"),
        _ => return None,
    };
    Some(
        Diagnostic::error("key-missing", format!("this page has no `{key}`"))
            .at(page.file, page.span, format!("`{key}` is missing here"))
            .help(format!("add a line such as `{example}`")),
    )
}
