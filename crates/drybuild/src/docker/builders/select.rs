//! `docker buildx use`.

use super::super::Docker;
use super::super::command::fail;
use super::super::flags::Given;
use super::OWN;
use crate::shell::{Exit, Process};

pub(in super::super) fn run(
    docker: &mut Docker,
    words: &[String],
    process: &mut Process<'_>,
) -> Exit {
    let given = match Given::read(
        words,
        &[
            ("--global", false),
            ("--default", false),
            ("--builder", true),
        ],
        false,
    ) {
        Ok(given) => given,
        Err(message) => return fail(process, &message),
    };
    let Some(name) = given.operands.first() else {
        return Exit::SUCCESS;
    };
    if docker.builders.find(Some(name)).is_none() {
        return fail(
            process,
            &format!("failed to find instance {name:?}: no such instance"),
        );
    }
    docker.builders.used = Some(name.clone()).filter(|name| name != OWN);
    Exit::SUCCESS
}
