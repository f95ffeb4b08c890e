//! `Source`: images, contexts, URLs and repositories.

use std::collections::BTreeMap;

use crate::reference::Reference;

/// Where a vertex's content comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SourceOp {
    /// `docker-image://…`, `local://context`, `https://…`, `git://…`.
    pub identifier: String,
    /// Settings by BuildKit's names: `local.followpaths` (a JSON list), `http.filename`, `git.fullurl`, …
    pub attrs: BTreeMap<String, String>,
}

impl SourceOp {
    /// The source in words, as a part of a sentence: ``the image `alpine:3.22` ``.
    #[must_use]
    pub fn words(&self) -> String {
        let (scheme, name) = self.identifier.split_once("://").unwrap_or_default();
        match scheme {
            "local" if name == "context" => "the build context".to_owned(),
            "local" => format!("the context `{name}`"),
            "docker-image" => match Reference::parse(name) {
                Ok(reference) => format!("the image `{}`", reference.familiar()),
                Err(_) => format!("the image `{name}`"),
            },
            "git" => "the repository".to_owned(),
            _ => "the download".to_owned(),
        }
    }
}
