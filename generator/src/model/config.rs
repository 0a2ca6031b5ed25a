//! `content/site.toml`, read: everything that is said once for the whole site.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil;
use jiff::tz::TimeZone;

use crate::ids::Lang;
use crate::model::node::Table;
use crate::places::Places;
use crate::source::{FileId, Spanned};

/// Text in each language; a plain string in the file is the default language's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words(pub BTreeMap<Lang, String>);

impl Words {
    /// In `lang`, else in `default`, else nothing.
    pub fn of<'a>(&'a self, lang: &Lang, default: &Lang) -> Option<&'a str> {
        self.0.get(lang).or_else(|| self.0.get(default)).map(String::as_str)
    }
}

/// The whole of `site.toml`.
#[derive(Debug, Clone)]
pub struct Config {
    /// `content/site.toml` itself, for findings.
    pub file: FileId,
    /// `https://example.org`, without a slash at the end.
    pub base_url: String,
    /// The first is the default.
    pub languages: Vec<Language>,
    /// IANA name as written, and the zone.
    pub timezone: (String, TimeZone),
    /// A fixed clock, for demonstrations; local to `timezone`.
    pub now: Option<civil::DateTime>,
    /// A theme's name.
    pub theme: Spanned<String>,
    /// The theme's options, unread: the theme says which there are.
    pub theme_options: Table,
    /// Who stands behind the site.
    pub organisation: Party,
    /// Who answers for it by law.
    pub promoter: Promoter,
    /// Who prints the leaflets.
    pub printer: Option<Party>,
    /// The page on personal data: key and version of the notice.
    pub privacy: Option<Privacy>,
    /// `security.txt`.
    pub security: Option<Security>,
    /// The main navigation.
    pub navigation: Vec<MenuItem>,
    /// The footer's links.
    pub footer: Vec<MenuItem>,
    /// The page of the donate button.
    pub donate: Option<Spanned<String>>,
    /// Profiles elsewhere.
    pub social: Vec<Profile>,
    /// Statements of consent by id.
    pub consents: Vec<Consent>,
    /// Front matter that each page of a kind has unless it says otherwise, by the kind's folder.
    pub defaults: BTreeMap<String, Table>,
    /// Regions in their order: id and names. The twelve of the UK unless the file says otherwise.
    pub regions: Vec<Region>,
    /// Sizes.
    pub limits: Limits,
    /// What happens to HTML in Markdown.
    pub raw_html: RawHtml,
    /// How many have taken part.
    pub counts: Counts,
    /// Whether pages get a picture for those who pass them on.
    pub share_pictures: bool,
    /// Whether every form has a page of its own, for frames on other people's sites.
    pub embeds: bool,
    /// Whether visitors can search; never in a build without the feature.
    pub search: bool,
    /// How groups are found by where they are.
    pub finder: Finder,
}

/// How groups and events are found by where they are.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Finder {
    /// Whether there is a finder and a map; where nothing is said, there is one when anything has a place.
    pub enabled: Option<bool>,
    /// What distances are told in; where nothing is said, miles with Britain's codes and kilometres with others.
    pub unit: Option<Unit>,
    /// What has to be shown wherever the site's own places are used.
    pub attribution: Words,
    /// `content/places.csv`, in the place of Britain's outward codes.
    pub own: Option<Arc<Places>>,
}

/// What distances are told in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// International miles.
    Miles,
    /// Kilometres.
    Kilometres,
}

/// How many have taken part, as it was last counted: `content/counts.toml`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Counts {
    /// Whether the functions are there, so that pages can ask them for newer numbers.
    pub is_live: bool,
    /// When it was counted; local to the site's zone.
    pub as_of: Option<civil::DateTime>,
    /// How many have confirmed, by the id of the form.
    pub confirmed: BTreeMap<String, u64>,
}

impl Config {
    /// The default language.
    pub fn default_lang(&self) -> &Lang {
        &self.languages[0].code
    }

    /// Where the codes of the post are: the site's own places, else Britain's.
    pub fn places(&self) -> &Places {
        self.finder.own.as_deref().unwrap_or_else(|| Places::british())
    }
}

/// One language of the site.
#[derive(Debug, Clone)]
pub struct Language {
    /// Its tag.
    pub code: Lang,
    /// Its name in itself: `Cymraeg`.
    pub name: String,
    /// The site's name in it.
    pub site_name: String,
    /// A line under the name; may be empty.
    pub tagline: String,
    /// What the site is, for search engines and feeds.
    pub description: String,
    /// A notice on each page; Markdown; may be empty.
    pub banner: String,
    /// What happens to pages that have no translation into it.
    pub untranslated: Untranslated,
}

/// What happens to a page that has no translation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Untranslated {
    /// Shown in the original language, and told as a warning.
    Warn,
    /// Shown in the original language.
    Show,
}

/// A person or body with a postal address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Party {
    /// As the public knows it.
    pub name: String,
    /// In law, where it differs.
    pub legal_name: Option<String>,
    /// Lines, without the postcode.
    pub address: Vec<String>,
    /// The postcode.
    pub postcode: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Number at Companies House.
    pub company_number: Option<String>,
}

/// The promoter, and on whose behalf.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Promoter {
    /// Who causes the material to be published.
    pub party: Party,
    /// On whose behalf; empty when the promoter acts alone.
    pub on_behalf_of: Vec<Party>,
}

/// Where the privacy notice is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Privacy {
    /// A page key, `pages/privacy`.
    pub page: Spanned<String>,
    /// Its version, kept with each consent.
    pub version: String,
}

/// RFC 9116.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Security {
    /// A `mailto:` or `https:` URL.
    pub contact: String,
    /// After this day the file is no longer to be trusted.
    pub expires: Spanned<civil::Date>,
}

/// A link in a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuItem {
    /// A page key (`pages/about`), a section's folder (`campaigns`) or a URL.
    pub target: Spanned<String>,
    /// Whether the target is a URL.
    pub is_url: bool,
    /// Its words; the page's title where there are none.
    pub label: Words,
}

/// A profile on another site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// `Twitter`.
    pub name: String,
    /// Its URL.
    pub url: String,
}

/// A statement that a visitor may agree to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// Its name in forms.
    pub id: Spanned<String>,
    /// `email`, `sms`, `phone`, `post` or `share`.
    pub channel: String,
    /// Kept with each consent.
    pub version: String,
    /// The statement, in each language.
    pub text: Words,
}

/// A part of the country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// `wales`.
    pub id: String,
    /// In each language.
    pub name: Words,
}

/// Sizes that the site sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The largest Markdown, CSV or TOML file, in bytes.
    pub file_max_bytes: u64,
    /// The largest picture or document, in bytes.
    pub asset_max_bytes: u64,
    /// Items on one page of a list.
    pub per_page: usize,
    /// Items in a feed.
    pub feed_items: usize,
}

/// What happens to HTML in Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RawHtml {
    /// What is harmless stays, the rest is taken out.
    Sanitise,
    /// It stays as it is.
    Allow,
}
