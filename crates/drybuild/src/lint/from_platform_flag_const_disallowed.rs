//! # FromPlatformFlagConstDisallowed
//!
//! ## What
//! `FROM --platform` names a platform literally, and the stage's name does not say so.
//!
//! ## Why
//! The stage cannot be built for another platform; `$BUILDPLATFORM` or `$TARGETPLATFORM` can.
//!
//! ## Example
//! ```dockerfile
//! FROM --platform=linux/amd64 alpine AS base
//! ```
//!
//! ## Instead
//! ```dockerfile
//! FROM --platform=$BUILDPLATFORM alpine AS base
//! ```
//!
//! ## References
//! - <https://docs.docker.com/go/dockerfile/rule/from-platform-flag-const-disallowed/>

use super::Rule;
use crate::quote::quote;

/// The rule as BuildKit prints it.
pub const RULE: Rule = Rule {
    name: "FromPlatformFlagConstDisallowed",
    description: "FROM --platform flag should not use a constant value",
    url: "https://docs.docker.com/go/dockerfile/rule/from-platform-flag-const-disallowed/",
    experimental: false,
    source: include_str!("from_platform_flag_const_disallowed.rs"),
};

/// What is reported.
pub(crate) fn detail(platform: &str) -> String {
    format!(
        "FROM --platform flag should not use constant value {}",
        quote(platform)
    )
}
