//! Transcripts: command lines, and what a user sees of their answers.
//!
//! In `transcripts/NAME.md` a fence with two words, such as ```` ```toml content/site.toml ````, is a file;
//! a fence `console` holds commands, each after `$ `, and below it what is printed, and `[exit 1]` where it is not 0.
//! `./` is the folder of the transcript, which is fresh, and the root where no other is named.
//! `UPDATE=1 cargo test` writes what is printed now.

use std::path::Path;

use handbill_tests::tree::{self, Tree};
use handbill_tests::{NOW, data, differ, handbill, is_update};
use rayon::prelude::*;

#[test]
fn every_transcript_is_what_a_user_sees() {
    let folder = data().join("transcripts");
    let told: Vec<String> = tree::files(&folder)
        .par_iter()
        .filter_map(|name| {
            let path = folder.join(name);
            let reviewed = tree::text(&path);
            let played = play(&reviewed);
            if is_update() {
                tree::put(&path, &played);
                return None;
            }
            differ::texts(name, &reviewed, &played)
        })
        .collect();
    assert!(told.is_empty(), "\n\n{}\n\n`UPDATE=1 cargo test` takes what is printed now.\n", told.join("\n\n"));
}

/// The transcript with the answers of now.
fn play(transcript: &str) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    tree::write(&folder.path().join("themes/bare"), &tree::read(&data().join("themes/bare")));
    let mut played = String::new();
    let mut fence: Option<(String, String)> = None;
    for line in transcript.lines() {
        match (&mut fence, line.strip_prefix("```")) {
            (None, Some(kind)) => {
                fence = Some((kind.to_owned(), String::new()));
                played.push_str(&format!("{line}\n"));
            }
            (Some((kind, inside)), Some(_)) => {
                played.push_str(&close(folder.path(), kind, inside));
                played.push_str("```\n");
                fence = None;
            }
            (Some((_, inside)), None) => inside.push_str(&format!("{line}\n")),
            (None, None) => played.push_str(&format!("{line}\n")),
        }
    }
    played
}

/// What stands in a fence after it was carried out.
fn close(root: &Path, kind: &str, inside: &str) -> String {
    if let Some((_, path)) = kind.split_once(' ') {
        tree::write(root, &Tree::from([(path.to_owned(), inside.as_bytes().to_vec())]));
        return inside.to_owned();
    }
    if kind != "console" {
        return inside.to_owned();
    }
    inside.lines().filter_map(|line| line.strip_prefix("$ ")).map(|line| answer(root, line)).collect()
}

fn answer(root: &Path, line: &str) -> String {
    let here = root.to_str().expect("a temporary folder has a plain name");
    if let Some(path) = line.strip_prefix("ls ") {
        let listed: String = tree::read(&root.join(path)).keys().map(|path| format!("{path}\n")).collect();
        return format!("$ {line}\n{listed}");
    }
    let mut args: Vec<String> = line
        .split_whitespace()
        .skip(1)
        .map(|word| word.strip_prefix("./").map_or(word.to_owned(), |below| format!("{here}/{below}")))
        .collect();
    let is_a_step = args.first().is_some_and(|verb| ["build", "check"].contains(&verb.as_str()));
    if is_a_step && !line.contains("--root") {
        args.extend(["--root".to_owned(), here.to_owned()]);
    }
    if is_a_step && !line.contains("--now") && !line.contains("--help") {
        args.extend(["--now".to_owned(), NOW.to_owned()]);
    }
    let answer = handbill(root, &args.iter().map(String::as_str).collect::<Vec<_>>());
    let exit = if answer.code == 0 { String::new() } else { format!("[exit {}]\n", answer.code) };
    let gap = if answer.both.is_empty() || answer.both.ends_with('\n') { "" } else { "\n" };
    format!("$ {line}\n{}{gap}{exit}", answer.both)
}
