//! The checkout against a small server of the tests, and events as the provider writes them.
