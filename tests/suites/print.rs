//! Papers and share pictures of the demonstration, as programs that are not ours see them: qpdf reads every PDF,
//! pdffonts its typefaces, pdftotext its words, pdftoppm paints it, zbarimg reads the code on what was painted.
//!
//! Where these programs are missing the suite says so in one line; in CI that is a mistake.
#![expect(clippy::disallowed_methods, reason = "it looks for programs on the PATH, and reads what they made")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use handbill_tests::{demonstration, handbill, is_ci, tree};
use rayon::prelude::*;

/// What is asked of the machine.
const PROGRAMS: [&str; 5] = ["qpdf", "pdffonts", "pdftotext", "pdftoppm", "zbarimg"];

/// Whether this machine has all that is needed; it is said where it has not.
fn has_programs() -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let missing: Vec<&str> =
        PROGRAMS.into_iter().filter(|name| !folders.iter().any(|folder| folder.join(name).is_file())).collect();
    if missing.is_empty() {
        return true;
    }
    let told = format!(
        "no print is looked at: there is no {} on the PATH (qpdf, poppler-utils, zbar-tools)",
        missing.join(", ")
    );
    assert!(!is_ci(), "CI has them: {told}");
    writeln!(std::io::stderr(), "{told}").expect("standard error is there");
    false
}

/// What a program prints; its failure is the test's.
fn run(program: &str, args: &[&str], file: &Path) -> String {
    let done = Command::new(program).args(args).arg(file).output().expect("it can be started");
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(done.status.success(), "{program} {}: {said}{}", file.display(), String::from_utf8_lossy(&done.stderr));
    said
}

/// The words of a PDF, each gap between them one space.
fn words(pdf: &Path) -> String {
    let done = Command::new("pdftotext").arg(pdf).arg("-").output().expect("it can be started");
    let text = String::from_utf8_lossy(&done.stdout).into_owned();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The links that a reader's phone finds on the pages of a PDF.
fn codes(pdf: &Path) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let stem = folder.path().join("page");
    let painted = Command::new("pdftoppm").args(["-r", "110", "-png"]).arg(pdf).arg(&stem).status();
    assert!(painted.expect("it can be started").success(), "{} can be painted", pdf.display());
    let pages = fs::read_dir(folder.path()).expect("it is there").flatten();
    pages
        .flat_map(|page| {
            let read = Command::new("zbarimg").args(["--quiet", "--raw"]).arg(page.path()).output();
            let said = String::from_utf8_lossy(&read.expect("it can be started").stdout).into_owned();
            said.lines().map(str::to_owned).collect::<Vec<_>>()
        })
        .collect()
}

/// Every PDF of the demonstration.
fn papers() -> Vec<PathBuf> {
    let papers: Vec<PathBuf> =
        made().iter().filter(|path| path.ends_with(".pdf")).map(|path| demonstration::on_disk().join(path)).collect();
    assert_eq!(papers.len(), 21, "four campaigns in English and three in Welsh have three papers each: {papers:?}");
    papers
}

/// The paths of all that the demonstration is made of.
fn made() -> Vec<String> {
    tree::read(demonstration::on_disk()).into_keys().collect()
}

#[test]
fn every_paper_is_whole_and_brings_its_typefaces() {
    if !has_programs() {
        return;
    }
    papers().par_iter().for_each(|paper| {
        let said = run("qpdf", &["--check"], paper);
        assert!(said.contains("No syntax or stream encoding errors found"), "{said}");
        let faces = run("pdffonts", &[], paper);
        let faces: Vec<&str> = faces.lines().skip(2).collect();
        assert!(faces.len() >= 2, "{} is set in the theme's faces: {faces:?}", paper.display());
        for face in faces {
            // name, type, encoding, emb, sub, uni, object: of two words each the type and the object.
            let columns: Vec<&str> = face.split_whitespace().collect();
            let embedded = columns.iter().rev().nth(4);
            assert_eq!(embedded, Some(&"yes"), "{}: {face}", paper.display());
        }
        let about = run("pdfinfo", &[], paper);
        let line = |name: &str| about.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim();
        assert_eq!(line("Tagged:"), "yes", "{about}");
        assert!(!line("Title:").is_empty(), "{about}");
        let size = if paper.to_string_lossy().ends_with("leaflet.pdf") { "419.528 x 595.276" } else { "A4" };
        assert!(line("Page size:").contains(size), "{}: {about}", paper.display());
        let pages = if paper.to_string_lossy().ends_with("leaflet.pdf") { "2" } else { "1" };
        assert_eq!(line("Pages:"), pages, "{}: {about}", paper.display());
    });
}

