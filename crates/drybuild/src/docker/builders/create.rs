//! `docker buildx create`.

use super::super::Docker;
use super::super::command::fail;
use super::super::flags::{Given, Known};
use super::{Builder, Driver, Node, OWN};
use crate::platform::Platform;
use crate::shell::{Exit, Process};

const FLAGS: &[Known] = &[
    ("--name", true),
    ("--driver", true),
    ("--node", true),
    ("--platform", true),
    ("--driver-opt", true),
    ("--buildkitd-flags", true),
    ("--buildkitd-config", true),
    ("--config", true),
    ("--append", false),
    ("--leave", false),
    ("--bootstrap", false),
    ("--use", false),
];

pub(in super::super) fn run(
    docker: &mut Docker,
    words: &[String],
    process: &mut Process<'_>,
) -> Exit {
    match Given::read(words, FLAGS, false).and_then(|given| create(docker, &given)) {
        Ok(name) => {
            process.print(format!("{name}\n"));
            Exit::SUCCESS
        }
        Err(message) => fail(process, &message),
    }
}

/// Makes a builder or changes one: its name.
fn create(docker: &mut Docker, given: &Given) -> Result<String, String> {
    let is_append = given.is_on("--append");
    if given.value("--name") == Some(OWN) {
        return Err(
            "default is a reserved name and cannot be used to identify builder instance".to_owned(),
        );
    }
    if given.is_on("--leave") {
        return leave(docker, given);
    }
    let name = match given.value("--name") {
        Some(name) => valid(name)?,
        None if is_append => return Err("append requires a builder name".to_owned()),
        None => free_name(docker),
    };
    let known = docker.builders.find(Some(&name));
    if is_append && known.is_none() {
        return Err(format!("failed to find instance {name:?} for append"));
    }
    let driver = match given.value("--driver") {
        Some(text) => {
            Driver::parse(text).ok_or_else(|| format!("failed to find driver {text:?}"))?
        }
        None => known.map_or(Driver::DockerContainer, |builder| builder.driver),
    };
    if let Some(known) = known {
        if given.value("--node").is_none() && !is_append {
            return Err(format!(
                "existing instance for {name:?} but no append mode, specify the node name to make changes for existing instances"
            ));
        }
        if driver != known.driver {
            return Err(format!(
                "existing instance for {name:?} but has mismatched driver \"{}\"",
                known.driver
            ));
        }
    }
    if driver == Driver::Remote && given.operands.is_empty() {
        return Err("no remote endpoint provided".to_owned());
    }
    let node = node(docker, &name, given)?;
    let is_bootstrapped = given.is_on("--bootstrap");
    match docker.builders.find_mut(Some(&name)) {
        None => docker
            .builders
            .created
            .push(Builder::new(&name, driver, node)),
        Some(builder) => match builder
            .nodes
            .iter_mut()
            .find(|known| known.name == node.name)
        {
            Some(known) => *known = node,
            None if is_append => {
                if builder
                    .nodes
                    .iter()
                    .any(|known| known.endpoint == node.endpoint)
                {
                    return Err(format!("invalid duplicate endpoint {}", node.endpoint));
                }
                builder.nodes.push(node);
            }
            None => {
                return Err(format!(
                    "node {} not found, did you mean to append?",
                    node.name
                ));
            }
        },
    }
    if let (true, Some(builder)) = (is_bootstrapped, docker.builders.find_mut(Some(&name))) {
        builder
            .nodes
            .iter_mut()
            .for_each(|node| node.is_running = true);
    }
    if given.is_on("--use") {
        docker.builders.used = Some(name.clone());
    }
    Ok(name)
}

fn node(docker: &Docker, builder: &str, given: &Given) -> Result<Node, String> {
    let mut platforms = Vec::new();
    for text in given.values("--platform").flat_map(|text| text.split(',')) {
        platforms.push(Platform::parse(text)?.normalize());
    }
    let mut options = Vec::new();
    for text in given
        .values("--driver-opt")
        .flat_map(|text| text.split(','))
    {
        let Some((key, value)) = text.split_once('=') else {
            return Err(format!("invalid value {text:?}, expecting k=v"));
        };
        options.push((key.to_owned(), value.to_owned()));
    }
    let taken = docker
        .builders
        .find(Some(builder))
        .map_or(0, |builder| builder.nodes.len());
    let name = match given.value("--node") {
        Some(name) => valid(name)?,
        None => format!("{builder}{taken}"),
    };
    Ok(Node {
        name,
        endpoint: given
            .operands
            .first()
            .map_or(OWN, String::as_str)
            .to_owned(),
        platforms,
        options,
        is_running: false,
    })
}

fn leave(docker: &mut Docker, given: &Given) -> Result<String, String> {
    let Some(name) = given.value("--name") else {
        return Err("leave requires instance name".to_owned());
    };
    let Some(node) = given.value("--node") else {
        return Err("leave requires node name".to_owned());
    };
    let Some(builder) = docker.builders.find_mut(Some(name)) else {
        return Err(format!("failed to find instance {name:?} for leave"));
    };
    if !builder.nodes.iter().any(|known| known.name == node) {
        return Err(format!("node {node:?} not found for {name}"));
    }
    if builder.nodes.len() == 1 {
        return Err("can not leave last node, do you want to rm instance instead?".to_owned());
    }
    builder.nodes.retain(|known| known.name != node);
    Ok(name.to_owned())
}

/// A name as the client takes it, in lower case (`ValidateName`).
fn valid(name: &str) -> Result<String, String> {
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic());
    if starts
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || ".-_".contains(c))
    {
        return Ok(name.to_ascii_lowercase());
    }
    Err(format!(
        "invalid name {name}, name needs to start with a letter and may not contain symbols, except ._-"
    ))
}

/// The client makes up names at random; here they are numbered.
fn free_name(docker: &Docker) -> String {
    let mut names = (1..).map(|number| format!("builder_{number}"));
    let free = names.find(|name| docker.builders.find(Some(name)).is_none());
    free.unwrap_or_default()
}
