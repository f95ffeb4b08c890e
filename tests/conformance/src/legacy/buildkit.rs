//! The builds of a record by the BuildKit in Docker 20.10.

use drybuild::build::{self, Build};
use drybuild::filesystem::{Change, ChangeKind, Content, Kind};
use drybuild::graph::{Op, VertexId};
use drybuild::legacy::{ContextForm, Input, json_paths, refusal_of_buildkit};
use drybuild::report::config_json;
use drybuild::solve::Builder;
use serde_json::{Value, json};

use super::{case, layer};
use crate::flows::text;

const FRONTEND: &str = "failed to solve with frontend dockerfile.v0: ";

pub(super) fn answers(record: &Value, builds: &[&Value]) -> Value {
    let mut builder = Builder::default();
    builds
        .iter()
        .map(|build| {
            let input = case::input(record, build);
            let names = case::markers(record);
            let values: Vec<Vec<u8>> = input.secrets.clone();
            let mut out = answer(input, &mut builder);
            if !names.is_empty() {
                let marks = markers(&out, &names, &values);
                put(&mut out, "markers", marks);
            }
            out
        })
        .collect()
}

fn answer(input: Input, builder: &mut Builder) -> Value {
    if let Some((message, exit)) = refusal_of_buildkit(&input) {
        let last = message.lines().next().unwrap_or_default();
        return json!({"exit": exit, "error": last, "stdout": "", "stderr": message});
    }
    let dockerfile = input.dockerfile.clone().unwrap_or_default();
    let context = match input.form {
        ContextForm::DockerfileOnly => Default::default(),
        ContextForm::Folder | ContextForm::Archive
            if input.context.file(&input.dockerfile_path).is_none() =>
        {
            input
                .context
                .with_file(&input.dockerfile_path, dockerfile.as_str())
        }
        _ => input.context,
    };
    let built = build::build_as(
        dockerfile::Version::DOCKER_20_10,
        build::Input {
            dockerfile,
            options: input.options,
            context,
            secrets: input.secrets,
            images: input.images,
            ..build::Input::default()
        },
        builder,
    );
    let refused = built.refused.as_ref().map(|(message, _)| message);
    let error =
        refused.map(|message| format!("{FRONTEND}failed to create LLB definition: {message}"));
    let error = error.or_else(|| download(&built));
    let error = error.or_else(|| built.error().map(str::to_owned));
    let mut out = json!({
        "exit": u8::from(error.is_some()),
        "error": error,
        "stdout": "",
        "steps": steps(&built),
    });
    if error.is_none()
        && let Some(image) = built.image()
    {
        let config: Value = serde_json::from_str(&config_json(&image.config)).unwrap_or_default();
        put(&mut out, "config", config);
        let own = image
            .config
            .history
            .iter()
            .filter(|entry| entry.span.is_some());
        let solved = |entry: &drybuild::image::HistoryEntry| built.solution.vertex(entry.vertex?);
        let rows = own.clone().map(|entry| {
            let changes = solved(entry)
                .map(|solved| solved.changes.as_slice())
                .unwrap_or_default();
            json!({
                "created_by": entry.created_by,
                "comment": entry.comment,
                "empty_layer": entry.empty_layer,
                "size": if changes.iter().any(has_size) { "nonzero" } else { "zero" },
            })
        });
        put(&mut out, "history", rows.collect());
        let layers = own
            .filter_map(solved)
            .map(|solved| layer::layer(&solved.changes));
        put(&mut out, "layers", layers.collect());
    }
    out
}

