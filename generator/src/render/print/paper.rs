//! What a campaign hands out: a leaflet, a poster, a sheet for a stall.

use fluent_bundle::FluentValue;
use handbill_contract::Kind as FormKind;
use serde_json::{Value, json};

use super::{code, fit, left_out, text, with};
use crate::diag::Diagnostic;
use crate::ids::UrlPath;
use crate::model::artifact::{Bytes, Costly};
use crate::model::site::{Campaign, Detail, EntryId, Group, LangId, Leaflet, Page};
use crate::render::{Renderer, imprint};

/// A kind of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Paper {
    /// A5, two sides.
    Leaflet,
    /// A4, one side.
    Poster,
    /// A4 on its side: names by hand, and strips to tear off.
    Sheet,
}

impl Paper {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Leaflet, Self::Poster, Self::Sheet];

    /// Its name in files, links and commands.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Leaflet => "leaflet",
            Self::Poster => "poster",
            Self::Sheet => "sheet",
        }
    }

    fn template(self) -> &'static str {
        match self {
            Self::Leaflet => "leaflet.typ",
            Self::Poster => "poster.typ",
            Self::Sheet => "sheet.typ",
        }
    }
}

/// What is to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Which campaign.
    pub campaign: EntryId,
    /// In which language.
    pub lang: LangId,
    /// On which paper.
    pub paper: Paper,
    /// The group that hands it out, and whose meetings and address it bears.
    pub group: Option<EntryId>,
    /// The word by which the link says where it was handed out; `leaflet-leeds` where it is left out.
    pub source: Option<String>,
    /// Whether it goes to a printer's, who cuts it: with marks, and colour beyond them.
    pub crop_marks: bool,
}

impl Order {
    /// What everybody can take from the site.
    fn plain(campaign: EntryId, lang: LangId, paper: Paper) -> Self {
        Self { campaign, lang, paper, group: None, source: None, crop_marks: false }
    }
}

/// A link to a print, as templates see it.
#[derive(Debug, serde::Serialize)]
pub(in crate::render) struct PrintView {
    kind: &'static str,
    label: String,
    about: String,
    url: String,
}

