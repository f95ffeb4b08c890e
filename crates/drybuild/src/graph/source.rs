//! `Source`: images, contexts, URLs and repositories.

use std::collections::BTreeMap;

/// Where a vertex's content comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SourceOp {
    /// `docker-image://…`, `local://context`, `https://…`, `git://…`.
    pub identifier: String,
    /// Settings by BuildKit's names: `local.followpaths` (a JSON list), `http.filename`, `git.fullurl`, …
    pub attrs: BTreeMap<String, String>,
}
