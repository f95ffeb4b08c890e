//! `.dockerignore`: which files of the build context stay with the client.
//!
//! In: the ignore file's text and the context's paths. Out: what is excluded and what is sent.
//! Follows moby/patternmatcher (with its `ignorefile`) and the filter of tonistiigi/fsutil, as
//! BuildKit 73ed6825 vendors them. `COPY --exclude` has the same patterns.

mod class;
mod expression;
mod pattern;
mod read;
mod syntax;
mod walk;

use std::fmt;

pub use read::read;

use pattern::Pattern;

/// A list of patterns, the last fitting one of which decides.
///
/// ```
/// use drybuild::context::ignore::{Ignore, read};
///
/// let ignore = Ignore::new(&read("secrets\n!secrets/*.pub\n")?)?;
/// assert!(ignore.is_excluded("secrets/id")?);
/// assert!(!ignore.is_excluded("secrets/id.pub")?);
/// # Ok::<(), drybuild::context::ignore::IgnoreError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Ignore {
    patterns: Vec<Pattern>,
}

/// Why an ignore file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IgnoreError {
    message: String,
}

impl Ignore {
    /// Checks a list of patterns as [`read`] gives them.
    pub fn new<S: AsRef<str>>(patterns: &[S]) -> Result<Self, IgnoreError> {
        let patterns = patterns.iter().map(|text| text.as_ref().trim());
        let patterns = patterns.filter(|text| !text.is_empty()).map(Pattern::new);
        Ok(Self {
            patterns: patterns.collect::<Result<_, _>>()?,
        })
    }

    /// Whether a path, slash-separated and relative to the context, or a folder above it is
    /// excluded. Some broken patterns are noticed only here.
    pub fn is_excluded(&self, path: &str) -> Result<bool, IgnoreError> {
        let mut excluded = false;
        for pattern in &self.patterns {
            // A pattern that would not change the answer is not looked at.
            if pattern.is_exception == excluded && pattern.matches_or_parent(path)? {
                excluded = !pattern.is_exception;
            }
        }
        Ok(excluded)
    }

    /// Whether a pattern begins with `!`.
    pub fn has_exceptions(&self) -> bool {
        self.patterns.iter().any(|pattern| pattern.is_exception)
    }

    /// What of the context is sent to the builder when all of it is asked for. `entries` are
    /// paths and whether they are folders, every folder directly before what is in it.
    ///
    /// An excluded folder is sent when something in it is.
    pub fn sent<'a>(&self, entries: &[(&'a str, bool)]) -> Result<Vec<&'a str>, IgnoreError> {
        walk::sent(&self.patterns, entries)
    }
}

impl IgnoreError {
    fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
        }
    }

    /// What Go says of a pattern that it cannot read.
    fn bad_pattern() -> Self {
        Self::new("syntax error in pattern")
    }
}

impl fmt::Display for IgnoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for IgnoreError {}

#[cfg(test)]
mod tests;
