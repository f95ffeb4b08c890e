//! `docker buildx inspect`.

use super::super::command::fail;
use super::super::flags::Given;
use super::super::{Docker, table};
use super::{BUILDKIT_VERSION, ls};
use crate::shell::{Exit, Process};

pub(in super::super) fn run(
    docker: &mut Docker,
    words: &[String],
    process: &mut Process<'_>,
) -> Exit {
    let given = match Given::read(words, &[("--bootstrap", false), ("--builder", true)], false) {
        Ok(given) => given,
        Err(message) => return fail(process, &message),
    };
    let name = given
        .operands
        .first()
        .map(String::as_str)
        .or(given.value("--builder"));
    let Some(builder) = docker.builders.find_mut(name) else {
        return fail(
            process,
            &format!("no builder {:?} found", name.unwrap_or_default()),
        );
    };
    if given.is_on("--bootstrap") {
        for node in builder.nodes.iter_mut().filter(|node| !node.is_running) {
            process.err_text(format!(
                "#1 [internal] booting buildkit\n#1 pulling image moby/buildkit:buildx-stable-1\n#1 creating container buildx_buildkit_{}\n#1 DONE\n",
                node.name
            ));
            node.is_running = true;
        }
    }
    let Some(builder) = docker.builders.find(name) else {
        return Exit::FAILURE;
    };
    let row = |label: &str, value: &str| vec![label.to_owned(), value.to_owned()];
    let mut rows = vec![
        row("Name:", &builder.name),
        row("Driver:", &builder.driver.to_string()),
        vec![],
        vec!["Nodes:".to_owned()],
    ];
    for (place, node) in builder.nodes.iter().enumerate() {
        if place > 0 {
            rows.push(vec![]);
        }
        rows.push(row("Name:", &node.name));
        rows.push(row("Endpoint:", &node.endpoint));
        if !node.options.is_empty() {
            let options = node
                .options
                .iter()
                .map(|(key, value)| format!("{key}={value:?}"));
            rows.push(row(
                "Driver Options:",
                &options.collect::<Vec<_>>().join(" "),
            ));
        }
        rows.push(row("Status:", ls::status(node)));
        if node.is_running {
            rows.push(row("BuildKit version:", BUILDKIT_VERSION));
        }
        let platforms = docker.platforms_of(builder, node);
        if !platforms.is_empty() {
            rows.push(row("Platforms:", &platforms.join(", ")));
        }
    }
    process.print(table::aligned(&rows, 0, 1));
    Exit::SUCCESS
}
