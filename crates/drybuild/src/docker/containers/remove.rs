//! `docker rm` and `docker container prune`

use super::super::Docker;
use super::super::command::{fail, refuse};
use super::super::flags::{Given, Known};
use crate::shell::{Exit, Process};

const FLAGS: &[Known] = &[
    ("--force", false),
    ("-f", false),
    ("--volumes", false),
    ("-v", false),
];

pub(in super::super) fn remove(
    docker: &mut Docker,
    words: &[String],
    process: &mut Process<'_>,
) -> Exit {
    let given = match Given::read(words, FLAGS, false) {
        Ok(given) => given,
        Err(message) => return fail(process, &message),
    };
    if given.operands.is_empty() {
        return fail(process, "docker: 'docker rm' requires at least 1 argument");
    }
    let is_forced = given.is_on("-f") || given.is_on("--force");
    let mut exit = Exit::SUCCESS;
    for asked in &given.operands {
        let found = docker.containers.position(asked);
        let container = found.and_then(|at| Some((at, docker.containers.all.get(at)?)));
        match container {
            None if is_forced => {
                // What is not there needs no force: the client says so, and goes on.
                process.err_text(format!(
                    "Error response from daemon: No such container: {asked}\n"
                ));
            }
            None => exit = refuse(process, &format!("No such container: {asked}")),
            Some((_, container)) if container.is_running() && !is_forced => {
                let name = &container.name;
                let message = format!(
                    "cannot remove container \"/{name}\": container is running: stop the container before removing or force remove"
                );
                exit = refuse(process, &message);
            }
            Some((at, _)) => {
                docker.containers.all.remove(at);
                process.print(format!("{asked}\n"));
            }
        }
    }
    exit
}

/// Without `--force` the client would ask; here it is taken for answered.
pub(in super::super) fn prune(
    docker: &mut Docker,
    _words: &[String],
    process: &mut Process<'_>,
) -> Exit {
    let all = std::mem::take(&mut docker.containers.all);
    let (kept, gone) = all.into_iter().partition(|one| one.is_running());
    docker.containers.all = kept;
    let gone: Vec<_> = gone;
    if !gone.is_empty() {
        process.print("Deleted Containers:\n");
        for one in &gone {
            process.print(format!("{}\n", one.id));
        }
        process.print("\n");
    }
    process.print("Total reclaimed space: 0B\n");
    Exit::SUCCESS
}
