//! What each kind has of its own, in words.

use handbill_contract::{Form, Kind as FormKind};
use serde::Serialize;
use tera::Value;

use super::card::Named;
use crate::model::draft::{GroupStatus, Position, Venue};
use crate::model::site::{Detail, LangId, Page};
use crate::render::Renderer;
use crate::render::language::{DateView, Precision};
use crate::render::output::SHARE;
use crate::render::paths;

/// A campaign.
#[derive(Debug, Serialize)]
pub(in crate::render) struct CampaignView {
    goal: Option<u64>,
    goal_text: String,
    count: Option<u64>,
    count_date: Option<Value>,
    count_url: Option<String>,
    deadline: Option<DateView>,
    days_left: Option<i32>,
    is_over: bool,
    regions: Vec<Named>,
    asks: Vec<String>,
    signatories: Vec<SignatoryView>,
    /// How it is passed on, where the theme has a page for that.
    #[serde(skip_serializing_if = "Option::is_none")]
    share_page_url: Option<String>,
}

impl CampaignView {
    /// Until when it can be joined, in words: nothing once that has passed.
    #[cfg(feature = "print")]
    pub(in crate::render) fn open_until(&self) -> Option<String> {
        let deadline = self.deadline.as_ref().filter(|_| !self.is_over)?;
        let parts = [deadline.text.as_str(), deadline.time.as_str()];
        Some(parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "))
    }
}

#[derive(Debug, Serialize)]
struct SignatoryView {
    name: String,
    role: String,
}

/// A local group.
#[derive(Debug, Serialize)]
pub(in crate::render) struct GroupView {
    town: Option<String>,
    region: Option<Value>,
    postcode: Option<String>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    email: Option<String>,
    website: Option<String>,
    social: Vec<Named>,
    meets: Option<String>,
    status: &'static str,
    status_text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    ics_url: Option<String>,
}

/// An event.
#[derive(Debug, Serialize)]
pub(in crate::render) struct EventView {
    start: DateView,
    end: Option<DateView>,
    when: String,
    all_day: bool,
    timezone: String,
    #[serde(rename = "type")]
    event_type: &'static str,
    type_text: String,
    status: &'static str,
    status_text: String,
    is_past: bool,
    group: Option<Value>,
    campaign: Option<Value>,
    region: Option<Value>,
    venue: Option<VenueView>,
    online: Option<String>,
    accessibility: Option<AccessibilityView>,
    capacity: Option<u64>,
    ics_url: String,
    map_url: String,
}

#[derive(Debug, Serialize)]
struct VenueView {
    name: Option<String>,
    address: Option<String>,
    postcode: Option<String>,
    latitude: Option<f64>,
    longitude: Option<f64>,
}

#[derive(Debug, Serialize)]
struct AccessibilityView {
    status: String,
    status_text: String,
    notes: Option<String>,
}

/// An article.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ArticleView {
    authors: Vec<String>,
    campaign: Option<Value>,
    group: Option<Value>,
    syndicated: Option<Named>,
}

/// The form that a campaign's number comes from.
pub(in crate::render) fn counted(page: &Page) -> Option<&Form> {
    let kinds = [FormKind::Pledge, FormKind::Consultation, FormKind::Signup];
    kinds.iter().find_map(|kind| page.forms.iter().find(|form| form.kind() == *kind)).map(|form| &**form)
}

