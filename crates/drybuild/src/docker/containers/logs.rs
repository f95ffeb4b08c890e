//! `docker logs`

use super::super::Docker;
use super::super::command::{fail, refuse};
use super::super::flags::{Given, Known};
use crate::shell::{Exit, Process};

const FLAGS: &[Known] = &[
    ("--follow", false),
    ("-f", false),
    ("--timestamps", false),
    ("-t", false),
    ("--tail", true),
    ("-n", true),
];

pub(in super::super) fn logs(
    docker: &mut Docker,
    words: &[String],
    process: &mut Process<'_>,
) -> Exit {
    let given = match Given::read(words, FLAGS, false) {
        Ok(given) => given,
        Err(message) => return fail(process, &message),
    };
    let [asked] = given.operands.as_slice() else {
        return fail(process, "docker: 'docker logs' requires 1 argument");
    };
    let Some(container) = docker.containers.find(asked) else {
        return refuse(process, &format!("No such container: {asked}"));
    };
    process.print(container.stdout.as_str());
    process.err_text(container.stderr.as_str());
    Exit::SUCCESS
}
