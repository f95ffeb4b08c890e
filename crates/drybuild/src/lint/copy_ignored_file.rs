//! # CopyIgnoredFile
//!
//! ## What
//! `COPY` or `ADD` names a file that `.dockerignore` keeps out of the build context.
//!
//! ## Why
//! The file is never sent, so the build fails with "not found".
//!
//! ## Example
//! ```dockerfile
//! # .dockerignore: *.tmp
//! COPY notes.tmp /
//! ```
//!
//! ## Instead
//! ```dockerfile
//! # .dockerignore: *.tmp
//! COPY notes.txt /
//! ```
//!
//! ## References
//! - <https://docs.docker.com/go/dockerfile/rule/copy-ignored-file/>

use super::Rule;
use crate::quote::quote;

/// The rule as BuildKit prints it.
pub const RULE: Rule = Rule {
    name: "CopyIgnoredFile",
    description: "Attempting to Copy file that is excluded by .dockerignore",
    url: "https://docs.docker.com/go/dockerfile/rule/copy-ignored-file/",
    experimental: false,
    source: include_str!("copy_ignored_file.rs"),
};

/// What is reported.
pub(crate) fn detail(command: &str, file: &str) -> String {
    format!(
        "Attempting to {command} file {} that is excluded by .dockerignore",
        quote(file)
    )
}