impl Renderer<'_> {
    /// A campaign's own, where the page is one.
    pub(in crate::render) fn campaign_view(&self, page: &Page, lang: LangId) -> Option<CampaignView> {
        let Detail::Campaign(campaign) = &page.detail else { return None };
        let deadline = campaign.deadline.as_ref().filter(|_| !campaign.is_over);
        let days_left =
            deadline.and_then(|end| self.site.now.date().until(last_day(end)).ok()).map(|span| span.get_days());
        let regions = campaign.regions.iter().map(|id| self.region(*id, lang));
        let counted = counted(page);
        let counts = &self.site.config.counts;
        let count = counted.and_then(|form| counts.confirmed.get(form.id.as_str()).copied());
        Some(CampaignView {
            goal: campaign.goal,
            goal_text: campaign.goal.map_or_else(String::new, |goal| self.number(goal, lang)),
            count,
            count_date: count.and_then(|_| self.counted_on(lang)),
            count_url: counted.filter(|_| counts.is_live).map(|form| paths::count(form, "json")),
            deadline: campaign.deadline.as_ref().map(|end| self.last_moment(end, lang)),
            days_left,
            is_over: campaign.is_over,
            regions: regions.map(|region| Named { name: region.name, url: region.url }).collect(),
            asks: campaign.asks.clone(),
            signatories: campaign
                .signatories
                .iter()
                .map(|signatory| SignatoryView { name: signatory.name.clone(), role: signatory.role.clone() })
                .collect(),
            share_page_url: self.theme.has_template(SHARE).then(|| paths::share(page).to_string()),
        })
    }

    /// When the numbers were taken.
    fn counted_on(&self, lang: LangId) -> Option<Value> {
        let config = &self.site.config;
        let as_of = config.counts.as_of?.to_zoned(config.timezone.1.clone()).ok()?;
        Some(self.day(&as_of, lang))
    }

    /// A deadline in words: the day before, where it is the midnight after a day.
    fn last_moment(&self, end: &jiff::Zoned, lang: LangId) -> DateView {
        let is_midnight = end.time() == jiff::civil::Time::midnight();
        if !is_midnight {
            return self.date(end, Precision::Time, lang);
        }
        let day = end.yesterday().unwrap_or_else(|_| end.clone());
        self.date(&day, Precision::Day, lang)
    }

    /// A group's own, where the page is one.
    pub(in crate::render) fn group_view(&self, page: &Page, lang: LangId) -> Option<GroupView> {
        let Detail::Group(group) = &page.detail else { return None };
        let status = match group.status {
            GroupStatus::Forming => "forming",
            GroupStatus::Active => "active",
            GroupStatus::Paused => "paused",
            GroupStatus::Closed => "closed",
        };
        let diary = crate::render::calendar::has_calendar(self.site, page.entry);
        Some(GroupView {
            town: group.town.clone(),
            region: group.region.map(|id| self.region_value(id, lang)),
            postcode: group.postcode.clone(),
            latitude: group.position.map(|at| at.latitude),
            longitude: group.position.map(|at| at.longitude),
            email: group.email.clone(),
            website: group.website.clone(),
            social: group.social.iter().map(|(name, url)| Named { name: name.clone(), url: url.clone() }).collect(),
            meets: group.meets.clone(),
            status,
            status_text: self.words(lang).text(&format!("group-status-{status}")).to_owned(),
            ics_url: diary.then(|| paths::calendar(self.site, lang, paths::Diary::Group(page.entry)).to_string()),
        })
    }

    /// An event's own, where the page is one.
    pub(in crate::render) fn event_view(&self, page: &Page, lang: LangId) -> Option<EventView> {
        let Detail::Event(event) = &page.detail else { return None };
        let precision = if event.all_day { Precision::Day } else { Precision::Time };
        let words = self.words(lang);
        let status = match event.status {
            crate::model::draft::EventStatus::Confirmed => "confirmed",
            crate::model::draft::EventStatus::Tentative => "tentative",
            crate::model::draft::EventStatus::Cancelled => "cancelled",
        };
        let kind = event.event_type.as_str();
        Some(EventView {
            start: self.date(&event.start, precision, lang),
            end: event
                .end
                .as_ref()
                .map(|end| if event.all_day { self.last_moment(end, lang) } else { self.date(end, precision, lang) }),
            when: words.when(&event.start, event.end.as_ref(), precision, &self.site.config.timezone.1),
            all_day: event.all_day,
            timezone: event.timezone.clone(),
            event_type: kind,
            type_text: words.text(&format!("event-type-{kind}")).to_owned(),
            status,
            status_text: words.text(&format!("event-status-{status}")).to_owned(),
            is_past: event.is_past,
            group: event.group.map(|entry| self.titled(entry, lang)),
            campaign: event.campaign.map(|entry| self.titled(entry, lang)),
            region: event.region.map(|id| self.region_value(id, lang)),
            venue: event.venue.as_ref().map(venue_view),
            online: event.online.clone(),
            accessibility: event.accessibility.as_ref().map(|access| AccessibilityView {
                status: access.status.clone(),
                status_text: words.text(&format!("accessibility-{}", access.status)).to_owned(),
                notes: access.notes.clone(),
            }),
            capacity: event.capacity,
            ics_url: paths::event_file(self.site, page).to_string(),
            map_url: event.venue.as_ref().map_or_else(String::new, map_url),
        })
    }

    /// An article's own, where the page is one.
    pub(in crate::render) fn article_view(&self, page: &Page, lang: LangId) -> Option<ArticleView> {
        let Detail::Article(article) = &page.detail else { return None };
        Some(ArticleView {
            authors: article.authors.clone(),
            campaign: article.campaign.map(|entry| self.titled(entry, lang)),
            group: article.group.map(|entry| self.titled(entry, lang)),
            syndicated: article.syndicated.clone().map(|(name, url)| Named { name, url }),
        })
    }
}

/// The day of a deadline, which is a moment of it or the midnight after it.
fn last_day(end: &jiff::Zoned) -> jiff::civil::Date {
    let is_midnight = end.time() == jiff::civil::Time::midnight();
    if is_midnight { end.date().yesterday().unwrap_or(end.date()) } else { end.date() }
}

fn venue_view(venue: &Venue) -> VenueView {
    VenueView {
        name: venue.name.clone(),
        address: venue.address.clone(),
        postcode: venue.postcode.clone(),
        latitude: venue.position.map(|at| at.latitude),
        longitude: venue.position.map(|at| at.longitude),
    }
}

/// A plain link to a map: nothing of it is loaded before a visitor asks.
fn map_url(venue: &Venue) -> String {
    const MAP: &str = "https://www.openstreetmap.org/";
    if let Some(Position { latitude, longitude }) = venue.position {
        return format!("{MAP}?mlat={latitude}&mlon={longitude}#map=17/{latitude}/{longitude}");
    }
    let parts = [venue.address.as_deref(), venue.postcode.as_deref()];
    let query: Vec<&str> = parts.into_iter().flatten().collect();
    if query.is_empty() {
        return String::new();
    }
    let query = query.join(", ");
    format!("{MAP}search?query={}", percent_encoding::utf8_percent_encode(&query, percent_encoding::NON_ALPHANUMERIC))
}
