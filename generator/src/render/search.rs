//! What a visitor's browser searches: an index made by Pagefind of the words of every page.
//!
//! Nothing of it is loaded before somebody searches, and then only the parts that hold the words that are typed.

use std::collections::BTreeMap;

use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;

use super::{Renderer, is_searchable, sitemap};
use crate::diag::Diagnostic;
use crate::ids::UrlPath;
use crate::model::artifact::Artifact;
use crate::model::site::{Detail, Page};
use crate::render::language::Precision;
use crate::render::paths;

/// Of Pagefind's own files those that the theme's script needs; the rest are pages and looks that we do not use.
const NEEDED: [&str; 3] = ["pagefind.js", "pagefind-worker.js", "pagefind-entry.json"];

impl Renderer<'_> {
    /// The files of the index; none where the site wants none.
    pub fn search_index(&self) -> (Vec<Artifact>, Vec<Diagnostic>) {
        if !is_searchable(self.site, self.theme) {
            return Default::default();
        }
        match self.indexed() {
            Ok(files) => (files, Vec::new()),
            Err(error) => (
                Vec::new(),
                vec![Diagnostic::error("search-failed", format!("the search index cannot be made: {error}"))],
            ),
        }
    }

    fn indexed(&self) -> Result<Vec<Artifact>, Box<dyn std::error::Error>> {
        let config = PagefindServiceConfig::builder().keep_index_url(true).build();
        let mut index = PagefindIndex::new(Some(config))?;
        // Its interface is asynchronous; all that it does is compute.
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        let files = runtime.block_on(async {
            for page in self.site.pages.iter().filter(|page| is_found(page)) {
                let (url, lang) = (page.url.to_string(), self.site.lang(page.lang).as_str().to_owned());
                index.add_custom_record(url, self.words_of(page), lang, Some(self.shown_of(page)), None, None).await?;
            }
            index.get_files().await
        })?;
        let files = files.into_iter().filter_map(|file| {
            let name = file.filename.to_str()?.replace('\\', "/");
            let is_needed = NEEDED.contains(&name.as_str()) || name.starts_with("wasm.") || name.contains(".pf_");
            is_needed.then(|| Artifact {
                path: UrlPath::new(format!("{}{name}", paths::SEARCH_INDEX)),
                bytes: file.contents,
            })
        });
        let mut files: Vec<Artifact> = files.collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(files)
    }

    /// What can be searched for on a page.
    fn words_of(&self, page: &Page) -> String {
        let mut words = vec![self.title(page).to_owned(), page.summary.clone()];
        match &page.detail {
            Detail::Campaign(campaign) => words.extend(campaign.asks.iter().cloned()),
            Detail::Group(group) => {
                words.extend([&group.town, &group.postcode, &group.meets].into_iter().flatten().cloned())
            }
            Detail::Event(event) => {
                words.push(self.date(&event.start, Precision::Day, page.lang).text);
                if let Some(venue) = &event.venue {
                    words.extend([&venue.name, &venue.address, &venue.postcode].into_iter().flatten().cloned());
                }
            }
            Detail::Article(article) => words.extend(article.authors.iter().cloned()),
            Detail::Home { .. } | Detail::Plain => {}
        }
        words.extend(page.tags.iter().map(|tag| self.site.tags[tag.0 as usize].name.clone()));
        words.push(plain(&page.body.text.html));
        sentences(&words)
    }

    /// What a result shows besides the words that were found.
    fn shown_of(&self, page: &Page) -> BTreeMap<String, String> {
        let words = self.words(page.lang);
        let (kind, when) = match &page.detail {
            Detail::Campaign(_) => ("search-kind-campaign", None),
            Detail::Group(_) => ("search-kind-group", None),
            Detail::Event(event) => ("search-kind-event", Some(&event.start)),
            Detail::Article(_) => ("search-kind-article", page.date.as_ref()),
            Detail::Home { .. } | Detail::Plain => ("search-kind-page", None),
        };
        let mut shown = BTreeMap::from([
            ("title".to_owned(), self.title(page).to_owned()),
            ("kind".to_owned(), words.text(kind).to_owned()),
        ]);
        if let Some(when) = when {
            shown.insert("when".to_owned(), self.date(when, Precision::Day, page.lang).text);
        }
        if page.text_lang != page.lang {
            shown.insert("lang".to_owned(), self.site.lang(page.text_lang).to_string());
        }
        shown
    }
}

/// Drafts, and pages that no search engine is shown, are not found here either; a page without a translation is, in
/// the language in which it stands.
fn is_found(page: &Page) -> bool {
    page.text_lang != page.lang || !sitemap::is_unlisted(page)
}

/// Each text as a sentence of its own, since an excerpt may show where two meet.
fn sentences(texts: &[String]) -> String {
    let mut all = String::new();
    for text in texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()) {
        if !all.is_empty() {
            all.push_str(if all.ends_with(['.', '!', '?', ':', '…']) { " " } else { ". " });
        }
        all.push_str(text);
    }
    all
}

/// The words of our own HTML.
fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        let Some((name, after)) = tag.split_once('>') else { return unescaped(text) };
        // Words on both sides of `</li>` are two; those on both sides of `</em>` may be one.
        let is_inline = ["a", "em", "strong", "code", "sup", "del", "b", "i", "span"]
            .contains(&name.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default());
        if !is_inline {
            text.push(' ');
        }
        rest = after;
    }
    text.push_str(rest);
    unescaped(text)
}

fn unescaped(text: String) -> String {
    match quick_xml::escape::unescape(&text) {
        Ok(plain) => plain.into_owned(),
        // An ampersand of raw HTML that is no reference.
        Err(_) => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_meet_with_one_full_stop() {
        let texts = ["Is rent too high?", " ", "Yes", "Come."].map(str::to_owned);
        assert_eq!(sentences(&texts), "Is rent too high? Yes. Come.");
    }

    #[test]
    fn words_stay_apart_and_whole() {
        let html = "<h2 id=\"a\">Why <em>no</em>w</h2>\n<ul><li>one</li><li>R&amp;B &rsquo;s</li></ul>";
        assert_eq!(plain(html).split_whitespace().collect::<Vec<_>>(), ["Why", "now", "one", "R&B", "’s"]);
        assert_eq!(plain("a < b & c"), "a ");
    }
}
