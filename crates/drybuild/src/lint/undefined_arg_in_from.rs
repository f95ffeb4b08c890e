//! # UndefinedArgInFrom
//!
//! ## What
//! `FROM` uses a variable that no `ARG` before the first `FROM` declares.
//!
//! ## Why
//! Such a variable is empty, whatever `--build-arg` says.
//!
//! ## Example
//! ```dockerfile
//! FROM node:${VERSION}
//! ```
//!
//! ## Instead
//! ```dockerfile
//! ARG VERSION=22
//! FROM node:${VERSION}
//! ```
//!
//! ## References
//! - <https://docs.docker.com/go/dockerfile/rule/undefined-arg-in-from/>

use super::Rule;

/// The rule as BuildKit prints it.
pub const RULE: Rule = Rule {
    name: "UndefinedArgInFrom",
    description: "FROM command must use declared ARGs",
    url: "https://docs.docker.com/go/dockerfile/rule/undefined-arg-in-from/",
    experimental: false,
    source: include_str!("undefined_arg_in_from.rs"),
};

/// What is reported.
pub(crate) fn detail(name: &str, suggestion: &str) -> String {
    let hint = if suggestion.is_empty() {
        String::new()
    } else {
        format!(" (did you mean {suggestion}?)")
    };
    format!("FROM argument '{name}' is not declared{hint}")
}
