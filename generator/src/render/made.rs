//! Pages that no author wrote: what is past, regions, topics, thanks, the page to search from, the page for what is not there.

use handbill_contract::Kind as FormKind;
use tera::Value;

use super::Renderer;
use super::output;
use super::paths::{self, Topic};
use super::view::list::Extra;
use super::view::page::{CrumbView, Frame};
use crate::ids::UrlPath;
use crate::model::draft::Section;
use crate::model::site::{Detail, EntryId, LangId, RegionId, TagId};

impl<'a> Renderer<'a> {
    pub(super) fn archive(&self, lang: LangId, number: usize, path: &'a UrlPath) -> (String, Frame<'a>, Extra) {
        let past = &self.site.lists(lang).past;
        let mut frame =
            self.made(lang, "archive", "events-archive-title", path, |lang| output::archive(self.site, lang), number);
        frame.crumbs.extend(self.section_crumb(Section::Events, lang));
        let (items, pagination) = self.part(past, number, &output::archive(self.site, lang));
        let months = self.months(items, lang);
        (
            "events-archive.html".into(),
            frame,
            vec![("months", months), ("pagination", pagination), ("types", self.types(past, lang))],
        )
    }

    pub(super) fn region_page(
        &self,
        lang: LangId,
        id: RegionId,
        number: usize,
        path: &'a UrlPath,
    ) -> (String, Frame<'a>, Extra) {
        let lists = self.site.lists(lang);
        let region = &self.site.config.regions[usize::from(id.0)];
        let name = region.name.of(self.site.lang(lang), self.site.config.default_lang()).unwrap_or(&region.id);
        let mut frame = self.made(lang, "region", "", path, |lang| paths::region(self.site, lang, id), number);
        frame.title = name;
        frame.feeds = vec![Topic::Region(id)];
        frame.crumbs.extend(self.section_crumb(Section::Groups, lang));
        let (items, pagination) =
            self.part(&lists.groups_by_region[usize::from(id.0)], number, &paths::region(self.site, lang, id));
        let in_region = |entry: &&EntryId| match &self.site.page_in(**entry, lang).detail {
            Detail::Campaign(campaign) => !campaign.is_over && campaign.regions.contains(&id),
            _ => false,
        };
        // What is no part of the list stands on its first page alone.
        let (events, campaigns) = if number == 1 {
            let campaigns = lists.campaigns.iter().filter(in_region).copied().collect();
            (lists.upcoming_by_region[usize::from(id.0)].as_slice(), campaigns)
        } else {
            (&[][..], Vec::new())
        };
        let extra = vec![
            ("region", self.region_value(id, lang)),
            ("items", self.cards(items, lang)),
            ("events", self.cards(events, lang)),
            ("campaigns", self.cards(&campaigns, lang)),
            ("pagination", pagination),
            ("map", if number == 1 { self.map(lang, Some(id)) } else { Value::none() }),
        ];
        ("region.html".into(), frame, extra)
    }

    pub(super) fn tags_page(&self, lang: LangId, path: &'a UrlPath) -> (String, Frame<'a>, Extra) {
        let frame = self.made(lang, "tags", "tags-title", path, |lang| self.site.path_in(lang, "/tags/"), 1);
        let tags = (0..self.site.tags.len()).filter_map(|at| u32::try_from(at).ok()).map(|at| {
            let mut map = self.tag(TagId(at), lang).into_map().unwrap_or_default();
            map.insert("count".into(), Value::from(self.site.tags[at as usize].entries.len()));
            Value::from(map)
        });
        ("tags.html".into(), frame, vec![("tags", Value::from(tags.collect::<Vec<_>>()))])
    }

