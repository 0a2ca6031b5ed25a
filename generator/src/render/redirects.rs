//! `_redirects`: old paths, the functions, and the 404 page of each language. The first rule that matches wins.

use std::fmt::Write;

use crate::ids::UrlPath;
use crate::model::artifact::Artifact;
use crate::model::site::{LangId, Site};
use crate::render::paths;

/// The file of redirects.
pub fn redirects(site: &Site) -> Artifact {
    let mut text = String::from("/api/*  /.netlify/functions/:splat  200\n");
    for (old, new) in site.redirects.iter().filter(|(old, new)| old != new) {
        let _ = writeln!(text, "{}  {}  301", escaped(old), escaped(new));
    }
    for lang in site.langs().filter(|lang| *lang != LangId(0)) {
        let _ = writeln!(text, "{}  {}  404", site.path_in(lang, "/*"), site.path_in(lang, "/404.html"));
    }
    Artifact { path: UrlPath::new(paths::REDIRECTS), bytes: text.into_bytes() }
}

/// A path with nothing in it that the file's syntax gives a meaning to: `*`, `:name`, spaces, other scripts.
fn escaped(path: &UrlPath) -> String {
    let mut escaped = String::with_capacity(path.as_str().len());
    for byte in path.as_str().bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~%!$&'()+,;=@".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn functions_come_first_then_old_paths_then_what_is_not_found() {
        let text = String::from_utf8(redirects(&sample::site(Vec::new())).bytes).expect("text");
        let expected = "/api/*  /.netlify/functions/:splat  200\n\
            /old%3A1/%C5%B5%2A/  /news/launch/  301\n\
            /cy/*  /cy/404.html  404\n";
        assert_eq!(text, expected);
    }
}
