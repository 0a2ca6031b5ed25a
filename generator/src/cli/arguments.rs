//! What can be typed, and what the help says of it.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueHint};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

#[cfg(feature = "forms")]
use super::office::{DoctorArguments, DonationsCommand, SupportersCommand, TableCommand};
use super::report::Format;
use super::theme::ThemeCommand;
use crate::load::embedded;
use crate::parse::config::THEME;
use crate::resolve::Now;

/// Turns a folder of Markdown into a campaign site
#[derive(Debug, Parser)]
#[command(name = "handbill", version, about, arg_required_else_help = true, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a folder with a small site to start from
    New(NewArguments),
    /// Build the site
    Build(BuildArguments),
    /// Show the site on this machine, and every change as soon as it is saved
    Serve(ServeArguments),
    /// Say everything that is wrong with the site, and write nothing
    Check(CheckArguments),
    /// Make leaflets, posters and sign-up sheets of campaigns as PDF, for one group or for the printer's
    #[cfg(feature = "print")]
    Leaflet(LeafletArguments),
    /// The files of the site's theme: list them, copy one to change it, begin a theme of your own
    #[command(subcommand)]
    Theme(ThemeCommand),
    /// Make the table in which sign-ups, pledges and gifts are recorded
    #[cfg(feature = "forms")]
    #[command(subcommand)]
    Table(TableCommand),
    /// What people have signed: export, counts, erasure, import, sync
    #[cfg(feature = "forms")]
    #[command(subcommand)]
    Supporters(SupportersCommand),
    /// What the law on donations asks for: deadlines, decisions, reports
    #[cfg(feature = "forms")]
    #[command(subcommand)]
    Donations(DonationsCommand),
    /// Say what still stops a launch, and what to do about each
    #[cfg(feature = "forms")]
    Doctor(DoctorArguments),
}

#[derive(Debug, Args)]
pub(super) struct NewArguments {
    /// The folder to make; it may be there if it is empty
    #[arg(value_hint = ValueHint::DirPath)]
    pub(super) dir: PathBuf,
    /// How the site is to look; `theme` in its `site.toml` changes it later
    #[arg(long, value_name = "NAME", default_value = THEME, value_parser = PossibleValuesParser::new(embedded::names()))]
    pub(super) theme: String,
}

/// What building and checking have in common.
#[derive(Debug, Args)]
pub(super) struct SiteArguments {
    /// The folder that holds `content/`
    #[arg(long, value_name = "DIR", default_value = ".", value_hint = ValueHint::DirPath)]
    pub(super) root: PathBuf,
    /// Show drafts, and pages whose time has not come: a preview, which tells search engines to stay away
    #[arg(long)]
    pub(super) drafts: bool,
    /// Take this for now, instead of the clock: 2026-05-01, 2026-05-01T09:00, or with an offset
    #[arg(long, value_name = "TIME", value_parser = now)]
    pub(super) now: Option<Now>,
    /// Where the site will be served, instead of the `base_url` of `site.toml`
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub(super) base_url: Option<String>,
    /// Let no warning through
    #[arg(long)]
    pub(super) strict: bool,
    /// How to tell what is wrong: to people, as JSON lines, or as remarks on a GitHub change
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(super) format: Format,
    /// How many threads to use [default: one for each core]
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<usize>,
}

#[derive(Debug, Args)]
pub(super) struct BuildArguments {
    #[command(flatten)]
    pub(super) site: SiteArguments,
    /// Where the site is written, below the root
    #[arg(long, value_name = "DIR", default_value = "dist", value_hint = ValueHint::DirPath)]
    pub(super) out: PathBuf,
    /// Replace all that the output folder holds, even if no build of this site has put it there
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    pub(super) site: SiteArguments,
}

/// What is to be printed.
#[cfg(feature = "print")]
#[derive(Debug, Args)]
pub(super) struct LeafletArguments {
    /// Campaigns by the names of their files: rent-controls [default: all that have a leaflet]
    #[arg(value_name = "CAMPAIGN")]
    pub(super) campaigns: Vec<String>,
    /// The group that hands them out: its meetings and address stand on them, its name in their links
    #[arg(long, value_name = "GROUP")]
    pub(super) group: Option<String>,
    /// The word by which their links say where they were handed out [default: leaflet-GROUP]
    #[arg(long, value_name = "WORD")]
    pub(super) source: Option<String>,
    /// Which paper; may be repeated [default: all]
    #[arg(long, value_enum, value_name = "PAPER")]
    pub(super) paper: Vec<PaperArgument>,
    /// In one language only
    #[arg(long, value_name = "LANG")]
    pub(super) lang: Option<String>,
    /// For a printer's: with marks to cut by, and 3 mm of colour beyond them
    #[arg(long)]
    pub(super) crop_marks: bool,
    /// Where the files are written, below the root
    #[arg(long, value_name = "DIR", default_value = "print", value_hint = ValueHint::DirPath)]
    pub(super) out: PathBuf,
    #[command(flatten)]
    pub(super) site: SiteArguments,
}

/// A kind of paper.
#[cfg(feature = "print")]
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(super) enum PaperArgument {
    /// A5, two sides
    Leaflet,
    /// A4
    Poster,
    /// A4, for names by hand, with strips to tear off
    Sheet,
}

#[derive(Debug, Args)]
pub(super) struct ServeArguments {
    /// The folder that holds `content/`
    #[arg(long, value_name = "DIR", default_value = ".", value_hint = ValueHint::DirPath)]
    pub(super) root: PathBuf,
    /// The port to listen on [default: 8000, or the next that is free]
    #[arg(long, value_name = "PORT")]
    pub(super) port: Option<u16>,
    /// Leave drafts out, and pages whose time has not come
    #[arg(long)]
    pub(super) no_drafts: bool,
    /// Take this for now, instead of the clock
    #[arg(long, value_name = "TIME", value_parser = now)]
    pub(super) now: Option<Now>,
}

fn now(typed: &str) -> Result<Now, String> {
    if let Ok(now) = typed.parse::<Timestamp>() {
        return Ok(Now::Exact(now));
    }
    let local = typed.parse::<DateTime>().ok();
    let local = local.or_else(|| typed.parse::<Date>().ok().map(|date| date.at(0, 0, 0, 0)));
    local.map(Now::Local).ok_or_else(|| "write it as 2026-05-01, 2026-05-01T09:00 or 2026-05-01T09:00+01:00".to_owned())
}

fn base_url(typed: &str) -> Result<String, String> {
    crate::parse::config::base_url_of(typed)
        .ok_or_else(|| "write it as https://example.org, with nothing after it".to_owned())
}
