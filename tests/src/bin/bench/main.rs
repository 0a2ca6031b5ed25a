//! Times builds of made-up campaign sites, beside what the disk alone takes and, where there is one, beside Hugo.
//!
//! ```text
//! cargo build --release && cargo run --release -p handbill-tests --bin bench
//! ```
#![expect(clippy::disallowed_methods, reason = "it makes, times and clears folders of its own")]

mod meter;
mod probe;
mod report;
mod saved;
mod site;
mod words;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;

use meter::{Figures, median};
use report::Row;
use site::For;

/// Times cold and warm builds of campaign sites of any size.
#[derive(Parser)]
struct Arguments {
    /// How many pages the sites have
    #[arg(long, value_delimiter = ',', default_value = "1000,10000")]
    pages: Vec<usize>,
    /// How many pages get pictures for sharing, in a site of their own; 0 for none
    #[arg(long, default_value_t = 1000)]
    pictures: usize,
    /// Builds 50,000 pages too
    #[arg(long)]
    large: bool,
    /// How often each build is timed; the middle one counts
    #[arg(long, default_value_t = 3)]
    runs: usize,
    /// The Hugo to compare with; `none` for no comparison
    #[arg(long, default_value = "hugo")]
    hugo: String,
    /// The command to time
    #[arg(long)]
    handbill: Option<PathBuf>,
    /// Writes the sites here, and leaves them and all that was built of them; default: a temporary folder
    #[arg(long)]
    keep: Option<PathBuf>,
}

fn main() -> ExitCode {
    let mut typed = std::env::args_os();
    if typed.nth(1).is_some_and(|first| first == meter::VERB) {
        return meter::measure_and_tell(typed);
    }
    let mut arguments = Arguments::parse();
    if arguments.large {
        arguments.pages.push(50_000);
    }
    let beside = std::env::current_exe().expect("this program has a path").with_file_name("handbill");
    let handbill = arguments.handbill.clone().unwrap_or(beside);
    if !handbill.is_file() {
        report::say(&format!("there is no {}: run `cargo build --release` first", handbill.display()));
        return ExitCode::FAILURE;
    }
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let root = arguments.keep.as_deref().unwrap_or(folder.path());
    let hugo = meter::version_of(&arguments.hugo);
    report::head(&handbill, hugo.as_deref(), root);
    // Where a run before was kept, the probe has to make files and not to write over them.
    clear(&root.join("aside"));
    probe::settle(&root.join("aside"));
    let rows: Vec<Row> = arguments
        .pages
        .iter()
        .map(|&pages| {
            let row = time_all(root, pages, arguments.runs, &handbill, hugo.is_some().then_some(&*arguments.hugo));
            report::tell(&row);
            row
        })
        .collect();
    report::growth(&rows);
    if arguments.pictures > 0 {
        report::pictures(&time_pictures(root, arguments.pictures, &handbill));
    }
    ExitCode::SUCCESS
}

fn time_all(root: &Path, pages: usize, runs: usize, handbill: &Path, hugo: Option<&str>) -> Row {
    let (ours, theirs) = (root.join(format!("handbill-{pages}")), root.join(format!("hugo-{pages}")));
    for (folder, reader) in [(&ours, For::Handbill), (&theirs, For::Hugo)] {
        clear(folder);
        site::make(folder, pages, reader);
    }
    let command = [handbill.as_os_str().to_owned(), "build".into(), "--root".into(), ours.clone().into()];
    let hugo = hugo.map(|hugo| {
        copy_theme(&theirs);
        [hugo.into(), "--quiet".into(), "--noBuildLock".into(), "--source".into(), theirs.clone().into()]
    });
    let aside = Aside { folder: root.join("aside") };
    // In turn, so that what else the machine does, or how warm it is, meets both.
    let (mut cold, mut other) = (Vec::new(), Vec::new());
    for _ in 0..runs.max(1) {
        cold.push(warmed(&command, || aside.put(&ours, &["dist", ".handbill"])));
        if let Some(hugo) = &hugo {
            other.push(warmed(hugo, || aside.put(&theirs, &["public", "resources"])));
        }
    }
    let (cold, hugo) = (median(cold), hugo.map(|_| median(other)));
    let times = probe::times(&ours.join("dist"));
    let warm = median((0..runs.max(1)).map(|_| warmed(&command, || ())).collect());
    let touched = probe::times(&ours.join("dist")).iter().filter(|file| !times.contains(file)).count();
    let copy = || {
        let place = aside.free();
        let taken = probe::read_and_write(&ours, &place);
        probe::forget(&place);
        taken
    };
    let disk = median((0..runs.max(1)).map(|_| second(copy)).collect());
    let made = probe::volume(&ours.join("dist"));
    let hugo_made = probe::volume(&theirs.join("public"));
    probe::rest();
    let saved = saved::times(handbill, &ours, runs);
    Row { pages, made, cold, warm, touched, disk, hugo, hugo_made, saved }
}

