//! `cache-sequences`: builds in a row on one builder and what each takes from the cache.

use anyhow::{Context, Result};
use drybuild::base_image::Images;
use drybuild::build::{self, Build, Input};
use drybuild::command;
use drybuild::docker::prune_flags;
use drybuild::graph::VertexId;
use drybuild::remote_cache::RemoteCaches;
use drybuild::solve::{Builder, Status};
use serde_json::{Map, Value, json};

use crate::flows::{list, text, texts};
use crate::run_effects;

/// Answers every record of a file, each on a builder of its own.
pub(crate) fn answer_all(path: &str) -> Result<()> {
    let images = run_effects::images_beside(path)?;
    let records = std::fs::read_to_string(path).with_context(|| format!("cannot read {path}"))?;
    for (number, line) in records.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let case: Value = serde_json::from_str(line)
            .with_context(|| format!("{path}:{}: not a case", number + 1))?;
        println!("{}", answer(&case, &images));
    }
    Ok(())
}

fn answer(case: &Value, images: &Images) -> Value {
    let mut builder = Builder::default();
    let mut caches = RemoteCaches::default();
    let mut last: Option<Value> = None;
    let mut builds = Vec::new();
    for asked in list(case, "builds") {
        if text(asked, "builder") == "fresh" {
            builder = Builder::default();
        }
        if let Some(flags) = text(asked, "before").strip_prefix("prune") {
            let words: Vec<String> = flags.split_whitespace().map(str::to_owned).collect();
            let prune = prune_flags(&words).unwrap_or_default();
            builder.prune(&prune);
        }
        let built = build::build_with(input(asked, images), &mut builder, &mut caches);
        let mut out = one(&built);
        if let Some(layers) = out.get("layers").cloned() {
            if let Some(before) = &last {
                let state = layer_state(before, &layers);
                out.as_object_mut()
                    .map(|out| out.insert("layerState".to_owned(), state));
            }
            last = Some(layers);
        }
        builds.push(out);
    }
    json!({"id": text(case, "id"), "builds": builds})
}

fn input(asked: &Value, images: &Images) -> Input {
    let mut input = run_effects::input(asked, images);
    let flags = texts(asked.get("flags"));
    let line = format!("docker build {} .", flags.join(" "));
    let flags = command::parse(&line, &Default::default()).options;
    input.options.target = flags.target;
    input.options.no_cache = flags.no_cache;
    input.options.cache_to = flags.cache_to;
    input.options.cache_from = flags.cache_from;
    input
}

fn one(built: &Build) -> Value {
    let mut out = Map::new();
    out.insert("exit".to_owned(), u8::from(!built.is_built()).into());
    out.insert("vertices".to_owned(), vertices(built).into());
    match built.error() {
        Some(error) => out.insert(
            "error".to_owned(),
            format!("failed to solve: {error}").into(),
        ),
        None => out.insert("layers".to_owned(), run_effects::layers(built)),
    };
    Value::Object(out)
}

/// Every vertex that the progress log shows as CACHED, DONE or ERROR, without sources and internal ones.
fn vertices(built: &Build) -> Vec<Value> {
    let mut out = Vec::new();
    for (index, vertex) in built.definition.vertices.iter().enumerate() {
        if !run_effects::is_step(vertex) {
            continue;
        }
        let id = VertexId(index);
        let status = match built.solution.status(id) {
            Status::NotRun => continue,
            Status::Done => "DONE",
            Status::Cached => "CACHED",
            Status::Failed => "ERROR",
        };
        let mut shown = Map::new();
        shown.insert("name".to_owned(), vertex.name.as_str().into());
        shown.insert("status".to_owned(), status.into());
        let run = built
            .solution
            .vertex(id)
            .and_then(|solved| solved.run.as_ref());
        if let Some(run) = run.filter(|_| status != "CACHED") {
            let lines: Vec<String> = [&run.stdout, &run.stderr]
                .iter()
                .flat_map(|stream| stream.text().lines().map(str::to_owned).collect::<Vec<_>>())
                .collect();
            shown.insert("output".to_owned(), lines.into());
        }
        out.push(Value::Object(shown));
    }
    out
}

/// Per layer, against the last build that succeeded: `same`, `changed` or `new`.
fn layer_state(before: &Value, now: &Value) -> Value {
    let now = now.as_array().into_iter().flatten().enumerate();
    now.map(|(index, layer)| match before.get(index) {
        None => "new",
        Some(old) if old == layer => "same",
        Some(_) => "changed",
    })
    .collect()
}
