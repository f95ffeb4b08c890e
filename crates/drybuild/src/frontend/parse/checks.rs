//! Build checks of the text itself, before any stage is looked at.

use dockerfile::{Dockerfile, Node};

use super::super::BuildError;
use super::{check_syntax, is_unreadable, location};
use crate::lint::{
    Linter, Location, consistent_instruction_casing, duplicate_stage_name, from_as_casing,
    invalid_definition_description, maintainer_deprecated, no_empty_continuation,
    reserved_stage_name, stage_name_casing,
};

/// Runs these checks, as far as BuildKit gets before it stops at an error.
///
/// # Errors
/// The text is no Dockerfile.
pub(in super::super) fn check(
    dockerfile: &Dockerfile,
    linter: &Linter<'_>,
) -> Result<(), BuildError> {
    if dockerfile.source.is_empty() {
        return Err(BuildError::new("the Dockerfile cannot be empty"));
    }
    if dockerfile.problems.first().is_some_and(is_unreadable) {
        return check_syntax(dockerfile);
    }
    for warning in &dockerfile.warnings {
        let location = Location {
            span: Some(warning.span),
            lines: vec![warning.line],
        };
        linter.report(
            &no_empty_continuation::RULE,
            &location,
            no_empty_continuation::detail(),
        );
    }
    let stop = dockerfile.problems.first().map(|p| p.lines.first);
    for node in dockerfile.nodes() {
        let is_wrong = stop == Some(node.lines.first);
        check_node(node, is_wrong, &linter.with_comments(&node.comments));
        if is_wrong {
            break;
        }
    }
    check_syntax(dockerfile)?;
    if dockerfile.stages.is_empty() {
        return Err(BuildError::new("dockerfile contains no stages to build"));
    }
    check_stage_names(dockerfile, linter);
    check_casing(dockerfile, linter);
    Ok(())
}

/// What BuildKit looks at when it reads an instruction (`ParseInstructionWithLinter`).
fn check_node(node: &Node, is_wrong: bool, linter: &Linter<'_>) {
    let location = || Location {
        span: Some(node.span),
        lines: node.lines.iter().collect(),
    };
    let keyword = node.keyword.text.as_str();
    let args = || -> Vec<&str> { node.args.iter().map(|a| a.text.as_str()).collect() };
    let describe = |instruction: &str, names: &[&str]| {
        if let Some(name) = invalid_definition_description::wanted(names, &node.comments) {
            let detail = invalid_definition_description::detail(instruction, &name);
            linter.report(&invalid_definition_description::RULE, &location(), detail);
        }
    };
    match keyword.to_lowercase().as_str() {
        "maintainer" => linter.report(
            &maintainer_deprecated::RULE,
            &location(),
            maintainer_deprecated::detail(),
        ),
        "from" => {
            let args = args();
            if let [_, _, name] = args.as_slice()
                && stage_name_casing::applies(name)
            {
                linter.report(
                    &stage_name_casing::RULE,
                    &location(),
                    stage_name_casing::detail(name),
                );
            }
            if let [_, as_, _, ..] = args.as_slice()
                && from_as_casing::applies(keyword, as_)
            {
                linter.report(
                    &from_as_casing::RULE,
                    &location(),
                    from_as_casing::detail(keyword, as_),
                );
            }
            if let [_, _, name] = args.as_slice()
                && !is_wrong
            {
                describe("FROM", &[&name.to_lowercase()]);
            }
        }
        "arg" if !is_wrong => {
            let name = |arg| str::split_once(arg, '=').map_or(arg, |(name, _)| name);
            let names: Vec<&str> = args().into_iter().map(name).collect();
            describe("ARG", &names);
        }
        _ => {}
    }
}

/// Stage names that mean something else or stand twice.
fn check_stage_names(dockerfile: &Dockerfile, linter: &Linter<'_>) {
    let mut seen = std::collections::BTreeSet::new();
    for stage in dockerfile.stages.iter().filter(|s| !s.from.name.is_empty()) {
        let (name, location) = (stage.from.name.as_str(), location(&stage.origin));
        if reserved_stage_name::applies(name) {
            linter.report(
                &reserved_stage_name::RULE,
                &location,
                reserved_stage_name::detail(name),
            );
        }
        if !seen.insert(name) {
            linter.report(
                &duplicate_stage_name::RULE,
                &location,
                duplicate_stage_name::detail(name),
            );
        }
    }
}

/// Keywords in another case than most.
fn check_casing(dockerfile: &Dockerfile, linter: &Linter<'_>) {
    let origins = || {
        dockerfile
            .stages
            .iter()
            .flat_map(|s| std::iter::once(&s.origin).chain(s.commands.iter().map(|c| &c.origin)))
    };
    let majority =
        consistent_instruction_casing::majority(origins().map(|o| o.keyword.text.as_str()));
    for origin in origins() {
        if let Some(casing) = consistent_instruction_casing::wanted(&origin.keyword.text, majority)
        {
            let detail = consistent_instruction_casing::detail(&origin.keyword.text, casing);
            linter.report(
                &consistent_instruction_casing::RULE,
                &location(origin),
                detail,
            );
        }
    }
}
