//! What render yields: a path and its bytes.

use std::fmt;

use crate::diag::Diagnostic;
use crate::digest::Digest;
use crate::ids::UrlPath;

/// One file of the finished site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Where it is served from; [`UrlPath::to_file`] says where it is written.
    pub path: UrlPath,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

/// The bytes of a file, and what there is to tell of them; no bytes where it could not be made.
pub type Bytes = (Option<Vec<u8>>, Vec<Diagnostic>);

/// A file that takes long to make, a picture or a print: it is kept by what it is made from, and not made again.
pub struct Costly<'a> {
    /// Where it is served from.
    pub path: UrlPath,
    /// Of all that its bytes depend on, the way in which they are made included: with the same key they are the same.
    pub key: Digest,
    /// Whether making it can find anything to tell, so that `check` makes it, too.
    pub tells: bool,
    /// Makes it; the same bytes each time.
    pub make: Box<dyn Fn() -> Bytes + Send + Sync + 'a>,
}

impl fmt::Debug for Costly<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Costly").field("path", &self.path).field("key", &self.key).finish_non_exhaustive()
    }
}
