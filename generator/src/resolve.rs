//! Step 3: a [`Draft`](crate::model::draft::Draft) becomes a [`Site`](crate::model::site::Site): the whole site at once.

pub mod form;
