//! # WorkdirRelativePath
//!
//! ## What
//! The first `WORKDIR` of a stage is relative.
//!
//! ## Why
//! It then depends on the base image's own working directory, which may change with its next release.
//!
//! ## Example
//! ```dockerfile
//! FROM nginx
//! WORKDIR html
//! ```
//!
//! ## Instead
//! ```dockerfile
//! FROM nginx
//! WORKDIR /usr/share/nginx/html
//! ```
//!
//! ## References
//! - <https://docs.docker.com/go/dockerfile/rule/workdir-relative-path/>

use super::Rule;
use crate::quote::quote;

/// The rule as BuildKit prints it.
pub const RULE: Rule = Rule {
    name: "WorkdirRelativePath",
    description: "Relative workdir without an absolute workdir declared within the build can have unexpected results if the base image changes",
    url: "https://docs.docker.com/go/dockerfile/rule/workdir-relative-path/",
    experimental: false,
    source: include_str!("workdir_relative_path.rs"),
};

/// What is reported.
pub(crate) fn detail(path: &str) -> String {
    format!(
        "Relative workdir {} can have unexpected results if the base image changes",
        quote(path)
    )
}
