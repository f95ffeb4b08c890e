//! `real`: history, config, layers, cache hits and output of the executed builds.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use drybuild::attestation::{Asked, provenance_json};
use drybuild::build::{self, Build, Input};
use drybuild::context::{ContextEntry, ContextTree};
use drybuild::filesystem::{Change, ChangeKind, Kind};
use drybuild::graph::{Op, VertexId};
use drybuild::options::{BuildOptions, SecretOption};
use drybuild::report::config_json;
use drybuild::solve::{Builder, Status};
use serde_json::{Value, json};

use crate::flows::{list, strings, text, texts};
use crate::stand_in;

/// Answers every record of a file; they are needed at once, for some follow each other on one builder.
pub(crate) fn answer_all(path: &str) -> Result<()> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {path}"))?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let cases = lines
        .map(serde_json::from_str)
        .collect::<Result<Vec<Value>, _>>()?;
    for answer in answers(&cases) {
        println!("{answer}");
    }
    Ok(())
}

/// The answers to all records, which one builder built in their order.
fn answers(cases: &[Value]) -> Vec<Value> {
    let mut ordered: Vec<&Value> = cases.iter().collect();
    ordered.sort_by_key(|case| case.get("order").and_then(Value::as_u64));
    let mut builder = Builder::default();
    ordered
        .into_iter()
        .map(|case| answer(case, &mut builder))
        .collect()
}

fn answer(case: &Value, builder: &mut Builder) -> Value {
    let built = build::build(input(case), builder);
    let mut out = json!({
        "id": text(case, "id"),
        "exit": u8::from(!built.is_built()),
        "cachedSteps": steps(&built),
        "logOutput": output(&built),
    });
    let Some(fields) = out.as_object_mut() else {
        return out;
    };
    if let Some(error) = built.error() {
        fields.insert(
            "error".to_owned(),
            format!("failed to solve: {error}").into(),
        );
        return out;
    }
    let Some(image) = built.image().map(|image| &image.config) else {
        return out;
    };
    let history = image.history.iter().map(|entry| {
        json!({"created_by": entry.created_by, "comment": entry.comment, "empty_layer": entry.empty_layer})
    });
    fields.insert("history".to_owned(), history.collect());
    let config: Value = serde_json::from_str(&config_json(image)).unwrap_or_default();
    fields.insert(
        "config".to_owned(),
        config.get("config").cloned().unwrap_or_default(),
    );
    let layers: Vec<&[Change]> = image
        .history
        .iter()
        .filter_map(|entry| built.solution.vertex(entry.vertex?))
        .map(|solved| solved.changes.as_slice())
        .collect();
    let names = layers
        .iter()
        .map(|layer| layer.iter().map(name).collect::<Vec<_>>());
    fields.insert("layers".to_owned(), names.map(Value::from).collect());
    let details = layers
        .iter()
        .map(|layer| layer.iter().map(detail).collect::<Vec<_>>());
    fields.insert("layerDetail".to_owned(), details.map(Value::from).collect());
    if let Some(provenance) = provenance(&built) {
        fields.insert("provenance".to_owned(), provenance);
    }
    out
}

/// The predicate of the provenance that was asked for.
fn provenance(built: &Build) -> Option<Value> {
    let settings = Asked::of(&built.options)
        .provenance
        .filter(|settings| !settings.inline_only)?;
    serde_json::from_str(&provenance_json(built, built.image()?, &settings)).ok()
}

