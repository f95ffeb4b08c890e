//! # FromAsCasing
//!
//! ## What
//! `FROM` and `AS` of one line are not written in the same case.
//!
//! ## Why
//! Mixed keywords are harder to read and to search for.
//!
//! ## Example
//! ```dockerfile
//! FROM alpine as build
//! ```
//!
//! ## Instead
//! ```dockerfile
//! FROM alpine AS build
//! ```
//!
//! ## References
//! - <https://docs.docker.com/go/dockerfile/rule/from-as-casing/>

use super::Rule;

/// The rule as BuildKit prints it.
pub const RULE: Rule = Rule {
    name: "FromAsCasing",
    description: "The 'as' keyword should match the case of the 'from' keyword",
    url: "https://docs.docker.com/go/dockerfile/rule/from-as-casing/",
    experimental: false,
    source: include_str!("from_as_casing.rs"),
};

/// What is reported.
pub(crate) fn detail(from: &str, as_: &str) -> String {
    format!("'{as_}' and '{from}' keywords' casing do not match")
}

/// Whether the two keywords differ; a `FROM` in mixed case is the matter of another rule.
pub(crate) fn applies(from: &str, as_: &str) -> bool {
    if from == from.to_lowercase() {
        as_ != as_.to_lowercase()
    } else if from == from.to_uppercase() {
        as_ != as_.to_uppercase()
    } else {
        false
    }
}
