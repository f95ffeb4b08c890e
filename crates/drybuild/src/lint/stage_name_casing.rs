//! # StageNameCasing
//!
//! ## What
//! The name of a stage holds capital letters.
//!
//! ## Why
//! BuildKit looks stages up without regard to case and shows them in lower case, so capitals only make
//! the file and the log differ.
//!
//! ## Example
//! ```dockerfile
//! FROM alpine AS BuilderBase
//! ```
//!
//! ## Instead
//! ```dockerfile
//! FROM alpine AS builder-base
//! ```
//!
//! ## References
//! - <https://docs.docker.com/go/dockerfile/rule/stage-name-casing/>

use super::Rule;

/// The rule as BuildKit prints it.
pub const RULE: Rule = Rule {
    name: "StageNameCasing",
    description: "Stage names should be lowercase",
    url: "https://docs.docker.com/go/dockerfile/rule/stage-name-casing/",
    experimental: false,
    source: include_str!("stage_name_casing.rs"),
};

/// What is reported.
pub(crate) fn detail(name: &str) -> String {
    format!("Stage name '{name}' should be lowercase")
}

/// Whether the rule speaks about a stage's name as written.
pub(crate) fn applies(name: &str) -> bool {
    name != name.to_lowercase()
}
