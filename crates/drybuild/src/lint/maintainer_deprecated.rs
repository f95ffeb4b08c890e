//! # MaintainerDeprecated
//!
//! ## What
//! The file uses `MAINTAINER`.
//!
//! ## Why
//! It sets one field that few tools show; a label holds the same and can be searched.
//!
//! ## Example
//! ```dockerfile
//! MAINTAINER ann@example.com
//! ```
//!
//! ## Instead
//! ```dockerfile
//! LABEL org.opencontainers.image.authors="ann@example.com"
//! ```
//!
//! ## References
//! - <https://docs.docker.com/go/dockerfile/rule/maintainer-deprecated/>

use super::Rule;

/// The rule as BuildKit prints it.
pub const RULE: Rule = Rule {
    name: "MaintainerDeprecated",
    description: "The MAINTAINER instruction is deprecated, use a label instead to define an image author",
    url: "https://docs.docker.com/go/dockerfile/rule/maintainer-deprecated/",
    experimental: false,
    source: include_str!("maintainer_deprecated.rs"),
};

/// What is reported.
pub(crate) fn detail() -> String {
    "Maintainer instruction is deprecated in favor of using label".to_owned()
}
