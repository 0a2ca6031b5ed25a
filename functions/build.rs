//! Puts the `forms.json` that `HANDBILL_FORMS` names into the functions; without it they have none.
#![expect(clippy::disallowed_methods, reason = "a build script reads the environment and the disk")]

use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default()).join("forms.json");
    let forms = std::env::var_os("HANDBILL_FORMS").filter(|path| !path.is_empty());
    // Cargo's own lines: they are how a build script speaks.
    let mut lines = vec!["cargo::rerun-if-env-changed=HANDBILL_FORMS".to_owned()];
    match forms {
        Some(path) => {
            std::fs::copy(&path, out)?;
            lines.push(format!("cargo::rerun-if-changed={}", Path::new(&path).display()));
        }
        None => std::fs::write(out, "")?,
    }
    std::io::Write::write_all(&mut std::io::stdout(), (lines.join("\n") + "\n").as_bytes())
}
