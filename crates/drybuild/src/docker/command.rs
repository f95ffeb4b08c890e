//! Which command a line means.

use super::{
    Docker, build, builders, containers, disk_usage, history, images, imagetools, inspect, pull,
    records, run, save,
};
use crate::shell::{Exit, Process};
use crate::suggest;

/// A command after `docker`, its words, and what runs it.
type Command = (
    &'static [&'static str],
    fn(&mut Docker, &[String], &mut Process<'_>) -> Exit,
);

/// Longer ones first.
const COMMANDS: &[Command] = &[
    (
        &["buildx", "history", "inspect", "attachment"],
        records::attachment,
    ),
    (&["buildx", "history", "inspect"], records::inspect),
    (&["buildx", "history", "logs"], records::logs),
    (&["buildx", "history", "ls"], records::list),
    (&["buildx", "history", "rm"], records::remove),
    (&["buildx", "imagetools", "inspect"], imagetools::inspect),
    (&["buildx", "create"], builders::create::run),
    (&["buildx", "inspect"], builders::inspect::run),
    (&["buildx", "ls"], builders::ls::run),
    (&["buildx", "rm"], builders::rm::run),
    (&["buildx", "use"], builders::select::run),
    (&["buildx", "du"], disk_usage::list),
    (&["buildx", "prune"], disk_usage::prune),
    (&["builder", "prune"], disk_usage::prune),
    (&["buildx", "build"], build::run),
    (&["buildx", "b"], build::run),
    (&["builder", "build"], build::run),
    (&["image", "build"], build::plain),
    (&["image", "history"], history::run),
    (&["image", "inspect"], inspect::run),
    (&["image", "ls"], images::list),
    (&["image", "list"], images::list),
    (&["image", "pull"], pull::pull),
    (&["image", "push"], pull::push),
    (&["image", "rm"], images::remove),
    (&["image", "save"], save::run),
    (&["image", "tag"], images::tag),
    (&["container", "kill"], containers::kill),
    (&["container", "list"], containers::list),
    (&["container", "logs"], containers::logs),
    (&["container", "ls"], containers::list),
    (&["container", "prune"], containers::prune),
    (&["container", "ps"], containers::list),
    (&["container", "rm"], containers::remove),
    (&["container", "run"], run::run),
    (&["container", "stop"], containers::stop),
    (&["build"], build::plain),
    (&["history"], history::run),
    (&["images"], images::list),
    (&["inspect"], inspect::run),
    (&["kill"], containers::kill),
    (&["logs"], containers::logs),
    (&["ps"], containers::list),
    (&["pull"], pull::pull),
    (&["push"], pull::push),
    (&["rm"], containers::remove),
    (&["rmi"], images::remove),
    (&["run"], run::run),
    (&["save"], save::run),
    (&["stop"], containers::stop),
    (&["tag"], images::tag),
];

/// Runs `docker …`.
pub(super) fn run(docker: &mut Docker, process: &mut Process<'_>) -> Exit {
    let words = process.texts();
    for (name, run) in COMMANDS {
        let is_meant =
            words.len() >= name.len() && words.iter().zip(*name).all(|(word, part)| word == part);
        if is_meant {
            let rest = words.get(name.len()..).unwrap_or_default();
            return run(docker, rest, process);
        }
    }
    let (asked, known): (&str, Vec<&str>) = match words.as_slice() {
        [] => {
            process.print("Usage:  docker [OPTIONS] COMMAND\n");
            return Exit::SUCCESS;
        }
        [group, word, ..]
            if COMMANDS
                .iter()
                .any(|(name, _)| name.len() > 1 && name.first() == Some(&group.as_str())) =>
        {
            let of_group = COMMANDS
                .iter()
                .filter(|(name, _)| name.first() == Some(&group.as_str()));
            (
                word,
                of_group
                    .filter_map(|(name, _)| name.get(1).copied())
                    .collect(),
            )
        }
        [word, ..] => (
            word,
            COMMANDS
                .iter()
                .filter_map(|(name, _)| name.first().copied())
                .collect(),
        ),
    };
    process.err_text(format!(
        "docker: unknown command: docker {}\n",
        words.join(" ")
    ));
    if let Some(found) = suggest::search(asked, known.iter().copied()) {
        process.err_text(format!("\nDid you mean {found}?\n"));
    }
    process.note(format!("`docker {}` is not simulated", words.join(" ")));
    Exit::FAILURE
}

/// The client's message for an error, and its status.
pub(super) fn fail(process: &mut Process<'_>, message: &str) -> Exit {
    process.err_text(format!("ERROR: {message}\n"));
    Exit::FAILURE
}

/// The engine's message for an error.
pub(super) fn refuse(process: &mut Process<'_>, message: &str) -> Exit {
    process.err_text(format!("Error response from daemon: {message}\n"));
    Exit::FAILURE
}
