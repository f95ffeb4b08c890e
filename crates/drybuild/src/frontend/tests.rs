//! The frontend on small Dockerfiles: each test is a Dockerfile and what BuildKit makes of it.

mod checks;
mod contexts;
mod errors;
mod graph;
mod history;
mod outline;
mod rules;

use std::fmt::Write;

use super::*;
use crate::graph::Op;

/// Options in short: `target=x arg:V=1 platform=linux/arm64`.
fn options(text: &str) -> BuildOptions {
    let mut options = BuildOptions::default();
    for word in text.split_whitespace() {
        let (key, value) = word.split_once('=').unwrap();
        match key {
            "target" => value.clone_into(&mut options.target),
            "platform" => {
                options.platforms = value
                    .split(',')
                    .map(|p| Platform::parse(p).unwrap().normalize())
                    .collect();
            }
            "ignore" => options.dockerignore = Some(value.replace(',', "\n")),
            "label" => {
                let (name, value) = value.split_once(':').unwrap();
                options.labels.push((name.to_owned(), value.to_owned()));
            }
            key => match key.split_once(':').unwrap() {
                ("arg", name) => options.build_args.push((name.to_owned(), value.to_owned())),
                ("context", name) => options.contexts.push((name.to_owned(), value.to_owned())),
                other => panic!("{other:?}"),
            },
        }
    }
    options
}

fn build(dockerfile: &str, flags: &str) -> Frontend {
    convert(&dockerfile::parse(dockerfile), &options(flags), &AnyImage)
}

/// History, `-` for an empty layer; or the error.
fn history(dockerfile: &str, flags: &str) -> String {
    let frontend = build(dockerfile, flags);
    let mut out = error(&frontend);
    for platform in &frontend.platforms {
        for entry in &platform.image.history {
            let layer = if entry.empty_layer { "-" } else { "L" };
            _ = writeln!(out, "{layer} {}", entry.created_by.replace('\n', "\\n"));
        }
    }
    out
}

/// The vertices: number, name, inputs and what is special; or the error.
fn graph(dockerfile: &str, flags: &str) -> String {
    let frontend = build(dockerfile, flags);
    let mut out = error(&frontend);
    for platform in &frontend.platforms {
        for (index, vertex) in platform.definition.vertices.iter().enumerate() {
            let inputs: Vec<usize> = vertex.inputs.iter().map(|i| i.vertex.0).collect();
            let detail = match &vertex.op {
                Op::Source(source) => format!("{} {:?}", source.identifier, source.attrs),
                Op::Exec(exec) => {
                    let mounts = exec
                        .mounts
                        .iter()
                        .skip(1)
                        .map(|m| format!(" {} {:?}", m.dest, m.kind));
                    format!("{:?} {}{}", exec.args, exec.cwd, mounts.collect::<String>())
                }
                Op::File(file) => format!("{} actions", file.actions.len()),
                Op::Merge(_) | Op::Diff { .. } => String::new(),
            };
            _ = writeln!(out, "{index} {} <- {inputs:?}", vertex.name);
            if !detail.is_empty() {
                _ = writeln!(out, "    {detail}");
            }
        }
    }
    out
}

fn error(frontend: &Frontend) -> String {
    let Some(error) = &frontend.error else {
        return String::new();
    };
    let lines: Vec<&Vec<usize>> = error.locations.iter().map(|l| &l.lines).collect();
    format!("error at {lines:?}: {}\n", error.message)
}
