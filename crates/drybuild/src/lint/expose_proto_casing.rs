//! # ExposeProtoCasing
//!
//! ## What
//! The protocol of a port is written in capitals.
//!
//! ## Why
//! The image config holds it in lower case; one form is easier to search for.
//!
//! ## Example
//! ```dockerfile
//! EXPOSE 80/TCP
//! ```
//!
//! ## Instead
//! ```dockerfile
//! EXPOSE 80/tcp
//! ```
//!
//! ## References
//! - <https://docs.docker.com/go/dockerfile/rule/expose-proto-casing/>

use super::Rule;

/// The rule as BuildKit prints it.
pub const RULE: Rule = Rule {
    name: "ExposeProtoCasing",
    description: "Protocol in EXPOSE instruction should be lowercase",
    url: "https://docs.docker.com/go/dockerfile/rule/expose-proto-casing/",
    experimental: false,
    source: include_str!("expose_proto_casing.rs"),
};

/// What is reported.
pub(crate) fn detail(port: &str) -> String {
    format!("Defined protocol '{port}' in EXPOSE instruction should be lowercase")
}
