//! A text with its holes filled.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::{Context, Value};

use crate::diag::Diagnostic;
use crate::model::draft;
use crate::model::node;
use crate::model::site::{AssetRef, Body, Detail, EntryId, Hole, LangId, Link, Page, Selection, Shortcode};
use crate::render::Renderer;
use crate::render::pictures::{Choices, choices};

/// What a page's shortcodes are shown with.
pub(in crate::render) struct Showing<'r> {
    pub(in crate::render) page: &'r Page,
    pub(in crate::render) context: &'r Context,
    /// How often a form of each kind stands on the page already, so that ids stay unique.
    pub(in crate::render) forms: BTreeMap<&'static str, usize>,
    /// Whether the page has shown a picture already, be it at its head.
    pub(in crate::render) has_picture: bool,
    pub(in crate::render) findings: Vec<Diagnostic>,
}

impl Showing<'_> {
    /// Whether the next picture is the page's first; the one after it is not.
    fn is_first_picture(&mut self) -> bool {
        !std::mem::replace(&mut self.has_picture, true)
    }
}

#[derive(Serialize)]
struct Question<'a> {
    question: &'a str,
    id: &'a str,
}

impl Renderer<'_> {
    /// The text of a page as HTML.
    pub(in crate::render) fn fill(&self, body: &Body, showing: &mut Showing<'_>) -> String {
        self.fill_range(body, 0..body.text.html.len(), showing)
    }

    fn fill_range(&self, body: &Body, range: std::ops::Range<usize>, showing: &mut Showing<'_>) -> String {
        let html = &body.text.html;
        let mut out = String::with_capacity(range.len() + body.holes.len() * 32);
        let mut from = range.start;
        for (place, hole) in body.text.holes.iter().zip(&body.holes) {
            let at = place.at as usize;
            let is_last = at == range.end && range.end == html.len();
            if at < range.start || (at >= range.end && !is_last) {
                continue;
            }
            out.push_str(html.get(from..at).unwrap_or_default());
            from = at;
            self.hole(hole, showing, &mut out);
        }
        out.push_str(html.get(from..range.end).unwrap_or_default());
        out
    }

    fn hole(&self, hole: &Hole, showing: &mut Showing<'_>, out: &mut String) {
        match hole {
            Hole::Page(entry, fragment) => {
                out.push_str(self.site.page_in(*entry, showing.page.lang).url.as_str());
                escape(fragment, out);
            }
            Hole::Url(url) => escape(url, out),
            Hole::Picture { asset, alt, title } => {
                let is_first = showing.is_first_picture();
                picture(asset.as_ref(), (alt.as_str(), title.as_str()), (is_first, self.theme.picture_sizes()), out);
            }
            Hole::Shortcode(shortcode) => self.shortcode(shortcode, showing, out),
        }
    }

    fn shortcode(&self, shortcode: &Shortcode, showing: &mut Showing<'_>, out: &mut String) {
        let lang = showing.page.lang;
        let mut context = showing.context.clone();
        context.insert_value("args", arguments(&shortcode.arguments));
        let subject = shortcode.subject.map_or_else(Value::none, |entry| self.card(entry, lang));
        context.insert_value("subject", subject);
        context.insert_value("form", self.shortcode_form(shortcode, showing));
        if shortcode.name == "finder" {
            let before = showing.forms.entry("finder").or_insert(0);
            *before += 1;
            context
                .insert("dom_id", &if *before == 1 { "near-text".to_owned() } else { format!("near-text-{before}") });
        }
        let items = shortcode.selection.as_ref().map(|selection| self.select(&shortcode.name, selection, lang));
        context.insert_value("items", self.cards(&items.unwrap_or_default(), lang));
        let alt = text(&shortcode.arguments, "alt").unwrap_or_default();
        let credit = text(&shortcode.arguments, "credit").unwrap_or_default();
        let picture = shortcode.picture.as_ref().map(|asset| {
            let is_first = showing.is_first_picture();
            self.picture(asset, alt, credit).placed(is_first)
        });
        context.insert("picture", &picture);
        context.insert("link_url", &shortcode.link.as_ref().map(|link| self.link(link, lang)));
        if let Some(inner) = &shortcode.inner {
            let html = self.fill(inner, showing);
            context.insert_value("inner", Value::safe_string(&html));
            context.insert_value("questions", self.questions(inner, showing));
        }
        match self.theme.render(&format!("shortcodes/{}.html", shortcode.name), &context) {
            Ok(html) => out.push_str(html.trim_end()),
            Err(error) => showing.findings.push(self.theme.template_error(&error)),
        }
    }

    fn questions(&self, inner: &Body, showing: &mut Showing<'_>) -> Value {
        let parts = draft::parts(&inner.text.headings, inner.text.html.len());
        let questions = parts.into_iter().map(|part| {
            let answer = self.fill_range(inner, part.html.clone(), showing);
            let question = Question { question: &part.heading.text, id: &part.heading.id };
            let mut map = Value::from_serializable(&question).into_map().unwrap_or_default();
            map.insert("answer".into(), Value::safe_string(answer.trim()));
            Value::from(map)
        });
        Value::from(questions.collect::<Vec<_>>())
    }

    fn shortcode_form(&self, shortcode: &Shortcode, showing: &mut Showing<'_>) -> Value {
        let form = shortcode.subject.and_then(|entry| {
            let page = self.site.page_in(entry, showing.page.lang);
            page.forms.iter().find(|form| form.kind().as_str() == shortcode.name)
        });
        let Some(form) = form else { return Value::none() };
        let kind = form.kind().as_str();
        if shortcode.subject == Some(showing.page.entry) {
            return self.form(form, showing.page.lang, kind);
        }
        let before = showing.forms.entry(kind).or_insert(0);
        *before += 1;
        let dom_id = if *before == 1 { kind.to_owned() } else { format!("{kind}-{before}") };
        self.form(form, showing.page.lang, &dom_id)
    }

    /// Where a link leads in a language.
    pub(in crate::render) fn link(&self, link: &Link, lang: LangId) -> String {
        match link {
            Link::Page(entry, fragment) => format!("{}{fragment}", self.site.page_in(*entry, lang).url),
            Link::Url(url) => url.clone(),
        }
    }

    /// The entries that a list in a text shows.
    fn select(&self, name: &str, selection: &Selection, lang: LangId) -> Vec<EntryId> {
        let lists = self.site.lists(lang);
        let all = match (name, selection.past) {
            ("groups", _) => &lists.groups,
            ("events", false) => &lists.upcoming,
            ("events", true) => &lists.past,
            _ => &lists.news,
        };
        let fits = |entry: &&EntryId| fits(selection, self.site.page_in(**entry, lang), self.site);
        all.iter().filter(fits).take(selection.limit.unwrap_or(usize::MAX)).copied().collect()
    }
}

