//! # ConsistentInstructionCasing
//!
//! ## What
//! Instructions are written in upper and in lower case in one file, or in both within one word.
//!
//! ## Why
//! BuildKit does not care; readers and search tools do.
//!
//! ## Example
//! ```dockerfile
//! FROM alpine
//! run true
//! CMD ["sh"]
//! ```
//!
//! ## Instead
//! ```dockerfile
//! FROM alpine
//! RUN true
//! CMD ["sh"]
//! ```
//!
//! ## References
//! - <https://docs.docker.com/go/dockerfile/rule/consistent-instruction-casing/>

use super::Rule;

/// The rule as BuildKit prints it.
pub const RULE: Rule = Rule {
    name: "ConsistentInstructionCasing",
    description: "All commands within the Dockerfile should use the same casing (either upper or lower)",
    url: "https://docs.docker.com/go/dockerfile/rule/consistent-instruction-casing/",
    experimental: false,
    source: include_str!("consistent_instruction_casing.rs"),
};

/// What is reported.
pub(crate) fn detail(command: &str, casing: &str) -> String {
    format!("Command '{command}' should match the case of the command majority ({casing})")
}

/// The case of most instructions of a file; a tie is upper case.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Majority {
    /// `run`
    Lower,
    /// `RUN`
    Upper,
}

/// Counts the instructions that are wholly upper or lower case.
pub(crate) fn majority<'a>(commands: impl Iterator<Item = &'a str>) -> Majority {
    let (mut lower, mut upper) = (0, 0);
    for command in commands {
        if command == command.to_lowercase() {
            lower += 1;
        } else if command == command.to_uppercase() {
            upper += 1;
        }
    }
    if lower > upper {
        Majority::Lower
    } else {
        Majority::Upper
    }
}

/// The case that an instruction should have, unless it has it.
pub(crate) fn wanted(command: &str, majority: Majority) -> Option<&'static str> {
    match majority {
        Majority::Lower => (command != command.to_lowercase()).then_some("lowercase"),
        Majority::Upper => (command != command.to_uppercase()).then_some("uppercase"),
    }
}
