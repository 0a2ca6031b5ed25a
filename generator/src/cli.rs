//! The command line: arguments become a command; what it says goes to the streams that it is given.
//!
//! What was made goes to standard output, what is wrong to standard error.
//! Exit codes: 0 built, 1 mistakes in the content, 2 a wrong command line or a failing world.

mod arguments;
#[cfg(feature = "print")]
mod leaflet;
#[cfg(feature = "forms")]
mod office;
mod progress;
mod report;
mod theme;

use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, Write};

use clap::Parser;
use jiff::Timestamp;

use self::arguments::{
    Arguments, BuildArguments, CheckArguments, Command, NewArguments, ServeArguments, SiteArguments,
};
use self::progress::Progress;
use self::report::Format;
use crate::build::{BuildError, Built, Done, Request, build_and_tell, check};
use crate::diag::render::Color;
use crate::diag::{Diagnostic, Strictness};
use crate::resolve::{Drafts, Now, Options};
use crate::serve::{self, ServeError};
use crate::source::Sources;
use crate::starter::{self, StarterError};
use crate::theming::ThemingError;
use crate::write::Takeover;

/// Where a command prints.
pub struct Streams<'a> {
    /// What was asked for.
    pub out: &'a mut dyn Write,
    /// What is wrong, and what is going on.
    pub err: &'a mut dyn Write,
    /// Whether colour may be used on `err`.
    pub color: Color,
    /// Whether somebody watches `err`, so that it may show how far long work has come.
    pub is_watched: bool,
}

/// Runs the command that `args`, without the program's name, ask for; answers with the exit code.
///
/// ```
/// let (mut out, mut err) = (Vec::new(), Vec::new());
/// assert_eq!(handbill::cli::run(["--version"], &mut out, &mut err), 0);
/// assert!(out.starts_with(b"handbill "));
/// ```
pub fn run<I, A>(args: I, out: &mut dyn Write, err: &mut dyn Write) -> u8
where
    I: IntoIterator<Item = A>,
    A: Into<OsString> + Clone,
{
    run_on(args, Streams { out, err, color: Color::Never, is_watched: false })
}

