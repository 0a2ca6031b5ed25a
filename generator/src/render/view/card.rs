//! A page as a list shows it.

use serde::Serialize;
use tera::Value;

use super::detail::{ArticleView, CampaignView, EventView, GroupView};
use crate::model::draft::Kind;
use crate::model::site::{AssetRef, EntryId, Image, LangId, Page};
use crate::render::Renderer;
use crate::render::pictures::{Choices, choices};

/// A link and its words.
#[derive(Debug, Clone, Serialize)]
pub(in crate::render) struct Named {
    pub(in crate::render) name: String,
    pub(in crate::render) url: String,
}

/// A picture with all that `<picture>` and `<img>` need.
#[derive(Debug, Clone, Serialize)]
pub(in crate::render) struct PictureView {
    url: String,
    pub(in crate::render) absolute: String,
    pub(in crate::render) alt: String,
    credit: String,
    width: Option<u32>,
    height: Option<u32>,
    srcset: String,
    webp_srcset: String,
    /// Whether it is the first of its page: it is loaded at once, and before others.
    is_first: bool,
}

impl PictureView {
    /// The picture as the first of its page, or as another.
    pub(in crate::render) fn placed(self, is_first: bool) -> Self {
        Self { is_first, ..self }
    }
}

/// A page as a list shows it.
#[derive(Debug, Serialize)]
struct Card<'a> {
    kind: &'static str,
    key: &'a str,
    title: &'a str,
    summary: &'a str,
    url: &'a str,
    lang: Option<&'a str>,
    date: Option<Value>,
    image: Option<PictureView>,
    tags: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    campaign: Option<CampaignView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<GroupView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<EventView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    article: Option<ArticleView>,
}

impl<'a> Renderer<'a> {
    /// The card of an entry in a language; made once.
    pub(in crate::render) fn card(&self, entry: EntryId, lang: LangId) -> Value {
        let id = self.site.entry(entry).pages[usize::from(lang.0)];
        let make = || self.dressed(Value::from_serializable(&self.card_of(self.site.page(id))), lang);
        self.shared.card(id, make)
    }

    /// The card of a page; for one that no list shows, what would be a card's.
    pub(in crate::render) fn card_or_alike(&self, page: &'a Page) -> Value {
        match self.site.entry(page.entry).kind {
            Kind::Campaign | Kind::Group | Kind::Event | Kind::Article => self.card(page.entry, page.lang),
            Kind::Home | Kind::Section(_) | Kind::Page => Value::from_serializable(&self.card_of(page)),
        }
    }

    /// The cards of entries.
    pub(in crate::render) fn cards(&self, entries: &[EntryId], lang: LangId) -> Value {
        Value::from(entries.iter().map(|entry| self.card(*entry, lang)).collect::<Vec<_>>())
    }

    fn card_of(&self, page: &'a Page) -> Card<'a> {
        let entry = self.site.entry(page.entry);
        let lang = (page.text_lang != page.lang).then(|| self.site.lang(page.text_lang).as_str());
        Card {
            kind: kind_name(entry.kind),
            key: &entry.key,
            title: &page.title,
            summary: &page.summary,
            url: page.url.as_str(),
            lang,
            date: self.date_of(page),
            image: page.image.as_ref().map(|image| self.picture_of(image)),
            tags: page.tags.iter().map(|tag| self.tag(*tag, page.lang)).collect(),
            campaign: self.campaign_view(page, page.lang),
            group: self.group_view(page, page.lang),
            event: self.event_view(page, page.lang),
            article: self.article_view(page, page.lang),
        }
    }

    /// When a page was published.
    fn date_of(&self, page: &Page) -> Option<Value> {
        page.date.as_ref().map(|date| self.day(date, page.lang))
    }

    /// A page's picture.
    pub(in crate::render) fn picture_of(&self, image: &Image) -> PictureView {
        self.picture(&image.asset, &image.alt, image.credit.as_deref().unwrap_or_default())
    }

    /// A picture of the site.
    pub(in crate::render) fn picture(&self, asset: &AssetRef, alt: &str, credit: &str) -> PictureView {
        let Choices { src, srcset, webp_srcset } = choices(asset);
        PictureView {
            url: src,
            absolute: self.site.absolute(&asset.url),
            alt: alt.to_owned(),
            credit: credit.to_owned(),
            width: asset.size.map(|(width, _)| width),
            height: asset.size.map(|(_, height)| height),
            srcset,
            webp_srcset,
            is_first: false,
        }
    }
}

/// What templates call a kind.
pub(in crate::render) fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Home => "home",
        Kind::Section(section) => section.folder(),
        Kind::Campaign => "campaign",
        Kind::Group => "group",
        Kind::Event => "event",
        Kind::Article => "article",
        Kind::Page => "page",
    }
}
