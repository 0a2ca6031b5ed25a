//! What each kind has of its own: times in their zones, groups and campaigns found.

use std::sync::Arc;

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};

use super::body::Resolver;
use super::clock::Clock;
use super::entries::site_zone;
use super::layers::Layers;
use super::moment::{has_time, zoned};
use crate::diag::Diagnostic;
use crate::model::draft::{self, DraftPage, EventStatus, EventType, GroupStatus, Kind, Position, Venue, When};
use crate::model::site::{Article, Campaign, Detail, EntryId, Event, Group, Leaflet, RegionId};
use crate::source::{FileId, Span, Spanned};

/// A text in front of its original.
pub(super) struct Pair<'a> {
    pub(super) mine: &'a DraftPage,
    pub(super) original: Option<&'a DraftPage>,
}

macro_rules! layers {
    ($pair:expr, $kind:path) => {{
        let $kind(mine) = &$pair.mine.detail else { return None };
        let original = $pair.original.and_then(|page| match &page.detail {
            $kind(original) => Some((page.file, &**original)),
            _ => None,
        });
        Layers::new(($pair.mine.file, &**mine), original)
    }};
}

/// A leaflet with no printer on it is against the law: PPERA 2000, section 143.
fn printer_missing(file: FileId, span: Span) -> Diagnostic {
    Diagnostic::error("printer-missing", "a leaflet must say who prints it, and `site.toml` does not")
        .at(file, span, "asks for a leaflet")
        .help("add `[printer]` to `content/site.toml`, with `name`, `address` and `postcode`; if you print it yourselves, that is you")
}

