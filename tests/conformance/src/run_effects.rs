//! `run-effects`: exit, output and layers of RUN steps on the two base images that `bases.json`, beside the cases,
//! describes.

mod base;

use std::path::Path;

use anyhow::{Context, Result};
use drybuild::base_image::Images;
use drybuild::build::{self, Build, Input};
use drybuild::context::{ContextEntry, ContextTree};
use drybuild::filesystem::{Change, ChangeKind, Kind};
use drybuild::graph::{Op, Vertex, VertexId};
use drybuild::labelled::Bytes;
use drybuild::options::{BuildOptions, SecretOption};
use drybuild::report::config_json;
use drybuild::shell::Exit;
use drybuild::solve::{Builder, Status};
use serde_json::{Map, Value, json};

use crate::flows::{strings, text};

/// The images of the `bases.json` that lies beside a file, or in the folder of these cases.
pub(crate) fn images_beside(path: &str) -> Result<Images> {
    let folder = Path::new(path).parent().unwrap_or(Path::new("."));
    let bases = [
        folder.join("bases.json"),
        folder.join("../run-effects/bases.json"),
    ];
    let bases = bases
        .iter()
        .find(|path| path.exists())
        .with_context(|| format!("no bases.json beside {path}"))?;
    let bases: Value = serde_json::from_str(&std::fs::read_to_string(bases)?)?;
    Ok(base::images(&bases))
}

/// Answers every record of a file, each on a builder of its own.
pub(crate) fn answer_all(path: &str) -> Result<()> {
    let images = images_beside(path)?;
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {path}"))?;
    for (number, line) in text.lines().enumerate() {
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
    let built = build::build(input(case, images), &mut Builder::default());
    let mut out = json!({
        "id": text(case, "id"),
        "exit": u8::from(!built.is_built()),
        "steps": steps(&built),
    });
    if let Some(error) = built.error() {
        put(
            &mut out,
            "error",
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
    put(&mut out, "history", history.collect());
    let config: Value = serde_json::from_str(&config_json(image)).unwrap_or_default();
    put(
        &mut out,
        "config",
        config.get("config").cloned().unwrap_or_default(),
    );
    put(&mut out, "layers", layers(&built));
    out
}

/// What each layer on top of the base holds.
pub(crate) fn layers(built: &Build) -> Value {
    let vertices = built
        .image()
        .into_iter()
        .flat_map(|image| image.own_layers());
    let solved = vertices.filter_map(|vertex| built.solution.vertex(vertex));
    solved
        .map(|solved| solved.changes.iter().map(entry).collect::<Value>())
        .collect()
}

/// Whether a vertex is a step of a stage, and no source and nothing of the builder's own.
pub(crate) fn is_step(vertex: &Vertex) -> bool {
    !matches!(vertex.op, Op::Source(_))
        && vertex.name.starts_with('[')
        && !vertex.name.starts_with("[internal]")
}

fn put(out: &mut Value, key: &str, value: Value) {
    if let Some(fields) = out.as_object_mut() {
        fields.insert(key.to_owned(), value);
    }
}

pub(crate) fn input(case: &Value, images: &Images) -> Input {
    let mut context = ContextTree::default();
    let files = case.get("context_files").and_then(Value::as_object);
    for (path, file) in files.into_iter().flatten() {
        let entry = if let Some(target) = file.get("symlink").and_then(Value::as_str) {
            ContextEntry::Symlink {
                target: target.to_owned(),
            }
        } else if file.get("dir").is_some() {
            ContextEntry::Directory {
                mode: mode(file, 0o755),
            }
        } else {
            let content = file.as_str().unwrap_or_else(|| text(file, "text"));
            let bytes = content.as_bytes().to_vec();
            ContextEntry::File {
                bytes,
                mode: mode(file, 0o644),
            }
        };
        context.insert(path, entry);
    }
    let ignore = |path: &str| {
        let bytes = context.file(path)?;
        Some(String::from_utf8_lossy(bytes).into_owned())
    };
    let mut options = BuildOptions {
        dockerignore: ignore(".dockerignore"),
        dockerfile_dockerignore: ignore("Dockerfile.dockerignore"),
        build_args: strings(case.get("args")).into_iter().collect(),
        ..BuildOptions::default()
    };
    for (id, value) in strings(case.get("secrets")) {
        options.secrets.push(SecretOption {
            id,
            value: Some(value.into_bytes()),
            ..SecretOption::default()
        });
    }
    Input {
        dockerfile: text(case, "dockerfile").to_owned(),
        options,
        context,
        contexts: Default::default(),
        secrets: Vec::new(),
        images: images.clone(),
        ..Input::default()
    }
}

fn mode(file: &Value, otherwise: u32) -> u32 {
    u32::from_str_radix(text(file, "mode"), 8).unwrap_or(otherwise)
}

/// What each step that ran did, in the order of the file.
fn steps(built: &Build) -> Vec<Value> {
    let mut out = Vec::new();
    for (index, vertex) in built.definition.vertices.iter().enumerate() {
        if !is_step(vertex) {
            continue;
        }
        let id = VertexId(index);
        let failure = built
            .solution
            .failure
            .as_ref()
            .filter(|failure| failure.vertex == id);
        let solved = built.solution.vertex(id);
        if built.solution.status(id) == Status::NotRun {
            continue;
        }
        let mut step = Map::new();
        step.insert("cmd".to_owned(), vertex.name.as_str().into());
        let run = solved.and_then(|solved| solved.run.as_ref());
        let exit = match run.map(|run| run.exit) {
            Some(Exit::Known(status)) => status.into(),
            Some(Exit::Unknown) => Value::Null,
            None if failure.is_some() => Value::Null,
            None => 0.into(),
        };
        step.insert("exit".to_owned(), exit);
        step.insert(
            "output".to_owned(),
            run.map_or_else(|| json!([]), |run| lines(&run.stdout)),
        );
        if let Some(run) = run.filter(|run| !run.stderr.is_empty()) {
            step.insert("stderr".to_owned(), lines(&run.stderr));
        }
        if let Some(failure) = failure {
            step.insert("error".to_owned(), failure.message.as_str().into());
        }
        out.push(Value::Object(step));
    }
    out
}

fn lines(stream: &Bytes) -> Value {
    stream.text().lines().collect()
}

fn entry(change: &Change) -> Value {
    let path = change.path.text();
    match &change.kind {
        ChangeKind::Whiteout => json!({"path": path, "type": "whiteout"}),
        ChangeKind::Hardlink { target } => {
            json!({"path": path, "type": "hardlink", "linkname": target.text()})
        }
        ChangeKind::Put(inode) => {
            let kind = match &inode.kind {
                Kind::File(_) => "file",
                Kind::Directory(_) => "dir",
                Kind::Symlink(_) => "symlink",
                Kind::Fifo => "fifo",
                Kind::Device(_) => "char",
            };
            let mut out = json!({
                "path": path,
                "type": kind,
                "mode": format!("{:04o}", inode.mode),
                "uid": inode.owner.uid,
                "gid": inode.owner.gid,
            });
            match &inode.kind {
                Kind::Symlink(target) => put(&mut out, "linkname", target.text().into()),
                Kind::File(content) => {
                    let bytes = content.bytes();
                    if bytes.is_known() {
                        put(&mut out, "content", bytes.text().into());
                        put(&mut out, "size", bytes.len().into());
                    }
                }
                _ => {}
            }
            out
        }
    }
}
