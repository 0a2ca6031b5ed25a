//! What the disk alone takes: reads all that a build reads and writes all that it writes, on all cores, and thinks nothing.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::meter::Figures;
use crate::report;

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = WalkDir::new(folder).into_iter().filter_map(Result::ok);
    entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

/// How much a folder holds.
#[derive(Clone, Copy)]
pub(crate) struct Volume {
    pub(crate) files: usize,
    pub(crate) bytes: u64,
}

/// How many files a folder holds, and how large they are together.
pub(crate) fn volume(folder: &Path) -> Volume {
    let files = files(folder);
    let bytes = files.iter().map(|path| fs::metadata(path).map_or(0, |about| about.len())).sum();
    Volume { files: files.len(), bytes }
}

/// Each file with the time of its last change.
pub(crate) fn times(folder: &Path) -> BTreeSet<(PathBuf, SystemTime)> {
    let changed = |path: &PathBuf| fs::metadata(path).and_then(|about| about.modified()).expect("the file is there");
    files(folder)
        .into_iter()
        .map(|path| {
            let time = changed(&path);
            (path, time)
        })
        .collect()
}

/// Reads `site/content` and writes what stands in `site/dist` to `copy`, which must not exist.
pub(crate) fn read_and_write(site: &Path, copy: &Path) -> Figures {
    let dist = site.join("dist");
    let made: Vec<(PathBuf, Vec<u8>)> = files(&dist)
        .into_iter()
        .map(|path| {
            let bytes = fs::read(&path).expect("the file can be read");
            (copy.join(path.strip_prefix(&dist).expect("it stands in the folder")), bytes)
        })
        .collect();
    let started = Instant::now();
    let read: usize = files(&site.join("content")).par_iter().map(|path| fs::read(path).map_or(0, |b| b.len())).sum();
    let folders: BTreeSet<&Path> = made.iter().filter_map(|(path, _)| path.parent()).collect();
    folders.iter().for_each(|folder| fs::create_dir_all(folder).expect("the folder can be made"));
    made.par_iter().for_each(|(path, bytes)| fs::write(path, bytes).expect("the file can be written"));
    let wall = started.elapsed();
    assert!(read > 0, "a site has content");
    Figures { wall, ..Figures::default() }
}

/// How long a folder with a file in it takes, where files are made as fast as the file system can.
const SETTLED: Duration = Duration::from_micros(150);

/// ext4 does not give away again, for five minutes and more, what a removed file has had, and looks through all of it for
/// every new one: it is five times as slow then.
const PATIENCE: Duration = Duration::from_secs(400);

/// Waits until the file system of `folder` has got over what was removed there before; on a slow disk for nothing.
pub(crate) fn settle(folder: &Path) {
    const MADE: u32 = 400;
    let begun = Instant::now();
    for round in 0.. {
        let started = Instant::now();
        for number in 0..MADE {
            let made = folder.join(format!("settled-{round}/{number}"));
            fs::create_dir_all(&made).expect("the folder can be made");
            fs::write(made.join("index.html"), [b' '; 4096]).expect("the file can be written");
        }
        if started.elapsed() / MADE <= SETTLED || begun.elapsed() > PATIENCE {
            break;
        }
        if round == 0 {
            report::say("the file system is slow, as ext4 is for minutes after files were removed: waiting for it");
        }
        std::thread::sleep(Duration::from_secs(10));
    }
}

/// Has the disk write what earlier runs have left it: else whoever is timed next waits for that too.
pub(crate) fn rest() {
    rustix::fs::sync();
}

/// Takes what stands in a folder out of the system's memory, where it can be asked to: it fills up with what nobody
/// reads again, and who needs memory then waits until some has been cleared.
pub(crate) fn forget(folder: &Path) {
    rest();
    #[cfg(target_os = "linux")]
    files(folder).par_iter().for_each(|path| {
        // It is only measured less well where a file is kept.
        let _ = fs::File::open(path).map(|file| rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed));
    });
    #[cfg(not(target_os = "linux"))]
    let _ = folder;
}

/// Copies a folder.
pub(crate) fn copy(from: &Path, to: &Path) {
    for path in files(from) {
        let target = to.join(path.strip_prefix(from).expect("it stands in the folder"));
        fs::create_dir_all(target.parent().expect("a file has a folder")).expect("the folder can be made");
        fs::copy(path, target).expect("the file can be copied");
    }
}
