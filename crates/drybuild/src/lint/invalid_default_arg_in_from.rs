//! # InvalidDefaultArgInFrom
//!
//! ## What
//! Without any `--build-arg`, the name in `FROM` is empty or no image reference.
//!
//! ## Why
//! The file then builds only for those who know which argument to give.
//!
//! ## Example
//! ```dockerfile
//! ARG TAG
//! FROM busybox:${TAG}
//! ```
//!
//! ## Instead
//! ```dockerfile
//! ARG TAG=latest
//! FROM busybox:${TAG}
//! ```
//!
//! ## References
//! - <https://docs.docker.com/go/dockerfile/rule/invalid-default-arg-in-from/>

use super::Rule;

/// The rule as BuildKit prints it.
pub const RULE: Rule = Rule {
    name: "InvalidDefaultArgInFrom",
    description: "Default value for global ARG results in an empty or invalid base image name",
    url: "https://docs.docker.com/go/dockerfile/rule/invalid-default-arg-in-from/",
    experimental: false,
    source: include_str!("invalid_default_arg_in_from.rs"),
};

/// What is reported.
pub(crate) fn detail(base: &str) -> String {
    format!("Default value for ARG {base} results in empty or invalid base image name")
}
