//! `handbill doctor`: each thing that stops a launch, with its remedy.

use std::path::Path;

use handbill_contract::Manifest;
use handbill_functions::office::doctor::{self, Dns, Seen, Verdict};
use handbill_functions::settings::Diagnosis;
use handbill_functions::store::DynamoStore;
use jiff::Timestamp;

use super::OfficeFailure;
use super::arguments::DoctorArguments;
use crate::build::check;
use crate::cli::Streams;
use crate::diag::{Severity, render};
use crate::load::load;
use crate::model::config::Config;
use crate::project::Project;
use crate::resolve::{Drafts, Now, Options};

/// Answers with 1 where something stops a launch.
pub(super) async fn carry_out(arguments: &DoctorArguments, streams: &mut Streams<'_>) -> Result<u8, OfficeFailure> {
    let (mut seen, manifest) = site(&arguments.root)?;
    if let Some(manifest) = manifest.filter(|manifest| !manifest.forms.is_empty()) {
        let found = Diagnosis::of_environment(&doctor::needs(&manifest));
        seen.extend(doctor::settings(&found, &manifest));
        if !arguments.offline {
            if let Some(database) = found.database {
                seen.extend(doctor::table(&DynamoStore::new(database)).await);
            }
            if let Some(from) = &found.mail_from {
                match Dns::of_this_machine() {
                    Ok(dns) => seen.extend(doctor::sender(&dns, from, found.dkim_selector.as_deref()).await),
                    Err(why) => seen.push(Seen::look(
                        "mail",
                        format!("nobody could be asked: {why}"),
                        "look again with a network",
                    )),
                }
            }
        }
    }
    for one in &seen {
        match &one.verdict {
            Verdict::Well(what) => writeln!(streams.out, "   well  {}: {what}", one.what)?,
            Verdict::Look(what, remedy) => writeln!(streams.out, "   look  {}: {what}\n         {remedy}", one.what)?,
            Verdict::Wrong(what, remedy) => writeln!(streams.out, "  wrong  {}: {what}\n         {remedy}", one.what)?,
        }
    }
    let wrong = seen.iter().filter(|one| matches!(one.verdict, Verdict::Wrong(..))).count();
    match wrong {
        0 => writeln!(streams.out, "nothing stops a launch")?,
        1 => writeln!(streams.out, "1 thing stops a launch")?,
        n => writeln!(streams.out, "{n} things stop a launch")?,
    }
    Ok(u8::from(wrong > 0))
}

/// How it stands with the site itself, and its forms where it can be built.
fn site(root: &Path) -> Result<(Vec<Seen>, Option<Manifest>), OfficeFailure> {
    let options =
        || Options { now: Now::Clock(Timestamp::now()), drafts: Drafts::Hide, base_url: None, has_functions: false };
    let mut seen = Vec::new();
    let (_, findings) = check(root, options())?;
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        seen.push(Seen::wrong("site", render::summary(&findings), "`handbill check` says where, and what to do"));
    } else if findings.is_empty() {
        seen.push(Seen::well("site", "`handbill check` finds nothing"));
    } else {
        seen.push(Seen::look("site", render::summary(&findings), "`handbill check` says where, and what to do"));
    }
    let (sources, _) = load(root)?;
    let project = Project::open(sources, options());
    let Some(site) = &project.site else { return Ok((seen, None)) };
    seen.extend(of_config(&site.config));
    let forms = project.rendering().map(|rendering| rendering.forms());
    let manifest = forms.and_then(|forms| Manifest::from_json(&forms.bytes).ok());
    if let Some(manifest) = &manifest {
        seen.extend(statements(manifest));
    }
    Ok((seen, manifest))
}

fn of_config(config: &Config) -> Vec<Seen> {
    let base_url = config.base_url.as_str();
    let host = base_url.split_once("://").map_or(base_url, |(_, host)| host);
    let is_example = ["example.org", "example.com", "example.net", "localhost", "127.0.0.1"].iter().any(|example| {
        host == *example || host.ends_with(&format!(".{example}")) || host.starts_with(&format!("{example}:"))
    });
    let address = if base_url.starts_with("https://") && !is_example {
        Seen::well("address", base_url)
    } else {
        let remedy =
            "write the address at which the site will be found as `base_url` in `content/site.toml`: https://…";
        Seen::wrong("address", format!("`{base_url}` is no place for visitors"), remedy)
    };
    let promoter = &config.promoter.party;
    let imprint = if promoter.name.is_empty() || promoter.address.is_empty() || promoter.postcode.is_none() {
        let remedy =
            "write the promoter's name and whole postal address into `[promoter]`: the law wants it on every page";
        Seen::wrong("imprint", "it lacks a name or an address", remedy)
    } else {
        Seen::well("imprint", format!("promoted by {}", promoter.name))
    };
    let privacy = match &config.privacy {
        Some(_) => Seen::well("privacy", "there is a notice"),
        None => Seen::wrong(
            "privacy",
            "there is no notice",
            "write a page, and name it in `[privacy]` of `content/site.toml`",
        ),
    };
    let security = match &config.security {
        Some(security) => Seen::well("security.txt", format!("until {}", security.expires.value)),
        None => Seen::look("security.txt", "there is none", "say in `[security]` whom to tell of a hole"),
    };
    vec![address, imprint, privacy, security]
}

/// Whether what is agreed to has a text in each language of the site.
fn statements(manifest: &Manifest) -> Vec<Seen> {
    if manifest.forms.is_empty() {
        return vec![Seen::well("forms", "the site has none")];
    }
    let mut seen = Vec::new();
    let all = manifest.consents.iter().chain(&manifest.declarations);
    for statement in all {
        for lang in manifest.site.languages.iter().filter(|lang| !statement.text().has(lang)) {
            let told = format!("`{}` has no text in `{lang}`", statement.id());
            seen.push(Seen::wrong(
                "statements",
                told,
                "write it into `[[consents]]` of `content/site.toml`: nobody can agree to what they cannot read",
            ));
        }
    }
    if manifest.consents.is_empty() {
        let remedy = "write a statement for each channel into `[[consents]]`: without one nobody may be written to";
        seen.push(Seen::look("statements", "nobody is asked to agree to anything", remedy));
    } else if seen.is_empty() {
        seen.push(Seen::well("statements", "each has a text in each language"));
    }
    seen
}
