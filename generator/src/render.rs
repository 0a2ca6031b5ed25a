//! Step 4: a [`Site`](crate::model::site::Site) becomes artifacts; pure.

pub mod imprint;
pub mod language;
pub mod theme;
