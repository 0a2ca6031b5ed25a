//! A build without the feature `print`: nothing is set in type, and no page links to it.

use super::Renderer;
use crate::ids::UrlPath;
use crate::model::artifact::Costly;
use crate::model::site::Page;

impl Renderer<'_> {
    pub(super) fn prints(&self) -> impl Iterator<Item = Costly<'_>> {
        std::iter::empty()
    }

    #[expect(clippy::unused_self, reason = "with the feature it needs the theme")]
    pub(in crate::render) fn share_picture_path(&self, _: &Page) -> Option<UrlPath> {
        None
    }

    #[expect(clippy::unused_self, reason = "with the feature it needs the theme")]
    pub(in crate::render) fn print_views(&self, _: &Page) -> Vec<()> {
        Vec::new()
    }
}
