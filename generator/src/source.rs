//! Files, spans and lines: text, and where it came from.

use std::sync::Arc;

use rayon::prelude::*;

/// A file's number in [`Sources`]: files are in the order of their paths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The span of `range`; offsets beyond 4 GiB are cut, which no file that we load has.
    pub fn new(range: std::ops::Range<usize>) -> Self {
        let cut = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: cut(range.start), end: cut(range.end) }
    }

    /// The span of `range` in `text`, made to lie within it and to cut no character:
    /// for places that other parsers tell, who count in their own ways.
    ///
    /// ```
    /// use handbill::source::Span;
    /// assert_eq!(Span::within("aü", 2..9), Span::new(1..3));
    /// ```
    pub fn within(text: &str, range: std::ops::Range<usize>) -> Self {
        let start = text.floor_char_boundary(range.start);
        Self::new(start..text.ceil_char_boundary(range.end).max(start))
    }

    /// The same span, `by` bytes further on.
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start as usize + by..self.end as usize + by)
    }

    /// As a range of indices.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value, and where in its file it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, written at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// The value made into another, at the same place.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: make(self.value), span: self.span }
    }
}

/// A span in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Which file.
    pub file: FileId,
    /// Where in it.
    pub span: Span,
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// UTF-8, without a byte order mark, line ends as they were.
    Text(Arc<str>),
    /// Anything else: pictures, documents.
    Bytes(Arc<[u8]>),
    /// Too large to be read, which load has told: nobody has more to say about it.
    Unread,
}

/// One file, as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// From the site's root, with `/` between the steps: `content/news/launch.md`.
    pub path: Arc<str>,
    /// What stands in it.
    pub content: Content,
}

impl Content {
    /// Whether it is the very same, or has the same bytes: what was taken over is not looked through.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(a), Self::Text(b)) if Arc::ptr_eq(a, b) => true,
            (Self::Bytes(a), Self::Bytes(b)) if Arc::ptr_eq(a, b) => true,
            _ => self == other,
        }
    }
}

impl SourceFile {
    /// The text, or nothing for a file that is none.
    pub fn text(&self) -> &str {
        match &self.content {
            Content::Text(text) => text,
            Content::Bytes(_) | Content::Unread => "",
        }
    }

    /// The bytes, of a text too.
    pub fn bytes(&self) -> &[u8] {
        match &self.content {
            Content::Text(text) => text.as_bytes(),
            Content::Bytes(bytes) => bytes,
            Content::Unread => &[],
        }
    }
}

/// So many files stand in one block of [`Sources`]: a copy with one file replaced copies so many.
const BLOCK: usize = 64;

/// Everything that was read, in the order of paths: content, configuration and theme.
///
/// Copies share it in blocks, so that ten thousand files with one of them replaced are made in no time.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// All of them full, but for the last.
    blocks: Vec<Arc<[SourceFile]>>,
}

impl Sources {
    /// Takes files in any order.
    pub fn new(mut files: Vec<SourceFile>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let mut blocks = Vec::with_capacity(files.len().div_ceil(BLOCK));
        let mut files = files.into_iter();
        while files.len() > 0 {
            blocks.push(files.by_ref().take(BLOCK).collect());
        }
        Self { blocks }
    }

