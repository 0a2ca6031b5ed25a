//! Has the crate compiled again when a theme changes, since themes are embedded in it.

#![allow(clippy::print_stdout, reason = "cargo is spoken to on standard output")]

fn main() {
    println!("cargo::rerun-if-changed=../themes");
    println!("cargo::rerun-if-changed=starter");
    println!("cargo::rerun-if-changed=build.rs");
}
