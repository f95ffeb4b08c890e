//! # RedundantTargetPlatform
//!
//! ## What
//! `FROM --platform=$TARGETPLATFORM` says what is meant anyway.
//!
//! ## Why
//! It hides the places where another platform is really wanted.
//!
//! ## Example
//! ```dockerfile
//! FROM --platform=$TARGETPLATFORM alpine
//! ```
//!
//! ## Instead
//! ```dockerfile
//! FROM alpine
//! ```
//!
//! ## References
//! - <https://docs.docker.com/go/dockerfile/rule/redundant-target-platform/>

use super::Rule;

/// The rule as BuildKit prints it.
pub const RULE: Rule = Rule {
    name: "RedundantTargetPlatform",
    description: "Setting platform to predefined $TARGETPLATFORM in FROM is redundant as this is the default behavior",
    url: "https://docs.docker.com/go/dockerfile/rule/redundant-target-platform/",
    experimental: false,
    source: include_str!("redundant_target_platform.rs"),
};

/// What is reported.
pub(crate) fn detail(expression: &str) -> String {
    format!(
        "Setting platform to predefined {expression} in FROM is redundant as this is the default behavior"
    )
}
