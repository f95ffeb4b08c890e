//! `docker stop` and `docker kill`

use super::super::Docker;
use super::super::command::{fail, refuse};
use super::super::flags::{Given, Known};
use super::State;
use crate::shell::{Exit, Process};

const FLAGS: &[Known] = &[
    ("--signal", true),
    ("-s", true),
    ("--timeout", true),
    ("--time", true),
    ("-t", true),
];

/// A process that does not care for SIGTERM is killed after ten seconds: of few programs it is known that they care.
pub(in super::super) fn stop(
    docker: &mut Docker,
    words: &[String],
    process: &mut Process<'_>,
) -> Exit {
    end(docker, "stop", words, process)
}

pub(in super::super) fn kill(
    docker: &mut Docker,
    words: &[String],
    process: &mut Process<'_>,
) -> Exit {
    end(docker, "kill", words, process)
}

fn end(docker: &mut Docker, verb: &str, words: &[String], process: &mut Process<'_>) -> Exit {
    let given = match Given::read(words, FLAGS, false) {
        Ok(given) => given,
        Err(message) => return fail(process, &message),
    };
    if given.operands.is_empty() {
        let message = format!("docker: 'docker {verb}' requires at least 1 argument");
        return fail(process, &message);
    }
    let minutes = docker.minutes;
    let mut exit = Exit::SUCCESS;
    for asked in &given.operands {
        let found = docker.containers.position(asked);
        let Some(container) = found.and_then(|at| docker.containers.all.get_mut(at)) else {
            exit = refuse(process, &format!("No such container: {asked}"));
            continue;
        };
        if container.is_running() {
            // What runs without a shell around it, as a server does, ends well on SIGTERM.
            let is_deaf = container.argv.iter().any(|word| word.ends_with("sleep"))
                || container.argv.iter().any(|word| word.ends_with("tail"));
            let status = if verb == "kill" || is_deaf { 137 } else { 0 };
            container.state = State::Exited { status, minutes };
        } else if verb == "kill" {
            let message = format!(
                "cannot kill container: {asked}: container {} is not running",
                container.id
            );
            exit = refuse(process, &message);
            continue;
        }
        process.print(format!("{asked}\n"));
    }
    exit
}