#[test]
fn every_paper_says_who_printed_and_who_promotes_it() {
    if !has_programs() {
        return;
    }
    papers().par_iter().for_each(|paper| {
        let words = words(paper);
        let (printed, promoted) = if paper.to_string_lossy().contains("/cy/") {
            (
                "Argraffwyd gan Example Print Co-operative o 2 Example Yard, London, E8 4ZZ.",
                "Hyrwyddwyd gan Momentum Campaign (Demonstration) Ltd o 1 Example Street, London, N1 9ZZ",
            )
        } else {
            (
                "Printed by Example Print Co-operative of 2 Example Yard, London, E8 4ZZ.",
                "Promoted by Momentum Campaign (Demonstration) Ltd of 1 Example Street, London, N1 9ZZ",
            )
        };
        assert!(words.contains(printed), "{}: {words}", paper.display());
        assert!(words.contains(promoted), "{}: {words}", paper.display());
    });
}

#[test]
fn every_code_leads_to_its_campaign_and_says_where_it_was_found() {
    if !has_programs() {
        return;
    }
    let dist = demonstration::on_disk();
    papers().par_iter().for_each(|paper| {
        let found = codes(paper);
        let name = paper.file_stem().expect("a name").to_string_lossy();
        let kind = name.rsplit('-').next().expect("a kind");
        assert_eq!(found.len(), 1, "{name}: {found:?}");
        let link = found[0].strip_prefix("https://momentum.example.org").expect("a page of this site");
        let (path, query) = link.split_once('?').expect("it says where it was found");
        assert_eq!(query, format!("source={kind}"), "{name}");
        assert!(dist.join(path.trim_start_matches('/')).join("index.html").is_file(), "{name} leads to a page: {path}");
    });
}

#[test]
fn a_paper_to_order_bears_the_group_and_marks_to_cut_by() {
    if !has_programs() {
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let root = folder.path().to_str().expect("a plain name");
    tree::write(&folder.path().join("content"), &tree::read(&handbill_tests::house().join("content")));
    let args = ["leaflet", "rent-controls", "--group", "leeds", "--crop-marks", "--lang", "en", "--root", root];
    let answer = handbill(folder.path(), &args);
    assert_eq!(answer.code, 0, "{}", answer.both);
    assert!(answer.both.contains("made `print/rent-controls-leaflet-leeds.pdf`: its code leads to https://momentum.example.org/campaigns/rent-controls/?source=leaflet-leeds"), "{}", answer.both);
    for (kind, width_mm) in [("leaflet", 148.0), ("poster", 210.0), ("sheet", 297.0)] {
        let paper = folder.path().join(format!("print/rent-controls-{kind}-leeds.pdf"));
        run("qpdf", &["--check"], &paper);
        assert_eq!(
            codes(&paper),
            [format!("https://momentum.example.org/campaigns/rent-controls/?source={kind}-leeds")]
        );
        let boxes = run("pdfinfo", &["-box"], &paper);
        let width = |name: &str| -> f64 {
            let line = boxes.lines().find_map(|line| line.strip_prefix(name)).expect("the box");
            let edges: Vec<f64> = line.split_whitespace().map(|edge| edge.parse().expect("a number")).collect();
            edges[2] - edges[0]
        };
        let points = width_mm / 25.4 * 72.0;
        assert!((width("TrimBox:") - points).abs() < 0.5, "{kind} is cut to {width_mm} mm: {boxes}");
        assert!(width("MediaBox:") > points + 2.0 * 3.0 / 25.4 * 72.0, "{kind} has colour beyond its edge: {boxes}");
        if kind != "sheet" {
            assert!(words(&paper).contains("Leeds"), "{kind} names the group");
        }
    }
}

#[test]
fn every_share_picture_has_the_size_that_networks_ask_for() {
    let dist = demonstration::on_disk();
    let pictures: Vec<String> = made().into_iter().filter(|path| path.ends_with("/share.png")).collect();
    assert!(pictures.len() > 70, "campaigns, articles, groups and events have one: {}", pictures.len());
    for picture in &pictures {
        let bytes = fs::read(dist.join(picture)).expect("it can be read");
        let side = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
        assert_eq!((side(16), side(20)), (1200, 630), "{picture}");
        assert!(bytes.len() < 300_000, "{picture} has {} bytes", bytes.len());
    }
    let named = made().into_iter().filter(|path| path.ends_with(".html"));
    let prefix = "property=\"og:image\" content=\"https://momentum.example.org/";
    let mut seen = 0;
    for page in named {
        let html = fs::read_to_string(dist.join(&page)).expect("it can be read");
        let Some((path, _)) = html.split_once(prefix).and_then(|(_, rest)| rest.split_once('"')) else { continue };
        assert!(dist.join(path).is_file(), "{page} names a picture that is not there: {path}");
        seen += usize::from(path.ends_with("share.png"));
    }
    assert!(seen > 100, "pages name their pictures: {seen}");
}
