//! `/.well-known/security.txt`, RFC 9116: whom to tell of a hole.

use std::fmt::Write;

use crate::diag::Diagnostic;
use crate::ids::UrlPath;
use crate::model::artifact::Artifact;
use crate::model::config::Security;
use crate::model::site::Site;
use crate::render::paths;

/// With fewer days left the file would soon be out of date on a site that nobody builds again.
const LEAST_DAYS: i32 = 30;

/// The file, where `site.toml` has `[security]`.
pub fn security_txt(site: &Site) -> (Option<Artifact>, Vec<Diagnostic>) {
    let Some(security) = &site.config.security else { return (None, Vec::new()) };
    let artifact = Artifact { path: UrlPath::new(paths::SECURITY), bytes: text(site, security).into_bytes() };
    (Some(artifact), expires_soon(site, security).into_iter().collect())
}

fn text(site: &Site, security: &Security) -> String {
    let languages: Vec<&str> = site.config.languages.iter().map(|language| language.code.as_str()).collect();
    let mut text = format!("Contact: {}\n", security.contact);
    let _ = writeln!(text, "Expires: {}T23:59:59Z", security.expires.value);
    let _ = writeln!(text, "Preferred-Languages: {}", languages.join(", "));
    let _ = writeln!(text, "Canonical: {}{}", site.config.base_url, paths::SECURITY);
    text
}

fn expires_soon(site: &Site, security: &Security) -> Option<Diagnostic> {
    let expires = &security.expires;
    let days = (expires.value - site.now.date()).get_days();
    let label = match days {
        ..0 => "this day has passed".to_owned(),
        0 => "this is today".to_owned(),
        1 => "this is tomorrow".to_owned(),
        _ => format!("this is in {days} days"),
    };
    (days < LEAST_DAYS).then(|| {
        Diagnostic::error("security-txt-expires", "`security.txt` would soon be out of date")
            .at(site.config.file, expires.span, label)
            .help(format!("choose a day at least {LEAST_DAYS} days from now; within a year is good practice"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn it_says_whom_to_tell_and_until_when() {
        let (file, findings) = security_txt(&sample::site(Vec::new()));
        let text = String::from_utf8(file.expect("a file").bytes).expect("text");
        let expected = "Contact: mailto:security@example.org\n\
            Expires: 2016-06-30T23:59:59Z\n\
            Preferred-Languages: en, cy\n\
            Canonical: https://momentum.example.org/.well-known/security.txt\n";
        assert_eq!(text, expected);
        assert!(findings.is_empty());
    }

    #[test]
    fn a_day_that_is_near_is_told() {
        for (now, expected) in [
            ("2016-05-31", None),
            ("2016-06-01", Some("this is in 29 days")),
            ("2016-07-01", Some("this day has passed")),
        ] {
            let mut site = sample::site(Vec::new());
            site.now = sample::at(&format!("{now}T09:00[Europe/London]"));
            let (_, findings) = security_txt(&site);
            assert_eq!(findings.first().map(|finding| finding.label.as_str()), expected);
        }
    }
}
