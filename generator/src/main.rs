//! Hands arguments and streams to the command line.

use std::io::{IsTerminal as _, stderr, stdout};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use handbill::cli::{Streams, run_on};
use handbill::diag::render::Color;
use mimalloc::MiMalloc;

/// A build allocates from every core at once, in small pieces, and frees almost all of them.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let args = std::env::args_os().skip(1);
    // Colour on a terminal, unless `NO_COLOR` and the like say otherwise.
    let color = if AutoStream::choice(&stderr()) == ColorChoice::Never { Color::Never } else { Color::Always };
    let is_watched = stderr().is_terminal();
    run_on(args, Streams { out: &mut stdout().lock(), err: &mut stderr(), color, is_watched }).into()
}
