//! `robots.txt`

use crate::ids::UrlPath;
use crate::model::artifact::Artifact;
use crate::model::site::Site;
use crate::render::paths;

/// For whom a build is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Everyone, search engines too.
    Public,
    /// Those who were given the address: a preview, which no search engine should show.
    Preview,
}

/// What search engines may fetch.
///
/// A preview may be fetched all the same: only who fetches a page reads the `noindex` in its headers.
pub fn robots(site: &Site, audience: Audience) -> Artifact {
    let text = match audience {
        Audience::Public => {
            format!("User-agent: *\nDisallow: /api/\n\nSitemap: {}{}\n", site.config.base_url, paths::SITEMAP)
        }
        Audience::Preview => "# A preview: every page says noindex.\nUser-agent: *\nDisallow: /api/\n".to_owned(),
    };
    Artifact { path: UrlPath::new(paths::ROBOTS), bytes: text.into_bytes() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn the_public_site_names_its_sitemap_and_a_preview_does_not() {
        let site = sample::site(Vec::new());
        let text = |audience| String::from_utf8(robots(&site, audience).bytes).expect("text");
        assert!(text(Audience::Public).ends_with("Sitemap: https://momentum.example.org/sitemap.xml\n"));
        assert!(!text(Audience::Preview).contains("Sitemap"));
    }
}
