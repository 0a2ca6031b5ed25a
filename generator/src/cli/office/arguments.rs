//! What organisers can type.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueHint};
use handbill_functions::office::donations::Quarter;
use jiff::Timestamp;

/// Which records are meant.
#[derive(Debug, Args)]
pub(in crate::cli) struct Records {
    /// The folder that holds `content/`
    #[arg(long, value_name = "DIR", default_value = ".", value_hint = ValueHint::DirPath)]
    pub(super) root: PathBuf,
    /// The records of `handbill serve` on this machine, and not the table that the environment names
    #[arg(long)]
    pub(super) local: bool,
    /// Take this for now, instead of the clock: 2026-05-01T09:00:00Z
    #[arg(long, value_name = "TIME", hide = true)]
    pub(super) now: Option<Timestamp>,
}

/// What to do with the table.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum TableCommand {
    /// Make the table, with its index, expiry and recovery; what is there already stays as it is
    Create(TableCreateArguments),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct TableCreateArguments {
    #[command(flatten)]
    pub(super) records: Records,
}

/// What to do with what people have signed.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum SupportersCommand {
    /// Write everything that was recorded into tables, and the same as OSDI's JSON
    Export(ExportArguments),
    /// Say how many have confirmed each form
    Counts(CountArguments),
    /// Count the entries of each form, and set its counter right
    Recount(CountArguments),
    /// Take out entries that were never meant; their count goes with them
    Invalidate(InvalidateArguments),
    /// Forget everything about one person, and print a letter that says so
    Erase(EraseArguments),
    /// Bring in an earlier list of contacts; whoever left stays away
    Import(ImportArguments),
    /// Hand on what was confirmed to another system
    Sync(SyncArguments),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ExportArguments {
    #[command(flatten)]
    pub(super) records: Records,
    /// The folder for the tables
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) out: PathBuf,
    /// What still waits for its confirmation, too: nobody of these may be written to
    #[arg(long)]
    pub(super) unconfirmed: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct CountArguments {
    #[command(flatten)]
    pub(super) records: Records,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct InvalidateArguments {
    #[command(flatten)]
    pub(super) records: Records,
    /// The form, as in `campaigns/rent-controls:pledge`
    pub(super) form: String,
    /// Addresses at this domain, and below it
    #[arg(long, value_name = "DOMAIN")]
    pub(super) domain: Option<String>,
    /// Posted from this network: 203.0.113.0/24 or wider, 2001:db8::/64 or wider
    #[arg(long, value_name = "NETWORK")]
    pub(super) network: Option<String>,
    /// Posted at this time or later: 2015-10-08T19:00:00Z
    #[arg(long, value_name = "TIME")]
    pub(super) from: Option<Timestamp>,
    /// Posted before this time
    #[arg(long, value_name = "TIME")]
    pub(super) to: Option<Timestamp>,
    /// Do it; without this it is only said how many are meant
    #[arg(long)]
    pub(super) yes: bool,
    /// The table that keeps what was taken out [default: invalidated-TIME.csv]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) copy: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct EraseArguments {
    #[command(flatten)]
    pub(super) records: Records,
    /// The person's e-mail address
    pub(super) address: String,
    /// Do it; without this it is only said what is there
    #[arg(long)]
    pub(super) yes: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ImportArguments {
    #[command(flatten)]
    pub(super) records: Records,
    /// The table: `email_address`, `consent_given_at`, and any other column of `people.csv`
    #[arg(value_hint = ValueHint::FilePath)]
    pub(super) file: PathBuf,
    /// The statement of consent in `site.toml` that they agreed to
    #[arg(long, value_name = "ID")]
    pub(super) statement: String,
    /// Where the proof is kept that they agreed
    #[arg(long, value_name = "TEXT")]
    pub(super) proof: String,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct SyncArguments {
    #[command(flatten)]
    pub(super) records: Records,
    /// Where to
    #[arg(value_parser = ["action-network"])]
    pub(super) system: String,
    /// Which form goes where: lines like `"campaigns/rent-controls:pledge" = "petitions/ID"`
    #[arg(long, value_name = "FILE", default_value = "action-network.toml", value_hint = ValueHint::FilePath)]
    pub(super) map: PathBuf,
}

/// What to do about gifts.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum DonationsCommand {
    /// The table of donations that are to be reported
    Report(ReportArguments),
    /// What must be checked or reported, by date
    Due(DueArguments),
    /// Write down that a donation was checked and is kept
    Accept(DecideArguments),
    /// Write down that a donation was sent back
    Return(DecideArguments),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ReportArguments {
    #[command(flatten)]
    pub(super) records: Records,
    /// The quarter in which they were accepted or returned: 2026-Q3 [default: the one before this]
    #[arg(long, value_name = "QUARTER", value_parser = quarter)]
    pub(super) quarter: Option<Quarter>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct DueArguments {
    #[command(flatten)]
    pub(super) records: Records,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct DecideArguments {
    #[command(flatten)]
    pub(super) records: Records,
    /// The payment, as `handbill donations due` calls it
    pub(super) payment: String,
    /// Who decided
    #[arg(long, value_name = "NAME")]
    pub(super) by: String,
    /// How it was checked, or how it was sent back
    #[arg(long, value_name = "TEXT")]
    pub(super) how: String,
    /// What was looked at: a register and a number in it
    #[arg(long, value_name = "TEXT")]
    pub(super) evidence: String,
}

fn quarter(typed: &str) -> Result<Quarter, String> {
    Quarter::parse(typed).ok_or_else(|| "write it as 2026-Q3".to_owned())
}