fn input(case: &Value) -> Input {
    let mut context = ContextTree::default();
    let metas = case.get("fileMeta").unwrap_or(&Value::Null);
    for (path, content) in strings(case.get("files")) {
        let mode = metas
            .get(&path)
            .map(|meta| text(meta, "mode"))
            .filter(|mode| !mode.is_empty());
        let mode = mode
            .and_then(|mode| u32::from_str_radix(mode, 8).ok())
            .unwrap_or(0o644);
        let bytes = content.into_bytes();
        context.insert(&path, ContextEntry::File { bytes, mode });
    }
    for (path, meta) in metas.as_object().into_iter().flatten() {
        if let Some(target) = meta.get("symlink").and_then(Value::as_str) {
            let target = target.to_owned();
            context.insert(path, ContextEntry::Symlink { target });
        } else if meta.get("dir").is_some() {
            context.insert(path, ContextEntry::Directory { mode: 0o755 });
        }
    }
    let file = |path: &str| {
        context
            .file(path)
            .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
    };
    let mut options = BuildOptions {
        target: text(case, "target").to_owned(),
        dockerignore: file(".dockerignore"),
        dockerfile_dockerignore: file("Dockerfile.dockerignore"),
        provenance: case
            .get("provenance_opt")
            .and_then(Value::as_str)
            .map(str::to_owned),
        ..BuildOptions::default()
    };
    for arg in texts(case.get("args")) {
        let (key, value) = arg.split_once('=').unwrap_or((&arg, ""));
        options.build_args.push((key.to_owned(), value.to_owned()));
    }
    for (id, value) in strings(case.get("secrets")) {
        options.secrets.push(SecretOption {
            id,
            value: Some(value.into_bytes()),
            ..SecretOption::default()
        });
    }
    for option in list(case, "extraOptions").iter().filter_map(Value::as_str) {
        if let Some((key, value)) = option
            .strip_prefix("label:")
            .and_then(|label| label.split_once('='))
        {
            options.labels.push((key.to_owned(), value.to_owned()));
        }
    }
    Input {
        dockerfile: text(case, "dockerfile").to_owned(),
        options,
        context,
        contexts: BTreeMap::new(),
        secrets: Vec::new(),
        images: stand_in::of_real(),
        ..Input::default()
    }
}

/// `DONE [1/2] RUN true`, without sources and internal vertices.
fn steps(built: &Build) -> Vec<String> {
    let mut out = Vec::new();
    for (index, vertex) in built.definition.vertices.iter().enumerate() {
        if matches!(vertex.op, Op::Source(_))
            || !vertex.name.starts_with('[')
            || vertex.name.starts_with("[internal]")
        {
            continue;
        }
        let id = VertexId(index);
        let status = match built.solution.status(id) {
            Status::Failed => "ERROR",
            Status::Cached => "CACHED",
            Status::Done => "DONE",
            Status::NotRun => continue,
        };
        out.push(format!("{status} {}", vertex.name));
    }
    out
}

fn output(built: &Build) -> Vec<String> {
    let mut lines = Vec::new();
    for solved in built
        .solution
        .vertices
        .iter()
        .flatten()
        .filter(|solved| !solved.is_cached)
    {
        for stream in solved.run.iter().flat_map(|run| [&run.stdout, &run.stderr]) {
            lines.extend(stream.text().lines().map(str::to_owned));
        }
    }
    lines
}

fn name(change: &Change) -> String {
    let path = change.path.text();
    match &change.kind {
        ChangeKind::Whiteout => match path.rsplit_once('/') {
            Some((folder, name)) => format!("{folder}/.wh.{name}"),
            None => format!(".wh.{path}"),
        },
        _ => path.into_owned(),
    }
}

/// `-0644 0:0 o/a.txt = A`
fn detail(change: &Change) -> String {
    let path = name(change);
    match &change.kind {
        ChangeKind::Put(inode) => {
            let (letter, rest) = match &inode.kind {
                Kind::Directory(_) => ('d', String::new()),
                Kind::Symlink(target) => ('l', format!(" -> {}", target.text())),
                Kind::File(content) => ('-', format!(" = {}", content.bytes().text())),
                _ => ('?', String::new()),
            };
            format!(
                "{letter}{:04o} {}:{} {path}{rest}",
                inode.mode, inode.owner.uid, inode.owner.gid
            )
        }
        ChangeKind::Hardlink { target } => format!("h {path} -> {}", target.text()),
        ChangeKind::Whiteout => format!("-0000 0:0 {path} = "),
    }
}
