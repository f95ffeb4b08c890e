//! Answers as lines of text.

use std::fmt::Write;

use drybuild::Span;
use drybuild::build::Build;
use drybuild::graph::{Op, VertexId};
use drybuild::labelled::{Certainty, SecretId};
use drybuild::reach::{Outputs, SecretReach};
use drybuild::report::{EntryKind, Report, Severity};
use drybuild::solve::Status;

use crate::attestation_view;

/// Blocks that hold an answer.
pub(crate) const KINDS: &[&str] = &[
    "attestations",
    "chain",
    "config",
    "error",
    "history",
    "layers",
    "log",
    "messages",
    "provenance",
    "reach",
    "sbom",
];

/// One answer; every line ends with a line break.
pub(crate) fn view(
    kind: &str,
    rest: &str,
    build: &Build,
    report: &Report,
    names: &[&str],
) -> String {
    match kind {
        "attestations" => attestation_view::attestations(build),
        "provenance" => attestation_view::provenance(rest, build),
        "sbom" => attestation_view::sbom(build),
        "history" => history(report),
        "layers" => layers(build, report, names),
        "config" => report
            .images
            .iter()
            .map(|image| format!("{}\n", image.config))
            .collect(),
        "reach" => reach(report, names),
        "chain" => chain(rest, build, report, names),
        "log" => log(build),
        "messages" => messages(build, report),
        _ => build
            .error()
            .map(|error| format!("{error}\n"))
            .unwrap_or_default(),
    }
}

/// Without the entries of the base.
fn history(report: &Report) -> String {
    let rows = report.images.iter().flat_map(|image| &image.history);
    let own = rows.filter(|row| row.span.is_some());
    own.map(|row| {
        format!(
            "{}{}\n",
            row.created_by.replace('\n', "\\n"),
            if row.empty_layer { "  (empty)" } else { "" }
        )
    })
    .collect()
}

/// Without the layers of the base.
fn layers(build: &Build, report: &Report, names: &[&str]) -> String {
    let mut out = String::new();
    let own = report.images.iter().zip(&build.images);
    let own = own.flat_map(|(image, built)| image.layers.iter().skip(built.base_layers.len()));
    for layer in own {
        let first = layer.created_by.lines().next().unwrap_or_default();
        writeln!(out, "{first}").unwrap();
        for entry in &layer.entries {
            let kind = match entry.kind {
                EntryKind::File => "file     ",
                EntryKind::Directory => "directory",
                EntryKind::Symlink => "symlink  ",
                EntryKind::Special => "special  ",
                EntryKind::Whiteout => "whiteout ",
            };
            let mode = if entry.mode == 0 {
                "    ".to_owned()
            } else {
                format!("{:04o}", entry.mode)
            };
            let hidden = if entry.is_hidden {
                "  hidden by a later layer"
            } else {
                ""
            };
            let secrets = entry
                .secrets
                .iter()
                .map(|id| format!("  holds {}", name(names, *id)))
                .collect::<String>();
            writeln!(out, "  {kind} {mode} {}{hidden}{secrets}", entry.path).unwrap();
        }
    }
    out
}

fn reach(report: &Report, names: &[&str]) -> String {
    let mut out = String::new();
    for found in &report.reach {
        let secret = name(names, found.secret);
        if found.reached.is_empty() {
            writeln!(out, "{secret} reaches nothing").unwrap();
        }
        for reach in &found.reached {
            let certainty = match reach.certainty {
                Certainty::Certain => "",
                Certainty::Possible => "possible ",
            };
            let outputs = match reach.outputs {
                Outputs::ThisBuild => "",
                Outputs::WhatIf => "what if ",
            };
            writeln!(
                out,
                "{secret} {outputs}{certainty}{}: {}",
                reach.sink.name(),
                reach.place.text
            )
            .unwrap();
        }
    }
    out
}

/// The way to the first place of a sink.
fn chain(sink: &str, build: &Build, report: &Report, names: &[&str]) -> String {
    let mut out = String::new();
    let of = |found: &SecretReach| {
        found
            .reached
            .iter()
            .find(|reach| reach.sink.name() == sink)
            .cloned()
    };
    for found in &report.reach {
        let Some(reach) = of(found) else {
            continue;
        };
        writeln!(out, "{}", name(names, found.secret)).unwrap();
        for link in &reach.chain {
            let place = link
                .span
                .map(|span| format!(" (line {})", line(build, span)))
                .unwrap_or_default();
            writeln!(out, "  {}{place}", link.text).unwrap();
        }
    }
    out
}

/// Names of the steps, whether they were cached, and what they print.
fn log(build: &Build) -> String {
    let mut out = String::new();
    for (index, vertex) in build.definition.vertices.iter().enumerate() {
        let status = build.solution.status(VertexId(index));
        if status == Status::NotRun || matches!(vertex.op, Op::Source(_)) || vertex.span.is_none() {
            continue;
        }
        let cached = if status == Status::Cached {
            "  CACHED"
        } else {
            ""
        };
        writeln!(
            out,
            "{}{cached}",
            vertex.name.lines().next().unwrap_or_default()
        )
        .unwrap();
        let solved = build.solution.vertex(VertexId(index));
        let run = solved.and_then(|solved| solved.run.as_ref());
        for stream in run
            .filter(|_| status != Status::Cached)
            .iter()
            .flat_map(|run| [&run.stdout, &run.stderr])
        {
            for printed in stream.text().lines() {
                writeln!(out, "  {printed}").unwrap();
            }
        }
    }
    out
}

fn messages(build: &Build, report: &Report) -> String {
    let mut out = String::new();
    for diagnostic in &report.diagnostics {
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::NotUnderstood => "not understood",
            Severity::Note => "note",
        };
        let place = diagnostic
            .span
            .map(|span| format!(", line {}", line(build, span)))
            .unwrap_or_default();
        writeln!(out, "{severity}{place}: {}", diagnostic.message).unwrap();
        for hint in &diagnostic.hints {
            writeln!(out, "  {hint}").unwrap();
        }
    }
    for assumption in &report.assumptions {
        writeln!(out, "assumed: {assumption}").unwrap();
    }
    out
}

fn line(build: &Build, span: Span) -> usize {
    build
        .dockerfile
        .get(..span.start)
        .unwrap_or_default()
        .matches('\n')
        .count()
        + 1
}

fn name<'a>(names: &[&'a str], secret: SecretId) -> &'a str {
    names.get(secret.0 as usize).copied().unwrap_or_default()
}