impl Resolver<'_> {
    /// The detail of a text; `None` when it cannot be made, which has been told.
    pub(super) fn detail(
        &self,
        pair: &Pair<'_>,
        entry: EntryId,
        clock: &Clock,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Detail> {
        match &pair.mine.detail {
            draft::Detail::Plain => Some(Detail::Plain),
            draft::Detail::Home { lead } => Some(Detail::Home { lead: self.lead(pair, lead, found) }),
            draft::Detail::Campaign(_) => self.campaign(pair, entry, clock, found),
            draft::Detail::Group(_) => self.group(pair, found),
            draft::Detail::Event(_) => self.event(pair, clock, found),
            draft::Detail::Article(_) => self.article(pair, found),
        }
    }

    fn lead(&self, pair: &Pair<'_>, lead: &Option<Spanned<String>>, found: &mut Vec<Diagnostic>) -> Option<EntryId> {
        let of_original = || match &pair.original?.detail {
            draft::Detail::Home { lead } => lead.as_ref().zip(pair.original.map(|page| page.file)),
            _ => None,
        };
        let (lead, file) = lead.as_ref().map(|lead| (lead, pair.mine.file)).or_else(of_original)?;
        self.index.page(file, lead, Some(Kind::Campaign), found)
    }

    fn campaign(&self, pair: &Pair<'_>, entry: EntryId, clock: &Clock, found: &mut Vec<Diagnostic>) -> Option<Detail> {
        let layers = layers!(pair, draft::Detail::Campaign);
        let deadline = layers.pick(|c| c.deadline.as_ref()).and_then(|(file, when)| self.end(file, when, found));
        let (file, regions) = layers.list(|c| c.regions.as_slice());
        let is_over = deadline.as_ref().is_some_and(|end| clock.has_come(end.timestamp()));
        if let Some(end) = deadline.as_ref().filter(|_| !is_over) {
            watch_days(end, clock);
        }
        Some(Detail::Campaign(Arc::new(Campaign {
            goal: layers.pick(|c| c.goal.as_ref()).map(|(_, goal)| goal.value),
            deadline,
            is_over,
            regions: regions.iter().filter_map(|id| self.region(file, id, found)).collect(),
            asks: layers.list(|c| c.asks.as_slice()).1.to_vec(),
            signatories: layers.list(|c| c.signatories.as_slice()).1.to_vec(),
            leaflet: self.leaflet(pair, entry, found),
        })))
    }

    /// What a text says on paper: if either it or its original asks for a leaflet; the words are its own.
    fn leaflet(&self, pair: &Pair<'_>, entry: EntryId, found: &mut Vec<Diagnostic>) -> Option<Leaflet> {
        let of = |page: &DraftPage| match &page.detail {
            draft::Detail::Campaign(campaign) => campaign.leaflet.clone().map(|leaflet| (page.file, leaflet)),
            _ => None,
        };
        let (mine, original) = (of(pair.mine), pair.original.and_then(of));
        let (file, span) = mine.as_ref().or(original.as_ref()).map(|(file, leaflet)| (*file, leaflet.span))?;
        if self.config.printer.is_none() && original.is_none() {
            found.push(printer_missing(file, span));
        }
        let words = mine.map(|(_, leaflet)| leaflet).unwrap_or_default();
        let body = words.body.as_ref().map(|body| Arc::new(self.text(file, body, entry, found)));
        Some(Leaflet { place: (file, span), headline: words.headline, summary: words.summary, body })
    }

    /// The last moment of a deadline: a day's is the midnight after it.
    fn end(&self, file: FileId, when: &Spanned<When>, found: &mut Vec<Diagnostic>) -> Option<Zoned> {
        let start = zoned(file, when, site_zone(self.config), found)?;
        if has_time(&when.value) { Some(start) } else { start.checked_add(1.day()).ok() }
    }

    fn group(&self, pair: &Pair<'_>, found: &mut Vec<Diagnostic>) -> Option<Detail> {
        let layers = layers!(pair, draft::Detail::Group);
        let postcode = layers.copy(|g| g.postcode.as_ref());
        let position = layers.copy(|g| g.position.as_ref());
        Some(Detail::Group(Arc::new(Group {
            town: layers.copy(|g| g.town.as_ref()),
            region: layers.pick(|g| g.region.as_ref()).and_then(|(file, id)| self.region(file, id, found)),
            spot: self.spot(position, postcode.as_deref()),
            postcode,
            position,
            email: layers.copy(|g| g.email.as_ref()),
            website: layers.copy(|g| g.website.as_ref()),
            social: layers.list(|g| g.social.as_slice()).1.to_vec(),
            meets: layers.copy(|g| g.meets.as_ref()),
            status: layers.copy(|g| g.status.as_ref()).unwrap_or(GroupStatus::Active),
        })))
    }

    fn article(&self, pair: &Pair<'_>, found: &mut Vec<Diagnostic>) -> Option<Detail> {
        let layers = layers!(pair, draft::Detail::Article);
        Some(Detail::Article(Arc::new(Article {
            authors: layers.list(|a| a.authors.as_slice()).1.to_vec(),
            campaign: self.named(layers.pick(|a| a.campaign.as_ref()), Kind::Campaign, found),
            group: self.named(layers.pick(|a| a.group.as_ref()), Kind::Group, found),
            syndicated: layers.copy(|a| a.syndicated.as_ref()),
        })))
    }

    fn named(
        &self,
        key: Option<(FileId, &Spanned<String>)>,
        kind: Kind,
        found: &mut Vec<Diagnostic>,
    ) -> Option<EntryId> {
        let (file, key) = key?;
        self.index.page(file, key, Some(kind), found)
    }

    fn event(&self, pair: &Pair<'_>, clock: &Clock, found: &mut Vec<Diagnostic>) -> Option<Detail> {
        let layers = layers!(pair, draft::Detail::Event);
        let unwritten = Spanned::new(When::Exact(Timestamp::UNIX_EPOCH), pair.mine.span);
        let (start_file, start_when) = layers.pick(|e| e.start.as_ref()).unwrap_or_else(|| {
            found.push(start_missing(pair));
            (pair.mine.file, &unwritten)
        });
        let all_day = layers.copy(|e| e.all_day.as_ref()).unwrap_or(false);
        let named_zone = layers.pick(|e| e.timezone.as_ref()).map(|(_, zone)| zone.value.as_str());
        let zone =
            named_zone.and_then(|name| TimeZone::get(name).ok()).unwrap_or_else(|| site_zone(self.config).clone());
        found.extend(all_day_wanted(start_file, start_when, all_day));
        // With no moment the event goes on with some: what is wrong has been told, and its page is not told to lack one.
        let start =
            zoned(start_file, start_when, &zone, found).unwrap_or_else(|| Timestamp::UNIX_EPOCH.to_zoned(zone.clone()));
        let start = if all_day { start.start_of_day().unwrap_or(start) } else { start };
        let end = layers.pick(|e| e.end.as_ref()).and_then(|(file, when)| {
            let end = zoned(file, when, &zone, found)?;
            let end = if all_day { midnight_after(end) } else { end };
            found.extend(end_before_start(file, when, &end, start_file, start_when, &start));
            Some(end)
        });
        let end = end.or_else(|| all_day.then(|| midnight_after(start.clone())));
        let over = end.as_ref().unwrap_or(&start).timestamp();
        let group = self.named(layers.pick(|e| e.group.as_ref()), Kind::Group, found);
        let venue: Option<Venue> = layers.copy(|e| e.venue.as_ref());
        let own_region = layers.pick(|e| e.region.as_ref()).and_then(|(file, id)| self.region(file, id, found));
        Some(Detail::Event(Arc::new(Event {
            is_past: clock.has_come(over),
            start,
            end,
            all_day,
            timezone: named_zone.unwrap_or(&self.config.timezone.0).to_owned(),
            event_type: layers.pick(|e| e.event_type.as_ref()).map_or(EventType::Meeting, |(_, kind)| kind.value),
            status: layers.copy(|e| e.status.as_ref()).unwrap_or(EventStatus::Confirmed),
            region: own_region.or_else(|| self.region_of_group(group?)),
            group,
            campaign: self.named(layers.pick(|e| e.campaign.as_ref()), Kind::Campaign, found),
            spot: venue.as_ref().and_then(|venue| self.spot(venue.position, venue.postcode.as_deref())),
            venue,
            online: layers.copy(|e| e.online.as_ref()),
            accessibility: layers.copy(|e| e.accessibility.as_ref()),
            capacity: layers.copy(|e| e.capacity.as_ref()),
        })))
    }

    /// A position that was written, else that of the code of a postcode.
    fn spot(&self, position: Option<Position>, postcode: Option<&str>) -> Option<Position> {
        position.or_else(|| self.config.places().lookup(postcode?).map(|place| place.position))
    }

    fn region_of_group(&self, group: EntryId) -> Option<RegionId> {
        match &self.index.texts(group).original().detail {
            draft::Detail::Group(group) => self.regions.get(group.region.as_ref()?.value.as_str()).copied(),
            _ => None,
        }
    }
}

