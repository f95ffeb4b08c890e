//! `docker buildx rm`.

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
    let flags = [
        ("--force", false),
        ("-f", false),
        ("--keep-daemon", false),
        ("--keep-state", false),
        ("--all-inactive", false),
    ];
    let given = match Given::read(words, &flags, false) {
        Ok(given) => given,
        Err(message) => return fail(process, &message),
    };
    let names = match given.operands.as_slice() {
        [] => vec![docker.builders.current().name.clone()],
        names => names.to_vec(),
    };
    let mut has_failed = false;
    for name in names {
        let refused = if name == OWN {
            Some(format!(
                "context builder cannot be removed, run `docker context rm {name}` to remove this context"
            ))
        } else if docker.builders.find(Some(&name)).is_none() {
            Some(format!("no builder {name:?} found"))
        } else {
            None
        };
        if let Some(message) = refused {
            process.err_text(format!("failed to remove {name}: {message}\n"));
            has_failed = true;
            continue;
        }
        docker
            .builders
            .created
            .retain(|builder| builder.name != name);
        if docker.builders.used.as_ref() == Some(&name) {
            docker.builders.used = None;
        }
        process.err_text(format!("{name} removed\n"));
    }
    if has_failed {
        return fail(process, "failed to remove one or more builders");
    }
    Exit::SUCCESS
}
