//! # UndefinedVar
//!
//! ## What
//! An instruction expands a variable that neither `ARG` nor `ENV` nor the base image sets.
//!
//! ## Why
//! It expands to nothing, without an error.
//!
//! ## Example
//! ```dockerfile
//! COPY $FOO .
//! ```
//!
//! ## Instead
//! ```dockerfile
//! ARG FOO=src
//! COPY $FOO .
//! ```
//!
//! ## References
//! - <https://docs.docker.com/go/dockerfile/rule/undefined-var/>

use super::Rule;

/// The rule as BuildKit prints it.
pub const RULE: Rule = Rule {
    name: "UndefinedVar",
    description: "Variables should be defined before their use",
    url: "https://docs.docker.com/go/dockerfile/rule/undefined-var/",
    experimental: false,
    source: include_str!("undefined_var.rs"),
};

/// What is reported.
pub(crate) fn detail(name: &str, suggestion: &str) -> String {
    let hint = if suggestion.is_empty() {
        String::new()
    } else {
        format!(" (did you mean ${suggestion}?)")
    };
    format!("Usage of undefined variable '${name}'{hint}")
}
