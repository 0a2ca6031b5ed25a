//! The nouns, one module for each state of the work: what parse yields, what resolve yields, what render yields.

pub mod artifact;
pub mod config;
pub mod draft;
pub mod node;
pub mod site;
pub mod statements;
pub mod theme;
