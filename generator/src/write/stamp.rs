//! What is kept of a build, so that the next one knows what has not changed.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::Inputs;
pub use crate::digest::Digest;
use crate::source::{SourceFile, Sources};

/// The shape of the file; another number makes an old stamp unreadable, and the next build a full one.
const SHAPE: u32 = 1;

/// What the disk says of a file without our reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Bytes.
    pub size: u64,
    /// Nanoseconds since 1970.
    pub modified_ns: i64,
}

/// A file that a build has written or kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Of its bytes.
    pub digest: Digest,
    /// As they were when the build was done.
    #[serde(flatten)]
    pub facts: Facts,
}

/// One build, remembered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stamp {
    shape: u32,
    fingerprint: Option<Digest>,
    now: Timestamp,
    valid_until: Option<Timestamp>,
    is_clean: bool,
    /// By the path below the output folder.
    pub files: BTreeMap<String, Record>,
}

impl Stamp {
    /// A build of `inputs` made `files`; `is_clean` when there was nothing to tell.
    pub fn new(inputs: Inputs, is_clean: bool, files: BTreeMap<String, Record>) -> Self {
        let Inputs { fingerprint, now, valid_until } = inputs;
        Self { shape: SHAPE, fingerprint: Some(fingerprint), now, valid_until, is_clean, files }
    }

    /// A folder is ours, and nothing is known of it.
    pub fn claim() -> Self {
        Self {
            shape: SHAPE,
            fingerprint: None,
            now: Timestamp::UNIX_EPOCH,
            valid_until: None,
            is_clean: false,
            files: BTreeMap::new(),
        }
    }

    /// Reads a stamp; `None` when this version of the program did not write it.
    pub fn parse(text: &[u8]) -> Option<Self> {
        serde_json::from_slice(text).ok().filter(|stamp: &Self| stamp.shape == SHAPE)
    }

    /// The stamp as text.
    pub fn to_text(&self) -> Vec<u8> {
        // As long as a line of a large site is.
        let mut text = Vec::with_capacity(128 * (self.files.len() + 4));
        serde_json::to_writer(&mut text, self).map(|()| text).unwrap_or_default()
    }

    /// Whether these inputs would make the same files again, with nothing to tell.
    pub fn covers(&self, fingerprint: Digest, now: Timestamp) -> bool {
        let in_time = now >= self.now && self.valid_until.is_none_or(|end| now < end);
        self.is_clean && self.fingerprint == Some(fingerprint) && in_time
    }
}

/// Of everything that was read, and of everything that was asked for.
pub fn fingerprint(sources: &Sources, asked: &[&str]) -> Digest {
    let of_file = |file: &SourceFile| Digest::of_parts([file.path.as_bytes(), file.bytes()]).to_bytes();
    let files: Vec<[u8; 16]> = sources.par_iter().with_min_len(64).map(of_file).collect();
    Digest::of_parts(asked.iter().map(|word| word.as_bytes()).chain(files.iter().map(<[u8; 16]>::as_slice)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inputs() -> Inputs {
        let second = |at| Timestamp::from_second(at).expect("a small number");
        Inputs { fingerprint: Digest::of(b"in"), now: second(100), valid_until: Some(second(200)) }
    }

    #[test]
    fn a_stamp_reads_back_as_it_was_written() {
        let record = Record { digest: Digest::of(b"x"), facts: Facts { size: 1, modified_ns: 7 } };
        let stamp = Stamp::new(inputs(), true, BTreeMap::from([("index.html".to_owned(), record)]));
        assert_eq!(Stamp::parse(&stamp.to_text()), Some(stamp));
        assert_eq!(Stamp::parse(b"{}"), None);
    }

    #[test]
    fn a_stamp_covers_the_time_until_the_site_changes_by_itself() {
        let second = |at| Timestamp::from_second(at).expect("a small number");
        let stamp = Stamp::new(inputs(), true, BTreeMap::new());
        let same = Digest::of(b"in");
        assert!(stamp.covers(same, second(100)));
        assert!(stamp.covers(same, second(199)));
        assert!(!stamp.covers(same, second(200)), "an event has passed");
        assert!(!stamp.covers(same, second(99)), "the clock went back");
        assert!(!stamp.covers(Digest::of(b"other"), second(150)));
        assert!(!Stamp::new(inputs(), false, BTreeMap::new()).covers(same, second(150)), "there was something to tell");
    }
}
