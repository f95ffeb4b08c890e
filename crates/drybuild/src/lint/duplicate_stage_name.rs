//! # DuplicateStageName
//!
//! ## What
//! Two stages have the same name.
//!
//! ## Why
//! `COPY --from=name` and `--target name` mean the last one, which is rarely the one that a reader finds first.
//!
//! ## Example
//! ```dockerfile
//! FROM debian AS build
//! FROM golang AS build
//! ```
//!
//! ## Instead
//! ```dockerfile
//! FROM debian AS tools
//! FROM golang AS build
//! ```
//!
//! ## References
//! - <https://docs.docker.com/go/dockerfile/rule/duplicate-stage-name/>

use super::Rule;
use crate::quote::quote;

/// The rule as BuildKit prints it.
pub const RULE: Rule = Rule {
    name: "DuplicateStageName",
    description: "Stage names should be unique",
    url: "https://docs.docker.com/go/dockerfile/rule/duplicate-stage-name/",
    experimental: false,
    source: include_str!("duplicate_stage_name.rs"),
};

/// What is reported.
pub(crate) fn detail(name: &str) -> String {
    format!(
        "Duplicate stage name {}, stage names should be unique",
        quote(name)
    )
}
