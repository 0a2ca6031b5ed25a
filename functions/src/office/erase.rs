//! Everything about one person, forgotten; what must stay, and why; and the letter that says so.

use jiff::Timestamp;

use super::{Office, OfficeError};
use crate::domain::gift::judge;
use crate::domain::{Email, Payment};

/// What an erasure did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erased {
    /// Entries that are gone.
    pub entries: usize,
    /// Records of consent that are gone.
    pub consents: usize,
    /// Tokens, limits and promises that are gone.
    pub traces: usize,
    /// Gifts whose checkout is still open: money may come of them for a day.
    pub open: usize,
    /// Payments that the law keeps, each with the day on which it may go: `2021-10-10`.
    pub kept: Vec<(String, String)>,
    /// In which the person was spoken to.
    pub language: String,
}

impl Office {
    /// Forgets whoever reads `typed`. It may be done again: then there is nothing left to forget.
    ///
    /// What stays is the mark by which an import knows that this person is not to be brought back, and what the law on
    /// donations wants to be kept for six years.
    ///
    /// # Errors
    /// When `typed` is no address, or the store does not answer: what was forgotten by then stays so.
    pub async fn erase(&self, typed: &str) -> Result<Erased, OfficeError> {
        let email = Email::parse(typed).ok_or_else(|| OfficeError::Refused(format!("`{typed}` is no address")))?;
        let person = self.keys.person(&email);
        let dossier = self.store.dossier(&person).await?;
        let payments = self.store.payments(&person, Timestamp::UNIX_EPOCH).await?;
        self.store.erase(&person, self.now).await?;
        let traces = self.store.remove_traces(&person, self.now).await?;
        let spoken = dossier.person.map(|person| person.language);
        let spoken = spoken.or_else(|| dossier.entries.first().map(|entry| entry.language.clone()));
        Ok(Erased {
            entries: dossier.entries.len(),
            consents: dossier.consents.len(),
            traces: traces.removed,
            open: traces.open,
            kept: payments.iter().map(|payment| (payment.payment.0.clone(), kept_until(payment))).collect(),
            language: spoken.or_else(|| self.manifest.site.languages.first().cloned()).unwrap_or_default(),
        })
    }

    /// What cannot be reached from here: each is somebody's to do.
    pub fn out_of_reach(&self) -> [&'static str; 5] {
        [
            "mails that were sent before",
            "exports that were taken before: delete the row in each copy that you keep",
            "Action Network, if you sync with it: delete the person there by hand",
            "the payment provider's own records of gifts",
            "backups of the table: they end after 35 days by themselves",
        ]
    }

    /// The letter to the person, in their language.
    pub fn letter(&self, erased: &Erased) -> String {
        let site = &self.manifest.site;
        let organisation = &site.organisation.name;
        let day = judge::day(self.now);
        if erased.language == "cy" {
            let mut text = format!(
                "Annwyl gefnogwr,\n\nGofynnoch i ni ddileu eich manylion. Ar {day} fe wnaethom ddileu {} cofnod a {} \
                 cofnod o gydsyniad. Ni fyddwn yn ysgrifennu atoch eto.\n\nRydym yn cadw un peth: marc nad yw'n dangos \
                 eich cyfeiriad, er mwyn peidio â'ch ychwanegu eto trwy gamgymeriad.\n",
                erased.entries, erased.consents
            );
            if !erased.kept.is_empty() {
                text.push_str(
                    "\nMae'r gyfraith ar roddion gwleidyddol (PPERA 2000) yn ein gorfodi i gadw'r cofnodion hyn am chwe \
                     blynedd:\n",
                );
                for (payment, until) in &erased.kept {
                    text.push_str(&format!("  {payment}, hyd {until}\n"));
                }
            }
            text.push_str(&format!(
                "\nOs nad ydych yn fodlon, gallwch gwyno i Swyddfa'r Comisiynydd Gwybodaeth: https://ico.org.uk\n\n\
                 {organisation}\n"
            ));
            return text;
        }
        let mut text = format!(
            "Dear supporter,\n\nYou asked us to erase what we keep about you. On {day} we erased {} of your entries and \
             {} records of consent. We will not write to you again.\n\nWe keep one thing: a mark that does not show your \
             address, so that nobody adds you again by mistake.\n",
            erased.entries, erased.consents
        );
        if !erased.kept.is_empty() {
            text.push_str("\nThe law on political donations (PPERA 2000) makes us keep these records for six years:\n");
            for (payment, until) in &erased.kept {
                text.push_str(&format!("  {payment}, until {until}\n"));
            }
        }
        text.push_str(&format!(
            "\nIf you are not content with this, you can complain to the Information Commissioner's Office: \
             https://ico.org.uk\n\n{organisation}\n"
        ));
        text
    }
}

fn kept_until(payment: &Payment) -> String {
    let decided = payment.decision.as_ref().map(|decision| decision.at);
    let last = payment.facts.last.max(decided).or(payment.facts.received).unwrap_or(Timestamp::UNIX_EPOCH);
    let until = Timestamp::from_second(judge::kept_until_s(last)).unwrap_or(Timestamp::MAX);
    judge::day(until).to_string()
}
