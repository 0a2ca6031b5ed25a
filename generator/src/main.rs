//! Hands arguments and streams to the command line.

fn main() {}
