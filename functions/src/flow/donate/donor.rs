//! Who gives, where the law asks: what a larger gift is asked for, and whether all of it is there.

use handbill_contract::donor::{self, DonorKind};
use handbill_contract::parse::{self, ErrorCode, FieldError};
use handbill_contract::{Field, Manifest, post};

use crate::domain::{Donor, Tier};
use crate::form::Typed;

/// Where permissible donors are, with what people type for it.
const UK: [&str; 2] = ["GB", "UK"];

/// What a form asks for where a year's gifts are reported.
const PHONE: &str = "phone_number";

/// What came of asking.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// All that the tier asks for; nobody, where it asks for nothing.
    Whole(Option<Donor>),
    /// There is more to ask, or to mend.
    More {
        /// What is to be mended. Nothing, where a part was not on the page before.
        errors: Vec<FieldError>,
        /// The parts that the page needs.
        parts: Vec<&'static str>,
    },
    /// The giver is outside the UK, and on no register in it.
    Abroad,
}

/// The parts of the form that `tier` asks for.
pub(super) fn parts(tier: Tier) -> Vec<&'static str> {
    match tier {
        Tier::Small | Tier::SmallFlagged => Vec::new(),
        Tier::Checked => vec!["donor"],
        Tier::Reportable => vec!["donor", "reportable"],
    }
}

/// The declarations that `tier` wants.
pub(super) fn declarations(tier: Tier) -> &'static [&'static str] {
    match tier {
        Tier::Small | Tier::SmallFlagged => &["d0"],
        Tier::Checked => &["d1"],
        Tier::Reportable => &["d1", "d2"],
    }
}

/// Whether the page that was posted held the declaration `id`, in whatever wording.
pub(super) fn was_shown(typed: &Typed, id: &str) -> bool {
    tickets(typed).any(|ticket| ticket.split('@').next() == Some(id))
}

fn tickets(typed: &Typed) -> impl Iterator<Item = &str> {
    typed.pairs.iter().filter(|(name, _)| name == post::DECLARATION).map(|(_, ticket)| ticket.trim())
}

/// What `typed` answers to that which `tier` asks; `errors` are those of the rest of the form.
pub(super) fn asked(manifest: &Manifest, typed: &Typed, tier: Tier, mut errors: Vec<FieldError>) -> Answer {
    let parts = parts(tier);
    if parts.is_empty() {
        return if errors.is_empty() { Answer::Whole(None) } else { Answer::More { errors, parts } };
    }
    if !was_shown(typed, "d1") {
        return Answer::More { errors, parts };
    }
    if is_abroad(typed) {
        return Answer::Abroad;
    }
    let asks_phone = tier == Tier::Reportable;
    let is_new = asks_phone && !was_shown(typed, "d2");
    let mut reading = Reading { typed, errors: Vec::new() };
    let donor = reading.donor(asks_phone && !is_new);
    errors.append(&mut reading.errors);
    if !is_new && declarations(tier).iter().any(|id| !is_current(manifest, typed, id)) {
        errors.push(FieldError::new(post::DECLARATION, ErrorCode::DeclarationChanged));
    }
    let mut seen = std::collections::BTreeSet::new();
    errors.retain(|error| seen.insert(error.name.clone()));
    match donor {
        Some(donor) if errors.is_empty() && !is_new => Answer::Whole(Some(donor)),
        _ => Answer::More { errors, parts },
    }
}

/// Whether the declaration `id` was shown as it reads now.
fn is_current(manifest: &Manifest, typed: &Typed, id: &str) -> bool {
    let Some(statement) = manifest.declaration(id) else { return false };
    statement.text().iter().filter_map(|(lang, _)| statement.ticket(lang)).any(|ours| tickets(typed).any(|t| t == ours))
}

/// Whether the giver lives, or the organisation sits, where no permissible donor does.
fn is_abroad(typed: &Typed) -> bool {
    let country = country(typed).unwrap_or_default();
    let is_elector = typed.value(donor::OVERSEAS_ELECTOR) == Some(post::YES)
        && typed.value(donor::KIND) == Some(DonorKind::Individual.as_str());
    country.len() == 2 && country != "GB" && !is_elector
}

/// The two letters, `GB` for the United Kingdom however it is written.
fn country(typed: &Typed) -> Option<String> {
    let country = typed.value(donor::COUNTRY)?.to_uppercase();
    Some(if UK.contains(&country.as_str()) { "GB".to_owned() } else { country })
}

struct Reading<'a> {
    typed: &'a Typed,
    errors: Vec<FieldError>,
}

impl Reading<'_> {
    /// The donor, with an error for everything that is missing or wrong.
    fn donor(&mut self, asks_phone: bool) -> Option<Donor> {
        let kind = self.needed(donor::KIND);
        let kind = self.checked(donor::KIND, &kind, DonorKind::parse);
        let legal_name = self.needed(donor::LEGAL_NAME);
        let has_number = matches!(kind, Some(DonorKind::Company | DonorKind::Llp));
        let company_number = if has_number { self.needed(donor::COMPANY_NUMBER) } else { String::new() };
        let (line, town) = (self.needed(donor::ADDRESS_LINE_1), self.needed(donor::LOCALITY));
        let postcode = self.standard(donor::POSTAL_CODE, "postal_code");
        let country = if self.needed(donor::COUNTRY).is_empty() { None } else { country(self.typed) };
        let is_country = |text: &str| (text.len() == 2 && text.chars().all(|c| c.is_ascii_uppercase())).then_some(());
        if let Some(country) = &country {
            self.checked(donor::COUNTRY, country, is_country);
        }
        let money = self.needed(donor::MONEY);
        let whose = |text: &str| [donor::OWN, donor::ANOTHERS].contains(&text).then_some(());
        self.checked(donor::MONEY, &money, whose);
        let true_donor = if money == donor::ANOTHERS { self.needed(donor::TRUE_DONOR) } else { String::new() };
        let phone_number = if asks_phone { self.standard(PHONE, PHONE) } else { String::new() };
        let address = vec![line, town, postcode];
        let country = country.unwrap_or_default();
        Some(Donor { kind: kind?, legal_name, address, country, company_number, true_donor, phone_number })
    }

    /// An answer that has to be there; empty, with an error, where it is not.
    fn needed(&mut self, name: &str) -> String {
        let answer = self.typed.value(name).unwrap_or_default().to_owned();
        if answer.is_empty() {
            self.errors.push(FieldError::new(name, ErrorCode::Required));
        }
        answer
    }

    /// What `read` makes of an answer, with an error where it makes nothing of one that is there.
    fn checked<T>(&mut self, name: &str, answer: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let read = read(answer);
        if read.is_none() && !answer.is_empty() {
            self.errors.push(FieldError::new(name, ErrorCode::Choice));
        }
        read
    }

    /// The answer `name`, read as the standard field `like` is.
    fn standard(&mut self, name: &str, like: &str) -> String {
        let Some(field) = Field::standard(like, true) else { return String::new() };
        match parse::answer(&field, self.typed.value(name).unwrap_or_default()) {
            Ok(answer) => answer.unwrap_or_default(),
            Err((code, limit)) => {
                self.errors.push(FieldError { name: name.to_owned(), code, limit });
                String::new()
            }
        }
    }
}
