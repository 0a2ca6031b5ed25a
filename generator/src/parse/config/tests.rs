//! `site.toml` is read whole, and what the law wants is asked for.

use super::*;
use crate::model::config::Words;

const WHOLE: &str = r#"
name = "Momentum"
base_url = "https://momentum.example.org/"
language = "en"
now = 2015-10-12T09:00:00
[[languages]]
code = "cy"
[[languages]]
code = "en"
[promoter]
name = "Momentum"
address = ["1 Example Street"]
postcode = "n11aa"
[[consent]]
id = "email"
channel = "email"
version = "1"
text = { en = "Yes", cy = "Ie" }
[defaults.groups.signup]
purpose = "group"
"#;

fn told(text: &str) -> Vec<(&'static str, String)> {
    read(FileId(0), text).1.into_iter().map(|finding| (finding.code, finding.message)).collect()
}

#[test]
fn a_whole_file_is_read() {
    let (config, findings) = read(FileId(0), WHOLE);
    assert_eq!(findings, []);
    assert_eq!(config.base_url, "https://momentum.example.org");
    assert_eq!(config.default_lang().as_str(), "en");
    assert_eq!(config.languages[1].name, "Cymraeg");
    assert_eq!(config.promoter.party.postcode.as_deref(), Some("N1 1AA"));
    assert_eq!(config.promoter.on_behalf_of, []);
    assert_eq!(config.regions.len(), 12);
    assert!(config.defaults["groups"].get("signup").is_some());
    assert_ne!(config.consents[0].text, Words::default());
}

#[test]
fn an_empty_file_lacks_three_things() {
    let codes: Vec<_> = told("").into_iter().map(|(code, message)| format!("{code}: {message}")).collect();
    assert_eq!(
        codes,
        [
            "imprint-missing: there is no `[promoter]`, so pages would have no imprint",
            "key-missing: `name` is missing",
            "key-missing: `base_url` is missing"
        ]
    );
}

#[test]
fn what_is_wrong_is_told_by_name() {
    for (from, to, code) in [
        ("address = [\"1 Example Street\"]", "address = [\"a@example.org\"]", "imprint-missing"),
        ("postcode = \"n11aa\"", "", "imprint-missing"),
        ("postcode = \"n11aa\"", "postcode = \"n1\"", "postcode-invalid"),
        ("name = \"Momentum\"\naddress", "name = \"Another\"\naddress", "imprint-missing"),
        (", cy = \"Ie\"", "", "consent-statement-missing"),
        ("language = \"en\"", "language = \"English\"", "language-unknown"),
        ("language = \"en\"", "language = \"fr\"", "language-unknown"),
        ("language = \"en\"", "timezone = \"Europe/Londn\"", "timezone-unknown"),
        ("momentum.example.org/", "momentum.example.org/sub/", "base-url-invalid"),
        ("https://", "", "base-url-invalid"),
        ("[defaults.groups", "[defaults.group", "key-unknown"),
        ("now = 2015-10-12T09:00:00", "now = \"12 October 2015\"", "date-invalid"),
        ("now = 2015-10-12T09:00:00", "[donate]\npage = 5", "key-type"),
    ] {
        let text = WHOLE.replacen(from, to, 1);
        assert_ne!(text, WHOLE);
        let codes: Vec<_> = told(&text).into_iter().map(|(code, _)| code).collect();
        assert!(codes.contains(&code), "{to}: {codes:?}");
    }
}