/// No site could be reached when the records were made.
fn download(built: &Build) -> Option<String> {
    let mut sources = built
        .definition
        .vertices
        .iter()
        .filter_map(|vertex| match &vertex.op {
            Op::Source(source) => Some(source.identifier.as_str()),
            _ => None,
        });
    let url = sources.find(|url| url.starts_with("http://") || url.starts_with("https://"))?;
    let rest = url.split_once("://")?.1;
    let authority = rest.split('/').next()?;
    let host = authority.rsplit('@').next()?;
    let shown = match authority.rsplit_once('@') {
        Some((user, _)) => {
            let user = user.split(':').next()?;
            url.replacen(authority, &format!("{user}:***@{host}"), 1)
        }
        None => url.to_owned(),
    };
    Some(format!(
        "failed to load cache key: Get \"{shown}\": dial tcp: lookup {host} on <resolver>: no such host"
    ))
}

fn has_size(change: &Change) -> bool {
    match &change.kind {
        ChangeKind::Put(inode) => match &inode.kind {
            Kind::File(Content::Unknown { size_bytes: None } | Content::Program(_)) => true,
            Kind::File(content) => content.size_bytes() != Some(0),
            _ => false,
        },
        _ => false,
    }
}

fn steps(built: &Build) -> Vec<Value> {
    let internal = |name: &str| json!({"name": format!("[internal] {name}"), "status": "done"});
    let mut out = vec![
        internal("load build definition from Dockerfile"),
        internal("load .dockerignore"),
    ];
    for name in &built.resolved {
        out.push(json!({"name": name, "status": "done"}));
    }
    for (index, vertex) in built.definition.vertices.iter().enumerate() {
        let id = VertexId(index);
        if vertex.name.is_empty() {
            continue;
        }
        let failure = built
            .solution
            .failure
            .as_ref()
            .filter(|failure| failure.vertex == id);
        let solved = built.solution.vertex(id);
        let status = match (failure, solved) {
            (Some(_), _) => "error",
            (None, Some(solved)) if solved.is_cached && !matches!(vertex.op, Op::Source(_)) => {
                "cached"
            }
            (None, Some(_)) => "done",
            (None, None) => continue,
        };
        let run = solved
            .and_then(|solved| solved.run.as_ref())
            .filter(|_| status != "cached");
        let log: Vec<String> = run
            .map(|run| {
                [&run.stdout, &run.stderr]
                    .into_iter()
                    .flat_map(|stream| lines(&stream.text()))
                    .collect()
            })
            .unwrap_or_default();
        out.push(json!({"name": vertex.name, "status": status, "log": log}));
    }
    if built.is_built() {
        out.push(json!({"name": "exporting to image", "status": "done"}));
    }
    out
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// The places of planted values, in what was answered.
fn markers(out: &Value, names: &[String], values: &[Vec<u8>]) -> Value {
    let mut found = Vec::new();
    for (name, value) in names.iter().zip(values) {
        let value = String::from_utf8_lossy(value);
        let mut mark = |mut place: Value| {
            put(&mut place, "marker", name.as_str().into());
            found.push(place);
        };
        for row in crate::flows::list(out, "history") {
            let created_by = text(row, "created_by");
            if created_by.contains(value.as_ref()) {
                mark(json!({"sink": "history", "created_by": created_by}));
            }
        }
        for json_path in json_paths(out.get("config").unwrap_or(&Value::Null), &value) {
            mark(json!({"sink": "config", "json_path": json_path}));
        }
        for (index, layer) in crate::flows::list(out, "layers").iter().enumerate() {
            for entry in layer.as_array().into_iter().flatten() {
                if text(entry, "content").contains(value.as_ref()) {
                    mark(json!({"sink": "layer", "layer": index, "path": text(entry, "path")}));
                }
            }
        }
        for step in crate::flows::list(out, "steps") {
            let log = crate::flows::texts(step.get("log"));
            for line in log.iter().map(String::as_str).chain([text(step, "name")]) {
                if line.contains(value.as_ref()) {
                    mark(json!({"sink": "log", "stream": "stderr", "line": line}));
                }
            }
        }
    }
    found.into()
}

fn put(out: &mut Value, key: &str, value: Value) {
    if let Some(fields) = out.as_object_mut() {
        fields.insert(key.to_owned(), value);
    }
}
