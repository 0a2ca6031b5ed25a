//! Every page as html5ever reads it.

use std::collections::BTreeMap;

use scraper::{ElementRef, Html, Selector};

use crate::{BASE, none, pages, texts};

fn select(css: &str) -> Selector {
    Selector::parse(css).expect("our own selector")
}

fn all<'a>(page: &'a Html, css: &str) -> Vec<ElementRef<'a>> {
    page.select(&select(css)).collect()
}

fn text_of(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_page_is_parsed_without_an_error() {
    none(&pages(), |_, text| Html::parse_document(text).errors.iter().map(ToString::to_string).collect());
}

#[test]
fn every_page_says_what_it_is_and_in_which_language() {
    none(&pages(), |path, text| {
        let page = Html::parse_document(text);
        let mut told = Vec::new();
        let wanted = if path.starts_with("cy/") { "cy" } else { "en" };
        let lang = page.root_element().attr("lang").unwrap_or_default();
        if lang != wanted {
            told.push(format!("`lang` is `{lang}`"));
        }
        for (css, count) in [("h1", 1), ("title", 1), ("main", 1), ("meta[charset]", 1), ("meta[name=viewport]", 1)] {
            let found = all(&page, css).len();
            if found != count {
                told.push(format!("{found} of `{css}`"));
            }
        }
        told.extend(
            all(&page, "h1, title")
                .into_iter()
                .filter(|one| text_of(*one).is_empty())
                .map(|_| "an empty title".to_owned()),
        );
        told
    });
}

#[test]
fn no_two_pages_have_one_title_in_one_language() {
    let mut titles: BTreeMap<(bool, String), Vec<&str>> = BTreeMap::new();
    for (path, text) in pages() {
        let page = Html::parse_document(text);
        let is_listed = all(&page, "meta[name=robots][content*=noindex]").is_empty();
        if let Some(title) = all(&page, "title").first().filter(|_| is_listed) {
            titles.entry((path.starts_with("cy/"), text_of(*title))).or_default().push(path);
        }
    }
    let twice: Vec<_> = titles.into_iter().filter(|(_, paths)| paths.len() > 1).collect();
    assert!(twice.is_empty(), "{twice:#?}");
}

#[test]
fn ids_stand_once_and_what_names_them_finds_them() {
    none(&pages(), |_, text| {
        let page = Html::parse_document(text);
        let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
        all(&page, "[id]").iter().filter_map(|one| one.attr("id")).for_each(|id| *counted.entry(id).or_default() += 1);
        let twice =
            counted.iter().filter(|(_, count)| **count > 1).map(|(id, _)| format!("the id `{id}` stands twice"));
        let named = ["aria-labelledby", "aria-describedby", "aria-controls", "for"].into_iter().flat_map(|attribute| {
            all(&page, &format!("[{attribute}]")).into_iter().flat_map(move |one| {
                one.attr(attribute).unwrap_or_default().split_whitespace().map(str::to_owned).collect::<Vec<_>>()
            })
        });
        let lost = named.filter(|id| !counted.contains_key(id.as_str())).map(|id| format!("nothing has the id `{id}`"));
        twice.chain(lost).collect()
    });
}

#[test]
fn every_field_has_a_label_and_every_button_a_name() {
    none(&pages(), |_, text| {
        let page = Html::parse_document(text);
        let labels: Vec<&str> = all(&page, "label[for]").iter().filter_map(|label| label.attr("for")).collect();
        let fields =
            all(&page, "input:not([type=hidden]):not([type=submit]), select, textarea").into_iter().filter(|field| {
                let in_label =
                    field.ancestors().filter_map(ElementRef::wrap).any(|above| above.value().name() == "label");
                !in_label
                    && !field.attr("id").is_some_and(|id| labels.contains(&id))
                    && field.attr("aria-label").is_none()
            });
        let unnamed = fields.map(|field| format!("no label for {}", field.html()));
        let buttons = all(&page, "button, a[href]").into_iter().filter(|one| {
            let pictures =
                one.select(&select("img[alt]")).any(|image| image.attr("alt").is_some_and(|alt| !alt.is_empty()));
            text_of(*one).is_empty() && !pictures && one.attr("aria-label").is_none()
        });
        unnamed.chain(buttons.map(|one| format!("no name on {}", one.html()))).collect()
    });
}

#[test]
fn every_picture_has_an_alt_and_a_size() {
    none(&pages(), |_, text| {
        let page = Html::parse_document(text);
        let pictures = all(&page, "img").into_iter();
        let bare = pictures.filter(|one| ["alt", "width", "height"].iter().any(|name| one.attr(name).is_none()));
        bare.map(|one| one.html()).collect()
    });
}

#[test]
fn headings_step_down_one_level_at_a_time() {
    none(&pages(), |_, text| {
        let page = Html::parse_document(text);
        let levels =
            all(&page, "h1, h2, h3, h4, h5, h6").into_iter().map(|one| (one.value().name().to_owned(), text_of(one)));
        let levels: Vec<_> = levels.collect();
        let level = |name: &str| name.trim_start_matches('h').parse::<u8>().expect("h1 to h6");
        let jumps = levels.windows(2).filter(|pair| level(&pair[1].0) > level(&pair[0].0) + 1);
        jumps.map(|pair| format!("{} `{}` after {} `{}`", pair[1].0, pair[1].1, pair[0].0, pair[0].1)).collect()
    });
}

#[test]
fn no_page_carries_code_or_asks_a_third_party() {
    none(&pages(), |_, text| {
        let page = Html::parse_document(text);
        let mut told: Vec<String> =
            all(&page, "style, [style], script:not([src]):not([type='application/ld+json']), iframe, object, embed")
                .into_iter()
                .map(|one| one.html())
                .collect();
        let handlers =
            all(&page, "*").into_iter().filter(|one| one.value().attrs().any(|(name, _)| name.starts_with("on")));
        told.extend(handlers.map(|one| one.html()));
        let resources = all(
            &page,
            "[src], [srcset], [poster], link[rel~=stylesheet], link[rel~=icon], link[rel~=preload], link[rel=manifest]",
        );
        told.extend(resources.into_iter().filter_map(|one| {
            let from = ["src", "srcset", "poster", "href"].iter().find_map(|name| one.attr(name))?;
            (!from.starts_with('/') || from.starts_with("//")).then(|| format!("asks `{from}`"))
        }));
        told
    });
}

#[test]
fn every_page_holds_the_imprint_in_its_language() {
    none(&pages(), |path, text| {
        let page = Html::parse_document(text);
        let words = text_of(page.root_element());
        let wanted = if path.starts_with("cy/") { "Hyrwyddwyd gan" } else { "Promoted by" };
        let address = "1 Example Street, London, N1 9ZZ";
        let hidden = all(&page, "[hidden]").into_iter().any(|one| text_of(one).contains(wanted));
        if words.contains(wanted) && words.contains(address) && !hidden {
            vec![]
        } else {
            vec!["no imprint".to_owned()]
        }
    });
}

#[test]
fn every_page_says_where_it_stands_and_how_it_is_shared() {
    // A form in a frame is no page to be shared: the campaign that it belongs to is.
    let pages: Vec<_> = pages().into_iter().filter(|(path, _)| !crate::read::is_embed(path)).collect();
    none(&pages, |path, text| {
        let page = Html::parse_document(text);
        let url = format!("{BASE}/{}", path.trim_end_matches("index.html"));
        let has_canonical = all(&page, "link[rel=canonical]").iter().any(|one| one.attr("href") == Some(&url));
        let is_hidden = !all(&page, "meta[name=robots][content*=noindex]").is_empty();
        let mut told = Vec::new();
        if !has_canonical && !is_hidden {
            told.push(format!("no canonical `{url}`"));
        }
        for property in ["og:title", "og:type", "og:locale", "og:site_name"] {
            if all(&page, &format!("meta[property='{property}'][content]")).is_empty() {
                told.push(format!("no `{property}`"));
            }
        }
        told
    });
}

#[test]
fn data_for_programs_is_json_with_what_its_type_needs() {
    let needs = |kind: &str| -> &[&str] {
        match kind {
            "Event" => &["name", "startDate", "eventStatus", "location", "url"],
            "NewsArticle" => &["headline", "datePublished", "mainEntityOfPage", "publisher"],
            "Organization" => &["name", "url"],
            "BreadcrumbList" => &["itemListElement"],
            "WebSite" | "WebPage" => &["name", "url"],
            _ => &[],
        }
    };
    let seen = std::sync::Mutex::new(BTreeMap::<String, usize>::new());
    none(&pages(), |_, text| {
        let page = Html::parse_document(text);
        let mut told = Vec::new();
        for script in all(&page, "script[type='application/ld+json']") {
            let data: serde_json::Value = match serde_json::from_str(&script.text().collect::<String>()) {
                Ok(data) => data,
                Err(error) => return vec![error.to_string()],
            };
            let nodes =
                data.get("@graph").and_then(|graph| graph.as_array().cloned()).unwrap_or_else(|| vec![data.clone()]);
            if data.get("@context").and_then(|context| context.as_str()) != Some("https://schema.org") {
                told.push("no `@context`".to_owned());
            }
            for node in nodes {
                let kind = node["@type"].as_str().unwrap_or_default().to_owned();
                let lacks = needs(&kind).iter().filter(|name| node.get(**name).is_none());
                told.extend(lacks.map(|name| format!("{kind} has no `{name}`")));
                *seen.lock().expect("no thread has failed").entry(kind).or_default() += 1;
            }
        }
        told
    });
    let seen = seen.into_inner().expect("no thread has failed");
    for kind in ["Event", "NewsArticle", "Organization"] {
        assert!(seen.contains_key(kind), "no page tells of an {kind}: {seen:?}");
    }
}

#[test]
fn every_form_is_one_that_functions_know() {
    let manifest = texts("forms.json").first().map(|(_, text)| *text).expect("there is a forms.json");
    let manifest: serde_json::Value = serde_json::from_str(manifest).expect("it is JSON");
    let known = manifest["forms"].as_object().expect("forms by their ids");
    none(&pages(), |_, text| {
        let page = Html::parse_document(text);
        let mut told = Vec::new();
        for form in all(&page, "form:not([method=get])") {
            let action = form.attr("action").unwrap_or_default();
            // What only looks something up records nothing.
            let looks_up = action.ends_with("/near/") || action.ends_with("/search/");
            if looks_up && form.attr("method") != Some("post") {
                continue;
            }
            if form.attr("method") != Some("post") || !["/api/signup", "/api/pledge", "/api/donate"].contains(&action) {
                told.push(format!("posts to `{action}`"));
            }
            let (hidden, ticked) = (select("input[type=hidden]"), select("fieldset.consents input[type=checkbox]"));
            let named = form.select(&hidden).filter_map(|field| field.attr("value"));
            if !named.into_iter().any(|value| known.contains_key(value)) {
                told.push("a form that `forms.json` does not list".to_owned());
            }
            let boxes = form.select(&ticked);
            told.extend(boxes.filter(|one| one.attr("checked").is_some()).map(|one| format!("ticked: {}", one.html())));
        }
        told
    });
}
