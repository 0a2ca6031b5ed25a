//! Everything that is not an HTML page: feeds, calendars, icons, what hosts and search engines read.

use handbill_contract::Words;
use rayon::prelude::*;

use super::output::{What, outputs};
use super::sitemap::Listed;
use super::{
    Renderer, calendar, feeds, forms_json, headers, icons, imprint, manifest, osdi, redirects, robots, security_txt,
    sitemap,
};
use crate::diag::Diagnostic;
use crate::model::artifact::{Artifact, Costly};
use crate::model::site::{Asset, Page};
use crate::picture::clean;
use crate::source::{Sources, Span};

/// Some artifacts, and what there is to tell of them.
type Part = (Vec<Artifact>, Vec<Diagnostic>);

impl Renderer<'_> {
    /// Everything that is not an HTML page, in no particular order; not all of it when it is stopped meanwhile.
    pub fn others(&self, sources: &Sources) -> (Vec<Artifact>, Vec<Diagnostic>) {
        let untold = |made: Vec<Artifact>| (made, Vec::new());
        // The long ones first.
        let parts: [&(dyn Fn() -> Part + Sync); 9] = [
            &|| untold(feeds::feeds(self.site, &|page: &Page| self.content(page))),
            &|| untold(vec![osdi::groups(self.site)]),
            &|| untold(vec![osdi::events(self.site)]),
            &|| {
                let (forms, told) = self.forms();
                (vec![forms], told)
            },
            &|| untold(calendar::calendars(self.site)),
            &|| untold(sitemap::sitemap(self.site, &self.listed(), &|_| false)),
            &|| self.for_hosts(),
            &|| untold(self.for_finder()),
            &|| untold(self.theme.assets().iter().cloned().chain(self.site_assets(sources)).collect()),
        ];
        let made: Vec<Part> =
            parts.par_iter().map(|part| if self.is_stopped() { Part::default() } else { part() }).collect();
        let (made, told): (Vec<_>, Vec<_>) = made.into_iter().unzip();
        (made.into_iter().flatten().collect(), told.into_iter().flatten().collect())
    }

    /// Everything that takes long to make, in no particular order.
    pub fn costly<'a>(&'a self, _sources: &'a Sources) -> Vec<Costly<'a>> {
        self.prints().chain(self.picture_files()).collect()
    }

    /// What hosts, browsers and robots look for in their places.
    fn for_hosts(&self) -> Part {
        let mut all = vec![
            robots::robots(self.site, self.audience),
            headers::headers(self.site, self.audience),
            redirects::redirects(&self.redirects()),
        ];
        let (security, mut found) = security_txt::security_txt(self.site);
        all.extend(security);
        let accent = self.theme.options().colour("accent");
        let colour = accent.map_or_else(|| "#000000".to_owned(), |accent| accent.to_string());
        let on_accent = accent.map_or_else(|| "#ffffff".to_owned(), |accent| accent.text_on().to_string());
        let ground = self.theme.ground().to_string();
        all.extend(manifest::manifests(self.site, manifest::Colours { theme: &colour, background: &ground }));
        if let Some((file, svg)) = self.theme.icon_svg() {
            let (drawn, told) = icons::icons(svg, &colour, &on_accent);
            all.extend(drawn);
            found.extend(told.into_iter().map(|finding| finding.at(file, Span::default(), "")));
        }
        (all, found)
    }

    /// Every rule of the hosts' redirects.
    pub fn redirects(&self) -> Vec<redirects::Rule> {
        redirects::rules(self.site, self.parts.finder)
    }

    /// What the finder's script and the maps ask for.
    fn for_finder(&self) -> Vec<Artifact> {
        let data = self.site.langs().filter(|_| self.parts.finder).map(|lang| self.near_data(lang));
        let places = self.parts.finder.then(|| self.country.places(self.site));
        let dots = self.country.dots(self.site).filter(|_| self.parts.map);
        places.into_iter().chain(dots).cloned().chain(data).collect()
    }

    /// `forms.json`, and what the theme lacks for it.
    pub fn forms(&self) -> (Artifact, Vec<Diagnostic>) {
        let (spoken, told) = self.spoken();
        (forms_json::artifact(self.site, &self.imprints(), spoken), told)
    }

    /// The files that authors have put beside their pages, but for pictures that are turned: those take long.
    pub fn site_assets<'a>(&'a self, sources: &'a Sources) -> impl Iterator<Item = Artifact> + 'a {
        self.site.assets.iter().filter_map(|asset| copied(asset, sources))
    }

    /// The one of them at `path`; the others are not copied for it.
    pub fn site_asset(&self, sources: &Sources, path: &str) -> Option<Artifact> {
        let asset = self.site.assets.iter().find(|asset| decoded(asset.url.as_str()) == path)?;
        copied(asset, sources)
    }

    fn imprints(&self) -> Words {
        let config = &self.site.config;
        let of =
            |lang: &crate::ids::Lang| imprint::digital(config, self.theme.languages().get(lang)).unwrap_or_default();
        config.languages.iter().map(|language| (language.code.to_string(), of(&language.code))).collect()
    }

    /// Lists that the site makes, for the sitemap: each in all its languages.
    fn listed(&self) -> Vec<Listed> {
        let mut by_place: std::collections::BTreeMap<String, Listed> = std::collections::BTreeMap::new();
        for output in outputs(self.site, self.parts) {
            let lang = match output.what {
                What::List { page, number } if number > 1 => self.site.page(page).lang,
                What::Archive { lang, .. }
                | What::Region { lang, .. }
                | What::Tags { lang }
                | What::Tag { lang, .. }
                | What::Near { lang, is_lost: false }
                | What::Map { lang } => lang,
                _ => continue,
            };
            let prefix = self.site.prefix(lang);
            let place = output.path.as_str().strip_prefix(prefix.as_str()).unwrap_or(output.path.as_str()).to_owned();
            let listed = by_place.entry(place).or_insert_with(|| Listed { versions: Vec::new(), changed: None });
            listed.versions.push((lang, output.path));
        }
        by_place.into_values().collect()
    }
}

/// The path of a file on disk: a URL's escapes are not part of its name. No picture says where it was taken.
fn copied(asset: &Asset, sources: &Sources) -> Option<Artifact> {
    let path = crate::ids::UrlPath::new(decoded(asset.url.as_str()));
    let bytes = match &asset.raster {
        Some(raster) => raster.published()?,
        None => clean(sources.get(asset.file).bytes()),
    };
    Some(Artifact { path, bytes })
}

fn decoded(url: &str) -> String {
    percent_encoding::percent_decode_str(url).decode_utf8_lossy().into_owned()
}