    /// All files, with their numbers, in the order of their paths.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (FileId, &SourceFile)> {
        (0..self.len()).map(|at| (number(at), &self.blocks[at / BLOCK][at % BLOCK]))
    }

    /// All files, in the order of their paths, for several threads.
    pub fn par_iter(&self) -> impl IndexedParallelIterator<Item = &SourceFile> {
        (0..self.len()).into_par_iter().map(|at| &self.blocks[at / BLOCK][at % BLOCK])
    }

    /// One file.
    pub fn get(&self, id: FileId) -> &SourceFile {
        let at = id.0 as usize;
        &self.blocks[at / BLOCK][at % BLOCK]
    }

    /// The file at `path`.
    pub fn find(&self, path: &str) -> Option<(FileId, &SourceFile)> {
        let at = self.place_of(path);
        let file = self.at(at).filter(|file| *file.path == *path)?;
        Some((number(at), file))
    }

    /// Whether `path` is a folder with files in it.
    pub fn has_below(&self, path: &str) -> bool {
        let folder = format!("{path}/");
        self.at(self.place_of(&folder)).is_some_and(|file| file.path.starts_with(&folder))
    }

    fn at(&self, at: usize) -> Option<&SourceFile> {
        self.blocks.get(at / BLOCK)?.get(at % BLOCK)
    }

    /// Where `path` stands, or would stand.
    fn place_of(&self, path: &str) -> usize {
        let is_before = |file: &SourceFile| *file.path < *path;
        let block = self.blocks.partition_point(|block| block.last().is_some_and(is_before));
        let within = self.blocks.get(block).map_or(0, |block| block.partition_point(is_before));
        block * BLOCK + within
    }

    /// The same with other files in the place of some, which keep their paths.
    #[must_use]
    pub fn with(&self, replaced: impl IntoIterator<Item = (FileId, SourceFile)>) -> Self {
        let mut blocks = self.blocks.clone();
        for (id, file) in replaced {
            let at = id.0 as usize;
            let place = &mut Arc::make_mut(&mut blocks[at / BLOCK])[at % BLOCK];
            debug_assert_eq!(place.path, file.path, "the order is that of the paths");
            *place = file;
        }
        Self { blocks }
    }

    /// The files that may differ from those of the same number in `other`: those that both share are passed over.
    pub fn beside<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = (FileId, &'a SourceFile, &'a SourceFile)> {
        let blocks = self.blocks.iter().zip(&other.blocks).enumerate();
        let others = blocks.filter(|(_, (mine, other))| !Arc::ptr_eq(mine, other));
        others.flat_map(|(block, (mine, other))| {
            let files = mine.iter().zip(&**other).enumerate();
            files.map(move |(at, (mine, other))| (number(block * BLOCK + at), mine, other))
        })
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        let last = self.blocks.last().map_or(0, |last| last.len());
        self.blocks.len().saturating_sub(1) * BLOCK + last
    }

    /// Whether nothing was read.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }
}

fn number(at: usize) -> FileId {
    FileId(u32::try_from(at).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> SourceFile {
        SourceFile { path: path.into(), content: Content::Text(text.into()) }
    }

    #[test]
    fn files_of_many_blocks_are_found_by_path_and_by_number() {
        for len in [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK, 3 * BLOCK + 5] {
            let sources = Sources::new((0..len).rev().map(|at| file(&format!("a/{at:03}"), "")).collect());
            assert_eq!((sources.len(), sources.is_empty()), (len, len == 0));
            assert_eq!(sources.iter().len(), len);
            assert!(sources.par_iter().eq(sources.iter().map(|(_, file)| file).collect::<Vec<_>>()));
            for (at, (id, file)) in sources.iter().enumerate() {
                assert_eq!((id.0 as usize, &*file.path), (at, &*format!("a/{at:03}")));
                assert_eq!(sources.get(id), file);
                assert_eq!(sources.find(&file.path), Some((id, file)));
            }
            for missing in ["a", "a/", "a/000x", "a/zzz", "b", ""] {
                assert_eq!(sources.find(missing), None, "{missing}");
            }
            assert_eq!(
                (sources.has_below("a"), sources.has_below("a/0"), sources.has_below("b")),
                (len > 0, false, false)
            );
        }
    }

    #[test]
    fn a_copy_with_one_file_replaced_differs_in_its_block_alone() {
        let old = Sources::new((0..3 * BLOCK).map(|at| file(&format!("{at:03}"), "old")).collect());
        let new = old.with([(number(BLOCK + 1), file(&format!("{:03}", BLOCK + 1), "new"))]);
        let differs: Vec<_> = old.beside(&new).filter(|(_, old, new)| old != new).map(|(id, ..)| id).collect();
        assert_eq!(differs, [number(BLOCK + 1)]);
        assert_eq!(old.beside(&new).count(), BLOCK);
        assert_eq!((old.get(differs[0]).text(), new.get(differs[0]).text()), ("old", "new"));
        assert_eq!(old.beside(&old.clone()).count(), 0);
    }
}