/// As [`run`], on a terminal that may show colour.
pub fn run_on<I, A>(args: I, mut streams: Streams<'_>) -> u8
where
    I: IntoIterator<Item = A>,
    A: Into<OsString> + Clone,
{
    let args = args.into_iter().map(Into::into);
    let code = match Arguments::try_parse_from(std::iter::once(OsString::from("handbill")).chain(args)) {
        Ok(arguments) => carry_out(arguments.command, &mut streams),
        Err(told) => usage(&told, &mut streams),
    };
    // A reader that went away, `handbill check | head`, has seen enough.
    code.unwrap_or(2)
}

/// Why a command could not be carried out.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Build(#[from] BuildError),
    #[error(transparent)]
    Serve(#[from] ServeError),
    #[error(transparent)]
    Starter(#[from] StarterError),
    #[cfg(feature = "print")]
    #[error(transparent)]
    Print(#[from] crate::printing::PrintError),
    #[error(transparent)]
    Theming(#[from] ThemingError),
    #[cfg(feature = "forms")]
    #[error(transparent)]
    Office(#[from] office::OfficeFailure),
    #[error("could not use {0} threads")]
    Threads(usize, #[source] rayon::ThreadPoolBuildError),
    #[error("could not print")]
    Stream(#[from] io::Error),
}

fn usage(told: &clap::Error, streams: &mut Streams<'_>) -> io::Result<u8> {
    let text = told.render();
    let text: &dyn Display = if streams.color == Color::Always { &text.ansi() } else { &text };
    if told.use_stderr() {
        write!(streams.err, "{text}")?;
        return Ok(2);
    }
    write!(streams.out, "{text}")?;
    Ok(0)
}

fn carry_out(command: Command, streams: &mut Streams<'_>) -> io::Result<u8> {
    let done = match command {
        Command::New(arguments) => new(&arguments, streams),
        Command::Build(arguments) => built(&arguments, streams),
        Command::Check(arguments) => checked(&arguments, streams),
        Command::Serve(arguments) => served(&arguments, streams),
        #[cfg(feature = "print")]
        Command::Leaflet(arguments) => leaflet::printed(&arguments, streams),
        Command::Theme(command) => theme::theme(&command, streams),
        #[cfg(feature = "forms")]
        Command::Table(command) => office::table(&command, streams).map_err(Failure::from),
        #[cfg(feature = "forms")]
        Command::Supporters(command) => office::supporters(command, streams).map_err(Failure::from),
        #[cfg(feature = "forms")]
        Command::Donations(command) => office::donations(command, streams).map_err(Failure::from),
        #[cfg(feature = "forms")]
        Command::Doctor(arguments) => office::doctor(&arguments, streams).map_err(Failure::from),
    };
    match done {
        Ok(code) => Ok(code),
        Err(failure) => {
            writeln!(streams.err, "error: {}", with_causes(&failure))?;
            Ok(2)
        }
    }
}

fn new(arguments: &NewArguments, streams: &mut Streams<'_>) -> Result<u8, Failure> {
    let files = starter::write(&arguments.dir, &arguments.theme, &clock())?;
    let dir = arguments.dir.display();
    writeln!(streams.out, "made a site of {files} files in `{dir}`")?;
    writeln!(streams.out, "next: `cd {dir}`, then `handbill serve`; `content/site.toml` says what to fill in first")?;
    Ok(0)
}

fn built(arguments: &BuildArguments, streams: &mut Streams<'_>) -> Result<u8, Failure> {
    let request = Request {
        root: arguments.site.root.clone(),
        out: arguments.out.clone(),
        options: options(&arguments.site),
        strictness: strictness(&arguments.site),
        takeover: if arguments.force { Takeover::Anything } else { Takeover::OwnOnly },
    };
    let progress = Progress::new(streams.is_watched);
    let work = || Ok(build_and_tell(&request, &|made, of| progress.tell(made, of))?);
    let built = on_threads(arguments.site.threads, work);
    drop(progress);
    let Built { sources, findings, done } = built?;
    tell(&findings, &sources, arguments.site.format, streams)?;
    let out = arguments.out.display();
    match done {
        Done::Refused => {
            writeln!(streams.err, "{}; nothing was written", report::summary(&findings))?;
            return Ok(1);
        }
        Done::Current(files) => writeln!(streams.out, "nothing has changed: `{out}` has {files} files")?,
        Done::Written(counts) => writeln!(streams.out, "{} in `{out}`", report::counts(counts))?,
    }
    if !findings.is_empty() {
        writeln!(streams.err, "{}", report::summary(&findings))?;
    }
    Ok(0)
}

fn checked(arguments: &CheckArguments, streams: &mut Streams<'_>) -> Result<u8, Failure> {
    let work = || Ok(check(&arguments.site.root, options(&arguments.site)).map_err(BuildError::from)?);
    let (sources, findings) = on_threads(arguments.site.threads, work)?;
    tell(&findings, &sources, arguments.site.format, streams)?;
    if arguments.site.format == Format::Human {
        let stream = if findings.is_empty() { &mut *streams.out } else { &mut *streams.err };
        writeln!(stream, "{}", report::summary(&findings))?;
    }
    let strictness = strictness(&arguments.site);
    Ok(u8::from(findings.iter().any(|finding| finding.stops(strictness))))
}

fn served(arguments: &ServeArguments, streams: &mut Streams<'_>) -> Result<u8, Failure> {
    let request = serve::Request {
        root: arguments.root.clone(),
        port: arguments.port,
        drafts: if arguments.no_drafts { Drafts::Hide } else { Drafts::Show },
        now: arguments.now,
        color: streams.color,
    };
    serve::serve(&request, streams)?;
    Ok(0)
}

/// Findings for people go to the stream of what is wrong; those for programs are what was asked for.
fn tell(findings: &[Diagnostic], sources: &Sources, format: Format, streams: &mut Streams<'_>) -> io::Result<()> {
    let color = streams.color;
    let stream = if format == Format::Human { &mut *streams.err } else { &mut *streams.out };
    report::findings(findings, sources, format, color, stream)
}

fn options(site: &SiteArguments) -> Options {
    Options {
        now: site.now.unwrap_or_else(|| Now::Clock(clock())),
        drafts: if site.drafts { Drafts::Show } else { Drafts::Hide },
        base_url: site.base_url.clone(),
        has_functions: false,
    }
}

fn strictness(site: &SiteArguments) -> Strictness {
    if site.strict { Strictness::Warnings } else { Strictness::Errors }
}

#[expect(clippy::disallowed_methods, reason = "this is where the time becomes an argument")]
fn clock() -> Timestamp {
    Timestamp::now()
}

/// Does the work on as many threads as were asked for; on one for each core unless told otherwise.
fn on_threads<T: Send>(threads: Option<usize>, work: impl FnOnce() -> Result<T, Failure> + Send) -> Result<T, Failure> {
    let Some(threads) = threads else { return work() };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.map_err(|error| Failure::Threads(threads, error))?.install(work)
}

/// An error with what caused it: `could not read \`x\`: permission denied`.
pub(crate) fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let cause_text = cause.to_string();
        if !text.ends_with(&cause_text) {
            text = format!("{text}: {cause_text}");
        }
        next = cause.source();
    }
    text
}
