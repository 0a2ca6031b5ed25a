//! What is passed on to others: a form alone, for a frame on somebody else's page, and the page that says how.

use handbill_contract::{Form, State};
use percent_encoding::utf8_percent_encode;
use serde::Serialize;
use tera::Value;

use super::Renderer;
use super::form_view::FormView;
use super::output::{EMBED, SHARE};
use super::paths;
use super::view::body::escape;
use super::view::detail::counted;
use super::view::list::Extra;
use super::view::page::{CrumbView, Frame};
use crate::ids::UrlPath;
use crate::model::site::{LangId, Page};

/// Width and height of the picture that the functions draw of a count, in CSS pixels.
const COUNT_PICTURE: (u32, u32) = (240, 80);

/// Code that puts a form on somebody else's page.
#[derive(Debug, Serialize)]
struct EmbedView {
    kind: &'static str,
    heading: String,
    url: String,
    height: u32,
    code: String,
}

/// Code that shows a campaign's number on somebody else's page.
#[derive(Debug, Serialize)]
struct CounterView {
    url: String,
    code: String,
}

impl<'a> Renderer<'a> {
    /// A form of a page, alone.
    pub(super) fn embed_page(&self, page: &'a Page, at: usize, path: &'a UrlPath) -> (String, Frame<'a>, Extra) {
        let form = page.forms.get(at);
        let versions = form.map_or_else(Vec::new, |form| {
            self.site.langs().map(|lang| paths::embed(self.site, lang, &form.id)).collect()
        });
        let frame = Frame { kind: "embed", crumbs: Vec::new(), versions, ..self.beside(page, path) };
        let extra = vec![
            ("form", form.map_or_else(Value::none, |form| self.framed_form(form, page.lang))),
            ("subject", self.card(page.entry, page.lang)),
        ];
        (EMBED.to_owned(), frame, extra)
    }

    /// How a campaign is passed on.
    pub(super) fn share_page(&self, page: &'a Page, path: &'a UrlPath) -> (String, Frame<'a>, Extra) {
        let mut frame = Frame { kind: "share", ..self.beside(page, path) };
        frame.versions = self.site.langs().map(|lang| paths::share(self.site.page_in(page.entry, lang))).collect();
        frame.crumbs.push(CrumbView::new(frame.title, page.url.as_str()));
        let (lang, title, url) = (page.lang, frame.title, self.site.absolute(&page.url));
        let said = self.words(lang).format("share-text", &[("title", title.into()), ("url", url.as_str().into())]);
        let embeds: Vec<EmbedView> = if self.parts.embeds {
            page.forms
                .iter()
                .filter(|form| form.state == State::Open)
                .map(|form| self.embed(form, title, lang))
                .collect()
        } else {
            Vec::new()
        };
        let extra = vec![
            ("campaign", self.card(page.entry, lang)),
            ("share", self.share_of(page.entry, lang)),
            ("share_text", Value::from(said.unwrap_or_else(|| format!("{title} {url}")))),
            ("embeds", Value::from_serializable(&embeds)),
            ("counter", Value::from_serializable(&self.counter(page, title, &url))),
            ("page_url", Value::from(url)),
        ];
        (SHARE.to_owned(), frame, extra)
    }

    /// The frame of a page that is made beside `page`, for those who have found that.
    fn beside(&self, page: &'a Page, path: &'a UrlPath) -> Frame<'a> {
        Frame { url: path, summary: "", page: None, is_hidden: true, feeds: Vec::new(), ..self.frame(page) }
    }

    fn embed(&self, form: &'a Form, title: &str, lang: LangId) -> EmbedView {
        let view = self.forms.framed(form, lang);
        let path = paths::embed(self.site, lang, &form.id);
        let url = format!("{}{}", self.site.config.base_url, utf8_percent_encode(path.as_str(), paths::UNSAFE));
        let args = [("heading", view.shape.heading.as_str().into()), ("title", title.into())];
        let name = self.words(lang).format("embed-title", &args);
        let name = name.unwrap_or_else(|| format!("{}: {title}", view.shape.heading));
        let height = height_px(&view, title);
        let mut code = String::from("<iframe src=\"");
        escape(&url, &mut code);
        code.push_str("\" title=\"");
        escape(&name, &mut code);
        code.push_str(&format!("\" width=\"100%\" height=\"{height}\" loading=\"lazy\" style=\"border:0\"></iframe>"));
        EmbedView { kind: view.shape.kind, heading: view.shape.heading.clone(), url, height, code }
    }

    /// `None` where no function would draw the picture.
    fn counter(&self, page: &Page, title: &str, page_url: &str) -> Option<CounterView> {
        let form = counted(page).filter(|_| self.site.config.counts.is_live)?;
        let url = format!("{}{}", self.site.config.base_url, paths::count(form, "svg"));
        let alt = self.words(page.lang).format("embed-count-alt", &[("title", title.into())]);
        let (width, height) = COUNT_PICTURE;
        let mut code = String::from("<a href=\"");
        escape(page_url, &mut code);
        code.push_str("\"><img src=\"");
        escape(&url, &mut code);
        code.push_str("\" alt=\"");
        escape(alt.as_deref().unwrap_or(title), &mut code);
        code.push_str(&format!("\" width=\"{width}\" height=\"{height}\" loading=\"lazy\"></a>"));
        Some(CounterView { url, code })
    }
}

/// So much room a form asks for on a partner's page, in CSS pixels: measured with the form of `placard` at 360 pixels,
/// where it is at its longest, and rounded up to the next fifty. What is longer is scrolled inside the frame.
fn height_px(form: &FormView, title: &str) -> u32 {
    /// One line of title and heading each, the button, the notice, the link and the imprint.
    const FRAME_PX: usize = 480;
    const LINE_PX: usize = 24;
    const FIELD_PX: usize = 84;
    const CHOICE_PX: usize = 40;
    const PICKS_PX: usize = 300;
    let lines = |text: &str, chars: usize| text.chars().count().div_ceil(chars) * LINE_PX;
    let shape = &form.shape;
    let fields = shape.fields.iter().map(|field| {
        let choices = if field.kind == "choice" { field.options.len().min(7) * CHOICE_PX } else { 0 };
        let more = if field.kind == "textarea" { LINE_PX * 3 } else { 0 };
        FIELD_PX + lines(&field.hint, 38) + choices + more
    });
    let consents = shape.consents.iter().map(|consent| 32 + lines(&consent.text, 34));
    let texts = [&shape.statement, &shape.intro, &shape.declaration, &shape.age_label, &shape.public_name_label];
    let texts = texts.into_iter().filter(|text| !text.is_empty()).map(|text| 16 + lines(text, 38));
    let gift = if shape.amounts.is_empty() { 0 } else { PICKS_PX };
    let heads = (lines(title, 24) + lines(&shape.heading, 28)).saturating_sub(LINE_PX * 2);
    let all = FRAME_PX + heads + gift + fields.chain(consents).chain(texts).sum::<usize>();
    u32::try_from(all.div_ceil(50) * 50).unwrap_or(u32::MAX)
}
