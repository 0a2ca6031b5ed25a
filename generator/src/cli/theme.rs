//! `handbill theme`, as it is typed and told; [`crate::theming`] does it.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueHint};

use super::Streams;
use crate::theming;

/// What to do with the theme.
#[derive(Debug, Subcommand)]
pub(super) enum ThemeCommand {
    /// List the files of the site's theme, each with the folder that it is taken from
    Files(ThemeFilesArguments),
    /// Copy files of the theme into `theme/`, to be changed there
    Copy(ThemeCopyArguments),
    /// Begin a theme of your own in `themes/NAME/`: it builds on the one that the site has, and takes what `theme/` holds
    New(ThemeNewArguments),
}

#[derive(Debug, Args)]
pub(super) struct ThemeFilesArguments {
    #[command(flatten)]
    root: Root,
}

#[derive(Debug, Args)]
pub(super) struct ThemeCopyArguments {
    /// As `handbill theme files` lists them
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    #[command(flatten)]
    root: Root,
}

#[derive(Debug, Args)]
pub(super) struct ThemeNewArguments {
    /// Small letters, digits and hyphens
    #[arg(value_name = "NAME")]
    name: String,
    #[command(flatten)]
    root: Root,
}

#[derive(Debug, Args)]
struct Root {
    /// The folder that holds `content/`
    #[arg(long, value_name = "DIR", default_value = ".", value_hint = ValueHint::DirPath)]
    root: PathBuf,
}

/// Carries it out; answers with the exit code.
pub(super) fn theme(command: &ThemeCommand, streams: &mut Streams<'_>) -> Result<u8, super::Failure> {
    match command {
        ThemeCommand::Files(arguments) => {
            let files = theming::files(&arguments.root.root)?;
            let width = files.keys().map(String::len).max().unwrap_or_default();
            for (below, folder) in files {
                writeln!(streams.out, "{below:width$}  {folder}")?;
            }
        }
        ThemeCommand::Copy(arguments) => {
            for path in theming::copy(&arguments.root.root, &arguments.files)? {
                writeln!(streams.out, "copied to `{}`", path.display())?;
            }
        }
        ThemeCommand::New(arguments) => {
            let begun = theming::begin(&arguments.root.root, &arguments.name)?;
            let manifest = begun.manifest.display();
            writeln!(streams.out, "made `{manifest}`: a theme that builds on `{}`", begun.base)?;
            if begun.has_own_files {
                writeln!(streams.out, "what stood in `theme/` is part of it now")?;
            }
            writeln!(streams.out, "next: write `theme = \"{}\"` in `content/site.toml`", arguments.name)?;
        }
    }
    Ok(0)
}
