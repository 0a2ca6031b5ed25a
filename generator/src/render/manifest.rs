//! The web manifest: how the site looks on a home screen.

use serde::Serialize;

use crate::model::artifact::Artifact;
use crate::model::site::{LangId, Site};
use crate::render::paths;

/// A home screen has room for about this many characters.
const SHORT_NAME_MAX_CHARS: usize = 12;

/// Colours as CSS writes them: `#e3001b`.
#[derive(Debug, Clone, Copy)]
pub struct Colours<'c> {
    /// Of the frame that a browser draws.
    pub theme: &'c str,
    /// Of the ground before the page is there.
    pub background: &'c str,
}

#[derive(Serialize)]
struct Manifest<'s> {
    id: &'s str,
    name: &'s str,
    short_name: &'s str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'s str,
    lang: &'s str,
    dir: &'static str,
    start_url: &'s str,
    scope: &'s str,
    display: &'static str,
    theme_color: &'s str,
    background_color: &'s str,
    icons: [Icon; 4],
}

#[derive(Serialize)]
struct Icon {
    src: &'static str,
    sizes: &'static str,
    #[serde(rename = "type")]
    media_type: &'static str,
    purpose: &'static str,
}

const ICONS: [Icon; 4] = [
    Icon { src: paths::ICON, sizes: "any", media_type: "image/svg+xml", purpose: "any" },
    Icon { src: paths::ICON_192, sizes: "192x192", media_type: "image/png", purpose: "any" },
    Icon { src: paths::ICON_512, sizes: "512x512", media_type: "image/png", purpose: "any" },
    Icon { src: paths::ICON_MASKABLE, sizes: "512x512", media_type: "image/png", purpose: "maskable" },
];

/// A manifest for each language.
pub fn manifests(site: &Site, colours: Colours<'_>) -> Vec<Artifact> {
    site.langs().map(|lang| manifest(site, lang, colours)).collect()
}

fn manifest(site: &Site, lang: LangId, colours: Colours<'_>) -> Artifact {
    let language = &site.config.languages[usize::from(lang.0)];
    let home = site.path_in(lang, "/");
    let written = Manifest {
        id: home.as_str(),
        name: &language.site_name,
        short_name: short_name(&language.site_name),
        description: &language.description,
        lang: language.code.as_str(),
        dir: "auto",
        start_url: home.as_str(),
        scope: "/",
        display: "browser",
        theme_color: colours.theme,
        background_color: colours.background,
        icons: ICONS,
    };
    let bytes = serde_json::to_vec_pretty(&written).expect("text and lists of it can always be written as JSON");
    Artifact { path: paths::manifest(site, lang), bytes }
}

/// As many whole words as fit, or the name cut.
fn short_name(name: &str) -> &str {
    let Some((cut, _)) = name.char_indices().nth(SHORT_NAME_MAX_CHARS) else { return name };
    let (start, rest) = name.split_at_checked(cut).unwrap_or((name, ""));
    let ends_here = rest.starts_with(char::is_whitespace);
    let words = if ends_here { Some(start) } else { start.rsplit_once(char::is_whitespace).map(|(words, _)| words) };
    words.map(str::trim_end).filter(|words| !words.is_empty()).unwrap_or(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn each_language_starts_at_its_own_home() {
        let files = manifests(&sample::site(Vec::new()), Colours { theme: "#e3001b", background: "#ffffff" });
        assert_eq!(files[1].path.as_str(), "/cy/manifest.webmanifest");
        let value: serde_json::Value = serde_json::from_slice(&files[1].bytes).expect("JSON");
        assert_eq!((&value["start_url"], &value["lang"]), (&"/cy/".into(), &"cy".into()));
        assert_eq!(value["short_name"], "Momentum,");
    }

    #[test]
    fn a_short_name_is_whole_words_where_it_can_be() {
        let cases = [
            ("Momentum", "Momentum"),
            ("Momentum for Leeds", "Momentum for"),
            ("Momentum Cymru", "Momentum"),
            ("Llanfairpwllgwyngyll", "Llanfairpwll"),
            ("ŵŵŵŵŵŵŵŵŵŵŵŵŵ", "ŵŵŵŵŵŵŵŵŵŵŵŵ"),
        ];
        for (name, expected) in cases {
            assert_eq!(short_name(name), expected);
        }
    }
}
