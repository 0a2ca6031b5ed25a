//! A real browser walks the demonstration and fills in its forms, axe judges it, and html-validate reads it.
//!
//! Where Node.js, its packages or Chromium are missing the suite says so in one line; in CI that is a mistake.
#![expect(clippy::disallowed_methods, reason = "it looks for programs on the PATH")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use handbill_tests::{data, demonstration, is_ci, photographs, served};

#[test]
fn axe_finds_nothing_on_any_kind_of_page() {
    run("axe.mjs", || demonstration::on_disk().display().to_string());
}

#[test]
fn a_walk_through_the_whole_site_meets_nothing_in_its_way() {
    run("walk.mjs", || demonstration::on_disk().display().to_string());
}

#[test]
fn a_search_finds_what_is_there_in_both_languages() {
    run("search.mjs", || demonstration::on_disk().display().to_string());
}

#[test]
fn lighthouse_is_content_with_the_pages_that_visitors_come_to_first() {
    run("lighthouse.mjs", || demonstration::on_disk().display().to_string());
}

#[test]
fn the_html_validator_finds_nothing() {
    run("validate.mjs", || demonstration::on_disk().display().to_string());
}

/// The theme that builds on `placard`, and looks otherwise.
const OTHER: &str = "pamphlet";

#[test]
fn another_theme_can_be_read_and_walked_by_everyone() {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    let folder = || FOLDER.get_or_init(|| demonstration::on_disk_in(OTHER)).display().to_string();
    run("axe.mjs", folder);
    run("validate.mjs", folder);
    run("steady.mjs", folder);
    run_on("walk.mjs", || vec![folder(), "sample".to_owned()]);
}

#[test]
fn every_screen_gets_pictures_of_its_size_that_tell_nothing() {
    run("sizes.mjs", || photographs::on_disk().display().to_string());
}

#[test]
fn no_page_moves_while_a_slow_line_brings_it() {
    run("steady.mjs", || demonstration::on_disk().display().to_string());
}

#[test]
fn every_form_can_be_filled_in_by_every_visitor() {
    run("forms.mjs", served::origin);
}

#[test]
fn the_finder_is_right_for_a_thousand_postcodes_without_scripts_and_with_them() {
    run("finder.mjs", || demonstration::on_disk().display().to_string());
}

#[test]
fn the_finder_of_the_dev_server_is_that_of_a_host() {
    run("finder.mjs", served::origin);
}

#[test]
fn a_form_in_a_frame_of_a_partner_s_page_works() {
    run("embeds.mjs", served::origin);
}

fn run(script: &str, about: impl FnOnce() -> String) {
    run_on(script, || vec![about()]);
}

fn run_on(script: &str, about: impl FnOnce() -> Vec<String>) {
    if let Some(missing) = missing() {
        assert!(!is_ci(), "CI has a browser: {missing}");
        writeln!(std::io::stderr(), "{script} is not run: {missing}").expect("standard error is there");
        return;
    }
    let folder = data().join("browser");
    let told = Command::new("node").arg(folder.join(script)).args(about()).current_dir(&folder).output();
    let told = told.expect("node can be started");
    let words = format!("{}{}", String::from_utf8_lossy(&told.stdout), String::from_utf8_lossy(&told.stderr));
    assert!(told.status.success(), "{script}:\n{words}");
}

/// What this machine lacks, and how to get it.
fn missing() -> Option<&'static str> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let has = |name: &str| folders.iter().any(|folder| folder.join(name).is_file());
    if !has("node") {
        Some("there is no `node` on the PATH")
    } else if !is_installed(&data().join("browser")) {
        Some("run `npm ci` in `tests/browser` first")
    } else if !["chromium", "chromium-browser", "google-chrome"].into_iter().any(has) {
        Some("there is no Chromium on the PATH")
    } else {
        None
    }
}

fn is_installed(folder: &Path) -> bool {
    ["playwright-core", "axe-core", "html-validate", "lighthouse"]
        .iter()
        .all(|name| folder.join("node_modules").join(name).is_dir())
}
