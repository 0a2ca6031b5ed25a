//! Step 4: a [`Site`](crate::model::site::Site) becomes artifacts; pure.

pub mod atom;
pub mod calendar;
pub mod feeds;
pub mod form_view;
pub mod forms_json;
pub mod headers;
pub mod icons;
pub mod imprint;
pub mod json_feed;
pub mod json_ld;
pub mod language;
pub mod manifest;
pub mod osdi;
pub mod paths;
pub mod redirects;
pub mod robots;
pub mod security_txt;
pub mod sitemap;
pub mod text;
pub mod theme;

#[cfg(test)]
mod sample;
