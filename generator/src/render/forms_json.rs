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
