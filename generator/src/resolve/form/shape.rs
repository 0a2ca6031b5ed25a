//! A form's shape, of all that was written about it.

use handbill_contract::post::MIN_AGE_YEARS;
use handbill_contract::{Channel, Kind, Purpose, Shape};

use crate::diag::{Diagnostic, nearest};
use crate::model::config::{Config, Consent};
use crate::model::draft::Kind as PageKind;
use crate::model::statements::contract_words;
use crate::resolve::form::raw::Raw;
use crate::resolve::form::{Declared, FormContext, amounts, fields, languages};
use crate::source::Span;

/// One form in the making.
pub(super) struct Making<'a> {
    pub(super) context: &'a FormContext<'a>,
    pub(super) declared: &'a Declared<'a>,
    pub(super) raw: &'a Raw,
    pub(super) findings: Vec<Diagnostic>,
}

impl<'a> Making<'a> {
    pub(super) fn new(context: &'a FormContext<'a>, declared: &'a Declared<'a>, raw: &'a Raw) -> Self {
        Self { context, declared, raw, findings: Vec::new() }
    }

    /// The shape, the goal, and what is wrong.
    pub(super) fn make(mut self) -> (Shape, Option<u64>, Vec<Diagnostic>) {
        let raw = self.raw;
        let purpose = self.purpose();
        let fields = fields::make(&mut self);
        let consents = self.consents(&fields, purpose);
        let languages = languages::make(&mut self, &consents);
        let shape = Shape {
            kind: self.kind(),
            purpose,
            languages,
            heading: contract_words(&raw.texts.heading),
            statement: contract_words(&raw.texts.statement),
            intro: contract_words(&raw.texts.intro),
            button: contract_words(&raw.texts.button),
            fields,
            consents: consents.iter().map(|consent| consent.id.value.clone()).collect(),
            amounts: amounts::make(&mut self),
            public_names: raw.public_names,
            second_signer: raw.second_signer,
            min_age_years: MIN_AGE_YEARS,
            thanks: self.thanks(),
        };
        self.privacy();
        let goal = self.goal();
        (shape, goal, self.findings)
    }

    pub(super) fn kind(&self) -> Kind {
        self.declared.kind
    }

    pub(super) fn config(&self) -> &'a Config {
        self.context.config
    }

    /// Tells something at a span of the form's own file.
    pub(super) fn tell(&mut self, finding: Diagnostic, span: Span, label: impl Into<String>) {
        self.findings.push(finding.at(self.raw.at.file, span, label));
    }

    fn purpose(&self) -> Purpose {
        let of_kind = match (self.kind(), self.declared.original.kind) {
            (Kind::Signup, PageKind::Group) => Purpose::Group,
            (kind, _) => kind.purpose(),
        };
        self.raw.purpose.unwrap_or(of_kind)
    }

    fn goal(&mut self) -> Option<u64> {
        let goal = self.raw.goal.as_ref()?;
        if goal.value == 0 {
            let finding = Diagnostic::error("goal-invalid", format!("the goal of `{}` is 0", self.kind()));
            self.tell(finding.help("write how many are wanted, or take the line out"), goal.span, "nobody is wanted");
            return None;
        }
        Some(goal.value)
    }

    fn thanks(&mut self) -> handbill_contract::Words {
        if let Some(key) = &self.raw.thanks {
            if let Some(urls) = (self.context.urls)(&key.value) {
                return urls;
            }
            let finding = Diagnostic::error("thanks-page-missing", format!("no page `{}`", key.value))
                .help("name a page by its path below `content/`, without `.md`: `pages/thank-you`");
            self.tell(finding, key.span, "this page does not exist");
        }
        (self.context.thanks)(self.kind())
    }

    fn privacy(&mut self) {
        if self.config().privacy.is_none() {
            let finding =
                Diagnostic::error("privacy-page-missing", "forms ask for personal data, and no page says why");
            self.findings.push(
                finding.at(self.config().file, Span::default(), "no `[privacy]` in this file").help(
                    "write the page, and name it here: `[privacy]`, `page = \"pages/privacy\"`, `version = \"…\"`",
                ),
            );
        }
    }

    /// The statements that the form offers: those it names, else those for which it asks what they need.
    fn consents(&mut self, fields: &[handbill_contract::Field], purpose: Purpose) -> Vec<&'a Consent> {
        let all = &self.config().consents;
        let asks_for = |name: &str| fields.iter().any(|field| field.name == name);
        let mut offered: Vec<&Consent> = Vec::new();
        match &self.raw.consents {
            None => offered.extend(all.iter().filter(|consent| needs(consent).is_some_and(asks_for))),
            Some(ids) => {
                for id in ids {
                    match all.iter().find(|consent| consent.id.value == id.value) {
                        Some(consent) if offered.contains(&consent) => {}
                        Some(consent) => {
                            self.answerable(consent, id.span, asks_for);
                            offered.push(consent);
                        }
                        None => self.consent_unknown(&id.value, id.span),
                    }
                }
            }
        }
        let keeps_in_touch = matches!(purpose, Purpose::Newsletter | Purpose::Volunteer | Purpose::Group);
        if keeps_in_touch && offered.is_empty() && self.raw.consents.as_ref().is_none_or(Vec::is_empty) {
            self.consent_missing();
        }
        offered
    }

    fn answerable(&mut self, consent: &Consent, span: Span, asks_for: impl Fn(&str) -> bool) {
        let unasked = needs(consent).filter(|field| !asks_for(field) && !fields::is_told(self, field));
        let Some(field) = unasked else { return };
        let message = format!("the consent `{}` is offered, and `{field}` is not asked for", consent.id.value);
        let finding = Diagnostic::warning("consent-unanswerable", message)
            .help(format!("add `{field}` to `fields`, or take the consent out"));
        self.tell(finding, span, format!("needs `{field}`"));
    }

    fn consent_unknown(&mut self, id: &str, span: Span) {
        let known = self.config().consents.iter().map(|consent| consent.id.value.as_str());
        let help = match nearest(id, known) {
            Some(word) => format!("did you mean `{word}`?"),
            None => format!("write the statement in `site.toml`: `[[consent]]`, `id = \"{id}\"`"),
        };
        let finding = Diagnostic::error("consent-unknown", format!("there is no consent `{id}`")).help(help);
        self.tell(finding, span, "no `[[consent]]` of `site.toml` has this id");
    }

    fn consent_missing(&mut self) {
        let message = format!("`{}` keeps in touch, and asks for no consent", self.kind());
        let finding = Diagnostic::error("consent-statement-missing", message);
        let finding = if self.config().consents.is_empty() {
            finding
                .help("write a statement in `site.toml`: `[[consent]]`, `id = \"email\"`, `channel`, `version`, `text`")
        } else {
            finding.help("offer a statement of `site.toml`: `consents = [\"email\"]`")
        };
        self.tell(finding, self.raw.at.whole, "nobody can agree to be written to");
    }
}

/// The field without which nobody can be reached by the statement's channel.
fn needs(consent: &Consent) -> Option<&'static str> {
    match Channel::parse(&consent.channel)? {
        Channel::Email => Some("email_address"),
        Channel::Sms | Channel::Phone => Some("phone_number"),
        Channel::Post => Some("address_line_1"),
        Channel::Share | Channel::Gift => None,
    }
}
