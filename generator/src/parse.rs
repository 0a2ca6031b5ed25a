//! Step 2: [`Sources`](crate::source::Sources) become a [`Draft`](crate::model::draft::Draft), one file at a time.

pub mod config;
pub mod front_matter;
pub mod markdown;
pub mod place;
pub mod reader;
pub mod shortcode;
pub mod toml;
pub mod when;
pub mod yaml;
