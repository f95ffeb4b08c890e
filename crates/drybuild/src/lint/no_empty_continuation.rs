//! # NoEmptyContinuation
//!
//! ## What
//! An empty line stands inside an instruction that is continued over several lines.
//!
//! ## Why
//! The line is skipped today, and a later release of the frontend will refuse it.
//! Often it means that a backslash too many was left behind.
//!
//! ## Example
//! ```dockerfile
//! RUN apk add curl \
//!
//!     git
//! ```
//!
//! ## Instead
//! ```dockerfile
//! RUN apk add curl \
//!     git
//! ```
//!
//! ## References
//! - <https://docs.docker.com/go/dockerfile/rule/no-empty-continuation/>

use super::Rule;

/// The rule as BuildKit prints it.
pub const RULE: Rule = Rule {
    name: "NoEmptyContinuation",
    description: "Empty continuation lines will become errors in a future release",
    url: "https://docs.docker.com/go/dockerfile/rule/no-empty-continuation/",
    experimental: false,
    source: include_str!("no_empty_continuation.rs"),
};

/// What is reported.
pub(crate) fn detail() -> String {
    "Empty continuation line".to_owned()
}
