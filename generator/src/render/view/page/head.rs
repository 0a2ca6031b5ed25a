//! What a page's head says to search engines, to networks that show a link, and to readers of feeds.

use super::{Frame, PageView};
use crate::render::Renderer;
use crate::render::json_ld::{self, Crumb};
use crate::render::paths::{self, Format, Topic};
use crate::render::theme::escape;

/// <https://developers.facebook.com/docs/sharing/webmasters/images/>: large enough for every network.
const SHARE_PICTURE_PX: (&str, &str) = ("1200", "630");

/// As long as most heads are at most.
const HEAD_BYTES: usize = 4096;

/// The picture that a network shows with a link.
struct SharePicture {
    url: String,
    alt: String,
    /// Width and height, where they are known to be what is asked for.
    size: Option<(&'static str, &'static str)>,
}

impl Renderer<'_> {
    /// The head's HTML, a line for each thing: description, robots or the page's own address and its other languages,
    /// feeds, Open Graph, schema.org.
    pub(super) fn head(&self, frame: &Frame<'_>, view: &PageView<'_>) -> String {
        let mut head = Head(Vec::with_capacity(HEAD_BYTES));
        if !frame.summary.is_empty() {
            head.tag(&["<meta name=\"description\" content=\"", frame.summary]);
        }
        if view.noindex {
            head.tag(&["<meta name=\"robots\" content=\"", "noindex"]);
        } else if let Some(canonical) = &view.canonical {
            head.tag(&["<link rel=\"canonical\" href=\"", canonical]);
            self.alternates(frame, &mut head);
        }
        head.0.extend_from_slice(self.feed_links(frame).as_bytes());
        self.open_graph(frame, view, &mut head);
        if !frame.is_hidden {
            let crumbs: Vec<Crumb<'_>> =
                view.breadcrumbs.iter().map(|crumb| Crumb { label: crumb.label(), url: crumb.url() }).collect();
            let here = Crumb { label: frame.title, url: frame.url.as_str() };
            head.0.extend_from_slice(json_ld::script(self.site, frame.lang, &crumbs, here, frame.page).as_bytes());
            head.0.push(b'\n');
        }
        String::from_utf8(head.0).unwrap_or_default()
    }

    fn alternates(&self, frame: &Frame<'_>, head: &mut Head) {
        let languages = self.site.config.languages.iter().zip(&frame.versions).zip(&frame.own);
        let own: Vec<_> = languages.filter(|(_, own)| **own).map(|(version, _)| version).collect();
        if own.len() < 2 {
            return;
        }
        let all = own.iter().map(|(language, url)| (language.code.as_str(), url));
        for (code, url) in all.chain(own.iter().take(1).map(|(_, url)| ("x-default", url))) {
            head.tag(&["<link rel=\"alternate\" hreflang=\"", code, "\" href=\"", &self.site.absolute(url)]);
        }
    }

    fn open_graph(&self, frame: &Frame<'_>, view: &PageView<'_>, head: &mut Head) {
        head.property("og:type", if frame.kind == "article" { "article" } else { "website" });
        head.property("og:title", frame.title);
        if !frame.summary.is_empty() {
            head.property("og:description", frame.summary);
        }
        if let Some(canonical) = &view.canonical {
            head.property("og:url", canonical);
        }
        head.property("og:locale", &locale(self.site.lang(frame.lang).as_str()));
        let Some(picture) = self.picture_with_link(frame) else { return };
        head.property("og:image", &picture.url);
        if let Some((width, height)) = picture.size {
            head.property("og:image:width", width);
            head.property("og:image:height", height);
        }
        if !picture.alt.is_empty() {
            head.property("og:image:alt", &picture.alt);
        }
        head.tag(&["<meta name=\"twitter:card\" content=\"", "summary_large_image"]);
    }

    fn picture_with_link(&self, frame: &Frame<'_>) -> Option<SharePicture> {
        let page = frame.page?;
        if let Some(drawn) = self.share_picture_path(page) {
            let (url, alt) = (self.site.absolute(&drawn), frame.title.to_owned());
            return Some(SharePicture { url, alt, size: Some(SHARE_PICTURE_PX) });
        }
        let image = page.image.as_ref()?;
        Some(SharePicture { url: self.site.absolute(&image.asset.url), alt: image.alt.clone(), size: None })
    }

    fn feed_links(&self, frame: &Frame<'_>) -> String {
        if frame.feeds.is_empty() {
            return self.shared.site_feeds(frame.lang, || self.feeds_of(frame));
        }
        self.feeds_of(frame)
    }

    fn feeds_of(&self, frame: &Frame<'_>) -> String {
        let site_name = &self.site.config.languages[usize::from(frame.lang.0)].site_name;
        let mut head = Head(Vec::new());
        for topic in [Topic::Site].iter().chain(&frame.feeds) {
            let title =
                if *topic == Topic::Site { site_name.clone() } else { format!("{} · {site_name}", frame.title) };
            for format in [Format::Atom, Format::Json] {
                let url = paths::feed(self.site, frame.lang, *topic, format);
                let kind = format.media_type();
                let before = "<link rel=\"alternate\" type=\"";
                head.tag(&[before, kind, "\" title=\"", &title, "\" href=\"", url.as_str()]);
            }
        }
        String::from_utf8(head.0).unwrap_or_default()
    }
}

/// HTML of a head, as it is written.
struct Head(Vec<u8>);

impl Head {
    /// One tag: by turns what stands as it is and a value to be escaped.
    fn tag(&mut self, parts: &[&str]) {
        for pair in parts.chunks(2) {
            let [before, value] = pair else { continue };
            self.0.extend_from_slice(before.as_bytes());
            // Nothing that is kept in memory fails to be written to.
            let _ = escape(value, &mut self.0);
        }
        self.0.extend_from_slice(b"\">\n");
    }

    fn property(&mut self, name: &str, value: &str) {
        self.tag(&["<meta property=\"", name, "\" content=\"", value]);
    }
}

/// Open Graph wants a country with the language; ours is the United Kingdom where the tag names none.
fn locale(lang: &str) -> String {
    if lang.contains('-') { lang.replace('-', "_") } else { format!("{lang}_GB") }
}
