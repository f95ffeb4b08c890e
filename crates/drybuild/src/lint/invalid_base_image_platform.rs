//! # InvalidBaseImagePlatform
//!
//! ## What
//! The base image is made for another platform than the build asks for.
//!
//! ## Why
//! Its programs run under emulation or not at all.
//!
//! ## Example
//! ```dockerfile
//! # docker build --platform=linux/arm64 .
//! FROM only-amd64-image
//! ```
//!
//! ## Instead
//! ```dockerfile
//! # docker build --platform=linux/arm64 .
//! FROM image-for-both
//! ```
//!
//! ## References
//! - <https://docs.docker.com/build/building/multi-platform/>

use super::Rule;
use crate::quote::quote;

/// The rule as BuildKit prints it.
pub const RULE: Rule = Rule {
    name: "InvalidBaseImagePlatform",
    description: "Base image platform does not match expected target platform",
    url: "",
    experimental: false,
    source: include_str!("invalid_base_image_platform.rs"),
};

/// What is reported.
pub(crate) fn detail(image: &str, expected: &str, actual: &str) -> String {
    format!(
        "Base image {image} was pulled with platform {}, expected {} for current build",
        quote(actual),
        quote(expected)
    )
}
