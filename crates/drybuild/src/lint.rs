//! Build checks: one rule a file, whose head is its help page.

mod config;
mod print;

pub mod consistent_instruction_casing;
pub mod copy_ignored_file;
pub mod duplicate_stage_name;
pub mod expose_invalid_format;
pub mod expose_proto_casing;
pub mod from_as_casing;
pub mod from_platform_flag_const_disallowed;
pub mod invalid_base_image_platform;
pub mod invalid_default_arg_in_from;
pub mod invalid_definition_description;
pub mod json_args_recommended;
pub mod legacy_key_value_format;
pub mod maintainer_deprecated;
pub mod multiple_instructions_disallowed;
pub mod no_empty_continuation;
pub mod redundant_target_platform;
pub mod reserved_stage_name;
pub mod secrets_used_in_arg_or_env;
pub mod stage_name_casing;
pub mod undefined_arg_in_from;
pub mod undefined_var;
pub mod workdir_relative_path;

use std::cell::RefCell;

pub(crate) use config::LintConfig;
pub use print::{excerpt, print};

use crate::Span;

/// All rules, in BuildKit's order.
pub const RULES: [&Rule; 22] = [
    &stage_name_casing::RULE,
    &from_as_casing::RULE,
    &no_empty_continuation::RULE,
    &consistent_instruction_casing::RULE,
    &duplicate_stage_name::RULE,
    &reserved_stage_name::RULE,
    &json_args_recommended::RULE,
    &maintainer_deprecated::RULE,
    &undefined_arg_in_from::RULE,
    &workdir_relative_path::RULE,
    &undefined_var::RULE,
    &multiple_instructions_disallowed::RULE,
    &legacy_key_value_format::RULE,
    &invalid_base_image_platform::RULE,
    &redundant_target_platform::RULE,
    &secrets_used_in_arg_or_env::RULE,
    &invalid_default_arg_in_from::RULE,
    &from_platform_flag_const_disallowed::RULE,
    &copy_ignored_file::RULE,
    &invalid_definition_description::RULE,
    &expose_proto_casing::RULE,
    &expose_invalid_format::RULE,
];

/// A build check.
#[derive(Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Rule {
    /// As `# check=skip=` names it.
    pub name: &'static str,
    /// One sentence.
    pub description: &'static str,
    /// Docker's page on it; empty where there is none.
    pub url: &'static str,
    /// It is silent unless asked for.
    pub experimental: bool,
    #[cfg_attr(feature = "serde", serde(skip))]
    source: &'static str,
}

impl Rule {
    /// The rule's help page, in Markdown: What, Why, Example, Instead, References.
    #[must_use]
    pub fn help(&self) -> String {
        let lines = self
            .source
            .lines()
            .map_while(|line| line.strip_prefix("//!"));
        lines
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// What the help page shows under Instead, in one line.
    #[must_use]
    pub fn instead(&self) -> String {
        let help = self.help();
        let lines = help
            .lines()
            .skip_while(|line| *line != "## Instead")
            .skip(1);
        lines
            .take_while(|line| !line.starts_with("## "))
            .filter(|line| !line.is_empty() && !line.starts_with("```"))
            .map(str::trim)
            .collect::<Vec<_>>()
            .join(" / ")
    }
}

/// A rule that was broken.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Warning {
    /// Which.
    pub rule: &'static Rule,
    /// BuildKit's text for this place.
    pub detail: String,
    /// The instruction; `None` where BuildKit names no place.
    pub span: Option<Span>,
    /// The instruction's lines, from 1.
    pub lines: Vec<usize>,
}

/// A place in the Dockerfile: an instruction, as a rule.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Location {
    /// Its bytes; `None` for what the file does not hold.
    pub span: Option<Span>,
    /// Its lines, from 1.
    pub lines: Vec<usize>,
}

/// Collects warnings; which ones depends on the configuration at the place.
#[derive(Debug, Clone)]
pub(crate) struct Linter<'a> {
    config: LintConfig,
    warnings: Option<&'a RefCell<Vec<Warning>>>,
}

impl<'a> Linter<'a> {
    /// A linter that reports into `warnings`; without them it is silent.
    pub(crate) fn new(config: LintConfig, warnings: Option<&'a RefCell<Vec<Warning>>>) -> Self {
        Self { config, warnings }
    }

    /// The same, as the comments above an instruction (`# check=skip=…`) want it.
    pub(crate) fn with_comments(&self, comments: &[dockerfile::Text]) -> Self {
        match config::from_comments(comments) {
            Some(config) => Self {
                config: self.config.merged(&config),
                warnings: self.warnings,
            },
            None => self.clone(),
        }
    }

    /// Reports a broken rule, unless it is switched off.
    pub(crate) fn report(&self, rule: &'static Rule, location: &Location, detail: String) {
        if let Some(warnings) = self.warnings
            && self.config.enables(rule)
        {
            let Location { span, lines } = location.clone();
            warnings.borrow_mut().push(Warning {
                rule,
                detail,
                span,
                lines,
            });
        }
    }

    /// The error that `# check=error=true` makes of warnings.
    pub(crate) fn error(&self) -> Option<String> {
        let warnings = self.warnings.filter(|_| self.config.error)?.borrow();
        let mut names: Vec<&str> = warnings.iter().map(|w| w.rule.name).collect();
        names.sort_unstable();
        names.dedup();
        (!names.is_empty()).then(|| format!("lint violation found for rules: {}", names.join(", ")))
    }
}

#[cfg(test)]
mod tests;
