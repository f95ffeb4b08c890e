//! # MultipleInstructionsDisallowed
//!
//! ## What
//! A stage has more than one `CMD`, `ENTRYPOINT` or `HEALTHCHECK`; the earlier one is reported.
//!
//! ## Why
//! Only the last counts.
//!
//! ## Example
//! ```dockerfile
//! CMD ["sh"]
//! CMD ["bash"]
//! ```
//!
//! ## Instead
//! ```dockerfile
//! CMD ["bash"]
//! ```
//!
//! ## References
//! - <https://docs.docker.com/go/dockerfile/rule/multiple-instructions-disallowed/>

use super::Rule;

/// The rule as BuildKit prints it.
pub const RULE: Rule = Rule {
    name: "MultipleInstructionsDisallowed",
    description: "Multiple instructions of the same type should not be used in the same stage",
    url: "https://docs.docker.com/go/dockerfile/rule/multiple-instructions-disallowed/",
    experimental: false,
    source: include_str!("multiple_instructions_disallowed.rs"),
};

/// What is reported.
pub(crate) fn detail(command: &str) -> String {
    format!(
        "Multiple {command} instructions should not be used in the same stage because only the last one will be used"
    )
}
