//! `drybuild build`.

use std::io::IsTerminal;

use anyhow::{Result, bail};
use drybuild::build::{self, Build};
use drybuild::machine::{Emulation, Machine, Node};
use drybuild::platform::Platform;
use drybuild::progress;
use drybuild::schedule::{self, State, Timeline};
use drybuild::solve::Builder;
use serde_json::{Value, json};

use super::docker_version::Docker;
use super::{Answer, graph, history, pretty, reach};
use crate::cli::{BuildArgs, FailOn, Format};
use crate::mask::Mask;

/// Columns of the terminal's rows where nothing says how many there are.
const WIDTH: usize = 80;

/// Builds on a builder that has seen nothing, and shows the progress.
pub(super) fn answer(arguments: &BuildArgs) -> Result<Answer> {
    let common = &arguments.common;
    let mut input = reach::input(&common.context, &common.build)?;
    input.machine = machine(arguments)?;
    if let Some(node) = input.machine.nodes.first() {
        input.options.build_platform = node.platform.clone();
    }
    let docker = Docker::of(common);
    let around = docker.map(|docker| {
        (
            docker.introduction(&input.dockerfile),
            docker.advice(&input.dockerfile, &input.options),
        )
    });
    let (introduction, advice) = around.unwrap_or_default();
    let mask = Mask::new(input.secrets.iter().map(Vec::as_slice));
    let mut builder = Builder::default();
    let build = match docker.map(|docker| docker.frontend(&input.dockerfile)) {
        Some(version) => build::build_as(version, input, &mut builder),
        None => build::build(input, &mut builder),
    };
    let timeline = schedule::schedule(&build);
    let text = match common.format {
        Format::Json => pretty(&mask.json(json(&build, &timeline))),
        _ => {
            let mode = common.build.progress.as_deref().unwrap_or("auto");
            let text = text(mode, &build, &timeline)?;
            mask.text(&(introduction + &text + &advice))
        }
    };
    Ok(Answer {
        text,
        has_findings: !build.is_built() && common.fail_on != FailOn::Never,
    })
}

/// The modes of `docker buildx build --progress`; `auto` is `tty` on a terminal and `plain` elsewhere.
fn text(mode: &str, build: &Build, timeline: &Timeline) -> Result<String> {
    Ok(match mode {
        "auto" if std::io::stdout().is_terminal() => return text("tty", build, timeline),
        "auto" | "plain" => progress::plain(build, timeline),
        "quiet" | "none" => progress::quiet(build),
        "rawjson" => progress::raw_json(timeline) + &progress::quiet(build),
        "tty" => {
            let screen = progress::screen(build, timeline, timeline.end_ms);
            screen.text(WIDTH) + &progress::quiet(build)
        }
        other => bail!("invalid progress mode {other}"),
    })
}

/// The nodes that the command line names.
fn machine(arguments: &BuildArgs) -> Result<Machine> {
    let mut machine = Machine::default();
    let parse = |text: &str| match Platform::parse(text) {
        Ok(platform) => Ok(platform.normalize()),
        Err(error) => bail!("invalid value {text:?} for flag --node: {error}"),
    };
    for text in &arguments.node {
        let mut platforms = text.split('+');
        let own = parse(platforms.next().unwrap_or_default())?;
        let emulated = platforms.map(parse).collect::<Result<Vec<Platform>>>()?;
        machine.nodes.push(Node {
            emulation: Emulation::For(emulated),
            ..Node::of(own)
        });
    }
    if let Some(bound) = arguments.max_parallelism {
        if machine.nodes.is_empty() {
            machine.nodes.push(Node::of(Platform::linux_amd64()));
        }
        for node in &mut machine.nodes {
            node.max_parallelism = Some(bound);
        }
    }
    if let Some(bytes) = arguments.bandwidth {
        machine.network.download_bytes_per_s = bytes;
    }
    Ok(machine)
}

fn json(build: &Build, timeline: &Timeline) -> Value {
    let platforms: Vec<Value> = build
        .built_images()
        .map(|image| {
            json!({
                "platform": image.platform.to_string(),
                "history": history::json(&image.config),
            })
        })
        .collect();
    json!({
        "platforms": platforms,
        "graph": graph::json(&build.definition),
        "error": build.error(),
        "assumptions": build.assumptions,
        "timeline": timeline_json(timeline),
        "legacy": legacy_json(build, timeline),
    })
}

fn timeline_json(timeline: &Timeline) -> Value {
    let vertices: Vec<Value> = timeline
        .vertices
        .iter()
        .map(|vertex| {
            let (state, error) = match &vertex.state {
                State::Done => ("done", None),
                State::Cached => ("cached", None),
                State::Failed(error) => ("error", Some(error)),
                State::Canceled => ("canceled", None),
                State::NotReached => ("not-reached", None),
            };
            let intervals: Vec<Value> = vertex
                .intervals
                .iter()
                .map(|interval| json!({ "start_ms": interval.start_ms, "end_ms": interval.end_ms }))
                .collect();
            let graph: Vec<usize> = vertex.vertices.iter().map(|id| id.0).collect();
            json!({
                "name": vertex.name,
                "vertices": graph,
                "inputs": vertex.inputs,
                "intervals": intervals,
                "state": state,
                "error": error,
                "node": vertex.node,
                "download_bytes": vertex.download_bytes,
                "waited_ms": vertex.waited_ms,
            })
        })
        .collect();
    let critical: Vec<Value> = timeline
        .critical_path
        .iter()
        .map(|link| {
            json!({
                "vertex": link.vertex,
                "start_ms": link.start_ms,
                "end_ms": link.end_ms,
                "wait": link.wait.text(),
            })
        })
        .collect();
    json!({
        "vertices": vertices,
        "end_ms": timeline.end_ms,
        "serial_ms": timeline.serial_ms,
        "critical_path": critical,
    })
}

fn legacy_json(build: &Build, timeline: &Timeline) -> Value {
    let legacy = schedule::legacy(build);
    let steps: Vec<Value> = legacy
        .steps
        .iter()
        .map(|step| {
            json!({
                "text": step.text,
                "start_ms": step.start_ms,
                "end_ms": step.end_ms,
                "needed": step.is_needed,
                "error": step.error,
            })
        })
        .collect();
    let reasons: Vec<Value> = legacy
        .reasons(timeline)
        .iter()
        .map(|reason| json!({ "text": reason.text, "saved_ms": reason.saved_ms }))
        .collect();
    json!({ "steps": steps, "end_ms": legacy.end_ms, "reasons": reasons })
}
