//! `forms.json`: what the functions need to know about every form.

use std::collections::BTreeMap;

use handbill_contract::{Kind, Manifest, Organisation, Privacy, Words};

use crate::ids::UrlPath;
use crate::model::artifact::Artifact;
use crate::model::config::Party;
use crate::model::site::Site;
use crate::model::statements::{consents, declarations};

/// The file; `imprint` is who answers for the material, word for word, by language: each mail holds it.
pub fn artifact(site: &Site, imprint: &Words) -> Artifact {
    Artifact { path: UrlPath::new("/forms.json"), bytes: manifest(site, imprint).to_json() }
}

/// What the file says.
pub fn manifest(site: &Site, imprint: &Words) -> Manifest {
    let all = site.pages.iter().flat_map(|page| page.forms.iter());
    let forms: BTreeMap<_, _> = all.map(|form| (form.id.clone(), form.clone())).collect();
    let takes_gifts = forms.keys().any(|id| id.kind() == Kind::Donate);
    Manifest {
        site: site_facts(site, imprint),
        consents: consents(&site.config),
        declarations: if takes_gifts { declarations(&site.config, site.now.date()) } else { Vec::new() },
        forms,
        answers: BTreeMap::new(),
        mails: BTreeMap::new(),
    }
}

fn site_facts(site: &Site, imprint: &Words) -> handbill_contract::Site {
    let config = &site.config;
    handbill_contract::Site {
        name: config.languages.iter().map(|lang| (lang.code.as_str(), lang.site_name.as_str())).collect(),
        base_url: config.base_url.clone(),
        languages: config.languages.iter().map(|lang| lang.code.to_string()).collect(),
        timezone: config.timezone.0.clone(),
        organisation: organisation(&config.organisation),
        imprint: imprint.clone(),
        privacy: config
            .privacy
            .as_ref()
            .map(|privacy| Privacy { version: privacy.version.clone(), page: privacy_page(site) }),
    }
}

fn organisation(party: &Party) -> Organisation {
    Organisation {
        name: party.name.clone(),
        legal_name: party.legal_name.clone().unwrap_or_else(|| party.name.clone()),
        address: party.address.iter().chain(&party.postcode).cloned().collect(),
        email: party.email.clone().unwrap_or_default(),
    }
}

fn privacy_page(site: &Site) -> Words {
    let menus = site.langs().zip(&site.menus);
    menus.filter_map(|(lang, menus)| Some((site.lang(lang).as_str(), menus.privacy.as_ref()?.url.as_str()))).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use handbill_contract::{Field, Form, FormId, Shape, State, post};

    use super::*;
    use crate::render::sample;

    fn form(key: &str, kind: Kind, shape: &Arc<Shape>) -> Arc<Form> {
        Arc::new(Form {
            id: FormId::new(key, kind),
            shape: shape.clone(),
            state: State::Open,
            goal: None,
            closes_at_s: None,
            title: Words::from_iter([("en", "A local group"), ("cy", "Grŵp lleol")]),
            page: Words::from_iter([("en", format!("/{key}/")), ("cy", format!("/cy/{key}/"))]),
        })
    }

    fn shape(kind: Kind) -> Arc<Shape> {
        let fields = ["given_name", "email_address"].iter().filter_map(|name| Field::standard(name, true));
        Arc::new(Shape {
            kind,
            purpose: kind.purpose(),
            languages: vec!["en".to_owned(), "cy".to_owned()],
            heading: Words::default(),
            statement: Words::default(),
            intro: Words::default(),
            button: Words::default(),
            fields: fields.collect(),
            consents: Vec::new(),
            amounts: None,
            public_names: false,
            second_signer: false,
            min_age_years: post::MIN_AGE_YEARS,
            thanks: Words::default(),
        })
    }

    #[test]
    fn each_form_stands_in_the_file_once_whatever_the_languages() {
        let mut site = sample::site(Vec::new());
        let forms: Arc<[_]> = vec![form("groups/leeds", Kind::Signup, &shape(Kind::Signup))].into();
        for page in &mut site.pages {
            page.forms = forms.clone();
        }
        let imprint = Words::one("en", "Promoted by A of B.");
        let file = artifact(&site, &imprint);
        assert_eq!(file.path.as_str(), "/forms.json");
        let read = Manifest::from_json(&file.bytes).expect("our own file");
        assert_eq!(read.forms.len(), 1);
        assert_eq!(read.site.imprint, imprint);
        assert!(read.declarations.is_empty(), "nothing is given");
    }

    #[test]
    fn gifts_bring_their_declarations() {
        let mut site = sample::site(Vec::new());
        site.pages[0].forms = vec![form("pages/donate", Kind::Donate, &shape(Kind::Donate))].into();
        let manifest = manifest(&site, &Words::default());
        // The sample's clock stands in 2015.
        assert_eq!(manifest.declaration("d2").map(handbill_contract::Statement::version), Some("2010-01-01/1"));
    }

    #[test]
    fn thousands_of_forms_make_a_small_file() {
        let mut site = sample::site(Vec::new());
        let shape = shape(Kind::Signup);
        let forms: Vec<_> = (0..4_000).map(|at| form(&format!("groups/group-{at}"), Kind::Signup, &shape)).collect();
        site.pages[0].forms = forms.into();
        let bytes = artifact(&site, &Words::default()).bytes.len();
        assert!(bytes < 4_000 * 250, "{bytes} bytes");
    }
}
