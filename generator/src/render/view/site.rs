//! What is the same on all pages of a language.

use serde::Serialize;
use tera::Value;

use super::card::Named;
use crate::diag::Diagnostic;
use crate::model::draft::Section;
use crate::model::site::{LangId, MenuItem, Site};
use crate::render::is_searchable;
use crate::render::language::Language;
use crate::render::output::{archive, section_page};
use crate::render::paths::{self, Diary, Format, Topic};
use crate::render::theme::Theme;
use crate::render::{imprint, theme};

#[derive(Serialize)]
struct SiteView<'a> {
    name: &'a str,
    tagline: &'a str,
    description: &'a str,
    base_url: &'a str,
    lang: &'a str,
    default_lang: &'a str,
    home_url: String,
    imprint: String,
    languages_count: usize,
    organisation: OrganisationView<'a>,
    navigation: Vec<MenuView>,
    footer: Vec<MenuView>,
    donate: Option<MenuView>,
    privacy: Option<MenuView>,
    social: Vec<Named>,
    urls: Urls,
    regions: Vec<RegionCount>,
    generator: &'static str,
    groups_count: usize,
    events_count: usize,
}

#[derive(Serialize)]
struct OrganisationView<'a> {
    name: &'a str,
    legal_name: Option<&'a str>,
    address: &'a [String],
    postcode: Option<&'a str>,
    email: Option<&'a str>,
    phone: Option<&'a str>,
    company_number: Option<&'a str>,
}

#[derive(Serialize)]
struct MenuView {
    label: String,
    url: String,
    key: String,
}

#[derive(Serialize)]
struct Urls {
    campaigns: String,
    groups: String,
    events: String,
    archive: String,
    news: String,
    tags: String,
    /// Empty where visitors cannot search.
    search: String,
    feed: String,
    json_feed: String,
    calendar: String,
    manifest: String,
    icon: &'static str,
    touch_icon: &'static str,
}

/// A region, and how much there is in it.
#[derive(Serialize)]
struct RegionCount {
    id: String,
    name: String,
    url: String,
    groups: usize,
    events: usize,
}

/// The `site` of the templates in a language, and what it lacks.
pub(in crate::render) fn site_value(
    site: &Site,
    theme: &Theme,
    lang: LangId,
    finder: Value,
) -> (Value, Option<Box<Diagnostic>>) {
    let config = &site.config;
    let language = &config.languages[usize::from(lang.0)];
    let words = theme.languages().get(&language.code);
    let (imprint, missing) = match imprint::digital(config, words) {
        Ok(imprint) => (imprint, None),
        Err(missing) => (String::new(), Some(missing)),
    };
    let menus = &site.menus[usize::from(lang.0)];
    let menu = |items: &[MenuItem]| items.iter().map(|item| menu_view(site, item, words)).collect();
    let organisation = &config.organisation;
    let view = SiteView {
        name: &language.site_name,
        tagline: &language.tagline,
        description: &language.description,
        base_url: &config.base_url,
        lang: language.code.as_str(),
        default_lang: config.default_lang().as_str(),
        home_url: site.path_in(lang, "/").to_string(),
        imprint,
        languages_count: config.languages.len(),
        organisation: OrganisationView {
            name: &organisation.name,
            legal_name: organisation.legal_name.as_deref(),
            address: &organisation.address,
            postcode: organisation.postcode.as_deref(),
            email: organisation.email.as_deref(),
            phone: organisation.phone.as_deref(),
            company_number: organisation.company_number.as_deref(),
        },
        navigation: menu(&menus.navigation),
        footer: menu(&menus.footer),
        donate: menus.donate.as_ref().map(|item| menu_view(site, item, words)),
        privacy: menus.privacy.as_ref().map(|item| menu_view(site, item, words)),
        social: config.social.iter().map(|p| Named { name: p.name.clone(), url: p.url.clone() }).collect(),
        urls: urls(site, theme, lang),
        regions: regions(site, lang),
        generator: concat!("Handbill ", env!("CARGO_PKG_VERSION")),
        groups_count: site.lists(lang).groups.len(),
        events_count: site.lists(lang).upcoming.len(),
    };
    let mut map = Value::from_serializable(&view).into_map().unwrap_or_default();
    map.insert("finder".into(), finder);
    map.insert("options".into(), theme.options().value());
    map.insert("banner".into(), Value::safe_string(&theme::inline_markdown(&language.banner)));
    (Value::from(map), missing)
}

fn menu_view(site: &Site, item: &MenuItem, words: &Language) -> MenuView {
    let label = match (item.label.is_empty(), item.section) {
        (true, Some(section)) => words.text(section.folder()).to_owned(),
        _ => item.label.clone(),
    };
    let key = item.entry.map_or_else(String::new, |entry| site.entry(entry).key.to_string());
    MenuView { label, url: item.url.clone(), key }
}

fn urls(site: &Site, theme: &Theme, lang: LangId) -> Urls {
    let section = |section: Section| {
        section_page(site, lang, section).map_or_else(String::new, |page| site.page(page).url.to_string())
    };
    let has_events = section_page(site, lang, Section::Events).is_some();
    Urls {
        campaigns: section(Section::Campaigns),
        groups: section(Section::Groups),
        events: section(Section::Events),
        archive: if has_events { archive(site, lang).to_string() } else { String::new() },
        news: section(Section::News),
        tags: if site.tags.is_empty() { String::new() } else { site.path_in(lang, "/tags/").to_string() },
        search: if is_searchable(site, theme) { paths::search(site, lang).to_string() } else { String::new() },
        feed: paths::feed(site, lang, Topic::Site, Format::Atom).to_string(),
        json_feed: paths::feed(site, lang, Topic::Site, Format::Json).to_string(),
        calendar: if has_events { paths::calendar(site, lang, Diary::Site).to_string() } else { String::new() },
        manifest: paths::manifest(site, lang).to_string(),
        icon: paths::ICON,
        touch_icon: paths::TOUCH_ICON,
    }
}

fn regions(site: &Site, lang: LangId) -> Vec<RegionCount> {
    let lists = site.lists(lang);
    let ids = paths::regions(site).zip(&site.config.regions);
    ids.map(|(id, region)| RegionCount {
        id: region.id.clone(),
        name: region.name.of(site.lang(lang), site.config.default_lang()).unwrap_or(&region.id).to_owned(),
        url: paths::region(site, lang, id).to_string(),
        groups: lists.groups_by_region[usize::from(id.0)].len(),
        events: lists.upcoming_by_region[usize::from(id.0)].len(),
    })
    .collect()
}
