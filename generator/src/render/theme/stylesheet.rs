//! One stylesheet: made small, fit for the browsers of the last five years, its pictures named by their hashed names.

use std::collections::BTreeMap;

use lightningcss::dependencies::{Dependency, DependencyOptions, Location, UrlDependency};
use lightningcss::error::{Error, ErrorLocation};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};
use lightningcss::targets::{Browsers, Targets};

use crate::diag::{Diagnostic, nearest};
use crate::source::{FileId, Span};

/// Browsers of the autumn of 2021: five years before this was written.
fn targets() -> Targets {
    let version = |major: u32, minor: u32| Some(major << 16 | minor << 8);
    Targets::from(Browsers {
        chrome: version(95, 0),
        edge: version(95, 0),
        firefox: version(94, 0),
        safari: version(15, 0),
        ios_saf: version(15, 0),
        samsung: version(16, 0),
        ..Browsers::default()
    })
}

/// A stylesheet as it was written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Css<'a> {
    pub(super) file: FileId,
    /// Below `assets/`.
    pub(super) path: &'a str,
    pub(super) text: &'a str,
}

impl Css<'_> {
    /// The stylesheet as it is served. `urls` holds the hashed name of every asset that is no stylesheet.
    pub(super) fn finish(self, urls: &BTreeMap<String, String>) -> Result<String, Vec<Diagnostic>> {
        let options = ParserOptions { filename: self.path.to_owned(), ..ParserOptions::default() };
        let mut sheet = StyleSheet::parse(self.text, options).map_err(|error| vec![self.invalid(&error)])?;
        sheet
            .minify(MinifyOptions { targets: targets(), ..MinifyOptions::default() })
            .map_err(|error| vec![self.invalid(&error)])?;
        let printer = PrinterOptions {
            minify: true,
            targets: targets(),
            analyze_dependencies: Some(DependencyOptions { remove_imports: false }),
            ..PrinterOptions::default()
        };
        let printed = sheet.to_css(printer).map_err(|error| vec![self.invalid(&error)])?;
        self.with_urls(printed.code, &printed.dependencies.unwrap_or_default(), urls)
    }

    fn with_urls(
        self,
        mut code: String,
        dependencies: &[Dependency],
        urls: &BTreeMap<String, String>,
    ) -> Result<String, Vec<Diagnostic>> {
        let mut findings = Vec::new();
        for dependency in dependencies {
            match dependency {
                Dependency::Url(url) => match self.target(&url.url, urls) {
                    Some(target) => code = code.replace(&url.placeholder, &target),
                    None => findings.push(self.unknown_asset(url, urls)),
                },
                Dependency::Import(import) => {
                    let span = self.span(import.loc.start);
                    let message = format!("`@import` of `{}` would hold up the page", import.url);
                    findings.push(
                        Diagnostic::error("stylesheet-invalid", message)
                            .at(self.file, span, "a second stylesheet")
                            .help("write its rules here, or list it under `entry` in `theme.toml`"),
                    );
                }
            }
        }
        if findings.is_empty() { Ok(code) } else { Err(findings) }
    }

    /// Where `url(…)` leads: to a hashed asset, or where it says if that is not among the assets.
    fn target(self, url: &str, urls: &BTreeMap<String, String>) -> Option<String> {
        if url.starts_with("data:") || url.starts_with('#') {
            return Some(url.to_owned());
        }
        urls.get(&asset_path(self.path, url)).cloned()
    }

    fn unknown_asset(self, url: &UrlDependency, urls: &BTreeMap<String, String>) -> Diagnostic {
        let path = asset_path(self.path, &url.url);
        let finding = Diagnostic::error("stylesheet-asset-missing", format!("there is no `assets/{path}`")).at(
            self.file,
            self.span(url.loc.start),
            "not among the assets of the theme",
        );
        match nearest(&path, urls.keys().map(String::as_str)) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding,
        }
    }

    fn invalid<T: std::fmt::Display>(self, error: &Error<T>) -> Diagnostic {
        let kind = error.kind.to_string();
        let mut words = kind.trim_end_matches('.').to_owned();
        if let Some(first) = words.get_mut(..1) {
            first.make_ascii_lowercase();
        }
        let span = error.loc.as_ref().map(|at| self.span_of_error(at)).unwrap_or_default();
        Diagnostic::error("stylesheet-invalid", format!("the stylesheet cannot be read: {words}"))
            .at(self.file, span, "")
    }

    fn span_of_error(self, at: &ErrorLocation) -> Span {
        // Errors count lines from 0, dependencies from 1.
        self.span(Location { line: at.line + 1, column: at.column })
    }

    /// Lines and columns count from 1; columns are counted in UTF-16 units.
    fn span(self, at: Location) -> Span {
        let mut start = 0;
        for (number, line) in (1..).zip(self.text.split_inclusive('\n')) {
            if number == at.line {
                let before = utf16_to_bytes(line, at.column.saturating_sub(1));
                let rest = line.get(before..).unwrap_or_default();
                let word = rest.find(|c: char| c.is_whitespace() || ";{}".contains(c)).unwrap_or(rest.len()).max(1);
                return Span::within(self.text, start + before..start + before + word);
            }
            start += line.len();
        }
        Span::new(self.text.len()..self.text.len())
    }
}

fn utf16_to_bytes(line: &str, units: u32) -> usize {
    let mut left = usize::try_from(units).unwrap_or(usize::MAX);
    for (at, c) in line.char_indices() {
        if left == 0 {
            return at;
        }
        left = left.saturating_sub(c.len_utf16());
    }
    line.len()
}

/// `img/dot.svg` for `../img/dot.svg` in `css/site.css`; a leading `/assets/` counts from the top.
fn asset_path(from: &str, url: &str) -> String {
    let url = url.split(['?', '#']).next().unwrap_or(url);
    let (mut steps, rest): (Vec<&str>, &str) = match url.strip_prefix("/assets/") {
        Some(rest) => (Vec::new(), rest),
        None => (from.split('/').rev().skip(1).collect::<Vec<_>>().into_iter().rev().collect(), url),
    };
    for step in rest.split('/') {
        match step {
            "." | "" => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn css(text: &str) -> Result<String, Vec<Diagnostic>> {
        let urls = [("img/dot.svg".to_owned(), "/assets/img/dot.12345678.svg".to_owned())].into();
        Css { file: FileId(0), path: "css/site.css", text }.finish(&urls)
    }

    #[test]
    fn a_stylesheet_is_made_small_and_its_pictures_are_renamed() {
        let made = css("body {\n  background: url('../img/dot.svg');\n}\n").expect("valid");
        assert_eq!(made, "body{background:url(\"/assets/img/dot.12345678.svg\")}");
        let made = css("a { background: url(data:image/png;base64,AA) }").expect("valid");
        assert!(made.contains("data:image/png;base64,AA"), "{made}");
    }

    #[test]
    fn a_mistake_is_told_at_its_place() {
        let told = css("a { color: red }\nb { color red }\n").expect_err("invalid");
        assert_eq!(told[0].code, "stylesheet-invalid");
        let span = told[0].place.expect("a place").span;
        assert!((17..33).contains(&span.start), "{told:?}");
    }

    #[test]
    fn a_picture_that_is_not_there_is_told() {
        let told = css("a { background: url(../img/dat.svg) }").expect_err("missing");
        assert_eq!(told[0].code, "stylesheet-asset-missing");
        assert_eq!(told[0].help, ["did you mean `img/dot.svg`?"]);
    }
}
