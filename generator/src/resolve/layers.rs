//! A translation over its original: what it does not say, the original says for it.

use crate::source::FileId;

/// One or two texts of the same thing; the first that says something counts, and its file is known.
#[derive(Debug)]
pub(super) struct Layers<'a, T> {
    mine: (FileId, &'a T),
    original: Option<(FileId, &'a T)>,
}

impl<'a, T> Layers<'a, T> {
    /// A translation over its original, or an original alone.
    pub(super) fn new(mine: (FileId, &'a T), original: Option<(FileId, &'a T)>) -> Self {
        Self { mine, original }
    }

    /// The first answer to `ask`, and its file.
    pub(super) fn pick<U: ?Sized + 'a>(&self, ask: impl Fn(&'a T) -> Option<&'a U>) -> Option<(FileId, &'a U)> {
        let (file, mine) = self.mine;
        ask(mine).map(|said| (file, said)).or_else(|| {
            let (file, original) = self.original?;
            ask(original).map(|said| (file, said))
        })
    }

    /// A copy of the first answer to `ask`.
    pub(super) fn copy<U: Clone + 'a>(&self, ask: impl Fn(&'a T) -> Option<&'a U>) -> Option<U> {
        self.pick(ask).map(|(_, said)| said.clone())
    }

    /// The first list that is not empty, and its file.
    pub(super) fn list<U: 'a>(&self, ask: impl Fn(&'a T) -> &'a [U]) -> (FileId, &'a [U]) {
        let filled = |of: &'a T| Some(ask(of)).filter(|list| !list.is_empty());
        self.pick(filled).unwrap_or((self.mine.0, &[]))
    }
}
