//! Errors of a conversion, as BuildKit words and places them.

use dockerfile::Dockerfile;

use crate::lint::Location;
use crate::options::BuildOptions;

/// Why a Dockerfile does not build.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct BuildError {
    /// BuildKit's text.
    pub message: String,
    /// The instructions concerned, innermost first; BuildKit marks their lines.
    pub locations: Vec<Location>,
}

impl BuildError {
    /// An error that no place is known for yet.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            locations: Vec::new(),
        }
    }

    /// Adds where it happened (`parser.WithLocation`).
    #[must_use]
    pub(crate) fn at(mut self, location: &Location) -> Self {
        self.locations.push(location.clone());
        self
    }

    /// Says where it happened, whatever was said before (`parser.SetLocation`).
    #[must_use]
    pub(crate) fn only_at(mut self, location: &Location) -> Self {
        self.locations = vec![location.clone()];
        self
    }

    /// What becomes of an error without a place where another frontend was asked for, by
    /// `BUILDKIT_SYNTAX` or `# syntax=` (`Build` of `frontend/dockerfile/builder/build.go`).
    #[must_use]
    pub(crate) fn through_syntax(self, dockerfile: &Dockerfile, options: &BuildOptions) -> Self {
        if !self.locations.is_empty() {
            return self;
        }
        if let Some(image) = options.attribute("build-arg:BUILDKIT_SYNTAX") {
            return self.context(&format!("failed with build-arg:BUILDKIT_SYNTAX = {image}"));
        }
        match &dockerfile.syntax {
            Some(syntax) => self.at(&Location {
                span: Some(syntax.span),
                lines: vec![syntax.line],
            }),
            None => self,
        }
    }

    /// Puts context before the text.
    #[must_use]
    pub(crate) fn context(mut self, context: &str) -> Self {
        self.message = format!("{context}: {}", self.message);
        self
    }
}

impl From<String> for BuildError {
    fn from(message: String) -> Self {
        Self::new(message)
    }
}
