//! What a form is: the generator renders it and lists it in `forms.json`; a function parses a post by it.
//! Small and pure: no disk, no network, no clock, no AWS.
//!
//! - [`manifest`]: `forms.json`, all forms of a site and what they have in common
//! - [`form`]: one form: its page, its goal, and its [`Shape`], which many forms may share
//! - [`kind`]: which sort of form, and what for
//! - [`field`]: what is asked; the standard fields stand in one table
//! - [`statement`]: what is agreed to, word for word, with a version and a SHA-256
//! - [`donation`]: what the law says about gifts, in one dated table, and the declarations
//! - [`donor`]: who gives, where the law asks
//! - [`post`]: the names of a post's fields
//! - [`parse`]: a post, read by its form
//! - [`email`]: what an e-mail address looks like
//! - [`answer`]: what functions say and write in mails, rendered at build
//! - [`words`]: text by language

pub mod answer;
pub mod donation;
pub mod donor;
pub mod email;
pub mod field;
pub mod form;
pub mod kind;
pub mod manifest;
pub mod parse;
pub mod post;
pub mod statement;
pub mod words;

pub use answer::{Answers, MailText};
pub use field::{Choice, Field, FieldKind, Standard};
pub use form::{Amounts, Form, FormId, Shape};
pub use kind::{Kind, Purpose, State};
pub use manifest::{Manifest, ManifestError, Organisation, Privacy, Site};
pub use statement::{Channel, Statement};
pub use words::Words;
