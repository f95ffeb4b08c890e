//! # ReservedStageName
//!
//! ## What
//! A stage is called `scratch` or `context`.
//!
//! ## Why
//! `scratch` is the empty image and `context` the build context; a stage of that name cannot be told from them.
//!
//! ## Example
//! ```dockerfile
//! FROM alpine AS scratch
//! ```
//!
//! ## Instead
//! ```dockerfile
//! FROM alpine AS base
//! ```
//!
//! ## References
//! - <https://docs.docker.com/go/dockerfile/rule/reserved-stage-name/>

use super::Rule;
use crate::quote::quote;

/// The rule as BuildKit prints it.
pub const RULE: Rule = Rule {
    name: "ReservedStageName",
    description: "Reserved words should not be used as stage names",
    url: "https://docs.docker.com/go/dockerfile/rule/reserved-stage-name/",
    experimental: false,
    source: include_str!("reserved_stage_name.rs"),
};

/// What is reported.
pub(crate) fn detail(name: &str) -> String {
    format!(
        "Stage name should not use the same name as reserved stage {}",
        quote(name)
    )
}

/// Whether the name means something else.
pub(crate) fn applies(name: &str) -> bool {
    matches!(name, "context" | "scratch")
}
