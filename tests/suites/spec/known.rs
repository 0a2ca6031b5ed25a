//! Where we read otherwise than CommonMark's authors, and why.

/// A reason, and the examples that differ for it. An example that passes must leave the list.
pub(crate) const KNOWN: &[(&str, &[u32])] = &[];
