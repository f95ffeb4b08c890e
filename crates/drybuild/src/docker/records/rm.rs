//! `docker buildx history rm`.

use super::super::Docker;
use super::super::command::fail;
use super::super::flags::Given;
use crate::shell::{Exit, Process};

/// The record goes; what the build left in the cache stays.
pub(in super::super) fn run(
    docker: &mut Docker,
    words: &[String],
    process: &mut Process<'_>,
) -> Exit {
    let given = match Given::read(words, &[("--builder", true), ("--all", false)], false) {
        Ok(given) => given,
        Err(message) => return fail(process, &message),
    };
    let all = given.is_on("--all");
    if given.operands.is_empty() && !all {
        return fail(process, "rm requires at least one argument");
    }
    if !given.operands.is_empty() && all {
        return fail(process, "rm requires either --all or at least one argument");
    }
    let name = given.value("--builder");
    let Some(builder) = docker.builders.find_mut(name) else {
        let name = name.unwrap_or_default();
        return fail(process, &format!("no builder {name:?} found"));
    };
    let missing: Vec<String> = given
        .operands
        .iter()
        .filter(|given| {
            !builder
                .records
                .iter()
                .any(|record| record.reference == **given)
        })
        .map(|given| format!("lease \"ref_{given}\": not found"))
        .collect();
    let goes = |reference: &String| all || given.operands.contains(reference);
    for record in &builder.records {
        if let Some(build) = builder.builds.get_mut(record.build)
            && goes(&record.reference)
        {
            build.is_recorded = false;
        }
    }
    builder.records.retain(|record| !goes(&record.reference));
    if missing.is_empty() {
        return Exit::SUCCESS;
    }
    fail(process, &missing.join("\n"))
}
