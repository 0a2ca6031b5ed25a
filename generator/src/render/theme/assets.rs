//! The assets of a theme under names that change with what is in them, so that browsers may keep them for ever.

use std::collections::BTreeMap;

use xxhash_rust::xxh3::xxh3_64;

use super::contrast::Rgb;
use super::files::ThemeFiles;
use super::manifest::CssSpec;
use super::options::Options;
use super::stylesheet::Css;
use crate::diag::{Diagnostic, nearest};
use crate::ids::UrlPath;
use crate::model::artifact::Artifact;
use crate::picture;
use crate::source::FileId;

/// The assets as they are served.
#[derive(Debug, Default)]
pub(super) struct Assets {
    /// In the order of their paths.
    pub(super) artifacts: Vec<Artifact>,
    /// From the path below `assets/` to the URL.
    pub(super) urls: BTreeMap<String, String>,
    /// The picture of which icons are made; it is served under its own name by them.
    pub(super) icon: Option<(FileId, String)>,
}

impl Assets {
    fn add(&mut self, path: &str, bytes: Vec<u8>) {
        let url = hashed(path, &bytes);
        self.urls.insert(path.to_owned(), url.clone());
        self.artifacts.push(Artifact { path: UrlPath::new(url), bytes });
    }
}

/// Makes all assets: stylesheets last, since they name the others.
pub(super) fn make(files: &ThemeFiles<'_>, css: &CssSpec, options: &Options) -> (Assets, Vec<Diagnostic>) {
    let mut made = Assets::default();
    let mut findings = missing_entries(files, css);
    for (&path, (id, file)) in &files.assets {
        if path == "icon.svg" {
            made.icon = Some((*id, coloured(file.text(), options)));
        } else if !path.ends_with(".css") {
            made.add(path, picture::plain(file.bytes()));
        }
    }
    for (&path, &(id, file)) in files.assets.iter().filter(|(path, _)| path.ends_with(".css")) {
        match (Css { file: id, path, text: file.text() }).finish(&made.urls) {
            Ok(text) => {
                let is_entry = css.entry().any(|entry| entry == path);
                let head = if is_entry { options.css(css) } else { String::new() };
                made.add(path, format!("{head}{text}").into_bytes());
            }
            Err(told) => {
                // Named all the same, so that templates that ask for it are not told a second time.
                made.urls.insert(path.to_owned(), format!("/assets/{path}"));
                findings.extend(told);
            }
        }
    }
    made.artifacts.sort_by(|a, b| a.path.cmp(&b.path));
    (made, findings)
}

fn missing_entries(files: &ThemeFiles<'_>, css: &CssSpec) -> Vec<Diagnostic> {
    let Some(id) = files.manifests.iter().rfind(|one| !one.is_of_site).map(|one| one.id) else { return Vec::new() };
    let missing = css.entry().filter(|entry| !files.assets.contains_key(entry));
    missing
        .map(|entry| {
            let finding = Diagnostic::error(
                "theme-file-missing",
                format!("the stylesheet `assets/{entry}` is not there"),
            )
            .at(id, crate::source::Span::default(), "this theme names it under `css`");
            match nearest(entry, files.assets.keys().copied()) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding,
            }
        })
        .collect()
}

/// The icon in the site's colours.
fn coloured(svg: &str, options: &Options) -> String {
    let accent = options.colour("accent").unwrap_or(Rgb::BLACK);
    svg.replace("{accent}", &accent.to_string()).replace("{on_accent}", &accent.text_on().to_string())
}

/// `/assets/site.3f2a9c1b.css` for `site.css`.
pub(in crate::render) fn hashed(path: &str, bytes: &[u8]) -> String {
    let hash = xxh3_64(bytes) >> 32;
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let slash = if folder.is_empty() { "" } else { "/" };
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("/assets/{folder}{slash}{stem}.{hash:08x}.{extension}"),
        None => format!("/assets/{folder}{slash}{name}.{hash:08x}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_changes_with_what_is_in_it() {
        let (one, two) = (hashed("img/dot.svg", b"one"), hashed("img/dot.svg", b"two"));
        assert_ne!(one, two);
        assert!(one.starts_with("/assets/img/dot.") && one.ends_with(".svg"));
        assert_eq!(one.len(), "/assets/img/dot.12345678.svg".len());
    }
}
