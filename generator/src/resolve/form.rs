//! A form as front matter declares it becomes one that the contract knows: defaults filled in, names checked,
//! each text in its languages.
//!
//! Thousands of groups and events have the form of `[defaults]`: it is read once, and its shape is shared.

mod amounts;
mod fields;
mod languages;
mod overlay;
mod raw;
mod shape;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use handbill_contract::{Form, FormId, Kind, Shape, State, Words};
use jiff::Zoned;

use crate::diag::Diagnostic;
use crate::ids::Lang;
use crate::model::config::Config;
use crate::model::draft::{DraftPage, Kind as PageKind};
use crate::model::node::{Table, Value};
use crate::parse::reader::Reader;
use crate::source::Span;
use shape::Making;

/// What all forms of the site are read with: made once for a build, shared by its threads.
pub struct FormContext<'a> {
    config: &'a Config,
    urls: &'a (dyn Fn(&str) -> Option<Words> + Sync),
    thanks: &'a (dyn Fn(Kind) -> Words + Sync),
    known: &'a Known,
}

/// What many forms have in common, read once. It holds as long as configuration and URLs are the same.
#[derive(Debug, Default)]
pub struct Known {
    shapes: Mutex<BTreeSet<Arc<Shape>>>,
    defaults: Mutex<BTreeMap<DefaultForm, Arc<Reading>>>,
}

/// A form of `[defaults]`: the folder, the kind, the languages in which its page has a text.
type DefaultForm = (&'static str, Kind, Vec<Lang>);

impl<'a> FormContext<'a> {
    /// `urls` gives the path of a page by language, from its key; `thanks` that of the page which says thank you
    /// when a form names none; `known` holds what forms that were read before have in common with these.
    pub fn new(
        config: &'a Config,
        urls: &'a (dyn Fn(&str) -> Option<Words> + Sync),
        thanks: &'a (dyn Fn(Kind) -> Words + Sync),
        known: &'a Known,
    ) -> Self {
        Self { config, urls, thanks, known }
    }

    /// The one copy of a shape.
    fn shared(&self, shape: Shape) -> Arc<Shape> {
        let mut shapes = self.known.shapes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = shapes.get(&shape) {
            return known.clone();
        }
        let shape = Arc::new(shape);
        shapes.insert(shape.clone());
        shape
    }
}

/// The page that a form stands on, as far as forms care.
pub struct FormPage {
    /// Its title, by language.
    pub title: Words,
    /// Its path, by language.
    pub url: Words,
    /// How many are wanted, where a pledge does not say.
    pub goal: Option<u64>,
    /// When it is over: a campaign's deadline, an event's end.
    pub closes: Option<Zoned>,
    /// Whether the campaign is over, the event past or cancelled, the group closed.
    pub is_over: bool,
}

/// What a declaration says, apart from its page.
#[derive(Debug)]
struct Reading {
    shape: Arc<Shape>,
    state: State,
    goal: Option<u64>,
    findings: Vec<Diagnostic>,
}

/// The forms of one page; `drafts` are the page in its languages, the original first.
///
/// A page of a kind that has a form in `[defaults]` has that form; a table of its own is read over it.
pub fn read(context: &FormContext, page: &FormPage, drafts: &[&DraftPage]) -> (Arc<[Arc<Form>]>, Vec<Diagnostic>) {
    let Some((original, translations)) = drafts.split_first() else { return (Arc::default(), Vec::new()) };
    let mut forms = Vec::new();
    let mut findings = Vec::new();
    for kind in Kind::ALL {
        let declared =
            Declared { kind, original, translations, default: default_table(context.config, original, kind) };
        if let Some(reading) = declared.read(context) {
            findings.extend_from_slice(&reading.findings);
            forms.push(Arc::new(on_page(&reading, page, original, kind)));
        } else {
            findings.extend(declared.orphans());
        }
    }
    (forms.into(), findings)
}

fn on_page(reading: &Reading, page: &FormPage, original: &DraftPage, kind: Kind) -> Form {
    // A finished campaign still has a list to join, and still costs money.
    let ends = matches!(kind, Kind::Pledge | Kind::Consultation | Kind::Rsvp) || original.kind == PageKind::Group;
    let closes = page.closes.as_ref().filter(|_| ends);
    Form {
        id: FormId::new(&original.key, kind),
        shape: reading.shape.clone(),
        state: if page.is_over && ends { State::Closed } else { reading.state },
        goal: reading.goal.or(page.goal.filter(|_| kind == Kind::Pledge)),
        closes_at_s: closes.map(|closes| closes.timestamp().as_second()),
        title: page.title.clone(),
        page: page.url.clone(),
    }
}

/// All that is written about one form of a page.
struct Declared<'a> {
    kind: Kind,
    original: &'a DraftPage,
    translations: &'a [&'a DraftPage],
    default: Option<&'a Table>,
}