fn fits(selection: &Selection, page: &Page, site: &crate::model::site::Site) -> bool {
    let (region, group, campaign, event_type) = match &page.detail {
        Detail::Event(event) => (event.region, event.group, event.campaign, Some(event.event_type)),
        Detail::Group(group) => (group.region, None, None, None),
        Detail::Article(article) => (None, article.group, article.campaign, None),
        _ => (None, None, None, None),
    };
    let has_tag = |slug: &crate::ids::Slug| page.tags.iter().any(|tag| site.tags[tag.0 as usize].slug == *slug);
    selection.region.is_none_or(|wanted| region == Some(wanted))
        && selection.group.is_none_or(|wanted| group == Some(wanted))
        && selection.campaign.is_none_or(|wanted| campaign == Some(wanted))
        && selection.event_type.is_none_or(|wanted| event_type == Some(wanted))
        && selection.tag.as_ref().is_none_or(has_tag)
}

fn text<'a>(table: &'a node::Table, key: &str) -> Option<&'a str> {
    match &table.get(key)?.value {
        node::Value::String(text) => Some(text),
        _ => None,
    }
}

fn arguments(table: &node::Table) -> Value {
    value(&node::Value::Table(table.clone()))
}

/// Front matter as templates see it.
pub(in crate::render) fn value(node: &node::Value) -> Value {
    match node {
        node::Value::Null => Value::none(),
        node::Value::Bool(flag) => Value::from(*flag),
        node::Value::Integer(number) => Value::from(*number),
        node::Value::Float(number) => Value::from(*number),
        node::Value::String(text) | node::Value::Date(text) => Value::from(text.as_str()),
        node::Value::Array(items) => Value::from(items.iter().map(|item| value(&item.value)).collect::<Vec<_>>()),
        node::Value::Table(table) => {
            let mut map = tera::Map::default();
            for (key, node) in &table.entries {
                map.insert(key.value.clone().into(), value(&node.value));
            }
            Value::from(map)
        }
    }
}

/// A picture of the text: `is_first` is loaded at once, and `sizes` says how wide the theme shows it.
fn picture(asset: Option<&AssetRef>, said: (&str, &str), shown: (bool, &str), out: &mut String) {
    let ((alt, title), (is_first, sizes)) = (said, shown);
    let Choices { src, srcset, webp_srcset } = asset.map(choices).unwrap_or_default();
    let attribute = |name: &str, value: &str, out: &mut String| {
        out.push_str(&format!(" {name}=\""));
        escape(value, out);
        out.push('"');
    };
    if !webp_srcset.is_empty() {
        out.push_str("<picture><source type=\"image/webp\"");
        attribute("srcset", &webp_srcset, out);
        attribute("sizes", sizes, out);
        out.push('>');
    }
    out.push_str("<img");
    attribute("src", &src, out);
    if !srcset.is_empty() {
        attribute("srcset", &srcset, out);
        attribute("sizes", sizes, out);
    }
    attribute("alt", alt, out);
    if !title.is_empty() {
        attribute("title", title, out);
    }
    if let Some((width, height)) = asset.and_then(|asset| asset.size) {
        out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
    }
    out.push_str(if is_first { " fetchpriority=\"high\"" } else { " loading=\"lazy\"" });
    out.push_str(" decoding=\"async\">");
    if !webp_srcset.is_empty() {
        out.push_str("</picture>");
    }
}

/// Text for an attribute.
pub(in crate::render) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}