impl<'a> Renderer<'a> {
    /// All that the site offers to be printed.
    pub(super) fn papers(&'a self) -> impl Iterator<Item = Costly<'a>> {
        let campaigns = (0..=u32::MAX).map(EntryId).take(self.site.entries.len());
        campaigns.flat_map(move |entry| self.site.langs().flat_map(move |lang| self.papers_of(entry, lang)))
    }

    /// What a page's own text is printed on; nothing where its author asks for nothing.
    fn papers_of(&'a self, entry: EntryId, lang: LangId) -> Vec<Costly<'a>> {
        let wanted = |paper: &Paper| self.is_printed(self.site.page_in(entry, lang), *paper);
        let papers = Paper::ALL.into_iter().filter(wanted);
        papers.filter_map(|paper| self.paper(&Order::plain(entry, lang, paper))).collect()
    }

    fn is_printed(&self, page: &Page, paper: Paper) -> bool {
        let asked = matches!(&page.detail, Detail::Campaign(campaign) if campaign.leaflet.is_some());
        asked && page.text_lang == page.lang && self.site.config.printer.is_some() && self.press().has(paper.template())
    }

    /// Links to what is printed of a page; of a page without a text of its own, to the original's.
    pub(in crate::render) fn print_views(&self, page: &Page) -> Vec<PrintView> {
        let shown = self.site.page_in(page.entry, page.text_lang);
        let papers = Paper::ALL.into_iter().filter(|paper| self.is_printed(shown, *paper));
        let words = self.words(page.lang);
        let view = |paper: Paper| {
            let (label, about) = match paper {
                Paper::Leaflet => ("print-leaflet", "print-leaflet-about"),
                Paper::Poster => ("print-poster", "print-poster-about"),
                Paper::Sheet => ("print-sheet", "print-sheet-about"),
            };
            PrintView {
                kind: paper.as_str(),
                label: words.text(label).to_owned(),
                about: words.text(about).to_owned(),
                url: self.paper_path(shown, paper).to_string(),
            }
        };
        papers.map(view).collect()
    }

    /// `/print/rent-controls-leaflet.pdf`
    fn paper_path(&self, page: &Page, paper: Paper) -> UrlPath {
        self.site.path_in(page.lang, &format!("/print/{}-{}.pdf", self.site.file_stem(page.entry), paper.as_str()))
    }

    /// The PDF that is ordered; `None` for what is no campaign with a leaflet, or has no text in that language.
    pub fn paper(&'a self, order: &Order) -> Option<Costly<'a>> {
        let page = self.site.page_in(order.campaign, order.lang);
        let Detail::Campaign(campaign) = &page.detail else { return None };
        let leaflet = campaign.leaflet.as_ref()?;
        if !self.is_printed(page, order.paper) {
            return None;
        }
        let template = order.paper.template();
        let (data, unknown) = self.press().printable(self.paper_data(order, page, campaign, leaflet)?);
        let key = self.press().key(template, &data);
        let words = text::words(&data["text"]);
        let (file, span) = leaflet.place;
        let make = move || -> Bytes {
            let set = match self.press().set(template, &data) {
                Ok(set) => set,
                Err(found) => return (None, found),
            };
            let found = fit::findings(&set, words).into_iter().chain(left_out(&unknown));
            let mut found: Vec<Diagnostic> = found.map(|finding| finding.at(file, span, "")).collect();
            let bytes = set.pdf(template).map_err(|finding| found.push(finding)).ok();
            (bytes, found)
        };
        Some(Costly { path: self.paper_path(page, order.paper), key, tells: true, make: Box::new(make) })
    }

    fn paper_data(&self, order: &Order, page: &Page, campaign: &Campaign, leaflet: &Leaflet) -> Option<Value> {
        let lang = page.lang;
        let words = self.words(lang);
        let imprint = imprint::printed(&self.site.config, words).ok()??;
        let link = self.paper_link(order);
        let shown = self.site.absolute(&page.url);
        let shown = shown.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/');
        let headline = leaflet.headline.as_deref().unwrap_or_else(|| self.title(page));
        let body = leaflet.body.as_ref().unwrap_or(&page.body);
        let view = self.campaign_view(page, lang)?;
        let name = words.text(match order.paper {
            Paper::Leaflet => "print-leaflet",
            Paper::Poster => "print-poster",
            Paper::Sheet => "print-sheet",
        });
        let alt = words.format("print-code", &[("url", FluentValue::from(shown))]).unwrap_or_default();
        let own = json!({
            "title": format!("{}: {name}", self.title(page)),
            "headline": headline,
            "summary": leaflet.summary.as_deref().unwrap_or(&page.summary),
            "asks": campaign.asks,
            "text": text::blocks(self.site, body, lang),
            "signatories": campaign.signatories.iter().map(|one| json!({ "name": one.name, "role": one.role })).collect::<Vec<_>>(),
            "deadline": self.deadline_words(&view, lang),
            "link": link,
            "shown_link": shown,
            "code": { "svg": code(&link)?, "alt": alt },
            "group": order.group.map(|entry| self.group_data(entry, lang)),
            "contact": self.site.config.organisation.email,
            "statement": statement(page, self.site.lang(lang).as_str()),
            "consents": self.consents_on_paper(page, lang),
            "strip": self.title(page),
            "words": self.paper_words(page),
            "crop_marks": order.crop_marks,
        });
        Some(with(self.print_data(lang, &imprint), own))
    }

    /// The page, with a word that says where the paper was handed out: `?source=leaflet-leeds`.
    pub fn paper_link(&self, order: &Order) -> String {
        use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
        /// RFC 3986, section 2.3.
        const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
        let page = self.site.page_in(order.campaign, order.lang);
        let made = || match order.group {
            Some(group) => format!("{}-{}", order.paper.as_str(), self.site.file_stem(group)),
            None => order.paper.as_str().to_owned(),
        };
        let source = order.source.clone().unwrap_or_else(made);
        format!("{}?source={}", self.site.absolute(&page.url), utf8_percent_encode(&source, RESERVED))
    }

    fn group_data(&self, entry: EntryId, lang: LangId) -> Value {
        let page = self.site.page_in(entry, lang);
        let url = self.site.absolute(&page.url);
        let shown = url.trim_start_matches("https://").trim_end_matches('/');
        let (meets, email) = match &page.detail {
            Detail::Group(group) => {
                let Group { meets, email, .. } = &**group;
                (meets.clone().unwrap_or_default(), email.clone().unwrap_or_default())
            }
            _ => Default::default(),
        };
        let contact =
            [email.as_str(), shown].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        json!({ "title": self.title(page), "meets": meets, "contact": contact })
    }

    /// Until when, as a line of its own; nothing where there is no deadline, or it has passed.
    pub(super) fn deadline_words(&self, campaign: &crate::render::view::detail::CampaignView, lang: LangId) -> String {
        let Some(date) = campaign.open_until() else { return String::new() };
        self.words(lang).format("print-deadline", &[("date", FluentValue::from(date))]).unwrap_or_default()
    }

    /// The consents that the page's form asks for, each by a letter at the head of its column.
    fn consents_on_paper(&self, page: &Page, lang: LangId) -> Vec<Value> {
        let Some(form) = asked(page) else { return Vec::new() };
        let letters = ('A'..='Z').map(String::from);
        let config = &self.site.config;
        let find = |id: &String| config.consents.iter().find(|consent| consent.id.value == *id);
        let texts = form.shape.consents.iter().filter_map(find);
        let texts = texts.filter_map(|consent| consent.text.of(self.site.lang(lang), config.default_lang()));
        letters.zip(texts).map(|(letter, text)| json!({ "letter": letter, "text": text })).collect()
    }

    fn paper_words(&self, page: &Page) -> Value {
        let words = self.words(page.lang);
        let menus = self.site.menus.get(usize::from(page.lang.0));
        let privacy = menus.and_then(|menus| menus.privacy.as_ref()).map(|item| item.url.as_str()).unwrap_or("/");
        let privacy = format!("{}{privacy}", self.site.config.base_url);
        let privacy = privacy.trim_start_matches("https://").trim_end_matches('/');
        let email = self.site.config.organisation.email.clone().unwrap_or_else(|| privacy.to_owned());
        let act = words.text(match asked(page).map(|form| form.kind()) {
            Some(FormKind::Pledge) => "print-act-pledge",
            Some(FormKind::Consultation) => "print-act-consultation",
            Some(FormKind::Signup) => "print-act-signup",
            _ => "print-act-read",
        });
        let paper_privacy =
            words.format("print-privacy", &[("url", FluentValue::from(privacy)), ("email", FluentValue::from(email))]);
        json!({
            "act": act,
            "scan": words.text("print-scan"),
            "signatories": words.text("print-signatories"),
            "name": words.text("print-name"),
            "email": words.text("print-email"),
            "postcode": words.text("print-postcode"),
            "phone": words.text("print-phone"),
            "paper_privacy": paper_privacy.unwrap_or_default(),
        })
    }
}

/// The form that a campaign asks for.
fn asked(page: &Page) -> Option<&handbill_contract::Form> {
    let kinds = [FormKind::Pledge, FormKind::Consultation, FormKind::Signup];
    kinds.iter().find_map(|kind| page.forms.iter().find(|form| form.kind() == *kind)).map(|form| &**form)
}

fn statement(page: &Page, lang: &str) -> String {
    asked(page).and_then(|form| form.shape.statement.get(lang)).unwrap_or_default().to_owned()
}
