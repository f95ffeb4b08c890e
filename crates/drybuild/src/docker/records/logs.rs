//! `docker buildx history logs`.

use super::super::Docker;
use super::super::command::fail;
use super::super::flags::Given;
use super::find;
use crate::progress;
use crate::schedule::schedule;
use crate::shell::{Exit, Process};

/// On standard error, as the log of the build itself was.
pub(in super::super) fn run(
    docker: &mut Docker,
    words: &[String],
    process: &mut Process<'_>,
) -> Exit {
    let given = match Given::read(words, &[("--builder", true), ("--progress", true)], false) {
        Ok(given) => given,
        Err(message) => return fail(process, &message),
    };
    let reference = given.operands.first().map_or("", String::as_str);
    match find(docker, given.value("--builder"), reference) {
        Ok((_, _, build)) => {
            let timeline = schedule(build);
            let text = match given.value("--progress") {
                Some("rawjson") => progress::raw_json(&timeline),
                _ => progress::record(&timeline),
            };
            process.err_text(text);
            Exit::SUCCESS
        }
        Err(message) => fail(process, &message),
    }
}