/// A deadline is told in days that are left, so the next midnight changes the page.
fn watch_days(end: &Zoned, clock: &Clock) {
    let now = clock.now().to_zoned(end.time_zone().clone());
    clock.has_come(midnight_after(now).timestamp());
}

fn midnight_after(moment: Zoned) -> Zoned {
    moment.checked_add(1.day()).and_then(|next| next.start_of_day()).unwrap_or(moment)
}

fn start_missing(pair: &Pair<'_>) -> Diagnostic {
    let page = pair.original.unwrap_or(pair.mine);
    Diagnostic::error("event-without-date", "this event does not say when it is")
        .at(page.file, page.span, "no `start` here")
        .help("add a line such as `start = 2015-10-24T19:00:00`")
}

fn all_day_wanted(file: FileId, when: &Spanned<When>, all_day: bool) -> Option<Diagnostic> {
    (!all_day && !has_time(&when.value)).then(|| {
        Diagnostic::error("event-without-time", "this event says on which day it is, but not when")
            .at(file, when.span, "a day without a time")
            .help("write the time too, as in `2015-10-24T19:00:00`, or `all_day = true`")
    })
}

fn end_before_start(
    file: FileId,
    when: &Spanned<When>,
    end: &Zoned,
    start_file: FileId,
    start_when: &Spanned<When>,
    start: &Zoned,
) -> Option<Diagnostic> {
    (end <= start).then(|| {
        let words =
            if end == start { "this event ends at the moment it starts" } else { "this event ends before it starts" };
        Diagnostic::error("end-before-start", words)
            .at(file, when.span, "the end")
            .also(start_file, start_when.span, "the start")
            .help("correct one of the two; what goes on past midnight ends on the next day")
    })
}
