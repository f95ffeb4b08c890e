//! # InvalidDefinitionDescription
//!
//! ## What
//! The comment directly above a named stage or an `ARG` does not begin with its name. Experimental.
//!
//! ## Why
//! `docker build --call=outline` and `--call=targets` show such comments as descriptions only in that form.
//!
//! ## Example
//! ```dockerfile
//! # The version of Go
//! ARG GO_VERSION=1.25
//! ```
//!
//! ## Instead
//! ```dockerfile
//! # GO_VERSION is the version of Go
//! ARG GO_VERSION=1.25
//! ```
//!
//! ## References
//! - <https://docs.docker.com/go/dockerfile/rule/invalid-definition-description/>

use super::Rule;

/// The rule as BuildKit prints it.
pub const RULE: Rule = Rule {
    name: "InvalidDefinitionDescription",
    description: "Comment for build stage or argument should follow the format: `# <arg/stage name> <description>`. If this is not intended to be a description comment, add an empty line or comment between the instruction and the comment.",
    url: "https://docs.docker.com/go/dockerfile/rule/invalid-definition-description/",
    experimental: true,
    source: include_str!("invalid_definition_description.rs"),
};

/// What is reported.
pub(crate) fn detail(instruction: &str, name: &str) -> String {
    format!("Comment for {instruction} should follow the format: `# {name} <description>`")
}

/// The name that a comment should begin with, if the last line above does not name one of `names`.
pub(crate) fn wanted(names: &[&str], comments: &[dockerfile::Text]) -> Option<String> {
    let first_word = comments.last()?.split(' ').next().unwrap_or_default();
    match names {
        [] => None,
        names if names.contains(&first_word) => None,
        [name] => Some((*name).to_owned()),
        _ => Some("<arg_key>".to_owned()),
    }
}
