//! The nouns, and how each is made: pure functions of their arguments.

pub mod consent;
pub mod email;
pub mod entry;
pub mod gift;
pub mod id;
pub mod keys;
pub mod limit;
pub mod mail;
pub mod person;
pub mod token;

pub use consent::{Consent, ConsentChange};
pub use email::Email;
pub use entry::{Entry, EntryState, Slot};
pub use gift::{Donor, Gift, GiftId, Payment, PaymentFacts, PaymentKey, ProviderEvent, Tier};
pub use id::Id;
pub use keys::Keys;
pub use limit::{LimitCell, Window};
pub use mail::{Mail, MailName};
pub use person::{Person, PersonKey};
pub use token::{Grant, Token, TokenHash};
