//! Conditions on the steps of a build.

use drybuild::build::Build;
use drybuild::graph::{ExecOp, MountKind, Op, Vertex};
use drybuild::machine::Execution;
use drybuild::report::{Report, Severity};
use lab_protocol::MountAsked;

pub(super) fn runs(build: &Build, text: &str) -> Option<String> {
    let is_run = commands(build).any(|(vertex, _)| vertex.command.contains(text));
    (!is_run).then(|| "no step does".to_owned())
}

pub(super) fn mounts(build: &Build, asked: &MountAsked) -> Option<String> {
    let mut steps = commands(build);
    let is_mounted = steps.any(|(_, step)| has_mount(step, asked));
    (!is_mounted).then(|| "no step has one".to_owned())
}

fn has_mount(step: &ExecOp, asked: &MountAsked) -> bool {
    let is_it = |kind: &str, names: &[&str]| {
        kind == asked.kind
            && (asked.name.is_empty() || names.iter().any(|name| *name == asked.name))
    };
    let mut env = step.secret_env.iter();
    let in_env = env.any(|secret| is_it("secret", &[&secret.id]));
    let mut mounts = step.mounts.iter().filter(|mount| mount.dest != "/");
    in_env
        || mounts.any(|mount| {
            let dest = mount.dest.as_str();
            match &mount.kind {
                MountKind::Bind => is_it("bind", &[dest]),
                MountKind::Tmpfs { .. } => is_it("tmpfs", &[dest]),
                MountKind::Cache(cache) => {
                    let id = cache.id.trim_start_matches('/');
                    is_it("cache", &[dest, id])
                }
                MountKind::Secret(secret) => is_it("secret", &[dest, &secret.id]),
                MountKind::Ssh(ssh) => is_it("ssh", &[dest, &ssh.id]),
            }
        })
}

pub(super) fn stage_built(build: &Build, stage: &str) -> Option<String> {
    (!is_built(build, stage)).then(|| "it is not".to_owned())
}

pub(super) fn stage_not_built(build: &Build, stage: &str) -> Option<String> {
    let name = id(stage);
    let mut stages = build.tree.stages.iter().enumerate();
    let is_there = stages.any(|(index, one)| {
        one.from.name.eq_ignore_ascii_case(stage) || name == format!("stage-{index}")
    });
    if !is_there {
        return Some("the Dockerfile has no such stage".to_owned());
    }
    is_built(build, stage).then(|| "it is built".to_owned())
}

fn is_built(build: &Build, stage: &str) -> bool {
    let name = id(stage);
    let mut vertices = build.definition.vertices.iter();
    vertices.any(|vertex| vertex.stage.as_ref().is_some_and(|one| *one == name))
}

/// A stage without a name is called by its number.
fn id(stage: &str) -> String {
    match stage.parse::<usize>() {
        Ok(number) => format!("stage-{number}"),
        Err(_) => stage.to_ascii_lowercase(),
    }
}

pub(super) fn no_warnings(report: &Report, rules: &[String]) -> Option<String> {
    let found = report.diagnostics.iter().find(|diagnostic| {
        diagnostic.severity == Severity::Warning
            && (rules.is_empty() || rules.contains(&diagnostic.rule))
    })?;
    Some(format!("{}: {}", found.rule, found.message))
}

pub(super) fn native(build: &Build) -> Option<String> {
    let own = &build.options.build_platform;
    let emulated = commands(build).find(|(vertex, _)| {
        let platform = vertex.platform.as_ref().unwrap_or(own);
        build.machine.node_for(platform, own).1 != Execution::Native
    });
    emulated.map(|(vertex, _)| format!("`{}` is", vertex.name))
}

/// The steps that start a process.
fn commands(build: &Build) -> impl Iterator<Item = (&Vertex, &ExecOp)> {
    let vertices = build.definition.vertices.iter();
    vertices.filter_map(|vertex| match &vertex.op {
        Op::Exec(step) => Some((vertex, &**step)),
        _ => None,
    })
}
