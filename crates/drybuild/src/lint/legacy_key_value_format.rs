//! # LegacyKeyValueFormat
//!
//! ## What
//! `ENV` or `LABEL` separates key and value by white space.
//!
//! ## Why
//! That form takes the rest of the line as one value, so a second variable on the line is lost in the first.
//!
//! ## Example
//! ```dockerfile
//! ENV PATH /opt/bin:$PATH
//! ```
//!
//! ## Instead
//! ```dockerfile
//! ENV PATH=/opt/bin:$PATH
//! ```
//!
//! ## References
//! - <https://docs.docker.com/go/dockerfile/rule/legacy-key-value-format/>

use super::Rule;

/// The rule as BuildKit prints it.
pub const RULE: Rule = Rule {
    name: "LegacyKeyValueFormat",
    description: "Legacy key/value format with whitespace separator should not be used",
    url: "https://docs.docker.com/go/dockerfile/rule/legacy-key-value-format/",
    experimental: false,
    source: include_str!("legacy_key_value_format.rs"),
};

/// What is reported.
pub(crate) fn detail(command: &str) -> String {
    format!(
        "\"{command} key=value\" should be used instead of legacy \"{command} key value\" format"
    )
}
