//! # JSONArgsRecommended
//!
//! ## What
//! `CMD` or `ENTRYPOINT` is written in shell form, and the image sets no `SHELL` of its own.
//!
//! ## Why
//! The process is then a child of `/bin/sh -c`, which does not hand signals on: `docker stop` waits and kills.
//!
//! ## Example
//! ```dockerfile
//! CMD node server.js
//! ```
//!
//! ## Instead
//! ```dockerfile
//! CMD ["node", "server.js"]
//! ```
//!
//! ## References
//! - <https://docs.docker.com/go/dockerfile/rule/json-args-recommended/>

use super::Rule;

/// The rule as BuildKit prints it.
pub const RULE: Rule = Rule {
    name: "JSONArgsRecommended",
    description: "JSON arguments recommended for ENTRYPOINT/CMD to prevent unintended behavior related to OS signals",
    url: "https://docs.docker.com/go/dockerfile/rule/json-args-recommended/",
    experimental: false,
    source: include_str!("json_args_recommended.rs"),
};

/// What is reported.
pub(crate) fn detail(command: &str) -> String {
    format!(
        "JSON arguments recommended for {command} to prevent unintended behavior related to OS signals"
    )
}
