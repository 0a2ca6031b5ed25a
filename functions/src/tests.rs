//! The library as a whole: a request goes in, a response comes out, with the embedded database in memory, a fixed clock
//! and fixed tokens.

mod fixture;
mod walk;