    pub(super) fn tag_page(
        &self,
        lang: LangId,
        id: TagId,
        number: usize,
        path: &'a UrlPath,
    ) -> (String, Frame<'a>, Extra) {
        let tag = &self.site.tags[id.0 as usize];
        let first = |lang| paths::tag(self.site, lang, &tag.slug);
        let mut frame = self.made(lang, "tag", "", path, first, number);
        frame.title = &tag.name;
        frame.feeds = vec![Topic::Tag(id)];
        frame.crumbs.push(CrumbView::new(self.words(lang).text("tags"), self.site.path_in(lang, "/tags/").as_str()));
        let (items, pagination) = self.part(&tag.entries, number, &first(lang));
        let named = self.tag(id, lang);
        ("tag.html".into(), frame, vec![("tag", named), ("items", self.cards(items, lang)), ("pagination", pagination)])
    }

    pub(super) fn thanks_page(&self, lang: LangId, kind: FormKind, path: &'a UrlPath) -> (String, Frame<'a>, Extra) {
        let key = thanks_title(kind);
        let versions = |lang| self.site.path_in(lang, &format!("/thank-you/{}/", kind.as_str()));
        let mut frame = self.made(lang, "thank-you", key, path, versions, 1);
        frame.is_hidden = true;
        let lists = self.site.lists(lang);
        let lead = lists.campaigns.first().copied();
        let next: Vec<_> = lists.campaigns.iter().skip(1).take(3).copied().collect();
        let extra = vec![
            ("form_kind", Value::from(kind.as_str())),
            ("campaign", lead.map_or_else(Value::none, |entry| self.card(entry, lang))),
            ("share", lead.map_or_else(Value::none, |entry| self.share_of(entry, lang))),
            ("next", self.cards(&next, lang)),
        ];
        ("thank-you.html".into(), frame, extra)
    }

    /// Links that pass on the page of `entry`.
    pub(super) fn share_of(&self, entry: EntryId, lang: LangId) -> Value {
        let page = self.site.page_in(entry, lang);
        Value::from_serializable(&self.share(self.title(page), &self.site.absolute(&page.url), lang))
    }

    pub(super) fn search_page(&self, lang: LangId, path: &'a UrlPath) -> (String, Frame<'a>, Extra) {
        let first = |lang| paths::search(self.site, lang);
        let mut frame = self.made(lang, "search", "search-title", path, first, 1);
        frame.is_hidden = true;
        ("search.html".into(), frame, vec![("index_url", Value::from(paths::SEARCH_INDEX))])
    }

    pub(super) fn not_found(&self, lang: LangId, path: &'a UrlPath) -> (String, Frame<'a>, Extra) {
        let mut frame = self.made(lang, "404", "not-found-title", path, |lang| self.site.path_in(lang, "/404.html"), 1);
        frame.is_hidden = true;
        frame.crumbs.clear();
        let lists = self.site.lists(lang);
        let few = |list: &[EntryId]| self.cards(&list.iter().take(3).copied().collect::<Vec<_>>(), lang);
        ("404.html".into(), frame, vec![("campaigns", few(&lists.campaigns)), ("news", few(&lists.news))])
    }

    /// The frame of a page that no author wrote, called by the theme's word `title_key`.
    pub(super) fn made(
        &self,
        lang: LangId,
        kind: &'a str,
        title_key: &'a str,
        url: &'a UrlPath,
        first: impl Fn(LangId) -> UrlPath,
        number: usize,
    ) -> Frame<'a> {
        let versions: Vec<UrlPath> = self.site.langs().map(|lang| output::numbered(&first(lang), number)).collect();
        Frame {
            lang,
            kind,
            template: "",
            title: self.theme.languages().get(self.site.lang(lang)).text(title_key),
            summary: "",
            url,
            crumbs: vec![self.home_crumb(lang)],
            own: vec![true; versions.len()],
            versions,
            feeds: Vec::new(),
            page: None,
            is_hidden: false,
        }
    }
}

fn thanks_title(kind: FormKind) -> &'static str {
    match kind {
        FormKind::Pledge => "thanks-title-pledge",
        FormKind::Signup => "thanks-title-signup",
        FormKind::Donate => "thanks-title-donate",
        FormKind::Rsvp => "thanks-title-rsvp",
        FormKind::Consultation => "thanks-title-consultation",
    }
}
