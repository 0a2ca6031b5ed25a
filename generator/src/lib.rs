//! Handbill turns a folder of Markdown into a campaign microsite.
//!
//! Five steps, each of which turns one type into the next:
//!
//! 1. [`load`]: a folder becomes [`source::Sources`]; the only reader
//! 2. [`parse`]: sources become a [`model::draft::Draft`], one file at a time
//! 3. [`resolve`]: the draft becomes a [`model::site::Site`], the whole site at once
//! 4. [`render`]: the site becomes [`model::artifact::Artifact`]s; pure
//! 5. [`write`](mod@write): artifacts become a folder; the only writer
//!
//! [`project`] holds a site between reading and writing, and [`build`] puts the steps in order;
//! [`cli`], [`serve`], [`starter`] and [`theming`] are faces of the same five steps.

pub mod build;
pub mod cli;
pub mod diag;
pub mod digest;
pub mod ids;
pub mod load;
pub mod model;
pub mod parse;
pub mod picture;
pub mod places;
#[cfg(feature = "print")]
pub mod printing;
pub mod project;
pub mod render;
pub mod resolve;
mod scan;
pub mod serve;
pub mod source;
pub mod starter;
pub mod theming;
pub mod write;
