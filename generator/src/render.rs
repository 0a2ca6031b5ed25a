//! Step 4: a [`Site`](crate::model::site::Site) becomes artifacts; pure.
