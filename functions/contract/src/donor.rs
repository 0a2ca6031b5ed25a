//! Who gives, where the law asks (PPERA, s.54): the kinds of permissible donor, and what a gift of more than £500
//! is asked for besides.

use serde::{Deserialize, Serialize};

/// A kind of donor from whom a members association may take more than £500.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DonorKind {
    /// On an electoral register in the UK.
    Individual,
    /// Registered and incorporated in the UK, and doing business there.
    Company,
    /// A registered political party.
    Party,
    /// A listed trade union.
    TradeUnion,
    /// A building society.
    BuildingSociety,
    /// A limited liability partnership.
    Llp,
    /// A friendly society, or one registered under the Act of 2014.
    FriendlySociety,
    /// Two people or more, with their main office in the UK.
    UnincorporatedAssociation,
}

impl DonorKind {
    /// All of them, in the order in which a form lists them, with what is posted.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::Individual, "individual"),
        (Self::Company, "company"),
        (Self::Party, "party"),
        (Self::TradeUnion, "trade_union"),
        (Self::BuildingSociety, "building_society"),
        (Self::Llp, "llp"),
        (Self::FriendlySociety, "friendly_society"),
        (Self::UnincorporatedAssociation, "unincorporated_association"),
    ];

    /// The kind that is posted as `name`.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(kind, _)| *kind)
    }

    /// What is posted for it.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("individual", |(_, name)| name)
    }
}

/// Posted: a [`DonorKind`].
pub const KIND: &str = "donor_kind";
/// Posted: the full name in law, of the person or of the organisation.
pub const LEGAL_NAME: &str = "donor_legal_name";
/// Posted: the first line of the address on the register, or of the registered office.
pub const ADDRESS_LINE_1: &str = "donor_address_line_1";
/// Posted: its town.
pub const LOCALITY: &str = "donor_locality";
/// Posted: its postcode.
pub const POSTAL_CODE: &str = "donor_postal_code";
/// Posted: its country, in two letters; a giver abroad who is no overseas elector is stopped before payment.
pub const COUNTRY: &str = "donor_country";
/// Posted: ticked by one who lives abroad and is on a register in the UK.
pub const OVERSEAS_ELECTOR: &str = "donor_overseas_elector";
/// Posted: a company's number.
pub const COMPANY_NUMBER: &str = "donor_company_number";
/// Posted: whose money it is: [`OWN`] or [`ANOTHERS`].
pub const MONEY: &str = "donor_money";
/// Posted: whose, where it is another's.
pub const TRUE_DONOR: &str = "donor_true_donor";

/// The value of [`MONEY`] for one's own.
pub const OWN: &str = "own";
/// The value of [`MONEY`] for another's.
pub const ANOTHERS: &str = "anothers";

/// What tier 1 asks for, in its order: the name that is posted, the longest answer in characters, and whether a post
/// without it is refused whatever the rest says.
pub const FIELDS: [(&str, u32, bool); 10] = [
    (KIND, 40, true),
    (LEGAL_NAME, 200, true),
    (COMPANY_NUMBER, 20, false),
    (ADDRESS_LINE_1, 200, true),
    (LOCALITY, 100, true),
    (POSTAL_CODE, 12, true),
    (COUNTRY, 2, true),
    (OVERSEAS_ELECTOR, 3, false),
    (MONEY, 10, true),
    (TRUE_DONOR, 200, false),
];
