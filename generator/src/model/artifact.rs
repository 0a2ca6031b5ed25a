//! What render yields: a path and its bytes.

use crate::ids::UrlPath;

/// One file of the finished site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Where it is served from; [`UrlPath::to_file`] says where it is written.
    pub path: UrlPath,
    /// What stands in it.
    pub bytes: Vec<u8>,
}
