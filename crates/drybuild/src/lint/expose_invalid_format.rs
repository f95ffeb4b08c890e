//! # ExposeInvalidFormat
//!
//! ## What
//! `EXPOSE` names an address or a port of the host.
//!
//! ## Why
//! Only the container's port is kept; where it is published is decided by `docker run -p`.
//!
//! ## Example
//! ```dockerfile
//! EXPOSE 127.0.0.1:80:8080
//! ```
//!
//! ## Instead
//! ```dockerfile
//! EXPOSE 8080
//! ```
//!
//! ## References
//! - <https://docs.docker.com/go/dockerfile/rule/expose-invalid-format/>

use super::Rule;

/// The rule as BuildKit prints it.
pub const RULE: Rule = Rule {
    name: "ExposeInvalidFormat",
    description: "IP address and host-port mapping should not be used in EXPOSE instruction. This will become an error in a future release",
    url: "https://docs.docker.com/go/dockerfile/rule/expose-invalid-format/",
    experimental: false,
    source: include_str!("expose_invalid_format.rs"),
};

/// What is reported.
pub(crate) fn detail(port: &str) -> String {
    format!(
        "EXPOSE instruction should not define an IP address or host-port mapping, found '{port}'"
    )
}
