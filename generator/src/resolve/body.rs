//! A text's holes: each link, picture and shortcode gets what it means.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::links::Index;
use crate::diag::{Diagnostic, nearest};
use crate::ids::Slug;
use crate::model::config::Config;
use crate::model::draft::{self, Argument, DraftPage, EventType, HoleKind, Kind};
use crate::model::node::{Node, Table, Value};
use crate::model::site::{Body, EntryId, Hole, Link, RegionId, Selection, Shortcode};
use crate::source::{FileId, Spanned};

/// What the texts of one build are resolved with.
pub(super) struct Resolver<'a> {
    pub(super) index: &'a Index<'a>,
    pub(super) config: &'a Config,
    pub(super) regions: &'a BTreeMap<Arc<str>, RegionId>,
}

impl Resolver<'_> {
    /// The text of `page`, which is a text of `entry`.
    pub(super) fn body(&self, page: &DraftPage, entry: EntryId, found: &mut Vec<Diagnostic>) -> Body {
        self.text(page.file, &page.body, entry, found)
    }

    pub(super) fn text(
        &self,
        file: FileId,
        text: &Arc<draft::Body>,
        entry: EntryId,
        found: &mut Vec<Diagnostic>,
    ) -> Body {
        let holes = text.holes.iter().map(|hole| match &hole.what {
            HoleKind::Link(href) => match self.index.link(file, href, found) {
                Link::Page(entry, fragment) => Hole::Page(entry, fragment),
                Link::Url(url) => Hole::Url(url),
            },
            HoleKind::Picture(picture) => self.index.picture(file, picture, found),
            HoleKind::Shortcode(call) => Hole::Shortcode(Box::new(self.shortcode(file, call, entry, found))),
        });
        Body { holes: holes.collect(), text: Arc::clone(text) }
    }

    fn shortcode(
        &self,
        file: FileId,
        call: &draft::Shortcode,
        entry: EntryId,
        found: &mut Vec<Diagnostic>,
    ) -> Shortcode {
        let name = call.name.value.as_str();
        let subject = self.subject(file, call, entry, found);
        let picture = match name {
            "figure" => written(call, "src").and_then(|src| self.index.asset(file, &src, found)),
            "video" => written(call, "poster").and_then(|poster| self.index.asset(file, &poster, found)),
            _ => None,
        };
        let link = match name {
            "button" => written(call, "href").map(|href| self.to(file, &href, found)),
            "quote" => written(call, "url").map(|url| self.to(file, &url, found)),
            "video" => written(call, "src").map(|src| self.to(file, &src, found)),
            _ => None,
        };
        Shortcode {
            name: name.to_owned(),
            arguments: plain(call),
            subject,
            selection: matches!(name, "groups" | "events" | "news").then(|| self.selection(file, call, found)),
            picture,
            link,
            inner: call.inner.as_ref().map(|inner| Arc::new(self.text(file, inner, entry, found))),
            inline: call.inline,
        }
    }

    fn to(&self, file: FileId, href: &Spanned<String>, found: &mut Vec<Diagnostic>) -> Link {
        let is_elsewhere = ["://", "mailto:", "tel:"].iter().any(|mark| href.value.contains(mark));
        if is_elsewhere || href.value.starts_with('#') {
            return Link::Url(href.value.clone());
        }
        self.index.link(file, href, found)
    }

    /// The page whose form, counter or names are shown.
    fn subject(
        &self,
        file: FileId,
        call: &draft::Shortcode,
        entry: EntryId,
        found: &mut Vec<Diagnostic>,
    ) -> Option<EntryId> {
        let name = call.name.value.as_str();
        if !matches!(
            name,
            "pledge" | "signup" | "donate" | "rsvp" | "consultation" | "counter" | "signatories" | "share"
        ) {
            return None;
        }
        let subject = match (written(call, "campaign"), written(call, "page")) {
            (Some(campaign), _) => self.index.page(file, &campaign, Some(Kind::Campaign), found)?,
            (None, Some(page)) => self.index.page(file, &page, None, found)?,
            (None, None) => entry,
        };
        found.extend(self.form_missing(file, call, subject));
        Some(subject)
    }

    fn form_missing(&self, file: FileId, call: &draft::Shortcode, subject: EntryId) -> Option<Diagnostic> {
        let name = call.name.value.as_str();
        if matches!(name, "counter" | "signatories" | "share") || self.has_form(subject, name) {
            return None;
        }
        let key = &self.index.texts(subject).key;
        let told = Diagnostic::error("form-missing", format!("`{key}` has no form `[{name}]`")).at(
            file,
            call.name.span,
            "there is nothing to show here",
        );
        let argument = if name == "pledge" { "campaign" } else { "page" };
        Some(told.help(format!(
            "add `[{name}]` to its front matter, or name the page that has one: `{{{{< {name} {argument}=\"…\" >}}}}`"
        )))
    }

    fn has_form(&self, entry: EntryId, name: &str) -> bool {
        let page = self.index.texts(entry).original();
        let by_default = || page.kind.folder().and_then(|folder| self.config.defaults.get(folder));
        page.forms.iter().any(|(form, _)| form.value == name)
            || by_default().is_some_and(|table| table.get(name).is_some())
    }

    fn selection(&self, file: FileId, call: &draft::Shortcode, found: &mut Vec<Diagnostic>) -> Selection {
        let limit = match call.get("limit").map(|limit| &limit.value) {
            Some(Argument::Integer(limit)) => usize::try_from(*limit).ok(),
            _ => None,
        };
        let past = matches!(call.get("past").map(|past| &past.value), Some(Argument::Bool(true)));
        Selection {
            region: written(call, "region").and_then(|region| self.region(file, &region, found)),
            group: written(call, "group").and_then(|key| self.index.page(file, &key, Some(Kind::Group), found)),
            campaign: written(call, "campaign")
                .and_then(|key| self.index.page(file, &key, Some(Kind::Campaign), found)),
            event_type: written(call, "type").and_then(|name| event_type(file, &name, found)),
            tag: written(call, "tag").and_then(|tag| Slug::of(&tag.value)),
            past,
            limit,
        }
    }

    /// A region by its id.
    pub(super) fn region(&self, file: FileId, id: &Spanned<String>, found: &mut Vec<Diagnostic>) -> Option<RegionId> {
        if let Some(region) = self.regions.get(id.value.as_str()) {
            return Some(*region);
        }
        let ids = || self.regions.keys().map(|id| &**id);
        let told = Diagnostic::error("region-unknown", format!("no region is called `{}`", id.value)).at(
            file,
            id.span,
            "not one of the site's regions",
        );
        let slug = Slug::of(&id.value);
        let spoken = slug.as_ref().map(Slug::as_str);
        let part_of = |part: &str| {
            let mut longer = ids().filter(|id| id.split('-').any(|word| word == part));
            longer.next().filter(|_| longer.next().is_none())
        };
        let same = spoken.filter(|slug| self.regions.contains_key(*slug));
        found.push(match same.or_else(|| nearest(&id.value, ids())).or_else(|| part_of(spoken?)) {
            Some(near) => told.help(format!("did you mean `{near}`?")),
            None => told.help(format!("the regions are {}", listed(ids()))),
        });
        None
    }
}