/// A run of `command`, each time after `before`.
fn warmed(command: &[OsString], before: impl Fn()) -> Figures {
    second(|| {
        before();
        meter::run(command)
    })
}

/// The second of two runs. A virtual machine gives memory that it does not use back to its host, within seconds, and
/// waits some milliseconds for each megabyte that it needs again: that is not what is to be measured, of anybody.
/// What the first run has left to be written is on the disk before the second begins.
fn second(run: impl Fn() -> Figures) -> Figures {
    run();
    probe::rest();
    run()
}

/// What share pictures cost: all of them, again after one title has changed, and again after nothing has.
fn time_pictures(root: &Path, pages: usize, handbill: &Path) -> report::Pictures {
    let folder = root.join(format!("pictures-{pages}"));
    clear(&folder);
    site::make(&folder, pages, For::Handbill);
    let config = folder.join("content/site.toml");
    let text = std::fs::read_to_string(&config).expect("it has just been written");
    std::fs::write(&config, text.replace("pictures = false", "pictures = true")).expect("it can be written");
    let command = [handbill.as_os_str().to_owned(), "build".into(), "--root".into(), folder.clone().into()];
    let cold = meter::run(&command);
    let article = probe::times(&folder.join("content/news")).into_iter().next().expect("there is an article").0;
    let article = folder.join("content/news").join(article);
    let text = std::fs::read_to_string(&article).expect("it can be read");
    std::fs::write(&article, text.replacen("title = \"", "title = \"New: ", 1)).expect("it can be written");
    let changed = meter::run(&command);
    let same = meter::run(&command);
    let made = probe::times(&folder.join("dist"));
    let count = made.iter().filter(|(path, ..)| path.ends_with("share.png")).count();
    report::Pictures { count, cold, changed, same }
}

/// Where earlier output waits until all sizes have been timed: a file system that has just removed thousands of files is
/// slow to make new ones for minutes, ext4 by a factor of five, and would be what is measured.
struct Aside {
    folder: PathBuf,
}

impl Aside {
    /// Moves what `names` call in `site` out of the way, and out of memory.
    fn put(&self, site: &Path, names: &[&str]) {
        std::fs::create_dir_all(&self.folder).expect("the folder can be made");
        for made in names.iter().map(|name| site.join(name)).filter(|made| made.exists()) {
            let place = self.free();
            std::fs::rename(made, &place).expect("it can be moved");
            probe::forget(&place);
        }
    }

    /// A name in it that nothing has.
    fn free(&self) -> PathBuf {
        self.folder.join(std::fs::read_dir(&self.folder).expect("the folder is there").count().to_string())
    }
}

fn clear(folder: &Path) {
    if folder.exists() {
        std::fs::remove_dir_all(folder).expect("a folder of our own can be removed");
    }
}

fn copy_theme(site: &Path) {
    let house = Path::new(env!("CARGO_MANIFEST_DIR"));
    probe::copy(&house.join("bench/hugo"), site);
    let styles = house.join("../themes/placard/assets/site.css");
    std::fs::create_dir_all(site.join("assets")).expect("the folder can be made");
    std::fs::copy(styles, site.join("assets/site.css")).expect("the default theme has a stylesheet");
}
