//! Step 4: a [`Site`](crate::model::site::Site) becomes artifacts; pure.

pub mod form_view;
pub mod forms_json;
pub mod json_ld;
pub mod osdi;
