//! The ignore file of the build context, as far as the frontend reads it.

use super::BuildError;
use crate::context::ignore::{Ignore, IgnoreError, read};
use crate::git_url::GitRef;
use crate::options::BuildOptions;

/// A `.dockerignore` with at least one pattern.
#[derive(Debug, Clone)]
pub(super) struct IgnoreFile {
    /// Cleaned, in the order written.
    pub(super) patterns: Vec<String>,
    ignore: Ignore,
}

impl IgnoreFile {
    /// Reads the file beside the Dockerfile or, without one, that of the context
    /// (`Client.DockerIgnorePatterns`); `None` if neither excludes anything.
    pub(super) fn read(options: &BuildOptions) -> Result<Option<Self>, BuildError> {
        if GitRef::parse(&options.context).is_ok() {
            return Ok(None);
        }
        let own = options
            .dockerfile_dockerignore
            .as_ref()
            .map(|text| ("Dockerfile.dockerignore", text));
        let shared = options
            .dockerignore
            .as_ref()
            .map(|text| (".dockerignore", text));
        let Some((name, text)) = own.or(shared) else {
            return Ok(None);
        };
        let patterns =
            read(text).map_err(|e| BuildError::new(format!("failed parsing {name}: {e}")))?;
        if patterns.is_empty() {
            return Ok(None);
        }
        let ignore =
            Ignore::new(&patterns).map_err(|e: IgnoreError| BuildError::new(e.to_string()))?;
        Ok(Some(Self { patterns, ignore }))
    }

    /// Whether a path of `COPY` is certainly not sent (`validateCopySourcePath`).
    ///
    /// Where the file has exceptions nothing is certain.
    pub(super) fn excludes(&self, path: &str) -> bool {
        if self.ignore.has_exceptions() {
            return false;
        }
        let is_root = path == "." || path == "/";
        let excludes_all = || {
            self.patterns
                .iter()
                .any(|p| matches!(p.as_str(), "*" | "**" | "**/*"))
        };
        (!is_root || excludes_all()) && self.ignore.is_excluded(path) == Ok(true)
    }
}