fn event_type(file: FileId, name: &Spanned<String>, found: &mut Vec<Diagnostic>) -> Option<EventType> {
    let names = || EventType::ALL.iter().map(|(_, name)| *name);
    let known = EventType::ALL.iter().find(|(_, known)| *known == name.value).map(|(kind, _)| *kind);
    if known.is_none() {
        let told = Diagnostic::error("value-unknown", format!("no type of event is called `{}`", name.value)).at(
            file,
            name.span,
            "not one of the types",
        );
        found.push(match nearest(&name.value, names()) {
            Some(near) => told.help(format!("did you mean `{near}`?")),
            None => told.help(format!("the types are {}", listed(names()))),
        });
    }
    known
}

/// Names in backticks, with commas.
pub(super) fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn written(call: &draft::Shortcode, name: &str) -> Option<Spanned<String>> {
    let argument = call.get(name)?;
    match &argument.value {
        Argument::Text(text) => Some(Spanned::new(text.clone(), argument.span)),
        _ => None,
    }
}

fn plain(call: &draft::Shortcode) -> Table {
    let entries = call.arguments.iter().map(|(name, argument)| {
        let value = match &argument.value {
            Argument::Text(text) => Value::String(text.clone()),
            Argument::Integer(number) => Value::Integer(*number),
            Argument::Bool(flag) => Value::Bool(*flag),
        };
        (Spanned::new(name.clone(), argument.span), Node { span: argument.span, value })
    });
    Table { entries: entries.collect() }
}
