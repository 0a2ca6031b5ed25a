//! Pictures that a page names, and whether they are there.

use super::Index;
use super::paths::{nearest_file, normal, relative};
use crate::diag::Diagnostic;
use crate::model::draft::Picture;
use crate::model::site::{AssetRef, Hole};
use crate::source::{FileId, Spanned};

impl Index<'_> {
    /// A picture of the text.
    pub(in crate::resolve) fn picture(&self, file: FileId, picture: &Picture, found: &mut Vec<Diagnostic>) -> Hole {
        let asset = self.asset(file, &picture.src, found);
        let title = if picture.title == "decorative" { String::new() } else { picture.title.clone() };
        Hole::Picture { asset, alt: picture.alt.clone(), title }
    }

    /// A picture that a page names.
    pub(in crate::resolve) fn asset(
        &self,
        file: FileId,
        src: &Spanned<String>,
        found: &mut Vec<Diagnostic>,
    ) -> Option<AssetRef> {
        if src.value.contains("://") || src.value.starts_with("//") {
            found.push(
                Diagnostic::error(
                    "picture-elsewhere",
                    "a picture from another site would tell that site about every visitor",
                )
                .at(file, src.span, "leads to another site")
                .help("save the picture beside the page, if its licence lets you, and name the file"),
            );
            return None;
        }
        let decoded = percent_encoding::percent_decode_str(&src.value).decode_utf8_lossy();
        let path = normal(&self.folder_of(file), &decoded);
        let asset = path.as_deref().and_then(|path| self.assets.get(path));
        if asset.is_none() {
            found.push(self.no_such_picture(file, src, path.as_deref().unwrap_or(&src.value)));
        }
        asset.cloned()
    }

    fn no_such_picture(&self, file: FileId, src: &Spanned<String>, path: &str) -> Diagnostic {
        let from = self.folder_of(file);
        let files: Vec<String> = self.assets.keys().map(|path| path.to_string()).collect();
        let told = Diagnostic::error("picture-missing", format!("no picture at `content/{path}`")).at(
            file,
            src.span,
            "this file does not exist",
        );
        match nearest_file(path, &files) {
            Some(near) => told.help(format!("did you mean `{}`?", relative(&from, near))),
            None => told.help("put the picture into the page's own folder and write its name, as `crowd.jpg`"),
        }
    }
}
