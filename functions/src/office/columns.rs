//! The columns of the tables, by OSDI's names.

/// The columns of `people.csv`.
pub(super) const PEOPLE: [&str; 20] = [
    "identifiers",
    "given_name",
    "family_name",
    "email_address",
    "email_status",
    "phone_number",
    "address_line_1",
    "locality",
    "region",
    "postal_code",
    "country",
    "language",
    "source",
    "local_group",
    "consent_text",
    "consent_given_at",
    "confirmed_at",
    "created_date",
    "modified_date",
    "tags",
];

/// The columns of `signatures.csv`.
pub(super) const SIGNATURES: [&str; 16] = [
    "identifiers",
    "petition",
    "action_date",
    "created_date",
    "comments",
    "public_name",
    "source",
    "referrer",
    "website",
    "url",
    "given_name",
    "family_name",
    "email_address",
    "postal_code",
    "country",
    "add_tags",
];

/// The first columns of `submissions.csv`; those of custom fields follow, and what is left of the answers.
pub(super) const SUBMISSIONS: [&str; 14] = [
    "identifiers",
    "form",
    "action_date",
    "created_date",
    "source",
    "referrer",
    "website",
    "url",
    "given_name",
    "family_name",
    "email_address",
    "postal_code",
    "country",
    "add_tags",
];

/// The last column of `submissions.csv`: answers to fields that no form asks for any more, or that have no column.
pub(super) const OTHERS: &str = "other_answers";

/// The columns of `attendances.csv`.
pub(super) const ATTENDANCES: [&str; 13] = [
    "identifiers",
    "event",
    "action_date",
    "created_date",
    "status",
    "attended",
    "comment",
    "source",
    "given_name",
    "family_name",
    "email_address",
    "postal_code",
    "country",
];

/// The columns of `donations.csv`.
pub(super) const DONATIONS: [&str; 25] = [
    "identifiers",
    "fundraising_page",
    "action_date",
    "created_date",
    "amount",
    "currency",
    "recipient_display_name",
    "recipient_legal_name",
    "payment_method",
    "payment_reference_number",
    "recurring",
    "period",
    "subscription_instance",
    "voided",
    "voided_date",
    "credited_amount",
    "credited_date",
    "permissibility_status",
    "source",
    "given_name",
    "family_name",
    "email_address",
    "address_line_1",
    "postal_code",
    "country",
];
