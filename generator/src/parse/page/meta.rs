//! The keys that all kinds of pages have.

use crate::diag::Diagnostic;
use crate::ids::{Slug, UrlPath};
use crate::model::draft::{Image, Kind, Meta, When};
use crate::model::node::{Table, Value};
use crate::parse::page::Location;
use crate::parse::reader::Reader;
use crate::source::Spanned;

/// Reads them.
pub(crate) fn read(reader: &mut Reader<'_>, location: &Location) -> Meta {
    let of_name = location.date.map(|day| Spanned::new(When::Day(day), reader.whole()));
    Meta {
        title: reader.filled("title"),
        summary: reader.filled("summary"),
        slug: slug(reader),
        date: reader.when("date").or(of_name),
        updated: reader.when("updated"),
        draft: reader.bool("draft").is_some_and(|draft| draft.value),
        publish_at: reader.when("publish_at"),
        expires: reader.when("expires"),
        aliases: aliases(reader),
        tags: tags(reader),
        image: image(reader),
        weight: reader.integer("weight").map(|weight| weight.value),
        template: if location.kind == Kind::Page { reader.filled("template") } else { None },
        extra: raw(reader, "extra").unwrap_or_default(),
    }
}

/// A table that is read by others.
pub(crate) fn raw(reader: &mut Reader<'_>, key: &'static str) -> Option<Table> {
    let _ = reader.table(key)?;
    match &reader.take(key)?.node.value {
        Value::Table(table) => Some(table.clone()),
        _ => None,
    }
}

fn slug(reader: &mut Reader<'_>) -> Option<Spanned<Slug>> {
    let text = reader.filled("slug")?;
    if let Some(slug) = Slug::parse(&text.value) {
        return Some(Spanned::new(slug, text.span));
    }
    let finding = Diagnostic::error("slug-invalid", format!("`{}` cannot stand in a URL", text.value)).at(
        reader.file(),
        text.span,
        "small letters, digits and single hyphens belong here",
    );
    let slug = Slug::of(&text.value);
    reader.tell(match &slug {
        Some(slug) => finding.help(format!("write `{slug}`")),
        None => finding,
    });
    slug.map(|slug| Spanned::new(slug, text.span))
}

fn aliases(reader: &mut Reader<'_>) -> Vec<Spanned<UrlPath>> {
    let mut paths = Vec::new();
    for text in reader.strings("aliases") {
        match UrlPath::parse(&text.value) {
            Some(path) => paths.push(Spanned::new(path, text.span)),
            None => {
                let finding = Diagnostic::error("alias-invalid", format!("`{}` is no path of this site", text.value))
                    .at(reader.file(), text.span, "a path begins with `/`")
                    .help("it looks like `/old/page/`, without the site's address");
                reader.tell(finding);
            }
        }
    }
    paths
}

fn tags(reader: &mut Reader<'_>) -> Vec<Spanned<String>> {
    let mut tags: Vec<Spanned<String>> = Vec::new();
    for mut tag in reader.strings("tags") {
        tag.value = tag.value.trim().to_owned();
        if Slug::of(&tag.value).is_none() {
            let finding = Diagnostic::error("tag-empty", "a tag has no letter or digit");
            let finding = finding.at(reader.file(), tag.span, "nothing to find pages by");
            reader.tell(finding.help("write a word, or take the tag out"));
        } else if !tags.iter().any(|known| known.value == tag.value) {
            tags.push(tag);
        }
    }
    tags
}

fn image(reader: &mut Reader<'_>) -> Option<Image> {
    if let Some(found) = reader.take("image")
        && let Value::String(src) = &found.node.value
    {
        let finding = Diagnostic::error("key-type", "`image` must be a table, and this is text")
            .at(found.file, found.node.span, "text")
            .help(format!("write `image = {{ src = \"{src}\", alt = \"what the picture shows\" }}`"));
        reader.tell(finding);
        return None;
    }
    let mut inner = reader.table("image")?;
    inner.require("src");
    let (src, alt, credit) = (inner.filled("src"), inner.string("alt"), inner.string("credit"));
    let is_mistyped = alt.is_none() && inner.take("alt").is_some();
    let alt = alt.map(|alt| alt.value).unwrap_or_default();
    if alt.trim().is_empty() && !is_mistyped {
        let finding = Diagnostic::error("picture-alt-missing", "the picture has no `alt`")
            .at(inner.file(), inner.whole(), "those who cannot see it learn nothing")
            .help("say in `alt` what the picture shows");
        inner.tell(finding);
    }
    reader.absorb(inner);
    Some(Image { src: src?, alt, credit: credit.map(|credit| credit.value).filter(|credit| !credit.is_empty()) })
}