impl<'a> Declared<'a> {
    fn read(&self, context: &FormContext) -> Option<Arc<Reading>> {
        let own = table_of(self.original, self.kind);
        let translated = self.translations.iter().any(|draft| table_of(draft, self.kind).is_some());
        match (own, self.default) {
            (None, None) => None,
            (None, Some(default)) if !translated => Some(self.read_default(context, default)),
            (own, default) => Some(Arc::new(self.read_whole(context, own, default))),
        }
    }

    /// The form of `[defaults]` as it is, read once for all pages that have it.
    fn read_default(&self, context: &FormContext, default: &'a Table) -> Arc<Reading> {
        let folder = self.original.kind.folder().unwrap_or_default();
        let key = (folder, self.kind, self.langs().cloned().collect());
        if let Some(known) = context.known.defaults.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return known.clone();
        }
        let reading = Arc::new(self.read_whole(context, None, Some(default)));
        context.known.defaults.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_insert(reading).clone()
    }

    fn read_whole(&self, context: &FormContext, own: Option<(Span, &Table)>, default: Option<&Table>) -> Reading {
        let config = context.config;
        let nothing = Table::default();
        let (reader, lang) = match (own, default) {
            (Some((span, table)), Some(default)) => {
                let reader = Reader::new(self.original.file, table, span).over(config.file, default);
                (reader, &self.original.lang)
            }
            (Some((span, table)), None) => (Reader::new(self.original.file, table, span), &self.original.lang),
            (None, default) => {
                let table = default.unwrap_or(&nothing);
                (Reader::new(config.file, table, extent(table)), config.default_lang())
            }
        };
        let (mut raw, mut findings) = raw::original(reader.named(self.kind.as_str()), self.kind, lang);
        for draft in self.translations {
            if let Some((span, table)) = table_of(draft, self.kind) {
                let reader = Reader::new(draft.file, table, span).named(self.kind.as_str());
                let (texts, custom, found) = raw::translation(reader, &draft.lang);
                findings.extend(found);
                findings.extend(overlay::ignored(self.kind, draft.file, table, own.map(|(_, table)| table)));
                findings.extend(overlay::lay(&mut raw, texts, custom));
            }
        }
        let (shape, goal, found) = Making::new(context, self, &raw).make();
        findings.extend(found);
        Reading { shape: context.shared(shape), state: raw.state.unwrap_or(State::Open), goal, findings }
    }

    /// The languages in which the page has a text of its own.
    fn langs(&self) -> impl Iterator<Item = &'a Lang> {
        std::iter::once(self.original).chain(self.translations.iter().copied()).map(|draft| &draft.lang)
    }

    /// A form that only a translation has.
    fn orphans(&self) -> impl Iterator<Item = Diagnostic> {
        self.translations.iter().filter_map(|draft| {
            let (span, _) = table_of(draft, self.kind)?;
            let kind = self.kind;
            let finding = Diagnostic::error("form-original-missing", format!("the original has no `[{kind}]`"));
            Some(
                finding
                    .at(draft.file, span, "only this translation has it")
                    .help("declare the form in the original, and here only the texts that differ"),
            )
        })
    }
}

fn table_of(draft: &DraftPage, kind: Kind) -> Option<(Span, &Table)> {
    let (name, table) = draft.forms.iter().find(|(name, _)| name.value == kind.as_str())?;
    Some((name.span, table))
}

/// The form that all pages of the kind have.
fn default_table<'a>(config: &'a Config, page: &DraftPage, kind: Kind) -> Option<&'a Table> {
    let may_have: &[Kind] = match page.kind {
        PageKind::Campaign => &[Kind::Pledge, Kind::Signup, Kind::Donate, Kind::Consultation],
        PageKind::Group => &[Kind::Signup],
        PageKind::Event => &[Kind::Rsvp],
        PageKind::Page => &[Kind::Signup, Kind::Donate],
        PageKind::Home | PageKind::Section(_) | PageKind::Article => &[],
    };
    let table = config.defaults.get(page.kind.folder()?)?.get(kind.as_str())?;
    match &table.value {
        Value::Table(table) if may_have.contains(&kind) => Some(table),
        _ => None,
    }
}

/// The first key of a table, for findings about all of it.
fn extent(table: &Table) -> Span {
    table.entries.first().map(|(name, _)| name.span).unwrap_or_default()
}

#[cfg(test)]
mod tests;
